import { getTimezoneOffset, toZonedTime } from "date-fns-tz";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantsOfLocal, localDateOf, zoneOffsetAt } from "./zone.ts";

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "America/St_Johns",
  "Asia/Beirut",
  "Asia/Kathmandu",
  "Africa/Casablanca",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Apia",
  "Antarctica/Troll",
];

const instant = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2037, 11, 31) / 60_000 })
  .map((minute) => minute * 60_000);

describe("zones, beside date-fns-tz", () => {
  it("have the same offset at every instant", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
        expect(zoneOffsetAt(zone, at)).toBe(getTimezoneOffset(zone, new Date(at)) / 60_000);
      }),
      { numRuns: 500 },
    );
  });

  it("show the same date, and lead back from the wall clock to the instant", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
        const wall = toZonedTime(at, zone);
        const date = [wall.getFullYear(), wall.getMonth() + 1, wall.getDate()]
          .map((part) => String(part).padStart(2, "0"))
          .join("-");
        expect(localDateOf(zone, at)).toBe(date);
        expect(instantsOfLocal(zone, date, wall.getHours() * 60 + wall.getMinutes())).toContain(at);
      }),
      { numRuns: 500 },
    );
  });
});

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

const formats = new Map(
  zones.map((zone) => [
    zone,
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    }),
  ]),
);

/** The offset in minutes as the platform's own formatter tells it: slow, and right to the minute of a change. */
function platformOffset(zone: string, at: number): number {
  const parts = formats.get(zone)?.formatToParts(at) ?? [];
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
  return (wall - at) / 60_000;
}

const DAY = 24 * 60 * 60_000;

/** date-fns-tz takes up to some hours after a change to notice it (Chatham, Berlin); it is asked away from them. */
const farFromAChange = (zone: string, at: number) =>
  platformOffset(zone, at - DAY) === platformOffset(zone, at + DAY);

describe("zones, beside the platform and date-fns-tz", () => {
  it("have the platform's offset at every instant", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
        expect(zoneOffsetAt(zone, at)).toBe(platformOffset(zone, at));
      }),
      { numRuns: 500 },
    );
  });

  it("have the platform's offset around each change", () => {
    for (const zone of zones) {
      for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2027, 0, 1); at += DAY) {
        if (platformOffset(zone, at) === platformOffset(zone, at + DAY)) continue;
        for (let minute = at; minute < at + DAY; minute += 15 * 60_000) {
          expect(zoneOffsetAt(zone, minute)).toBe(platformOffset(zone, minute));
        }
      }
    }
  });

  it("have date-fns-tz's offset away from changes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
        fc.pre(farFromAChange(zone, at));
        expect(zoneOffsetAt(zone, at)).toBe(getTimezoneOffset(zone, new Date(at)) / 60_000);
      }),
      { numRuns: 300 },
    );
  });

  it("show the same date, and lead back from the wall clock to the instant", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
        fc.pre(farFromAChange(zone, at));
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

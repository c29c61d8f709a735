import { describe, expect, it } from "vitest";
import { occurrencesOf } from "./series.ts";

const at = (iso: string) => Date.parse(iso);
const told = (list: ReturnType<typeof occurrencesOf>) =>
  list.map(({ date, start }) => `${date} ${start === null ? "-" : new Date(start).toISOString()}`);

describe("occurrencesOf", () => {
  it("keeps ten o'clock across a clock change", () => {
    const rule = { every: "week", interval: 1, count: 3 } as const;
    expect(told(occurrencesOf(rule, at("2026-10-20T08:00:00Z"), "Europe/Berlin"))).toEqual([
      "2026-10-20 2026-10-20T08:00:00.000Z",
      "2026-10-27 2026-10-27T09:00:00.000Z",
      "2026-11-03 2026-11-03T09:00:00.000Z",
    ]);
  });

  it("has no instant on the date whose clocks skip the time", () => {
    const rule = { every: "week", interval: 1, count: 3 } as const;
    expect(told(occurrencesOf(rule, at("2026-03-22T01:30:00Z"), "Europe/Berlin"))).toEqual([
      "2026-03-22 2026-03-22T01:30:00.000Z",
      "2026-03-29 -",
      "2026-04-05 2026-04-05T00:30:00.000Z",
    ]);
  });

  it("begins with the very instant that was chosen, even in a repeated hour", () => {
    const second = at("2026-11-01T06:30:00Z");
    const rule = { every: "week", interval: 2, count: 2 } as const;
    expect(told(occurrencesOf(rule, second, "America/New_York"))).toEqual([
      "2026-11-01 2026-11-01T06:30:00.000Z",
      "2026-11-15 2026-11-15T06:30:00.000Z",
    ]);
  });

  it("keeps the weekday of the month, and takes the last one where there is no fifth", () => {
    const rule = { every: "month", interval: 1, count: 4 } as const;
    // Friday 30 January 2026 is the fifth Friday.
    const dates = occurrencesOf(rule, at("2026-01-30T12:00:00Z"), "UTC").map(({ date }) => date);
    expect(dates).toEqual(["2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24"]);
  });

  it("crosses the year", () => {
    const rule = { every: "month", interval: 3, count: 3 } as const;
    const dates = occurrencesOf(rule, at("2026-11-10T12:00:00Z"), "UTC").map(({ date }) => date);
    expect(dates).toEqual(["2026-11-10", "2027-02-09", "2027-05-11"]);
  });

  it("refuses what has no end", () => {
    const rule = { every: "week", interval: 1, count: 53 } as const;
    expect(() => occurrencesOf(rule, 0, "UTC")).toThrow(RangeError);
  });
});

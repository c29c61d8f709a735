import { describe, expect, it } from "vitest";
import { againAmong, againStarts } from "./again-rules.ts";

const BERLIN = "Europe/Berlin";
const iso = (starts: number[]) => starts.map((start) => new Date(start).toISOString());

describe("againStarts", () => {
  it("follows a past booking with the coming same weekday", () => {
    // Friday 6 November 2026, ten in Berlin; now is Monday the 23rd.
    const starts = againStarts(
      BERLIN,
      Date.parse("2026-11-06T09:00:00Z"),
      Date.parse("2026-11-23T12:00:00Z"),
    );
    expect(iso(starts).slice(0, 2)).toEqual([
      "2026-11-27T09:00:00.000Z",
      "2026-12-04T09:00:00.000Z",
    ]);
    expect(starts).toHaveLength(12);
  });

  it("follows a booking that lies ahead with the week after it", () => {
    const starts = againStarts(
      BERLIN,
      Date.parse("2026-12-04T09:00:00Z"),
      Date.parse("2026-11-23T12:00:00Z"),
    );
    expect(iso(starts)[0]).toBe("2026-12-11T09:00:00.000Z");
  });

  it("is for today when the time has not passed, and for next week when it has", () => {
    const start = Date.parse("2026-11-16T09:00:00Z");
    expect(iso(againStarts(BERLIN, start, Date.parse("2026-11-23T08:00:00Z")))[0]).toBe(
      "2026-11-23T09:00:00.000Z",
    );
    expect(iso(againStarts(BERLIN, start, Date.parse("2026-11-23T10:00:00Z")))[0]).toBe(
      "2026-11-30T09:00:00.000Z",
    );
  });

  it("keeps the time of the clock across a change of the clocks, and leaves out what they skip", () => {
    const summer = againStarts(
      BERLIN,
      Date.parse("2027-03-20T13:00:00Z"),
      Date.parse("2027-03-21T00:00:00Z"),
    );
    expect(iso(summer).slice(0, 2)).toEqual([
      "2027-03-27T13:00:00.000Z",
      "2027-04-03T12:00:00.000Z",
    ]);
    // Sunday 28 March 2027 has no half past two.
    const skipped = againStarts(
      BERLIN,
      Date.parse("2027-03-21T01:30:00Z"),
      Date.parse("2027-03-22T00:00:00Z"),
    );
    expect(iso(skipped)[0]).toBe("2027-04-04T00:30:00.000Z");
    expect(skipped).toHaveLength(11);
  });
});

describe("againAmong", () => {
  const free = (...starts: string[]) => starts.map((start) => ({ start }));
  // Tuesdays at ten in Berlin; the clocks change on Sunday the 25th.
  const starts = ["2026-10-20T08:00:00Z", "2026-10-27T09:00:00Z"].map((text) => Date.parse(text));

  it("is the very weekday and time when it is free, else that of a later week", () => {
    const near = ["2026-10-20T07:30:00Z", "2026-10-20T08:30:00Z", "2026-10-21T08:00:00Z"];
    expect(againAmong(free("2026-10-20T08:00:00Z", ...near), starts)?.start).toBe(
      "2026-10-20T08:00:00Z",
    );
    const later = ["2026-10-27T08:00:00Z", "2026-10-27T09:00:00Z"];
    expect(againAmong(free(...near, ...later), starts)?.start).toBe("2026-10-27T09:00:00Z");
  });

  it("is the nearest of all when that time is never free, and nothing when nothing is", () => {
    const near = free("2026-10-19T08:00:00Z", "2026-10-20T09:30:00Z", "2026-10-22T08:00:00Z");
    expect(againAmong(near, starts)?.start).toBe("2026-10-20T09:30:00Z");
    expect(againAmong([], starts)).toBeNull();
  });
});

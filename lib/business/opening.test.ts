import { describe, expect, it } from "vitest";
import type { LayerData } from "../availability/schema.ts";
import { closedDates, hoursThisWeek, openingState } from "./opening.ts";

const zone = "Europe/Berlin";
const salon: LayerData = {
  weekly: [2, 3, 4, 5].flatMap((day) => [
    [day, 540, 780] as [number, number, number],
    [day, 840, 1080] as [number, number, number],
  ]),
  seasons: [],
  patterns: [],
  overrides: [],
  closures: [],
};
const at = (iso: string) => Date.parse(iso);

describe("openingState", () => {
  it("says until when it is open, in the business's zone", () => {
    // Tuesday 24 November 2026, 10:00 in Berlin.
    expect(openingState(salon, zone, at("2026-11-24T09:00:00Z"))).toEqual({
      open: true,
      until: at("2026-11-24T12:00:00Z"),
    });
  });

  it("is closed at the minute of closing and open at the minute of opening", () => {
    expect(openingState(salon, zone, at("2026-11-24T12:00:00Z"))).toEqual({
      open: false,
      opens: at("2026-11-24T13:00:00Z"),
    });
    expect(openingState(salon, zone, at("2026-11-24T13:00:00Z")).open).toBe(true);
  });

  it("finds the next opening over a closed weekend and a holiday", () => {
    const holiday = {
      ...salon,
      closures: [{ from: "2026-12-01", to: "2026-12-01", name: "Fair" }],
    };
    // Friday evening; Tuesday is closed, so Wednesday 2 December.
    expect(openingState(holiday, zone, at("2026-11-27T18:00:00Z"))).toEqual({
      open: false,
      opens: at("2026-12-02T08:00:00Z"),
    });
  });

  it("follows hours past midnight from the evening before", () => {
    const bar = { ...salon, weekly: [[2, 1320, 120]] as LayerData["weekly"] };
    expect(openingState(bar, zone, at("2026-11-25T00:30:00Z"))).toEqual({
      open: true,
      until: at("2026-11-25T01:00:00Z"),
    });
  });

  it("claims no end for what never closes and no opening for what never opens", () => {
    const always = {
      ...salon,
      weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => [day, 0, 1440]) as LayerData["weekly"],
    };
    expect(openingState(always, zone, at("2026-11-25T00:30:00Z"))).toEqual({
      open: true,
      until: null,
    });
    expect(openingState({ ...salon, weekly: [] }, zone, at("2026-11-25T00:30:00Z"))).toEqual({
      open: false,
      opens: null,
    });
  });
});

describe("hoursThisWeek", () => {
  it("lists the coming seven days in the order of the business's week, exceptions named", () => {
    const special: LayerData = {
      ...salon,
      closures: [{ from: "2026-11-25", to: "2026-11-26", name: "Stocktaking" }],
      overrides: [{ date: "2026-11-28", hours: [{ start: 600, end: 720 }], note: "Open day" }],
    };
    const days = hoursThisWeek(special, zone, at("2026-11-24T23:30:00Z"), 1);
    // It is already Wednesday in Berlin.
    expect(days.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(days[2]).toEqual({ weekday: 3, date: "2026-11-25", hours: [], note: "Stocktaking" });
    expect(days[1]).toMatchObject({
      date: "2026-12-01",
      hours: [
        { start: 540, end: 780 },
        { start: 840, end: 1080 },
      ],
    });
    expect(days[5]).toEqual({
      weekday: 6,
      date: "2026-11-28",
      hours: [{ start: 600, end: 720 }],
      note: "Open day",
    });
    expect(hoursThisWeek(special, zone, at("2026-11-24T23:30:00Z"), 7)[0]?.weekday).toBe(7);
  });
});

describe("closedDates", () => {
  it("names the days without hours", () => {
    expect(closedDates(salon, zone, "2026-11-23", 7)).toEqual([
      "2026-11-23",
      "2026-11-28",
      "2026-11-29",
    ]);
  });

  it("claims nothing far ahead where a season may open another day", () => {
    const seasonal: LayerData = {
      ...salon,
      seasons: [{ name: "Summer", from: "2027-06-01", to: "2027-06-30", weekly: [] }],
    };
    expect(closedDates(seasonal, zone, "2026-11-23", 60).at(-1)).toBe("2026-12-06");
  });
});

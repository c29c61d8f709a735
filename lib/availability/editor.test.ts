import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clockText,
  copyDay,
  endOnLine,
  minuteOf,
  minutesPerWeek,
  moveHours,
  overlappingSeasons,
  type Schedule,
  sameSchedule,
  stretchHours,
  tidyWeek,
  withHolidays,
} from "./editor.ts";
import { NOBODY } from "./editor-calendar.ts";
import { changesBetween, mergeSchedules } from "./editor-changes.ts";
import type { HoursRow } from "./schema.ts";

const row: fc.Arbitrary<HoursRow> = fc.tuple(
  fc.integer({ min: 1, max: 7 }),
  fc.integer({ min: 0, max: 1439 }),
  fc.integer({ min: 0, max: 1440 }),
);

/** Minutes of the day's own line that hours of one weekday cover. */
function covered(rows: readonly HoursRow[], weekday: number): Set<number> {
  const minutes = new Set<number>();
  for (const [day, start, end] of rows) {
    if (day !== weekday) continue;
    for (let minute = start; minute < endOnLine(start, end); minute++) minutes.add(minute);
  }
  return minutes;
}

describe("hours of a week", () => {
  it("joins what overlaps or touches on one day, over midnight too", () => {
    expect(
      tidyWeek([
        [5, 1320, 120],
        [5, 1200, 1320],
        [1, 540, 600],
        [1, 660, 720],
      ]),
    ).toEqual([
      [1, 540, 600],
      [1, 660, 720],
      [5, 1200, 120],
    ]);
  });

  it("keeps every open minute of a day when it tidies, and adds none", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        const tidy = tidyWeek(rows);
        for (let weekday = 1; weekday <= 7; weekday++) {
          const before = covered(rows, weekday);
          const first = Math.min(...before);
          // Hours last a day at most: what is joined to more is cut there.
          const kept = [...before].filter((minute) => minute < first + 1440);
          if (before.size === kept.length) expect(covered(tidy, weekday)).toEqual(before);
        }
        expect(tidyWeek(tidy)).toEqual(tidy);
      }),
      { numRuns: 60 },
    );
  });

  it("moves hours with their length, across days and past midnight, never off the clock", () => {
    expect(moveHours([5, 1320, 120], 1, 60)).toEqual([6, 1380, 180]);
    expect(moveHours([7, 540, 1020], 1, 0)).toEqual([1, 540, 1020]);
    fc.assert(
      fc.property(
        row,
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: -200, max: 200 }),
        (one, days, quarters) => {
          const [weekday, start, end] = moveHours(one, days, quarters * 15);
          expect(endOnLine(start, end) - start).toBe(endOnLine(one[1], one[2]) - one[1]);
          expect(weekday).toBeGreaterThanOrEqual(1);
          expect(weekday).toBeLessThanOrEqual(7);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThan(1440);
          expect(end).toBeLessThanOrEqual(1440);
        },
      ),
    );
  });

  it("stretches an edge into the night and stops at a quarter of an hour and at a day", () => {
    expect(stretchHours([5, 1320, 1440], "end", 120)).toEqual([5, 1320, 120]);
    expect(stretchHours([5, 540, 600], "end", -600)).toEqual([5, 540, 555]);
    expect(stretchHours([5, 540, 600], "end", 9999)).toEqual([5, 540, 540]);
    expect(stretchHours([5, 540, 600], "start", -60)).toEqual([5, 480, 600]);
    expect(stretchHours([5, 540, 600], "start", 600)).toEqual([5, 585, 600]);
  });

  it("copies a day over others and replaces what they had", () => {
    const rows: HoursRow[] = [
      [1, 540, 780],
      [1, 840, 1080],
      [3, 600, 660],
    ];
    expect(copyDay(rows, 1, [3, 5])).toEqual([
      [1, 540, 780],
      [1, 840, 1080],
      [3, 540, 780],
      [3, 840, 1080],
      [5, 540, 780],
      [5, 840, 1080],
    ]);
    expect(copyDay(rows, 2, [1])).toEqual([[3, 600, 660]]);
  });

  it("sums a week, counting Sunday night once where it meets Monday morning", () => {
    expect(minutesPerWeek([[5, 1320, 120]])).toBe(240);
    expect(
      minutesPerWeek([
        [7, 1320, 120],
        [1, 60, 180],
      ]),
    ).toBe(240 + 60);
    expect(minutesPerWeek([1, 2, 3, 4, 5, 6, 7].map((day): HoursRow => [day, 0, 1440]))).toBe(
      10_080,
    );
  });

  it("reads typed times", () => {
    expect(minuteOf("22:00")).toBe(1320);
    expect(minuteOf("9:05")).toBe(545);
    expect(minuteOf("24:00")).toBe(1440);
    expect(minuteOf("25:00")).toBeNull();
    expect(minuteOf("")).toBeNull();
    expect(clockText(1440)).toBe("00:00");
    expect(clockText(545)).toBe("09:05");
  });
});

describe("seasons", () => {
  it("names two that share a day, and lets neighbours be", () => {
    const summer = { name: "Summer", from: "2027-06-01", to: "2027-08-31" };
    expect(
      overlappingSeasons([{ name: "Late", from: "2027-08-31", to: "2027-09-30" }, summer]),
    ).toEqual(["Summer", "Late"]);
    expect(
      overlappingSeasons([summer, { name: "Autumn", from: "2027-09-01", to: "2027-10-01" }]),
    ).toBeNull();
  });
});

describe("two people at one schedule", () => {
  const base: Schedule = {
    ...NOBODY,
    weekly: [
      [1, 540, 1020],
      [2, 540, 1020],
    ],
    overrides: [{ date: "2026-12-24", hours: [], note: "" }],
  };
  const theirs: Schedule = {
    ...base,
    weekly: [
      [1, 600, 1020],
      [2, 540, 1020],
    ],
    closures: [
      {
        kind: "closure",
        name: "Trip",
        from: "2027-01-04",
        to: "2027-01-08",
        sourceKey: null,
        ignored: false,
      },
    ],
  };
  const mine: Schedule = {
    ...base,
    weekly: [
      [1, 540, 1020],
      [2, 540, 900],
    ],
    overrides: [{ date: "2026-12-24", hours: [{ start: 540, end: 720 }], note: "" }],
  };

  it("says what the other has changed", () => {
    expect(changesBetween(base, theirs)).toEqual([
      { what: "weekday", weekday: 1 },
      { what: "closure", name: "Trip", from: "2027-01-04", to: "2027-01-08" },
    ]);
    expect(changesBetween(base, base)).toEqual([]);
  });

  it("puts one's own changes on top and keeps the other's", () => {
    expect(mergeSchedules(base, mine, theirs)).toMatchObject({
      weekly: [
        [1, 600, 1020],
        [2, 540, 900],
      ],
      overrides: [{ date: "2026-12-24", hours: [{ start: 540, end: 720 }] }],
      closures: [{ name: "Trip" }],
    });
    expect(sameSchedule(mergeSchedules(base, base, theirs), theirs)).toBe(true);
    expect(sameSchedule(mergeSchedules(base, mine, base), mine)).toBe(true);
  });
});

describe("public holidays", () => {
  const holiday = (sourceKey: string, from: string) => ({
    kind: "holiday" as const,
    name: sourceKey,
    from,
    to: from,
    sourceKey,
    ignored: false,
  });
  it("are taken over once, keep what was opened, and leave the past and one's own closures alone", () => {
    const own = { ...holiday("", "2026-12-28"), kind: "closure" as const, sourceKey: null };
    const past = holiday("old", "2026-01-01");
    const opened = { ...holiday("DE:2026:26", "2026-12-26"), ignored: true };
    const next = withHolidays(
      [own, past, opened, holiday("AT:2026:8", "2026-12-08")],
      [
        holiday("DE:2026:26", "2026-12-26"),
        holiday("DE:2027:1", "2027-01-01"),
        holiday("DE:2026:1", "2026-01-01"),
      ],
      "2026-11-23",
    );
    expect(next).toEqual([own, past, opened, holiday("DE:2027:1", "2027-01-01")]);
  });
});

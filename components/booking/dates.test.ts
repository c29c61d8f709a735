import { describe, expect, it } from "vitest";
import {
  addMonths,
  byDate,
  dayPart,
  monthOf,
  nearestTo,
  rangeOfMonth,
  weeksOfMonth,
} from "./dates";

const time = (start: string) => ({ start, end: start, staff: ["mara"], seatsLeft: 1 });

describe("months", () => {
  it("counts over the year's end, both ways", () => {
    expect(addMonths("2026-12-31", 1)).toBe("2027-01-01");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-01");
    expect(addMonths("2026-11-30", 14)).toBe("2028-01-01");
    expect(monthOf("2026-02-28")).toBe("2026-02-01");
  });

  it("shows whole weeks from the business's first weekday", () => {
    const weeks = weeksOfMonth("2026-11-01", 1);
    expect(weeks[0]![0]).toBe("2026-10-26");
    expect(weeks.at(-1)![6]).toBe("2026-12-06");
    expect(weeksOfMonth("2026-11-01", 7)[0]![0]).toBe("2026-11-01");
    expect(weeksOfMonth("2027-02-01", 1)).toHaveLength(4);
  });

  it("asks for nothing that has gone by, and for no more than the API answers", () => {
    expect(rangeOfMonth("2026-11-01", 1, "2026-11-23")).toEqual({
      from: "2026-11-23",
      to: "2026-12-06",
    });
    expect(rangeOfMonth("2026-10-01", 1, "2026-11-23")).toBeNull();
    for (let i = 0; i < 24; i++) {
      expect(weeksOfMonth(addMonths("2026-01-01", i), 1).length * 7).toBeLessThanOrEqual(42);
    }
  });
});

describe("days", () => {
  it("puts a time on the date of the viewer's own calendar", () => {
    const late = [time("2026-11-24T23:30:00Z")];
    expect([...byDate(late, "Europe/Berlin").keys()]).toEqual(["2026-11-25"]);
    expect([...byDate(late, "America/New_York").keys()]).toEqual(["2026-11-24"]);
  });

  it("divides the day by the wall clock of the zone", () => {
    expect(dayPart("2026-11-24T10:59:00Z", "Europe/Berlin")).toBe("morning");
    expect(dayPart("2026-11-24T11:00:00Z", "Europe/Berlin")).toBe("afternoon");
    expect(dayPart("2026-11-24T16:00:00Z", "Europe/Berlin")).toBe("evening");
    expect(dayPart("2026-11-24T00:15:00Z", "Asia/Kathmandu")).toBe("morning");
  });

  it("finds what is nearest, in order", () => {
    const times = ["08:00", "09:00", "10:00", "15:00"].map((at) => time(`2026-11-24T${at}:00Z`));
    const near = nearestTo(times, "2026-11-24T09:30:00Z", 2).map(({ start }) => start);
    expect(near).toEqual(["2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z"]);
  });
});

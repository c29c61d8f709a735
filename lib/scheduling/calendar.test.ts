import { describe, expect, it } from "vitest";
import { addDays, dateParts, dayOf, formatDay, parseDate, weekdayOf } from "./calendar.ts";

describe("day numbers", () => {
  it("agree with the platform's calendar over four centuries", () => {
    for (let day = dayOf(1900, 1, 1); day <= dayOf(2300, 12, 31); day++) {
      const date = new Date(day * 86_400_000);
      const parts = dateParts(day);
      if (
        parts.year !== date.getUTCFullYear() ||
        parts.month !== date.getUTCMonth() + 1 ||
        parts.day !== date.getUTCDate() ||
        dayOf(parts.year, parts.month, parts.day) !== day
      ) {
        expect([day, parts]).toEqual(date.toISOString());
      }
    }
    expect(formatDay(dayOf(2026, 7, 18))).toBe("2026-07-18");
  });

  it("are refused for dates that no calendar has", () => {
    for (const text of ["2026-02-30", "2027-02-29", "2026-13-01", "2026-00-10", "2026-7-1", ""]) {
      expect(parseDate(text)).toBeNull();
    }
    expect(parseDate("2028-02-29")).toBe(dayOf(2028, 2, 29));
  });
});

describe("addDays and weekdayOf", () => {
  it("count over month ends, leap days and years", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
    expect(weekdayOf("2026-11-23")).toBe(1);
    expect(weekdayOf("1969-12-28")).toBe(7);
  });

  it("throw for what is not a date", () => {
    expect(() => addDays("tomorrow", 1)).toThrow(RangeError);
    expect(() => weekdayOf("2026-02-30")).toThrow(RangeError);
  });
});

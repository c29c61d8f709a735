import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, formatDay, parseDate } from "./calendar.ts";
import { occurrences, parseRecurrence } from "./recurrence.ts";
import { rruleDates } from "./testing/reference.ts";

const dates = (rrule: string, from: string, first: string, last: string) =>
  occurrences(parseRecurrence(rrule), parseDate(from)!, parseDate(first)!, parseDate(last)!).map(
    formatDay,
  );

describe("occurrences", () => {
  it("finds the dates of everyday rules", () => {
    expect(dates("FREQ=MONTHLY;BYDAY=2SA", "2026-01-01", "2026-07-01", "2026-09-30")).toEqual([
      "2026-07-11",
      "2026-08-08",
      "2026-09-12",
    ]);
    expect(
      dates("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-01-02", "2026-11-01", "2026-11-30"),
    ).toEqual(["2026-11-06", "2026-11-20"]);
    expect(dates("FREQ=YEARLY", "2024-02-29", "2025-01-01", "2032-12-31")).toEqual([
      "2028-02-29",
      "2032-02-29",
    ]);
    expect(dates("FREQ=DAILY;COUNT=3", "2026-07-01", "2026-07-02", "2026-07-31")).toEqual([
      "2026-07-02",
      "2026-07-03",
    ]);
  });

  it("does not count a first date that does not fit the rule", () => {
    expect(dates("FREQ=WEEKLY;BYDAY=MO", "2026-07-01", "2026-06-01", "2026-07-10")).toEqual([
      "2026-07-06",
    ]);
  });

  it("ends at once for a rule that never falls on any date", () => {
    const start = performance.now();
    const never = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30";
    expect(dates(never, "1990-01-01", "2026-01-01", "2026-12-31")).toEqual([]);
    expect(dates(`${never};COUNT=10000`, "1990-01-01", "2026-01-01", "2026-12-31")).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it("agrees with the rrule package on any rule both read alike", () => {
    const some = (values: readonly string[], max: number) =>
      fc.subarray([...values], { minLength: 1, maxLength: max }).map((chosen) => chosen.join(","));
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
    // Only rules that do fall on dates: the package takes seconds over one that never does.
    const weekdays = some(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], 4);
    const numbered = some(["1MO", "2SA", "-1FR", "3TU", "-2SU", "5WE"], 3);
    const months = some(["1", "3", "5", "12"], 3);
    const monthDays = some(["1", "15", "29", "31", "-1", "-3"], 3);
    // One at a time: where two choose the same date, the package gives it twice.
    const position = fc.constantFrom("1", "-1");
    const rule = fc.oneof(
      fc.record({ FREQ: fc.constant("DAILY"), BYDAY: maybe(weekdays), BYMONTH: maybe(months) }),
      fc.record({ FREQ: fc.constant("WEEKLY"), BYDAY: weekdays, BYSETPOS: maybe(position) }),
      fc.record({ FREQ: fc.constantFrom("WEEKLY", "MONTHLY", "YEARLY") }),
      fc.record({
        FREQ: fc.constantFrom("MONTHLY", "YEARLY"),
        BYDAY: fc.oneof(weekdays, numbered),
        BYMONTH: maybe(months),
        BYSETPOS: maybe(position),
      }),
      fc.record({
        FREQ: fc.constantFrom("MONTHLY", "YEARLY"),
        BYMONTHDAY: monthDays,
        BYMONTH: maybe(months),
        BYSETPOS: maybe(position),
      }),
      fc.record({ FREQ: fc.constant("YEARLY"), BYYEARDAY: some(["1", "60", "200", "-1"], 2) }),
      fc.record({
        FREQ: fc.constant("YEARLY"),
        BYWEEKNO: some(["2", "10", "51"], 2),
        BYDAY: weekdays,
      }),
    );
    const common = fc.record({
      INTERVAL: fc.constantFrom(null, null, 1, 2),
      COUNT: fc.constantFrom(null, null, 1, 5, 40),
      WKST: fc.constantFrom(null, "SU", "WE"),
    });
    const first = dayOf(2026, 1, 1);
    fc.assert(
      fc.property(rule, common, fc.integer({ min: -800, max: 200 }), (own, shared, start) => {
        const parts: Record<string, unknown> = { ...own, ...shared };
        if (parts.FREQ === "MONTHLY" && parts.BYMONTH) parts.INTERVAL = null;
        const text = Object.entries(parts)
          .filter(([, value]) => value !== null)
          .map(([name, value]) => `${name}=${value}`)
          .join(";");
        const parsed = parseRecurrence(text);
        const dtstart = first + start;
        const last = first + 900;
        const expected = rruleDates(parsed, dtstart, last).filter(
          (date) => date >= formatDay(first),
        );
        const found = occurrences(parsed, dtstart, first, last).map(formatDay);
        expect([text, formatDay(dtstart), found]).toEqual([text, formatDay(dtstart), expected]);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe("parseRecurrence", () => {
  it("reads lower case, spaces at the ends and a date with a time in UNTIL", () => {
    const rule = parseRecurrence(" freq=weekly;byday=sa;until=20260731T000000Z; ");
    expect(rule.byDay).toEqual([{ weekday: 5, nth: 0 }]);
    expect(rule.until).toBe(dayOf(2026, 7, 31));
  });

  it.each([
    "",
    "every friday",
    "FREQ=HOURLY",
    "FREQ=FORTNIGHTLY",
    "BYDAY=MO",
    "FREQ=DAILY;FREQ=WEEKLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=1.5",
    "FREQ=DAILY;COUNT=1000000000",
    "FREQ=DAILY;COUNT=2;UNTIL=20260101",
    "FREQ=DAILY;UNTIL=20260230",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=2SA",
    "FREQ=MONTHLY;BYDAY=0SA",
    "FREQ=MONTHLY;BYMONTHDAY=0",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=YEARLY;BYMONTH=13",
    "FREQ=MONTHLY;BYWEEKNO=3",
    "FREQ=DAILY;BYHOUR=9",
    "FREQ=DAILY;BYDAY=",
    "DTSTART=20260101;FREQ=DAILY",
  ])("refuses %j", (text) => {
    expect(() => parseRecurrence(text)).toThrow(RangeError);
  });
});

import { describe, expect, it } from "vitest";
import { NOBODY } from "./editor-calendar.ts";
import { rulesSchema, scheduleSchema } from "./editor-schema.ts";
import { publicHolidays } from "./holidays.ts";
import { refreshHolidays } from "./holidays-refresh.ts";
import { checkAgainstMeans, coverageGaps, type ServiceRules } from "./rules.ts";

const rules: ServiceRules = {
  bufferBeforeMin: 0,
  bufferAfterMin: 15,
  stepMin: 15,
  align: "opening",
  fillGaps: false,
  customerSeries: false,
  minNoticeMin: 60,
  maxAdvanceDays: 60,
  bookableFrom: null,
  bookableUntil: null,
  limitPerDay: null,
  limitPerWeek: null,
  capacity: 1,
  staffRequired: 1,
  hours: [],
  resources: [],
};
const fault = (change: Partial<Record<keyof ServiceRules, unknown>>) => {
  const parsed = rulesSchema.safeParse({ ...rules, ...change });
  return parsed.success ? null : parsed.error.issues[0]!.path.join(".");
};

describe("rules of a service", () => {
  it("accepts what is in order", () => {
    expect(fault({})).toBeNull();
    expect(fault({ capacity: 8, limitPerDay: 3, limitPerWeek: 9 })).toBeNull();
    expect(fault({ maxAdvanceDays: 0, minNoticeMin: 1440 })).toBeNull();
  });

  it.each([
    [
      "notice beyond the furthest day",
      { minNoticeMin: 3 * 1440, maxAdvanceDays: 1 },
      "minNoticeMin",
    ],
    [
      "a last day before the first",
      { bookableFrom: "2027-02-01", bookableUntil: "2027-01-01" },
      "bookableUntil",
    ],
    ["fewer a week than a day", { limitPerDay: 5, limitPerWeek: 3 }, "limitPerWeek"],
    ["a class of two leaders", { capacity: 8, staffRequired: 2 }, "staffRequired"],
    ["a step of nothing", { stepMin: 0 }, "stepMin"],
    ["half minutes", { bufferAfterMin: 7.5 }, "bufferAfterMin"],
    ["what is not a number", { capacity: Number.NaN }, "capacity"],
    ["text", { minNoticeMin: "60" }, "minNoticeMin"],
    ["a day that does not exist", { bookableFrom: "2027-02-30" }, "bookableFrom"],
    ["hours off the clock", { hours: [[1, 540, 2000]] }, "hours.0.2"],
    ["an eighth weekday", { hours: [[8, 540, 600]] }, "hours.0.0"],
  ])("refuses %s", (_, change, path) => {
    expect(fault(change)).toBe(path);
  });

  it("refuses what the people and rooms there are cannot give", () => {
    const room = { id: "r", name: "Room", quantity: 2 };
    const faults = (change: Partial<ServiceRules>) =>
      checkAgainstMeans({ ...rules, ...change }, { staff: 2, resources: [room] }).map(
        (one) => one.field,
      );
    expect(faults({ staffRequired: 2, resources: [{ id: "r", quantity: 2 }] })).toEqual([]);
    expect(faults({ staffRequired: 3 })).toEqual(["staffRequired"]);
    expect(faults({ resources: [{ id: "r", quantity: 3 }] })).toEqual(["resources"]);
    expect(faults({ resources: [{ id: "gone", quantity: 1 }] })).toEqual(["resources"]);
  });
});

describe("a schedule", () => {
  const faultOf = (change: object) => {
    const parsed = scheduleSchema.safeParse({ ...NOBODY, ...change });
    return parsed.success ? null : parsed.error.issues[0]!.path.join(".");
  };
  const season = { name: "Summer", from: "2027-06-01", to: "2027-08-31", weekly: [] };
  const pattern = {
    name: "",
    rrule: "FREQ=MONTHLY;BYDAY=2SA",
    from: "2027-01-01",
    to: null,
    start: 600,
    end: 840,
  };
  it.each([
    ["nothing at all", {}, null],
    ["hours past midnight", { weekly: [[5, 1320, 120]] }, null],
    ["hours until midnight", { weekly: [[5, 540, 1440]] }, null],
    ["a repeat", { patterns: [pattern] }, null],
    [
      "an unknown repeat",
      { patterns: [{ ...pattern, rrule: "FREQ=SOMETIMES" }] },
      "patterns.0.rrule",
    ],
    ["an unknown zone", { timeZone: "Mars/Olympus" }, "timeZone"],
    ["a season without a name", { seasons: [{ ...season, name: "  " }] }, "seasons.0.name"],
    ["a season backwards", { seasons: [{ ...season, to: "2027-05-01" }] }, "seasons.0.to"],
    ["seasons that overlap", { seasons: [season, { ...season, name: "Heat" }] }, "seasons"],
    [
      "one day twice",
      {
        overrides: [
          { date: "2027-01-01", hours: [], note: "" },
          { date: "2027-01-01", hours: [], note: "x" },
        ],
      },
      "overrides",
    ],
    ["an absence backwards", { timeOff: [{ start: 10, end: 10, reason: "" }] }, "timeOff.0.end"],
  ])("judges %s", (_, change, path) => {
    expect(faultOf(change)).toBe(path);
  });
});

describe("coverage", () => {
  it("finds when fewer than needed are there", () => {
    const open = [{ start: 0, end: 100 }];
    expect(coverageGaps(open, [[{ start: 10, end: 60 }], [{ start: 40, end: 90 }]], 1)).toEqual([
      { start: 0, end: 10 },
      { start: 90, end: 100 },
    ]);
    expect(coverageGaps(open, [[{ start: 10, end: 60 }], [{ start: 40, end: 90 }]], 2)).toEqual([
      { start: 0, end: 40 },
      { start: 60, end: 100 },
    ]);
    expect(coverageGaps([], [], 1)).toEqual([]);
  });
});

describe("public holidays", () => {
  const berlin = { country: "DE", region: "BE" };
  it("knows Berlin's, with Easter where it falls and Women's Day, which Bavaria does not have", () => {
    const days = publicHolidays(berlin, 2027, 1).map(({ from }) => from);
    expect(days).toContain("2027-03-08");
    expect(days).toContain("2027-03-26");
    expect(days).toContain("2027-12-26");
    expect(
      publicHolidays({ country: "DE", region: "BY" }, 2027, 1).map(({ from }) => from),
    ).not.toContain("2027-03-08");
  });
  it("gives each a key of its own, over several years", () => {
    const holidays = publicHolidays(berlin, 2026);
    expect(new Set(holidays.map(({ sourceKey }) => sourceKey)).size).toBe(holidays.length);
    expect(new Set(holidays.map(({ from }) => from.slice(0, 4))).size).toBe(4);
  });
  it("refreshes everybody, and one that fails does not keep the others from theirs", async () => {
    const seen: [string, number][] = [];
    const business = (id: string, country: string) => ({
      id,
      country,
      region: null,
      today: "2027-01-02",
    });
    const outcome = await refreshHolidays(
      {
        businesses: async () => [
          business("a", "DE"),
          business("b", "AT"),
          business("c", "DE"),
          business("d", "ZZ"),
        ],
        refresh: async ({ id }, holidays) => {
          if (id === "b") throw new Error("no");
          seen.push([id, holidays.length]);
          return 2;
        },
      },
      () => {},
    );
    expect(outcome).toEqual({ businesses: 4, changed: 4, failed: ["b"] });
    expect(seen.map(([id]) => id)).toEqual(["a", "c"]);
    expect(seen[0]![1]).toBeGreaterThan(30);
  });
});

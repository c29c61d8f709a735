import { describe, expect, test } from "vitest";
import { change, daysOf, periodBefore, presetPeriod, readAnalyticsFilter, share } from "./rules";

const TODAY = "2026-03-01";
const read = (query: string) => {
  const params = new URLSearchParams(query);
  return readAnalyticsFilter((name) => params.get(name), TODAY);
};

describe("periods", () => {
  test("by name, across the end of a month", () => {
    expect(presetPeriod("week", TODAY)).toEqual({ from: "2026-02-23", to: TODAY });
    expect(presetPeriod("month", TODAY)).toEqual({ from: TODAY, to: TODAY });
    expect(presetPeriod("lastmonth", TODAY)).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(daysOf(presetPeriod("year", TODAY))).toBe(365);
  });
  test("have one before them, of the same length and touching", () => {
    const period = { from: "2026-03-01", to: "2026-03-31" };
    expect(periodBefore(period)).toEqual({ from: "2026-01-29", to: "2026-02-28" });
    expect(daysOf(periodBefore(period))).toBe(daysOf(period));
  });
  test("of one's own are taken from the URL, unless they make no sense", () => {
    expect(read("period=own&from=2026-01-05&to=2026-01-06").period).toEqual({
      from: "2026-01-05",
      to: "2026-01-06",
    });
    for (const wrong of [
      "from=2026-02-30&to=2026-03-01",
      "from=2026-03-02&to=2026-03-01",
      "from=2010-01-01&to=2026-03-01",
      "from=&to=",
    ]) {
      expect(read(`period=own&${wrong}`)).toMatchObject({ preset: "30days" });
    }
    expect(read("service=x&staff=1'or'1").serviceId).toBeNull();
  });
});

test("shares and changes of nothing are none", () => {
  expect(change(12, 10)).toBeCloseTo(0.2);
  expect(change(5, 0)).toBeNull();
  expect(share(1, 4)).toBe(0.25);
  expect(share(0, 0)).toBeNull();
});

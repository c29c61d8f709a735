import { describe, expect, test } from "vitest";
import {
  blockOn,
  clockBlock,
  clockInstant,
  datesOf,
  isDate,
  isPlainDay,
  lanes,
  readCalendarQuery,
  startOfDate,
  stateOf,
  stepsFor,
  turnPage,
  undoOf,
  writeCalendarQuery,
} from "./rules";

describe("how an appointment stands", () => {
  test("a request among confirmed places asks for attention", () => {
    expect(stateOf(["confirmed", "pending", "cancelled"])).toBe("pending");
  });
  test("one who came outweighs one who did not", () => {
    expect(stateOf(["no_show", "completed"])).toBe("completed");
  });
  test("called off only when everybody has", () => {
    expect(stateOf(["cancelled", "confirmed"])).toBe("confirmed");
    expect(stateOf(["cancelled", "declined"])).toBe("cancelled");
  });
  test("a hold that ran out is nothing", () => {
    expect(stateOf(["expired"])).toBeNull();
    expect(stateOf([])).toBeNull();
  });
});

describe("steps", () => {
  const start = Date.UTC(2026, 6, 18, 9);
  test("done and no-show only once it has begun", () => {
    expect(stepsFor("confirmed", start, start - 1)).toEqual(["cancelled"]);
    expect(stepsFor("confirmed", start, start)).toEqual(["completed", "no_show", "cancelled"]);
  });
  test("a request is answered, not cancelled", () => {
    expect(stepsFor("pending", start, start - 1)).toEqual(["confirmed", "declined"]);
  });
  test("what is called off stays so", () => {
    expect(stepsFor("cancelled", start, start)).toEqual([]);
    expect(stepsFor("declined", start, start)).toEqual([]);
  });
  test("undo goes back where there is a way", () => {
    expect(undoOf("confirmed", "completed")).toBe("confirmed");
    expect(undoOf("completed", "no_show")).toBe("completed");
    expect(undoOf("confirmed", "cancelled")).toBeNull();
    expect(undoOf("pending", "confirmed")).toBeNull();
  });
});

describe("the calendar's URL", () => {
  const read = (text: string) => {
    const params = new URLSearchParams(text);
    return readCalendarQuery((name) => params.get(name), "2026-07-18");
  };
  test("comes back as it was written", () => {
    const query = read("view=month&date=2026-02-03&staff=a,b&status=pending,cancelled");
    expect(query).toEqual({
      view: "month",
      date: "2026-02-03",
      staff: ["a", "b"],
      service: [],
      status: ["pending", "cancelled"],
    });
    expect(writeCalendarQuery(query, "2026-07-18")).toBe(
      "?view=month&date=2026-02-03&staff=a,b&status=pending,cancelled",
    );
  });
  test("falls back where it makes no sense", () => {
    expect(read("view=year&date=2026-02-30&status=broken")).toMatchObject({
      view: null,
      date: "2026-07-18",
      status: [],
    });
    expect(writeCalendarQuery(read(""), "2026-07-18")).toBe("");
  });
  test("dates are dates", () => {
    expect(isDate("2024-02-29")).toBe(true);
    expect(isDate("2026-02-29")).toBe(false);
    expect(isDate("2026-13-01")).toBe(false);
    expect(isDate("99999-01-01")).toBe(false);
  });
});

describe("what a view shows", () => {
  test("a week begins where the business says", () => {
    expect(datesOf("week", "2026-07-18", 1)).toEqual({ from: "2026-07-13", to: "2026-07-20" });
    expect(datesOf("list", "2026-07-18", 7)).toEqual({ from: "2026-07-12", to: "2026-07-19" });
  });
  test("a month has whole weeks", () => {
    expect(datesOf("month", "2026-02-10", 1)).toEqual({ from: "2026-01-26", to: "2026-03-02" });
    expect(datesOf("month", "2026-02-10", 7)).toEqual({ from: "2026-02-01", to: "2026-03-01" });
  });
  test("pages turn by day, week and month", () => {
    expect(turnPage("day", "2026-02-28", 1)).toBe("2026-03-01");
    expect(turnPage("week", "2026-01-01", -1)).toBe("2025-12-25");
    expect(turnPage("month", "2026-01-31", 1)).toBe("2026-02-01");
    expect(turnPage("month", "2026-03-31", -1)).toBe("2026-02-01");
  });
});

describe("days of a zone", () => {
  test("begin with their clock", () => {
    expect(startOfDate("Europe/Berlin", "2026-07-18")).toBe(Date.UTC(2026, 6, 17, 22));
    // Beirut's clocks go from midnight to one.
    expect(startOfDate("Asia/Beirut", "2026-03-29")).toBe(Date.UTC(2026, 2, 28, 22));
  });
  test("are an hour shorter or longer at a clock change", () => {
    const whole = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 11, 31) };
    expect(blockOn("Europe/Berlin", "2026-03-29", whole)).toEqual({ from: 0, to: 23 * 60 });
    expect(blockOn("Europe/Berlin", "2026-10-25", whole)).toEqual({ from: 0, to: 25 * 60 });
  });
  test("cut what runs past them", () => {
    const night = { start: "2026-07-18T21:00:00Z", end: "2026-07-18T23:00:00Z" };
    expect(blockOn("Europe/Berlin", "2026-07-18", night)).toEqual({ from: 1380, to: 1440 });
    expect(blockOn("Europe/Berlin", "2026-07-19", night)).toEqual({ from: 0, to: 60 });
    expect(blockOn("Europe/Berlin", "2026-07-20", night)).toBeNull();
  });
});

test("overlapping blocks stand side by side, others over the whole width", () => {
  const placed = lanes([
    { from: 0, to: 60 },
    { from: 30, to: 90 },
    { from: 60, to: 120 },
    { from: 120, to: 150 },
  ]);
  expect(placed).toEqual([
    { lane: 0, of: 2 },
    { lane: 1, of: 2 },
    { lane: 0, of: 2 },
    { lane: 0, of: 1 },
  ]);
});

describe("columns of dates side by side", () => {
  const zone = "Europe/Berlin";
  const at = (text: string) => Date.parse(text);

  test("stand by the clock where the day has lost an hour, so that they meet the labels", () => {
    // Sunday 28 March 2027: two o'clock is three. Nine to ten, by the clock.
    const span = { start: at("2027-03-28T07:00:00Z"), end: at("2027-03-28T08:00:00Z") };
    expect(clockBlock(zone, "2027-03-28", span, true)).toEqual({ from: 540, to: 600 });
    expect(clockBlock(zone, "2027-03-28", span, false)).toEqual({ from: 480, to: 540 });
    expect(clockInstant(zone, "2027-03-28", 540, true)).toBe(span.start);
    expect(clockInstant(zone, "2027-03-28", 480, false)).toBe(span.start);
    expect(isPlainDay(zone, "2027-03-28")).toBe(false);
    expect(isPlainDay(zone, "2027-03-29")).toBe(true);
  });

  test("keep their length in the hour that comes twice", () => {
    // Sunday 31 October 2027: half past two in summer time to ten past two in winter time.
    const span = { start: at("2027-10-31T00:30:00Z"), end: at("2027-10-31T01:10:00Z") };
    expect(clockBlock(zone, "2027-10-31", span, true)).toEqual({ from: 150, to: 190 });
  });

  test("take a drop on a skipped clock time for the same time after midnight", () => {
    expect(clockInstant(zone, "2027-03-28", 150, true)).toBe(at("2027-03-28T01:30:00Z"));
    expect(clockInstant(zone, "2027-03-28", 1440, true)).toBe(at("2027-03-28T23:00:00Z"));
  });

  test("are left alone on every other day", () => {
    const span = { start: at("2026-11-25T09:00:00Z"), end: at("2026-11-25T10:30:00Z") };
    expect(clockBlock(zone, "2026-11-25", span, true)).toEqual({ from: 600, to: 690 });
    expect(clockBlock(zone, "2026-11-26", span, true)).toBeNull();
  });
});

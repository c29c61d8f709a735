import { describe, expect, it } from "vitest";
import { explain, parseSlotQuery } from "./index.ts";

const at = (time: string) => Date.parse(`2026-07-13T${time}:00Z`);
const day = { days: ["mon", "tue", "wed", "thu", "fri"], start: "09:00", end: "17:00" };

/** Why Ana cannot be booked at a time of Monday 13 July 2026 (UTC). */
function reasons(
  time: string,
  staff: object = {},
  service: object = {},
  query: object = {},
): readonly { code: string }[] {
  const parsed = parseSlotQuery({
    now: "2026-07-13T06:00:00Z",
    from: "2026-07-13T00:00:00Z",
    to: "2026-07-14T00:00:00Z",
    service: { durationMin: 60, stepMin: 30, ...service },
    staff: [{ id: "ana", timeZone: "UTC", weekly: [day], ...staff }],
    ...query,
  });
  const explanation = explain(parsed, at(time));
  expect(explanation.offered).toBe(explanation.reasons.length === 0);
  expect(explanation.staff[0]?.reasons).toEqual(explanation.reasons);
  return explanation.reasons;
}

describe("explain", () => {
  it("has nothing against a free time", () => {
    expect(reasons("09:00")).toEqual([]);
  });

  it("names the holiday or the special closing, and else the day's hours", () => {
    const closures = [{ from: "2026-07-13", to: "2026-07-14", name: "Labour Day" }];
    const overrides = [{ date: "2026-07-13", intervals: [], name: "Stocktaking" }];
    expect(reasons("10:00", { closures })).toEqual([
      { code: "closed_closure", date: "2026-07-13", name: "Labour Day" },
    ]);
    expect(reasons("10:00", { overrides, closures })).toEqual([
      { code: "closed_override", date: "2026-07-13", name: "Stocktaking" },
    ]);
    const hours = [{ start: "09:00", end: "17:00" }];
    expect(reasons("16:30")).toEqual([{ code: "outside_hours", date: "2026-07-13", hours }]);
    const late = [{ days: ["mon"], start: "22:00", end: "02:00" }];
    expect(reasons("09:00", { weekly: late })).toEqual([
      { code: "outside_hours", date: "2026-07-13", hours: [{ start: "22:00", end: "02:00" }] },
    ]);
  });

  it("names the time off", () => {
    const off = { start: at("10:30"), end: at("11:00"), name: "Dentist" };
    expect(reasons("10:00", { timeOff: [off] })).toEqual([{ code: "time_off", ...off }]);
  });

  it("tells a booking from the buffers between two", () => {
    const busy = [
      { id: "b1", label: "Cut", start: at("11:00"), end: at("12:00"), bufferAfterMin: 15 },
    ];
    const cause = { kind: "busy", id: "b1", label: "Cut", start: at("11:00"), end: at("12:00") };
    expect(reasons("10:30", { busy })).toEqual([{ code: "busy", ...cause }]);
    expect(reasons("12:00", { busy }, { bufferBeforeMin: 10 })).toEqual([
      { code: "buffer", side: "before", neededMin: 25, gapMin: 0, ...cause },
    ]);
    expect(reasons("10:00", { busy }, { bufferAfterMin: 20 })).toEqual([
      { code: "buffer", side: "after", neededMin: 20, gapMin: 0, ...cause },
    ]);
    expect(reasons("12:30", { busy }, { bufferBeforeMin: 10 })).toEqual([]);
  });

  it("tells the past from the notice, and gives the horizon's last date", () => {
    const now = "2026-07-13T09:10:00Z";
    expect(reasons("09:00", {}, {}, { now })).toEqual([{ code: "past", now: Date.parse(now) }]);
    expect(reasons("10:00", {}, { minNoticeMin: 120 }, { now })).toEqual([
      { code: "notice", min: 120, earliest: at("11:10") },
    ]);
    const before = { now: "2026-07-11T23:00:00Z" };
    expect(reasons("10:00", {}, { maxAdvanceDays: 1 }, before)).toEqual([
      { code: "horizon", lastDate: "2026-07-12" },
    ]);
  });

  it("names the grid, and not for a time that fills a gap", () => {
    expect(reasons("10:15")).toEqual([{ code: "not_on_grid", align: "opening", step: 30 }]);
    const busy = [{ start: at("09:00"), end: at("10:15") }];
    expect(reasons("10:15", { busy }, { fillGaps: true })).toEqual([]);
    expect(explain(parseSlotQuery({ ...base(), staff: [] }), at("10:00") + 30_000).reasons).toEqual(
      [{ code: "not_whole_minute" }],
    );
  });

  it("counts the limits", () => {
    const booked = { start: at("15:00"), end: at("16:00"), booking: true };
    expect(reasons("10:00", { busy: [booked], limits: { perDay: 1, perWeek: 1 } })).toEqual([
      { code: "limit_day", date: "2026-07-13", limit: 1, count: 1 },
      { code: "limit_week", weekOf: "2026-07-13", limit: 1, count: 1 },
    ]);
    const service = { timeZone: "UTC", limits: { perDay: 2 } };
    const serviceBookings = ["2026-07-13T01:00:00Z", { start: "2026-07-13T23:00:00Z", id: "x" }];
    expect(reasons("10:00", {}, service, { serviceBookings })).toEqual([
      { code: "service_limit", per: "day", date: "2026-07-13", limit: 2, count: 2 },
    ]);
    expect(reasons("10:00", {}, service, { serviceBookings, except: ["x"] })).toEqual([]);
  });

  it("names the full session, and the party that never fits", () => {
    const sessions = [{ id: "s1", start: at("10:00"), seatsTaken: 7 }];
    expect(reasons("10:00", { sessions }, { capacity: 8 }, { partySize: 2 })).toEqual([
      { code: "session_full", id: "s1", start: at("10:00"), seatsLeft: 1 },
    ]);
    expect(reasons("10:00", {}, { capacity: 8 }, { partySize: 9 })).toEqual([
      { code: "party_too_large", capacity: 8 },
    ]);
    expect(reasons("10:30", { sessions }, { capacity: 8 })).toMatchObject([
      { code: "busy", kind: "session", id: "s1", start: at("10:00"), end: at("11:00") },
    ]);
  });

  it("names the room that is taken", () => {
    const resources = [
      { id: "room", busy: [{ id: "b9", label: "Massage", start: at("10:30"), end: at("12:00") }] },
    ];
    const uses = [{ start: at("10:30"), end: at("12:00"), id: "b9", label: "Massage" }];
    expect(reasons("10:00", {}, { resources: [{ id: "room" }] }, { resources })).toEqual([
      { code: "resource_busy", id: "room", free: 0, needed: 1, uses },
    ]);
  });

  it("names the service's own hours and dates", () => {
    const hours = [{ days: ["mon"], start: "09:00", end: "12:00" }];
    expect(reasons("12:00", {}, { timeZone: "UTC", hours })).toEqual([
      { code: "outside_service_hours" },
    ]);
    expect(reasons("12:00", {}, { timeZone: "UTC", bookableFrom: "2026-07-14" })).toEqual([
      { code: "outside_bookable_dates", from: "2026-07-14", until: null },
    ]);
  });

  it("says what all staff have in common, and else that too few are free", () => {
    const ben = { id: "ben", timeZone: "UTC", weekly: [{ ...day, start: "12:00" }] };
    const ana = { id: "ana", timeZone: "UTC", weekly: [day] };
    const two = parseSlotQuery({
      ...base(),
      service: { durationMin: 60, stepMin: 60, staffRequired: 2 },
      staff: [ben, ana],
    });
    const morning = explain(two, at("10:00"));
    expect(morning.reasons).toEqual([{ code: "too_few_staff", free: 1, required: 2 }]);
    expect(morning.staff.map(({ id, offered }) => [id, offered])).toEqual([
      ["ana", true],
      ["ben", false],
    ]);
    expect(explain(two, at("13:00")).offered).toBe(true);
    expect(explain(two, Date.parse("2026-07-13T05:00:00Z")).reasons).toEqual([
      { code: "past", now: Date.parse("2026-07-13T06:00:00Z") },
    ]);
  });
});

function base() {
  return {
    now: "2026-07-13T06:00:00Z",
    from: "2026-07-13T00:00:00Z",
    to: "2026-07-14T00:00:00Z",
    service: { durationMin: 60, stepMin: 30 },
    staff: [],
  };
}

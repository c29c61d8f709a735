import { describe, expect, it } from "vitest";
import { findSlots, parseSlotQuery } from "./index.ts";

const monday = "2026-07-13";
const weekdays = ["mon", "tue", "wed", "thu", "fri"];
const at = (time: string) => `${monday}T${time}:00Z`;

function slots(staff: object, service: object = {}, query: object = {}) {
  return findSlots(
    parseSlotQuery({
      now: "2026-01-01T00:00:00Z",
      from: at("00:00"),
      to: "2026-07-14T00:00:00Z",
      service: { durationMin: 60, stepMin: 60, ...service },
      staff: [
        {
          id: "ana",
          timeZone: "UTC",
          weekly: [{ days: weekdays, start: "09:00", end: "13:00" }],
          ...staff,
        },
      ],
      ...query,
    }),
  );
}

const times = (found: readonly { start: number }[]) =>
  found.map(({ start }) => new Date(start).toISOString().slice(11, 16));

describe("findSlots", () => {
  it("keeps one grid for hours that never close, whatever dates are asked for", () => {
    const always = {
      weekly: [{ days: [...weekdays, "sat", "sun"], start: "00:00", end: "24:00" }],
    };
    const service = { durationMin: 30, stepMin: 50 };
    const year = { from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z" };
    const all = slots(always, service, year).map(({ start }) => start);
    for (const from of ["2026-02-11T03:07:00Z", "2026-05-01T00:00:00Z", "2026-11-30T23:59:00Z"]) {
      const later = slots(always, service, { ...year, from }).map(({ start }) => start);
      expect(later).toEqual(all.filter((start) => start >= Date.parse(from)));
    }
  });

  it("takes one's own booking and its place in the limits as free when it is moved", () => {
    const staff = {
      busy: [{ id: "mine", start: at("10:00"), end: at("11:00"), booking: true }],
      limits: { perDay: 1 },
    };
    expect(times(slots(staff))).toEqual([]);
    expect(times(slots(staff, {}, { except: ["mine"] }))).toEqual([
      "09:00",
      "10:00",
      "11:00",
      "12:00",
    ]);
  });

  it("counts a week from the business's first weekday", () => {
    const staff = {
      busy: [{ start: "2026-07-12T10:00:00Z", end: "2026-07-12T11:00:00Z", booking: true }],
    };
    expect(slots({ ...staff, limits: { perWeek: 1 } })).toHaveLength(4);
    expect(slots({ ...staff, limits: { perWeek: 1, weekStartsOn: 7 } })).toHaveLength(0);
  });

  it("limits a service to so many a day, all staff together", () => {
    const service = { timeZone: "UTC", limits: { perDay: 3 } };
    const booked = ["01:00", "08:00", "22:00"].map(at);
    expect(slots({}, service, { serviceBookings: booked.slice(1) })).toHaveLength(4);
    expect(slots({}, service, { serviceBookings: booked })).toHaveLength(0);
  });

  it("offers a service only within its own hours, and counts its grid from there", () => {
    const hours = [{ days: ["mon"], start: "10:15", end: "12:30" }];
    expect(times(slots({}, { timeZone: "UTC", hours }))).toEqual(["10:15", "11:15"]);
    // 10:15 in Berlin is 08:15 UTC, before opening; the grid is Ana's own then.
    expect(times(slots({}, { timeZone: "Europe/Berlin", hours }))).toEqual(["09:00"]);
  });

  it("gives each person their own time for the service", () => {
    expect(times(slots({ durationMin: 120 }))).toEqual(["09:00", "10:00", "11:00"]);
    const busy = [{ start: at("10:00"), end: at("11:00") }];
    expect(times(slots({ busy, bufferBeforeMin: 30 }))).toEqual(["09:00", "12:00"]);
  });

  it("shares two rooms among three therapists", () => {
    const service = { resources: [{ id: "room", quantity: 1 }] };
    const rooms = (...busy: object[]) => ({ resources: [{ id: "room", quantity: 2, busy }] });
    const use = (start: string, end: string, more: object = {}) => ({
      start: at(start),
      end: at(end),
      ...more,
    });
    expect(times(slots({}, service, rooms(use("09:00", "10:00"))))).toHaveLength(4);
    const both = rooms(use("09:00", "11:00"), use("10:00", "12:00"));
    expect(times(slots({}, service, both))).toEqual(["09:00", "11:00", "12:00"]);
    // One after the other they may have used the same room.
    const inTurn = rooms(use("09:00", "09:30"), use("09:30", "10:00"));
    expect(times(slots({}, service, inTurn))).toContain("09:00");
    // Known to be different rooms, neither is free for the whole hour.
    const apart = rooms(use("09:00", "09:30", { unit: 1 }), use("09:30", "10:00", { unit: 2 }));
    expect(times(slots({}, service, apart))).not.toContain("09:00");
    const group = rooms(use("11:00", "12:00", { units: 2, id: "g" }));
    expect(times(slots({}, service, group))).toEqual(["09:00", "10:00", "12:00"]);
    expect(times(slots({}, service, { ...group, except: ["g"] }))).toHaveLength(4);
  });

  it("counts buffers towards the use of a room", () => {
    const query = {
      resources: [{ id: "room", busy: [{ start: at("10:00"), end: at("11:00") }] }],
    };
    const service = { bufferBeforeMin: 10, resources: [{ id: "room" }] };
    expect(times(slots({}, service, query))).toEqual(["09:00", "12:00"]);
  });

  it("lets a party join a session whatever the grid, the limits and the room", () => {
    const staff = { sessions: [{ start: at("09:20"), seatsTaken: 2 }], limits: { perDay: 1 } };
    const service = { capacity: 8, resources: [{ id: "room" }] };
    const query = {
      resources: [{ id: "room", busy: [{ start: at("09:20"), end: at("10:20") }] }],
    };
    expect(slots(staff, service, query)).toEqual([
      { start: Date.parse(at("09:20")), staff: ["ana"], seatsLeft: 6 },
    ]);
  });

  it("does not let anyone join a session that lies outside the hours by now", () => {
    const sessions = [{ start: at("12:30"), seatsTaken: 2 }];
    expect(times(slots({ sessions }, { capacity: 8 }))).toEqual(["09:00", "10:00", "11:00"]);
  });

  it("lets the business pass over hours, notice, horizon and limits, but not over a booking", () => {
    const staff = {
      busy: [{ start: at("14:30"), end: at("16:00"), booking: true }],
      closures: [{ from: monday, to: monday }],
      limits: { perDay: 1 },
    };
    const service = { minNoticeMin: 1_440, maxAdvanceDays: 0, stepMin: 120 };
    const now = at("12:00");
    const all = { notice: true, horizon: true, hours: true, limits: true };
    const found = (ignore: object) => times(slots(staff, service, { now, ignore }));
    expect(found(all)).toEqual([
      "00:00",
      "02:00",
      "04:00",
      "06:00",
      "08:00",
      "10:00",
      "12:00",
      "16:00",
      "18:00",
      "20:00",
      "22:00",
    ]);
    for (const rule of ["notice", "hours", "limits"]) {
      expect(found({ ...all, [rule]: false }), rule).toEqual([]);
    }
    const tomorrow = { now, from: "2026-07-14T00:00:00Z", to: "2026-07-15T00:00:00Z" };
    const others = { ...all, horizon: false };
    expect(slots(staff, service, { ...tomorrow, ignore: all })).toHaveLength(12);
    expect(slots(staff, service, { ...tomorrow, ignore: others })).toEqual([]);
  });

  it("answers nothing for nobody and for no time", () => {
    expect(slots({}, {}, { staff: [] })).toEqual([]);
    expect(slots({}, {}, { to: at("00:00") })).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { Schedule } from "./editor.ts";
import {
  calendarOf,
  changeDays,
  firstOn,
  NOBODY,
  repeatDates,
  repeatOf,
  rruleOf,
  runsOf,
} from "./editor-calendar.ts";
import { strandedBy } from "./editor-stranded.ts";
import { teamWeek } from "./editor-team.ts";

const berlin: Schedule = {
  ...NOBODY,
  followsBusinessHours: false,
  timeZone: "Europe/Berlin",
  weekly: [
    [2, 540, 1080],
    [3, 540, 1080],
    [4, 540, 1080],
    [5, 540, 1080],
    [6, 540, 900],
  ],
};
const at = (text: string) => Date.parse(text);
const state = (schedule: Schedule, date: string) =>
  calendarOf({ business: schedule, own: NOBODY }, date, date).get(date);

describe("days of the calendar", () => {
  it("closes 24 to 26 December and opens the 26th after all", () => {
    const days = ["2026-12-24", "2026-12-25", "2026-12-26"];
    const closed = changeDays(berlin, days, {
      kind: "closed",
      closure: "closure",
      name: "Christmas",
    });
    expect(closed.closures).toEqual([
      {
        kind: "closure",
        name: "Christmas",
        from: "2026-12-24",
        to: "2026-12-26",
        sourceKey: null,
        ignored: false,
      },
    ]);
    const open = changeDays(closed, ["2026-12-26"], {
      kind: "hours",
      hours: [{ start: 600, end: 840 }],
      note: "",
    });
    expect(state(open, "2026-12-24")).toMatchObject({
      hours: [],
      why: "closed",
      name: "Christmas",
    });
    expect(state(open, "2026-12-26")).toMatchObject({
      hours: [{ start: 600, end: 840 }],
      why: "special",
    });
    const usual = changeDays(open, ["2026-12-25"], { kind: "usual" });
    expect(usual.closures.map(({ from, to }) => [from, to])).toEqual([
      ["2026-12-24", "2026-12-24"],
      ["2026-12-26", "2026-12-26"],
    ]);
    expect(state(usual, "2026-12-25")).toMatchObject({ why: "usual", hours: [{ start: 540 }] });
  });

  it("opens a public holiday by putting it back to usual, without losing it", () => {
    const holiday = {
      kind: "holiday" as const,
      name: "Boxing Day",
      from: "2026-12-26",
      to: "2026-12-26",
      sourceKey: "DE:2026:12-26",
      ignored: false,
    };
    const closed = { ...berlin, closures: [holiday] };
    expect(state(closed, "2026-12-26")?.why).toBe("closed");
    const open = changeDays(closed, ["2026-12-26"], { kind: "usual" });
    expect(open.closures).toEqual([{ ...holiday, ignored: true }]);
    expect(state(open, "2026-12-26")?.hours).toEqual([{ start: 540, end: 900 }]);
  });

  it("gathers days into stretches", () => {
    expect(runsOf(["2026-12-31", "2027-01-01", "2026-12-29"])).toEqual([
      { from: "2026-12-29", to: "2026-12-29" },
      { from: "2026-12-31", to: "2027-01-01" },
    ]);
  });

  it("repeats days: every second Friday, the second Saturday of each month", () => {
    expect(repeatDates("2026-11-27", "two-weeks", "2026-12-31")).toEqual([
      "2026-11-27",
      "2026-12-11",
      "2026-12-25",
    ]);
    expect(repeatDates("2026-12-12", "month", "2027-03-31")).toEqual([
      "2026-12-12",
      "2027-01-09",
      "2027-02-13",
      "2027-03-13",
    ]);
  });

  it("writes repeats that it can read, and the calendar shows them", () => {
    const second = { every: "month", nth: 2, weekday: 6 } as const;
    expect(rruleOf(second)).toBe("FREQ=MONTHLY;BYDAY=2SA");
    expect(repeatOf(rruleOf(second))).toEqual(second);
    const fridays = { every: "weeks", interval: 2, weekday: 5 } as const;
    expect(repeatOf(rruleOf(fridays))).toEqual(fridays);
    expect(repeatOf("FREQ=DAILY")).toBeNull();
    expect(firstOn(5, "2026-11-23")).toBe("2026-11-27");
    const extra = {
      ...berlin,
      weekly: [],
      patterns: [
        { name: "", rrule: rruleOf(second), from: "2026-11-23", to: null, start: 600, end: 840 },
      ],
    };
    expect(state(extra, "2026-12-12")?.hours).toEqual([{ start: 600, end: 840 }]);
    expect(state(extra, "2026-12-05")?.hours).toEqual([]);
  });
});

describe("bookings that a change strands", () => {
  const own: Schedule = { ...NOBODY };
  const booked = [
    { id: "morning", start: at("2026-12-01T08:00:00Z"), end: at("2026-12-01T09:00:00Z") },
    { id: "evening", start: at("2026-12-01T16:00:00Z"), end: at("2026-12-01T17:00:00Z") },
    { id: "at night, by hand", start: at("2026-12-01T20:00:00Z"), end: at("2026-12-01T21:00:00Z") },
  ];
  it("are those that fitted before and do not after", () => {
    const shorter: Schedule = { ...berlin, weekly: [[2, 540, 1020]] };
    const stranded = strandedBy({ business: berlin, own }, { business: shorter, own }, booked);
    expect(stranded.map(({ id }) => id)).toEqual(["evening"]);
  });
  it("are found in time off too", () => {
    const away: Schedule = {
      ...own,
      timeOff: [
        {
          start: at("2026-12-01T08:30:00Z") / 1000,
          end: at("2026-12-01T10:00:00Z") / 1000,
          reason: "",
        },
      ],
    };
    const stranded = strandedBy({ business: berlin, own }, { business: berlin, own: away }, booked);
    expect(stranded.map(({ id }) => id)).toEqual(["morning"]);
  });
});

describe("everyone's week", () => {
  it("shows Ana's Lisbon mornings in Berlin's time, sums hours and finds who is missing", () => {
    const ana: Schedule = {
      ...NOBODY,
      followsBusinessHours: false,
      timeZone: "Europe/Lisbon",
      weekly: [[2, 540, 780]],
    };
    const week = teamWeek(
      berlin,
      [
        { slug: "mara", name: "Mara", hue: 0, schedule: NOBODY },
        { slug: "ana", name: "Ana", hue: 1, schedule: ana },
      ],
      "2026-11-30",
      { staff: ["ana"], needed: 1 },
    );
    const [mara, them] = week.people;
    expect(mara?.minutes).toBe((4 * 9 + 6) * 60);
    expect(them?.minutes).toBe(240);
    // 9 o'clock in Lisbon is 10 o'clock in Berlin.
    expect(them?.days[1]?.spans).toEqual([
      { start: at("2026-12-01T09:00:00Z"), end: at("2026-12-01T13:00:00Z") },
    ]);
    expect(week.gaps[1]?.spans).toEqual([
      { start: at("2026-12-01T08:00:00Z"), end: at("2026-12-01T09:00:00Z") },
      { start: at("2026-12-01T13:00:00Z"), end: at("2026-12-01T17:00:00Z") },
    ]);
    expect(week.gaps[0]?.spans).toEqual([]);
  });

  it("tells of each day where somebody works round the clock, and leaves a night shift whole", () => {
    const always: Schedule = {
      ...berlin,
      weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => [day, 0, 1440] as [number, number, number]),
    };
    const night: Schedule = { ...berlin, weekly: [[2, 1320, 360]] };
    const week = teamWeek(
      always,
      [
        { slug: "mara", name: "Mara", hue: 0, schedule: NOBODY },
        { slug: "ana", name: "Ana", hue: 1, schedule: night },
      ],
      "2026-11-30",
      null,
    );
    const [mara, ana] = week.people;
    expect(mara?.days.map(({ spans }) => spans.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(mara?.days[2]?.spans).toEqual([
      { start: at("2026-12-01T23:00:00Z"), end: at("2026-12-02T23:00:00Z") },
    ]);
    expect(mara?.minutes).toBe(7 * 1440);
    expect(ana?.days[1]?.spans).toEqual([
      { start: at("2026-12-01T21:00:00Z"), end: at("2026-12-02T05:00:00Z") },
    ]);
  });
});

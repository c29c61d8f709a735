import { describe, expect, it } from "vitest";
import { InvalidQueryError, parseSlotQuery } from "./index.ts";

/** A small valid query; the tests break one field of a copy. */
const valid = () => ({
  now: "2026-07-01T00:00:00Z",
  from: "2026-07-13T00:00:00Z",
  to: "2026-07-14T00:00:00Z",
  service: {
    durationMin: 60,
    stepMin: 30,
    resources: [{ id: "room", quantity: 1 }],
  } as Record<string, unknown>,
  staff: [
    {
      id: "ana",
      timeZone: "Europe/Lisbon",
      weekly: [{ days: ["mon"], start: "09:00", end: "17:00" }],
    } as Record<string, unknown>,
  ],
  resources: [{ id: "room", quantity: 2 }] as unknown[],
});
type Query = ReturnType<typeof valid> & Record<string, unknown>;

const pathOf = (json: unknown): string => {
  try {
    parseSlotQuery(json);
  } catch (error) {
    if (error instanceof InvalidQueryError) {
      expect(error.message).toContain(error.path);
      return error.path;
    }
    throw error;
  }
  return "valid";
};

describe("parseSlotQuery", () => {
  it("fills in what may be missing", () => {
    const { service, partySize, staff } = parseSlotQuery(valid());
    expect(partySize).toBe(1);
    expect(service).toMatchObject({
      align: "opening",
      bufferBeforeMin: 0,
      minNoticeMin: 0,
      maxAdvanceDays: null,
      fillGaps: false,
      capacity: 1,
      staffRequired: 1,
    });
    expect(staff[0]?.weekly.map((day) => day.length)).toEqual([1, 0, 0, 0, 0, 0, 0]);
  });

  it("reads every form of an instant alike", () => {
    const now = Date.parse("2026-07-01T09:30:00Z");
    for (const form of [
      now,
      "2026-07-01T09:30:00Z",
      "2026-07-01T09:30Z",
      "2026-07-01T09:30:00.000Z",
      "2026-07-01T09:30:00+00:00",
      "2026-07-01T15:15:00+05:45",
      "2026-07-01T05:30:00-04:00",
    ]) {
      expect(parseSlotQuery({ ...valid(), now: form }).now, String(form)).toBe(now);
    }
  });

  it.each<[path: string, spoil: (query: Query) => void]>([
    ["now", (q) => Object.assign(q, { now: "2026-07-01T00:00:00" })],
    ["now", (q) => Object.assign(q, { now: "2026-02-30T00:00:00Z" })],
    ["now", (q) => Object.assign(q, { now: "2026-07-01T24:00:00Z" })],
    ["now", (q) => Object.assign(q, { now: "20x6-07-01T00:00:00Z" })],
    ["now", (q) => Object.assign(q, { now: 1.5 })],
    ["from", (q) => Object.assign(q, { from: null })],
    ["to", (q) => Object.assign(q, { to: "2026-07-12T00:00:00Z" })],
    ["to", (q) => Object.assign(q, { to: "2196-07-12T00:00:00Z" })],
    ["partySize", (q) => Object.assign(q, { partySize: 0 })],
    ["staff", (q) => Object.assign(q, { staff: undefined })],
    ["staff[1].id", (q) => q.staff.push({ ...q.staff[0] })],
    ["service", (q) => Object.assign(q, { service: [] })],
    ["service.durationMin", (q) => Object.assign(q.service, { durationMin: 0 })],
    ["service.durationMin", (q) => Object.assign(q.service, { durationMin: 30.5 })],
    ["service.durationMin", (q) => Object.assign(q.service, { durationMin: "30" })],
    ["service.stepMin", (q) => Object.assign(q.service, { stepMin: 0 })],
    ["service.align", (q) => Object.assign(q.service, { align: "midnight" })],
    ["service.bufferAfterMin", (q) => Object.assign(q.service, { bufferAfterMin: -5 })],
    ["service.minNoticeMin", (q) => Object.assign(q.service, { minNoticeMin: -1 })],
    ["service.maxAdvanceDays", (q) => Object.assign(q.service, { maxAdvanceDays: -1 })],
    ["service.fillGaps", (q) => Object.assign(q.service, { fillGaps: "yes" })],
    ["service.capacity", (q) => Object.assign(q.service, { capacity: 0 })],
    ["service.staffRequired", (q) => Object.assign(q.service, { staffRequired: 0 })],
    ["service.timeZone", (q) => Object.assign(q.service, { limits: { perDay: 3 } })],
    ["service.resources[0].id", (q) => Object.assign(q, { resources: [] })],
    ["staff[0].timeZone", (q) => Object.assign(q.staff[0]!, { timeZone: "+01:00" })],
    ["staff[0].timeZone", (q) => Object.assign(q.staff[0]!, { timeZone: "Mars/Olympus" })],
    [
      "staff[0].weekly[0].days[0]",
      (q) =>
        Object.assign(q.staff[0]!, {
          weekly: [{ days: ["monday"], start: "09:00", end: "10:00" }],
        }),
    ],
    [
      "staff[0].weekly[0].start",
      (q) =>
        Object.assign(q.staff[0]!, { weekly: [{ days: ["mon"], start: "24:00", end: "10:00" }] }),
    ],
    [
      "staff[0].weekly[0].end",
      (q) =>
        Object.assign(q.staff[0]!, { weekly: [{ days: ["mon"], start: "09:00", end: "24:30" }] }),
    ],
    [
      "staff[0].weekly[0].end",
      (q) =>
        Object.assign(q.staff[0]!, { weekly: [{ days: ["mon"], start: "09:00", end: "9:60" }] }),
    ],
    [
      "staff[0].seasons[0]",
      (q) =>
        Object.assign(q.staff[0]!, {
          seasons: [
            { from: "2026-07-31", to: "2026-08-31", weekly: [] },
            { from: "2026-07-01", to: "2026-07-31", weekly: [] },
          ],
        }),
    ],
    [
      "staff[0].seasons[0].to",
      (q) =>
        Object.assign(q.staff[0]!, {
          seasons: [{ from: "2026-07-31", to: "2026-07-01", weekly: [] }],
        }),
    ],
    [
      "staff[0].patterns[0].rrule",
      (q) =>
        Object.assign(q.staff[0]!, {
          patterns: [{ rrule: "FREQ=SECONDLY", from: "2026-01-01", start: "09:00", end: "10:00" }],
        }),
    ],
    [
      "staff[0].patterns[0].from",
      (q) =>
        Object.assign(q.staff[0]!, {
          patterns: [{ rrule: "FREQ=DAILY", from: "2026-02-29", start: "09:00", end: "10:00" }],
        }),
    ],
    [
      "staff[0].overrides[0].date",
      (q) => Object.assign(q.staff[0]!, { overrides: [{ date: "24 December" }] }),
    ],
    [
      "staff[0].closures[0].to",
      (q) => Object.assign(q.staff[0]!, { closures: [{ from: "2026-12-26", to: "2026-12-24" }] }),
    ],
    [
      "staff[0].busy[0].end",
      (q) =>
        Object.assign(q.staff[0]!, {
          busy: [{ start: "2026-07-13T10:00:00Z", end: "2026-07-13T09:00:00Z" }],
        }),
    ],
    [
      "staff[0].sessions[0].start",
      (q) =>
        Object.assign(q.staff[0]!, {
          sessions: [{ start: "2026-07-13T10:00:30Z", seatsTaken: 1 }],
        }),
    ],
    ["staff[0].limits.perDay", (q) => Object.assign(q.staff[0]!, { limits: { perDay: -1 } })],
    [
      "staff[0].limits.weekStartsOn",
      (q) => Object.assign(q.staff[0]!, { limits: { perDay: 1, weekStartsOn: 0 } }),
    ],
    ["ignore.hours", (q) => Object.assign(q, { ignore: { hours: 1 } })],
    ["except[0]", (q) => Object.assign(q, { except: [1] })],
  ])("refuses a bad %s", (path, spoil) => {
    const query = valid() as Query;
    spoil(query);
    expect(pathOf(query)).toBe(path);
  });

  it("refuses what is no query at all", () => {
    for (const json of [null, undefined, 1, "query", []]) expect(pathOf(json)).toBe("");
  });

  it("lets seasons follow each other and calendars hold events without length", () => {
    const query = valid();
    Object.assign(query.staff[0]!, {
      seasons: [
        { from: "2026-08-01", to: "2026-08-31", weekly: [] },
        { from: "2026-07-01", to: "2026-07-31", weekly: [] },
      ],
      busy: [{ start: "2026-07-13T10:00:00Z", end: "2026-07-13T10:00:00Z" }],
    });
    expect(pathOf(query)).toBe("valid");
  });
});

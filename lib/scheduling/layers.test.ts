import { describe, expect, it } from "vitest";
import { compileSchedule, findSlots, type Layer, parseSlotQuery } from "./index.ts";

const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const daily = (start: string, end: string) => [{ days: [...everyDay], start, end }];
const none: Layer = { weekly: [], seasons: [], patterns: [], overrides: [], closures: [] };

/** A shop in Berlin, open 10–12 daily, shut on 24–26 December but open on the 26th after all. */
const shop: Layer = {
  ...none,
  weekly: daily("10:00", "12:00"),
  closures: [{ from: "2026-12-24", to: "2026-12-26", name: "Christmas" }],
  overrides: [
    { date: "2026-12-26", intervals: [{ start: "14:00", end: "15:00" }] },
    { date: "2026-12-28", intervals: [] },
  ],
};

/** The starts of hourly slots on some December days, in UTC without the year: "26 13:00". */
function starts(
  staff: Partial<Layer> & { follows: boolean; timeZone?: string | null },
  business = shop,
): string[] {
  const { follows, timeZone = null, ...layer } = staff;
  const schedule = compileSchedule({
    business,
    businessTimeZone: "Europe/Berlin",
    staff: { ...none, ...layer, followsBusinessHours: follows, timeZone },
  });
  const slots = findSlots(
    parseSlotQuery({
      now: "2026-12-01T00:00:00Z",
      from: "2026-12-23T00:00:00Z",
      to: "2026-12-29T00:00:00Z",
      service: { durationMin: 60, stepMin: 60 },
      staff: [{ id: "ana", ...schedule }],
    }),
  );
  return slots.map(({ start }) => new Date(start).toISOString().slice(8, 16).replace("T", " "));
}

describe("compileSchedule", () => {
  it("gives those who follow the business its hours, closures and overrides", () => {
    expect(starts({ follows: true })).toEqual([
      "23 09:00",
      "23 10:00",
      "26 13:00",
      "27 09:00",
      "27 10:00",
    ]);
  });

  it("takes the business's zone for those who follow it, whatever their own", () => {
    expect(starts({ follows: true, timeZone: "Pacific/Auckland" })).toEqual(
      starts({ follows: true }),
    );
  });

  it("lets those with own hours work them, in their zone, when the business is open specially", () => {
    const ana = { follows: false, timeZone: "Europe/Lisbon", weekly: daily("09:00", "10:00") };
    expect(starts(ana)).toEqual(["23 09:00", "26 09:00", "27 09:00"]);
    expect(starts({ ...ana, weekly: [] })).toEqual([]);
  });

  it("puts a person's own override before everything of the business", () => {
    const overrides = [
      { date: "2026-12-23", intervals: [] },
      { date: "2026-12-25", intervals: [{ start: "08:00", end: "09:00" }] },
      { date: "2026-12-28", intervals: [{ start: "08:00", end: "09:00" }] },
    ];
    expect(starts({ follows: true, overrides })).toEqual([
      "25 07:00",
      "26 13:00",
      "27 09:00",
      "27 10:00",
      "28 07:00",
    ]);
  });

  it("keeps a person's leave when the business opens specially, unless they override it", () => {
    const closures = [{ from: "2026-12-26", to: "2026-12-27" }];
    expect(starts({ follows: true, closures })).toEqual(["23 09:00", "23 10:00"]);
    const overrides = [{ date: "2026-12-26", intervals: [{ start: "10:00", end: "11:00" }] }];
    expect(starts({ follows: true, closures, overrides })).toEqual([
      "23 09:00",
      "23 10:00",
      "26 09:00",
    ]);
  });

  it("uses the seasons and patterns of whoever's hours hold", () => {
    const season = [{ from: "2026-12-23", to: "2026-12-23", weekly: daily("07:00", "08:00") }];
    const pattern = [{ rrule: "FREQ=DAILY", from: "2026-12-27", start: "18:00", end: "19:00" }];
    const business = { ...shop, seasons: season, patterns: pattern };
    expect(starts({ follows: true }, business)).toEqual([
      "23 06:00",
      "26 13:00",
      "27 09:00",
      "27 10:00",
      "27 17:00",
    ]);
    expect(starts({ follows: false, weekly: daily("09:00", "10:00") }, business)).toEqual([
      "23 08:00",
      "26 08:00",
      "27 08:00",
    ]);
  });

  it("cuts the time off of both", () => {
    const business = {
      ...shop,
      timeOff: [{ start: "2026-12-23T09:00:00Z", end: "2026-12-23T09:30:00Z" }],
    };
    const timeOff = [{ start: "2026-12-27T10:30:00Z", end: "2026-12-27T10:45:00Z" }];
    expect(starts({ follows: true, timeOff }, business)).toEqual([
      "23 10:00",
      "26 13:00",
      "27 09:00",
    ]);
  });
});

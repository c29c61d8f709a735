import fc from "fast-check";
import { addDays } from "../calendar.ts";

/**
 * Slot queries in JSON form, around the changes of awkward zones, with every rule mixed in. The
 * bounds are tight, so that things meet: a few days, few staff, hours and bookings that collide.
 */

/** A zone and the date of a change there (or an ordinary date, or a leap day). */
const PLACES: readonly [zone: string, date: string][] = [
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Australia/Lord_Howe", "2026-10-04"],
  ["America/Santiago", "2026-04-05"],
  ["America/Santiago", "2026-09-06"],
  ["Asia/Beirut", "2026-03-29"],
  ["Asia/Beirut", "2026-10-25"],
  ["Pacific/Chatham", "2026-04-05"],
  ["Pacific/Chatham", "2026-09-27"],
  ["Pacific/Apia", "2011-12-30"],
  ["Pacific/Kwajalein", "1993-08-21"],
  ["Africa/Casablanca", "2026-02-15"],
  ["Africa/Casablanca", "2026-03-22"],
  ["Africa/Cairo", "2026-04-24"],
  ["Antarctica/Troll", "2026-03-29"],
  ["Antarctica/Troll", "2026-10-25"],
  ["Asia/Kathmandu", "2026-07-15"],
  ["America/St_Johns", "2026-11-01"],
  // Until 2011 the clocks there changed a minute after midnight, so a date ended twice.
  ["America/St_Johns", "2006-10-29"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Europe/Berlin", "2028-02-29"],
  ["Europe/Lisbon", "2026-10-25"],
  ["Asia/Gaza", "2026-03-28"],
  ["Pacific/Kiritimati", "2026-12-31"],
  ["UTC", "2026-07-15"],
];

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const RULES = [
  "FREQ=DAILY;INTERVAL=2",
  "FREQ=WEEKLY;BYDAY=SA,SU",
  "FREQ=WEEKLY;INTERVAL=2",
  "FREQ=MONTHLY;BYDAY=-1SU",
  "FREQ=MONTHLY;BYMONTHDAY=29,30",
  "FREQ=DAILY;COUNT=3",
  "FREQ=YEARLY",
];

const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const minutes = (min: number, max: number, unit: number) =>
  fc.integer({ min: Math.ceil(min / unit), max: Math.floor(max / unit) }).map((n) => n * unit);
/** Mostly on a five-minute grid, where things touch; else any minute, where they just miss. */
const instantBetween = (from: number, to: number) =>
  fc
    .oneof(
      { weight: 3, arbitrary: minutes(from, to, 5) },
      { weight: 1, arbitrary: minutes(from, to, 1) },
    )
    .map((n) => n * 60_000);
const time = (max: number) =>
  minutes(0, max, 15).map(
    (n) => `${String(Math.floor(n / 60)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}`,
  );
const hours = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ start: "00:00", end: "24:00" }) },
  { weight: 4, arbitrary: fc.record({ start: time(1425), end: time(1440) }) },
);
const weekly = fc.array(
  fc
    .tuple(fc.subarray([...DAYS], { minLength: 4 }), hours)
    .map(([days, interval]) => ({ days, ...interval })),
  { minLength: 1, maxLength: 2 },
);
const limits = fc.record({
  perDay: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
  perWeek: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  weekStartsOn: fc.integer({ min: 1, max: 7 }),
});

function staffMember(id: string, zone: string, date: string, from: number, to: number) {
  const at = instantBetween(from - 900, to + 900);
  const near = fc.integer({ min: -2, max: 3 }).map((n) => addDays(date, n));
  const range = fc.tuple(near, near).map((pair) => {
    const [first, last] = pair.sort();
    return { from: first!, to: last! };
  });
  const span = fc
    .tuple(at, minutes(0, 180, 5))
    .map(([start, length]) => ({ start, end: start + length * 60_000 }));
  const name = rarely(fc.constantFrom("x", "y", "z"));
  return fc.record({
    id: fc.constant(id),
    timeZone: fc.constant(zone),
    weekly,
    seasons: rarely(
      fc.tuple(range, weekly).map(([dates, week]) => [{ ...dates, weekly: week }]),
    ).map((seasons) => seasons ?? []),
    patterns: fc.array(
      fc
        .tuple(fc.constantFrom(...RULES), fc.integer({ min: 0, max: 60 }), hours)
        .map(([rule, ago, interval]) => ({
          rrule: rule,
          from: addDays(date, -ago),
          ...interval,
        })),
      { maxLength: 1 },
    ),
    overrides: fc.array(fc.record({ date: near, intervals: fc.array(hours, { maxLength: 2 }) }), {
      maxLength: 2,
    }),
    closures: fc.array(range, { maxLength: 1 }),
    timeOff: fc.array(span, { maxLength: 2 }),
    busy: fc.array(
      fc
        .tuple(
          span,
          fc.record({
            id: name,
            booking: fc.boolean(),
            bufferBeforeMin: fc.constantFrom(0, 0, 10),
            bufferAfterMin: fc.constantFrom(0, 0, 15),
          }),
        )
        .map(([busy, rest]) => ({ ...busy, ...rest })),
      { maxLength: 6 },
    ),
    sessions: fc.uniqueArray(
      fc.record({
        id: name,
        start: at,
        seatsTaken: fc.integer({ min: 0, max: 3 }),
        capacity: rarely(fc.constantFrom(1, 2, 5)),
        durationMin: rarely(fc.constantFrom(20, 75, 150)),
        bufferBeforeMin: rarely(fc.constantFrom(0, 15)),
        bufferAfterMin: rarely(fc.constantFrom(0, 25)),
      }),
      { maxLength: 2, selector: ({ start }) => start },
    ),
    limits: rarely(limits),
    durationMin: rarely(fc.constantFrom(15, 40, 120)),
    bufferBeforeMin: rarely(fc.constantFrom(0, 5, 20)),
    bufferAfterMin: rarely(fc.constantFrom(0, 5, 20)),
  });
}

/** A query about two to three days around a change, for one to three staff. */
export const slotQuery = fc.constantFrom(...PLACES).chain(([zone, date]) => {
  const midday = Date.parse(`${date}T12:00:00Z`) / 60_000;
  return fc
    .tuple(
      minutes(midday - 2_000, midday - 600, 7),
      minutes(midday + 300, midday + 1_500, 7),
      fc.constantFrom(zone, zone, "America/New_York", "Asia/Tokyo"),
    )
    .chain(([from, to, otherZone]) => {
      const at = instantBetween(from - 900, to + 900);
      return fc.record({
        now: fc
          .tuple(minutes(from - 3_000, to, 1), fc.constantFrom(0, 0, 30_000))
          .map(([minute, extra]) => minute * 60_000 + extra),
        from: fc.constant(from * 60_000),
        to: fc.constantFrom(to * 60_000, to * 60_000 - 1_000),
        partySize: fc.constantFrom(1, 1, 1, 1, 1, 2),
        service: fc.record({
          durationMin: fc.constantFrom(15, 25, 60, 90),
          stepMin: fc.constantFrom(1, 5, 10, 15, 20, 30, 45, 60, 7, 50),
          align: fc.constantFrom("opening", "clock"),
          bufferBeforeMin: fc.constantFrom(0, 0, 5, 10),
          bufferAfterMin: fc.constantFrom(0, 0, 15, 30),
          minNoticeMin: fc.constantFrom(0, 0, 120, 1440),
          maxAdvanceDays: fc.constantFrom(null, null, null, 1, 2),
          fillGaps: fc.boolean(),
          capacity: fc.constantFrom(1, 1, 3),
          staffRequired: fc.constantFrom(1, 1, 1, 1, 2),
          timeZone: fc.constantFrom(zone, otherZone),
          hours: rarely(weekly),
          bookableFrom: rarely(fc.constantFrom(addDays(date, -1), date)),
          bookableUntil: rarely(fc.constantFrom(date, addDays(date, 1))),
          limits: rarely(limits),
          resources: fc.constantFrom([], [], [{ id: "room", quantity: 1 }]),
        }),
        staff: fc
          .integer({ min: 1, max: 3 })
          .chain((count) =>
            fc.tuple(
              ...["cleo", "ana", "ben"]
                .slice(0, count)
                .map((id, i) => staffMember(id, i === 1 ? otherZone : zone, date, from, to)),
            ),
          ),
        resources: fc
          .array(
            fc.record({
              start: at,
              length: minutes(0, 300, 5),
              units: fc.constantFrom(1, 1, 2),
              unit: fc.constantFrom(null, 1, 2),
              id: rarely(fc.constantFrom("x", "r")),
            }),
            { maxLength: 6 },
          )
          .map((uses) => [
            {
              id: "room",
              quantity: 2,
              busy: uses.map(({ start, length, ...use }) => ({
                start,
                end: start + length * 60_000,
                ...use,
              })),
            },
          ]),
        serviceBookings: fc.array(fc.record({ start: at, id: rarely(fc.constantFrom("x", "b")) }), {
          maxLength: 3,
        }),
        except: fc.constantFrom([], [], ["x"]),
        ignore: fc.constantFrom(
          {},
          {},
          {},
          { notice: true },
          { horizon: true },
          { limits: true },
          { hours: true },
          { notice: true, horizon: true, limits: true, hours: true },
        ),
      });
    });
});

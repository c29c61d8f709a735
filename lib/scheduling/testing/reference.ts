import rrule from "rrule";
import { formatDay, MINUTES_PER_DAY, weekdayIndex } from "../calendar.ts";
import type { Interval, Limits, RecurrenceRule, Slot, SlotQuery, Staff, Weekly } from "../types.ts";

/**
 * The rules of time once more, minute by minute and as plainly as they are written, for the
 * property tests to hold the engine against. Slow on purpose: it asks Intl for the clock of every
 * single minute and looks at every rule at every minute. Times are epoch minutes.
 */
export function referenceSlots(query: SlotQuery): Slot[] {
  const slots: Slot[] = [];
  const people = query.staff.map((staff) => new Person(query, staff));
  for (let minute = Math.ceil(query.from / MS); minute * MS < query.to; minute++) {
    const free = people.flatMap((person) => {
      const seatsLeft = person.seatsAt(minute);
      return seatsLeft === null ? [] : [{ id: person.staff.id, seatsLeft }];
    });
    if (free.length === 0 || free.length < query.service.staffRequired) continue;
    slots.push({
      start: minute * MS,
      staff: free.map(({ id }) => id).sort(),
      seatsLeft: Math.max(...free.map(({ seatsLeft }) => seatsLeft)),
    });
  }
  return slots;
}

const MS = 60_000;
/** How far back hours are laid out: further than any grid can reach. */
const DAYS_BACK = 130;

interface Stretch {
  open: number;
  close: number;
  origin: number;
}

class Person {
  readonly duration: number;
  readonly before: number;
  readonly after: number;
  readonly hours: Stretch[];
  readonly serviceHours: Stretch[] | null;

  constructor(
    readonly query: SlotQuery,
    readonly staff: Staff,
  ) {
    const { service } = query;
    this.duration = staff.durationMin ?? service.durationMin;
    this.before = staff.bufferBeforeMin ?? service.bufferBeforeMin;
    this.after = staff.bufferAfterMin ?? service.bufferAfterMin;
    this.hours = stretches((day) => this.hoursOf(day), this.firstDay(), this.lastDay());
    this.serviceHours = service.hours
      ? stretches(
          (day) => (service.hours as Weekly)[weekdayIndex(day)]!,
          this.firstDay(),
          this.lastDay(),
        )
      : null;
  }

  /** The seats a party would find at this start; null when the start is not to be offered. */
  seatsAt(minute: number): number | null {
    const { service, partySize, now, ignore } = this.query;
    if (!ignore.notice && minute * MS < now + service.minNoticeMin * MS) return null;
    if (!ignore.horizon && !this.withinHorizon(minute)) return null;
    const session = this.sessions().find(({ start }) => start === minute * MS);
    if (!this.isWhollyOpen(minute, session?.durationMin ?? this.duration)) return null;
    if (session) {
      const left = (session.capacity ?? service.capacity) - session.seatsTaken;
      return left >= partySize ? left : null;
    }
    if (partySize > service.capacity) return null;
    if (this.taken().some(([start, end]) => this.meets(minute, start, end))) return null;
    if (!this.isOnGrid(minute) && !(service.fillGaps && this.fillsGap(minute))) return null;
    if (!ignore.limits && this.isLimited(minute)) return null;
    return this.hasResources(minute) ? service.capacity : null;
  }

  private isWhollyOpen(minute: number, duration: number): boolean {
    for (let t = minute; t < minute + duration; t++) if (!this.isOpen(t)) return false;
    return true;
  }

  private isOpen(minute: number): boolean {
    if (this.query.ignore.hours) return true;
    if (
      this.staff.timeOff.some(({ start, end }) => overlap(start / MS, end / MS, minute, minute + 1))
    )
      return false;
    if (!stretchAt(this.hours, wallOf(this.staff.timeZone, minute))) return false;
    if (!this.serviceHours) return true;
    return stretchAt(this.serviceHours, wallOf(this.query.service.timeZone!, minute)) !== undefined;
  }

  private isOnGrid(minute: number): boolean {
    const { service, ignore } = this.query;
    const wall = wallOf(this.staff.timeZone, minute);
    const own = stretchAt(this.hours, wall);
    // Only a query that passes over the hours gets here outside them; midnight anchors it then.
    if (!own) return mod(wall - midnightOf(wall), service.stepMin) === 0;
    if (service.align === "clock") {
      return mod(wall - midnightOf(own.origin), service.stepMin) === 0;
    }
    let origin = own.origin;
    if (this.serviceHours && !ignore.hours) {
      const wallThere = wallOf(service.timeZone!, minute);
      const there = stretchAt(this.serviceHours, wallThere)!;
      origin = Math.max(origin, wall - (wallThere - there.origin));
    }
    return mod(wall - origin, service.stepMin) === 0;
  }

  private fillsGap(minute: number): boolean {
    return this.taken().some(
      ([start, end]) =>
        minute - this.before === end || minute + this.duration + this.after === start,
    );
  }

  /** Everything in the way, with its own buffers. */
  private taken(): [number, number][] {
    return [
      ...this.staff.busy
        .filter((busy) => !this.isFree(busy.id) && busy.end > busy.start)
        .map((busy): [number, number] => [
          busy.start / MS - busy.bufferBeforeMin,
          busy.end / MS + busy.bufferAfterMin,
        ]),
      ...this.sessions().map((session): [number, number] => [
        session.start / MS - (session.bufferBeforeMin ?? this.before),
        session.start / MS +
          (session.durationMin ?? this.duration) +
          (session.bufferAfterMin ?? this.after),
      ]),
    ];
  }

  private meets(minute: number, start: number, end: number): boolean {
    return overlap(start, end, minute - this.before, minute + this.duration + this.after);
  }

  private withinHorizon(minute: number): boolean {
    const { service, now } = this.query;
    const { timeZone } = this.staff;
    if (service.maxAdvanceDays !== null) {
      const today = dayAt(timeZone, Math.floor(now / MS));
      if (dayAt(timeZone, minute) > today + service.maxAdvanceDays) return false;
    }
    if (service.bookableFrom === null && service.bookableUntil === null) return true;
    const day = dayAt(service.timeZone!, minute);
    if (service.bookableFrom !== null && day < service.bookableFrom) return false;
    return service.bookableUntil === null || day <= service.bookableUntil;
  }

  private isLimited(minute: number): boolean {
    const { service, serviceBookings } = this.query;
    const own = [...this.staff.busy.filter(({ booking }) => booking), ...this.staff.sessions];
    return (
      this.isFull(this.staff.limits, this.staff.timeZone, own, minute) ||
      this.isFull(service.limits, service.timeZone, serviceBookings, minute)
    );
  }

  private isFull(
    limits: Limits | null,
    zone: string | null,
    bookings: readonly { id: string | null; start: number }[],
    minute: number,
  ): boolean {
    if (!limits) return false;
    const day = dayAt(zone!, minute);
    const days = bookings
      .filter(({ id }) => !this.isFree(id))
      .map(({ start }) => dayAt(zone!, Math.floor(start / MS)));
    let monday = day;
    while (weekdayIndex(monday) + 1 !== limits.weekStartsOn) monday--;
    const inDay = days.filter((other) => other === day).length;
    const inWeek = days.filter((other) => other >= monday && other < monday + 7).length;
    return (
      (limits.perDay !== null && inDay >= limits.perDay) ||
      (limits.perWeek !== null && inWeek >= limits.perWeek)
    );
  }

  private hasResources(minute: number): boolean {
    const start = minute - this.before;
    const end = minute + this.duration + this.after;
    return this.query.service.resources.every(({ id, quantity }) => {
      const resource = this.query.resources.find((candidate) => candidate.id === id)!;
      const uses = resource.busy.filter(
        (use) =>
          !this.isFree(use.id) &&
          use.end > use.start &&
          overlap(use.start / MS, use.end / MS, start, end),
      );
      const numbered = new Set(uses.flatMap(({ unit }) => unit ?? []));
      let most = 0;
      for (let t = start; t < end; t++) {
        const now = uses.filter(
          (use) => use.unit === null && overlap(use.start / MS, use.end / MS, t, t + 1),
        );
        most = Math.max(
          most,
          now.reduce((sum, { units }) => sum + units, 0),
        );
      }
      return Math.max(0, resource.quantity - numbered.size - most) >= quantity;
    });
  }

  private sessions() {
    return this.staff.sessions.filter(({ id }) => !this.isFree(id));
  }

  private isFree(id: string | null): boolean {
    return id !== null && this.query.except.includes(id);
  }

  private hoursOf(day: number): Interval[] {
    const { staff } = this;
    const overrides = staff.overrides.filter(({ date }) => date === day);
    if (overrides.length > 0) return overrides.flatMap(({ intervals }) => intervals);
    if (staff.closures.some(({ from, to }) => from <= day && day <= to)) return [];
    const season = staff.seasons.find(({ from, to }) => from <= day && day <= to);
    const extra = staff.patterns.filter(
      ({ rule, from, to }) => (to === null || day <= to) && fallsOn(rule, from, day),
    );
    return [
      ...(season?.weekly ?? staff.weekly)[weekdayIndex(day)]!,
      ...extra.map(({ hours }) => hours),
    ];
  }

  private firstDay(): number {
    return Math.floor(this.query.from / MS / MINUTES_PER_DAY) - DAYS_BACK;
  }

  private lastDay(): number {
    const longest = Math.ceil(this.duration / MINUTES_PER_DAY);
    return Math.floor(this.query.to / MS / MINUTES_PER_DAY) + 3 + longest;
  }
}

/** Hours of all dates, merged where they touch, on the wall clock's line. */
function stretches(hoursOf: (day: number) => readonly Interval[], first: number, last: number) {
  const merged: Stretch[] = [];
  for (let day = first; day <= last; day++) {
    for (const { start, end } of [...hoursOf(day)].sort((a, b) => a.start - b.start)) {
      const open = day * MINUTES_PER_DAY + start;
      const close = day * MINUTES_PER_DAY + end;
      const previous = merged.at(-1);
      if (!previous || previous.close < open) merged.push({ open, close, origin: open });
      else if (Math.floor(previous.origin / MINUTES_PER_DAY) <= (Math.floor(day / 28) - 1) * 28) {
        // Open for a whole block of four weeks: the grid begins anew with this date's hours.
        merged.push({ open, close: Math.max(close, previous.close), origin: open });
        previous.close = open;
      } else previous.close = Math.max(previous.close, close);
    }
  }
  return merged;
}

function stretchAt(merged: readonly Stretch[], wall: number): Stretch | undefined {
  return merged.find(({ open, close }) => open <= wall && wall < close);
}

const clocks = new Map<string, { format: Intl.DateTimeFormat; known: Map<number, number> }>();

/** What the wall clock reads, as minutes since 1970-01-01 00:00 of the wall clock itself. */
function wallOf(zone: string, minute: number): number {
  let clock = clocks.get(zone);
  if (!clock) {
    const format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      dateStyle: "short",
      timeStyle: "medium",
    });
    clock = { format, known: new Map() };
    clocks.set(zone, clock);
  }
  let wall = clock.known.get(minute);
  if (wall === undefined) {
    const text = clock.format.format(minute * MS).replace(" ", "T");
    wall = Math.floor(Date.parse(`${text}Z`) / MS);
    clock.known.set(minute, wall);
  }
  return wall;
}

function dayAt(zone: string, minute: number): number {
  return Math.floor(wallOf(zone, minute) / MINUTES_PER_DAY);
}

function midnightOf(wall: number): number {
  return Math.floor(wall / MINUTES_PER_DAY) * MINUTES_PER_DAY;
}

function overlap(start: number, end: number, otherStart: number, otherEnd: number): boolean {
  return start < end && start < otherEnd && otherStart < end;
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}

const expanded = new WeakMap<RecurrenceRule, Map<number, Set<string>>>();

/** Asks the rrule package, whose occurrences the engine does not use. */
function fallsOn(rule: RecurrenceRule, from: number, day: number): boolean {
  const byStart = expanded.get(rule) ?? new Map<number, Set<string>>();
  expanded.set(rule, byStart);
  let dates = byStart.get(from);
  if (!dates) {
    dates = new Set(rruleDates(rule, from, from + 2_000));
    byStart.set(from, dates);
  }
  return dates.has(formatDay(day));
}

/** The dates of a rule from its start to `last` (day numbers), by the rrule package. */
export function rruleDates(rule: RecurrenceRule, dtstart: number, last: number): string[] {
  const at = (day: number) => new Date(day * MINUTES_PER_DAY * MS);
  const weekdays = [
    rrule.RRule.MO,
    rrule.RRule.TU,
    rrule.RRule.WE,
    rrule.RRule.TH,
    rrule.RRule.FR,
    rrule.RRule.SA,
    rrule.RRule.SU,
  ];
  const list = (values: readonly number[]) => (values.length > 0 ? [...values] : null);
  const set = new rrule.RRule({
    freq: rrule.RRule[rule.freq.toUpperCase() as "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY"],
    interval: rule.interval,
    dtstart: at(dtstart),
    ...(rule.count === null ? {} : { count: rule.count }),
    until: rule.until === null ? at(last) : at(Math.min(rule.until, last)),
    wkst: weekdays[rule.weekStart]!,
    bymonth: list(rule.byMonth),
    bymonthday: list(rule.byMonthDay),
    byyearday: list(rule.byYearDay),
    byweekno: list(rule.byWeekNo),
    bysetpos: list(rule.bySetPos),
    byweekday:
      rule.byDay.length === 0
        ? null
        : rule.byDay.map(({ weekday, nth }) =>
            nth === 0 ? weekdays[weekday]! : weekdays[weekday]!.nth(nth),
          ),
  });
  return set.all().map((date) => date.toISOString().slice(0, 10));
}

import { MINUTES_PER_DAY } from "./calendar.ts";
import {
  date,
  dateRange,
  endAfter,
  fail,
  flag,
  instant,
  list,
  maybeDate,
  maybeText,
  maybeWhole,
  record,
  text,
  time,
  unique,
  whole,
  wholeMinute,
  zone,
} from "./fields.ts";
import { parseRecurrence } from "./recurrence.ts";
import type {
  Busy,
  Interval,
  Limits,
  Pattern,
  Resource,
  ResourceBusy,
  Season,
  Service,
  ServiceBooking,
  Session,
  SlotQuery,
  Staff,
  TimeOff,
  Weekly,
} from "./types.ts";

/** Lengths of an appointment, its buffers and its step: up to a fortnight, in minutes. */
const MAX_MINUTES = 14 * MINUTES_PER_DAY;
/** Notice and horizon: ten years. */
const MAX_DAYS_AHEAD = 3_660;
/**
 * The longest stretch one query may ask for. Pages ask for two months; the bound keeps a mistyped
 * year from generating slots until memory ends.
 */
const MAX_QUERY_DAYS = 3_660;
const MAX_COUNT = 1_000_000;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/**
 * Reads a query in the form of the shared slot cases (instants as ISO text with a zone, or as
 * epoch milliseconds; local dates; wall-clock times), with these optional additions:
 * `service.hours` (as `weekly`), `service.bookableFrom` and `bookableUntil` (local dates,
 * inclusive), `service.limits` (all staff together, counted from `serviceBookings`), all of them in
 * `service.timeZone`; `service.resources` with `resources`; a person's own `durationMin`,
 * `bufferBeforeMin`, `bufferAfterMin`; `limits.weekStartsOn` (1 Monday … 7 Sunday); `id` and
 * `label` on busy times, `id` on sessions, and a session's own `capacity`, `durationMin`,
 * `bufferBeforeMin` and `bufferAfterMin`; `name` on overrides, closures and time off; `except`
 * (ids that count as free) and `ignore` (what the business may pass over).
 *
 * Throws InvalidQueryError for anything else, with the path of the field. Seasons of one schedule
 * that overlap are invalid (time-rules 6).
 */
export function parseSlotQuery(json: unknown): SlotQuery {
  const query = record(json, "");
  const from = instant(query.from, "from");
  const to = instant(query.to, "to");
  if (from > to) fail("to", "is before from");
  if (to - from > MAX_QUERY_DAYS * 86_400_000) {
    fail("to", `is more than ${MAX_QUERY_DAYS} days after from`);
  }
  const service = parseService(query.service);
  const staff = list(query.staff, "staff", parseStaff, true);
  unique(staff, "staff");
  const resources = list(query.resources, "resources", parseResource);
  unique(resources, "resources");
  for (const [i, need] of service.resources.entries()) {
    if (!resources.some((resource) => resource.id === need.id)) {
      fail(`service.resources[${i}].id`, `no resource "${need.id}" is given`);
    }
  }
  const ignore = query.ignore == null ? {} : record(query.ignore, "ignore");
  return {
    now: instant(query.now, "now"),
    from,
    to,
    partySize: whole(query.partySize ?? 1, "partySize", 1, MAX_COUNT),
    service,
    staff,
    resources,
    serviceBookings: list(query.serviceBookings, "serviceBookings", parseServiceBooking),
    except: list(query.except, "except", text),
    ignore: {
      notice: flag(ignore.notice, "ignore.notice"),
      horizon: flag(ignore.horizon, "ignore.horizon"),
      hours: flag(ignore.hours, "ignore.hours"),
      limits: flag(ignore.limits, "ignore.limits"),
    },
  };
}

function parseService(json: unknown): Service {
  const service = record(json, "service");
  const align = service.align ?? "opening";
  if (align !== "opening" && align !== "clock") {
    fail("service.align", 'must be "opening" or "clock"');
  }
  const timeZone = service.timeZone == null ? null : zone(service.timeZone, "service.timeZone");
  const hours = service.hours == null ? null : weekly(service.hours, "service.hours");
  const bookableFrom = maybeDate(service.bookableFrom, "service.bookableFrom");
  const bookableUntil = maybeDate(service.bookableUntil, "service.bookableUntil");
  const limits = parseLimits(service.limits, "service.limits");
  if (bookableFrom !== null && bookableUntil !== null && bookableFrom > bookableUntil) {
    fail("service.bookableUntil", "is before bookableFrom");
  }
  const local = hours !== null || bookableFrom !== null || bookableUntil !== null || limits;
  if (local && timeZone === null) {
    fail("service.timeZone", "is needed with hours, bookable dates or limits of the service");
  }
  const resources = list(service.resources, "service.resources", (value, at) => {
    const need = record(value, at);
    return {
      id: text(need.id, `${at}.id`),
      quantity: whole(need.quantity ?? 1, `${at}.quantity`, 1, MAX_COUNT),
    };
  });
  unique(resources, "service.resources");
  return {
    durationMin: whole(service.durationMin, "service.durationMin", 1, MAX_MINUTES),
    stepMin: whole(service.stepMin, "service.stepMin", 1, MAX_MINUTES),
    align,
    bufferBeforeMin: whole(service.bufferBeforeMin ?? 0, "service.bufferBeforeMin", 0, MAX_MINUTES),
    bufferAfterMin: whole(service.bufferAfterMin ?? 0, "service.bufferAfterMin", 0, MAX_MINUTES),
    minNoticeMin: whole(
      service.minNoticeMin ?? 0,
      "service.minNoticeMin",
      0,
      MAX_DAYS_AHEAD * MINUTES_PER_DAY,
    ),
    maxAdvanceDays: maybeWhole(service.maxAdvanceDays, "service.maxAdvanceDays", 0, MAX_DAYS_AHEAD),
    fillGaps: flag(service.fillGaps, "service.fillGaps"),
    capacity: whole(service.capacity ?? 1, "service.capacity", 1, MAX_COUNT),
    staffRequired: whole(service.staffRequired ?? 1, "service.staffRequired", 1, MAX_COUNT),
    timeZone,
    hours,
    bookableFrom,
    bookableUntil,
    limits,
    resources,
  };
}

function parseStaff(json: unknown, path: string): Staff {
  const staff = record(json, path);
  const seasons = list(staff.seasons, `${path}.seasons`, parseSeason);
  refuseOverlap(seasons, `${path}.seasons`);
  return {
    id: text(staff.id, `${path}.id`),
    timeZone: zone(staff.timeZone, `${path}.timeZone`),
    weekly: weekly(staff.weekly ?? [], `${path}.weekly`),
    seasons,
    patterns: list(staff.patterns, `${path}.patterns`, parsePattern),
    overrides: list(staff.overrides, `${path}.overrides`, (value, at) => {
      const override = record(value, at);
      return {
        date: date(override.date, `${at}.date`),
        intervals: list(override.intervals, `${at}.intervals`, interval),
        name: maybeText(override.name, `${at}.name`),
      };
    }),
    closures: list(staff.closures, `${path}.closures`, (value, at) => {
      const closure = record(value, at);
      return { ...dateRange(closure, at), name: maybeText(closure.name, `${at}.name`) };
    }),
    timeOff: list(staff.timeOff, `${path}.timeOff`, parseTimeOff),
    busy: list(staff.busy, `${path}.busy`, parseBusy),
    sessions: list(staff.sessions, `${path}.sessions`, parseSession),
    limits: parseLimits(staff.limits, `${path}.limits`),
    durationMin: maybeWhole(staff.durationMin, `${path}.durationMin`, 1, MAX_MINUTES),
    bufferBeforeMin: maybeWhole(staff.bufferBeforeMin, `${path}.bufferBeforeMin`, 0, MAX_MINUTES),
    bufferAfterMin: maybeWhole(staff.bufferAfterMin, `${path}.bufferAfterMin`, 0, MAX_MINUTES),
  };
}

function parseSeason(json: unknown, path: string): Season {
  const season = record(json, path);
  return { ...dateRange(season, path), weekly: weekly(season.weekly ?? [], `${path}.weekly`) };
}

function refuseOverlap(seasons: readonly Season[], path: string): void {
  const order = seasons.map((season, i) => ({ season, i }));
  order.sort((a, b) => a.season.from - b.season.from);
  for (let k = 1; k < order.length; k++) {
    const [before, after] = [order[k - 1]!, order[k]!];
    if (after.season.from <= before.season.to) {
      fail(`${path}[${after.i}]`, `overlaps ${path}[${before.i}]`);
    }
  }
}

function parsePattern(json: unknown, path: string): Pattern {
  const pattern = record(json, path);
  const from = date(pattern.from, `${path}.from`);
  const to = maybeDate(pattern.to, `${path}.to`);
  if (to !== null && to < from) fail(`${path}.to`, "is before from");
  try {
    return {
      rule: parseRecurrence(text(pattern.rrule, `${path}.rrule`)),
      from,
      to,
      hours: interval(pattern, path),
    };
  } catch (error) {
    if (error instanceof RangeError) return fail(`${path}.rrule`, error.message);
    throw error;
  }
}

function parseTimeOff(json: unknown, path: string): TimeOff {
  const off = record(json, path);
  const start = instant(off.start, `${path}.start`);
  return {
    start,
    end: endAfter(start, off.end, `${path}.end`),
    name: maybeText(off.name, `${path}.name`),
  };
}

function parseBusy(json: unknown, path: string): Busy {
  const busy = record(json, path);
  const start = instant(busy.start, `${path}.start`);
  const before = busy.bufferBeforeMin ?? 0;
  const after = busy.bufferAfterMin ?? 0;
  return {
    start,
    end: endAfter(start, busy.end, `${path}.end`),
    id: maybeText(busy.id, `${path}.id`),
    label: maybeText(busy.label, `${path}.label`),
    bufferBeforeMin: before === 0 ? 0 : whole(before, `${path}.bufferBeforeMin`, 0, MAX_MINUTES),
    bufferAfterMin: after === 0 ? 0 : whole(after, `${path}.bufferAfterMin`, 0, MAX_MINUTES),
    booking: flag(busy.booking, `${path}.booking`),
  };
}

function parseSession(json: unknown, path: string): Session {
  const session = record(json, path);
  return {
    id: maybeText(session.id, `${path}.id`),
    start: wholeMinute(session.start, `${path}.start`),
    seatsTaken: whole(session.seatsTaken, `${path}.seatsTaken`, 0, MAX_COUNT),
    capacity: maybeWhole(session.capacity, `${path}.capacity`, 1, MAX_COUNT),
    durationMin: maybeWhole(session.durationMin, `${path}.durationMin`, 1, MAX_MINUTES),
    bufferBeforeMin: maybeWhole(session.bufferBeforeMin, `${path}.bufferBeforeMin`, 0, MAX_MINUTES),
    bufferAfterMin: maybeWhole(session.bufferAfterMin, `${path}.bufferAfterMin`, 0, MAX_MINUTES),
  };
}

function parseServiceBooking(json: unknown, path: string): ServiceBooking {
  if (typeof json !== "object") return { id: null, start: instant(json, path) };
  const booking = record(json, path);
  return {
    id: maybeText(booking.id, `${path}.id`),
    start: instant(booking.start, `${path}.start`),
  };
}

function parseResource(json: unknown, path: string): Resource {
  const resource = record(json, path);
  const quantity = whole(resource.quantity ?? 1, `${path}.quantity`, 0, MAX_COUNT);
  return {
    id: text(resource.id, `${path}.id`),
    quantity,
    busy: list(resource.busy, `${path}.busy`, (value, at): ResourceBusy => {
      const busy = record(value, at);
      const start = instant(busy.start, `${at}.start`);
      return {
        start,
        end: endAfter(start, busy.end, `${at}.end`),
        id: maybeText(busy.id, `${at}.id`),
        label: maybeText(busy.label, `${at}.label`),
        units: whole(busy.units ?? 1, `${at}.units`, 1, MAX_COUNT),
        unit: maybeWhole(busy.unit, `${at}.unit`, 1, MAX_COUNT),
      };
    }),
  };
}

function parseLimits(json: unknown, path: string): Limits | null {
  if (json == null) return null;
  const limits = record(json, path);
  const perDay = maybeWhole(limits.perDay, `${path}.perDay`, 0, MAX_COUNT);
  const perWeek = maybeWhole(limits.perWeek, `${path}.perWeek`, 0, MAX_COUNT);
  const weekStartsOn = whole(limits.weekStartsOn ?? 1, `${path}.weekStartsOn`, 1, 7);
  return perDay === null && perWeek === null ? null : { perDay, perWeek, weekStartsOn };
}

function weekly(json: unknown, path: string): Weekly {
  const week: Interval[][] = [[], [], [], [], [], [], []];
  list(json, path, (value, at) => {
    const row = record(value, at);
    const hours = interval(row, at);
    list(
      row.days,
      `${at}.days`,
      (day, dayPath) => {
        const index = DAYS.indexOf(day as string);
        if (index < 0) fail(dayPath, `must be one of ${DAYS.join(", ")}`);
        week[index]!.push(hours);
      },
      true,
    );
  });
  return week;
}

function interval(json: unknown, path: string): Interval {
  const hours = record(json, path);
  const start = time(hours.start, `${path}.start`);
  const end = time(hours.end, `${path}.end`);
  if (start === MINUTES_PER_DAY) fail(`${path}.start`, "must be before 24:00");
  return { start, end: end > start ? end : end + MINUTES_PER_DAY };
}

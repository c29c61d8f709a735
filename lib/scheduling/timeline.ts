import { MINUTES_PER_DAY } from "./calendar.ts";
import { fillDays, type Schedule, windowsBetween } from "./hours.ts";
import { type Tally, tallyOf } from "./limits.ts";
import { intersectOpenings, type Opening, openingsOf } from "./openings.ts";
import { type ResourceUse, resourcesOf } from "./resources.ts";
import { MS_PER_MINUTE, minuteFrom, minuteOf, sortByStart, unionBounds } from "./spans.ts";
import type { Busy, Session, SlotQuery, Staff, TimeOff, Weekly } from "./types.ts";
import { localDayOf, offsetAtMinute, offsetSegments } from "./zone.ts";

/**
 * Everything the rules ask about, worked out once for the wanted stretch of time. Both findSlots
 * and explain read it; neither has rules of its own. All times are epoch minutes.
 */
export interface Prepared {
  readonly query: SlotQuery;
  readonly from: number;
  readonly to: number;
  /** The first start that keeps the notice (time-rules 11). */
  readonly earliest: number;
  readonly serviceTally: Tally | null;
  readonly resources: readonly ResourceUse[];
  /** In order of id. */
  readonly timelines: readonly Timeline[];
}

/** One staff member's time, as far as the query asks for it. */
export interface Timeline {
  readonly staff: Staff;
  readonly durationMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  /** When the staff member's own hours are open. */
  readonly ownOpenings: readonly Opening[];
  /** When the service may take place: the own hours, within the service's. */
  readonly openings: readonly Opening[];
  readonly schedule: Schedule;
  /** What takes up the staff member's time, in no certain order. */
  readonly blocks: readonly Block[];
  readonly timeOff: readonly TimeOff[];
  /** The starts that a block or time off rules out, as bounds of their union. */
  readonly ruledOut: readonly number[];
  readonly sessions: readonly Session[];
  readonly tally: Tally | null;
  /** The last local date within the horizon, as a day number. */
  readonly lastDay: number;
}

/** A busy time or a session, buffers of its own included; minutes may be fractions of one. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly cause: Busy | Session;
}

/** Works out the timelines for starts in `[from, to)` (epoch minutes). */
export function prepare(query: SlotQuery, from: number, to: number): Prepared {
  const { service, ignore } = query;
  const except: ReadonlySet<string> = new Set(query.except);
  const isFree = (id: string | null) => id !== null && except.has(id);
  const earliest = ignore.notice
    ? from
    : minuteFrom(query.now + service.minNoticeMin * MS_PER_MINUTE);
  const serviceHours =
    service.hours === null || ignore.hours ? null : serviceOpenings(query, service.hours, from, to);
  const ordered =
    query.staff.length > 1
      ? [...query.staff].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
      : query.staff;
  return {
    query,
    from,
    to,
    earliest,
    serviceTally:
      service.limits === null || ignore.limits
        ? null
        : tallyOf(
            service.limits,
            service.timeZone!,
            query.serviceBookings.filter(({ id }) => !isFree(id)).map(({ start }) => start),
          ),
    resources: service.resources.length === 0 ? [] : resourcesOf(query, except),
    timelines: ordered.map((staff) => timelineOf(query, staff, from, to, serviceHours, isFree)),
  };
}

function timelineOf(
  query: SlotQuery,
  staff: Staff,
  from: number,
  to: number,
  serviceHours: readonly Opening[] | null,
  isFree: (id: string | null) => boolean,
): Timeline {
  const { service, ignore } = query;
  const durationMin = staff.durationMin ?? service.durationMin;
  const bufferBeforeMin = staff.bufferBeforeMin ?? service.bufferBeforeMin;
  const bufferAfterMin = staff.bufferAfterMin ?? service.bufferAfterMin;
  const byClock = service.align === "clock";

  const { openings: ownOpenings, schedule } = openBetween(staff, staff.timeZone, {
    from,
    to: to + durationMin,
    byClock,
    always: ignore.hours,
  });
  const sessions =
    query.except.length === 0 ? staff.sessions : staff.sessions.filter(({ id }) => !isFree(id));
  const timeOff = ignore.hours ? [] : staff.timeOff;

  const blocks: Block[] = [];
  const ruledOut: { start: number; end: number }[] = [];
  // A start s is in the way when [s - before, s + duration + after) meets [start, end).
  const ruleOut = (start: number, end: number, before: number, after: number) => {
    const first = Math.floor(start) - durationMin - after + 1;
    const last = Math.ceil(end) + before;
    if (first < to && last > from) ruledOut.push({ start: first, end: last });
  };
  for (const busy of staff.busy) {
    if (busy.end === busy.start || isFree(busy.id)) continue;
    const start = busy.start / MS_PER_MINUTE - busy.bufferBeforeMin;
    const end = busy.end / MS_PER_MINUTE + busy.bufferAfterMin;
    blocks.push({ start, end, cause: busy });
    ruleOut(start, end, bufferBeforeMin, bufferAfterMin);
  }
  for (const session of sessions) {
    const at = session.start / MS_PER_MINUTE;
    const start = at - bufferBeforeMin;
    const end = at + durationMin + bufferAfterMin;
    blocks.push({ start, end, cause: session });
    ruleOut(start, end, bufferBeforeMin, bufferAfterMin);
  }
  for (const off of timeOff) {
    // Only the service time itself has to be open; buffers may reach into time off.
    if (off.end > off.start) ruleOut(off.start / MS_PER_MINUTE, off.end / MS_PER_MINUTE, 0, 0);
  }

  return {
    staff,
    durationMin,
    bufferBeforeMin,
    bufferAfterMin,
    ownOpenings,
    openings: serviceHours ? intersectOpenings(ownOpenings, serviceHours, byClock) : ownOpenings,
    schedule,
    blocks,
    timeOff,
    ruledOut: unionBounds(sortByStart(ruledOut)),
    sessions,
    tally:
      staff.limits === null || ignore.limits
        ? null
        : tallyOf(staff.limits, staff.timeZone, bookedStarts(staff, sessions, isFree)),
    lastDay:
      service.maxAdvanceDays === null || ignore.horizon
        ? Number.POSITIVE_INFINITY
        : localDayOf(staff.timeZone, minuteOf(query.now)) + service.maxAdvanceDays,
  };
}

function bookedStarts(
  staff: Staff,
  sessions: readonly Session[],
  isFree: (id: string | null) => boolean,
): number[] {
  const starts: number[] = [];
  for (const busy of staff.busy) if (busy.booking && !isFree(busy.id)) starts.push(busy.start);
  for (const session of sessions) starts.push(session.start);
  return starts;
}

function serviceOpenings(query: SlotQuery, hours: Weekly, from: number, to: number): Opening[] {
  const layers = { weekly: hours, seasons: [], patterns: [], overrides: [], closures: [] };
  let longest = query.service.durationMin;
  for (const { durationMin } of query.staff) longest = Math.max(longest, durationMin ?? 0);
  return openBetween(layers, query.service.timeZone!, {
    from,
    to: to + longest,
    byClock: query.service.align === "clock",
    always: false,
  }).openings;
}

function openBetween(
  layers: Parameters<typeof windowsBetween>[0],
  zone: string,
  wanted: { from: number; to: number; byClock: boolean; always: boolean },
): { openings: Opening[]; schedule: Schedule } {
  const { from, to } = wanted;
  const segments = offsetSegments(zone, from, to);
  // A change of the clocks may set the date back, by a day at the most.
  const fromWall = from + offsetAtMinute(zone, from) - MINUTES_PER_DAY;
  const first = Math.floor(fromWall / MINUTES_PER_DAY) - 2;
  const last = Math.floor((to + offsetAtMinute(zone, to)) / MINUTES_PER_DAY) + 1;
  const { windows, schedule } = windowsBetween(layers, first, last, fromWall);
  const open = wanted.always ? fillDays(windows, first, last) : windows;
  return { openings: openingsOf(open, segments, wanted.byClock), schedule };
}

import { MINUTES_PER_DAY } from "./calendar.ts";
import { fillDays, type Schedule, windowsBetween } from "./hours.ts";
import { type Tally, tallyOf } from "./limits.ts";
import { intersectOpenings, type Opening, openingsOf } from "./openings.ts";
import { type ResourceUse, resourcesOf } from "./resources.ts";
import { type MinuteSpan, MS_PER_MINUTE, minuteFrom, minuteOf, SpanUnion } from "./spans.ts";
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
  /** When the service's own hours are open; null when it has none. */
  readonly serviceOpenings: readonly Opening[] | null;
  /** In order of id. */
  readonly staff: readonly Staff[];
  readonly isFree: (id: string | null) => boolean;
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
  /** What may stand in the way of a wanted start or lie right beside it, in no certain order. */
  readonly blocks: readonly Block[];
  readonly timeOff: readonly TimeOff[];
  /** The starts that a block or time off rules out, as bounds of their union. */
  readonly ruledOut: readonly number[];
  readonly sessions: readonly Session[];
  readonly tally: Tally | null;
  /** The last local date within the horizon, as a day number. */
  readonly lastDay: number;
}

export type Block = Busy | Session;

type Figures = Pick<Timeline, "durationMin" | "bufferBeforeMin" | "bufferAfterMin">;

/** How long a block lasts and what lies around it, in minutes, where a session may have figures of its own. */
export function figuresOf(block: Block, usual: Figures): Figures {
  return {
    durationMin:
      "end" in block
        ? (block.end - block.start) / MS_PER_MINUTE
        : (block.durationMin ?? usual.durationMin),
    bufferBeforeMin: block.bufferBeforeMin ?? usual.bufferBeforeMin,
    bufferAfterMin: block.bufferAfterMin ?? usual.bufferAfterMin,
  };
}

/** A block with the buffers of its own. Fractions of a minute stay. */
export function blockedSpan(usual: Figures, block: Block): MinuteSpan {
  const at = block.start / MS_PER_MINUTE;
  const { durationMin, bufferBeforeMin, bufferAfterMin } = figuresOf(block, usual);
  return { start: at - bufferBeforeMin, end: at + durationMin + bufferAfterMin };
}

/** Works out what all staff share, for starts in `[from, to)` (epoch minutes). */
export function prepare(query: SlotQuery, from: number, to: number): Prepared {
  const { service, ignore } = query;
  const except: ReadonlySet<string> = new Set(query.except);
  const isFree = (id: string | null) => id !== null && except.has(id);
  const earliest = ignore.notice
    ? from
    : minuteFrom(query.now + service.minNoticeMin * MS_PER_MINUTE);
  const serviceHours =
    service.hours === null || ignore.hours
      ? null
      : openingsOfService(query, service.hours, from, to);
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
    serviceOpenings: serviceHours,
    staff: ordered,
    isFree,
  };
}

/** Works out one staff member's time. */
export function timelineOf(prepared: Prepared, staff: Staff): Timeline {
  const { query, from, to, serviceOpenings, isFree } = prepared;
  const { service, ignore } = query;
  const durationMin = staff.durationMin ?? service.durationMin;
  const bufferBeforeMin = staff.bufferBeforeMin ?? service.bufferBeforeMin;
  const bufferAfterMin = staff.bufferAfterMin ?? service.bufferAfterMin;
  const byClock = service.align === "clock";

  const { openings: ownOpenings, schedule } = openBetween(staff, staff.timeZone, {
    from,
    to: to + longestOf(staff, durationMin),
    byClock,
    always: ignore.hours,
  });
  const sessions =
    query.except.length === 0 ? staff.sessions : staff.sessions.filter(({ id }) => !isFree(id));
  const timeOff = ignore.hours ? [] : staff.timeOff;

  const blocks: Block[] = [];
  const ruledOut = new SpanUnion(from, to);
  const block = (cause: Block, start: number, end: number) => {
    // A start s is in the way when [s - before, s + duration + after) meets [start, end).
    const first = Math.floor(start) - durationMin - bufferAfterMin + 1;
    const last = Math.ceil(end) + bufferBeforeMin;
    // One minute more on either side: the start that fills a gap.
    if (first > to || last < from) return;
    blocks.push(cause);
    ruledOut.add(first, last);
  };
  for (const busy of staff.busy) {
    if (busy.end === busy.start || isFree(busy.id)) continue;
    block(
      busy,
      busy.start / MS_PER_MINUTE - busy.bufferBeforeMin,
      busy.end / MS_PER_MINUTE + busy.bufferAfterMin,
    );
  }
  for (const session of sessions) {
    const { start, end } = blockedSpan({ durationMin, bufferBeforeMin, bufferAfterMin }, session);
    block(session, start, end);
  }
  for (const off of timeOff) {
    // Only the service time itself has to be open; buffers may reach into time off.
    if (off.end > off.start)
      ruledOut.add(minuteOf(off.start) - durationMin + 1, minuteFrom(off.end));
  }

  return {
    staff,
    durationMin,
    bufferBeforeMin,
    bufferAfterMin,
    ownOpenings,
    openings: serviceOpenings
      ? intersectOpenings(ownOpenings, serviceOpenings, byClock)
      : ownOpenings,
    schedule,
    blocks,
    timeOff,
    ruledOut: ruledOut.bounds(),
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

/** The longest that an appointment which begins in the wanted time may last, in minutes. */
function longestOf(staff: Staff, durationMin: number): number {
  let longest = durationMin;
  for (const session of staff.sessions) longest = Math.max(longest, session.durationMin ?? 0);
  return longest;
}

function openingsOfService(query: SlotQuery, hours: Weekly, from: number, to: number): Opening[] {
  const layers = { weekly: hours, seasons: [], patterns: [], overrides: [], closures: [] };
  let longest = 0;
  for (const staff of query.staff) {
    longest = Math.max(longest, longestOf(staff, staff.durationMin ?? query.service.durationMin));
  }
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

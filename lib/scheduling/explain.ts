import { formatDay, MINUTES_PER_DAY } from "./calendar.ts";
import { hoursOn } from "./hours.ts";
import { dayLimitReached, weekLimitReached, weekOf } from "./limits.ts";
import { type Opening, openingAt } from "./openings.ts";
import { type ResourceUse, unitsFree, usesDuring } from "./resources.ts";
import {
  gapStarts,
  isBookableDate,
  isOnGrid,
  joinableStarts,
  newStarts,
  slotsOf,
  timeOffDuring,
} from "./slots.ts";
import { MS_PER_MINUTE } from "./spans.ts";
import {
  type Block,
  blockedSpan,
  figuresOf,
  type Prepared,
  prepare,
  type Timeline,
  timelineOf,
} from "./timeline.ts";
import type { Align, SlotQuery, Span } from "./types.ts";
import { localDayOf, offsetAtMinute } from "./zone.ts";

/** Hours as wall-clock texts; an end at or before the start is on the next date. */
export interface HoursText {
  readonly start: string;
  readonly end: string;
}

/** Who or what takes up the time; a session has no label. */
export interface BusyCause extends Span {
  readonly kind: "busy" | "session";
  readonly id: string | null;
  readonly label: string | null;
}

/**
 * Why a start is not offered. Instants are epoch milliseconds, dates local (`2026-07-18`) in the
 * zone of the schedule, or of the service where the service is at fault.
 */
export type Reason =
  | { readonly code: "not_whole_minute" }
  | { readonly code: "past"; readonly now: number }
  | { readonly code: "notice"; readonly min: number; readonly earliest: number }
  | { readonly code: "horizon"; readonly lastDate: string }
  | {
      readonly code: "outside_bookable_dates";
      readonly from: string | null;
      readonly until: string | null;
    }
  | { readonly code: "closed_override"; readonly date: string; readonly name: string | null }
  | { readonly code: "closed_closure"; readonly date: string; readonly name: string | null }
  | {
      readonly code: "outside_hours";
      readonly date: string;
      readonly hours: readonly HoursText[];
    }
  | { readonly code: "outside_service_hours" }
  | {
      readonly code: "time_off";
      readonly start: number;
      readonly end: number;
      readonly name: string | null;
    }
  | ({ readonly code: "busy" } & BusyCause)
  | ({
      readonly code: "buffer";
      /** The busy time lies before or after the wanted one. */
      readonly side: "before" | "after";
      /** What has to lie between the two, and what does, in minutes. */
      readonly neededMin: number;
      readonly gapMin: number;
    } & BusyCause)
  | {
      readonly code: "session_full";
      readonly id: string | null;
      readonly start: number;
      readonly seatsLeft: number;
    }
  | { readonly code: "party_too_large"; readonly capacity: number }
  | { readonly code: "not_on_grid"; readonly align: Align; readonly step: number }
  | {
      readonly code: "limit_day";
      readonly date: string;
      readonly limit: number;
      readonly count: number;
    }
  | {
      readonly code: "limit_week";
      readonly weekOf: string;
      readonly limit: number;
      readonly count: number;
    }
  | {
      readonly code: "service_limit";
      readonly per: "day" | "week";
      readonly date: string;
      readonly limit: number;
      readonly count: number;
    }
  | {
      readonly code: "resource_busy";
      readonly id: string;
      readonly free: number;
      readonly needed: number;
      readonly uses: readonly (Span & {
        readonly id: string | null;
        readonly label: string | null;
      })[];
    }
  | { readonly code: "too_few_staff"; readonly free: number; readonly required: number };

export interface Explanation {
  readonly offered: boolean;
  /** In order of id; `reasons` is empty exactly when the staff member is free for the start. */
  readonly staff: readonly {
    readonly id: string;
    readonly offered: boolean;
    readonly reasons: readonly Reason[];
  }[];
  /** What stands in the way for everyone; empty exactly when the start is offered. */
  readonly reasons: readonly Reason[];
}

/**
 * Why a start (epoch milliseconds) is or is not offered. The query's `from` and `to` do not
 * matter. Whether it is offered comes from findSlots' own code on that one minute; the reasons are
 * read off the very openings, blocks and tallies that this code looked at.
 */
export function explain(query: SlotQuery, start: number): Explanation {
  if (start % MS_PER_MINUTE !== 0) {
    const reasons: Reason[] = [{ code: "not_whole_minute" }];
    const staff = query.staff.map(({ id }) => ({ id, offered: false, reasons }));
    return { offered: false, staff, reasons };
  }
  const minute = start / MS_PER_MINUTE;
  const prepared = prepare(query, minute, minute + 1);
  const staff = prepared.staff.map((person) => {
    const timeline = timelineOf(prepared, person);
    const offered =
      newStarts(prepared, timeline).length > 0 || joinableStarts(prepared, timeline).length > 0;
    const reasons = offered ? [] : reasonsAgainst(prepared, timeline, minute);
    return { id: person.id, offered, reasons };
  });
  const offered = slotsOf(prepared).length > 0;
  return { offered, staff, reasons: offered ? [] : sharedReasons(staff, query) };
}

/** What all staff have in common; that too few are free when it is not the same for all. */
function sharedReasons(staff: Explanation["staff"], query: SlotQuery): Reason[] {
  const free = staff.filter(({ offered }) => offered).length;
  const [first, ...others] = staff;
  const shared = (first?.reasons ?? []).filter((reason) => {
    const text = JSON.stringify(reason);
    return others.every(({ reasons }) => reasons.some((other) => JSON.stringify(other) === text));
  });
  if (shared.length > 0) return shared;
  return [{ code: "too_few_staff", free, required: query.service.staffRequired }];
}

function reasonsAgainst(prepared: Prepared, timeline: Timeline, minute: number): Reason[] {
  const { query } = prepared;
  const { service } = query;
  const reasons: Reason[] = [];
  const start = minute * MS_PER_MINUTE;

  if (minute < prepared.earliest) {
    reasons.push(
      start < query.now
        ? { code: "past", now: query.now }
        : {
            code: "notice",
            min: service.minNoticeMin,
            earliest: prepared.earliest * MS_PER_MINUTE,
          },
    );
  }
  if (localDayOf(timeline.staff.timeZone, minute) > timeline.lastDay) {
    reasons.push({ code: "horizon", lastDate: formatDay(timeline.lastDay) });
  }
  if (!isBookableDate(prepared, minute)) {
    const { bookableFrom, bookableUntil } = service;
    reasons.push({
      code: "outside_bookable_dates",
      from: bookableFrom === null ? null : formatDay(bookableFrom),
      until: bookableUntil === null ? null : formatDay(bookableUntil),
    });
  }
  const session = timeline.sessions.find((candidate) => candidate.start === start);
  const { durationMin } = session ? figuresOf(session, timeline) : timeline;
  const closed = closedReason(timeline, minute, durationMin);
  if (closed) reasons.push(closed);
  for (const off of timeOffDuring(timeline, minute, durationMin)) {
    reasons.push({ code: "time_off", start: off.start, end: off.end, name: off.name });
  }

  if (session) {
    // Someone who joins needs a seat; the session's own place is settled.
    const capacity = session.capacity ?? service.capacity;
    const seatsLeft = Math.max(0, capacity - session.seatsTaken);
    if (seatsLeft < query.partySize) {
      reasons.push({ code: "session_full", id: session.id, start, seatsLeft });
    }
    return reasons;
  }

  if (query.partySize > service.capacity) {
    reasons.push({ code: "party_too_large", capacity: service.capacity });
  }
  for (const block of timeline.blocks) {
    const reason = blockReason(timeline, block, minute);
    if (reason) reasons.push(reason);
  }
  const opening = openingAt(timeline.openings, minute);
  const fillsGap =
    service.fillGaps &&
    timeline.blocks.some((block) => gapStarts(timeline, block).includes(minute));
  if (opening && !isOnGrid(opening, minute, service.stepMin) && !fillsGap) {
    reasons.push({ code: "not_on_grid", align: service.align, step: service.stepMin });
  }
  limitReasons(prepared, timeline, minute, reasons);
  for (const resource of prepared.resources) {
    const reason = resourceReason(resource, timeline, minute);
    if (reason) reasons.push(reason);
  }
  return reasons;
}

/** Why some minute of the service time is not open; names the first such minute's date. */
function closedReason(timeline: Timeline, minute: number, durationMin: number): Reason | null {
  const end = minute + durationMin;
  const own = firstClosed(timeline.ownOpenings, minute, end);
  if (own === null) {
    return firstClosed(timeline.openings, minute, end) === null
      ? null
      : { code: "outside_service_hours" };
  }
  const wall = own + offsetAtMinute(timeline.staff.timeZone, own);
  const day = Math.floor(wall / MINUTES_PER_DAY);
  const { intervals, override, closure } = hoursOn(timeline.schedule, day);
  const date = formatDay(day);
  if (closure) return { code: "closed_closure", date, name: closure.name };
  if (override && intervals.length === 0) {
    return { code: "closed_override", date, name: override.name };
  }
  const hours = intervals.map(({ start, end }) => ({ start: clock(start), end: clock(end) }));
  return { code: "outside_hours", date, hours };
}

function firstClosed(openings: readonly Opening[], minute: number, end: number): number | null {
  const opening = openingAt(openings, minute);
  if (!opening) return minute;
  return opening.unbrokenEnd < end ? opening.unbrokenEnd : null;
}

function blockReason(timeline: Timeline, block: Block, minute: number): Reason | null {
  const { durationMin, bufferBeforeMin, bufferAfterMin } = timeline;
  const end = minute + durationMin;
  const blocked = blockedSpan(timeline, block);
  if (blocked.start >= end + bufferAfterMin || blocked.end <= minute - bufferBeforeMin) return null;
  const isBusy = "end" in block;
  const own = figuresOf(block, timeline);
  const span = {
    start: block.start,
    end: isBusy ? block.end : block.start + own.durationMin * MS_PER_MINUTE,
  };
  const details: BusyCause = {
    kind: isBusy ? "busy" : "session",
    id: block.id,
    label: isBusy ? block.label : null,
    ...span,
  };
  const from = span.start / MS_PER_MINUTE;
  const to = span.end / MS_PER_MINUTE;
  if (from < end && minute < to) return { code: "busy", ...details };
  return to <= minute
    ? {
        code: "buffer",
        side: "before",
        neededMin: own.bufferAfterMin + bufferBeforeMin,
        gapMin: minute - to,
        ...details,
      }
    : {
        code: "buffer",
        side: "after",
        neededMin: own.bufferBeforeMin + bufferAfterMin,
        gapMin: from - end,
        ...details,
      };
}

function limitReasons(
  { query, serviceTally }: Prepared,
  { tally, staff }: Timeline,
  minute: number,
  reasons: Reason[],
): void {
  if (tally) {
    const day = localDayOf(staff.timeZone, minute);
    const inDay = dayLimitReached(tally, day);
    const inWeek = weekLimitReached(tally, day);
    if (inDay !== null) {
      const limit = tally.limits.perDay!;
      reasons.push({ code: "limit_day", date: formatDay(day), limit, count: inDay });
    }
    if (inWeek !== null) {
      const week = formatDay(weekOf(tally.limits, day));
      const limit = tally.limits.perWeek!;
      reasons.push({ code: "limit_week", weekOf: week, limit, count: inWeek });
    }
  }
  if (serviceTally) {
    const day = localDayOf(query.service.timeZone!, minute);
    const { perDay, perWeek } = serviceTally.limits;
    const date = formatDay(day);
    const inDay = dayLimitReached(serviceTally, day);
    const inWeek = weekLimitReached(serviceTally, day);
    if (inDay !== null) {
      reasons.push({ code: "service_limit", per: "day", date, limit: perDay!, count: inDay });
    }
    if (inWeek !== null) {
      reasons.push({ code: "service_limit", per: "week", date, limit: perWeek!, count: inWeek });
    }
  }
}

function resourceReason(resource: ResourceUse, timeline: Timeline, minute: number): Reason | null {
  const start = minute - timeline.bufferBeforeMin;
  const end = minute + timeline.durationMin + timeline.bufferAfterMin;
  const free = unitsFree(resource, start, end);
  if (free >= resource.needed) return null;
  const uses = usesDuring(resource, start, end).map(({ busy }) => ({
    start: busy.start,
    end: busy.end,
    id: busy.id,
    label: busy.label,
  }));
  return { code: "resource_busy", id: resource.id, free, needed: resource.needed, uses };
}

/** 540 → "09:00"; minutes past midnight wrap, and a day's end reads "24:00". */
function clock(minutes: number): string {
  const within = minutes > MINUTES_PER_DAY ? minutes - MINUTES_PER_DAY : minutes;
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(within / 60))}:${two(within % 60)}`;
}

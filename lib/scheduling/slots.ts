import { MINUTES_PER_DAY } from "./calendar.ts";
import { limitReached } from "./limits.ts";
import { type Opening, openingAt } from "./openings.ts";
import { unitsFree } from "./resources.ts";
import { holds, MS_PER_MINUTE, minuteFrom } from "./spans.ts";
import {
  type Block,
  blockedSpan,
  figuresOf,
  type Prepared,
  prepare,
  type Timeline,
  timelineOf,
} from "./timeline.ts";
import type { Slot, SlotQuery, Staff, TimeOff } from "./types.ts";
import { localDayOf } from "./zone.ts";

/**
 * Every start in `[query.from, query.to)` that obeys the rules of time, in order, with the staff
 * free then. A service that needs k staff lists all who are free whenever they are at least k.
 */
export function findSlots(query: SlotQuery): Slot[] {
  const from = minuteFrom(query.from);
  const to = minuteFrom(query.to);
  return from < to ? slotsOf(prepare(query, from, to)) : [];
}

/** The contract's form of slots: `[{start: "2026-03-08T06:00:00Z", staff: ["ana"]}, …]`. */
export function slotsToJson(slots: readonly Slot[]): { start: string; staff: readonly string[] }[] {
  return slots.map(({ start, staff }) => ({
    start: `${new Date(start).toISOString().slice(0, 19)}Z`,
    staff,
  }));
}

/** The slots of what has been prepared. */
export function slotsOf(prepared: Prepared): Slot[] {
  const { staff, query } = prepared;
  const { capacity, staffRequired } = query.service;
  if (staff.length < staffRequired) return [];
  if (staff.length === 1) return slotsOfOne(prepared, staff[0]!);
  const slots: MutableSlot[] = [];
  /** By epoch minute; small integers make the quickest keys. */
  const places = new Map<number, number>();
  // One timeline at a time, so that fifty staff need the memory of one.
  for (const person of staff) {
    const timeline = timelineOf(prepared, person);
    const alone = slots.length === 0;
    const add = (minute: number, seatsLeft: number) => {
      const place = alone ? undefined : places.get(minute);
      if (place === undefined) {
        places.set(minute, slots.length);
        slots.push({ start: minute * MS_PER_MINUTE, staff: [person.id], seatsLeft });
        return;
      }
      const slot = slots[place]!;
      slot.staff.push(person.id);
      if (seatsLeft > slot.seatsLeft) slot.seatsLeft = seatsLeft;
    };
    for (const minute of newStarts(prepared, timeline)) add(minute, capacity);
    for (const { minute, seatsLeft } of joinableStarts(prepared, timeline)) add(minute, seatsLeft);
  }
  return inOrder(
    staffRequired === 1 ? slots : slots.filter((slot) => slot.staff.length >= staffRequired),
  );
}

/** The slots of the only one there is: they share one list of staff, and the array has its length from the start. */
function slotsOfOne(prepared: Prepared, person: Staff): Slot[] {
  const timeline = timelineOf(prepared, person);
  const staff = [person.id];
  const { capacity } = prepared.query.service;
  const slots: Slot[] = newStarts(prepared, timeline).map((minute) => ({
    start: minute * MS_PER_MINUTE,
    staff,
    seatsLeft: capacity,
  }));
  for (const { minute, seatsLeft } of joinableStarts(prepared, timeline)) {
    slots.push({ start: minute * MS_PER_MINUTE, staff, seatsLeft });
  }
  return inOrder(slots);
}

interface MutableSlot {
  readonly start: number;
  readonly staff: string[];
  seatsLeft: number;
}

function inOrder(slots: Slot[]): Slot[] {
  for (let i = 1; i < slots.length; i++) {
    if (slots[i]!.start < slots[i - 1]!.start) return slots.sort((a, b) => a.start - b.start);
  }
  return slots;
}

/** Starts (epoch minutes) at which a new appointment with this staff member fits. */
export function newStarts(prepared: Prepared, timeline: Timeline): number[] {
  const { service, partySize } = prepared.query;
  if (partySize > service.capacity) return [];
  const starts: number[] = [];
  collectGrid(prepared, timeline, starts);
  if (service.fillGaps) collectGaps(prepared, timeline, starts);
  return starts;
}

/** Sessions that the party can still join (time-rules 13), whatever the grid and the limits. */
export function joinableStarts(
  prepared: Prepared,
  timeline: Timeline,
): { minute: number; seatsLeft: number }[] {
  const { service, partySize } = prepared.query;
  const joinable: { minute: number; seatsLeft: number }[] = [];
  for (const session of timeline.sessions) {
    const minute = session.start / MS_PER_MINUTE;
    const seatsLeft = (session.capacity ?? service.capacity) - session.seatsTaken;
    const { durationMin } = figuresOf(session, timeline);
    if (seatsLeft < partySize || joinable.some((other) => other.minute === minute)) continue;
    if (!isWanted(prepared, timeline, minute) || !isOpen(timeline, minute, durationMin)) continue;
    if (timeOffDuring(timeline, minute, durationMin).length > 0) continue;
    joinable.push({ minute, seatsLeft });
  }
  return joinable;
}

/** The time off that meets the service time of an appointment of so many minutes. */
export function timeOffDuring(timeline: Timeline, minute: number, durationMin: number): TimeOff[] {
  const start = minute * MS_PER_MINUTE;
  const end = start + durationMin * MS_PER_MINUTE;
  return timeline.timeOff.filter(
    (off) => off.start < off.end && off.start < end && start < off.end,
  );
}

/** The grid's starts, opening by opening (time-rules 9). */
function collectGrid(prepared: Prepared, timeline: Timeline, starts: number[]): void {
  const { stepMin } = prepared.query.service;
  const { durationMin, ruledOut, lastDay } = timeline;
  const extra = hasExtraRules(prepared, timeline);
  const from = Math.max(prepared.from, prepared.earliest);
  let next = 0;
  for (const opening of timeline.openings) {
    const { offset } = opening;
    const gridStart = opening.origin - offset;
    const end = Math.min(
      opening.end,
      prepared.to,
      opening.unbrokenEnd - durationMin + 1,
      (lastDay + 1) * MINUTES_PER_DAY - offset,
    );
    let start = alignUp(Math.max(opening.start, from), gridStart, stepMin);
    while (start < end) {
      while (next < ruledOut.length && ruledOut[next + 1]! <= start) next += 2;
      if (next < ruledOut.length && ruledOut[next]! <= start) {
        start = alignUp(ruledOut[next + 1]!, gridStart, stepMin);
        continue;
      }
      if (!extra || obeysExtraRules(prepared, timeline, start, offset)) starts.push(start);
      start += stepMin;
    }
  }
}

/** Adds the starts that leave no gap beside something busy, and puts all in order. */
function collectGaps(prepared: Prepared, timeline: Timeline, starts: number[]): void {
  const known = new Set(starts);
  for (const block of timeline.blocks) {
    for (const start of gapStarts(timeline, block)) {
      if (!Number.isInteger(start) || known.has(start)) continue;
      if (!isWanted(prepared, timeline, start) || holds(timeline.ruledOut, start)) continue;
      const opening = isOpen(timeline, start, timeline.durationMin);
      if (!opening || !obeysExtraRules(prepared, timeline, start, opening.offset)) continue;
      known.add(start);
      starts.push(start);
    }
  }
  starts.sort((a, b) => a - b);
}

/** The starts directly after and directly before a block. */
export function gapStarts(timeline: Timeline, block: Block): [number, number] {
  const { start, end } = blockedSpan(timeline, block);
  return [end + timeline.bufferBeforeMin, start - timeline.bufferAfterMin - timeline.durationMin];
}

/** Whether a start within an opening lies on its grid (time-rules 9). */
export function isOnGrid(opening: Opening, minute: number, stepMin: number): boolean {
  return (minute + opening.offset - opening.origin) % stepMin === 0;
}

/** Whether a start lies in the wanted time, the notice, the horizon and the bookable dates. */
function isWanted(prepared: Prepared, timeline: Timeline, minute: number): boolean {
  return (
    minute >= prepared.from &&
    minute < prepared.to &&
    minute >= prepared.earliest &&
    (timeline.lastDay === Number.POSITIVE_INFINITY ||
      localDayOf(timeline.staff.timeZone, minute) <= timeline.lastDay) &&
    isBookableDate(prepared, minute)
  );
}

/** The opening that holds the start, when the whole service time is open; time off aside. */
function isOpen(timeline: Timeline, minute: number, durationMin: number) {
  const opening = openingAt(timeline.openings, minute);
  return opening && minute + durationMin <= opening.unbrokenEnd ? opening : null;
}

function hasExtraRules({ query, serviceTally, resources }: Prepared, timeline: Timeline): boolean {
  const { bookableFrom, bookableUntil } = query.service;
  return (
    timeline.tally !== null ||
    serviceTally !== null ||
    resources.length > 0 ||
    bookableFrom !== null ||
    bookableUntil !== null
  );
}

/** Limits, bookable dates and resources: the rules that most queries do not have. */
function obeysExtraRules(
  prepared: Prepared,
  timeline: Timeline,
  minute: number,
  offset: number,
): boolean {
  const { query, serviceTally, resources } = prepared;
  const { tally } = timeline;
  if (tally && limitReached(tally, Math.floor((minute + offset) / MINUTES_PER_DAY))) return false;
  if (serviceTally && limitReached(serviceTally, localDayOf(query.service.timeZone!, minute))) {
    return false;
  }
  if (!isBookableDate(prepared, minute)) return false;
  const start = minute - timeline.bufferBeforeMin;
  const end = minute + timeline.durationMin + timeline.bufferAfterMin;
  return resources.every((resource) => unitsFree(resource, start, end) >= resource.needed);
}

/** The service's first and last bookable local dates. */
export function isBookableDate({ query }: Prepared, minute: number): boolean {
  const { bookableFrom, bookableUntil, timeZone } = query.service;
  if ((bookableFrom === null && bookableUntil === null) || query.ignore.horizon) return true;
  const day = localDayOf(timeZone!, minute);
  return (bookableFrom ?? day) <= day && day <= (bookableUntil ?? day);
}

/** The first minute at or after `minute` that lies a multiple of `step` from `origin`. */
function alignUp(minute: number, origin: number, step: number): number {
  const rest = (minute - origin) % step;
  return rest === 0 ? minute : minute + (rest > 0 ? step - rest : -rest);
}

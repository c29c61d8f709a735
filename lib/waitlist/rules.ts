import { addDays, localDateOf, minuteOfDay, weekdayOf } from "../scheduling/index.ts";

export type EntryStatus = "waiting" | "offered" | "booked" | "left" | "removed" | "closed";
export type ClosedBecause = "dates_over" | "offers_passed" | "service_gone";

/** What somebody waits for. Dates and minutes are of the clock in `timeZone`. */
export interface Wants {
  timeZone: string;
  /** First and last local date, both included. */
  from: string;
  to: string;
  /** 1 (Monday) … 7 (Sunday); none = any. */
  weekdays: number[];
  /** A start is wanted at or after this minute of the day, and before `toMin`. */
  fromMin: number;
  toMin: number;
  party: number;
}

const MINUTE = 60_000;

/** How long an offer stands, counted while people are awake. */
const OFFER_MINUTES = 120;
/** Nobody has to answer between ten in the evening and eight in the morning, by their own clock. */
const AWAKE_FROM = 8 * 60;
const AWAKE_TO = 22 * 60;
/** Less time than this to answer is no offer. */
const SHORTEST_OFFER_MINUTES = 15;
/** Deadlines are looked for in steps of this many minutes. */
const STEP = 5;

/** Whether a start (epoch milliseconds) is on a date, a weekday and at a time of day that is wanted. */
export function isWanted(wants: Wants, start: number): boolean {
  const date = localDateOf(wants.timeZone, start);
  if (date < wants.from || date > wants.to) return false;
  if (wants.weekdays.length > 0 && !wants.weekdays.includes(weekdayOf(date))) return false;
  const minute = minuteOfDay(wants.timeZone, start);
  return minute >= wants.fromMin && minute < wants.toMin;
}

/**
 * The instants between which the starts of a wish lie, a day wider on either side than needed, as zones may be.
 * @returns epoch milliseconds, half-open; null when all of it has gone by
 */
export function spanOf(
  wants: Pick<Wants, "from" | "to">,
  now: number,
): { from: number; to: number } | null {
  const from = Math.max(now, Date.parse(addDays(wants.from, -1)));
  const to = Date.parse(addDays(wants.to, 2));
  return from < to ? { from, to } : null;
}

/**
 * Until when an offered start is kept: two hours of the customer's day, and never so long that the start could not be
 * booked any more.
 * @param now epoch milliseconds
 * @param start epoch milliseconds
 * @returns epoch milliseconds; null when there is too little time to answer
 */
export function offerDeadline(
  { start, noticeMin, timeZone }: { start: number; noticeMin: number; timeZone: string },
  now: number,
): number | null {
  const last = start - noticeMin * MINUTE;
  const first = Math.ceil(now / MINUTE) * MINUTE;
  let deadline = first;
  // At most two hours and the night between them, however the clocks change.
  for (let awake = 0; awake < OFFER_MINUTES && deadline < last; deadline += STEP * MINUTE) {
    const minute = minuteOfDay(timeZone, deadline);
    if (minute >= AWAKE_FROM && minute < AWAKE_TO) awake += STEP;
  }
  deadline = Math.min(deadline, last);
  return deadline - now < SHORTEST_OFFER_MINUTES * MINUTE ? null : deadline;
}

/**
 * The free time to offer: the earliest one that is wanted, has not been offered to this customer before, and leaves
 * them time to answer.
 */
export function timeToOffer<Slot extends { start: number }>(
  entry: Wants & { offered: string[]; service: { minNoticeMin: number } },
  slots: readonly Slot[],
  now: number,
): { slot: Slot; deadline: number } | null {
  const before = new Set(entry.offered.map((start) => Date.parse(start)));
  for (const slot of slots) {
    if (before.has(slot.start) || !isWanted(entry, slot.start)) continue;
    const { timeZone, service } = entry;
    const noticeMin = service.minNoticeMin;
    const deadline = offerDeadline({ start: slot.start, noticeMin, timeZone }, now);
    if (deadline !== null) return { slot, deadline };
  }
  return null;
}

/** Whether the customer may still take what was offered. The database's word is the last. */
export function mayTake(offer: { deadline: string } | null, now: number): boolean {
  return offer !== null && now < Date.parse(offer.deadline);
}

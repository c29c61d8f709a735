import { addDays, weekdayOf } from "../scheduling/calendar.ts";
import { instantsOfLocal, localDateOf, minuteOfDay } from "../scheduling/zone.ts";

/** Weeks that are looked through for the same weekday and time. */
const WEEKS = 12;

/**
 * The starts on the same weekday at the same time of day, from now on, the nearest first. A booking that lies ahead is
 * followed by the week after it.
 * @param start of the booking, @param now both epoch milliseconds
 */
export function againStarts(zone: string, start: number, now: number): number[] {
  const date = localDateOf(zone, start);
  const minute = minuteOfDay(zone, start);
  let day = localDateOf(zone, Math.max(now, start + 60_000));
  while (weekdayOf(day) !== weekdayOf(date)) day = addDays(day, 1);
  const starts: number[] = [];
  for (let week = 0; week < WEEKS; week++, day = addDays(day, 7)) {
    const [at] = instantsOfLocal(zone, day, minute);
    // Where the clocks skip that time, the week has none.
    if (at !== undefined && at > Math.max(now, start)) starts.push(at);
  }
  return starts;
}

/**
 * Of free times, the one to propose for a booking like an earlier one.
 * @param free free times in order
 * @param starts the starts that are wished for, the dearest first (epoch milliseconds; see againStarts)
 * @returns the first that is free, else the free time nearest to the first; null without any
 */
export function againAmong<T extends { start: string }>(
  free: readonly T[],
  starts: readonly number[],
): T | null {
  const [wish] = starts;
  if (wish === undefined) return null;
  const wanted = new Set(starts);
  const same = free.find(({ start }) => wanted.has(Date.parse(start)));
  if (same) return same;
  const distance = ({ start }: T) => Math.abs(Date.parse(start) - wish);
  return free.reduce<T | null>(
    (best, one) => (best === null || distance(one) < distance(best) ? one : best),
    null,
  );
}

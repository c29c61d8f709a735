import type { FreeTime } from "@/lib/availability/schema";
import { addDays } from "@/lib/scheduling/calendar";
import { localDateOf } from "@/lib/scheduling/zone";
import type { TimesQuestion } from "./use-times";

/** As much as one question may span. */
const SPAN_DAYS = 62;
/** Where bookings have no last day: whoever has nothing free in a year is better asked by phone. */
export const FURTHEST_DAYS = 366;

/** A day with room, and its first time. */
export interface DayWithRoom {
  date: string;
  time: FreeTime;
}

/**
 * The first day with room from a date on, up to the last one that can be booked.
 * @param lastDate null = bookings have none; a year is looked through
 * @param ask the free times between two dates, both of them included
 * @returns null when there is none
 */
export async function firstBeyond(
  { zone, today }: Pick<TimesQuestion, "zone" | "today">,
  from: string,
  lastDate: string | null,
  ask: (from: string, to: string) => Promise<readonly FreeTime[]>,
): Promise<DayWithRoom | null> {
  const year = addDays(today, FURTHEST_DAYS);
  const last = lastDate === null || lastDate > year ? year : lastDate;
  for (let first = from; first <= last; first = addDays(first, SPAN_DAYS)) {
    let end = addDays(first, SPAN_DAYS - 1);
    if (end > last) end = last;
    const [time] = await ask(first, end);
    if (time) return { date: localDateOf(zone, Date.parse(time.start)), time };
  }
  return null;
}

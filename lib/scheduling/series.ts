import {
  addDays,
  dateParts,
  dayOf,
  daysInMonth,
  formatDay,
  requireDay,
  weekdayIndex,
} from "./calendar.ts";
import { MAX_OCCURRENCES } from "./sizes.ts";
import { instantsOfLocal, localDateOf, minuteOfDay } from "./zone.ts";

export interface SeriesRule {
  /** "month" keeps the weekday of the month: the second Tuesday, or the last where there is no fifth. */
  every: "week" | "month";
  /** Every how many weeks or months. */
  interval: number;
  /** How many in all, the first included. */
  count: number;
}

export interface Occurrence {
  /** Local date in the series's zone. */
  date: string;
  /** Epoch milliseconds; null where the clocks skip that time on that date. */
  start: number | null;
}

/**
 * The dates and instants of a series: the same wall-clock time again and again, so that ten o'clock stays ten o'clock
 * across a clock change. Of an hour that the clocks repeat, the first is meant.
 * @param start the first occurrence, epoch milliseconds
 * @param zone the zone whose wall clock repeats (the business's)
 * @throws RangeError for a count outside 1–52 or an interval outside 1–12
 */
export function occurrencesOf(rule: SeriesRule, start: number, zone: string): Occurrence[] {
  if (!Number.isInteger(rule.count) || rule.count < 1 || rule.count > MAX_OCCURRENCES) {
    throw new RangeError(`a series has 1 to ${MAX_OCCURRENCES} appointments`);
  }
  if (!Number.isInteger(rule.interval) || rule.interval < 1 || rule.interval > 12) {
    throw new RangeError("a series repeats every 1 to 12 weeks or months");
  }
  const first = localDateOf(zone, start);
  const minute = minuteOfDay(zone, start);
  return Array.from({ length: rule.count }, (_, i) => {
    const date =
      rule.every === "week"
        ? addDays(first, 7 * rule.interval * i)
        : sameWeekdayOfMonth(first, rule.interval * i);
    // The first one is the instant that was chosen, even the second of a repeated hour.
    if (i === 0) return { date, start };
    return { date, start: instantsOfLocal(zone, date, minute)[0] ?? null };
  });
}

/** The date `months` later that is the same weekday of its month. */
function sameWeekdayOfMonth(date: string, months: number): string {
  const day = requireDay(date);
  const { year, month, day: dayOfMonth } = dateParts(day);
  const nth = Math.ceil(dayOfMonth / 7);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = (index % 12) + 1;
  const firstOfMonth = dayOf(toYear, toMonth, 1);
  const offset = (weekdayIndex(day) - weekdayIndex(firstOfMonth) + 7) % 7;
  const wanted = 1 + offset + 7 * (nth - 1);
  const last = wanted > daysInMonth(toYear, toMonth) ? wanted - 7 : wanted;
  return formatDay(firstOfMonth + last - 1);
}

import { relativeFormatter } from "./cache.ts";
import { daysBetween, type Instant, localDate, toDate } from "./instant.ts";
import { formatLocalDay } from "./time.ts";

/**
 * "today", "tomorrow" or "yesterday" as the locale says it, for a local date seen from another;
 * null when the date is further away.
 */
export function dayWord(date: string, today: string, locale: string): string | null {
  const days = daysBetween(today, date);
  return Math.abs(days) <= 1 ? relativeFormatter(locale).format(days, "day") : null;
}

/** A day as people say it, to begin a line with: "Today", "Tomorrow", "Mon 23 Nov". */
export function formatDayRelative(
  instant: Instant,
  now: Instant,
  zone: string,
  locale: string,
): string {
  const date = localDate(instant, zone);
  const word = dayWord(date, localDate(now, zone), locale);
  if (word === null) return formatLocalDay(date, locale);
  const [first = "", ...rest] = Array.from(word);
  return first.toLocaleUpperCase(locale) + rest.join("");
}

/** How long ago or until: "3 hours ago", "in 20 minutes", "now" within half a minute. */
export function formatAgo(instant: Instant, now: Instant, locale: string): string {
  const seconds = (toDate(instant).getTime() - toDate(now).getTime()) / 1000;
  const steps: [number, number, Intl.RelativeTimeFormatUnit][] = [
    [30, 1, "second"],
    [3_570, 60, "minute"],
    [84_600, 3_600, "hour"],
    [30 * 86_400, 86_400, "day"],
    [345 * 86_400, 30.44 * 86_400, "month"],
    [Number.POSITIVE_INFINITY, 365.25 * 86_400, "year"],
  ];
  const format = relativeFormatter(locale);
  for (const [below, unit, name] of steps) {
    if (Math.abs(seconds) >= below) continue;
    return format.format(name === "second" ? 0 : Math.round(seconds / unit), name);
  }
  return format.format(0, "second");
}

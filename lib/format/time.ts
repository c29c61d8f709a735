import { dateFormatter } from "./cache.ts";
import { type Instant, isRepeatedTime, localDate, noonOf, toDate } from "./instant.ts";
import { inRow } from "./row.ts";
import { zoneShort } from "./zone.ts";

// Node and browsers disagree about which narrow space stands before "am"; one plain no-break space
// keeps the server's HTML and the browser's equal and the time on one line.
function evenSpaces(text: string): string {
  return text.replace(/[\u202f\u2009]/g, "\u00a0");
}

// Twelve-hour clocks read "9:00 AM", twenty-four-hour ones "09:00", so that columns of times align.
function clockFormatter(locale: string, timeZone: string): Intl.DateTimeFormat {
  const hour = usesTwelveHours(locale) ? "numeric" : "2-digit";
  return dateFormatter(locale, { timeZone, hour, minute: "2-digit" });
}

function usesTwelveHours(locale: string): boolean {
  const options = dateFormatter(locale, { timeZone: "UTC", hour: "numeric" }).resolvedOptions();
  return options.hour12 ?? false;
}

function clock(instant: Instant, zone: string, locale: string): string {
  return evenSpaces(clockFormatter(locale, zone).format(toDate(instant)));
}

/**
 * The time of day of a moment in a zone, in the locale's 12 or 24 hours: "14:30", "2:30 PM".
 * In the hour that the clocks repeat the zone's name follows ("1:30 AM EDT").
 */
export function formatTime(instant: Instant, zone: string, locale: string): string {
  const time = clock(instant, zone, locale);
  if (!isRepeatedTime(instant, zone)) return time;
  return `${time}\u00a0${zoneShort(zone, instant, locale)}`;
}

/**
 * A wall-clock time that belongs to no date, as in opening hours: minutes since midnight, 0–1440
 * (and beyond for hours past midnight). 540 → "09:00" or "9:00 AM"; 1440 → "24:00" or midnight.
 */
export function formatWallMinutes(minutes: number, locale: string): string {
  const text = clock(Date.UTC(2026, 0, 1, 0, minutes), "UTC", locale);
  return minutes === 1440 && !usesTwelveHours(locale) ? text.replace(/\p{Nd}+/u, "24") : text;
}

/** From one moment to another: "14:00–15:00"; with the days when it ends on another date. */
export function formatRange(start: Instant, end: Instant, zone: string, locale: string): string {
  const first = formatTime(start, zone, locale);
  const last = formatTime(end, zone, locale);
  if (localDate(start, zone) === localDate(end, zone)) return `${first}–${last}`;
  return `${formatDay(start, zone, locale)} ${first} – ${formatDay(end, zone, locale)} ${last}`;
}

/** A day in short, its month as a word: "Mon 23 Nov". */
export function formatDay(instant: Instant, zone: string, locale: string): string {
  return formatLocalDay(localDate(instant, zone), locale);
}

/** A day in full: "Monday 23 November 2026". */
export function formatDateLong(instant: Instant, zone: string, locale: string): string {
  return formatLocalDateLong(localDate(instant, zone), locale);
}

/** The same day for a heading: the number stays with its month where the line breaks. */
export function unparted(date: string): string {
  return date.replace(/(\d+\S*) (?:(de) )?(?=\p{L})/u, (_, day: string, of?: string) =>
    of ? `${day}\u00a0${of}\u00a0` : `${day}\u00a0`,
  );
}

/** Day and time in full, the way a confirmation says it: "Monday 23 November 2026, 14:00–15:00". */
export function formatWhen(start: Instant, end: Instant, zone: string, locale: string): string {
  const times = `${formatTime(start, zone, locale)}–${formatTime(end, zone, locale)}`;
  return inRow([formatDateLong(start, zone, locale), times], locale);
}

function formatDate(date: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const text = dateFormatter(locale, { ...options, timeZone: "UTC" }).format(noonOf(date));
  // Versions of the English data differ about the comma in "Monday, 23 November"; without it the
  // server and every browser agree.
  const even = locale.startsWith("en") ? text.replace(/^(\p{L}+), (?=\p{Nd})/u, "$1 ") : text;
  return evenSpaces(even);
}

/** A local date ("2026-11-23") in short: "Mon 23 Nov". */
export function formatLocalDay(date: string, locale: string): string {
  const text = formatDate(date, locale, { weekday: "short", day: "numeric", month: "short" });
  // In English the comma between weekday and date only makes a short label longer.
  return locale.startsWith("en") ? text.replace(",", "") : text;
}

/** A local date in short with its year: "23 Nov 2026". For lists that reach far. */
export function formatLocalDate(date: string, locale: string): string {
  return formatDate(date, locale, { day: "numeric", month: "short", year: "numeric" });
}

/** Local dates from the first to the last, where one can the month once: "23–29 Nov 2026", "30 Nov 2026 – 6 Dec 2026". */
export function formatLocalDates(first: string, last: string, locale: string): string {
  const end = formatLocalDate(last, locale);
  const day = first.slice(0, 7) === last.slice(0, 7) ? /^\d+(\.?)/.exec(end) : null;
  if (day) return `${Number(first.slice(8))}${day[1]}–${end}`;
  return `${formatLocalDate(first, locale)} – ${end}`;
}

/** A local date in full: "Monday 23 November 2026". */
export function formatLocalDateLong(date: string, locale: string): string {
  return formatDate(date, locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

/** A month and its year, from any local date in it: "November 2026". */
export function formatMonth(date: string, locale: string): string {
  return formatDate(`${date.slice(0, 7)}-01`, locale, { month: "long", year: "numeric" });
}

/** A month's name by its number, 1 to 12: "Jan" or, where there is hardly room, "J". */
export function formatMonthName(
  month: number,
  locale: string,
  width: "short" | "narrow" = "short",
): string {
  return formatDate(`2026-${String(month).padStart(2, "0")}-01`, locale, { month: width });
}

/** The number of the day in its month: "23". */
export function formatDayNumber(date: string, locale: string): string {
  return numberOnly(formatDate(date, locale, { day: "numeric" }));
}

// Some locales add a word to a lone day ("23日"); a calendar cell has room for the number.
function numberOnly(text: string): string {
  return text.match(/\p{Nd}+/u)?.[0] ?? text;
}

/** The name of an ISO weekday (1 Monday … 7 Sunday): "Monday", "Mon" or "M". */
export function formatWeekday(
  weekday: number,
  locale: string,
  width: "long" | "short" | "narrow" = "long",
): string {
  // 5 January 2026 is a Monday.
  return formatDate(`2026-01-${String(4 + weekday).padStart(2, "0")}`, locale, { weekday: width });
}

/** Day and time in short for logs and histories: "Mon 23 Nov, 14:05". */
export function formatDayTime(instant: Instant, zone: string, locale: string): string {
  return inRow([formatDay(instant, zone, locale), formatTime(instant, zone, locale)], locale);
}

import { dateFormatter } from "./cache.ts";

/** A moment: a Date, milliseconds since 1970, or ISO text with its offset or `Z`. */
export type Instant = Date | number | string;

/** The moment as a Date. Throws RangeError for text that is not a moment. */
export function toDate(instant: Instant): Date {
  const date = instant instanceof Date ? instant : new Date(instant);
  if (Number.isNaN(date.getTime())) throw new RangeError(`not an instant: ${String(instant)}`);
  return date;
}

/** The local date ("2026-07-18") of a moment in a zone. */
export function localDate(instant: Instant, zone: string): string {
  const { year, month, day } = wallParts(instant, zone);
  return `${year}-${month}-${day}`;
}

/** Noon UTC of a local date: a moment that reads as that date when formatted in UTC. */
export function noonOf(date: string): Date {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`not a local date: ${date}`);
  return toDate(`${date}T12:00:00Z`);
}

/** Whole days from one local date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((noonOf(to).getTime() - noonOf(from).getTime()) / 86_400_000);
}

/** What the clock and the calendar on the wall of a zone read, as two-digit texts. */
function wallParts(instant: Instant, zone: string): Record<string, string> {
  const parts = dateFormatter("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(toDate(instant));
  const read: Record<string, string> = {};
  for (const part of parts) read[part.type] = part.value;
  return read;
}

/** Minutes that the wall clock of a zone is ahead of UTC at a moment. */
function offsetMinutes(instant: Instant, zone: string): number {
  const at = toDate(instant).getTime();
  const { year, month, day, hour, minute } = wallParts(at, zone);
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return Math.round((wall - Math.floor(at / 60_000) * 60_000) / 60_000);
}

// No zone has ever turned its clocks by more than this except for changing sides of the date line,
// which repeats a whole day and not an hour.
const WIDEST_CHANGE_HOURS = 3;

/**
 * Whether the wall clock reads this time twice that night (the clocks go back), so that the time
 * alone does not say which of the two is meant.
 */
export function isRepeatedTime(instant: Instant, zone: string): boolean {
  const at = toDate(instant).getTime();
  const here = offsetMinutes(at, zone);
  for (const side of [-1, 1]) {
    const there = offsetMinutes(at + side * WIDEST_CHANGE_HOURS * 3_600_000, zone);
    if (there === here) continue;
    const twin = at + (here - there) * 60_000;
    if (twin !== at && offsetMinutes(twin, zone) === there) return true;
  }
  return false;
}

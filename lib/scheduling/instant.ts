import { dayOf, daysInMonth, MINUTES_PER_DAY, parseDate } from "./calendar.ts";
import { MS_PER_MINUTE } from "./spans.ts";

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/;
const ZERO = 48;

/**
 * Reads an ISO instant (with `Z` or an offset) as epoch milliseconds; null when it is not one. The
 * usual form, to the second and in UTC, is read digit by digit: a query may bring ten thousand
 * instants, and Date.parse behind a pattern would take ten times as long as finding the slots.
 */
export function parseInstant(text: string): number | null {
  const { length } = text;
  if ((length === 20 && text.endsWith("Z")) || (length === 25 && text.endsWith("+00:00"))) {
    const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
    const month = twoDigits(text, 5);
    const day = twoDigits(text, 8);
    const hour = twoDigits(text, 11);
    const minute = twoDigits(text, 14);
    const second = twoDigits(text, 17);
    const inForm =
      text[4] === "-" &&
      text[7] === "-" &&
      text[10] === "T" &&
      text[13] === ":" &&
      text[16] === ":" &&
      year >= 0 &&
      hour < 24 &&
      minute < 60 &&
      second < 60 &&
      month >= 1 &&
      month <= 12 &&
      day >= 1 &&
      day <= daysInMonth(year, month);
    if (!inForm) return null;
    const minutes = dayOf(year, month, day) * MINUTES_PER_DAY + hour * 60 + minute;
    return minutes * MS_PER_MINUTE + second * 1_000;
  }
  // Date.parse would take 30 February for 2 March.
  const match = INSTANT.exec(text);
  return match && parseDate(match[1]!) !== null ? Date.parse(text) : null;
}

/** NaN, which fails every comparison, when they are not two digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

import { dateParts, dayOf, daysInMonth, isLeapYear, parseDate, weekdayIndex } from "./calendar.ts";
import type { RecurrenceRule } from "./types.ts";

/**
 * RRULEs over dates (RFC 5545 without times), by integer arithmetic. The rrule package is the
 * oracle in this file's tests and not the implementation: it walks every occurrence since DTSTART
 * (a daily rule ten years old takes 60 ms) and, for a rule that never falls on any date, goes on
 * to the year 9999 (`FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30` takes 13 s).
 */

/** A rule with COUNT has to be counted from its first date; nobody writes more than this. */
const MAX_COUNT = 10_000;
const MAX_INTERVAL = 1_000;

const FREQUENCIES = {
  DAILY: "daily",
  WEEKLY: "weekly",
  MONTHLY: "monthly",
  YEARLY: "yearly",
} as const;
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/**
 * Reads an RRULE (`FREQ=MONTHLY;BYDAY=2SA`, with or without `RRULE:`). Throws RangeError with the
 * reason for anything that is not a rule over dates: times of day and frequencies below a day
 * included, since a pattern brings its own hours.
 */
export function parseRecurrence(text: string): RecurrenceRule {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .replace(/^RRULE:/i, "")
    .replace(/;$/, "")
    .split(";")) {
    const [name, value, ...rest] = part.split("=");
    if (!name || !value || rest.length > 0) throw new RangeError(`"${part}" is not NAME=VALUE`);
    const key = name.trim().toUpperCase();
    if (parts.has(key)) throw new RangeError(`${key} is given twice`);
    parts.set(key, value.trim().toUpperCase());
  }
  const take = (key: string) => {
    const value = parts.get(key);
    parts.delete(key);
    return value;
  };
  const freqText = take("FREQ");
  if (!freqText || !Object.hasOwn(FREQUENCIES, freqText)) {
    throw new RangeError("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY");
  }
  const freq = FREQUENCIES[freqText as keyof typeof FREQUENCIES];
  const rule: RecurrenceRule = {
    freq,
    interval: wholeNumber("INTERVAL", take("INTERVAL") ?? "1", 1, MAX_INTERVAL),
    count: mapMaybe(take("COUNT"), (value) => wholeNumber("COUNT", value, 1, MAX_COUNT)),
    until: mapMaybe(take("UNTIL"), parseUntil),
    weekStart: mapMaybe(take("WKST"), parseWeekday) ?? 0,
    byMonth: numberList("BYMONTH", take("BYMONTH"), 1, 12),
    byMonthDay: signedList("BYMONTHDAY", take("BYMONTHDAY"), 31),
    byYearDay: signedList("BYYEARDAY", take("BYYEARDAY"), 366),
    byWeekNo: signedList("BYWEEKNO", take("BYWEEKNO"), 53),
    byDay: parseByDay(take("BYDAY"), freq),
    bySetPos: signedList("BYSETPOS", take("BYSETPOS"), 366),
  };
  const unknown = [...parts.keys()][0];
  if (unknown !== undefined) throw new RangeError(`${unknown} is not supported`);
  if (rule.byWeekNo.length > 0 && freq !== "yearly") {
    throw new RangeError("BYWEEKNO needs FREQ=YEARLY");
  }
  if (rule.count !== null && rule.until !== null) {
    throw new RangeError("COUNT and UNTIL exclude each other");
  }
  return rule;
}

/**
 * The dates within `[first, last]` (day numbers, both inclusive) on which the rule falls, counted
 * from `dtstart`, in order. `dtstart` itself is a date of the rule only when it fits the rule.
 */
export function occurrences(
  rule: RecurrenceRule,
  dtstart: number,
  first: number,
  last: number,
): number[] {
  const found: number[] = [];
  const end = rule.until === null ? last : Math.min(last, rule.until);
  const periods = periodsOf(withDefaults(rule, dtstart), dtstart);
  // Only a rule with COUNT needs what lies before the dates asked for.
  let k = rule.count === null ? periods.indexBefore(first) : 0;
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (; left > 0; k++) {
    const period = periods.at(k);
    if (period.start > end) break;
    for (const day of period.days()) {
      if (day < dtstart || left === 0) continue;
      left--;
      if (day >= first && day <= end) found.push(day);
    }
  }
  return found;
}

interface Period {
  readonly start: number;
  days(): number[];
}

/** The rule's periods, numbered from the one that holds `dtstart`. */
function periodsOf(
  rule: RecurrenceRule,
  dtstart: number,
): { at(k: number): Period; indexBefore(day: number): number } {
  const origin = dateParts(dtstart);
  const step = rule.interval;
  const stretch = (start: number, length: number): Period => ({
    start,
    days: () => select(rule, start, length),
  });
  const clamp = (k: number) => Math.max(0, Math.floor(k));
  switch (rule.freq) {
    case "daily":
      return {
        at: (k) => stretch(dtstart + k * step, 1),
        indexBefore: (day) => clamp((day - dtstart) / step),
      };
    case "weekly": {
      const week = dtstart - ((weekdayIndex(dtstart) - rule.weekStart + 7) % 7);
      return {
        // The first week begins with the first date, which BYSETPOS then counts from: every reader
        // of RRULEs does it so.
        at: (k) =>
          k === 0 ? stretch(dtstart, week + 7 - dtstart) : stretch(week + k * step * 7, 7),
        indexBefore: (day) => clamp((day - week) / (7 * step)),
      };
    }
    case "monthly":
      return {
        at: (k) => {
          const months = origin.month - 1 + k * step;
          const year = origin.year + Math.floor(months / 12);
          const month = (months % 12) + 1;
          return stretch(dayOf(year, month, 1), daysInMonth(year, month));
        },
        indexBefore: (day) => {
          const date = dateParts(day);
          return clamp(((date.year - origin.year) * 12 + date.month - origin.month) / step);
        },
      };
    case "yearly":
      return {
        at: (k) => {
          const year = origin.year + k * step;
          return stretch(dayOf(year, 1, 1), isLeapYear(year) ? 366 : 365);
        },
        indexBefore: (day) => clamp((dateParts(day).year - origin.year) / step),
      };
  }
}

/** What the rule leaves open it takes from its first date (RFC 5545, DTSTART). */
function withDefaults(rule: RecurrenceRule, dtstart: number): RecurrenceRule {
  const { byDay, byMonthDay, byYearDay, byWeekNo } = rule;
  if (byDay.length + byMonthDay.length + byYearDay.length + byWeekNo.length > 0) return rule;
  const { month, day } = dateParts(dtstart);
  switch (rule.freq) {
    case "yearly":
      return {
        ...rule,
        byMonth: rule.byMonth.length > 0 ? rule.byMonth : [month],
        byMonthDay: [day],
      };
    case "monthly":
      return { ...rule, byMonthDay: [day] };
    case "weekly":
      return { ...rule, byDay: [{ weekday: weekdayIndex(dtstart), nth: 0 }] };
    case "daily":
      return rule;
  }
}

function select(rule: RecurrenceRule, start: number, length: number): number[] {
  const days: number[] = [];
  for (let day = start; day < start + length; day++) if (falls(rule, day)) days.push(day);
  if (rule.bySetPos.length === 0) return days;
  const chosen = rule.bySetPos.map((pos) => days.at(pos > 0 ? pos - 1 : pos));
  return days.filter((day) => chosen.includes(day));
}

function falls(rule: RecurrenceRule, day: number): boolean {
  const { year, month, day: monthDay } = dateParts(day);
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month)) return false;
  if (rule.byMonthDay.length > 0) {
    const fromEnd = monthDay - daysInMonth(year, month) - 1;
    if (!rule.byMonthDay.includes(monthDay) && !rule.byMonthDay.includes(fromEnd)) return false;
  }
  if (rule.byYearDay.length > 0) {
    const yearDay = day - dayOf(year, 1, 1) + 1;
    const fromEnd = yearDay - (isLeapYear(year) ? 366 : 365) - 1;
    if (!rule.byYearDay.includes(yearDay) && !rule.byYearDay.includes(fromEnd)) return false;
  }
  if (rule.byWeekNo.length > 0 && !fallsInWeek(rule, day, year)) return false;
  if (rule.byDay.length === 0) return true;
  const weekday = weekdayIndex(day);
  return rule.byDay.some(
    (by) => by.weekday === weekday && (by.nth === 0 || isNth(rule, by.nth, day)),
  );
}

/** Whether the day is the nth of its weekday, in its month or (a yearly rule without months) year. */
function isNth(rule: RecurrenceRule, nth: number, day: number): boolean {
  const { year, month, day: monthDay } = dateParts(day);
  const inYear = rule.freq === "yearly" && rule.byMonth.length === 0;
  const position = inYear ? day - dayOf(year, 1, 1) : monthDay - 1;
  const length = inYear ? (isLeapYear(year) ? 366 : 365) : daysInMonth(year, month);
  return nth > 0
    ? Math.floor(position / 7) === nth - 1
    : Math.floor((length - 1 - position) / 7) === -nth - 1;
}

/** Week 1 is the first with at least four days in the year; days of a neighbour year's week count. */
function fallsInWeek(rule: RecurrenceRule, day: number, year: number): boolean {
  for (const weekYear of [year, year - 1, year + 1]) {
    const firstWeek = firstWeekOf(weekYear, rule.weekStart);
    const weeks = (firstWeekOf(weekYear + 1, rule.weekStart) - firstWeek) / 7;
    const week = Math.floor((day - firstWeek) / 7) + 1;
    if (week < 1 || week > weeks) continue;
    return rule.byWeekNo.includes(week) || rule.byWeekNo.includes(week - weeks - 1);
  }
  return false;
}

function firstWeekOf(year: number, weekStart: number): number {
  const january4 = dayOf(year, 1, 4);
  return january4 - ((weekdayIndex(january4) - weekStart + 7) % 7);
}

function parseByDay(text: string | undefined, freq: RecurrenceRule["freq"]) {
  if (text === undefined) return [];
  return text.split(",").map((part) => {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(part);
    if (!match) throw new RangeError(`BYDAY: "${part}" is not a weekday`);
    const nth = match[1] === undefined ? 0 : Number(match[1]);
    if (match[1] !== undefined && (nth === 0 || Math.abs(nth) > 53)) {
      throw new RangeError(`BYDAY: "${part}" counts from 1 to 53`);
    }
    if (nth !== 0 && freq !== "monthly" && freq !== "yearly") {
      throw new RangeError("BYDAY with a number needs FREQ=MONTHLY or FREQ=YEARLY");
    }
    return { weekday: parseWeekday(match[2]!), nth };
  });
}

function parseWeekday(text: string): number {
  const weekday = WEEKDAYS.indexOf(text);
  if (weekday < 0) throw new RangeError(`"${text}" is not a weekday`);
  return weekday;
}

function parseUntil(text: string): number {
  const match = /^(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?$/.exec(text);
  const day = match && parseDate(`${match[1]}-${match[2]}-${match[3]}`);
  if (day === null) throw new RangeError(`UNTIL: "${text}" is not a date`);
  return day;
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || value < min || value > max) {
    throw new RangeError(`${name}: "${text}" is not a whole number from ${min} to ${max}`);
  }
  return value;
}

function numberList(name: string, text: string | undefined, min: number, max: number): number[] {
  return text === undefined ? [] : text.split(",").map((part) => wholeNumber(name, part, min, max));
}

/** Numbers from 1 to `max`, or from the end: -1 to -`max`. */
function signedList(name: string, text: string | undefined, max: number): number[] {
  const values = numberList(name, text, -max, max);
  if (values.includes(0)) throw new RangeError(`${name} counts from 1, or from -1 backwards`);
  return values;
}

function mapMaybe<T>(text: string | undefined, read: (text: string) => T): T | null {
  return text === undefined ? null : read(text);
}

import { MINUTES_PER_DAY, weekdayIndex } from "./calendar.ts";
import { occurrences } from "./recurrence.ts";
import type { Closure, Interval, Override, Season, Staff, Weekly } from "./types.ts";

/** What of a schedule can matter between two dates, ready to be asked date by date. */
export interface Schedule {
  readonly weekly: Weekly;
  readonly seasons: readonly Season[];
  readonly closures: readonly Closure[];
  readonly overrides: ReadonlyMap<number, Override>;
  readonly patterns: ReadonlyMap<number, readonly Interval[]>;
}

/** The layers a schedule is made of; a service's own hours are weekly only. */
export type Layers = Pick<Staff, "weekly" | "seasons" | "patterns" | "overrides" | "closures">;

/** The hours of one date, and which layer they are from (time-rules 6). */
export interface DayHours {
  readonly intervals: readonly Interval[];
  readonly override: Override | null;
  readonly closure: Closure | null;
}

const NOTHING: readonly Interval[] = [];

/** Gathers what holds on the dates `[first, last]` (day numbers, inclusive). */
export function scheduleBetween(layers: Layers, first: number, last: number): Schedule {
  const covers = (range: { from: number; to: number }) => range.from <= last && range.to >= first;
  const overrides = new Map<number, Override>();
  for (const override of layers.overrides) {
    if (override.date < first || override.date > last) continue;
    const other = overrides.get(override.date);
    overrides.set(
      override.date,
      other ? { ...other, intervals: [...other.intervals, ...override.intervals] } : override,
    );
  }
  const patterns = new Map<number, Interval[]>();
  for (const { rule, from, to, hours } of layers.patterns) {
    const until = to === null ? last : Math.min(to, last);
    for (const day of occurrences(rule, from, first, until)) {
      const known = patterns.get(day);
      if (known) known.push(hours);
      else patterns.set(day, [hours]);
    }
  }
  return {
    weekly: layers.weekly,
    seasons: layers.seasons.length === 0 ? layers.seasons : layers.seasons.filter(covers),
    closures: layers.closures.length === 0 ? layers.closures : layers.closures.filter(covers),
    overrides,
    patterns,
  };
}

/** Override, else closure, else season or weekly hours with the patterns (time-rules 6). */
export function hoursOn(schedule: Schedule, day: number): DayHours {
  const override = schedule.overrides.get(day);
  if (override) return { intervals: override.intervals, override, closure: null };
  for (const closure of schedule.closures) {
    if (closure.from <= day && day <= closure.to) {
      return { intervals: NOTHING, override: null, closure };
    }
  }
  let week = schedule.weekly;
  for (const season of schedule.seasons) {
    if (season.from <= day && day <= season.to) {
      week = season.weekly;
      break;
    }
  }
  const regular = week[weekdayIndex(day)]!;
  const extra = schedule.patterns.get(day);
  return {
    intervals: extra ? (regular.length === 0 ? extra : [...regular, ...extra]) : regular,
    override: null,
    closure: null,
  };
}

/**
 * A stretch of opening on the wall clock's own line, on which minute 0 is 00:00 of 1970-01-01 in
 * the schedule's zone, whatever instant that was. `origin` is where its grid counts from.
 */
export interface Window {
  readonly open: number;
  close: number;
  readonly origin: number;
}

/**
 * Hours that never close have no opening to count from. Their grid begins anew with the first
 * hours of every block of this many days (whole weeks, fixed since 1970) once they have been open
 * for a block; so the same time is offered whatever dates a query asks for.
 */
const BLOCK_DAYS = 28;

/**
 * The merged windows (time-rules 4) of the dates `[first, last]`, in order, as far as they can
 * matter to instants whose wall clock reads `fromWall` or later. Looks further back than `first`
 * when the window that holds `fromWall` opened earlier.
 */
export function windowsBetween(
  layers: Layers,
  first: number,
  last: number,
  fromWall: number,
): { windows: Window[]; schedule: Schedule } {
  const schedule = scheduleBetween(layers, first, last);
  const windows = mergeDays(schedule, first, last);
  // The first window that can matter. It may be the later part of one that opened before `first`, as long as it opens
  // within a day of it: hours last a day at most, so none of an earlier date reaches further.
  const head = windows.find(({ close }) => close >= fromWall);
  const complete = !head || head.open >= (first + 1) * MINUTES_PER_DAY;
  if (complete) return { windows, schedule };
  const start = (Math.floor(first / BLOCK_DAYS) - 1) * BLOCK_DAYS - 3;
  const longer = scheduleBetween(layers, start, last);
  return { windows: mergeDays(longer, start, last), schedule: longer };
}

function mergeDays(schedule: Schedule, first: number, last: number): Window[] {
  const windows: Window[] = [];
  for (let day = first; day <= last; day++) {
    const { intervals } = hoursOn(schedule, day);
    if (intervals.length === 0) continue;
    const midnight = day * MINUTES_PER_DAY;
    const sorted = isSorted(intervals)
      ? intervals
      : [...intervals].sort((a, b) => a.start - b.start);
    for (const interval of sorted) {
      append(windows, midnight + interval.start, midnight + interval.end, day);
    }
  }
  return windows;
}

function isSorted(intervals: readonly Interval[]): boolean {
  for (let i = 1; i < intervals.length; i++) {
    if (intervals[i]!.start < intervals[i - 1]!.start) return false;
  }
  return true;
}

/** Adds hours that open no earlier than those of the dates before; late ends may reach past them. */
function append(windows: Window[], open: number, close: number, day: number): void {
  const last = windows[windows.length - 1];
  if (!last || open > last.close) {
    windows.push({ open, close, origin: open });
    return;
  }
  const block = Math.floor(day / BLOCK_DAYS) * BLOCK_DAYS;
  if (Math.floor(last.origin / MINUTES_PER_DAY) <= block - BLOCK_DAYS) {
    const end = Math.max(close, last.close);
    last.close = open;
    windows.push({ open, close: end, origin: open });
    return;
  }
  if (close > last.close) last.close = close;
}

/** The same windows with the rest of every date filled in, its grid counted from midnight. */
export function fillDays(windows: readonly Window[], first: number, last: number): Window[] {
  const filled: Window[] = [];
  let next = 0;
  let at = first * MINUTES_PER_DAY;
  const fillTo = (end: number) => {
    while (at < end) {
      const midnight = Math.floor(at / MINUTES_PER_DAY) * MINUTES_PER_DAY;
      const close = Math.min(end, midnight + MINUTES_PER_DAY);
      filled.push({ open: at, close, origin: midnight });
      at = close;
    }
  };
  for (; next < windows.length; next++) {
    const window = windows[next]!;
    fillTo(window.open);
    filled.push(window);
    at = Math.max(at, window.close);
  }
  fillTo((last + 1) * MINUTES_PER_DAY);
  return filled;
}

import { parseDate } from "../scheduling/calendar.ts";
import { hoursOn, scheduleBetween } from "../scheduling/hours.ts";
import { addDays, instantsOfLocal, parseSlotQuery, weekdayOf } from "../scheduling/index.ts";
import type { ClosurePlan, DayPlan, Schedule } from "./editor.ts";
import { compiledSchedule, type Placed } from "./editor-stranded.ts";

/** What a calendar shows of one date. */
export interface DayState {
  hours: { start: number; end: number }[];
  why: "usual" | "season" | "special" | "closed";
  /** What the closure, the season or the special day is called. */
  name: string | null;
  /** Away for a part of the day. */
  away: boolean;
}

/** A schedule for nobody in particular, with which the business's own hours can be asked. */
export const NOBODY: Schedule = {
  followsBusinessHours: true,
  timeZone: null,
  country: null,
  region: null,
  weekly: [],
  seasons: [],
  patterns: [],
  overrides: [],
  closures: [],
  timeOff: [],
};

/** Which hours hold on each date of `[first, last]`, by the engine's own rules (time rule 6). */
export function calendarOf(placed: Placed, first: string, last: string): Map<string, DayState> {
  const schedule = compiledSchedule(placed);
  const [staff] = parseSlotQuery({
    now: 0,
    from: 0,
    to: 0,
    service: { durationMin: 1, stepMin: 1 },
    staff: [{ id: "a", ...schedule }],
  }).staff;
  const days = scheduleBetween(staff!, parseDate(first)!, parseDate(last)!);
  const seasons = (placed.own.followsBusinessHours ? placed.business : placed.own).seasons;
  const states = new Map<string, DayState>();
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const { intervals, override, closure } = hoursOn(days, parseDate(date)!);
    const season = seasons.find(({ from, to }) => from <= date && date <= to);
    const away = staff!.timeOff.some(({ start, end }) => {
      const [midnight] = instantsOfLocal(schedule.timeZone, date, 0);
      return midnight !== undefined && start < midnight + 86_400_000 && end > midnight;
    });
    states.set(date, {
      hours: intervals.map(({ start, end }) => ({ start, end: end > 1440 ? end - 1440 : end })),
      why: closure
        ? "closed"
        : override
          ? override.intervals.length === 0
            ? "closed"
            : "special"
          : season
            ? "season"
            : "usual",
      name: closure?.name ?? override?.name ?? season?.name ?? null,
      away,
    });
  }
  return states;
}

export type DayChange =
  | { kind: "closed"; closure: "closure" | "leave"; name: string }
  | { kind: "hours"; hours: DayPlan["hours"]; note: string }
  | { kind: "usual" };

/** Gives some dates other hours, closes them, or puts them back to what the week says. */
export function changeDays(
  schedule: Schedule,
  dates: readonly string[],
  change: DayChange,
): Schedule {
  const chosen = new Set(dates);
  const overrides = schedule.overrides.filter(({ date }) => !chosen.has(date));
  if (change.kind === "hours") {
    const added = [...chosen].map((date) => ({ date, hours: change.hours, note: change.note }));
    return { ...schedule, overrides: [...overrides, ...added] };
  }
  const closures = schedule.closures.flatMap((closure): ClosurePlan[] => {
    if (closure.sourceKey === null) return withoutDates(closure, chosen);
    // A public holiday stays in the list, so that a refresh does not bring it back as it was.
    const touched = spread(closure.from, closure.to).some((date) => chosen.has(date));
    return [touched ? { ...closure, ignored: change.kind === "usual" } : closure];
  });
  if (change.kind === "closed") {
    for (const { from, to } of runsOf(dates)) {
      const { closure: kind, name } = change;
      closures.push({ kind, name, from, to, sourceKey: null, ignored: false });
    }
  }
  return { ...schedule, overrides, closures };
}

function withoutDates(closure: ClosurePlan, dates: ReadonlySet<string>): ClosurePlan[] {
  const kept = spread(closure.from, closure.to).filter((date) => !dates.has(date));
  return runsOf(kept).map((run) => ({ ...closure, ...run }));
}

/** All dates from one to another, both included. */
export function spread(from: string, to: string): string[] {
  const dates: string[] = [];
  // Closures longer than this are a mistake; the bound keeps a mistyped year from filling the memory.
  for (let date = from; date <= to && dates.length < 3700; date = addDays(date, 1)) {
    dates.push(date);
  }
  return dates;
}

/** Dates as stretches of days that follow each other. */
export function runsOf(dates: readonly string[]): { from: string; to: string }[] {
  const runs: { from: string; to: string }[] = [];
  for (const date of [...new Set(dates)].sort()) {
    const last = runs.at(-1);
    if (last && addDays(last.to, 1) === date) last.to = date;
    else runs.push({ from: date, to: date });
  }
  return runs;
}

export type Rhythm = "week" | "two-weeks" | "month";

/** Enough for a weekly repeat over a year. */
const MAX_REPEATS = 60;

/**
 * The dates of a repeat, from one date until another, both included. "month" is the same weekday of each month: the
 * second Saturday, or the fifth where there is one.
 */
export function repeatDates(from: string, rhythm: Rhythm, until: string): string[] {
  const dates: string[] = [];
  if (rhythm === "month") {
    const nth = Math.ceil(Number(from.slice(8)) / 7);
    for (let date = from; date <= until && dates.length < MAX_REPEATS; date = addDays(date, 7)) {
      if (Math.ceil(Number(date.slice(8)) / 7) === nth) dates.push(date);
    }
    return dates;
  }
  const step = rhythm === "week" ? 7 : 14;
  for (let date = from; date <= until && dates.length < MAX_REPEATS; date = addDays(date, step)) {
    dates.push(date);
  }
  return dates;
}

const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** A repeat as people say it: every n weeks on a weekday, or the nth weekday of each month (-1 = the last). */
export type Repeat =
  | { every: "weeks"; interval: number; weekday: number }
  | { every: "month"; nth: number; weekday: number };

/** The recurrence rule (RFC 5545) of a repeat. */
export function rruleOf(repeat: Repeat): string {
  const day = CODES[repeat.weekday - 1]!;
  return repeat.every === "weeks"
    ? `FREQ=WEEKLY;INTERVAL=${repeat.interval};BYDAY=${day}`
    : `FREQ=MONTHLY;BYDAY=${repeat.nth}${day}`;
}

/** The same back; null for a rule that this editor does not write. */
export function repeatOf(rrule: string): Repeat | null {
  const weekly = /^FREQ=WEEKLY(?:;INTERVAL=(\d+))?;BYDAY=([A-Z]{2})$/.exec(rrule);
  if (weekly) {
    const weekday = CODES.indexOf(weekly[2]!) + 1;
    return weekday === 0 ? null : { every: "weeks", interval: Number(weekly[1] ?? 1), weekday };
  }
  const monthly = /^FREQ=MONTHLY;BYDAY=(-?\d)([A-Z]{2})$/.exec(rrule);
  if (!monthly) return null;
  const weekday = CODES.indexOf(monthly[2]!) + 1;
  return weekday === 0 ? null : { every: "month", nth: Number(monthly[1]), weekday };
}

/** The first such weekday on or after a date: what a repeat of every few weeks counts from. */
export function firstOn(weekday: number, from: string): string {
  return addDays(from, (weekday - weekdayOf(from) + 7) % 7);
}

import type { HoursRow, LayerData } from "./schema.ts";

/**
 * The editor's document: one owner's whole schedule, the business's or one person's. Times of day are wall-clock
 * minutes, dates local (`2026-12-24`), instants whole seconds since 1970.
 */
export interface Schedule {
  /** For people: they work whenever the business is open. Always false for the business itself. */
  followsBusinessHours: boolean;
  /** The business's zone; for a person their own, null when it is the business's. */
  timeZone: string | null;
  /** Where the public holidays come from; null for people. */
  country: string | null;
  region: string | null;
  weekly: HoursRow[];
  seasons: SeasonPlan[];
  patterns: PatternPlan[];
  overrides: DayPlan[];
  closures: ClosurePlan[];
  timeOff: TimeOffPlan[];
}

export interface SeasonPlan {
  name: string;
  from: string;
  to: string;
  weekly: HoursRow[];
}

export interface PatternPlan {
  name: string;
  rrule: string;
  from: string;
  to: string | null;
  start: number;
  end: number;
}

export interface DayPlan {
  date: string;
  hours: { start: number; end: number }[];
  note: string;
}

export interface ClosurePlan {
  kind: "holiday" | "closure" | "leave";
  name: string;
  from: string;
  to: string;
  /** Set on imported public holidays. */
  sourceKey: string | null;
  /** "We open on this one." */
  ignored: boolean;
}

export interface TimeOffPlan {
  start: number;
  end: number;
  reason: string;
}

const DAY = 1440;
/** Blocks are drawn and moved in steps of this many minutes; typing may be finer. */
export const SNAP_MIN = 15;

/** Where hours end on the line that starts at midnight of the day they open on: past 1440 when they run over. */
export function endOnLine(start: number, end: number): number {
  return end <= start ? end + DAY : end;
}

/** The same back on the clock: 1440 is midnight, later is the next morning. At most a day long. */
export function rowOnClock(weekday: number, start: number, lineEnd: number): HoursRow {
  const end = Math.min(lineEnd, start + DAY);
  return [weekday, start, end > DAY ? end - DAY : end];
}

/** The nearest quarter of an hour. */
export function snap(minute: number): number {
  return Math.round(minute / SNAP_MIN) * SNAP_MIN;
}

/** Hours in order, those of one day that overlap or touch joined into one. */
export function tidyWeek(rows: readonly HoursRow[]): HoursRow[] {
  const tidy: HoursRow[] = [];
  for (let weekday = 1; weekday <= 7; weekday++) {
    const spans = rows
      .filter(([day]) => day === weekday)
      .map(([, start, end]) => ({ start, end: endOnLine(start, end) }))
      .sort((a, b) => a.start - b.start);
    let last: { start: number; end: number } | undefined;
    const joined: { start: number; end: number }[] = [];
    for (const span of spans) {
      if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
      else {
        last = span;
        joined.push(span);
      }
    }
    for (const { start, end } of joined) tidy.push(rowOnClock(weekday, start, end));
  }
  return tidy;
}

/** Moves hours by days and minutes; their length stays. The week wraps, the day does not: a start stays on its date. */
export function moveHours(row: HoursRow, days: number, minutes: number): HoursRow {
  const [weekday, start, end] = row;
  const length = endOnLine(start, end) - start;
  const moved = Math.min(DAY - SNAP_MIN, Math.max(0, start + minutes));
  return rowOnClock(shiftWeekday(weekday, days), moved, moved + length);
}

/** Moves one edge of hours by minutes; at least a quarter of an hour and at most a day stays. */
export function stretchHours(row: HoursRow, edge: "start" | "end", minutes: number): HoursRow {
  const [weekday, start, end] = row;
  const lineEnd = endOnLine(start, end);
  if (edge === "end") {
    const stretched = Math.min(start + DAY, Math.max(start + SNAP_MIN, lineEnd + minutes));
    return rowOnClock(weekday, start, stretched);
  }
  const earliest = Math.max(0, lineEnd - DAY);
  const latest = Math.min(lineEnd - SNAP_MIN, DAY - SNAP_MIN);
  return rowOnClock(weekday, Math.min(latest, Math.max(earliest, start + minutes)), lineEnd);
}

/** The hours of one day put on other days, in place of what those had. */
export function copyDay(
  rows: readonly HoursRow[],
  from: number,
  to: readonly number[],
): HoursRow[] {
  const copied = rows.filter(([day]) => day === from);
  const targets = to.filter((day) => day !== from);
  return tidyWeek([
    ...rows.filter(([day]) => !targets.includes(day)),
    ...targets.flatMap((day) => copied.map(([, start, end]): HoursRow => [day, start, end])),
  ]);
}

/** Open minutes of a week; what overlaps, across midnight too, counts once. */
export function minutesPerWeek(rows: readonly HoursRow[]): number {
  const week = 7 * DAY;
  const spans = rows.flatMap(([weekday, start, end]) => {
    const from = (weekday - 1) * DAY + start;
    const to = (weekday - 1) * DAY + endOnLine(start, end);
    // Sunday night runs into Monday.
    return to <= week
      ? [{ from, to }]
      : [
          { from, to: week },
          { from: 0, to: to - week },
        ];
  });
  spans.sort((a, b) => a.from - b.from);
  let total = 0;
  let reached = 0;
  for (const { from, to } of spans) {
    total += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return total;
}

/** Free room for new hours on a day: after the last ones where they fit, else an hour of the morning. */
export function proposeHours(rows: readonly HoursRow[], weekday: number): HoursRow {
  const ends = rows
    .filter(([day]) => day === weekday)
    .map(([, start, end]) => endOnLine(start, end));
  if (ends.length === 0) return [weekday, 9 * 60, 17 * 60];
  const start = Math.max(...ends) + 60;
  return start + 120 <= DAY ? [weekday, start, start + 120] : [weekday, 6 * 60, 7 * 60];
}

/** "14:30" → 870; null for anything that is not a time of day. */
export function minuteOf(text: string): number | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  if (match) return Number(match[1]) * 60 + Number(match[2]);
  return /^24:00$/.test(text.trim()) ? DAY : null;
}

/** 870 → "14:30"; midnight at the end of a day reads 00:00, as a time field wants it. */
export function clockText(minute: number): string {
  const within = minute % DAY;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

/** Two seasons of one schedule that share a day, or null (time rule 6 allows none). */
export function overlappingSeasons(
  seasons: readonly { name: string; from: string; to: string }[],
): [string, string] | null {
  const order = [...seasons].sort((a, b) => (a.from < b.from ? -1 : 1));
  for (let i = 1; i < order.length; i++) {
    if (order[i]!.from <= order[i - 1]!.to) return [order[i - 1]!.name, order[i]!.name];
  }
  return null;
}

/** The document in the form that the database keeps it in, so that two of them can be compared as text. */
export function tidySchedule(schedule: Schedule): Schedule {
  const order = <T>(list: readonly T[], key: (one: T) => string) =>
    [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return {
    followsBusinessHours: schedule.followsBusinessHours,
    timeZone: schedule.timeZone,
    country: schedule.country,
    region: schedule.region,
    weekly: tidyWeek(schedule.weekly),
    seasons: order(
      schedule.seasons.map(({ name, from, to, weekly }) => ({
        name: name.trim(),
        from,
        to,
        weekly: tidyWeek(weekly),
      })),
      ({ from }) => from,
    ),
    patterns: order(
      schedule.patterns.map(({ name, rrule, from, to, start, end }) => ({
        name: name.trim(),
        rrule,
        from,
        to,
        start,
        end,
      })),
      (one) => `${one.from} ${JSON.stringify(one)}`,
    ),
    overrides: order(
      schedule.overrides.map(({ date, hours, note }) => ({
        date,
        hours: tidyWeek(hours.map(({ start, end }): HoursRow => [1, start, end])).map(
          ([, start, end]) => ({ start, end }),
        ),
        note: note.trim(),
      })),
      ({ date }) => date,
    ),
    closures: order(
      schedule.closures.map(({ kind, name, from, to, sourceKey, ignored }) => ({
        kind,
        name: name.trim(),
        from,
        to,
        sourceKey,
        ignored,
      })),
      (one) => `${one.from} ${JSON.stringify(one)}`,
    ),
    timeOff: order(
      schedule.timeOff.map(({ start, end, reason }) => ({ start, end, reason: reason.trim() })),
      (one) => `${String(one.start).padStart(12, "0")} ${JSON.stringify(one)}`,
    ),
  };
}

/** Whether two documents say the same. */
export function sameSchedule(a: Schedule, b: Schedule): boolean {
  return JSON.stringify(tidySchedule(a)) === JSON.stringify(tidySchedule(b));
}

/** The document as the layer that the database would give the engine. */
export function layerOf(schedule: Schedule): LayerData {
  const { weekly, seasons, patterns, overrides, closures } = tidySchedule(schedule);
  return { weekly, seasons, patterns, overrides, closures: closures.filter((one) => !one.ignored) };
}

/**
 * The closures of a schedule with the public holidays of a place in place of those it had: past ones stay, and "we open
 * on this one" stays as it was said.
 * @param today local date
 */
export function withHolidays(
  closures: readonly ClosurePlan[],
  holidays: readonly ClosurePlan[],
  today: string,
): ClosurePlan[] {
  const opened = new Set(closures.filter((one) => one.ignored).map((one) => one.sourceKey));
  const kept = closures.filter((one) => one.sourceKey === null || one.to < today);
  const had = new Set(kept.map((one) => one.sourceKey));
  return [
    ...kept,
    ...holidays
      .filter((one) => one.to >= today && !had.has(one.sourceKey))
      .map((one) => ({ ...one, ignored: opened.has(one.sourceKey) })),
  ];
}

/** The weekday some days on, 1 = Monday; the week goes round. */
function shiftWeekday(weekday: number, days: number): number {
  return ((((weekday - 1 + days) % 7) + 7) % 7) + 1;
}

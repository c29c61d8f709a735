import type { FreeTime } from "@/lib/availability/schema";
import { addDays, weekdayOf } from "@/lib/scheduling/calendar";
import { localDateOf, minuteOfDay } from "@/lib/scheduling/zone";

/** The first date of the month that a local date is in. */
export function monthOf(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

/** The first date of the month `n` months after that of a local date. */
export function addMonths(date: string, n: number): string {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + n;
  const year = Math.floor(months / 12);
  return `${String(year).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}-01`;
}

/** The first date of the week that a local date is in; weeks start on 1 (Monday) … 7 (Sunday). */
export function weekOf(date: string, weekStartsOn: number): string {
  return addDays(date, -((weekdayOf(date) - weekStartsOn + 7) % 7));
}

/** The weeks that show a month, each of seven dates; the first and last reach into its neighbours. */
export function weeksOfMonth(month: string, weekStartsOn: number): string[][] {
  const end = addMonths(month, 1);
  const weeks: string[][] = [];
  for (let start = weekOf(month, weekStartsOn); start < end; start = addDays(start, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(start, i)));
  }
  return weeks;
}

/**
 * What to ask for to fill a month's view: its weeks, without days that have gone by.
 * @returns null when all of it has
 */
export function rangeOfMonth(
  month: string,
  weekStartsOn: number,
  today: string,
): { from: string; to: string } | null {
  const weeks = weeksOfMonth(month, weekStartsOn);
  const first = weeks[0]![0]!;
  const to = weeks.at(-1)![6]!;
  const from = first < today ? today : first;
  return from <= to ? { from, to } : null;
}

/** Free times by the local date of their start in a zone. */
export function byDate(times: readonly FreeTime[], zone: string): Map<string, FreeTime[]> {
  const dates = new Map<string, FreeTime[]>();
  for (const time of times) {
    const date = localDateOf(zone, Date.parse(time.start));
    const known = dates.get(date);
    if (known) known.push(time);
    else dates.set(date, [time]);
  }
  return dates;
}

export type DayPart = "morning" | "afternoon" | "evening";

/** Before noon, before five, and after, on the zone's wall clock. */
export function dayPart(start: string, zone: string): DayPart {
  const hour = Math.floor(minuteOfDay(zone, Date.parse(start)) / 60);
  if (hour < 12) return "morning";
  return hour < 17 ? "afternoon" : "evening";
}

/** The times nearest to an instant, in order of time. */
export function nearestTo(times: readonly FreeTime[], start: string, count: number): FreeTime[] {
  const around = Date.parse(start);
  const distance = (time: FreeTime) => Math.abs(Date.parse(time.start) - around);
  return [...times]
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count)
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
}

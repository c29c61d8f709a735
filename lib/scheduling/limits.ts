import { MINUTES_PER_DAY, weekdayIndex } from "./calendar.ts";
import { minuteOf } from "./spans.ts";
import type { Limits } from "./types.ts";
import { offsetSegments } from "./zone.ts";

/** How many bookings lie on each local date and in each week, against the limits (time-rules 12). */
export interface Tally {
  readonly limits: Limits;
  readonly byDay: ReadonlyMap<number, number>;
  /** By the day number of the week's first day. */
  readonly byWeek: ReadonlyMap<number, number>;
}

/** Counts booked starts (epoch milliseconds) by their local date in the zone. */
export function tallyOf(limits: Limits, zone: string, starts: readonly number[]): Tally {
  const byDay = new Map<number, number>();
  const byWeek = new Map<number, number>();
  const minutes = starts.map(minuteOf).sort((a, b) => a - b);
  if (minutes.length > 0) {
    const segments = offsetSegments(zone, minutes[0]!, minutes[minutes.length - 1]! + 1);
    let i = 0;
    for (const minute of minutes) {
      while (segments[i]!.end <= minute) i++;
      const day = Math.floor((minute + segments[i]!.offset) / MINUTES_PER_DAY);
      const week = weekOf(limits, day);
      byDay.set(day, (byDay.get(day) ?? 0) + 1);
      byWeek.set(week, (byWeek.get(week) ?? 0) + 1);
    }
  }
  return { limits, byDay, byWeek };
}

/** The first day of the week that holds a day, by the business's first weekday. */
export function weekOf(limits: Limits, day: number): number {
  return day - ((weekdayIndex(day) - (limits.weekStartsOn - 1) + 7) % 7);
}

/** The count that has reached its limit on a day; null when there is room. */
export function dayLimitReached(tally: Tally, day: number): number | null {
  const { perDay } = tally.limits;
  const count = tally.byDay.get(day) ?? 0;
  return perDay !== null && count >= perDay ? count : null;
}

/** As dayLimitReached, for the week that holds the day. */
export function weekLimitReached(tally: Tally, day: number): number | null {
  const { limits, byWeek } = tally;
  const count = byWeek.get(weekOf(limits, day)) ?? 0;
  return limits.perWeek !== null && count >= limits.perWeek ? count : null;
}

export function limitReached(tally: Tally, day: number): boolean {
  return dayLimitReached(tally, day) !== null || weekLimitReached(tally, day) !== null;
}

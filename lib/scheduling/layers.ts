import { addDays } from "./calendar.ts";

/**
 * Turns the two layers of availability, the business's and a staff member's, into the one schedule
 * that the engine knows. Everything is in the JSON form that parseSlotQuery reads.
 */

export interface WeeklyRow {
  days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
  start: string;
  end: string;
}

export interface SeasonRow {
  from: string;
  to: string;
  weekly: WeeklyRow[];
}

export interface PatternRow {
  rrule: string;
  from: string;
  to?: string | null;
  start: string;
  end: string;
}

/** Without intervals the date is closed. */
export interface OverrideRow {
  date: string;
  intervals: { start: string; end: string }[];
  name?: string | null;
}

export interface ClosureRow {
  from: string;
  to: string;
  name?: string | null;
}

export interface TimeOffRow {
  start: string | number;
  end: string | number;
  name?: string | null;
}

export interface Layer {
  weekly: WeeklyRow[];
  seasons: SeasonRow[];
  patterns: PatternRow[];
  overrides: OverrideRow[];
  closures: ClosureRow[];
  timeOff?: TimeOffRow[];
}

export interface Layers {
  business: Layer;
  businessTimeZone: string;
  /** `timeZone` null is the business's zone. */
  staff: Layer & { followsBusinessHours: boolean; timeZone: string | null };
}

/** The schedule's part of one entry of a query's `staff`. */
export type CompiledSchedule = Required<Layer> & { timeZone: string };

/**
 * One schedule from both layers. Who follows the business's hours has its weekly hours, seasons
 * and patterns, in its zone; who has hours of their own has those, in their own zone. On a date,
 * the first of these that there is holds:
 *
 * 1. the staff member's own override;
 * 2. a closure of their own: a day's leave stands even when the business opens specially;
 * 3. the business's override: without hours it closes the date for everyone; with hours it
 *    replaces the hours of those who follow them, and lets the others work their own hours of
 *    that date although the business has a closure there;
 * 4. a closure of the business;
 * 5. the season, else the weekly hours, with the patterns.
 *
 * Dates are matched as text: 24 December is closed on the 24th of the schedule's own zone, even
 * where that is not the business's. Time off, being instants, is that of both.
 */
export function compileSchedule({ business, businessTimeZone, staff }: Layers): CompiledSchedule {
  const follows = staff.followsBusinessHours;
  const hours = follows ? business : staff;
  const ownDates = new Set(staff.overrides.map(({ date }) => date));
  const onLeave = (date: string) =>
    staff.closures.some((closure) => closure.from <= date && date <= closure.to);
  const theirs = business.overrides.filter(({ date }) => !ownDates.has(date) && !onLeave(date));
  const opened = theirs.filter(({ intervals }) => intervals.length > 0);
  const closed = theirs.filter(({ intervals }) => intervals.length === 0);
  return {
    timeZone: follows ? businessTimeZone : (staff.timeZone ?? businessTimeZone),
    weekly: hours.weekly,
    seasons: hours.seasons,
    patterns: hours.patterns,
    overrides: [...staff.overrides, ...closed, ...(follows ? opened : [])],
    closures: [
      ...staff.closures,
      ...(follows
        ? business.closures
        : without(
            business.closures,
            opened.map(({ date }) => date),
          )),
    ],
    timeOff: [...(staff.timeOff ?? []), ...(business.timeOff ?? [])],
  };
}

/** Closures with certain dates taken out of them. */
function without(closures: readonly ClosureRow[], dates: readonly string[]): ClosureRow[] {
  let rest = [...closures];
  for (const date of dates) {
    rest = rest.flatMap((closure) => {
      if (date < closure.from || date > closure.to) return [closure];
      const parts: ClosureRow[] = [];
      if (closure.from < date) parts.push({ ...closure, to: addDays(date, -1) });
      if (date < closure.to) parts.push({ ...closure, from: addDays(date, 1) });
      return parts;
    });
  }
  return rest;
}

import { type Schedule, tidySchedule } from "./editor.ts";
import type { HoursRow } from "./schema.ts";

/** One thing that differs between two versions of a schedule; the page puts it into words. */
export type Change =
  | { what: "follows" | "zone" | "country" }
  | { what: "weekday"; weekday: number }
  | { what: "season" | "pattern"; name: string }
  | { what: "date"; date: string }
  | { what: "closure"; name: string; from: string; to: string }
  | { what: "timeOff"; start: number; end: number };

/** What differs, so that somebody whose save was refused sees what another person has changed meanwhile. */
export function changesBetween(before: Schedule, after: Schedule): Change[] {
  const a = tidySchedule(before);
  const b = tidySchedule(after);
  const changes: Change[] = [];
  if (a.followsBusinessHours !== b.followsBusinessHours) changes.push({ what: "follows" });
  if (a.timeZone !== b.timeZone) changes.push({ what: "zone" });
  if (a.country !== b.country || a.region !== b.region) changes.push({ what: "country" });
  for (let weekday = 1; weekday <= 7; weekday++) {
    if (hoursOf(a.weekly, weekday) !== hoursOf(b.weekly, weekday)) {
      changes.push({ what: "weekday", weekday });
    }
  }
  for (const { name } of difference(a.seasons, b.seasons)) changes.push({ what: "season", name });
  for (const { name } of difference(a.patterns, b.patterns)) {
    changes.push({ what: "pattern", name });
  }
  for (const { date } of difference(a.overrides, b.overrides)) changes.push({ what: "date", date });
  for (const { name, from, to } of difference(a.closures, b.closures)) {
    changes.push({ what: "closure", name, from, to });
  }
  for (const { start, end } of difference(a.timeOff, b.timeOff)) {
    changes.push({ what: "timeOff", start, end });
  }
  // A thing that was altered shows up as gone and as new; once is enough.
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

/**
 * Puts one's own changes on top of what somebody else has saved meanwhile. What both changed is as `mine` has it.
 * @param base what both started from
 */
export function mergeSchedules(base: Schedule, mine: Schedule, theirs: Schedule): Schedule {
  const pick = <K extends keyof Schedule>(key: K): Schedule[K] =>
    JSON.stringify(mine[key]) === JSON.stringify(base[key]) ? theirs[key] : mine[key];
  const weekly: HoursRow[] = [];
  for (let weekday = 1; weekday <= 7; weekday++) {
    const touched = hoursOf(mine.weekly, weekday) !== hoursOf(base.weekly, weekday);
    weekly.push(...(touched ? mine : theirs).weekly.filter(([day]) => day === weekday));
  }
  const myDates = difference(base.overrides, mine.overrides).map(({ date }) => date);
  return tidySchedule({
    followsBusinessHours: pick("followsBusinessHours"),
    timeZone: pick("timeZone"),
    country: pick("country"),
    region: pick("region"),
    weekly,
    seasons: mergeLists(base.seasons, mine.seasons, theirs.seasons),
    patterns: mergeLists(base.patterns, mine.patterns, theirs.patterns),
    overrides: [
      ...mine.overrides.filter(({ date }) => myDates.includes(date)),
      ...theirs.overrides.filter(({ date }) => !myDates.includes(date)),
    ],
    closures: mergeLists(base.closures, mine.closures, theirs.closures),
    timeOff: mergeLists(base.timeOff, mine.timeOff, theirs.timeOff),
  });
}

function mergeLists<T>(base: readonly T[], mine: readonly T[], theirs: readonly T[]): T[] {
  const kept = texts(mine);
  const had = texts(base);
  const has = texts(theirs);
  const removed = new Set([...had].filter((text) => !kept.has(text)));
  return [
    ...theirs.filter((one) => !removed.has(JSON.stringify(one))),
    ...mine.filter((one) => !had.has(JSON.stringify(one)) && !has.has(JSON.stringify(one))),
  ];
}

function difference<T>(a: readonly T[], b: readonly T[]): T[] {
  const inA = texts(a);
  const inB = texts(b);
  return [
    ...b.filter((one) => !inA.has(JSON.stringify(one))),
    ...a.filter((one) => !inB.has(JSON.stringify(one))),
  ];
}

function texts(list: readonly unknown[]): Set<string> {
  return new Set(list.map((one) => JSON.stringify(one)));
}

function hoursOf(rows: readonly HoursRow[], weekday: number): string {
  return JSON.stringify(rows.filter(([day]) => day === weekday));
}

import ICAL from "ical.js";
import { addDays, instantsOfLocal } from "../scheduling/index.ts";
import { ProviderRefused, type RemoteEvent, type Span, subjectOf } from "./port.ts";
import { zoneNamed } from "./zones.ts";

/** How to read a file: instants in epoch milliseconds. */
export interface ReadOptions {
  /** Spans outside this are left out. */
  window: Span;
  /** Of all-day events and of times that name no zone. */
  timeZone: string;
  /** The calendar's owner, to know what they have declined. */
  owner?: string | null;
}

/** Occurrences that one rule may walk through, whatever it says: five years of every hour. */
const MAX_STEPS = 50_000;
/** Steps of all rules of one file together, so that ten thousand such rules do not add up. */
const MAX_STEPS_PER_FILE = 150_000;
/** Spans that one event may leave behind: every two hours for a year. */
const MAX_SPANS = 5_000;
/** Spans of a whole file. */
const MAX_SPANS_PER_FILE = 100_000;

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/**
 * Reads the events of an iCalendar text (RFC 5545), as the common producers write it, and says when they make their
 * owner busy (time rule 21). A series is one event with the spans of its occurrences; its exceptions are heeded.
 * @throws ProviderRefused("not_a_calendar") when the text is none
 */
export function readEvents(text: string, options: ReadOptions): (RemoteEvent & { uid: string })[] {
  const calendars = parseLoosely(text);
  const budget = { steps: MAX_STEPS_PER_FILE, spans: MAX_SPANS_PER_FILE };
  const byUid = new Map<string, { master: ICAL.Component | null; changed: ICAL.Component[] }>();
  const zones = new Map<string, ICAL.Timezone>();
  let unnamed = 0;
  for (const calendar of calendars) {
    for (const zone of calendar.getAllSubcomponents("vtimezone")) {
      const id = zone.getFirstPropertyValue("tzid");
      if (typeof id === "string") zones.set(id, new ICAL.Timezone({ component: zone, tzid: id }));
    }
    for (const event of calendar.getAllSubcomponents("vevent")) {
      const uid = String(event.getFirstPropertyValue("uid") ?? `without-uid-${unnamed++}`);
      const known = byUid.get(uid) ?? { master: null, changed: [] };
      if (event.hasProperty("recurrence-id")) known.changed.push(event);
      else if (!known.master || sequence(event) >= sequence(known.master)) known.master = event;
      byUid.set(uid, known);
    }
  }
  const clock = new Clock(zones, options.timeZone);
  const events: (RemoteEvent & { uid: string })[] = [];
  for (const [uid, { master, changed }] of byUid) {
    const spans: Span[] = [];
    const keep = (span: Span | null, event: ICAL.Component) => {
      if (!span || span.end <= span.start || !isBusy(event, options.owner)) return;
      if (span.end <= options.window.start || span.start >= options.window.end) return;
      if (spans.length >= MAX_SPANS || budget.spans <= 0) return;
      budget.spans -= 1;
      spans.push(span);
    };
    const replaced = new Set<number>();
    for (const event of changed) {
      const id = event.getFirstProperty("recurrence-id");
      const at = id && clock.instant(id);
      if (at !== null && at !== undefined) replaced.add(at);
      keep(clock.span(event), event);
    }
    if (master) {
      try {
        for (const span of occurrences(master, clock, options.window, budget)) {
          if (!replaced.has(span.start)) keep(span, master);
        }
      } catch {
        // A rule that contradicts itself: its first time is all that is sure.
        keep(clock.span(master), master);
      }
    }
    const single = master && !repeats(master) && changed.length === 0 ? master : null;
    const lone = single ?? (master ? null : changed.length === 1 ? changed[0]! : null);
    events.push({
      uid,
      key: uid,
      etag: null,
      gone: lone !== null && statusOf(lone) === "CANCELLED",
      declined: lone !== null && hasDeclined(lone, options.owner),
      spans,
      subject: subjectOf(uid),
      at: single ? clock.span(single) : null,
    });
  }
  return events;
}

/** What the file calls itself; null when it does not say. */
export function nameOfFile(text: string): string | null {
  const [calendar] = parseLoosely(text);
  const name =
    calendar?.getFirstPropertyValue("x-wr-calname") ?? calendar?.getFirstPropertyValue("name");
  if (typeof name !== "string") return null;
  // The library leaves the escapes of properties that it does not know.
  return name.replace(/\\([\\;,])/g, "$1").trim() || null;
}

function* occurrences(
  event: ICAL.Component,
  clock: Clock,
  window: Span,
  budget: { steps: number },
): Generator<Span> {
  const first = clock.span(event);
  if (!first) return;
  if (!repeats(event)) {
    yield first;
    return;
  }
  const start = event.getFirstProperty("dtstart")!;
  const from = start.getFirstValue() as ICAL.Time;
  // An all-day occurrence is as long as its dates, however long those days are; a timed one is as long as it takes.
  const days = from.isDate ? Math.max(1, Math.round((first.end - first.start) / DAY)) : 0;
  const length = first.end - first.start;
  const spanAt = (instant: number, date: string): Span =>
    days > 0
      ? { start: instant, end: clock.startOfDate(addDays(date, days)) }
      : { start: instant, end: instant + length };

  const without = new Set<number>();
  const datesWithout = new Set<string>();
  for (const property of event.getAllProperties("exdate")) {
    for (const value of property.getValues() as ICAL.Time[]) {
      // Outlook writes a date where the event has times: then the whole date is meant.
      if (value.isDate && !from.isDate) datesWithout.add(dateOf(value));
      else {
        const instant = clock.toInstant(value, property);
        if (instant !== null) without.add(instant);
      }
    }
  }
  const given = new Set<number>();
  const fits = (instant: number, wall: ICAL.Time) =>
    !given.has(instant) && !without.has(instant) && !datesWithout.has(dateOf(wall));

  const rules = event
    .getAllProperties("rrule")
    .map((property) => property.getFirstValue() as unknown as ICAL.Recur)
    .filter(isWalkable);
  for (const rule of rules) {
    const steps = walkOf(rule, from, start, clock, window.start - length);
    for (let step = 0; step < MAX_STEPS && budget.steps > 0; step += 1) {
      budget.steps -= 1;
      const wall = steps.next();
      if (!wall) break;
      const instant = clock.toInstant(wall, start);
      if (instant === null) continue;
      if (instant >= window.end) break;
      if (!fits(instant, wall)) continue;
      given.add(instant);
      const span = spanAt(instant, dateOf(wall));
      if (span.end > window.start) yield span;
    }
  }
  if (rules.length === 0 && fits(first.start, from)) {
    given.add(first.start);
    yield first;
  }
  for (const property of event.getAllProperties("rdate")) {
    for (const value of property.getValues() as (ICAL.Time | ICAL.Period)[]) {
      const at = value instanceof ICAL.Period ? value.start : value;
      const instant = clock.toInstant(at, property);
      if (instant === null || !fits(instant, at)) continue;
      given.add(instant);
      yield value instanceof ICAL.Period
        ? { start: instant, end: instant + value.getDuration().toSeconds() * 1000 }
        : spanAt(instant, dateOf(at));
    }
  }
}

const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether the library finds its way through a rule: it looks without end for a time that never comes (30 February, every
 * second of a month). No calendar writes such rules; their first time is all that is taken of them.
 */
function isWalkable(rule: ICAL.Recur): boolean {
  const { freq } = rule;
  const part = (name: string) => (rule.getComponent(name) ?? []) as (number | string)[];
  if (freq === "SECONDLY" || freq === "MINUTELY") return false;
  const filters = ["BYMONTH", "BYMONTHDAY", "BYDAY", "BYYEARDAY", "BYWEEKNO", "BYHOUR", "BYSETPOS"];
  if (freq === "HOURLY") return filters.every((name) => part(name).length === 0);
  if (freq === "DAILY") {
    if (part("BYDAY").some((day) => /\d/.test(String(day)))) return false;
    if (["BYYEARDAY", "BYWEEKNO", "BYSETPOS"].some((name) => part(name).length > 0)) return false;
  }
  const months = part("BYMONTH").map(Number);
  const days = part("BYMONTHDAY").map(Number);
  if (months.length === 0 || days.length === 0) return true;
  return months.some((month) => days.some((day) => Math.abs(day) <= (LONGEST[month - 1] ?? 0)));
}

/** A rule's walk by the wall clock: the zone is left to us, because it may be one that the library does not know. */
function walkOf(
  rule: ICAL.Recur,
  from: ICAL.Time,
  start: ICAL.Property,
  clock: Clock,
  after: number,
) {
  const copy = rule.clone();
  const begin = nearer(rule, from, after);
  if (from.zone === ICAL.Timezone.utcTimezone) return copy.iterator(begin);
  begin.zone = ICAL.Timezone.localTimezone;
  if (copy.until) {
    const until = copy.until.clone();
    if (until.zone === ICAL.Timezone.utcTimezone && !from.isDate) {
      // UNTIL is in UTC, the walk is by the wall clock of the event: bring the one to the other.
      copy.until = clock.wallOf(until.toUnixTime() * 1000, from, start);
    } else {
      until.zone = ICAL.Timezone.localTimezone;
      copy.until = until;
    }
  }
  return copy.iterator(begin);
}

const STRIDE: Record<string, number> = { HOURLY: HOUR, DAILY: DAY, WEEKLY: 7 * DAY };
/** Kept between where a walk begins and what is asked for, whatever the zone. */
const RUN_UP = 40 * DAY;

/** A series of years need not be walked from its beginning: whole intervals are skipped, unless its occurrences are counted. */
function nearer(rule: ICAL.Recur, from: ICAL.Time, after: number): ICAL.Time {
  const begin = from.clone();
  const stride = STRIDE[rule.freq];
  if (!stride || rule.count || rule.interval < 1) return begin;
  const { year, month, day, hour } = from;
  const interval = stride * rule.interval;
  const skipped = Math.floor((after - RUN_UP - Date.UTC(year, month - 1, day, hour)) / interval);
  if (skipped > 0) begin.adjust(0, (skipped * interval) / HOUR, 0, 0);
  return begin;
}

function repeats(event: ICAL.Component): boolean {
  return event.hasProperty("rrule") || event.hasProperty("rdate");
}

function statusOf(event: ICAL.Component): string {
  return String(event.getFirstPropertyValue("status") ?? "").toUpperCase();
}

function sequence(event: ICAL.Component): number {
  return Number(event.getFirstPropertyValue("sequence") ?? 0) || 0;
}

function hasDeclined(event: ICAL.Component, owner: string | null | undefined): boolean {
  if (!owner) return false;
  return event
    .getAllProperties("attendee")
    .some((attendee) => isOwner(attendee, owner) && partstatOf(attendee) === "DECLINED");
}

function partstatOf(attendee: ICAL.Property): string {
  return String(attendee.getFirstParameter("partstat") ?? "").toUpperCase();
}

/** Accounts go by an e-mail address, or by the name in front of its @. */
function isOwner(attendee: ICAL.Property, owner: string): boolean {
  const address = String(attendee.getFirstValue())
    .toLowerCase()
    .replace(/^mailto:/, "");
  const known = owner.toLowerCase();
  return address === known || (!known.includes("@") && address.startsWith(`${known}@`));
}

/** Takes back what somebody has declined: an entry that is put back is one that they go to. */
export function acceptAgain(event: ICAL.Component): void {
  for (const attendee of event.getAllProperties("attendee")) {
    if (partstatOf(attendee) === "DECLINED") attendee.setParameter("partstat", "ACCEPTED");
  }
}

function isBusy(event: ICAL.Component, owner: string | null | undefined): boolean {
  const shown = String(event.getFirstPropertyValue("x-microsoft-cdo-busystatus") ?? "");
  return (
    String(event.getFirstPropertyValue("transp") ?? "").toUpperCase() !== "TRANSPARENT" &&
    statusOf(event) !== "CANCELLED" &&
    !/^(FREE|WORKINGELSEWHERE)$/i.test(shown) &&
    !hasDeclined(event, owner)
  );
}

function dateOf(time: ICAL.Time): string {
  return `${String(time.year).padStart(4, "0")}-${String(time.month).padStart(2, "0")}-${String(time.day).padStart(2, "0")}`;
}

/** The instant (epoch milliseconds) at which a date begins in a zone. */
export function wallMidnight(timeZone: string, date: string): number {
  return wallInstant(timeZone, date, 0);
}

/** Turns wall-clock times of a file into instants. */
class Clock {
  constructor(
    private readonly defined: Map<string, ICAL.Timezone>,
    private readonly zone: string,
  ) {}

  instant(property: ICAL.Property): number | null {
    return this.toInstant(property.getFirstValue() as ICAL.Time, property);
  }

  /** An event's first span; null when it has no start. */
  span(event: ICAL.Component): Span | null {
    const from = event.getFirstProperty("dtstart");
    const begin = from?.getFirstValue() as ICAL.Time | undefined;
    const start = from && begin ? this.toInstant(begin, from) : null;
    if (!from || !begin || start === null) return null;
    const to = event.getFirstProperty("dtend");
    const duration = event.getFirstPropertyValue("duration") as unknown as ICAL.Duration | null;
    let end = to ? this.toInstant(to.getFirstValue() as ICAL.Time, to) : null;
    if (end === null && duration) {
      end =
        begin.isDate || (duration.days > 0 && !duration.hours && !duration.minutes)
          ? this.daysAfter(begin, from, duration.weeks * 7 + duration.days)
          : start + duration.toSeconds() * 1000;
    }
    if (begin.isDate && (end === null || end <= start)) end = this.daysAfter(begin, from, 1);
    return end !== null && end > start ? { start, end } : { start, end: start };
  }

  startOfDate(date: string): number {
    return wallInstant(this.zone, date, 0);
  }

  /** The wall time at an instant, in the zone that an event is in, without a zone. */
  wallOf(instant: number, from: ICAL.Time, property: ICAL.Property): ICAL.Time {
    const begin = this.toInstant(from, property) ?? instant;
    const wallBegin = Date.UTC(
      from.year,
      from.month - 1,
      from.day,
      from.hour,
      from.minute,
      from.second,
    );
    // The offset may differ then; being an hour out matters only if an occurrence falls into that hour, so look again.
    let wall = instant + (wallBegin - begin);
    for (let round = 0; round < 2; round += 1) {
      const there = this.toInstant(timeOf(wall), property);
      if (there === null || there === instant) break;
      wall += instant - there;
    }
    return timeOf(wall);
  }

  toInstant(time: ICAL.Time, property: ICAL.Property): number | null {
    const date = dateOf(time);
    if (time.year < 1970 || time.year > 2200) return null;
    if (time.isDate) return this.startOfDate(date);
    const minute = time.hour * 60 + time.minute;
    if (time.zone === ICAL.Timezone.utcTimezone) {
      return Date.parse(`${date}T00:00:00Z`) + minute * MINUTE + time.second * 1000;
    }
    const tzid = property.getFirstParameter("tzid");
    const zone = zoneNamed(tzid);
    if (tzid && !zone) {
      const own = this.defined.get(tzid);
      if (own) {
        const there = time.clone();
        there.zone = own;
        return there.toUnixTime() * 1000;
      }
    }
    return wallInstant(zone ?? this.zone, date, minute) + time.second * 1000;
  }

  private daysAfter(begin: ICAL.Time, property: ICAL.Property, days: number): number {
    const later = begin.clone();
    later.adjust(days, 0, 0, 0);
    return this.toInstant(later, property) ?? 0;
  }
}

/** A wall time that the clocks repeat is its first instant; one that they skip is read by the offset before (RFC 5545, 3.3.5). */
function wallInstant(zone: string, date: string, minute: number): number {
  const [first] = instantsOfLocal(zone, date, minute);
  if (first !== undefined) return first;
  for (let back = 15; back <= 26 * 60; back += 15) {
    const earlier = instantsOfLocal(zone, date, minute - back);
    const last = earlier[earlier.length - 1];
    if (last !== undefined) return last + back * MINUTE;
  }
  return Date.parse(`${date}T00:00:00Z`) + minute * MINUTE;
}

function timeOf(wall: number): ICAL.Time {
  const at = new Date(wall);
  return new ICAL.Time(
    {
      year: at.getUTCFullYear(),
      month: at.getUTCMonth() + 1,
      day: at.getUTCDate(),
      hour: at.getUTCHours(),
      minute: at.getUTCMinutes(),
      second: at.getUTCSeconds(),
      isDate: false,
    },
    ICAL.Timezone.localTimezone,
  );
}

/** Parses what it can: a byte order mark, bare line feeds, broken lines and broken events do not spoil the rest. */
function parseLoosely(text: string): ICAL.Component[] {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (!/^\s*BEGIN:VCALENDAR/i.test(plain)) throw new ProviderRefused("not_a_calendar");
  const lines = plain
    .replace(/\n[ \t]/g, "")
    .split("\n")
    .filter((line) => /^[A-Za-z0-9-]+[;:]/.test(line) && line.includes(":"));
  return parsed(lines) ?? partByPart(lines);
}

function parsed(lines: string[]): ICAL.Component[] | null {
  try {
    const found = ICAL.parse(lines.join("\r\n")) as unknown[];
    const many = Array.isArray(found[0]) ? (found as unknown[][]) : [found];
    return many.map((one) => new ICAL.Component(one as never));
  } catch {
    return null;
  }
}

/** Each event and each zone by itself: those that do not parse are left out. */
function partByPart(lines: string[]): ICAL.Component[] {
  const found: ICAL.Component[] = [];
  let part: string[] | null = null;
  for (const line of lines) {
    if (/^BEGIN:(VEVENT|VTIMEZONE)$/i.test(line)) part = [];
    part?.push(line);
    if (part && /^END:(VEVENT|VTIMEZONE)$/i.test(line)) {
      found.push(...(parsed(["BEGIN:VCALENDAR", ...part, "END:VCALENDAR"]) ?? []));
      part = null;
    }
  }
  return found;
}

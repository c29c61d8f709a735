import { transitions } from "../bookings/rules.ts";
import type { BookingStatus } from "../bookings/schema.ts";
import { addDays, parseDate, weekdayOf } from "../scheduling/calendar.ts";
import { instantsOfLocal, localDateOf, zoneOffsetAt } from "../scheduling/zone.ts";
import type { AppointmentState } from "./schema.ts";

/**
 * How an appointment as a whole stands: what asks for attention wins, what is over comes last.
 * @returns null when nobody was ever in it (a hold that ran out), so that it is not shown
 */
export function stateOf(statuses: readonly BookingStatus[]): AppointmentState | null {
  for (const state of ["pending", "confirmed", "held", "completed", "no_show"] as const) {
    if (statuses.includes(state)) return state;
  }
  return statuses.some((status) => status === "cancelled" || status === "declined")
    ? "cancelled"
    : null;
}

export type Step = "confirmed" | "declined" | "cancelled" | "completed" | "no_show";

const STEPS: readonly Step[] = ["confirmed", "declined", "completed", "no_show", "cancelled"];

/**
 * The steps that somebody of the business is offered for a booking now, in the order of the buttons. A request is
 * answered, not cancelled.
 * @param start the appointment's start, epoch milliseconds
 * @param now epoch milliseconds
 */
export function stepsFor(status: BookingStatus, start: number, now: number): Step[] {
  return STEPS.filter((to) =>
    transitions.some(
      (step) =>
        step.from === status &&
        step.to === to &&
        step.by.includes("staff") &&
        !(status === "pending" && to === "cancelled") &&
        (step.needs !== "started" || start <= now),
    ),
  );
}

/** The status that undoes a step, where the life of a booking has a way back. */
export function undoOf(from: BookingStatus, to: BookingStatus): Step | null {
  const back = transitions.find(
    (step) => step.from === to && step.to === from && step.by.includes("staff"),
  );
  return back ? (back.to as Step) : null;
}

export const VIEWS = ["day", "week", "month", "list"] as const;
export type CalendarView = (typeof VIEWS)[number];

/** What the calendar shows; it is all in the URL. */
export interface CalendarQuery {
  /** null = as fits the screen: a week on a desk, a day on a phone. */
  view: CalendarView | null;
  date: string;
  staff: string[];
  service: string[];
  /** Empty = everything but what was called off. */
  status: AppointmentState[];
}

const STATES: readonly AppointmentState[] = [
  "pending",
  "confirmed",
  "completed",
  "no_show",
  "cancelled",
];

/**
 * Reads the calendar's URL; whatever makes no sense falls back.
 * @param get one parameter's value
 * @param today the business's local date
 */
export function readCalendarQuery(
  get: (name: string) => string | null | undefined,
  today: string,
): CalendarQuery {
  const view = VIEWS.find((one) => one === get("view")) ?? null;
  const wanted = get("date") ?? "";
  const list = (name: string) => (get(name) ?? "").split(",").filter(Boolean).slice(0, 50);
  return {
    view,
    date: isDate(wanted) ? wanted : today,
    staff: list("staff"),
    service: list("service"),
    status: STATES.filter((state) => list("status").includes(state)),
  };
}

/** Writes what the calendar shows as a query, leaving out what goes without saying. */
export function writeCalendarQuery(query: CalendarQuery, today: string): string {
  const params = new URLSearchParams();
  if (query.view) params.set("view", query.view);
  if (query.date !== today) params.set("date", query.date);
  for (const name of ["staff", "service", "status"] as const) {
    if (query[name].length > 0) params.set(name, query[name].join(","));
  }
  const text = params.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

// Beyond these the engine's tables and people's plans end alike.
const FIRST_DATE = "1990-01-01";
const LAST_DATE = "2150-12-31";

/** Whether a text is a date of the calendar that the dashboard can show. */
export function isDate(text: string): boolean {
  return parseDate(text) !== null && text >= FIRST_DATE && text <= LAST_DATE;
}

/**
 * The local dates that a view shows around a date.
 * @param weekStartsOn ISO weekday, 1 = Monday
 * @returns `to` is exclusive; a month comes with the whole weeks at its ends
 */
export function datesOf(
  view: CalendarView,
  date: string,
  weekStartsOn: number,
): { from: string; to: string } {
  if (view === "day") return { from: date, to: addDays(date, 1) };
  const weekOf = (day: string) => addDays(day, -((weekdayOf(day) - weekStartsOn + 7) % 7));
  if (view === "month") {
    const first = `${date.slice(0, 7)}-01`;
    return { from: weekOf(first), to: addDays(weekOf(addDays(nextMonth(first), -1)), 7) };
  }
  return { from: weekOf(date), to: addDays(weekOf(date), 7) };
}

/** The date to show after one press on the arrows. */
export function turnPage(view: CalendarView, date: string, direction: 1 | -1): string {
  if (view === "day") return addDays(date, direction);
  if (view !== "month") return addDays(date, 7 * direction);
  const first = `${date.slice(0, 7)}-01`;
  return direction === 1 ? nextMonth(first) : `${addDays(first, -1).slice(0, 7)}-01`;
}

function nextMonth(first: string): string {
  return `${addDays(first, 31).slice(0, 7)}-01`;
}

const MINUTE = 60_000;
const DAY_MIN = 1440;
// No zone has ever skipped more than a day at midnight (Samoa, 30 December 2011).
const LONGEST_SKIP_MIN = 24 * 60;

/** Of how many dates the beginning is remembered: more than any view shows at once. */
const STARTS_KEPT = 500;
const starts = new Map<string, number>();

/** The instant (epoch milliseconds) at which a date begins in a zone; where clocks skip midnight, the first after it. */
export function startOfDate(zone: string, date: string): number {
  // A week of thousands of appointments asks for the same eight again and again.
  const key = `${zone} ${date}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const start = findStart(zone, date);
  if (starts.size >= STARTS_KEPT) starts.clear();
  starts.set(key, start);
  return start;
}

function findStart(zone: string, date: string): number {
  for (let minute = 0; minute <= LONGEST_SKIP_MIN; minute += 15) {
    const [instant] = instantsOfLocal(zone, date, minute);
    if (instant !== undefined) return instant;
  }
  throw new RangeError(`${date} never begins in ${zone}`);
}

/** A block of a day's column, in minutes since the day began, cut to the day. */
export interface Block {
  from: number;
  to: number;
}

/**
 * Where an appointment stands in the column of a date. Minutes are elapsed ones, so that on the day of a clock change
 * nothing overlaps that does not overlap in life.
 * @returns null when it does not touch the date
 */
export function blockOn(
  zone: string,
  date: string,
  span: { start: string | number; end: string | number },
): Block | null {
  const begin = startOfDate(zone, date);
  const end = startOfDate(zone, addDays(date, 1));
  const from = Math.max(new Date(span.start).getTime(), begin);
  const to = Math.min(new Date(span.end).getTime(), end);
  return from < to ? { from: (from - begin) / MINUTE, to: (to - begin) / MINUTE } : null;
}

/** Whether the clocks of a zone are left alone on a date. */
export function isPlainDay(zone: string, date: string): boolean {
  return startOfDate(zone, addDays(date, 1)) - startOfDate(zone, date) === DAY_MIN * MINUTE;
}

/**
 * Where an appointment stands in the column of a date.
 * @param byClock minutes that the clock reads, for dates side by side, rather than elapsed ones; an end past the day's
 *   last minute stays within the column
 */
export function clockBlock(
  zone: string,
  date: string,
  span: { start: string | number; end: string | number },
  byClock: boolean,
): Block | null {
  const block = blockOn(zone, date, span);
  if (!block || !byClock || isPlainDay(zone, date)) return block;
  const begin = startOfDate(zone, date);
  const clock = (minute: number) =>
    minute + zoneOffsetAt(zone, begin + minute * MINUTE) - zoneOffsetAt(zone, begin);
  // In the hour that comes twice the clock runs back: the block keeps its length.
  const from = clock(block.from);
  const to = clock(block.to);
  return { from, to: Math.min(DAY_MIN, to > from ? to : from + block.to - block.from) };
}

/** The instant (epoch milliseconds) at a minute of a date's column; the other way round than clockBlock. */
export function clockInstant(zone: string, date: string, minute: number, byClock: boolean): number {
  const elapsed = startOfDate(zone, date) + minute * MINUTE;
  if (!byClock || minute >= DAY_MIN) return elapsed;
  return instantsOfLocal(zone, date, minute)[0] ?? elapsed;
}

/** The date that it is in a zone. */
export function todayIn(zone: string, now: number): string {
  return localDateOf(zone, now);
}

/**
 * Puts overlapping blocks side by side.
 * @returns for each block its lane and how many lanes its group has
 */
export function lanes(blocks: readonly Block[]): { lane: number; of: number }[] {
  const order = blocks.map((_, i) => i).sort((a, b) => blocks[a]!.from - blocks[b]!.from || a - b);
  const placed: { lane: number; of: number }[] = blocks.map(() => ({ lane: 0, of: 1 }));
  let group: number[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const i of group) placed[i]!.of = ends.length;
    group = [];
    ends = [];
  };
  for (const i of order) {
    const block = blocks[i]!;
    if (ends.every((end) => end <= block.from)) close();
    const free = ends.findIndex((end) => end <= block.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = block.to;
    placed[i]!.lane = lane;
    group.push(i);
  }
  close();
  return placed;
}

import { slotQuery } from "../availability/query.ts";
import type { LayerData } from "../availability/schema.ts";
import { formatDay, requireDay, weekdayIndex } from "../scheduling/calendar.ts";
import { hoursOn, scheduleBetween, windowsBetween } from "../scheduling/hours.ts";
import { openingAt, openingsOf } from "../scheduling/openings.ts";
import type { Staff } from "../scheduling/types.ts";
import { localDayOf, offsetSegments } from "../scheduling/zone.ts";

const MINUTE = 60_000;
/** How far ahead "opens again" looks; the layer that visitors get reaches a little further. */
const LOOK_AHEAD_DAYS = 14;

/** Whether a business is open; instants are epoch milliseconds, null when no change is in sight. */
export type OpeningState =
  | { open: true; until: number | null }
  | { open: false; opens: number | null };

/** The hours of one local date in wall-clock minutes; an end beyond 1440 is on the next date. */
export interface DayOpening {
  /** 1 (Monday) … 7 (Sunday). */
  weekday: number;
  date: string;
  hours: { start: number; end: number }[];
  /** Why this date differs from the usual, e.g. a holiday's name. */
  note: string;
}

/**
 * Whether the business is open at `now` and when that changes, by its own hours (time rules 3–6).
 * @param now epoch milliseconds
 */
export function openingState(layer: LayerData, zone: string, now: number): OpeningState {
  const minute = Math.floor(now / MINUTE);
  const first = localDayOf(zone, minute) - 1;
  const last = first + LOOK_AHEAD_DAYS + 1;
  const end = minute + LOOK_AHEAD_DAYS * 1440;
  const { windows } = windowsBetween(scheduleOf(layer, zone), first, last, first * 1440);
  const openings = openingsOf(windows, offsetSegments(zone, minute, end), false);
  const current = openingAt(openings, minute);
  if (current) {
    const until = current.unbrokenEnd;
    return { open: true, until: until >= end ? null : until * MINUTE };
  }
  const next = openings.find(({ start }) => start > minute);
  return { open: false, opens: next ? next.start * MINUTE : null };
}

/**
 * The hours of the seven days from today on, in the order of the business's week.
 * @param now epoch milliseconds
 * @param weekStartsOn 1 (Monday) … 7 (Sunday)
 */
export function hoursThisWeek(
  layer: LayerData,
  zone: string,
  now: number,
  weekStartsOn: number,
): DayOpening[] {
  const today = localDayOf(zone, Math.floor(now / MINUTE));
  const schedule = scheduleBetween(scheduleOf(layer, zone), today, today + 6);
  const days = Array.from({ length: 7 }, (_, i): DayOpening => {
    const { intervals, override, closure } = hoursOn(schedule, today + i);
    const date = formatDay(today + i);
    const note = override && layer.overrides.find((one) => one.date === date)?.note;
    return {
      weekday: weekdayIndex(today + i) + 1,
      date,
      hours: merged(intervals),
      note: closure?.name ?? note ?? "",
    };
  });
  const place = ({ weekday }: DayOpening) => (weekday - weekStartsOn + 7) % 7;
  return days.sort((a, b) => place(a) - place(b));
}

/**
 * The dates on which the business itself is closed, from `from` on. Where seasons or recurring
 * hours could differ from what is known here, nothing is claimed beyond the next fortnight.
 * @returns local dates, in order
 */
export function closedDates(layer: LayerData, zone: string, from: string, days: number): string[] {
  const first = requireDay(from);
  const certain = layer.seasons.length === 0 && layer.patterns.length === 0;
  const last = first + Math.min(days, certain ? days : LOOK_AHEAD_DAYS) - 1;
  const schedule = scheduleBetween(scheduleOf(layer, zone), first, last);
  const closed: string[] = [];
  for (let day = first; day <= last; day++) {
    if (hoursOn(schedule, day).intervals.length === 0) closed.push(formatDay(day));
  }
  return closed;
}

/** The layer as the engine reads it: somebody who keeps exactly the business's hours. */
function scheduleOf(layer: LayerData, zone: string): Staff {
  const query = slotQuery(
    {
      ok: true,
      business: { id: "", slug: "", timeZone: zone, weekStartsOn: 1, layer },
      service: {
        id: "",
        slug: "",
        durationMin: 1,
        stepMin: 1,
        align: "opening",
        bufferBeforeMin: 0,
        bufferAfterMin: 0,
        minNoticeMin: 0,
        maxAdvanceDays: null,
        fillGaps: false,
        capacity: 1,
        staffRequired: 1,
        bookableFrom: null,
        bookableUntil: null,
        limitPerDay: null,
        limitPerWeek: null,
        hours: [],
        resources: [],
        starts: [],
      },
      staff: [
        {
          id: "business",
          slug: "business",
          timeZone: zone,
          followsBusinessHours: true,
          durationMin: null,
          weight: 1,
          limitPerDay: null,
          limitPerWeek: null,
          layer: { weekly: [], seasons: [], patterns: [], overrides: [], closures: [] },
          timeOff: [],
          external: [],
          appointments: [],
        },
      ],
      resources: [],
      keptAppointment: null,
    },
    { now: 0, from: 0, to: 0, party: 1 },
  );
  return query.staff[0]!;
}

function merged(intervals: readonly { start: number; end: number }[]) {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

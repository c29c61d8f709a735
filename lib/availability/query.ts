import {
  compileSchedule,
  type Layer,
  parseSlotQuery,
  type SlotQuery,
  type WeeklyRow,
} from "../scheduling/index.ts";
import type { AvailabilityData, HoursRow, LayerData } from "./schema.ts";

/** What is asked of the engine, beside the data: instants in epoch milliseconds. */
export interface Question {
  now: number;
  from: number;
  to: number;
  party: number;
  /** Set for staff who book: what they may pass over after a warning (time rule 16). */
  ignore?: { notice: boolean; horizon: boolean; hours: boolean; limits: boolean };
}

/**
 * Turns what the database returned into the engine's query. Staff are named by their slug there, so that an answer can
 * be told to visitors as it is.
 */
export function slotQuery(data: AvailabilityData, question: Question): SlotQuery {
  const { business, service } = data;
  const businessLayer = engineLayer(business.layer);
  const limits = (perDay: number | null, perWeek: number | null) =>
    perDay === null && perWeek === null
      ? undefined
      : { perDay, perWeek, weekStartsOn: business.weekStartsOn };
  return parseSlotQuery({
    now: question.now,
    from: question.from,
    to: question.to,
    partySize: question.party,
    ignore: question.ignore,
    service: {
      durationMin: service.durationMin,
      stepMin: service.stepMin,
      align: service.align,
      bufferBeforeMin: service.bufferBeforeMin,
      bufferAfterMin: service.bufferAfterMin,
      minNoticeMin: service.minNoticeMin,
      maxAdvanceDays: service.maxAdvanceDays,
      fillGaps: service.fillGaps,
      capacity: service.capacity,
      staffRequired: service.staffRequired,
      timeZone: business.timeZone,
      hours: service.hours.length > 0 ? weekly(service.hours) : undefined,
      bookableFrom: service.bookableFrom ?? undefined,
      bookableUntil: service.bookableUntil ?? undefined,
      limits: limits(service.limitPerDay, service.limitPerWeek),
      resources: service.resources,
    },
    serviceBookings: service.starts.map(instant),
    resources: data.resources.map(({ id, quantity, busy }) => ({
      id,
      quantity,
      busy: busy.map(([start, end, unit]) => ({ start: instant(start), end: instant(end), unit })),
    })),
    staff: data.staff.map((person) => ({
      id: person.slug,
      ...compileSchedule({
        business: businessLayer,
        businessTimeZone: business.timeZone,
        staff: {
          ...engineLayer(person.layer),
          timeOff: person.timeOff.map(([start, end]) => ({
            start: instant(start),
            end: instant(end),
          })),
          followsBusinessHours: person.followsBusinessHours,
          timeZone: person.timeZone,
        },
      }),
      durationMin: person.durationMin ?? undefined,
      limits: limits(person.limitPerDay, person.limitPerWeek),
      busy: [
        ...person.external.map(([start, end]) => ({ start: instant(start), end: instant(end) })),
        ...person.appointments
          .filter(([, , , , , seats]) => seats < 0)
          .map(([start, end, before, after, id]) => ({
            id,
            start: instant(start),
            end: instant(end),
            bufferBeforeMin: before,
            bufferAfterMin: after,
            booking: true,
          })),
      ],
      sessions: person.appointments
        .filter(([, , , , , seats]) => seats >= 0)
        .map(([start, end, before, after, id, seatsTaken, capacity]) => ({
          id,
          start: instant(start),
          seatsTaken,
          // Those it was made with: the service's own may have changed since.
          capacity,
          durationMin: (end - start) / 60,
          bufferBeforeMin: before,
          bufferAfterMin: after,
        })),
    })),
  });
}

/** The database's rows of one owner in the form that the core compiles. */
export function engineLayer(data: LayerData): Layer {
  return {
    weekly: weekly(data.weekly),
    seasons: data.seasons.map(({ from, to, weekly: rows }) => ({ from, to, weekly: weekly(rows) })),
    patterns: data.patterns.map(({ rrule, from, to, start, end }) => ({
      rrule,
      from,
      to,
      start: clock(start),
      end: clock(end),
    })),
    overrides: data.overrides.map(({ date, hours, note }) => ({
      date,
      intervals: hours.map(({ start, end }) => ({ start: clock(start), end: clock(end) })),
      name: note || null,
    })),
    closures: data.closures.map(({ from, to, name }) => ({ from, to, name: name || null })),
  };
}

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

function weekly(rows: HoursRow[]): WeeklyRow[] {
  return rows.map(([weekday, start, end]) => ({
    days: [days[weekday - 1]!],
    start: clock(start),
    end: clock(end),
  }));
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** The engine's instants are milliseconds, the database's seconds. */
function instant(seconds: number): number {
  return seconds * 1000;
}

import { parseSlotQuery, type SlotQuery } from "../scheduling/index.ts";
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
  const limits = (perDay: number | null, perWeek: number | null) =>
    perDay === null && perWeek === null
      ? undefined
      : { perDay, perWeek, weekStartsOn: business.weekStartsOn };
  return parseSlotQuery({
    now: iso(question.now / 1000),
    from: iso(question.from / 1000),
    to: iso(question.to / 1000),
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
    serviceBookings: service.starts.map(iso),
    resources: data.resources.map(({ id, quantity, busy }) => ({
      id,
      quantity,
      busy: busy.map(([start, end, unit]) => ({ start: iso(start), end: iso(end), unit })),
    })),
    staff: data.staff.map((person) => ({
      id: person.slug,
      timeZone: person.timeZone ?? business.timeZone,
      ...layers(business.layer, person.layer, person.followsBusinessHours),
      durationMin: person.durationMin ?? undefined,
      limits: limits(person.limitPerDay, person.limitPerWeek),
      timeOff: person.timeOff.map(([start, end]) => ({ start: iso(start), end: iso(end) })),
      busy: [
        ...person.external.map(([start, end]) => ({ start: iso(start), end: iso(end) })),
        ...person.appointments
          .filter(([, , , , , seats]) => seats < 0)
          .map(([start, end, before, after, id]) => ({
            id,
            start: iso(start),
            end: iso(end),
            bufferBeforeMin: before,
            bufferAfterMin: after,
            booking: true,
          })),
      ],
      sessions: person.appointments
        .filter(([, , , , , seats]) => seats >= 0)
        .map(([start, , , , id, seatsTaken]) => ({ id, start: iso(start), seatsTaken })),
    })),
  });
}

function layers(business: LayerData, own: LayerData, follows: boolean) {
  const hours = follows ? business : own;
  const overrides = new Map(
    business.overrides
      .filter(({ hours: intervals }) => follows || intervals.length === 0)
      .map((one) => [one.date, one]),
  );
  for (const one of own.overrides) overrides.set(one.date, one);
  return {
    weekly: weekly(hours.weekly),
    seasons: hours.seasons.map(({ from, to, weekly: rows }) => ({
      from,
      to,
      weekly: weekly(rows),
    })),
    patterns: hours.patterns.map(({ rrule, from, to, start, end }) => ({
      rrule,
      from,
      ...(to ? { to } : {}),
      start: clock(start),
      end: clock(end),
    })),
    overrides: [...overrides.values()].map(({ date, hours: intervals }) => ({
      date,
      intervals: intervals.map(({ start, end }) => ({ start: clock(start), end: clock(end) })),
    })),
    closures: [...business.closures, ...own.closures],
  };
}

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

function weekly(rows: HoursRow[]) {
  return rows.map(([weekday, start, end]) => ({
    days: [days[weekday - 1]],
    start: clock(start),
    end: clock(end),
  }));
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

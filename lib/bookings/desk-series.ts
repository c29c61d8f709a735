import "server-only";
import { randomUUID } from "node:crypto";
import { nearestTimes } from "@/lib/availability/data";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { occurrencesOf, type SeriesRule } from "../scheduling";
import { admit, hashOf, replayOf } from "./admission";
import type { DeskRefusal, DeskRequest, Terms } from "./desk";
import { deskPlace } from "./desk-place";
import { newBookingId } from "./ids";
import { bookingItem } from "./item";
import { related } from "./related";
import type { Booking } from "./schema";
import { letStay } from "./stays";

/** One date of a series at the desk, before it is booked. */
export interface DeskOccurrence {
  /** Local date of the business. */
  date: string;
  /** ISO; null where the clocks skip that time. */
  start: string | null;
  /** warning: customers could not book it, the desk can. */
  state: "free" | "warning" | "taken";
  reasons: string[];
  /** Free times near it, ISO; of dates that are not free. */
  alternatives: string[];
}

export interface DeskSeriesScope {
  /** Slugs; no staff = whoever is free. */
  business: string;
  service: string;
  staff?: string | undefined;
  party: number;
  timeZone: string;
}

const ALTERNATIVES = 4;
/** Dates that are looked up at once. */
const AT_ONCE = 4;

/**
 * Lays out a series for the desk: which dates are free, which customers could not book, which are taken, and what could
 * take their place.
 * @param start the first occurrence, epoch milliseconds
 */
export async function planAtDesk(
  scope: DeskSeriesScope,
  rule: SeriesRule,
  start: number,
  terms: Pick<Terms, "now" | "words">,
): Promise<DeskOccurrence[]> {
  const dates = occurrencesOf(rule, start, scope.timeZone);
  const planned: DeskOccurrence[] = [];
  for (let i = 0; i < dates.length; i += AT_ONCE) {
    const some = dates.slice(i, i + AT_ONCE).map(async ({ date, start: at }) => {
      const place =
        at === null ? null : await deskPlace({ ...scope, start: at }, terms.now, terms.words);
      const state = !place?.ok ? "taken" : place.warnings.length > 0 ? "warning" : "free";
      const around = at ?? Date.parse(`${date}T12:00:00Z`);
      const near =
        state === "free"
          ? []
          : await nearestTimes(scope, around, scope.party, terms.now, ALTERNATIVES);
      return {
        date,
        start: at === null ? null : new Date(at).toISOString(),
        state,
        reasons: !place
          ? ["The clocks skip that time on that day."]
          : place.ok
            ? place.warnings
            : place.reasons,
        alternatives: near.map((one) => one.start),
      } satisfies DeskOccurrence;
    });
    planned.push(...(await Promise.all(some)));
  }
  return planned;
}

export type DeskSeriesBooked =
  | { ok: true; bookings: Booking[] }
  | { ok: false; code: "invalid"; fields: Record<string, string> }
  /** `start` (ISO) names the date that stands in the way. Nothing was booked. */
  | (DeskRefusal & { start?: string });

/** Books the chosen dates of a series: all of them or none. */
export async function bookSeriesAtDesk(
  request: Omit<DeskRequest, "start" | "rebookedFrom">,
  series: { every: "week" | "month"; interval: number; starts: readonly number[] },
  terms: Terms,
): Promise<DeskSeriesBooked> {
  const admitted = await admit(request, { asked: false });
  if (!admitted.ok) return admitted;
  const staff = request.staff === "any" ? undefined : request.staff;
  const starts = [...new Set(series.starts)].sort((a, b) => a - b);
  const requestHash = hashOf({ ...request, series, notify: terms.notify });
  const items: object[] = [];
  const outside: number[] = [];
  for (const start of starts) {
    const place = await deskPlace({ ...request, staff, start }, terms.now, terms.words);
    const at = new Date(start).toISOString();
    if (!place.ok) {
      // It may be this very request that took the time, sent again after its answer was lost.
      const replay = await replayOf(admitted.page.business.id, request.key, requestHash);
      if (replay?.ok) return { ok: true, bookings: await related((replay.booking as Booking).id) };
      return { ...place, start: at };
    }
    if (place.warnings.length > 0 && !terms.override) {
      return { ok: false, code: "needs_override", reasons: place.warnings, start: at };
    }
    if (place.outside) outside.push(start);
    const item = await bookingItem(request, admitted, {
      bookingId: newBookingId(),
      start,
      staff: place.teams,
      staffChoice: staff ? "chosen" : "any",
      source: "staff",
      actor: terms.actor,
      override: terms.override,
    });
    const { customer } = item as { customer: object };
    items.push({ ...item, customer: { ...customer, id: request.customer.id } });
  }
  const outcome = await callFunction<
    { ok: true; bookings: Booking[] } | (Refusal & { item?: number })
  >("book_series_at_desk", {
    p_request: {
      businessId: admitted.page.business.id,
      items,
      group: { kind: "series", id: randomUUID(), every: series.every, interval: series.interval },
      staffNote: request.staffNote,
      notify: terms.notify,
      idempotencyKey: request.key,
      requestHash,
    },
  });
  if (!outcome.ok) {
    const { code, item } = outcome as Refusal & { item?: number };
    const at = item === undefined ? undefined : starts[item];
    return {
      ok: false,
      code: code === "slot_taken" ? "desk_taken" : code,
      ...(at === undefined ? {} : { start: new Date(at).toISOString() }),
    };
  }
  const bookings = outcome.bookings as Booking[];
  const staying = bookings.filter(({ start }) => outside.includes(Date.parse(start)));
  if (staying.length > 0) {
    await letStay(
      staying.map(({ appointmentId }) => appointmentId),
      terms,
    );
  }
  nudgeDispatch();
  return { ok: true, bookings };
}

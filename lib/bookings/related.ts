import "server-only";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { nudgeWaitlist } from "@/lib/waitlist/nudge";
import { addDays, instantsOfLocal, localDateOf, minuteOfDay } from "../scheduling";
import type { DeskRefusal, Terms } from "./desk";
import { deskPlace } from "./desk-place";
import { stands, type Which } from "./rules";
import type { Booking } from "./schema";
import { letStay } from "./stays";

const MS_PER_DAY = 86_400_000;

/** A booking with those of its visit or series, by time. */
export async function related(bookingId: string): Promise<Booking[]> {
  return callFunction<Booking[]>("related_bookings", { p_booking_id: bookingId });
}

/**
 * The bookings of a series that a change is for: this one, and of the others those that still stand and lie ahead.
 * @param now epoch milliseconds
 */
export async function standing(booking: Booking, which: Which, now: number): Promise<Booking[]> {
  if (which === "this") return [booking];
  return (await related(booking.id)).filter(
    (one) =>
      one.id === booking.id ||
      (stands(one) &&
        Date.parse(one.start) > now &&
        (which === "all" || one.start >= booking.start)),
  );
}

export type MovedSome =
  | { ok: true; bookings: Booking[] }
  /** `start` (ISO) names the first one that finds no place. Nothing was moved. */
  | (DeskRefusal & { start?: string });

/**
 * Moves several bookings of a series by the same step of the wall clock: so many days, to such a time. All or none.
 * @param start where this one goes, epoch milliseconds
 */
export async function moveRelated(
  booking: Booking,
  which: Which,
  start: number,
  terms: Terms,
): Promise<MovedSome> {
  const zone = booking.business.timeZone;
  const chosen = await standing(booking, which, terms.now);
  const step = daysBetween(localDateOf(zone, Date.parse(booking.start)), localDateOf(zone, start));
  const minute = minuteOfDay(zone, start);
  const own = chosen.filter(({ capacity }) => capacity === 1).map((one) => one.appointmentId);

  const items: object[] = [];
  const outside = new Set<string>();
  const warnings: string[] = [];
  for (const one of chosen) {
    const date = addDays(localDateOf(zone, Date.parse(one.start)), step);
    const target = one.id === booking.id ? start : instantsOfLocal(zone, date, minute)[0];
    // The clocks skip that time on that date.
    if (target === undefined) return { ok: false, code: "not_offered", start: one.start };
    const place = await deskPlace(
      {
        business: one.business.slug,
        service: one.service.slug,
        staff: one.staff.slug,
        exceptBooking: one.id,
        exceptAppointments: own,
        party: one.party,
        start: target,
      },
      terms.now,
      terms.words,
    );
    if (!place.ok) return { ...place, start: new Date(target).toISOString() };
    warnings.push(...place.warnings);
    if (place.outside) outside.add(one.id);
    items.push({
      bookingId: one.id,
      start: new Date(target).toISOString(),
      staff: place.teams,
      override: terms.override,
      expectedSequence: one.sequence,
    });
  }
  if (warnings.length > 0 && !terms.override) {
    return { ok: false, code: "needs_override", reasons: [...new Set(warnings)] };
  }
  // Whoever moves later makes room for the one before: so the last goes first, and the other way round.
  if (start > Date.parse(booking.start)) items.reverse();
  const outcome = await callFunction<
    { ok: true; bookings: Booking[] } | (Refusal & { item?: number })
  >("move_bookings", { p_request: { actor: { ...terms.actor }, items, notify: terms.notify } });
  if (!outcome.ok) {
    const code = String(outcome.code);
    return { ok: false, code: code === "slot_taken" ? "desk_taken" : code };
  }
  const moved = outcome.bookings as Booking[];
  const staying = moved.filter(({ id }) => outside.has(id)).map((one) => one.appointmentId);
  if (staying.length > 0) await letStay(staying, terms);
  nudgeDispatch();
  nudgeWaitlist();
  return { ok: true, bookings: moved };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY);
}

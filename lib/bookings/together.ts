import "server-only";
import { availabilityData } from "@/lib/availability/data";
import { slotQuery } from "@/lib/availability/query";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { nudgeWaitlist } from "@/lib/waitlist/nudge";
import { findSlots } from "../scheduling";
import type { ActingPerson } from "./item";
import {
  customerMayCancel,
  stands,
  staysPut,
  steppedStart,
  type Which,
  withoutAppointments,
} from "./rules";
import type { Booking } from "./schema";
import { teams } from "./teams";

/** What is done to the bookings of a visit or a series by their customer. */

/** A booking with those that it was made with. */
export interface Together {
  kind: "visit" | "series" | null;
  /** By time; of a booking that stands alone, just that one. */
  bookings: Booking[];
}

/** A booking with those of its visit or its series, by time. */
export async function together(bookingId: string): Promise<Together> {
  return callFunction<Together>("booking_group", { p_booking_id: bookingId });
}

/**
 * The bookings that a change is for, by time. A visit changes as a whole; of a series those that still stand and are to
 * come.
 * @param now epoch milliseconds
 */
export async function meant(booking: Booking, which: Which, now: number): Promise<Booking[]> {
  const { kind, bookings } = await together(booking.id);
  if (kind === "visit") return bookings.filter(stands);
  if (kind === null || which === "this") return [booking];
  return bookings.filter(
    (one) =>
      one.id === booking.id ||
      (stands(one) &&
        Date.parse(one.start) > now &&
        (which === "all" || one.start >= booking.start)),
  );
}

export type CancelledSome =
  | { ok: true; booking: Booking; done: number; kept: number }
  | (Refusal & { booking?: Booking });

/**
 * Cancels a visit, or bookings of a series. Those of a series stay where they are past their cut-off; the others go.
 * @param now epoch milliseconds
 */
export async function cancelTogether(
  booking: Booking,
  which: Which,
  actor: ActingPerson,
  reason: string,
  now: number,
): Promise<CancelledSome> {
  const chosen = await meant(booking, which, now);
  const { kind } = await together(booking.id);
  const late = chosen.find((one) => customerMayCancel(one, now).allowed === false);
  // Half of a visit is no visit: when its first part cannot be called off any more, it all stays.
  if (kind === "visit" && late) return { ok: false, code: "too_late" };
  const outcome = await callFunction<
    { ok: true; done: string[]; refused: { id: string; code: string }[] } | Refusal
  >("change_bookings_status", {
    p_booking_ids: `{${chosen.map(({ id }) => id).join(",")}}`,
    p_to: "cancelled",
    p_actor: { ...actor },
    p_reason: reason,
  });
  if (!outcome.ok) return outcome;
  if (outcome.done.length === 0) {
    return { ok: false, code: outcome.refused[0]?.code ?? "not_possible" };
  }
  nudgeDispatch();
  nudgeWaitlist();
  const after = (await together(booking.id)).bookings.find(({ id }) => id === booking.id);
  return {
    ok: true,
    booking: after ?? booking,
    done: outcome.done.length,
    kept: outcome.refused.length,
  };
}

export type MovedSome =
  | { ok: true; booking: Booking; moved: number }
  /** `date` is the local date of the first occurrence that finds no place. Nothing was moved. */
  | { ok: false; code: string; date?: string };

/**
 * Moves several bookings of a series by the same step of the wall clock: so many days, to such a time. All or none.
 * @param start where this one goes, epoch milliseconds
 * @param now epoch milliseconds
 */
export async function moveSeries(
  booking: Booking,
  which: Which,
  {
    start,
    staff,
    actor,
    now,
  }: { start: number; staff?: string | undefined; actor: ActingPerson; now: number },
): Promise<MovedSome> {
  const chosen = await meant(booking, which, now);
  const own = new Set(chosen.map(({ appointmentId }) => appointmentId));
  const items: object[] = [];
  for (const one of chosen) {
    const { date, target } = steppedStart(one, booking, start);
    // The clocks skip that time on that date.
    if (target === null) return { ok: false, code: "not_offered", date };
    if (staysPut(one, { start: target, staff })) continue;
    const span = { from: target, to: target + 60_000 };
    const wanted = staff ?? one.staff.slug;
    const data = await availabilityData({
      business: one.business.slug,
      service: one.service.slug,
      staff: wanted === "any" ? undefined : wanted,
      except: one.id,
      ...span,
    });
    if (!data.ok) return { ok: false, code: data.code, date };
    // The places of the series itself count as free, for they all move together; a class keeps the others in it.
    const free = data.service.capacity === 1 ? withoutAppointments(data, own) : data;
    const [slot] = findSlots(slotQuery(free, { now, party: one.party, ...span }));
    if (slot?.start !== target) return { ok: false, code: "one_taken", date };
    items.push({
      bookingId: one.id,
      start: new Date(target).toISOString(),
      staff: teams(free, slot.staff, target),
      expectedSequence: one.sequence,
    });
  }
  if (items.length === 0) return { ok: true, booking, moved: 0 };
  return writeMoves(booking, items, start, actor);
}

/**
 * Writes moves that were found possible, all or none.
 * @param items what move_booking takes, by time
 * @param start where the booking itself goes
 */
export async function writeMoves(
  booking: Booking,
  items: object[],
  start: number,
  actor: ActingPerson,
): Promise<MovedSome> {
  // Whoever moves later makes room for the one before: so the last goes first, and the other way round.
  const order = start > Date.parse(booking.start) ? [...items].reverse() : items;
  const outcome = await callFunction<
    { ok: true; bookings: Booking[] } | (Refusal & { item?: number })
  >("move_bookings", { p_request: { actor: { ...actor }, items: order } });
  if (!outcome.ok) return { ok: false, code: outcome.code };
  nudgeDispatch();
  nudgeWaitlist();
  const after = outcome.bookings.find(({ id }) => id === booking.id);
  return { ok: true, booking: after ?? booking, moved: items.length };
}

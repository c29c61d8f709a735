"use server";

import { changeStatus } from "@/lib/bookings/mutations";
import type { BookingStatus } from "@/lib/bookings/schema";
import { whyNotMember } from "@/lib/supabase/session";
import { bookingPlace } from "./data";
import { deskMember } from "./gate";
import { type StatusChange, statusChange } from "./schema";

export type StatusOutcome =
  | { ok: true; from: BookingStatus; status: BookingStatus }
  | { ok: false; code: string };

/**
 * Takes a booking one step for somebody of the business that the page was opened for. Refused with a code for
 * lib/http/messages.ts: `signed_out`, `left_team`, `forbidden` (another's appointment), `not_found`, and what
 * change_booking_status refuses.
 */
export async function setBookingStatus(change: StatusChange): Promise<StatusOutcome> {
  const input = statusChange.safeParse(change);
  if (!input.success) return { ok: false, code: "invalid" };
  const { businessId, bookingId, to, reason } = input.data;
  const desk = await deskMember(businessId);
  if (!desk) return { ok: false, code: await whyNotMember(businessId) };
  const { db, businessId: id } = desk.member;
  const place = await bookingPlace(db, id, bookingId);
  if (!place) return { ok: false, code: "not_found" };
  if (!desk.mayActFor(place.staffId)) return { ok: false, code: "forbidden" };
  const outcome = await changeStatus(bookingId, to, desk.actor, reason);
  return outcome.ok
    ? { ok: true, from: place.status, status: to }
    : { ok: false, code: outcome.code };
}

"use server";

import { changeStatus } from "@/lib/bookings/mutations";
import type { BookingStatus } from "@/lib/bookings/schema";
import { mayActOn } from "@/lib/members/rules";
import { findMember } from "@/lib/supabase/session";
import { bookingPlace } from "./data";
import { myStaffIds } from "./mine";
import { type StatusChange, statusChange } from "./schema";

export type StatusOutcome =
  | { ok: true; from: BookingStatus; status: BookingStatus }
  | { ok: false; code: string };

/**
 * Takes a booking one step for somebody of the business. Refused with a code for lib/http/messages.ts: `signed_out`,
 * `forbidden` (another's appointment), `not_found`, and what change_booking_status refuses.
 */
export async function setBookingStatus(change: StatusChange): Promise<StatusOutcome> {
  const input = statusChange.safeParse(change);
  if (!input.success) return { ok: false, code: "invalid" };
  const member = await findMember();
  if (!member) return { ok: false, code: "signed_out" };
  const { bookingId, to, reason } = input.data;
  const place = await bookingPlace(member.db, member.businessId, bookingId);
  if (!place) return { ok: false, code: "not_found" };
  const mine = await myStaffIds(member);
  if (!mayActOn(member.membership.role, mine, place.staffId)) {
    return { ok: false, code: "forbidden" };
  }
  const actor = { kind: "staff" as const, userId: member.person.id, name: member.person.name };
  const outcome = await changeStatus(bookingId, to, actor, reason);
  return outcome.ok
    ? { ok: true, from: place.status, status: to }
    : { ok: false, code: outcome.code };
}

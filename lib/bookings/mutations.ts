import "server-only";
import { slotAt } from "@/lib/availability/data";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { nudgeWaitlist } from "@/lib/waitlist/nudge";
import { env } from "../env";
import { admit, hashOf, replayOf } from "./admission";
import { heldBookings } from "./holds";
import { newBookingId } from "./ids";
import { type ActingPerson, bookingItem } from "./item";
import { type BookingFailure, refused, takenOrNotOffered } from "./refusals";
import type { Booking, BookingRequest } from "./schema";
import { teams } from "./teams";
import { manageToken } from "./token";

export type Booked =
  /** Of a visit, `bookings` has all of its parts, by time. */
  | { ok: true; replayed: boolean; booking: Booking; bookings?: Booking[]; manageUrl: string }
  | { ok: false; code: "invalid"; fields: Record<string, string> }
  | BookingFailure;

/**
 * Books a time for a customer. The engine decides on fresh data whether the start is offered and to whom; then one
 * database function writes everything, and has the last word (time rule 17).
 * @param key idempotency key; the same key with the same request returns the first booking (time rule 18)
 * @param now epoch milliseconds
 */
export async function createBooking(
  request: BookingRequest,
  {
    key,
    now,
    source,
    userId,
  }: { key: string; now: number; source: "public" | "api"; userId?: string },
): Promise<Booked> {
  const admitted = await admit(request);
  if (!admitted.ok) return admitted;
  const { page } = admitted;
  // A hold that ran out and was taken up again makes no other request of it.
  const requestHash = hashOf({ ...request, hold: undefined });
  const held = request.hold ? (await heldBookings(request.hold))?.[0] : undefined;
  const scope = {
    business: request.business,
    service: request.service,
    staff: request.staff === "any" ? undefined : request.staff,
    except: held?.id,
  };
  const found = await slotAt(scope, request.start, { now, party: request.party });
  if (!found.ok) return { ok: false, code: found.code };
  if (!found.slot) {
    const replay = await replayOf(page.business.id, key, requestHash);
    if (replay) return replay.ok ? booked(replay.booking, true) : { ok: false, code: replay.code };
    return refused(takenOrNotOffered(found.data, request.start, now), scope, request, now);
  }

  const item = await bookingItem(request, admitted, {
    bookingId: newBookingId(),
    start: request.start,
    staff: teams(found.data, found.slot.staff, request.start),
    staffChoice: scope.staff ? "chosen" : "any",
    source,
    actor: userId ? { kind: "customer", userId } : { kind: "customer" },
    ...(userId ? { userId } : {}),
    ...(held ? { holdId: held.id } : {}),
  });
  const written = await callFunction<{ ok: true; replayed: boolean; booking: Booking } | Refusal>(
    "create_booking",
    { p_request: { ...item, idempotencyKey: key, requestHash } },
  );
  if (!written.ok) return refused(written.code, scope, request, now);
  if (!written.replayed) nudgeDispatch();
  return booked(written.booking, written.replayed);
}

/** What of a booking it takes to move it. */
type Movable = Pick<Booking, "id" | "party" | "sequence"> & {
  business: Pick<Booking["business"], "slug">;
  service: Pick<Booking["service"], "slug">;
  staff: Pick<Booking["staff"], "slug">;
};

/**
 * Moves a booking to another start, with the same staff member where nothing else is asked.
 * @param staff a slug, "any", or undefined for the one who has it
 */
export async function moveBooking(
  booking: Movable,
  {
    start,
    staff,
    actor,
    now,
  }: { start: number; staff?: string | undefined; actor: ActingPerson; now: number },
): Promise<Booked> {
  const wanted = staff ?? booking.staff.slug;
  const scope = {
    business: booking.business.slug,
    service: booking.service.slug,
    staff: wanted === "any" ? undefined : wanted,
    except: booking.id,
  };
  const found = await slotAt(scope, start, { now, party: booking.party });
  if (!found.ok) return { ok: false, code: found.code };
  const around = { start, party: booking.party };
  if (!found.slot) return refused(takenOrNotOffered(found.data, start, now), scope, around, now);
  const written = await callFunction<{ ok: true; booking: Booking } | Refusal>("move_booking", {
    p_request: {
      bookingId: booking.id,
      start: new Date(start).toISOString(),
      staff: teams(found.data, found.slot.staff, start),
      actor: { ...actor },
      expectedSequence: booking.sequence,
    },
  });
  if (!written.ok) return refused(written.code, scope, around, now);
  nudgeDispatch();
  nudgeWaitlist();
  return booked(written.booking, false);
}

/**
 * Takes a booking one step in its life (see rules.ts).
 * @returns the booking as it is now, or why not; `already` carries the booking too
 */
export async function changeStatus(
  bookingId: string,
  to: Booking["status"],
  actor: ActingPerson,
  reason = "",
): Promise<{ ok: true; booking: Booking } | (Refusal & { booking?: Booking })> {
  const outcome = await callFunction<
    { ok: true; booking: Booking } | (Refusal & { booking?: Booking })
  >("change_booking_status", {
    p_booking_id: bookingId,
    p_to: to,
    p_actor: { ...actor },
    p_reason: reason,
  });
  if (outcome.ok) {
    nudgeDispatch();
    if (to === "cancelled" || to === "declined") nudgeWaitlist();
  }
  return outcome;
}

/** The address of a booking's manage page, its secret included: for the customer's eyes only. */
export async function manageUrl(bookingId: string): Promise<string> {
  return `${env().APP_URL}/manage/${await manageToken(env().TOKEN_SECRET, bookingId)}`;
}

async function booked(booking: Booking, replayed: boolean): Promise<Booked> {
  return { ok: true, replayed, booking, manageUrl: await manageUrl(booking.id) };
}

import "server-only";
import { type Scope, slotAt } from "@/lib/availability/data";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { env } from "../env";
import { MAX_VISIT_PARTS } from "../scheduling";
import { placeByToken } from "./data";
import { newBookingId } from "./ids";
import { type BookingFailure, refused, takenOrNotOffered } from "./refusals";
import type { Booking, HoldRequest } from "./schema";
import { teams } from "./teams";
import { manageToken, tokenHash } from "./token";

/** A place that is kept while somebody fills in the form. */
export interface Hold {
  /** The secret by which the holder renews, releases or books it; a visit has one for each of its parts, joined by dots. */
  token: string;
  expiresAt: string;
  staff: { slug: string; name: string };
}

/** One place to hold, as the server has decided it. */
export interface HeldPlace {
  serviceId: string;
  /** Epoch milliseconds. */
  start: number;
  party: number;
  /** Teams of staff ids in the order in which they are tried. */
  staff: string[][];
  staffChoice: "any" | "chosen";
  timeZone: string;
}

/**
 * Holds a start for ten minutes.
 * @param now epoch milliseconds
 * @param earlier the token of a hold that this one replaces; it is given back first, so that a customer who changes
 *   their mind between two overlapping times is not in their own way
 */
export async function holdPlace(
  request: HoldRequest,
  now: number,
  earlier?: string,
): Promise<{ ok: true; hold: Hold } | BookingFailure> {
  if (earlier) await releaseHold(earlier);
  const scope: Omit<Scope, "from" | "to"> = {
    business: request.business,
    service: request.service,
    staff: request.staff === "any" ? undefined : request.staff,
  };
  const found = await slotAt(scope, request.start, { now, party: request.party });
  if (!found.ok) return { ok: false, code: found.code };
  if (!found.slot) {
    return refused(takenOrNotOffered(found.data, request.start, now), scope, request, now);
  }
  const held = await putHold({
    serviceId: found.data.service.id,
    start: request.start,
    party: request.party,
    staff: teams(found.data, found.slot.staff, request.start),
    staffChoice: scope.staff ? "chosen" : "any",
    timeZone: request.timeZone,
  });
  return held.ok ? held : refused(held.code, scope, request, now);
}

/** Writes one hold. */
export async function putHold(place: HeldPlace): Promise<{ ok: true; hold: Hold } | Refusal> {
  const bookingId = newBookingId();
  const token = await manageToken(env().TOKEN_SECRET, bookingId);
  const written = await callFunction<{ ok: true; booking: Booking } | Refusal>("hold_place", {
    p_request: {
      ...place,
      bookingId,
      tokenHash: await tokenHash(token),
      start: new Date(place.start).toISOString(),
    },
  });
  if (!written.ok) return written;
  const { holdExpiresAt, staff, createdAt } = written.booking;
  return {
    ok: true,
    hold: {
      token,
      expiresAt: holdExpiresAt ?? createdAt,
      staff: { slug: staff.slug, name: staff.name },
    },
  };
}

/**
 * Ten more minutes for a form that is still open. A hold that has been renewed for two hours is not renewed any more:
 * then the answer is when it ends.
 * @returns null once the hold is gone (its time may have been taken)
 */
export async function renewHold(token: string): Promise<{ expiresAt: string } | null> {
  const held = await heldBookings(token);
  if (!held) return null;
  const ends: string[] = [];
  for (const booking of held) {
    const outcome = await callFunction<{ ok: true; expiresAt: string } | Refusal>("renew_hold", {
      p_booking_id: booking.id,
    });
    const end = outcome.ok ? String(outcome.expiresAt) : booking.holdExpiresAt;
    if (!end || Date.parse(end) <= Date.now()) return null;
    ends.push(end);
  }
  return { expiresAt: ends.sort()[0]! };
}

/** Gives a held place back at once; a token that holds nothing is no fault. */
export async function releaseHold(token: string): Promise<void> {
  for (const { id } of (await heldBookings(token, true)) ?? []) {
    await callFunction("release_hold", { p_booking_id: id });
  }
}

/**
 * Lets a hold run out in a few seconds unless it is renewed before.
 * @returns whether there was one
 */
export async function leaveHold(token: string, seconds: number): Promise<boolean> {
  const held = (await heldBookings(token, true)) ?? [];
  for (const { id } of held) {
    await callFunction("leave_hold", { p_booking_id: id, p_seconds: seconds });
  }
  return held.length > 0;
}

/** Frees places whose hold has run out; open pages hear of it. */
export async function sweepHolds(): Promise<void> {
  await callFunction("expire_holds");
}

/**
 * The held bookings of a token, in its order.
 * @param some also where only some of its parts are held still
 * @returns null when one of them, or with `some` every one, is not held any more
 */
export async function heldBookings(token: string, some = false): Promise<Booking[] | null> {
  const found = await Promise.all(token.split(".", MAX_VISIT_PARTS).map(placeByToken));
  const held = found.flatMap((one) => (one?.booking.status === "held" ? [one.booking] : []));
  return held.length > 0 && (some || held.length === found.length) ? held : null;
}

import "server-only";
import { randomUUID } from "node:crypto";
import { type Scope, slotAt } from "@/lib/availability/data";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { env } from "../env";
import { placeByToken } from "./data";
import { type BookingFailure, refused, takenOrNotOffered } from "./refusals";
import type { Booking, HoldRequest } from "./schema";
import { teams } from "./teams";
import { manageToken, tokenHash } from "./token";

/** A place that is kept while somebody fills in the form. */
export interface Hold {
  /** The secret by which the holder renews, releases or books it. */
  token: string;
  expiresAt: string;
  staff: { slug: string; name: string };
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
  const bookingId = randomUUID();
  const token = await manageToken(env().TOKEN_SECRET, bookingId);
  const written = await callFunction<{ ok: true; booking: Booking } | Refusal>("hold_place", {
    p_request: {
      bookingId,
      tokenHash: await tokenHash(token),
      serviceId: found.data.service.id,
      start: new Date(request.start).toISOString(),
      party: request.party,
      staff: teams(found.data, found.slot.staff, request.start),
      staffChoice: scope.staff ? "chosen" : "any",
      timeZone: request.timeZone,
    },
  });
  if (!written.ok) return refused(written.code, scope, request, now);
  const { holdExpiresAt, staff } = written.booking;
  return {
    ok: true,
    hold: {
      token,
      expiresAt: holdExpiresAt ?? new Date(now).toISOString(),
      staff: { slug: staff.slug, name: staff.name },
    },
  };
}

/** Ten more minutes for a form that is still open; null once the hold is gone (its time may have been taken). */
export async function renewHold(token: string): Promise<{ expiresAt: string } | null> {
  const held = await heldBooking(token);
  if (!held) return null;
  const outcome = await callFunction<{ ok: true; expiresAt: string } | Refusal>("renew_hold", {
    p_booking_id: held.id,
  });
  return outcome.ok ? { expiresAt: String(outcome.expiresAt) } : null;
}

/** Gives a held place back at once; a token that holds nothing is no fault. */
export async function releaseHold(token: string): Promise<void> {
  const held = await heldBooking(token);
  if (held) await callFunction("release_hold", { p_booking_id: held.id });
}

/** The held booking of a token, or null. */
export async function heldBooking(token: string): Promise<Booking | null> {
  const found = await placeByToken(token);
  return found?.booking.status === "held" ? found.booking : null;
}

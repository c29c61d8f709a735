import "server-only";
import { cache } from "react";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { Booking, BookingEvent } from "./schema";
import { isTokenShaped, tokenHash } from "./token";

export interface FoundBooking {
  booking: Booking;
  history: BookingEvent[];
}

/** The booking that a manage link opens, with its history; null when the link opens nothing, or only a held place. */
export async function bookingByToken(token: string): Promise<FoundBooking | null> {
  const found = await placeByToken(token);
  return found && found.booking.status !== "held" ? found : null;
}

/** The booking or the held place of a token; null when it opens nothing. */
export const placeByToken = cache(async (token: string): Promise<FoundBooking | null> => {
  if (!isTokenShaped(token)) return null;
  const found = await callFunction<({ ok: true } & FoundBooking) | Refusal>("booking_by_token", {
    p_token_hash: await tokenHash(token),
  });
  return found.ok ? (found as { ok: true } & FoundBooking) : null;
});

/** A signed-in customer's bookings with every business, newest start first. */
export async function customerBookings(userId: string): Promise<Booking[]> {
  return callFunction<Booking[]>("customer_bookings", { p_user_id: userId });
}

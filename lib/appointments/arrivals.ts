import "server-only";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";

/**
 * Who is here: booking ids with the instant at which they came (ISO), among those that are still to be served.
 * @param since epoch milliseconds: whoever came before is long gone
 */
export async function whoIsHere(
  db: SessionClient,
  businessId: BusinessId,
  since: number,
): Promise<Record<string, string>> {
  const { data, error } = await db
    .from("bookings")
    .select("id, arrived_at")
    .eq("business_id", businessId)
    .eq("status", "confirmed")
    .gte("arrived_at", new Date(since).toISOString());
  if (error) throw new Error(`arrivals: ${error.message}`);
  return Object.fromEntries(
    data.map(({ id, arrived_at }) => [id, new Date(arrived_at!).toISOString()]),
  );
}

/** Notes that a customer is here, or takes it back. */
export function noteArrival(
  businessId: BusinessId,
  userId: string,
  bookingId: string,
  here: boolean,
): Promise<{ ok: true } | Refusal> {
  return callFunction("note_arrival", {
    p_business: businessId,
    p_user: userId,
    p_booking: bookingId,
    p_here: here,
  });
}

import "server-only";
import { cache } from "react";
import { availabilityData, startOfDate } from "@/lib/availability/data";
import { isTokenShaped, tokenHash } from "@/lib/bookings/token";
import { addDays } from "@/lib/scheduling";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { BusinessId } from "@/lib/supabase/session";
import { fullStarts, type Outlook, outlookOf } from "./full";
import type { Entry } from "./schema";

/** The entry that a waiting customer's link opens; null when it opens nothing. */
export const entryByToken = cache(async (token: string): Promise<Entry | null> => {
  if (!isTokenShaped(token)) return null;
  const found = await callFunction<{ ok: true; entry: Entry } | Refusal>("waitlist_by_token", {
    p_token_hash: await tokenHash(token),
  });
  return found.ok ? (found as { entry: Entry }).entry : null;
});

/** Who waits at a business or has an offer, first come first, at most 500. */
export async function queueOf(businessId: BusinessId): Promise<Entry[]> {
  return callFunction<Entry[]>("waitlist_queue", { p_business: businessId });
}

/**
 * How a visitor's date stands: whether anything is free, and the sessions that are full.
 * @param zone whose date it is
 * @returns full starts in epoch milliseconds, in order
 */
export async function dayOutlook(
  scope: { business: string; service: string; staff?: string | undefined },
  { date, zone, party }: { date: string; zone: string; party: number },
  now: number,
): Promise<{ outlook: Outlook; full: number[] }> {
  const from = startOfDate(zone, date);
  const to = startOfDate(zone, addDays(date, 1));
  const data = await availabilityData({ ...scope, from, to });
  if (!data.ok) return { outlook: "closed", full: [] };
  const day = {
    timeZone: zone,
    from: date,
    to: date,
    weekdays: [],
    fromMin: 0,
    toMin: 1440,
    party,
  };
  return { outlook: outlookOf(day, data, now), full: fullStarts(data, { from, to, party }, now) };
}

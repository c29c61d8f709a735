import "server-only";
import { callFunction } from "@/lib/supabase/functions";
import type { Notices } from "./notice-words";

/**
 * A person's notices, latest first.
 * @param businessId of the business they work for; null = as a customer, of every business
 * @param before only older ones than this notice
 */
export function noticesOf(
  userId: string,
  businessId: string | null,
  { limit = 30, before = null }: { limit?: number; before?: number | null } = {},
): Promise<Notices> {
  return callFunction("my_notices", {
    p_user: userId,
    p_business: businessId,
    p_before: before,
    p_limit: limit,
  });
}

/** What has been told of a booking and its visit, latest first, for whoever has its link. */
export function bookingNotices(bookingId: string): Promise<Notices> {
  return callFunction("booking_notices", { p_booking: bookingId });
}

/** Marks what has been told of a booking as read, all of it without ids. */
export function readBookingNotices(bookingId: string, ids: number[] | null): Promise<number> {
  return callFunction("read_booking_notices", {
    p_booking: bookingId,
    p_ids: ids === null ? null : `{${ids.join(",")}}`,
  });
}

/** Marks notices as read, all of them without ids. */
export function readNotices(
  userId: string,
  businessId: string | null,
  ids: number[] | null,
): Promise<number> {
  return callFunction("read_notices", {
    p_user: userId,
    p_business: businessId,
    // An array of the database's own, not JSON.
    p_ids: ids === null ? null : `{${ids.join(",")}}`,
  });
}

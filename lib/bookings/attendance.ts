import "server-only";
import { callFunction } from "@/lib/supabase/functions";

/** Whose customers have said that they will come, and when: instants by booking. The caller has checked the right to it. */
export function attendanceOf(bookingIds: readonly string[]): Promise<Record<string, string>> {
  return callFunction("attendance_of", { p_bookings: `{${bookingIds.join(",")}}` });
}

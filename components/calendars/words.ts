import { reasonOf } from "@/lib/calendars/words";
import { messageFor } from "@/lib/http/messages";

const BOOKING = new Set([
  "forbidden",
  "signed_out",
  "left_team",
  "already",
  "slot_taken",
  "not_offered",
  "not_possible",
  "changed_meanwhile",
  "in_the_past",
  "limit_reached",
]);

/** A refusal in words, whether it comes from a calendar or from a booking. */
export function refusal(code: string): string {
  return BOOKING.has(code) ? messageFor(code) : reasonOf(code);
}

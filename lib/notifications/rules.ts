import type { Claimed } from "./schema.ts";

/**
 * How often a message may be claimed. The database gives up after fewer reported attempts; only a message that ends
 * its dispatcher each time, before anything can be reported, gets this far.
 */
export const MAX_CLAIMS = 12;

/**
 * Whether a later change of the booking makes a message pointless. On the first attempt everything goes out in the
 * order in which it happened; a message that was held up must not arrive after the news that replaced it.
 * @param sequence the calendar sequence that the message tells
 */
export function isOvertaken(
  message: Pick<Claimed, "attempt" | "booking">,
  sequence: number,
): boolean {
  return message.attempt > 1 && sequence < message.booking.sequence;
}

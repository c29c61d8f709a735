import type { Claimed } from "./schema.ts";

/** How often a message may end its dispatcher before anything can be reported. */
const MAX_CRASHES = 10;

/** Dispatchers also end for reasons of their own, many of them in a bad minute: nothing is given up before so long. */
const PATIENCE_MS = 3_600_000;

/**
 * Whether to give up a message whose dispatchers have ended each time.
 * @param dueAt when it was due, ISO; without it only the crashes count
 * @param now epoch milliseconds
 */
export function endsDispatchers(crashes: number, dueAt: string | undefined, now: number): boolean {
  return crashes > MAX_CRASHES && (!dueAt || now - Date.parse(dueAt) > PATIENCE_MS);
}

/** From so many on it may be the message's own doing, and it is sent apart from others. */
export const SUSPICIOUS_CRASHES = 2;

/** Kinds that are written with the booking and due around it. */
const AHEAD = new Set(["booking.reminder", "booking.follow_up", "booking.rebook"]);

/** Whether a message needs the customer's wish: they can stop it with one click, and it says how. */
export function optionalTopic(kind: string): "reminder" | "news" | null {
  if (!AHEAD.has(kind)) return null;
  return kind === "booking.reminder" ? "reminder" : "news";
}

/**
 * Whether a later change of the booking makes a message pointless. On the first attempt everything goes out in the
 * order in which it happened; a message that was held up must not arrive after the news that replaced it.
 * @param sequence the calendar sequence that the message tells
 */
export function isOvertaken(
  message: Pick<Claimed, "attempt" | "booking" | "kind">,
  sequence: number,
): boolean {
  // What is written ahead (reminders) is checked against the booking when it is claimed.
  if (AHEAD.has(message.kind)) return false;
  return message.attempt > 1 && sequence < message.booking.sequence;
}

import type { BookingEvent } from "@/lib/bookings/schema";
import { formatDayTime } from "@/lib/format";

/**
 * One event of a booking's history as its customer would tell it.
 * @param zone the zone that its times are told in
 */
export function historyWords(
  event: BookingEvent,
  business: string,
  zone: string,
  locale: string,
): string {
  const who = event.actor === "customer" ? "You" : business;
  const start = (facts: Record<string, unknown>) =>
    typeof facts.start === "string" ? formatDayTime(facts.start, zone, locale) : "";
  const after = start(event.after);
  switch (event.kind) {
    case "requested":
      return `${who} asked for ${after}.`;
    case "booked":
      return event.actor === "customer"
        ? `You booked ${after}.`
        : `${business} booked ${after} for you.`;
    case "moved":
      return `${who} moved it from ${start(event.before)} to ${after}.`;
    case "confirmed":
      return `${who} confirmed it.`;
    case "cancelled":
      return event.actor === "system" ? "It was cancelled." : `${who} cancelled it.`;
    case "declined":
      return `${business} could not take it.`;
    case "expired":
      return "It ran out before it was confirmed.";
    case "completed":
      return "You were here.";
    case "no_show":
      return `${business} noted that you did not come.`;
    case "reopened":
      return `${business} put it back to confirmed.`;
    default:
      return `${who} changed it.`;
  }
}

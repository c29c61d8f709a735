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
  const fact = (facts: Record<string, unknown>, name: string) =>
    typeof facts[name] === "string" ? (facts[name] as string) : "";
  const changed = (name: string) =>
    fact(event.before, name) !== "" && fact(event.before, name) !== fact(event.after, name);
  switch (event.kind) {
    case "requested":
      return `${who} asked for ${after}.`;
    case "booked":
      return event.actor === "customer"
        ? `You booked ${after}.`
        : `${business} booked ${after} for you.`;
    case "moved": {
      // What else changed with it: the service, the person.
      const rest = [
        ...(changed("service")
          ? [`from ${fact(event.before, "service")} to ${fact(event.after, "service")}`]
          : []),
        ...(changed("staff")
          ? [`from ${fact(event.before, "staff")} to ${fact(event.after, "staff")}`]
          : []),
      ];
      const moved = start(event.before) !== after;
      if (!moved && rest.length > 0) return `${who} changed it ${rest.join(", and ")}.`;
      const more = rest.length > 0 ? `, and ${rest.join(", and ")}` : "";
      return `${who} moved it from ${start(event.before)} to ${after}${more}.`;
    }
    case "edited": {
      const [from, to] = [event.before.party, event.after.party];
      return from !== to && typeof to === "number"
        ? `${who} changed it from ${String(from)} to ${to} ${to === 1 ? "person" : "people"}.`
        : `${who} changed the details.`;
    }
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

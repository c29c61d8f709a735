import type { BookingEvent } from "@/lib/bookings/schema";
import { formatDayTime } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

/**
 * One event of a booking's history as its customer would tell it.
 * @param zone the zone that its times are told in
 */
export function historyWords(
  t: Translate<"history">,
  event: BookingEvent,
  business: string,
  zone: string,
  locale: string,
): string {
  const who = { customer: "you", staff: "them", system: "system" }[event.actor];
  const { before, after } = event;
  const startOf = (facts: Record<string, unknown>) =>
    typeof facts.start === "string" ? formatDayTime(facts.start, zone, locale) : "";
  const when = startOf(after);
  switch (event.kind) {
    case "requested":
    case "booked":
      return t(event.kind, { who, business, when });
    case "moved": {
      const from = startOf(before);
      const told = [
        ...(from === when ? [] : [t("moved", { who, business, from, to: when })]),
        // What else changed with it: the service, the person.
        ...["service", "staff"].flatMap((name) => {
          const [from, to] = [before[name], after[name]];
          return typeof from === "string" && from !== "" && typeof to === "string" && from !== to
            ? [t("exchanged", { who, business, from, to })]
            : [];
        }),
      ];
      return told.length > 0 ? told.join(" ") : t("moved", { who, business, from, to: when });
    }
    case "edited": {
      const [from, to] = [before.party, after.party];
      return from !== to && typeof from === "number" && typeof to === "number"
        ? t("party", { who, business, from, to })
        : t("edited", { who, business });
    }
    case "confirmed":
    case "cancelled":
      return t(event.kind, { who, business });
    case "declined":
    case "reopened":
      return t(event.kind, { business });
    case "expired":
    case "completed":
      return t(event.kind);
    case "no_show":
      return t("noShow", { business });
    default:
      return t("other", { who, business });
  }
}

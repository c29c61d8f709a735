import { customerMayCancel, customerMayMove, stands } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";
import { formatDayTime } from "@/lib/format";
import { refusalWords } from "@/lib/i18n/refusal-words";
import type { Translate } from "@/lib/i18n/translate";

/** The words of a customer's own page, by what has become of the booking. */

export function headline(
  t: Translate<"manage">,
  { status, end }: Booking,
  fresh: boolean,
  now: number,
): string {
  if (fresh && status === "confirmed") return t("booked");
  if (fresh && status === "pending") return t("requestIn");
  if (status === "cancelled") return t("isCancelled");
  if (status === "declined") return t("notTaken");
  if (status === "expired") return t("ranOut");
  if (status === "no_show" || status === "completed" || Date.parse(end) <= now) return t("over");
  return t("page");
}

export function lead(
  t: Translate<"manage">,
  booking: Booking,
  fresh: boolean,
  now: number,
): string {
  const { status, customer, cancelledBy, cancelReason, service } = booking;
  const business = booking.business.name;
  const mail = customer.email ?? t("yourAddress");
  const why = cancelReason ? ` ${t("quoted", { text: cancelReason })}` : "";
  if (status === "cancelled") {
    return cancelledBy === "customer"
      ? t("youCancelled")
      : `${t("theyCancelled", { business })}${why}`;
  }
  if (status === "declined") return `${t("theyCannot", { business })}${why}`;
  if (status === "expired") return t("gaveBack");
  if (status === "pending" && service.confirmation !== "email") {
    return t("looksAtIt", { business, mail });
  }
  if (fresh && status === "confirmed") return t("sentTo", { mail });
  if (Date.parse(booking.end) <= now) return t("thanks");
  const may = customerMayCancel(booking, now).allowed || customerMayMove(booking, now).allowed;
  return t(may ? "withThem" : "onlyWith", { business });
}

/** What the last act on this page came to. */
export function newsOf(
  { t, refusals }: { t: Translate<"manage">; refusals: Translate<"refusals"> },
  booking: Booking,
  query: Record<string, string | string[] | undefined>,
  { locale, visit }: { locale: string; visit: boolean },
): { tone: "ok" | "warn"; words: string } | null {
  const { start, timeZone, status } = booking;
  const when = formatDayTime(start, timeZone, locale);
  // The parts of a visit are one thing to its customer.
  const count = visit ? 1 : Number(query.n);
  if (query.done === "moved") {
    if (query.n === "0") return { tone: "ok", words: t("stayed", { when }) };
    return {
      tone: "ok",
      words: count > 1 ? t("movedMany", { count, when }) : t("moved", { when }),
    };
  }
  if (query.done === "changed") return { tone: "ok", words: t("changed") };
  if (query.done === "confirmed" && status === "confirmed") {
    return { tone: "ok", words: t("confirmed") };
  }
  if (query.done === "coming" && status === "confirmed") {
    return { tone: "ok", words: t("coming", { business: booking.business.name }) };
  }
  if (query.done === "cancelled" && status === "cancelled") {
    const kept = Number(query.kept);
    const done = count > 1 ? t("cancelledMany", { count }) : t("cancelledOne");
    return { tone: "ok", words: kept > 0 ? `${done} ${t("stays", { count: kept })}` : done };
  }
  if (typeof query.problem !== "string") return null;
  if (query.problem === "already" || query.problem === "not_possible") {
    return { tone: "warn", words: t("meanwhile") };
  }
  return { tone: "warn", words: refusalWords(refusals, query.problem) };
}

/** Until when it can be changed, and how often it still can be moved; empty once nothing can. */
export function limitsWords(
  t: Translate<"manage">,
  booking: Booking,
  now: number,
  locale: string,
): string {
  const { cancelUntil, moveUntil, maxMoves, moves, timeZone } = booking;
  if (!stands(booking) || !customerMayCancel(booking, now).allowed) return "";
  const cancel = formatDayTime(cancelUntil, timeZone, locale);
  if (!customerMayMove(booking, now).allowed) return t("cancelUntil", { cancel });
  const move = formatDayTime(moveUntil, timeZone, locale);
  const until = cancel === move ? t("bothUntil", { cancel }) : t("eachUntil", { move, cancel });
  if (maxMoves === null) return until;
  const count = maxMoves - moves;
  return `${until} ${moves > 0 ? t("movesLeftMore", { count }) : t("movesLeft", { count })}`;
}

import { customerMayCancel, customerMayMove, stands } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";
import { formatDay, formatDayTime, formatTime } from "@/lib/format";
import { messageFor } from "@/lib/http/messages";

/** The words of a customer's own page, by what has become of the booking. */

export function headline({ status, end }: Booking, fresh: boolean, now: number): string {
  if (fresh && status === "confirmed") return "You are booked";
  if (fresh && status === "pending") return "Your request is in";
  if (status === "cancelled") return "This appointment is cancelled";
  if (status === "declined") return "This request was not taken";
  if (status === "expired") return "This request has run out";
  if (status === "no_show" || status === "completed" || Date.parse(end) <= now)
    return "This appointment is over";
  return "Your appointment";
}

export function lead(booking: Booking, fresh: boolean, now: number): string {
  const { status, business, customer, cancelledBy, cancelReason, service } = booking;
  const mail = customer.email ?? "your address";
  const why = cancelReason ? ` “${cancelReason}”` : "";
  if (status === "cancelled") {
    return cancelledBy === "customer"
      ? "You cancelled it. The time is free for somebody else."
      : `${business.name} cancelled it.${why}`;
  }
  if (status === "declined") return `${business.name} cannot take it.${why}`;
  if (status === "expired") return "It was not confirmed in time, so the place was given back.";
  if (status === "pending" && service.confirmation !== "email") {
    return `${business.name} looks at it and writes to ${mail}. The time is kept for you until then.`;
  }
  if (fresh && status === "confirmed") {
    return `We have sent this, with a calendar file, to ${mail}.`;
  }
  if (Date.parse(booking.end) <= now) return "Thank you for coming.";
  return `With ${business.name}. Change or cancel it here.`;
}

/** What the last act on this page came to. */
export function newsOf(
  booking: Booking,
  query: Record<string, string | string[] | undefined>,
  { locale, visit }: { locale: string; visit: boolean },
): { tone: "ok" | "warn"; words: string } | null {
  const { start, timeZone, status } = booking;
  const when = `${formatDay(start, timeZone, locale)}, ${formatTime(start, timeZone, locale)}`;
  // The parts of a visit are one thing to its customer.
  const count = visit ? 1 : Number(query.n);
  if (query.done === "moved") {
    return {
      tone: "ok",
      words:
        count > 1
          ? `${count} appointments moved; this one to ${when}. An e-mail with the new times is on its way.`
          : `Moved to ${when}. An e-mail with the new time is on its way.`,
    };
  }
  if (query.done === "changed") {
    return { tone: "ok", words: "Changed. This is how it stands now." };
  }
  if (query.done === "confirmed" && status === "confirmed") {
    return { tone: "ok", words: "Confirmed. See you then." };
  }
  if (query.done === "cancelled" && status === "cancelled") {
    const kept = Number(query.kept);
    const stays =
      kept > 0
        ? ` ${kept === 1 ? "One stays" : `${kept} stay`}: it is too late to cancel ${kept === 1 ? "it" : "them"} here.`
        : "";
    return {
      tone: "ok",
      words:
        count > 1
          ? `${count} appointments are cancelled, and an e-mail about it is on its way.${stays}`
          : `It is cancelled, and an e-mail about it is on its way.${stays}`,
    };
  }
  if (typeof query.problem !== "string") return null;
  if (query.problem === "already" || query.problem === "not_possible") {
    return {
      tone: "warn",
      words:
        "It had been changed in the meantime. This is how it stands now; nothing else was done.",
    };
  }
  return { tone: "warn", words: messageFor(query.problem) };
}

/** Until when it can be changed, and how often it still can be moved; empty once nothing can. */
export function limitsWords(booking: Booking, now: number, locale: string): string {
  const { cancelUntil, moveUntil, maxMoves, moves, timeZone } = booking;
  if (!stands(booking) || !customerMayCancel(booking, now).allowed) return "";
  const cancel = formatDayTime(cancelUntil, timeZone, locale);
  if (!customerMayMove(booking, now).allowed) return `You can cancel it here until ${cancel}.`;
  const move = formatDayTime(moveUntil, timeZone, locale);
  const until =
    cancel === move
      ? `You can move or cancel it here until ${cancel}`
      : `You can move it here until ${move}, and cancel it until ${cancel}`;
  if (maxMoves === null) return `${until}.`;
  const left = maxMoves - moves;
  return `${until}; it can be moved ${left === 1 ? "once" : `${left} times`}${moves > 0 ? " more" : ""}.`;
}

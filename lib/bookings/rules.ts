import type { AvailabilityData } from "../availability/schema.ts";
import type { PublicService, Question } from "../business/schema.ts";
import { addDays } from "../scheduling/calendar.ts";
import type { Reason } from "../scheduling/explain.ts";
import { instantsOfLocal, localDateOf, minuteOfDay } from "../scheduling/zone.ts";
import type { Booking, BookingStatus } from "./schema.ts";

export type Actor = "customer" | "staff" | "system";

/** A step in a booking's life. */
export interface Transition {
  from: BookingStatus;
  to: BookingStatus;
  /** Who may take it. */
  by: readonly Actor[];
  /** What it needs, beyond the state: before the cut-off, after the start, or nothing. */
  needs: "cutoff" | "started" | null;
}

/**
 * The life of a booking: every step there is. The database holds the same pairs in private.booking_transitions and
 * refuses all others; a test keeps the two equal.
 */
export const transitions: readonly Transition[] = [
  { from: "held", to: "pending", by: ["customer"], needs: null },
  { from: "held", to: "confirmed", by: ["customer", "staff"], needs: null },
  { from: "held", to: "expired", by: ["system"], needs: null },
  { from: "held", to: "cancelled", by: ["customer", "staff"], needs: null },
  { from: "pending", to: "confirmed", by: ["staff", "customer"], needs: null },
  { from: "pending", to: "declined", by: ["staff"], needs: null },
  { from: "pending", to: "cancelled", by: ["customer", "staff"], needs: "cutoff" },
  { from: "pending", to: "expired", by: ["system"], needs: null },
  { from: "confirmed", to: "completed", by: ["staff", "system"], needs: "started" },
  { from: "confirmed", to: "no_show", by: ["staff"], needs: "started" },
  { from: "confirmed", to: "cancelled", by: ["customer", "staff"], needs: "cutoff" },
  { from: "completed", to: "confirmed", by: ["staff"], needs: null },
  { from: "completed", to: "no_show", by: ["staff"], needs: "started" },
  { from: "no_show", to: "confirmed", by: ["staff"], needs: null },
  { from: "no_show", to: "completed", by: ["staff"], needs: "started" },
];

/** Whether the booking is over, so that its manage link changes nothing any more. */
export function hasEnded(status: BookingStatus): boolean {
  return !transitions.some(({ from, by }) => from === status && by.includes("customer"));
}

export type Allowed =
  | { allowed: true }
  | { allowed: false; because: "ended" | "too_late" | "too_many_moves" };

/**
 * Whether the customer may cancel now. The cut-off itself is the database's (private.cancel_until); staff may always.
 * @param now epoch milliseconds
 */
export function customerMayCancel(
  booking: Pick<Booking, "status" | "cancelUntil">,
  now: number,
): Allowed {
  if (hasEnded(booking.status)) return { allowed: false, because: "ended" };
  return now <= Date.parse(booking.cancelUntil)
    ? { allowed: true }
    : { allowed: false, because: "too_late" };
}

/**
 * Whether the customer may move now: before the cut-off, and not more often than the business allows.
 * @param now epoch milliseconds
 */
export function customerMayMove(
  booking: Pick<Booking, "status" | "moveUntil" | "moves" | "maxMoves">,
  now: number,
): Allowed {
  if (booking.status !== "pending" && booking.status !== "confirmed")
    return { allowed: false, because: "ended" };
  if (now > Date.parse(booking.moveUntil)) return { allowed: false, because: "too_late" };
  if (booking.maxMoves !== null && booking.moves >= booking.maxMoves) {
    return { allowed: false, because: "too_many_moves" };
  }
  return { allowed: true };
}

/** Someone who could take a booking, with what they have around that time. */
export interface Candidate {
  id: string;
  /** Bookings in the period around the start. */
  load: number;
  /** Share of the "anyone" bookings. */
  weight: number;
  /** When their last appointment before the start ends, epoch milliseconds; -Infinity = none. */
  idleSince: number;
}

/**
 * "Anyone" goes to whoever has the fewest bookings for their weight, then to whoever has been idle longest, then by id,
 * so that the choice is the same wherever it is made.
 * @returns the ids, the fairest first
 */
export function fairestFirst(candidates: readonly Candidate[]): string[] {
  return [...candidates]
    .sort(
      (a, b) =>
        a.load / a.weight - b.load / b.weight ||
        compare(a.idleSince, b.idleSince) ||
        compare(a.id, b.id),
    )
    .map(({ id }) => id);
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Checks the answers to a service's questions.
 * @returns messages by question id (empty = all right) and the answers that belong to questions
 */
export function checkAnswers(
  questions: readonly Question[],
  answers: Readonly<Record<string, string | boolean>>,
): { problems: Record<string, string>; kept: Record<string, string | boolean> } {
  const problems: Record<string, string> = {};
  const kept: Record<string, string | boolean> = {};
  for (const question of questions) {
    const answer = answers[question.id];
    const ticks = question.kind === "checkbox" || question.kind === "consent";
    const given = ticks ? answer === true : typeof answer === "string" && answer.trim() !== "";
    if (!given) {
      if (question.required)
        problems[question.id] = ticks ? "please tick this" : "please answer this";
      continue;
    }
    if (question.kind === "choice" && !question.options?.includes(String(answer))) {
      problems[question.id] = "please choose one of these";
      continue;
    }
    kept[question.id] = typeof answer === "string" ? answer.trim() : true;
  }
  return { problems, kept };
}

/** What the engine needs, with some appointments counted as free: those that move together, or are one's own. */
export function withoutAppointments(
  data: AvailabilityData,
  own: ReadonlySet<string>,
): AvailabilityData {
  return {
    ...data,
    staff: data.staff.map((person) => ({
      ...person,
      appointments: person.appointments.filter(([, , , , id]) => !own.has(id)),
    })),
    resources: data.resources.map((thing) => ({
      ...thing,
      busy: thing.busy.filter(([, , , id]) => !own.has(id)),
    })),
  };
}

/** Why a date of a series cannot be had, in as many cases as a customer needs. */
export type WhyNot = "closed" | "too_far" | "too_soon" | "skipped" | "taken";

/** The reason to tell, of all that the engine knows: what holds for everybody comes before who is busy. */
export function whyNot(reasons: readonly Reason[]): WhyNot {
  const codes = new Set(reasons.map(({ code }) => code));
  const any = (...some: Reason["code"][]) => some.some((code) => codes.has(code));
  if (any("horizon", "outside_bookable_dates")) return "too_far";
  if (any("past", "notice")) return "too_soon";
  if (
    any(
      "busy",
      "buffer",
      "session_full",
      "resource_busy",
      "limit_day",
      "limit_week",
      "service_limit",
    )
  ) {
    return "taken";
  }
  const shut = any("closed_override", "closed_closure", "outside_hours", "outside_service_hours");
  return shut ? "closed" : "taken";
}

/**
 * The services that a booking may become by its customer: room for its party, nothing left to ask, and no look of the
 * business that it would slip past.
 */
export function otherServices<
  S extends Pick<PublicService, "slug" | "capacity" | "confirmation" | "questions" | "staff">,
>(
  booking: Pick<Booking, "party" | "answers"> & {
    service: Pick<Booking["service"], "slug" | "confirmation">;
  },
  services: readonly S[],
): S[] {
  const { service, party, answers } = booking;
  return services.filter(
    (one) =>
      one.slug !== service.slug &&
      one.staff.length > 0 &&
      one.capacity >= party &&
      (one.confirmation === "instant" || one.confirmation === service.confirmation) &&
      Object.keys(checkAnswers(one.questions, answers).problems).length === 0,
  );
}

/**
 * With whom a booking, or the parts of a visit by time, are to be after a move that names nobody: whoever leads it. A visit
 * that was given to several people because nobody was chosen goes to whoever is free again: one person may not find the
 * time for all of it.
 * @returns a staff member's slug, or "any"
 */
export function staffToKeep(
  parts: readonly (Pick<Booking, "staffChoice"> & { staff: Pick<Booking["staff"], "slug"> })[],
): string {
  const [first] = parts;
  const shared = parts.some(({ staff }) => staff.slug !== first?.staff.slug);
  return !first || (shared && first.staffChoice === "any") ? "any" : first.staff.slug;
}

/** Which bookings of a series a change is for. */
export type Which = "this" | "following" | "all";

/** Whether a booking still stands. */
export function stands({ status }: Pick<Booking, "status">): boolean {
  return status === "pending" || status === "confirmed";
}

/**
 * Of bookings that were made together, those that are to be shown and booked again as one visit: the parts that have gone
 * the same way, standing or ended. Of anything but a visit, the booking itself.
 */
export function visitOf<T extends Pick<Booking, "id" | "status">>(
  booking: T,
  { kind, bookings }: { kind: "visit" | "series" | null; bookings: readonly T[] },
): [T, ...T[]] {
  const [first, ...rest] = bookings.filter((part) => stands(part) === stands(booking));
  return kind === "visit" && first ? [first, ...rest] : [booking];
}

/**
 * Whether a move would leave a booking where it is: the same start, and nobody else asked for. Such a move is none: it
 * counts against no limit and is no news.
 * @param start epoch milliseconds
 * @param staff a slug, "any", or undefined for whoever has it
 */
export function staysPut(
  booking: Pick<Booking, "start"> & { staff: Pick<Booking["staff"], "slug"> },
  { start, staff }: { start: number; staff?: string | undefined },
): boolean {
  const same = staff === undefined || staff === "any" || staff === booking.staff.slug;
  return same && start === Date.parse(booking.start);
}

/**
 * When, what and with whom bookings are, as one text: a page says which it has shown, so that nobody moves what somebody
 * else has changed in the meantime.
 */
export function placesOf(
  bookings: readonly (Pick<Booking, "start"> & {
    service: Pick<Booking["service"], "slug">;
    staff: Pick<Booking["staff"], "slug">;
  })[],
): string {
  return bookings
    .map(({ start, service, staff }) => `${start} ${service.slug} ${staff.slug}`)
    .join(", ");
}

/**
 * Where a booking of a series goes when another one moves: as many days on, at the same time of the wall clock.
 * @param one the booking that follows
 * @param lead the booking whose new start was chosen
 * @param start that start, epoch milliseconds
 * @returns its local date in the business's zone; `target` is null where the clocks skip that time
 */
export function steppedStart(
  one: Pick<Booking, "id" | "start">,
  lead: Pick<Booking, "id" | "start"> & { business: Pick<Booking["business"], "timeZone"> },
  start: number,
): { date: string; target: number | null } {
  const zone = lead.business.timeZone;
  const goal = localDateOf(zone, start);
  const from = localDateOf(zone, Date.parse(lead.start));
  const step = Math.round((Date.parse(goal) - Date.parse(from)) / 86_400_000);
  const date = addDays(localDateOf(zone, Date.parse(one.start)), step);
  if (one.id === lead.id) return { date, target: start };
  return { date, target: instantsOfLocal(zone, date, minuteOfDay(zone, start))[0] ?? null };
}

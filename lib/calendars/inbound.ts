import { lasting } from "../availability/lasting.ts";
import { slotQuery } from "../availability/query.ts";
import type { AvailabilityData } from "../availability/schema.ts";
import { findSlots } from "../scheduling/index.ts";
import type { CallFunction } from "../waitlist/store.ts";
import type { Span } from "./port.ts";

/** What became of a change that a staff member made to one of our entries in their own calendar. */
export type InboundOutcome =
  | { result: "applied" }
  | { result: "asked" }
  /** The entry is put back; the code says why. */
  | { result: "undone"; code: string };

const MINUTE = 60_000;
/** A longer entry is a whole day's, which says nothing of how long the work takes. */
const LONGEST = 12 * 60 * MINUTE;

/** What of a booking it takes to decide. */
interface BookingNow {
  id: string;
  status: string;
  appointmentId: string;
  start: string;
  end: string;
  party: number;
  capacity: number;
  service: { id: string; slug: string };
  staff: { id: string; slug: string };
  business: { slug: string };
}

type SubjectState =
  | { ok: true; session: boolean; booking?: BookingNow }
  | { ok: false; code: string };

export interface InboundContext {
  call: CallFunction;
  policy: "apply" | "ask" | "undo";
  calendarId: string;
  staffId: string;
  staffName: string;
  /** Epoch milliseconds. */
  now: number;
}

/**
 * Takes over another time or length. Staff may work outside their hours, at any notice and for as long as they like (time
 * rule 16), but not on top of another booking or of an event of their own; the engine says which, and the database has the
 * last word.
 */
export async function takeMove(
  context: InboundContext,
  subjectId: string,
  to: Span,
): Promise<InboundOutcome> {
  const state = await context.call<SubjectState>("calendar_subject_state", {
    p_subject: subjectId,
  });
  if (!state.ok) return { result: "undone", code: "not_found" };
  if (context.policy === "undo") return { result: "undone", code: "policy" };
  // Several people have a place there: moving all of them is decided in Daybook, where one sees who they are.
  if (state.session || !state.booking || state.booking.capacity > 1)
    return { result: "undone", code: "session" };
  const { booking } = state;
  if (booking.status !== "pending" && booking.status !== "confirmed") {
    return { result: "undone", code: "not_possible" };
  }
  if (Date.parse(booking.start) === to.start && Date.parse(booking.end) === to.end) {
    return { result: "applied" };
  }
  if (booking.staff.id !== context.staffId) return { result: "undone", code: "not_allowed" };
  // What has begun may still get longer, or end sooner.
  const began = to.start <= context.now && to.start !== Date.parse(booking.start);
  if (began || to.end <= context.now) return { result: "undone", code: "in_the_past" };
  const length = to.end - to.start;
  const same = length === Date.parse(booking.end) - Date.parse(booking.start);
  if (to.start % MINUTE !== 0 || length % MINUTE !== 0 || length < MINUTE) {
    return { result: "undone", code: "length" };
  }
  if (!same && length > LONGEST) return { result: "undone", code: "length" };
  if (context.policy === "ask") {
    await ask(context, subjectId, "moved", to);
    return { result: "asked" };
  }
  const team = await freeTeam(context, booking, to);
  if (!team) return { result: "undone", code: "slot_taken" };
  // The appointment itself, not the booking to another one: it keeps the length that somebody gave it.
  const outcome = await context.call<{ ok: boolean; code?: string }>("change_appointment", {
    p_request: {
      appointmentId: booking.appointmentId,
      start: new Date(to.start).toISOString(),
      end: new Date(to.end).toISOString(),
      staff: [team],
      expected: {
        start: booking.start,
        end: booking.end,
        staffId: booking.staff.id,
        serviceId: booking.service.id,
      },
      actor: { kind: "staff", name: context.staffName },
      override: true,
      notify: true,
      note: "changed in their own calendar",
    },
  });
  return outcome.ok
    ? { result: "applied" }
    : { result: "undone", code: outcome.code ?? "slot_taken" };
}

/** Takes over a deletion that its provider has confirmed. */
export async function takeDeletion(
  context: InboundContext,
  subjectId: string,
): Promise<InboundOutcome> {
  const state = await context.call<SubjectState>("calendar_subject_state", {
    p_subject: subjectId,
  });
  if (!state.ok) return { result: "applied" };
  if (context.policy === "undo") return { result: "undone", code: "policy" };
  const { booking } = state;
  const over = booking && booking.status !== "pending" && booking.status !== "confirmed";
  // What is over or cancelled may leave anybody's calendar.
  if (over || (booking && Date.parse(booking.end) <= context.now)) return { result: "applied" };
  if (booking && booking.staff.id !== context.staffId) {
    return { result: "undone", code: "not_allowed" };
  }
  if (state.session || !booking || context.policy === "ask") {
    const now = { start: context.now, end: context.now };
    await ask(
      context,
      subjectId,
      "deleted",
      booking ? { start: Date.parse(booking.start), end: Date.parse(booking.end) } : now,
    );
    return { result: "asked" };
  }
  const outcome = await context.call<{ ok: boolean; code?: string }>("change_booking_status", {
    p_booking_id: booking.id,
    p_to: booking.status === "pending" ? "declined" : "cancelled",
    p_actor: { kind: "staff", name: context.staffName },
    p_reason: "",
  });
  if (outcome.ok || outcome.code === "already") return { result: "applied" };
  return { result: "undone", code: outcome.code ?? "not_possible" };
}

function ask(context: InboundContext, subjectId: string, kind: "moved" | "deleted", at: Span) {
  return context.call<void>("raise_calendar_conflict", {
    p_request: {
      calendarId: context.calendarId,
      subjectId,
      kind,
      start: new Date(at.start).toISOString(),
      end: new Date(at.end).toISOString(),
    },
  });
}

/** The staff member with as many colleagues as the service needs, if all of them are free then; ids, or null. */
async function freeTeam(
  context: InboundContext,
  booking: BookingNow,
  to: Span,
): Promise<string[] | null> {
  const span = { from: to.start, to: to.start + MINUTE };
  const data = await context.call<AvailabilityData | { ok: false }>("availability_data", {
    p_business: booking.business.slug,
    p_service: booking.service.slug,
    p_from: new Date(span.from).toISOString(),
    p_to: new Date(span.to).toISOString(),
    p_staff: null,
    p_except: booking.id,
  });
  if (!data.ok) return null;
  // Any minute will do: whoever drags an entry does not hit the grid of the public page.
  const anyMinute = { ...data, service: { ...data.service, stepMin: 1, align: "clock" as const } };
  const query = slotQuery(lasting(anyMinute, (to.end - to.start) / MINUTE), {
    now: context.now,
    ...span,
    party: booking.party,
    ignore: { notice: true, horizon: true, hours: true, limits: true },
  });
  const slot = findSlots(query).find((one) => one.start === to.start);
  if (!slot?.staff.includes(booking.staff.slug)) return null;
  const others = data.staff.filter(
    ({ slug }) => slug !== booking.staff.slug && slot.staff.includes(slug),
  );
  const team = [booking.staff.id, ...others.map(({ id }) => id)];
  return team.length >= data.service.staffRequired
    ? team.slice(0, data.service.staffRequired)
    : null;
}

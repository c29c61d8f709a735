import "server-only";
import type { Telling } from "@/lib/availability/preview-words";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { nudgeWaitlist } from "@/lib/waitlist/nudge";
import { admit, hashOf, replayOf } from "./admission";
import { deskPlace } from "./desk-place";
import { newBookingId } from "./ids";
import { type ActingPerson, bookingItem } from "./item";
import type { Booking, BookingRequest } from "./schema";
import { letStay } from "./stays";

/**
 * Bookings made, moved and edited at the desk. Staff may pass over hours, notice, horizon and limits after a plain
 * warning, never over another booking or a full session (time rule 16).
 */
export interface Terms {
  /** Epoch milliseconds. */
  now: number;
  /** The person has read the warning. */
  override: boolean;
  /** Whether the customer gets a message about it. */
  notify: boolean;
  /** The business's id. */
  businessId: string;
  actor: ActingPerson & { userId: string };
  words: Omit<Telling, "zone">;
}

/** Why nothing was written. */
export type DeskRefusal =
  /** `needs_override`: possible, but customers could not; `desk_taken`: not possible. Both say why. */
  { ok: false; code: string; reasons?: string[] };

export interface DeskRequest extends Omit<BookingRequest, "customer" | "hold" | "add"> {
  customer: {
    /** Somebody from the list; null = found by the address, or new. */
    id: string | null;
    name: string;
    email: string | null;
    phone?: string | null | undefined;
  };
  staffNote: string;
  rebookedFrom: string | null;
  /** Idempotency key. */
  key: string;
}

export type DeskBooked =
  | { ok: true; booking: Booking }
  | { ok: false; code: "invalid"; fields: Record<string, string> }
  | DeskRefusal;

/** Books for a customer who calls or stands at the desk; without an e-mail address no message goes to them. */
export async function bookAtDesk(request: DeskRequest, terms: Terms): Promise<DeskBooked> {
  const admitted = await admit(request, { asked: false });
  if (!admitted.ok) return admitted;
  const staff = request.staff === "any" ? undefined : request.staff;
  const requestHash = hashOf({ ...request, notify: terms.notify });
  const place = await deskPlace({ ...request, staff }, terms.now, terms.words);
  if (!place.ok) {
    // It may be this very request that took the time, sent again after its answer was lost.
    const replay = await replayOf(admitted.page.business.id, request.key, requestHash);
    if (replay?.ok) return { ok: true, booking: replay.booking as Booking };
    return place;
  }
  if (place.warnings.length > 0 && !terms.override) {
    return { ok: false, code: "needs_override", reasons: place.warnings };
  }
  const item = await bookingItem(request, admitted, {
    bookingId: newBookingId(),
    start: request.start,
    staff: place.teams,
    staffChoice: staff ? "chosen" : "any",
    source: "staff",
    actor: terms.actor,
    override: terms.override,
  });
  const { customer } = item as { customer: object };
  const outcome = await callFunction<{ ok: true; booking: Booking } | Refusal>("book_at_desk", {
    p_request: {
      ...item,
      customer: { ...customer, id: request.customer.id },
      staffNote: request.staffNote,
      rebookedFrom: request.rebookedFrom,
      notify: terms.notify,
      idempotencyKey: request.key,
      requestHash,
    },
  });
  if (!outcome.ok) return refusal(outcome);
  if (place.outside) await letStay([outcome.booking.appointmentId], terms);
  nudgeDispatch();
  return { ok: true, booking: outcome.booking };
}

/** Where an appointment is, as whoever changes it has seen it; instants are ISO. */
export interface SeenPlace {
  start: string;
  end: string;
  staffId: string;
  serviceId: string;
}

export interface AppointmentChange {
  appointmentId: string;
  /** Slugs of the business, of the service that it will be, and of who will have it. */
  business: string;
  service: string;
  staff?: string | undefined;
  serviceId: string;
  /** Epoch milliseconds. */
  start: number;
  /** Minutes; undefined = as long as the service takes. */
  minutes?: number | undefined;
  /** Everybody in it. */
  party: number;
  expected: SeenPlace;
  note: string;
}

/** Gives an appointment, with everybody in it, another time, length, person or service. */
export async function changeAppointment(
  change: AppointmentChange,
  terms: Terms,
): Promise<{ ok: true; was: SeenPlace; now: { start: string; end: string } } | DeskRefusal> {
  const place = await deskPlace(
    { ...change, exceptAppointments: [change.appointmentId] },
    terms.now,
    terms.words,
  );
  if (!place.ok) return place;
  if (place.warnings.length > 0 && !terms.override) {
    return { ok: false, code: "needs_override", reasons: place.warnings };
  }
  const outcome = await callFunction<
    { ok: true; was: SeenPlace; start: string; end: string } | Refusal
  >("change_appointment", {
    p_request: {
      appointmentId: change.appointmentId,
      serviceId: change.serviceId,
      start: new Date(change.start).toISOString(),
      ...(change.minutes === undefined
        ? {}
        : { end: new Date(change.start + change.minutes * 60_000).toISOString() }),
      staff: place.teams,
      expected: change.expected,
      override: terms.override,
      notify: terms.notify,
      note: change.note,
      actor: { ...terms.actor },
    },
  });
  if (!outcome.ok) return refusal(outcome);
  if (place.outside) await letStay([change.appointmentId], terms);
  nudgeDispatch();
  nudgeWaitlist();
  const { was, start, end } = outcome as { was: SeenPlace; start: string; end: string };
  return { ok: true, was, now: { start, end } };
}

/**
 * Moves one booking out of its session, to another time, another person or both.
 * @param staff a slug, or undefined for whoever has it now
 */
export async function moveSeat(
  booking: Booking,
  { start, staff }: { start: number; staff?: string | undefined },
  terms: Terms,
): Promise<{ ok: true; booking: Booking } | DeskRefusal> {
  const place = await deskPlace(
    {
      business: booking.business.slug,
      service: booking.service.slug,
      staff: staff ?? booking.staff.slug,
      exceptBooking: booking.id,
      party: booking.party,
      start,
    },
    terms.now,
    terms.words,
  );
  if (!place.ok) return place;
  if (place.warnings.length > 0 && !terms.override) {
    return { ok: false, code: "needs_override", reasons: place.warnings };
  }
  const outcome = await callFunction<{ ok: true; booking: Booking } | Refusal>("move_seat", {
    p_request: {
      bookingId: booking.id,
      start: new Date(start).toISOString(),
      staff: place.teams,
      actor: { ...terms.actor },
      override: terms.override,
      notify: terms.notify,
      expectedSequence: booking.sequence,
    },
  });
  if (!outcome.ok) return refusal(outcome);
  const moved = outcome.booking as Booking;
  if (place.outside) await letStay([moved.appointmentId], terms);
  nudgeDispatch();
  nudgeWaitlist();
  return { ok: true, booking: moved };
}

/** What of a booking can be changed at its time; what is missing stays. */
export interface BookingEdit {
  party?: number;
  name?: string;
  email?: string | null;
  phone?: string | null;
  answers?: Record<string, string | boolean>;
  note?: string;
  staffNote?: string;
}

/**
 * Changes details of a booking.
 * @param seen what the editor saw; refused as `changed_meanwhile` when somebody else was faster
 */
export async function editBooking(
  bookingId: string,
  edit: BookingEdit,
  actor: ActingPerson,
  seen: { sequence: number; staffNote: string },
): Promise<{ ok: true; booking: Booking } | DeskRefusal> {
  const outcome = await callFunction<{ ok: true; booking: Booking } | Refusal>("edit_at_desk", {
    p_request: {
      bookingId,
      ...edit,
      actor: { ...actor },
      expectedSequence: seen.sequence,
      wasStaffNote: seen.staffNote,
    },
  });
  if (!outcome.ok) return refusal(outcome);
  nudgeDispatch();
  return { ok: true, booking: outcome.booking as Booking };
}

export interface ChangedSome {
  ok: true;
  done: string[];
  /** Those that stay as they were, and why. */
  refused: { id: string; code: string }[];
}

/** Takes several bookings one step, each on its own merits; at most 60. */
export async function changeMany(
  bookingIds: readonly string[],
  to: Booking["status"],
  actor: ActingPerson,
  { reason = "", notify = true }: { reason?: string; notify?: boolean } = {},
): Promise<ChangedSome | DeskRefusal> {
  const outcome = await callFunction<ChangedSome | Refusal>("change_bookings_at_desk", {
    p_booking_ids: `{${bookingIds.join(",")}}`,
    p_to: to,
    p_actor: { ...actor },
    p_reason: reason,
    p_notify: notify,
  });
  if (!outcome.ok) return refusal(outcome as Refusal);
  nudgeDispatch();
  if (to === "cancelled" || to === "declined") nudgeWaitlist();
  return outcome as ChangedSome;
}

/** A time that was free a moment ago and is not any more reads at the desk like any other that is taken. */
function refusal({ code }: Refusal): DeskRefusal {
  return { ok: false, code: code === "slot_taken" ? "desk_taken" : code };
}

import "server-only";
import { slotAt } from "@/lib/availability/data";
import type { FreeTime } from "@/lib/availability/schema";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { nudgeWaitlist } from "@/lib/waitlist/nudge";
import { admit } from "./admission";
import { type Booked, changeStatus, createBooking, moveBooking } from "./mutations";
import { refused, takenOrNotOffered } from "./refusals";
import { placesOf, stands, staysPut, type Which } from "./rules";
import type { Booking, BookingRequest, EditRequest } from "./schema";
import { createSeries } from "./series";
import { teams } from "./teams";
import { type CancelledSome, cancelTogether, meant, moveSeries, together } from "./together";
import { createVisit, moveVisit } from "./visits";

/** What whoever has a manage link may do with it: the pages and the JSON API both come here. */

const actor = { kind: "customer" } as const;

/** Books what was asked for: one appointment, several services in one visit, or a series. */
export async function bookAsCustomer(
  request: BookingRequest,
  terms: { key: string; now: number; source: "public" | "api"; userId?: string },
): Promise<Booked> {
  const { series, news } = request;
  const booked = series
    ? await createSeries({ ...request, series }, terms)
    : request.add.length > 0
      ? await createVisit(request, terms)
      : await createBooking(request, terms);
  if (booked.ok && news) await rememberConsent(booked.booking.id, news.text);
  return booked;
}

/** The booking stands whatever becomes of this; without it nothing is sent that needs consent. */
async function rememberConsent(bookingId: string, text: string): Promise<void> {
  try {
    await callFunction("consent_to_news", { p_booking: bookingId, p_text: text });
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: the operator's log is the only place that may know the cause
    console.error("consent was not kept:", error);
  }
}

/**
 * Cancels a booking, the visit that it is part of, or as much of its series as is meant.
 * @param now epoch milliseconds
 */
export async function cancelAsCustomer(
  booking: Booking,
  which: Which,
  reason: string,
  now: number,
): Promise<CancelledSome> {
  const { kind } = await together(booking.id);
  if (kind === "visit" || (kind === "series" && which !== "this")) {
    return cancelTogether(booking, which, actor, reason, now);
  }
  const outcome = await changeStatus(booking.id, "cancelled", actor, reason);
  return outcome.ok ? { ok: true, booking: outcome.booking, done: 1, kept: 0 } : outcome;
}

export type MovedAsCustomer =
  | { ok: true; booking: Booking; moved: number }
  | { ok: false; code: string; date?: string; alternatives?: FreeTime[] };

/**
 * Moves a booking, the visit that it is part of, or as much of its series as is meant.
 * @param wish.start where the booking goes, epoch milliseconds; a visit begins then
 * @param wish.staff a slug, "any", or undefined for whoever has it
 * @param wish.seen what the customer saw of it (see placesOf); what has changed since is not moved
 * @param now epoch milliseconds
 */
export async function moveAsCustomer(
  booking: Booking,
  {
    start,
    staff,
    service,
    which,
    seen,
  }: {
    start: number;
    staff?: string | undefined;
    service?: string | undefined;
    which: Which;
    seen?: string | undefined;
  },
  now: number,
): Promise<MovedAsCustomer> {
  const unseen = (bookings: readonly Booking[]) =>
    seen !== undefined && bookings.some(stands) && seen !== placesOf(bookings);
  if (service && service !== booking.service.slug) {
    if (unseen([booking])) return { ok: false, code: "changed_meanwhile" };
    return changeService(booking, { service, start, staff }, now);
  }
  const { kind } = await together(booking.id);
  if (kind === "visit") {
    const parts = await meant(booking, which, now);
    if (parts[0] && staysPut(parts[0], { start, staff })) return { ok: true, booking, moved: 0 };
    if (unseen(parts)) return { ok: false, code: "changed_meanwhile" };
    return moveVisit(parts, { start, staff, actor, now });
  }
  // A second press of one button finds the booking where the first one took it: that is no change by somebody else.
  const there = stands(booking) && staysPut(booking, { start, staff });
  if (!there && unseen([booking])) return { ok: false, code: "changed_meanwhile" };
  if (kind === "series" && which !== "this") {
    return moveSeries(booking, which, { start, staff, actor, now });
  }
  if (there) return { ok: true, booking, moved: 0 };
  const outcome = await moveBooking(booking, { start, staff, actor, now });
  if (outcome.ok) return { ok: true, booking: outcome.booking, moved: 1 };
  return {
    ok: false,
    code: outcome.code,
    // The time that they have is free to them as well, but no other.
    ...("alternatives" in outcome && outcome.alternatives
      ? {
          alternatives: outcome.alternatives.filter(
            (time) => !staysPut(booking, { start: Date.parse(time.start) }),
          ),
        }
      : {}),
  };
}

/** Gives a booking another service, at the time that is asked for; its answers must serve the other one too. */
async function changeService(
  booking: Booking,
  { service, start, staff }: { service: string; start: number; staff?: string | undefined },
  now: number,
): Promise<MovedAsCustomer> {
  const { party, answers, customer } = booking;
  const business = booking.business.slug;
  const admitted = await admit({ business, service, answers, party, customer });
  if (!admitted.ok)
    return { ok: false, code: admitted.code === "invalid" ? "ask_anew" : admitted.code };
  const scope = {
    business,
    service,
    staff: !staff || staff === "any" ? undefined : staff,
    except: booking.id,
  };
  const found = await slotAt(scope, start, { now, party });
  if (!found.ok) return { ok: false, code: found.code };
  if (!found.slot) {
    return refused(takenOrNotOffered(found.data, start, now), scope, { start, party }, now);
  }
  const outcome = await callFunction<{ ok: true; booking: Booking } | Refusal>(
    "rearrange_booking",
    {
      p_request: {
        bookingId: booking.id,
        serviceId: found.data.service.id,
        start: new Date(start).toISOString(),
        staff: teams(found.data, found.slot.staff, start),
        expectedSequence: booking.sequence,
      },
    },
  );
  if (!outcome.ok) return refused(outcome.code, scope, { start, party }, now);
  nudgeDispatch();
  nudgeWaitlist();
  return { ok: true, booking: outcome.booking, moved: 1 };
}

export type EditedAsCustomer =
  | { ok: true; booking: Booking }
  | { ok: false; code: "invalid"; fields: Record<string, string> }
  | { ok: false; code: string };

/**
 * Changes what a customer said about themselves and their party.
 * @param seen when the booking had last changed as its customer saw it; a later change is not overwritten
 */
export async function editAsCustomer(
  booking: Booking,
  edit: EditRequest,
  seen?: string,
): Promise<EditedAsCustomer> {
  const answers = edit.answers ?? booking.answers;
  const admitted = await admit({
    business: booking.business.slug,
    service: booking.service.slug,
    answers,
    party: edit.party ?? booking.party,
    customer: { phone: edit.phone === undefined ? booking.customer.phone : edit.phone },
  });
  if (!admitted.ok) return admitted;
  const outcome = await callFunction<{ ok: true; booking: Booking } | Refusal>("edit_as_customer", {
    p_request: {
      bookingId: booking.id,
      phone: admitted.phone,
      answers: admitted.answers,
      ...(edit.name === undefined ? {} : { name: edit.name }),
      ...(edit.party === undefined ? {} : { party: edit.party }),
      ...(edit.note === undefined ? {} : { note: edit.note }),
      ...(seen ? { expectedUpdatedAt: seen } : {}),
    },
  });
  if (!outcome.ok) return { ok: false, code: outcome.code };
  nudgeDispatch();
  nudgeWaitlist();
  return outcome;
}

import "server-only";
import type { FreeTime } from "@/lib/availability/schema";
import { type Booked, changeStatus, createBooking, moveBooking } from "./mutations";
import type { Which } from "./rules";
import type { Booking, BookingRequest } from "./schema";
import { createSeries } from "./series";
import { type CancelledSome, cancelTogether, meant, moveSeries, together } from "./together";
import { createVisit, moveVisit } from "./visits";

/** What whoever has a manage link may do with it: the pages and the JSON API both come here. */

const actor = { kind: "customer" } as const;

/** Books what was asked for: one appointment, several services in one visit, or a series. */
export async function bookAsCustomer(
  request: BookingRequest,
  terms: { key: string; now: number; source: "public" | "api"; userId?: string },
): Promise<Booked> {
  const { series } = request;
  if (series) return createSeries({ ...request, series }, terms);
  return request.add.length > 0 ? createVisit(request, terms) : createBooking(request, terms);
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
 * @param now epoch milliseconds
 */
export async function moveAsCustomer(
  booking: Booking,
  { start, staff, which }: { start: number; staff?: string | undefined; which: Which },
  now: number,
): Promise<MovedAsCustomer> {
  const { kind } = await together(booking.id);
  if (kind === "visit") {
    return moveVisit(await meant(booking, which, now), { start, staff, actor, now });
  }
  if (kind === "series" && which !== "this") {
    return moveSeries(booking, which, { start, staff, actor, now });
  }
  const outcome = await moveBooking(booking, { start, staff, actor, now });
  if (outcome.ok) return { ok: true, booking: outcome.booking, moved: 1 };
  return {
    ok: false,
    code: outcome.code,
    ...("alternatives" in outcome && outcome.alternatives
      ? { alternatives: outcome.alternatives }
      : {}),
  };
}

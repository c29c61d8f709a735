import "server-only";
import { availabilityData } from "@/lib/availability/data";
import { slotQuery } from "@/lib/availability/query";
import type { AvailabilityData } from "@/lib/availability/schema";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { addDays, findSlots, instantsOfLocal, localDateOf, zoneOffsetAt } from "../scheduling";
import type { ActingPerson } from "./item";
import type { Booking } from "./schema";
import { teams } from "./teams";

/** Which bookings of a series a change is for. */
export type Which = "this" | "following" | "all";

const MS_PER_DAY = 86_400_000;

/** A booking with those of its visit or series, by time. */
export async function related(bookingId: string): Promise<Booking[]> {
  return callFunction<Booking[]>("related_bookings", { p_booking_id: bookingId });
}

/** The bookings of a series that a change is for: those that still stand, from this one on, or all of them. */
export async function standing(booking: Booking, which: Which): Promise<Booking[]> {
  if (which === "this") return [booking];
  return (await related(booking.id)).filter(
    ({ status, start }) =>
      (status === "pending" || status === "confirmed") &&
      (which === "all" || start >= booking.start),
  );
}

export interface CancelledSome {
  ok: true;
  done: string[];
  /** Those that stay, and why (past their cut-off, for instance). */
  refused: { id: string; code: string }[];
}

/** Cancels this booking, this and the following ones, or all of a series; each by its own cut-off. */
export async function cancelRelated(
  booking: Booking,
  which: Which,
  actor: ActingPerson,
  reason: string,
): Promise<CancelledSome | Refusal> {
  const outcome = await callFunction<CancelledSome | Refusal>("change_bookings_status", {
    p_booking_ids: `{${(await standing(booking, which)).map(({ id }) => id).join(",")}}`,
    p_to: "cancelled",
    p_actor: { ...actor },
    p_reason: reason,
  });
  if (outcome.ok) nudgeDispatch();
  return outcome;
}

export type MovedSome =
  | { ok: true; bookings: Booking[] }
  /** `date` names the first occurrence that finds no place. Nothing was moved. */
  | { ok: false; code: string; date?: string };

/**
 * Moves several bookings of a series by the same step of the wall clock: so many days, to such a time. All or none.
 * @param start where this one goes, epoch milliseconds
 * @param now epoch milliseconds
 */
export async function moveRelated(
  booking: Booking,
  which: Which,
  { start, actor, now }: { start: number; actor: ActingPerson; now: number },
): Promise<MovedSome> {
  const zone = booking.business.timeZone;
  const chosen = await standing(booking, which);
  const step = daysBetween(localDateOf(zone, Date.parse(booking.start)), localDateOf(zone, start));
  const minute = minuteOfDay(zone, start);
  const own = new Set(chosen.map(({ appointmentId }) => appointmentId));

  const items: object[] = [];
  for (const one of chosen) {
    const date = addDays(localDateOf(zone, Date.parse(one.start)), step);
    const target = one.id === booking.id ? start : instantsOfLocal(zone, date, minute)[0];
    if (target === undefined) return { ok: false, code: "not_offered", date };
    const span = { from: target, to: target + 60_000 };
    const data = await availabilityData({
      business: one.business.slug,
      service: one.service.slug,
      staff: one.staff.slug,
      except: one.id,
      ...span,
    });
    if (!data.ok) return { ok: false, code: data.code, date };
    const free = without(data, own);
    const [slot] = findSlots(slotQuery(free, { now, party: one.party, ...span }));
    if (slot?.start !== target) return { ok: false, code: "slot_taken", date };
    items.push({
      bookingId: one.id,
      start: new Date(target).toISOString(),
      staff: teams(free, slot.staff, target),
      expectedSequence: one.sequence,
    });
  }
  // Whoever moves later makes room for the one before: so the last goes first, and the other way round.
  if (start > Date.parse(booking.start)) items.reverse();
  const outcome = await callFunction<
    { ok: true; bookings: Booking[] } | (Refusal & { item?: number })
  >("move_bookings", { p_request: { actor: { ...actor }, items } });
  if (!outcome.ok) return { ok: false, code: outcome.code };
  nudgeDispatch();
  return outcome;
}

/** The places of the series itself count as free: they all move together. */
function without(data: AvailabilityData, own: ReadonlySet<string>): AvailabilityData {
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

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY);
}

function minuteOfDay(zone: string, instant: number): number {
  const local = instant / 60_000 + zoneOffsetAt(zone, instant);
  return ((local % 1440) + 1440) % 1440;
}

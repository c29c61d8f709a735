import "server-only";
import { randomUUID } from "node:crypto";
import { availabilityData, type Scope } from "@/lib/availability/data";
import { slotQuery } from "@/lib/availability/query";
import { nudgeDispatch } from "@/lib/notifications/nudge";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { type Explanation, explain, findSlots } from "../scheduling";
import { admit } from "./admission";
import { type ActingPerson, bookingItem } from "./item";
import type { Booking, BookingRequest } from "./schema";
import { teams } from "./teams";

/**
 * Bookings made, moved and edited at the desk. Staff may pass over hours, notice, horizon and limits after a plain
 * warning, never over another booking or a full session (time rule 16).
 */
export type DeskOutcome =
  | { ok: true; booking: Booking }
  | { ok: false; code: "invalid"; fields: Record<string, string> }
  /** `needs_override`: possible, but outside the rules; ask again with `override` once the person has read why. */
  | { ok: false; code: string; reasons?: Explanation["reasons"] };

export interface DeskRequest extends Omit<BookingRequest, "customer" | "hold"> {
  customer: { name: string; email: string | null; phone?: string | null | undefined };
}

interface Terms {
  /** Epoch milliseconds. */
  now: number;
  override: boolean;
  actor: ActingPerson;
}

/** Books for a customer who calls or stands at the desk; without an e-mail address no message goes to them. */
export async function bookAtDesk(request: DeskRequest, terms: Terms): Promise<DeskOutcome> {
  const admitted = await admit(request, { asked: false });
  if (!admitted.ok) return admitted;
  const scope = {
    business: request.business,
    service: request.service,
    staff: request.staff === "any" ? undefined : request.staff,
  };
  const place = await deskPlace(scope, request.start, request.party, terms);
  if (!place.ok) return place;
  const item = await bookingItem(request, admitted, {
    bookingId: randomUUID(),
    start: request.start,
    staff: place.teams,
    staffChoice: scope.staff ? "chosen" : "any",
    source: "staff",
    actor: terms.actor,
    override: terms.override,
  });
  return written("create_booking", item);
}

/**
 * Moves a booking to another time, another person or both.
 * @param staff a slug, or undefined for whoever has it now
 */
export async function moveAtDesk(
  booking: Booking,
  { start, staff }: { start: number; staff?: string | undefined },
  terms: Terms,
): Promise<DeskOutcome> {
  const scope = {
    business: booking.business.slug,
    service: booking.service.slug,
    staff: staff ?? booking.staff.slug,
    except: booking.id,
  };
  const place = await deskPlace(scope, start, booking.party, terms);
  if (!place.ok) return place;
  return written("move_booking", {
    bookingId: booking.id,
    start: new Date(start).toISOString(),
    staff: place.teams,
    actor: { ...terms.actor },
    override: terms.override,
    expectedSequence: booking.sequence,
  });
}

/** What of a booking can be changed at its time. */
export interface BookingEdit {
  party?: number;
  name?: string;
  phone?: string | null;
  answers?: Record<string, string | boolean>;
  note?: string;
}

/**
 * Changes details of a booking.
 * @param expectedUpdatedAt what the editor saw; refused as `changed_meanwhile` when somebody else was faster
 */
export async function editBooking(
  bookingId: string,
  edit: BookingEdit,
  actor: ActingPerson,
  expectedUpdatedAt?: string,
): Promise<DeskOutcome> {
  return written("edit_booking", {
    bookingId,
    ...edit,
    actor: { ...actor },
    ...(expectedUpdatedAt ? { expectedUpdatedAt } : {}),
  });
}

async function deskPlace(
  scope: Omit<Scope, "from" | "to">,
  start: number,
  party: number,
  { now, override }: Terms,
): Promise<
  { ok: true; teams: string[][] } | { ok: false; code: string; reasons?: Explanation["reasons"] }
> {
  const span = { from: start, to: start + 60_000 };
  const data = await availabilityData({ ...scope, ...span });
  if (!data.ok) return { ok: false, code: data.code };
  const query = slotQuery(data, { now, party, ...span });
  const [offered] = findSlots(query);
  if (offered?.start === start) return { ok: true, teams: teams(data, offered.staff, start) };

  const open = { notice: true, horizon: true, hours: true, limits: true };
  const anyMinute = {
    ...data,
    service: { ...data.service, stepMin: 1, align: "clock" as const, minNoticeMin: 0 },
  };
  const [possible] = findSlots(slotQuery(anyMinute, { now, party, ...span, ignore: open }));
  const explanation = explain(query, start);
  const reasons =
    explanation.reasons.length > 0
      ? explanation.reasons
      : explanation.staff.flatMap((person) => person.reasons);
  if (possible?.start !== start) return { ok: false, code: "slot_taken", reasons };
  if (!override) return { ok: false, code: "needs_override", reasons };
  return { ok: true, teams: teams(data, possible.staff, start) };
}

async function written(name: string, request: object): Promise<DeskOutcome> {
  const outcome = await callFunction<{ ok: true; booking: Booking } | Refusal>(name, {
    p_request: request,
  });
  if (!outcome.ok) return { ok: false, code: outcome.code };
  nudgeDispatch();
  return { ok: true, booking: outcome.booking };
}

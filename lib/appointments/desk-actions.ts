"use server";

import type { z } from "zod";
import {
  bookAtDesk,
  type ChangedSome,
  changeAppointment,
  changeMany,
  type DeskRefusal,
  editBooking,
  moveSeat,
  type SeenPlace,
  type Terms,
} from "@/lib/bookings/desk";
import { moveRelated, related, standing } from "@/lib/bookings/related";
import type { Which } from "@/lib/bookings/rules";
import { phone } from "@/lib/bookings/schema";
import { countryOf } from "@/lib/customers/data";
import { fieldErrors } from "@/lib/http/body";
import { whyNotMember } from "@/lib/supabase/session";
import { giveBack, keepFree } from "./called-off";
import { appointmentPlace, bookableServices, bookingsPlaces, deskWords } from "./desk-data";
import {
  type AppointmentChangeInput,
  appointmentChange,
  type BookingEditInput,
  type BookingMoveInput,
  type BulkChangeInput,
  bookingEdit,
  bookingMove,
  bulkChange,
  type CancelSomeInput,
  cancelSome,
  type DeskBookingInput,
  deskBooking,
} from "./desk-schema";
import { type DeskMember, deskMember } from "./gate";

type Refused = DeskRefusal | { ok: false; code: "invalid"; fields: Record<string, string> };
/** For those who may not, or not any more. */
async function notLetIn(businessId: string) {
  return { ok: false, code: await whyNotMember(businessId) } as const;
}
const forbidden = { ok: false, code: "forbidden" } as const;
const notFound = { ok: false, code: "not_found" } as const;

function invalid(error: z.ZodError) {
  return { ok: false, code: "invalid", fields: fieldErrors(error) } as const;
}

async function termsOf(
  { member, actor }: DeskMember,
  { override, notify }: { override: boolean; notify: boolean },
): Promise<{ terms: Terms; slugOf: Readonly<Record<string, string>> }> {
  const { words, slugOf } = await deskWords(member.db, member.businessId);
  const { businessId } = member;
  return { terms: { now: Date.now(), override, notify, businessId, actor, words }, slugOf };
}

/** Books for a customer at the desk. */
export async function bookAtDeskAction(
  businessId: string,
  form: DeskBookingInput,
): Promise<{ ok: true; bookingId: string; appointmentId: string; start: string } | Refused> {
  const desk = await deskMember(businessId);
  if (!desk) return notLetIn(businessId);
  const input = deskBooking.safeParse(form);
  if (!input.success) return invalid(input.error);
  const { serviceId, staffId, customer, ...rest } = input.data;
  const { member } = desk;
  const services = await bookableServices(member.db, member.businessId, desk.only);
  const service = services.find(({ id }) => id === serviceId);
  if (!service) return { ok: false, code: "service_not_found" };
  // Staff book for themselves; whoever is free is not theirs to choose.
  if (staffId === null ? desk.only !== null : !desk.mayActFor(staffId)) return forbidden;
  const { terms, slugOf } = await termsOf(desk, rest);
  const staff = staffId === null ? "any" : slugOf[staffId];
  if (!staff) return { ok: false, code: "staff_not_found" };
  const outcome = await bookAtDesk(
    {
      business: member.membership.slug,
      service: service.slug,
      start: rest.start,
      staff,
      party: rest.party,
      customer,
      answers: rest.answers,
      note: rest.note,
      staffNote: rest.staffNote,
      rebookedFrom: rest.rebookedFrom,
      key: rest.key,
      timeZone: member.membership.timeZone,
      locale: terms.words.locale,
    },
    terms,
  );
  if (!outcome.ok) return outcome;
  const { id, appointmentId, start } = outcome.booking;
  return { ok: true, bookingId: id, appointmentId, start };
}

/** Gives an appointment another time, length, person or service; a drag in the calendar and the form are the same. */
export async function changeAppointmentAction(
  businessId: string,
  form: AppointmentChangeInput,
): Promise<{ ok: true; was: SeenPlace; now: { start: string; end: string } } | Refused> {
  const desk = await deskMember(businessId);
  if (!desk) return notLetIn(businessId);
  const input = appointmentChange.safeParse(form);
  if (!input.success) return invalid(input.error);
  const { db, businessId: id, membership } = desk.member;
  const { staffId, serviceId, ...change } = input.data;
  const place = await appointmentPlace(db, id, change.appointmentId);
  if (!place) return notFound;
  if (!desk.mayActFor(place.staffId) || !desk.mayActFor(staffId)) return forbidden;
  const services = await bookableServices(db, id, null);
  const service = services.find((one) => one.id === serviceId);
  if (!service) return { ok: false, code: "service_not_found" };
  const { terms, slugOf } = await termsOf(desk, change);
  const outcome = await changeAppointment(
    {
      ...change,
      serviceId,
      business: membership.slug,
      service: service.slug,
      staff: slugOf[staffId],
      party: Math.max(1, place.seats),
      note: "",
    },
    terms,
  );
  return outcome.ok ? { ok: true, was: outcome.was, now: outcome.now } : outcome;
}

/** Moves one seat of a session, or several bookings of a series. */
export async function moveBookingAction(
  businessId: string,
  form: BookingMoveInput,
): Promise<{ ok: true; count: number } | (Refused & { start?: string })> {
  const desk = await deskMember(businessId);
  if (!desk) return notLetIn(businessId);
  const input = bookingMove.safeParse(form);
  if (!input.success) return invalid(input.error);
  const { bookingId, which, start, staffId } = input.data;
  const all = await allowedRelated(desk, bookingId, which);
  if (!all.ok) return all;
  if (staffId && !desk.mayActFor(staffId)) return forbidden;
  const { terms, slugOf } = await termsOf(desk, input.data);
  if (which === "this") {
    const staff = staffId ? slugOf[staffId] : undefined;
    const outcome = await moveSeat(all.booking, { start, staff }, terms);
    return outcome.ok ? { ok: true, count: 1 } : outcome;
  }
  const outcome = await moveRelated(all.booking, which, start, terms);
  return outcome.ok ? { ok: true, count: outcome.bookings.length } : outcome;
}

/** Changes details of a booking at its time. */
export async function editBookingAction(
  businessId: string,
  form: BookingEditInput,
): Promise<{ ok: true } | Refused> {
  const desk = await deskMember(businessId);
  if (!desk) return notLetIn(businessId);
  const input = bookingEdit.safeParse(form);
  if (!input.success) return invalid(input.error);
  const { db, businessId: id } = desk.member;
  const { bookingId, seen, phone: typed, ...edit } = input.data;
  const [place] = await bookingsPlaces(db, id, [bookingId]);
  if (!place) return notFound;
  if (!desk.mayActFor(place.staffId)) return forbidden;
  const number = phone(await countryOf(db, id)).safeParse(typed ?? "");
  if (!number.success) {
    return { ok: false, code: "invalid", fields: { phone: number.error.issues[0]!.message } };
  }
  const outcome = await editBooking(
    bookingId,
    typed === undefined ? edit : { ...edit, phone: number.data },
    desk.actor,
    seen,
  );
  return outcome.ok ? { ok: true } : outcome;
}

/** Cancels a booking, those of its series, or everybody in its session. */
export async function cancelSomeAction(
  businessId: string,
  form: CancelSomeInput,
): Promise<ChangedSome | Refused> {
  const desk = await deskMember(businessId);
  if (!desk) return notLetIn(businessId);
  const input = cancelSome.safeParse(form);
  if (!input.success) return invalid(input.error);
  const { bookingId, which, reason, notify } = input.data;
  const all = await allowedRelated(desk, bookingId, which);
  if (!all.ok) return all;
  const ids =
    which === "session"
      ? await everybodyIn(desk, all.booking.appointmentId)
      : (await standing(all.booking, which, Date.now())).map(({ id }) => id);
  if (ids.length === 0) return { ok: false, code: "not_possible" };
  const blocked =
    which === "session" && input.data.keepFree
      ? await keepFree(desk.member, all.booking.appointmentId)
      : [];
  const outcome = await manyAtOnce(ids, (some) =>
    changeMany(some, "cancelled", desk.actor, { reason, notify }),
  );
  if (!outcome.ok || outcome.done.length === 0) await giveBack(desk.member, blocked);
  return outcome;
}

/** Takes the ticked rows of the list one step, each on its own merits. */
export async function bulkChangeAction(
  businessId: string,
  form: BulkChangeInput,
): Promise<ChangedSome | Refused> {
  const desk = await deskMember(businessId);
  if (!desk) return notLetIn(businessId);
  const input = bulkChange.safeParse(form);
  if (!input.success) return invalid(input.error);
  const { bookingIds, to, reason, notify } = input.data;
  const { db, businessId: id } = desk.member;
  const places = await bookingsPlaces(db, id, bookingIds);
  const own = places.filter(({ staffId }) => desk.mayActFor(staffId));
  const refused = bookingIds
    .filter((one) => !own.some((place) => place.id === one))
    .map((one) => ({
      id: one,
      code: places.some((place) => place.id === one) ? "forbidden" : "not_found",
    }));
  if (own.length === 0) return { ok: true, done: [], refused };
  // A request is answered rather than called off: for its customer the two read differently.
  const asks = to === "cancelled" ? own.filter(({ status }) => status === "pending") : [];
  const others = own.filter((place) => !asks.includes(place));
  const outcome: ChangedSome = { ok: true, done: [], refused };
  for (const [some, step] of [
    [others, to],
    [asks, "declined"],
  ] as const) {
    if (some.length === 0) continue;
    const part = await changeMany(
      some.map((place) => place.id),
      step,
      desk.actor,
      { reason, notify },
    );
    if (!part.ok) return part;
    outcome.done.push(...part.done);
    outcome.refused.push(...part.refused);
  }
  return outcome;
}

/** A booking of the business, if the member may act on all that is meant: itself, or also those of its series or visit. */
async function allowedRelated(desk: DeskMember, bookingId: string, which: Which | "session") {
  const { db, businessId } = desk.member;
  const [place] = await bookingsPlaces(db, businessId, [bookingId]);
  if (!place) return notFound;
  const all = await related(bookingId);
  const booking = all.find(({ id }) => id === bookingId);
  if (!booking) return notFound;
  const concerned = which === "following" || which === "all" ? all : [booking];
  if (!concerned.every(({ staff }) => desk.mayActFor(staff.id))) return forbidden;
  return { ok: true, booking } as const;
}

async function everybodyIn({ member }: DeskMember, appointmentId: string): Promise<string[]> {
  const { data, error } = await member.db
    .from("bookings")
    .select("id")
    .eq("business_id", member.businessId)
    .eq("appointment_id", appointmentId)
    .in("status", ["pending", "confirmed"]);
  if (error) throw new Error(`session: ${error.message}`);
  return data.map(({ id }) => id);
}

/** A session may have more seats than one statement takes. */
async function manyAtOnce(
  ids: readonly string[],
  act: (some: string[]) => Promise<ChangedSome | DeskRefusal>,
): Promise<ChangedSome | DeskRefusal> {
  const all: ChangedSome = { ok: true, done: [], refused: [] };
  for (let i = 0; i < ids.length; i += 60) {
    const outcome = await act(ids.slice(i, i + 60));
    if (!outcome.ok) return outcome;
    all.done.push(...outcome.done);
    all.refused.push(...outcome.refused);
  }
  return all;
}

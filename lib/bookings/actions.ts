"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { RedirectType, redirect } from "next/navigation";
import type { FreeTime } from "@/lib/availability/schema";
import { publicPage } from "@/lib/business/data";
import { lasting } from "@/lib/embed/address";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { fieldErrors } from "@/lib/http/body";
import { messageFor } from "@/lib/http/messages";
import { newsConsent } from "@/lib/notifications/consent-words.ts";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { currentPerson, requirePerson } from "@/lib/supabase/session";
import { throttle } from "@/lib/throttle/check";
import { bookAgain } from "./again";
import { bookAsCustomer, cancelAsCustomer, editAsCustomer, moveAsCustomer } from "./customer";
import { bookingByToken, customerBookings } from "./data";
import { changeStatus, manageUrl } from "./mutations";
import { visitOf } from "./rules";
import { bookingRequest, cancelRequest, editRequest, idempotencyKey, moveRequest } from "./schema";
import { together } from "./together";
import { manageToken, tokenHash } from "./token";

/** What a form on the customer's side has to say after a submit. */
export type BookingState =
  | { status: "idle" }
  | { status: "invalid"; fields: Record<string, string>; values: Record<string, string> }
  | {
      status: "refused";
      code: string;
      message: string;
      /** Of a series, the start that cannot be had. */
      date?: string;
      /** Of a series that moves, the local date that has no room. */
      day?: string;
      /** The nearest free times, when another one would do. */
      alternatives: FreeTime[];
      values: Record<string, string>;
    };

/**
 * Books from the form of the public page; on success goes to the new booking's own page.
 * Fields: business, service, add, series, start, staff, party, name, email, phone, note, hold, timeZone, locale, key
 * (idempotency), frame (see lib/embed/address.ts) and answers.ID for each question.
 */
export async function bookAction(_: BookingState, form: FormData): Promise<BookingState> {
  const values = texts(form);
  const key = idempotencyKey.safeParse(values.key);
  const input = bookingRequest.safeParse({
    business: values.business,
    service: values.service,
    add: values.add ? values.add.split(",") : [],
    ...(values.series ? { series: jsonOf(values.series) } : {}),
    start: values.start,
    staff: values.staff || "any",
    party: Number(values.party ?? 1),
    customer: { name: values.name, email: values.email, phone: values.phone || null },
    answers: answersOf(values),
    note: values.note ?? "",
    ...(values.news === "yes" ? { news: { text: await newsSentence(values) } } : {}),
    ...(values.hold ? { hold: values.hold } : {}),
    timeZone: values.timeZone,
    locale: values.locale,
  });
  if (!input.success || !key.success) {
    return { status: "invalid", fields: input.success ? {} : fieldErrors(input.error), values };
  }
  const allowed = await throttle({
    bookingPerAddress: await visitorAddress(),
    bookingPerCustomer: `${input.data.business}:${input.data.customer.email}`,
  });
  if (!allowed.ok) return refusal("too_many", values);

  const person = await currentPerson();
  const terms = {
    key: key.data,
    now: Date.now(),
    source: "public",
    // Somebody who books for another person keeps the two apart.
    ...(person && person.email.toLowerCase() === input.data.customer.email
      ? { userId: person.id }
      : {}),
  } as const;
  const outcome = await bookAsCustomer(input.data, terms);
  if (outcome.ok) {
    // Replaced, so that "back" leads to the choice of a time rather than to a form that is done with.
    redirect(
      confirmation(outcome.manageUrl, input.data.business, values.frame),
      RedirectType.replace,
    );
  }
  if ("fields" in outcome) return { status: "invalid", fields: outcome.fields, values };
  const refused = refusal(outcome.code, values, outcome.alternatives);
  return outcome.start && refused.status === "refused"
    ? { ...refused, date: outcome.start }
    : refused;
}

/**
 * Moves the booking of a manage link, its visit, or as much of its series as is meant. Fields: token, start, staff, service,
 * which, seen (see placesOf).
 */
export async function moveAction(_: BookingState, form: FormData): Promise<BookingState> {
  const values = texts(form);
  const found = await visitorsBooking(values.token ?? "");
  if (!found.ok) return refusal(found.code, values);
  const input = moveRequest.safeParse({
    start: values.start,
    staff: values.staff || undefined,
    service: values.service || undefined,
    which: values.which || undefined,
  });
  if (!input.success) return refusal("invalid", values);
  const wish = { ...input.data, seen: values.seen };
  const outcome = await moveAsCustomer(found.booking, wish, Date.now());
  if (outcome.ok) {
    // "Back" leads to the choice of a time, which is to say what is so now.
    revalidatePath(`/manage/${values.token}`, "layout");
    redirect(`/manage/${values.token}?done=moved&n=${outcome.moved}`, RedirectType.replace);
  }
  // The page shows how it stands now, beside the answer.
  if (outcome.code === "changed_meanwhile") revalidatePath(`/manage/${values.token}`, "layout");
  const refused = refusal(outcome.code, values, outcome.alternatives);
  return outcome.date && refused.status === "refused" ? { ...refused, day: outcome.date } : refused;
}

/** Cancels the booking of a manage link, its visit, or as much of its series as is meant. Fields: token, reason, which. */
export async function cancelAction(form: FormData): Promise<void> {
  const values = texts(form);
  const page = `/manage/${encodeURIComponent(values.token ?? "")}`;
  const found = await visitorsBooking(values.token ?? "");
  if (!found.ok) redirect(`${page}?problem=${found.code}`, RedirectType.replace);
  const input = cancelRequest.safeParse({
    reason: values.reason ?? "",
    which: values.which || undefined,
  });
  if (!input.success) redirect(`${page}?problem=invalid`, RedirectType.replace);
  const { which, reason } = input.data;
  const outcome = await cancelAsCustomer(found.booking, which, reason, Date.now());
  redirect(
    outcome.ok
      ? `${page}?done=cancelled&n=${outcome.done}&kept=${outcome.kept}`
      : `${page}?problem=${outcome.code}`,
    RedirectType.replace,
  );
}

/**
 * Books again what a link's booking was, or its whole visit, with its details. Fields: token, start, staff, alone (of a visit
 * just this part).
 */
export async function againAction(_: BookingState, form: FormData): Promise<BookingState> {
  const values = texts(form);
  const found = await visitorsBooking(values.token ?? "");
  if (!found.ok) return refusal(found.code, values);
  const input = moveRequest.safeParse({ start: values.start, staff: values.staff || undefined });
  if (!input.success) return refusal("invalid", values);
  const { booking } = found;
  const staff = input.data.staff ?? booking.staff.slug;
  const allowed = await throttle({
    bookingPerAddress: await visitorAddress(),
    bookingPerCustomer: `${booking.business.slug}:${booking.customer.email ?? booking.id}`,
  });
  if (!allowed.ok) return refusal("too_many", values);
  const parts = values.alone ? ([booking] as const) : visitOf(booking, await together(booking.id));
  const outcome = await bookAgain(parts, { start: input.data.start, staff }, Date.now());
  if (outcome.ok) redirect(`${pathOf(outcome.manageUrl)}?new=1`, RedirectType.push);
  if ("fields" in outcome) {
    // The service asks for more than it did then: its own form knows what.
    const [first, ...rest] = parts;
    const add = rest.map(({ service }) => service.slug).join(",");
    const query = new URLSearchParams({ ...(add ? { add } : {}), at: values.start ?? "", staff });
    redirect(`/${first.business.slug}/${first.service.slug}?${query}`);
  }
  return refusal(outcome.code, values, outcome.alternatives);
}

/**
 * Changes the details of a link's booking. Fields: token, seen (its updatedAt), name, phone, party, note and answers.ID
 * for each question.
 */
export async function editAction(_: BookingState, form: FormData): Promise<BookingState> {
  const values = texts(form);
  const found = await visitorsBooking(values.token ?? "");
  if (!found.ok) return refusal(found.code, values);
  const input = editRequest.safeParse({
    name: values.name,
    phone: values.phone || null,
    ...(values.party ? { party: Number(values.party) } : {}),
    answers: answersOf(values),
    note: values.note ?? "",
  });
  if (!input.success) return { status: "invalid", fields: fieldErrors(input.error), values };
  const outcome = await editAsCustomer(found.booking, input.data, values.seen);
  if (outcome.ok) redirect(`/manage/${values.token}?done=changed`, RedirectType.replace);
  if ("fields" in outcome) return { status: "invalid", fields: outcome.fields, values };
  return refusal(outcome.code, values);
}

/** Says that it was really them, where a service asks for that by e-mail. Fields: token. */
export async function confirmAction(form: FormData): Promise<void> {
  const { token = "" } = texts(form);
  const page = `/manage/${encodeURIComponent(token)}`;
  const found = await visitorsBooking(token);
  if (!found.ok) redirect(`${page}?problem=${found.code}`, RedirectType.replace);
  const outcome = await changeStatus(found.booking.id, "confirmed", { kind: "customer" });
  redirect(
    outcome.ok ? `${page}?done=confirmed` : `${page}?problem=${outcome.code}`,
    RedirectType.replace,
  );
}

/** Says that they will come, asked by a reminder. Fields: token. */
export async function comeAction(form: FormData): Promise<void> {
  const { token = "" } = texts(form);
  const page = `/manage/${encodeURIComponent(token)}`;
  const found = await visitorsBooking(token);
  if (!found.ok) redirect(`${page}?problem=${found.code}`, RedirectType.replace);
  const outcome = await callFunction<{ ok: true } | Refusal>("confirm_attendance", {
    p_booking: found.booking.id,
  });
  redirect(
    outcome.ok ? `${page}?done=coming` : `${page}?problem=${(outcome as Refusal).code}`,
    RedirectType.replace,
  );
}

/**
 * Opens one of the signed-in customer's own bookings: makes sure that its link works, then goes there, or straight to
 * what is to be done with it. Fields: booking, to ("move", "cancel" or "again").
 */
export async function openBookingAction(form: FormData): Promise<void> {
  // A field called "id" would hide the form's own, by which a pressed button finds its form.
  const { booking: id = "", to = "" } = texts(form);
  const person = await requirePerson("/account");
  const own = (await customerBookings(person.id)).find((booking) => booking.id === id);
  if (!own) redirect("/account");
  const token = await manageToken(env().TOKEN_SECRET, own.id);
  await callFunction("put_booking_token", {
    p_booking_id: own.id,
    p_token_hash: await tokenHash(token),
  });
  const steps: Record<string, string> = { move: "/move", cancel: "?step=cancel", again: "/again" };
  redirect(`${pathOf(await manageUrl(own.id))}${steps[to] ?? ""}`);
}

/** What the ticked box said. */
async function newsSentence({ business = "", locale = "" }: Record<string, string>) {
  const page = await publicPage(business);
  return newsConsent(locale, page?.business.name ?? "");
}

async function visitorAddress(): Promise<string> {
  return clientAddress(await headers(), env().TRUSTED_PROXIES);
}

async function visitorsBooking(token: string) {
  const allowed = await throttle({ managePerAddress: await visitorAddress() });
  if (!allowed.ok) return { ok: false, code: "too_many" } as const;
  const found = await bookingByToken(token);
  return found
    ? ({ ok: true, booking: found.booking } as const)
    : ({ ok: false, code: "not_found" } as const);
}

function refusal(
  code: string,
  values: Record<string, string>,
  alternatives: FreeTime[] = [],
): BookingState {
  return { status: "refused", code, message: messageFor(code), alternatives, values };
}

/** The text fields of a form; a name that comes twice counts once, files do not count. */
function texts(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && !name.startsWith("$ACTION")) values[name] = value;
  }
  return values;
}

/** "answers.ID" fields; a ticked box arrives as "true". */
function answersOf(values: Record<string, string>): Record<string, string | boolean> {
  const answers: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(values)) {
    if (!name.startsWith("answers.")) continue;
    answers[name.slice("answers.".length)] = value === "true" ? true : value;
  }
  return answers;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not what the form sends: the schema refuses it.
    return text;
  }
}

/** Where a new booking is shown: on its own page, or, in a frame on another website, on one that may stand there. */
function confirmation(manageUrl: string, business: string, frame: string | undefined): string {
  const path = pathOf(manageUrl);
  if (frame === undefined) return `${path}?new=1`;
  const query = lasting(new URLSearchParams(frame));
  return `/embed/${business}/booked/${path.split("/").at(-1)}?new=1${query.replace("?", "&")}`;
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}

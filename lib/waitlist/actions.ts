"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { RedirectType, redirect } from "next/navigation";
import { z } from "zod";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/address";
import { fieldErrors } from "@/lib/http/body";
import { messageFor } from "@/lib/http/messages";
import { findMember, type Member, whyNotMember } from "@/lib/supabase/session";
import { throttle } from "@/lib/throttle/check";
import { entryByToken, queueOf } from "./data";
import {
  declineOffer,
  joinWaitlist,
  leaveWaitlist,
  type Offerable,
  offerableTimes,
  offerByHand,
  restoreEntry,
  takeOffer,
} from "./mutations";
import { type Entry, joinRequest } from "./schema";
import { dayParts } from "./words";

/** What the form for joining has to say after a submit. */
export type JoinState =
  | { status: "idle" }
  | { status: "joined"; email: string }
  | { status: "invalid"; fields: Record<string, string>; values: Record<string, string> }
  | { status: "refused"; code: string; message: string; values: Record<string, string> };

/**
 * Joins the waiting list. Fields: business, service, staff, party, from, to, weekday.N, when (a part of the day, or the
 * minute of the day of one session), name, email, phone, timeZone, locale.
 */
export async function joinAction(_: JoinState, form: FormData): Promise<JoinState> {
  const values = texts(form);
  const input = joinRequest.safeParse({
    business: values.business,
    service: values.service,
    staff: values.staff || "any",
    party: Number(values.party || 1),
    from: values.from,
    to: values.to || values.from,
    weekdays: [1, 2, 3, 4, 5, 6, 7].filter((day) => values[`weekday.${day}`]),
    ...timeOfDay(values.when ?? "any"),
    customer: { name: values.name, email: values.email, phone: values.phone || null },
    timeZone: values.timeZone,
    locale: values.locale,
  });
  if (!input.success) return { status: "invalid", fields: fieldErrors(input.error), values };
  const allowed = await throttle({
    waitlistPerAddress: await visitorAddress(),
    waitlistPerCustomer: `${input.data.business}:${input.data.customer.email}`,
  });
  if (!allowed.ok) return refusal("too_many", values);
  const outcome = await joinWaitlist(input.data, Date.now());
  if (outcome.ok) return { status: "joined", email: input.data.customer.email };
  if ("fields" in outcome) return { status: "invalid", fields: outcome.fields, values };
  return refusal(outcome.code, values);
}

function refusal(code: string, values: Record<string, string>): JoinState {
  return { status: "refused", code, message: messageFor(code), values };
}

/** What the page of an offer has to say after an attempt to take it. */
export type TakeState =
  | { status: "idle" }
  | { status: "invalid"; fields: Record<string, string>; values: Record<string, string> };

/** Takes the offer of a link; on success goes to the new booking's own page. Fields: token, offer, answers.ID. */
export async function takeAction(_: TakeState, form: FormData): Promise<TakeState> {
  const values = texts(form);
  const entry = await visitorsEntry(values);
  const answers: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith("answers.")) answers[name.slice(8)] = value === "true" ? true : value;
  }
  const outcome = await takeOffer(entry, values.offer ?? "", answers, Date.now());
  if (outcome.ok) redirect(`${new URL(outcome.manageUrl).pathname}?new=1`, RedirectType.replace);
  if ("fields" in outcome) return { status: "invalid", fields: outcome.fields, values };
  back(values, `problem=${outcome.code}`);
}

/** Lets the offer of a link go to the next in line. Fields: token, offer. */
export async function declineAction(form: FormData): Promise<void> {
  const values = texts(form);
  const outcome = await declineOffer(await visitorsEntry(values), values.offer ?? "");
  back(values, outcome.ok ? "done=declined" : `problem=${outcome.code}`);
}

/** Takes the customer of a link off the list. Fields: token. */
export async function leaveAction(form: FormData): Promise<void> {
  const values = texts(form);
  const outcome = await leaveWaitlist((await visitorsEntry(values)).id, "customer");
  back(values, outcome.ok ? "done=left" : `problem=${outcome.code}`);
}

/** What a step in the dashboard came to. */
export type StaffOutcome = { ok: true } | { ok: false; message: string };

/** The free times that could be offered to somebody who waits. */
export async function offerableAction(
  businessId: string,
  entryId: string,
): Promise<{ ok: true; times: Offerable[] } | { ok: false; message: string }> {
  const found = await membersEntry(businessId, entryId);
  if (!found.ok) return found;
  return { ok: true, times: await offerableTimes(found.entry, Date.now()) };
}

/** Offers a time (ISO) to somebody who waits. */
export async function offerAction(
  businessId: string,
  entryId: string,
  start: string,
): Promise<StaffOutcome> {
  const found = await membersEntry(businessId, entryId);
  if (!found.ok) return found;
  const at = z.iso.datetime().safeParse(start);
  if (!at.success) return failure("invalid");
  const { id: userId, name } = found.member.person;
  const actor = { kind: "staff", userId, name } as const;
  return settled(await offerByHand(found.entry, Date.parse(at.data), actor, Date.now()));
}

/** Takes somebody off the list. */
export async function removeAction(businessId: string, entryId: string): Promise<StaffOutcome> {
  const found = await membersEntry(businessId, entryId);
  return found.ok ? settled(await leaveWaitlist(found.entry.id, "staff")) : found;
}

/** Puts somebody back who was just taken off. */
export async function restoreAction(businessId: string, entryId: string): Promise<StaffOutcome> {
  const member = await findMember("staff", businessId);
  if (!member) return failure(await whyNotMember(businessId));
  if (!z.uuid().safeParse(entryId).success) return failure("not_found");
  // The entry is no longer in the queue: whose it is, row-level security says.
  const { data } = await member.db
    .from("waitlist_entries")
    .select("id")
    .eq("id", entryId)
    .eq("business_id", member.businessId)
    .maybeSingle();
  return data ? settled(await restoreEntry(data.id)) : failure("not_found");
}

/** A part of the day by its name, or one session by the minute of its start. */
function timeOfDay(when: string): { fromMin: number; toMin: number } {
  const part = dayParts.find(({ value }) => value === when);
  if (part) return { fromMin: part.fromMin, toMin: part.toMin };
  const minute = Number(when);
  return { fromMin: minute, toMin: minute + 1 };
}

async function visitorAddress(): Promise<string> {
  return clientAddress(await headers(), env().TRUSTED_PROXIES);
}

async function visitorsEntry(values: Record<string, string>): Promise<Entry> {
  const allowed = await throttle({ managePerAddress: await visitorAddress() });
  if (!allowed.ok) back(values, "problem=too_many");
  const entry = await entryByToken(values.token ?? "");
  if (!entry) back(values, "problem=not_found");
  return entry;
}

function back(values: Record<string, string>, query: string): never {
  redirect(`/waitlist/${encodeURIComponent(values.token ?? "")}?${query}`, RedirectType.replace);
}

async function membersEntry(
  businessId: string,
  entryId: string,
): Promise<{ ok: true; member: Member; entry: Entry } | { ok: false; message: string }> {
  const member = await findMember("staff", businessId);
  if (!member) return failure(await whyNotMember(businessId));
  const entry = (await queueOf(member.businessId)).find(({ id }) => id === entryId);
  return entry ? { ok: true, member, entry } : failure("not_waiting");
}

function settled(outcome: { ok: boolean; code?: string }): StaffOutcome {
  revalidatePath("/dashboard/waitlist");
  return outcome.ok ? { ok: true } : failure(outcome.code ?? "internal");
}

function failure(code: string): { ok: false; message: string } {
  return { ok: false, message: messageFor(code) };
}

/** The text fields of a form; files do not count. */
function texts(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && !name.startsWith("$ACTION")) values[name] = value;
  }
  return values;
}

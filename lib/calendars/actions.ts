"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { myStaffIds } from "@/lib/appointments/mine";
import { fieldErrors } from "@/lib/http/body";
import { mayActOn } from "@/lib/members/rules";
import { callFunction } from "@/lib/supabase/functions";
import { currentPerson, findMember, type Member, whyNotMember } from "@/lib/supabase/session";
import { throttle } from "@/lib/throttle/check";
import { connectCaldav, connectFeed, reconnect, testConnection, type Whose } from "./connect";
import { conflictsFor } from "./data";
import { decide, timesInstead } from "./decisions";
import { endFeed, feedsOf, makeFeed } from "./feeds";
import { nudgeCalendars } from "./nudge";
import {
  type CalendarUse,
  caldavForm,
  calendarUse,
  decisionForm,
  feedForm,
  policyForm,
  reconnectForm,
} from "./schema";

const PAGE = "/dashboard/calendars";

export type ActionOutcome = { ok: true } | { ok: false; code: string };

/** What a form of connecting says: which fields are wrong, or why the other side refused. */
export type ConnectState =
  | { status: "invalid"; fields: Record<string, string> }
  | { status: "refused"; code: string }
  | null;

async function mayHave(businessId: string, staffId: string): Promise<Member | null> {
  const member = await findMember("staff", businessId);
  if (!member) return null;
  return mayActOn(member.membership.role, await myStaffIds(member), staffId) ? member : null;
}

/** A member who sees a row sees what row-level security lets them: managers everyone's, staff their own. */
async function owned(
  table: "calendar_connections" | "calendars",
  id: string,
): Promise<{ member: Member; staffId: string } | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const first = await findMember();
  if (!first) return null;
  // What has been disconnected is nobody's any more, even where a page still shows it.
  const { data } =
    table === "calendars"
      ? await first.db
          .from("calendars")
          .select("business_id, staff_id, calendar_connections!inner(leaving_until)")
          .eq("id", id)
          .is("calendar_connections.leaving_until", null)
          .maybeSingle()
      : await first.db
          .from("calendar_connections")
          .select("business_id, staff_id")
          .eq("id", id)
          .is("leaving_until", null)
          .maybeSingle();
  const member = data ? await findMember("staff", data.business_id) : null;
  return data && member ? { member, staffId: data.staff_id } : null;
}

async function connectWith<T extends { businessId: string; staffId: string }>(
  input: z.ZodSafeParseResult<T>,
  run: (whose: Whose, input: T) => ReturnType<typeof connectFeed>,
): Promise<ConnectState> {
  if (!input.success) return { status: "invalid", fields: fieldErrors(input.error) };
  const member = await mayHave(input.data.businessId, input.data.staffId);
  if (!member) return { status: "refused", code: "forbidden" };
  const allowed = await throttle({ connectPerPerson: member.person.id });
  if (!allowed.ok) return { status: "refused", code: "rate_limited" };
  const whose = {
    businessId: member.businessId,
    staffId: input.data.staffId,
    userId: member.person.id,
  };
  const outcome = await run(whose, input.data);
  if (!outcome.ok) return { status: "refused", code: outcome.code };
  redirect(`${PAGE}/${outcome.id}`);
}

/** Connects a CalDAV account and goes to its page. */
export async function connectAccount(_: ConnectState, form: FormData): Promise<ConnectState> {
  return connectWith(caldavForm.safeParse(Object.fromEntries(form)), connectCaldav);
}

/** Connects a calendar file and goes to its page. */
export async function connectFile(_: ConnectState, form: FormData): Promise<ConnectState> {
  return connectWith(feedForm.safeParse(Object.fromEntries(form)), (whose, { url }) =>
    connectFeed(whose, url),
  );
}

/** Opens a connection again whose password or address has changed, and goes back to its page. */
export async function reconnectAccount(_: ConnectState, form: FormData): Promise<ConnectState> {
  const input = reconnectForm.safeParse(Object.fromEntries(form));
  if (!input.success) return { status: "invalid", fields: fieldErrors(input.error) };
  const { connectionId, secret } = input.data;
  const found = await owned("calendar_connections", connectionId);
  if (!found) return { status: "refused", code: "not_found" };
  const { member, staffId } = found;
  const allowed = await throttle({ connectPerPerson: member.person.id });
  if (!allowed.ok) return { status: "refused", code: "rate_limited" };
  const whose = { businessId: member.businessId, staffId, userId: member.person.id };
  const outcome = await reconnect(whose, connectionId, secret);
  if (!outcome.ok) return { status: "refused", code: outcome.code };
  revalidatePath(PAGE, "layout");
  redirect(`${PAGE}/${connectionId}`);
}

/** Sets what a calendar does, and what our entries tell there. */
export async function saveUse(change: CalendarUse): Promise<ActionOutcome> {
  const input = calendarUse.safeParse(change);
  if (!input.success) return { ok: false, code: "invalid" };
  const { calendarId, use, privacy } = input.data;
  if (!(await owned("calendars", calendarId))) return { ok: false, code: "not_found" };
  const outcome = await callFunction<ActionOutcome>("set_calendar_use", {
    p_calendar: calendarId,
    p_blocks: use === "blocks" || use === "both",
    p_receives: use === "receives" || use === "both",
    p_privacy: privacy,
  });
  if (outcome.ok) nudgeCalendars();
  revalidatePath(PAGE, "layout");
  return outcome;
}

/** Has a connection looked at now. */
export async function syncNow(connectionId: string): Promise<ActionOutcome> {
  if (!(await owned("calendar_connections", connectionId))) return { ok: false, code: "not_found" };
  const outcome = await callFunction<ActionOutcome>("sync_calendar_now", {
    p_connection: connectionId,
  });
  if (outcome.ok) nudgeCalendars();
  return outcome;
}

/** Asks the account whether it still opens, and for the calendars that it has now. */
export async function tryConnection(connectionId: string): ReturnType<typeof testConnection> {
  const found = await owned("calendar_connections", connectionId);
  if (!found) return { ok: false, code: "not_found" };
  const allowed = await throttle({ connectPerPerson: found.member.person.id });
  if (!allowed.ok) return { ok: false, code: "rate_limited" };
  const outcome = await testConnection(connectionId);
  if (outcome.ok) revalidatePath(PAGE, "layout");
  return outcome;
}

/**
 * Disconnects an account: what it blocked is free at once; the provider hears of it as soon as it answers.
 * @param entries what becomes of the coming bookings that were written there
 */
export async function disconnect(
  connectionId: string,
  entries: "keep" | "remove",
): Promise<ActionOutcome> {
  if (!(await owned("calendar_connections", connectionId))) return { ok: false, code: "not_found" };
  const outcome = await callFunction<ActionOutcome>("leave_calendar_connection", {
    p_connection: connectionId,
    p_remove_entries: entries === "remove",
  });
  if (!outcome.ok) return outcome;
  nudgeCalendars();
  revalidatePath(PAGE, "layout");
  redirect(PAGE);
}

/** Sets what staff may do in their own calendars; managers. */
export async function savePolicy(change: z.input<typeof policyForm>): Promise<ActionOutcome> {
  const input = policyForm.safeParse(change);
  if (!input.success) return { ok: false, code: "invalid" };
  const member = await findMember("manager", input.data.businessId);
  if (!member) return { ok: false, code: "forbidden" };
  await callFunction("set_calendar_policy", {
    p_business: member.businessId,
    p_policy: input.data.policy,
  });
  revalidatePath(PAGE);
  return { ok: true };
}

/** Free times for a booking that something has landed on; ISO texts in UTC. */
export async function offerTimes(businessId: string, conflictId: string): Promise<string[]> {
  const member = await findMember("staff", businessId);
  const conflict = member && (await conflictsFor(member)).find(({ id }) => id === conflictId);
  return conflict ? timesInstead(conflict, Date.now()) : [];
}

/** Does what was decided about a conflict. */
export async function decideConflict(
  businessId: string,
  change: z.input<typeof decisionForm>,
): Promise<ActionOutcome> {
  const input = decisionForm.safeParse(change);
  if (!input.success) return { ok: false, code: "invalid" };
  const member = await findMember("staff", businessId);
  if (!member) return { ok: false, code: await whyNotMember(businessId) };
  const conflict = (await conflictsFor(member)).find(({ id }) => id === input.data.conflictId);
  if (!conflict) return { ok: false, code: "already" };
  const { decision } = input.data;
  const actor = { kind: "staff" as const, userId: member.person.id, name: member.person.name };
  const outcome = await decide(
    conflict,
    decision.way === "move" && decision.start !== undefined
      ? { way: "move", start: decision.start }
      : { way: decision.way },
    actor,
    Date.now(),
  );
  revalidatePath(PAGE);
  return outcome;
}

/** Makes the address that calendars subscribe to: of the whole business for managers, of one staff member for them too. */
export async function createFeed(
  businessId: string,
  staffId: string | null,
): Promise<ActionOutcome> {
  const member = staffId
    ? await mayHave(businessId, staffId)
    : await findMember("manager", businessId);
  if (!member) return { ok: false, code: "forbidden" };
  const outcome = await makeFeed({ businessId: member.businessId, staffId });
  revalidatePath(PAGE);
  return outcome.ok ? { ok: true } : { ok: false, code: outcome.code };
}

/** Ends an address that calendars subscribe to. */
export async function revokeFeed(businessId: string, feedId: string): Promise<ActionOutcome> {
  const member = await findMember("staff", businessId);
  if (!member) return { ok: false, code: await whyNotMember(businessId) };
  const feed = (await feedsOf({ businessId: member.businessId })).find(({ id }) => id === feedId);
  if (!feed) return { ok: false, code: "not_found" };
  const mine = await myStaffIds(member);
  const allowed = feed.staffId
    ? mayActOn(member.membership.role, mine, feed.staffId)
    : member.membership.role !== "staff";
  if (!allowed) return { ok: false, code: "forbidden" };
  const outcome = await endFeed(feed.id);
  revalidatePath(PAGE);
  return outcome.ok ? { ok: true } : { ok: false, code: outcome.code };
}

/** A customer's own feed: one at a time; asking for a new one ends the old. */
export async function renewMyFeed(): Promise<ActionOutcome> {
  const person = await currentPerson();
  if (!person) return { ok: false, code: "signed_out" };
  for (const { id } of await feedsOf({ userId: person.id })) await endFeed(id);
  const outcome = await makeFeed({ userId: person.id });
  revalidatePath("/account");
  return outcome.ok ? { ok: true } : { ok: false, code: outcome.code };
}

/** Ends a customer's own feed. */
export async function endMyFeed(): Promise<ActionOutcome> {
  const person = await currentPerson();
  if (!person) return { ok: false, code: "signed_out" };
  for (const { id } of await feedsOf({ userId: person.id })) await endFeed(id);
  revalidatePath("/account");
  return { ok: true };
}

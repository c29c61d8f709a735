"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { fieldErrors } from "@/lib/http/body";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import {
  findMember,
  type Member,
  type NotLetIn,
  type Role,
  whyNotMember,
} from "@/lib/supabase/session";
import { nudgeDispatch } from "./nudge";
import { memberInput, settingsInput } from "./settings-schema";

type Closed = { ok: false; code: NotLetIn };
type Invalid = { ok: false; code: "invalid"; fields: Record<string, string> };
export type Answered = { ok: true } | Closed | Invalid | Refusal;

/** The member who asks, in the business that the page was opened for. */
async function gate(businessId: string, least: Role): Promise<Member | Closed> {
  const member = await findMember(least, businessId);
  if (member) return member;
  return { ok: false, code: await whyNotMember(businessId) };
}

function isClosed(gated: Member | Closed): gated is Closed {
  return "code" in gated;
}

function invalid(error: z.ZodError): Invalid {
  return { ok: false, code: "invalid", fields: fieldErrors(error) };
}

/** Sends a message that could not be sent once more, to the customer's present address; managers. */
export async function resendAction(
  businessId: string,
  id: string,
): Promise<{ ok: true; id: string } | Closed | Invalid | Refusal> {
  const wanted = z.uuid().safeParse(id);
  if (!wanted.success) return invalid(wanted.error);
  const member = await gate(businessId, "manager");
  if (isClosed(member)) return member;
  const outcome = await callFunction<{ ok: true; id: string } | Refusal>("resend_notification", {
    p_business: member.businessId,
    p_user: member.person.id,
    p_id: wanted.data,
  });
  if (outcome.ok) {
    nudgeDispatch();
    revalidatePath("/dashboard/messages", "layout");
  }
  return outcome;
}

/** Saves how the business writes to its customers; managers. */
export async function saveMessageSettingsAction(
  businessId: string,
  input: z.input<typeof settingsInput>,
): Promise<Answered> {
  const parsed = settingsInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await gate(businessId, "manager");
  if (isClosed(member)) return member;
  return callFunction("save_message_settings", {
    p_business: member.businessId,
    p_user: member.person.id,
    p_settings: parsed.data,
  });
}

/** Saves what the member who asks wants to hear of this business. */
export async function saveMyPreferencesAction(
  businessId: string,
  input: z.input<typeof memberInput>,
): Promise<Answered> {
  const parsed = memberInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const member = await gate(businessId, "staff");
  if (isClosed(member)) return member;
  return callFunction("save_member_preferences", {
    p_business: member.businessId,
    p_user: member.person.id,
    p_wanted: parsed.data,
  });
}

"use server";

import { revalidatePath } from "next/cache";
import { phone } from "@/lib/bookings/schema";
import { fieldErrors } from "@/lib/http/body";
import { desk as deskOf } from "@/lib/members/data";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { findMember, type Member } from "@/lib/supabase/session";
import { throttle } from "@/lib/throttle/check";
import { nudgeDispatch } from "./nudge";
import { type TemplateKey, templateKey } from "./settings-schema";
import type { EmailTemplate, SmsTemplate } from "./templates.ts";
import { previewOf, readTemplate, type Shown, showPreview, wordable } from "./wording.ts";
import { bookingToPreview, previewSettings } from "./wording-data";

type Invalid = { ok: false; code: "invalid"; fields: Record<string, string> };
type Closed = { ok: false; code: "forbidden" };

interface Asked {
  member: Member;
  key: TemplateKey;
  template: EmailTemplate | SmsTemplate | null;
}

async function gate(
  businessId: string,
  rawKey: unknown,
  content: unknown,
): Promise<{ ok: true; asked: Asked } | Invalid | Closed> {
  const member = await findMember("manager", businessId);
  if (!member) return { ok: false, code: "forbidden" };
  const key = templateKey.safeParse(rawKey);
  const known =
    key.success &&
    wordable.some(({ kind, audience }) => kind === key.data.kind && audience === key.data.audience);
  if (!known) return { ok: false, code: "invalid", fields: { kind: "There is no such message." } };
  if (content === null) return { ok: true, asked: { member, key: key.data, template: null } };
  const template = readTemplate(key.data, content);
  if (!template.success) return { ok: false, code: "invalid", fields: fieldErrors(template.error) };
  return { ok: true, asked: { member, key: key.data, template: template.data } };
}

async function made({ member, key, template }: Asked) {
  const { db, businessId, membership } = member;
  const desk = await deskOf(db, businessId);
  const { booking } = await bookingToPreview(
    businessId,
    {
      ...desk,
      brandColor: membership.brandColor,
      service: desk.services[0]?.name ?? "Appointment",
      staff: desk.people[0]?.name ?? desk.name,
    },
    Date.now(),
  );
  return previewOf(booking, key, template, previewSettings(), new Date());
}

/** What a template makes of the business's latest booking. */
export async function previewAction(
  businessId: string,
  key: TemplateKey,
  content: unknown,
): Promise<{ ok: true; shown: Shown } | Invalid | Closed> {
  const gated = await gate(businessId, key, content);
  if (!gated.ok) return gated;
  return { ok: true, shown: showPreview(await made(gated.asked)) };
}

/**
 * Saves a template as a new version; one that names an unknown variable is refused.
 * @param content null = back to Daybook's own words
 * @param was the active version that the editor began with, 0 = Daybook's own words
 */
export async function saveTemplateAction(
  businessId: string,
  key: TemplateKey,
  content: unknown,
  was: number,
): Promise<{ ok: true; version: number } | Invalid | Closed | Refusal> {
  const gated = await gate(businessId, key, content);
  if (!gated.ok) return gated;
  const { member, template } = gated.asked;
  const outcome = await callFunction<{ ok: true; version: number } | Refusal>(
    "save_message_template",
    {
      p_business: member.businessId,
      p_user: member.person.id,
      p_template: { ...gated.asked.key, content: template, was: Number(was) || 0 },
    },
  );
  if (outcome.ok) revalidatePath("/dashboard/messages/wording");
  return outcome;
}

/** Sends what is being worded to the manager who words it: to their own address, or to the number that they type. */
export async function sendTestAction(
  businessId: string,
  key: TemplateKey,
  content: unknown,
  number: string,
): Promise<{ ok: true; to: string } | Invalid | Closed | Refusal> {
  const gated = await gate(businessId, key, content);
  if (!gated.ok) return gated;
  const { member } = gated.asked;
  let to = member.person.email;
  if (key.channel === "sms") {
    const { data } = await member.db
      .from("businesses")
      .select("country")
      .eq("id", member.businessId)
      .single();
    const typed = phone(data?.country).safeParse(number);
    if (!typed.success || !typed.data) {
      return { ok: false, code: "invalid", fields: { number: "A mobile number to send it to." } };
    }
    to = typed.data;
  }
  const allowed = await throttle({ mailPerAddress: `message-test:${member.person.id}` });
  if (!allowed.ok) return { ok: false, code: "too_many" };
  const preview = await made(gated.asked);
  const outcome = await callFunction<{ ok: true } | Refusal>("enqueue_test", {
    p_business: member.businessId,
    p_user: member.person.id,
    p_channel: key.channel,
    p_recipient: to,
    p_content:
      preview.channel === "sms"
        ? { body: preview.body }
        : { ...preview, subject: `[Test] ${preview.subject}` },
  });
  if (!outcome.ok) return outcome as Refusal;
  nudgeDispatch();
  return { ok: true, to };
}

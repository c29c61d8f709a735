"use server";

import { findMember, whyNotMember } from "@/lib/supabase/session";
import { savedView } from "./desk-schema";

type ViewOutcome = { ok: true } | { ok: false; code: string; field?: string };

/** Keeps a filter under a name; the same name again takes its place. Each member has their own. */
export async function saveViewAction(
  businessId: string,
  form: { name: string; query: string },
): Promise<ViewOutcome> {
  const member = await findMember("staff", businessId);
  if (!member) return { ok: false, code: await whyNotMember(businessId) };
  const input = savedView.safeParse(form);
  if (!input.success) {
    return { ok: false, code: "invalid", field: input.error.issues[0]!.message };
  }
  const { name, query } = input.data;
  const { error } = await member.db
    .from("saved_views")
    .upsert(
      { business_id: member.businessId, user_id: member.person.id, name, query },
      { onConflict: "business_id,user_id,name" },
    );
  if (error) throw new Error(`saved view: ${error.message}`);
  return { ok: true };
}

/** Removes a view; one that is gone already is no fault. */
export async function removeViewAction(businessId: string, id: string): Promise<ViewOutcome> {
  const member = await findMember("staff", businessId);
  if (!member) return { ok: false, code: await whyNotMember(businessId) };
  if (!/^[0-9a-f-]{36}$/.test(id)) return { ok: false, code: "not_found" };
  const { error } = await member.db
    .from("saved_views")
    .delete()
    .eq("business_id", member.businessId)
    .eq("id", id);
  if (error) throw new Error(`saved view: ${error.message}`);
  return { ok: true };
}

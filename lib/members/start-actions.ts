"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { fieldErrors } from "@/lib/http/body";
import { findMember } from "@/lib/supabase/session";
import type { StartState } from "./actions";
import { editStarted, saveFirstServices, setStartStep } from "./mutations";
import { firstServicesInput, startForm, startStep, withSlugs } from "./start-schema";

/** Saves the first page of an opening that has been begun already, and goes on to its hours. Fields: business and the form's. */
export async function editStartedBusiness(_: StartState, form: FormData): Promise<StartState> {
  const member = await findMember("owner", String(form.get("business") ?? ""));
  if (!member) return { ok: false, fields: {}, code: "signed_out" };
  const input = startForm.safeParse(Object.fromEntries(form));
  if (!input.success) return { ok: false, fields: fieldErrors(input.error) };
  const outcome = await editStarted(member.db, member.businessId, member.person.id, input.data);
  if (!outcome.ok) {
    return { ok: false, fields: { slug: "Somebody else has this address already" } };
  }
  revalidatePath("/", "layout");
  redirect("/start/hours");
}

/** Notes which page of the opening is next; owners. @param step null = nothing is left to do */
export async function noteStartStep(
  businessId: string,
  step: string | null,
): Promise<{ ok: true } | { ok: false; code: "invalid" | "forbidden" }> {
  const next = startStep.nullable().safeParse(step);
  if (!next.success) return { ok: false, code: "invalid" };
  const member = await findMember("owner", businessId);
  if (!member) return { ok: false, code: "forbidden" };
  await setStartStep(member.db, member.businessId, next.data);
  return { ok: true };
}

/** Saves what can be booked first, which ends the opening; owners. Errors by path: rows.0.name */
export async function saveFirstServicesAction(
  input: z.input<typeof firstServicesInput>,
): Promise<{ ok: true } | { ok: false; code: string; fields?: Record<string, string> }> {
  const parsed = firstServicesInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid", fields: fieldErrors(parsed.error) };
  const { businessId, rows } = parsed.data;
  const member = await findMember("owner", businessId);
  if (!member) return { ok: false, code: "forbidden" };
  const outcome = await saveFirstServices(member.db, member.businessId, withSlugs(rows));
  if (outcome.ok) revalidatePath("/dashboard", "layout");
  return outcome;
}

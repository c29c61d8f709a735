"use server";

import { redirect } from "next/navigation";
import { isSlug, publicPage } from "@/lib/business/data";
import { fieldErrors } from "@/lib/http/body";
import { currentPerson, memberships } from "@/lib/supabase/session";
import { chooseBusiness } from "./choose";
import { openBusiness } from "./mutations";
import { isReserved } from "./start";
import { noteStartStep } from "./start-actions";
import { startForm } from "./start-schema";

export type StartState = {
  ok: false;
  fields: Record<string, string>;
  code?: "too_many_businesses" | "signed_out";
} | null;

/** Opens a business for the signed-in person and goes on to its hours. */
export async function startBusiness(_: StartState, form: FormData): Promise<StartState> {
  const person = await currentPerson();
  if (!person) return { ok: false, fields: {}, code: "signed_out" };
  const input = startForm.safeParse(Object.fromEntries(form));
  if (!input.success) return { ok: false, fields: fieldErrors(input.error) };
  const outcome = await openBusiness(person, input.data);
  if (!outcome.ok) {
    return outcome.code === "slug_taken"
      ? { ok: false, fields: { slug: "Somebody else has this address already" } }
      : { ok: false, fields: {}, code: "too_many_businesses" };
  }
  await chooseBusiness(outcome.businessId);
  // Whoever leaves now comes back to the hours.
  await noteStartStep(outcome.businessId, "hours");
  redirect("/start/hours");
}

/** Whether an address can still be had, while it is being typed; the write has the last word. */
export async function isAddressFree(slug: string): Promise<boolean> {
  if (!isSlug(slug) || isReserved(slug) || !(await currentPerson())) return false;
  return (await publicPage(slug)) === null;
}

/** Looks at another of the person's businesses; a business that they do not belong to changes nothing. */
export async function switchBusiness(businessId: string): Promise<void> {
  const mine = await memberships();
  if (mine.some((one) => one.businessId === businessId)) await chooseBusiness(businessId);
  redirect("/dashboard");
}

"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { personText } from "@/lib/bookings/schema";
import { fieldErrors } from "@/lib/http/body";
import { findMember } from "@/lib/supabase/session";
import * as mutations from "./mutations";
import { saveServiceInput } from "./schema";

export type Invalid = { ok: false; code: "invalid"; fields: Record<string, string> };

/** Saves a service as it stands in the editor; managers. Field errors are named by their path: details.questions.0.label */
export async function saveServiceAction(
  input: z.input<typeof saveServiceInput>,
): Promise<mutations.ServiceSaved | Invalid> {
  const parsed = saveServiceInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid", fields: fieldErrors(parsed.error) };
  const member = await findMember("manager", parsed.data.businessId);
  if (!member) return { ok: false, code: "forbidden" };
  const outcome = await mutations.saveService(member.db, member.businessId, parsed.data);
  if (outcome.ok) revalidatePath("/dashboard", "layout");
  return outcome;
}

const duplicateInput = z.object({
  businessId: z.uuid(),
  serviceId: z.uuid(),
  name: personText(120, "A name"),
});

/** Copies a service; managers. */
export async function duplicateServiceAction(
  input: z.input<typeof duplicateInput>,
): Promise<{ ok: true; id: string } | { ok: false; code: string }> {
  const parsed = duplicateInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid" };
  const { businessId, serviceId, name } = parsed.data;
  const member = await findMember("manager", businessId);
  if (!member) return { ok: false, code: "forbidden" };
  const outcome = await mutations.duplicateService(member.db, member.businessId, serviceId, name);
  revalidatePath("/dashboard", "layout");
  return outcome;
}

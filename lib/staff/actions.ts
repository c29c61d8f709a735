"use server";

import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { fieldErrors } from "@/lib/http/body";
import { findMember } from "@/lib/supabase/session";
import { type StaffSaved, saveStaff } from "./mutations";
import { saveStaffInput } from "./schema";

/** Saves a bookable person as they stand in the editor; managers. */
export async function saveStaffAction(
  input: z.input<typeof saveStaffInput>,
): Promise<StaffSaved | { ok: false; code: "invalid"; fields: Record<string, string> }> {
  const parsed = saveStaffInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid", fields: fieldErrors(parsed.error) };
  const member = await findMember("manager", parsed.data.businessId);
  if (!member) return { ok: false, code: "forbidden" };
  const outcome = await saveStaff(member.db, member.businessId, parsed.data);
  if (outcome.ok) revalidatePath("/dashboard", "layout");
  return outcome;
}

"use server";

import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { fieldErrors } from "@/lib/http/body";
import { findMember } from "@/lib/supabase/session";
import { type LookSaved, saveLook } from "./look";
import { saveLookInput } from "./look-schema";

/** Saves how the business looks and is found; managers. */
export async function saveLookAction(
  input: z.input<typeof saveLookInput>,
): Promise<
  | LookSaved
  | { ok: false; code: "forbidden" }
  | { ok: false; code: "invalid"; fields: Record<string, string> }
> {
  const parsed = saveLookInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "invalid", fields: fieldErrors(parsed.error) };
  const member = await findMember("manager", parsed.data.businessId);
  if (!member) return { ok: false, code: "forbidden" };
  const { values, updatedAt } = parsed.data;
  const outcome = await saveLook(member.db, member.businessId, values, updatedAt);
  if (outcome.ok) revalidatePath("/", "layout");
  return outcome;
}

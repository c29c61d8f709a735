"use server";

import { savePreferences } from "./preferences";
import { type CustomerPreferences, preferencesInput } from "./preferences-schema";

/** Saves what the customer behind a link wants to hear; the link is the right to. */
export async function savePreferencesAction(
  token: string,
  input: unknown,
): Promise<{ ok: true; now: CustomerPreferences } | { ok: false; code: "not_found" | "invalid" }> {
  const parsed = preferencesInput.safeParse(input);
  if (!parsed.success || typeof token !== "string") return { ok: false, code: "invalid" };
  const now = await savePreferences(token, parsed.data);
  return now ? { ok: true, now } : { ok: false, code: "not_found" };
}

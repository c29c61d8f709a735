"use server";

import { revalidatePath } from "next/cache";
import { isLanguage } from "@/lib/i18n/languages";
import { findMember } from "@/lib/supabase/session";
import { saveTranslations, type TranslationsSaved } from "./translating";

export type TranslatingState = TranslationsSaved | null;

/** As long as the longest text of a page may be. */
const LONGEST = 4000;

/** Saves the texts of one language; managers. Fields: business, language, and each text by its name. */
export async function saveTranslationsAction(
  _: TranslatingState,
  form: FormData,
): Promise<TranslatingState> {
  const language = form.get("language");
  if (!isLanguage(language)) return { ok: false, code: "invalid" };
  const member = await findMember("manager", String(form.get("business") ?? ""));
  if (!member) return { ok: false, code: "forbidden" };
  const outcome = await saveTranslations(member.db, member.businessId, language, (name) =>
    String(form.get(name) ?? "").slice(0, LONGEST),
  );
  if (outcome.ok) revalidatePath("/", "layout");
  return outcome;
}

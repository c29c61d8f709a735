"use server";

import { revalidatePath } from "next/cache";
import { fieldErrors } from "@/lib/http/body";
import { findMember } from "@/lib/supabase/session";
import { businessSettings, type SettingsValues, saveSettings, settingsForm } from "./settings";

export type SettingsState =
  | { status: "saved"; updatedAt: string }
  | { status: "invalid"; fields: Record<string, string> }
  /** Somebody saved in between: what they have now, and the version to save over knowingly. */
  | { status: "stale"; changed: { field: keyof SettingsValues; now: string }[]; updatedAt: string }
  | { status: "forbidden" }
  | null;

/** Saves the settings form of a manager; a form that is older than the last save is refused with what has changed. */
export async function updateSettings(_: SettingsState, form: FormData): Promise<SettingsState> {
  const member = await findMember("manager", String(form.get("business") ?? ""));
  if (!member) return { status: "forbidden" };
  const { db, businessId } = member;
  const before = await businessSettings(db, businessId);
  const input = settingsForm(before.country).safeParse(Object.fromEntries(form));
  if (!input.success) return { status: "invalid", fields: fieldErrors(input.error) };
  const readAt = String(form.get("updatedAt") ?? "");
  const fresh = readAt === before.updatedAt;
  if (fresh && (await saveSettings(db, businessId, input.data, readAt))) {
    revalidatePath("/dashboard", "layout");
    return { status: "saved", updatedAt: (await businessSettings(db, businessId)).updatedAt };
  }
  const now = await businessSettings(db, businessId);
  const fields = Object.keys(now.values) as (keyof SettingsValues)[];
  return {
    status: "stale",
    changed: fields
      .filter((field) => now.values[field] !== input.data[field])
      .map((field) => ({ field, now: String(now.values[field] ?? "") })),
    updatedAt: now.updatedAt,
  };
}

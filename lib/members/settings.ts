import "server-only";
import { z } from "zod";
import { personText, phone } from "@/lib/bookings/schema";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";

const line = (max: number) =>
  z
    .string()
    .transform((value) => value.replace(/\s+/g, " ").trim())
    .pipe(z.string().max(max, `At most ${max} characters`));

const text = (max: number) => z.string().trim().max(max, `At most ${max} characters`);

const cutoff = z.coerce.number().int().min(0).max(525_600);

/** The form of the settings page. The phone number is read as one of the business's country. */
export const settingsForm = (country: string) =>
  z.object({
    name: personText(120, "Please give the name of your business"),
    tagline: line(200),
    about: text(4000),
    address: line(300),
    city: line(120),
    phone: phone(country),
    email: z
      .string()
      .trim()
      .toLowerCase()
      .max(254)
      .refine((value) => value === "" || z.email().safeParse(value).success, {
        error: "An e-mail address such as hello@example.com",
      }),
    policyText: text(2000),
    cancelCutoffMin: cutoff,
    moveCutoffMin: cutoff,
  });

export type SettingsValues = z.output<ReturnType<typeof settingsForm>>;

export interface StoredSettings {
  values: SettingsValues;
  country: string;
  /** The version that an edit starts from, exactly as the database wrote it. */
  updatedAt: string;
}

const COLUMNS =
  "name, tagline, about, address, city, country, phone, email, policy_text, cancel_cutoff_min, move_cutoff_min, updated_at";

/** What the settings page edits, with the version it was read at. */
export async function businessSettings(
  db: SessionClient,
  businessId: BusinessId,
): Promise<StoredSettings> {
  const { data, error } = await db.from("businesses").select(COLUMNS).eq("id", businessId).single();
  if (error) throw new Error(`settings: ${error.message}`);
  return {
    values: {
      name: data.name,
      tagline: data.tagline,
      about: data.about,
      address: data.address,
      city: data.city,
      phone: data.phone,
      email: data.email ?? "",
      policyText: data.policy_text,
      cancelCutoffMin: data.cancel_cutoff_min,
      moveCutoffMin: data.move_cutoff_min,
    },
    country: data.country,
    updatedAt: data.updated_at,
  };
}

/**
 * Saves the settings over the version that they were read at; the caller's rights apply.
 * @returns false when somebody has saved in between: nothing was written
 */
export async function saveSettings(
  db: SessionClient,
  businessId: BusinessId,
  values: SettingsValues,
  readAt: string,
): Promise<boolean> {
  const { data, error } = await db
    .from("businesses")
    .update({
      name: values.name,
      tagline: values.tagline,
      about: values.about,
      address: values.address,
      city: values.city,
      phone: values.phone,
      email: values.email || null,
      policy_text: values.policyText,
      cancel_cutoff_min: values.cancelCutoffMin,
      move_cutoff_min: values.moveCutoffMin,
    })
    .eq("id", businessId)
    .eq("updated_at", readAt)
    .select("id");
  if (error) throw new Error(`settings: ${error.message}`);
  return data.length === 1;
}

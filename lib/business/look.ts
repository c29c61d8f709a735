import "server-only";
import type { z } from "zod";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import { type LookValues, lookValues } from "./look-schema";

export interface StoredLook {
  values: LookValues;
  /** The version that an edit starts from, exactly as the database wrote it. */
  updatedAt: string;
}

/** How the business looks and is found, with the version it was read at. */
export async function businessLook(db: SessionClient, businessId: BusinessId): Promise<StoredLook> {
  const { data, error } = await db
    .from("businesses")
    .select(
      "logo_url, photo_url, brand_color, slug, website, listed, locale, time_zone, currency, week_starts_on, max_moves, max_open_bookings, request_hours, updated_at",
    )
    .eq("id", businessId)
    .single();
  if (error) throw new Error(`look: ${error.message}`);
  const language = lookValues.shape.locale.safeParse(data.locale.split("-")[0]);
  return {
    values: {
      logoUrl: data.logo_url,
      photoUrl: data.photo_url,
      brandColor: data.brand_color,
      slug: data.slug,
      website: data.website ?? "",
      listed: data.listed,
      locale: language.data ?? "en",
      timeZone: data.time_zone,
      currency: data.currency,
      weekStartsOn: data.week_starts_on,
      maxMoves: data.max_moves,
      maxOpenBookings: data.max_open_bookings,
      requestHours: data.request_hours,
    },
    updatedAt: data.updated_at,
  };
}

export type LookSaved =
  | { ok: true; updatedAt: string }
  /** Somebody has saved in between; `current` is what stands there now. */
  | { ok: false; code: "stale"; current: StoredLook }
  | { ok: false; code: "slug_taken" | "invalid" };

/** Saves over the version that was read; the caller's rights apply. */
export async function saveLook(
  db: SessionClient,
  businessId: BusinessId,
  values: z.output<typeof lookValues>,
  updatedAt: string,
): Promise<LookSaved> {
  const { data, error } = await db
    .from("businesses")
    .update({
      logo_url: values.logoUrl,
      photo_url: values.photoUrl,
      brand_color: values.brandColor,
      slug: values.slug,
      website: values.website || null,
      listed: values.listed,
      locale: values.locale,
      time_zone: values.timeZone,
      currency: values.currency,
      week_starts_on: values.weekStartsOn,
      max_moves: values.maxMoves,
      max_open_bookings: values.maxOpenBookings,
      request_hours: values.requestHours,
    })
    .eq("id", businessId)
    .eq("updated_at", updatedAt)
    .select("updated_at");
  if (error) {
    if (error.code === "23505") return { ok: false, code: "slug_taken" };
    if (error.code === "23503" || error.code === "23514") return { ok: false, code: "invalid" };
    throw new Error(`look: ${error.message}`);
  }
  const [row] = data;
  if (row) return { ok: true, updatedAt: row.updated_at };
  return { ok: false, code: "stale", current: await businessLook(db, businessId) };
}

import "server-only";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";

/** The sites that may frame a business's booking pages, [] for any; null when there is no such business. */
export async function embedOrigins(slug: string): Promise<string[] | null> {
  const found = await callFunction<{ ok: true; origins: string[] } | Refusal>("embed_origins", {
    p_slug: slug,
  });
  return found.ok ? (found as { origins: string[] }).origins : null;
}

export interface StoredSites {
  origins: string[];
  /** The colour of its buttons elsewhere. */
  brandColor: string;
}

/** What the settings page shows of them; the caller's rights apply. */
export async function storedSites(db: SessionClient, businessId: BusinessId): Promise<StoredSites> {
  const { data, error } = await db
    .from("businesses")
    .select("embed_origins, brand_color")
    .eq("id", businessId)
    .single();
  if (error) throw new Error(`embedding: ${error.message}`);
  return { origins: data.embed_origins, brandColor: data.brand_color };
}

import "server-only";
import { cache } from "react";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { ListedBusiness, PublicPage } from "./schema";

/** Businesses that this installation shows on its front page, oldest first, at most a hundred. */
export async function listBusinesses(): Promise<ListedBusiness[]> {
  return callFunction<ListedBusiness[]>("list_businesses");
}

/** Everything that a visitor sees of a business, or null when there is none of that name. One read per request. */
export const publicPage = cache(async (slug: string): Promise<PublicPage | null> => {
  if (!isSlug(slug)) return null;
  const found = await callFunction<({ ok: true } & PublicPage) | Refusal>("public_business", {
    p_slug: slug,
  });
  return found.ok ? (found as { ok: true } & PublicPage) : null;
});

/** Whether a string may be a slug; anything else needs no look in the database (and cannot reach it). */
export function isSlug(value: string): boolean {
  return value.length <= 60 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value);
}

import "server-only";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";

/** A filter of the bookings list that a member has given a name. */
export interface SavedView {
  id: string;
  name: string;
  /** As the address holds it, with its question mark. */
  query: string;
}

/** The member's own views, in the order in which they were kept. */
export async function savedViews(db: SessionClient, businessId: BusinessId): Promise<SavedView[]> {
  const { data, error } = await db
    .from("saved_views")
    .select("id, name, query")
    .eq("business_id", businessId)
    .order("created_at")
    .limit(30);
  if (error) throw new Error(`saved views: ${error.message}`);
  return data;
}

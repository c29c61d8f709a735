import "server-only";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";

/**
 * Names the sites that may frame a business's booking pages. The caller's rights apply.
 * @returns false when they do not reach that far
 */
export async function saveSites(
  db: SessionClient,
  businessId: BusinessId,
  origins: string[],
): Promise<boolean> {
  const { data, error } = await db
    .from("businesses")
    .update({ embed_origins: origins })
    .eq("id", businessId)
    .select("id");
  if (error) throw new Error(`embedding: ${error.message}`);
  return data.length === 1;
}

import "server-only";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { ManagedService } from "./schema";

/** Every service of a business in its order, archived ones too. */
export async function managedServices(
  db: SessionClient,
  businessId: BusinessId,
): Promise<ManagedService[]> {
  const { data, error } = await db.rpc("service_details", { p_business: businessId });
  if (error) throw new Error(`services: ${error.message}`);
  return data as unknown as ManagedService[];
}

/** One service; null when the business has none of this id. */
export async function managedService(
  db: SessionClient,
  businessId: BusinessId,
  id: string,
): Promise<ManagedService | null> {
  const { data, error } = await db.rpc("service_details", {
    p_business: businessId,
    p_service: id,
  });
  if (error) throw new Error(`service: ${error.message}`);
  return (data as unknown as ManagedService[])[0] ?? null;
}

/** What can be booked just now, in its order: the names that stand in addresses. */
export async function offeredServices(
  db: SessionClient,
  businessId: BusinessId,
): Promise<{ id: string; slug: string; name: string }[]> {
  const { data, error } = await db
    .from("services")
    .select("id, slug, name")
    .eq("business_id", businessId)
    .is("archived_at", null)
    .order("position")
    .order("name");
  if (error) throw new Error(`offered services: ${error.message}`);
  return data;
}

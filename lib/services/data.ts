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

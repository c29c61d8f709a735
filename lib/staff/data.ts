import "server-only";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { ManagedPerson } from "./schema";

/** The bookable people of a business in their order, archived ones too; or the one of an id. */
export async function managedPeople(
  db: SessionClient,
  businessId: BusinessId,
  id?: string,
): Promise<ManagedPerson[]> {
  const { data, error } = await db.rpc("staff_details", {
    p_business: businessId,
    ...(id ? { p_staff: id } : {}),
  });
  if (error) throw new Error(`staff: ${error.message}`);
  return data as unknown as ManagedPerson[];
}

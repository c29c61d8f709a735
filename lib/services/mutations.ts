import "server-only";
import type { z } from "zod";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { ManagedService, saveServiceInput } from "./schema";

export type ServiceSaved =
  | { ok: true; service: ManagedService }
  /** Somebody else has saved since; `current` is what stands there now. */
  | { ok: false; code: "stale"; current: ManagedService }
  | { ok: false; code: "forbidden" | "not_found" | "slug_taken" | "invalid" };

/** Adds a service, or replaces what customers read of one and who performs it. The caller's rights apply. */
export async function saveService(
  db: SessionClient,
  businessId: BusinessId,
  { serviceId, version, details }: z.output<typeof saveServiceInput>,
): Promise<ServiceSaved> {
  const { data, error } = await db.rpc("save_service", {
    p_business: businessId,
    // The generated type does not know that null stands for a new one.
    p_service: serviceId as string,
    p_expected: version,
    p_details: { ...details },
  });
  if (error) throw new Error(`save service: ${error.message}`);
  return data as unknown as ServiceSaved;
}

/** Copies a service; the copy is not offered before somebody has looked at it. */
export async function duplicateService(
  db: SessionClient,
  businessId: BusinessId,
  serviceId: string,
  name: string,
): Promise<{ ok: true; id: string } | { ok: false; code: string }> {
  const { data, error } = await db.rpc("duplicate_service", {
    p_business: businessId,
    p_service: serviceId,
    p_name: name,
  });
  if (error) throw new Error(`duplicate service: ${error.message}`);
  return data as unknown as { ok: true; id: string } | { ok: false; code: string };
}

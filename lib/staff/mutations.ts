import "server-only";
import type { z } from "zod";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { ManagedPerson, saveStaffInput } from "./schema";

export type StaffSaved =
  | { ok: true; person: ManagedPerson }
  /** Somebody else has saved since; `current` is what stands there now. */
  | { ok: false; code: "stale"; current: ManagedPerson }
  | {
      ok: false;
      code: "forbidden" | "not_found" | "slug_taken" | "not_a_member" | "member_taken" | "invalid";
    };

/** Adds a bookable person, or replaces what stands of one. The caller's rights apply. */
export async function saveStaff(
  db: SessionClient,
  businessId: BusinessId,
  { staffId, version, details }: z.output<typeof saveStaffInput>,
): Promise<StaffSaved> {
  const { data, error } = await db.rpc("save_staff", {
    p_business: businessId,
    // The generated type does not know that null stands for somebody new.
    p_staff: staffId as string,
    p_expected: version,
    p_details: { ...details },
  });
  if (error) throw new Error(`save staff: ${error.message}`);
  return data as unknown as StaffSaved;
}

import "server-only";
import type { Member } from "@/lib/supabase/session";

type Who = Pick<Member, "db" | "businessId">;

/**
 * Blocks the time of a session for everybody who leads it. Done before it is called off: once its places are free, the
 * booking page and the waiting list would offer them at once.
 * @returns ids of the blocked times
 */
export async function keepFree({ db, businessId }: Who, appointmentId: string): Promise<string[]> {
  const { data: led, error } = await db
    .from("appointments")
    .select("staff_id, starts_at, ends_at")
    .eq("business_id", businessId)
    .or(`id.eq.${appointmentId},assists.eq.${appointmentId}`)
    .eq("active", true);
  if (error) throw new Error(`session: ${error.message}`);
  if (led.length === 0) return [];
  const { data: kept, error: refused } = await db
    .from("time_off")
    .insert(
      led.map(({ staff_id, starts_at, ends_at }) => ({
        business_id: businessId,
        staff_id,
        starts_at,
        ends_at,
        called_off: true,
      })),
    )
    .select("id");
  if (refused) throw new Error(`blocked time: ${refused.message}`);
  return kept.map(({ id }) => id);
}

/** Takes those blocked times away again, where the session was not called off after all. */
export async function giveBack({ db, businessId }: Who, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { error } = await db.from("time_off").delete().eq("business_id", businessId).in("id", ids);
  if (error) throw new Error(`blocked time: ${error.message}`);
}

import "server-only";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";

/** What has an order and can be put away. */
export type Arranged = "services" | "staff";
export type Outcome = { ok: true } | { ok: false; code: string };

/** Puts services or people into an order; those that are not named come after. The caller's rights apply. */
export async function saveOrder(
  db: SessionClient,
  businessId: BusinessId,
  what: Arranged,
  ids: string[],
): Promise<Outcome> {
  const { data, error } = await db.rpc("save_order", {
    p_business: businessId,
    p_what: what,
    p_ids: ids,
  });
  if (error) throw new Error(`order: ${error.message}`);
  return data as unknown as Outcome;
}

/** Takes something out of what is offered, or puts it back; its bookings stay. */
export async function putAway(
  db: SessionClient,
  businessId: BusinessId,
  what: Arranged,
  id: string,
  away: boolean,
): Promise<Outcome> {
  const { data, error } = await db.rpc("put_away", {
    p_business: businessId,
    p_what: what,
    p_id: id,
    p_away: away,
  });
  if (error) throw new Error(`put away: ${error.message}`);
  return data as unknown as Outcome;
}

/** Deletes what no booking has ever pointed to; anything else is refused as `in_use`. */
export async function deleteForGood(
  db: SessionClient,
  businessId: BusinessId,
  what: Arranged,
  id: string,
): Promise<Outcome> {
  const { data, error } = await db.rpc("delete_for_good", {
    p_business: businessId,
    p_what: what,
    p_id: id,
  });
  if (error) throw new Error(`delete: ${error.message}`);
  return data as unknown as Outcome;
}

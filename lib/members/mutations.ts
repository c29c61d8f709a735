import "server-only";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import { type Kind, slugOf } from "./start";
import type { FirstServiceRow, StartStep } from "./start-schema";

export interface NewBusiness {
  name: string;
  slug: string;
  kind: Kind;
  country: string;
  currency: string;
  timeZone: string;
  ownerName: string;
}

/**
 * Opens a business for a person, who becomes its owner and first bookable person, with weekday hours to begin with.
 * @returns its id, or `slug_taken` / `too_many_businesses`
 */
export async function openBusiness(
  person: { id: string; email: string },
  business: NewBusiness,
): Promise<{ ok: true; businessId: string; staffId: string } | { ok: false; code: string }> {
  const outcome = await callFunction<
    { ok: true; businessId: string; slug: string; staffId: string } | Refusal
  >("create_business", {
    p_request: {
      ...business,
      userId: person.id,
      email: person.email,
      ownerSlug: slugOf(business.ownerName) || "team",
    },
  });
  return outcome.ok ? outcome : { ok: false, code: outcome.code };
}

/** Notes which page of its opening a business has yet to do. The caller's rights apply. */
export async function setStartStep(
  db: SessionClient,
  businessId: BusinessId,
  step: StartStep | null,
): Promise<void> {
  const { error } = await db.from("businesses").update({ start_step: step }).eq("id", businessId);
  if (error) throw new Error(`start: ${error.message}`);
}

/**
 * Changes what the first page of an opening said. The caller's rights apply.
 * @param userId the owner, whose name as a bookable person changes along
 */
export async function editStarted(
  db: SessionClient,
  businessId: BusinessId,
  userId: string,
  business: NewBusiness,
): Promise<{ ok: true } | { ok: false; code: "slug_taken" }> {
  const { error } = await db
    .from("businesses")
    .update({
      name: business.name,
      slug: business.slug,
      kind: business.kind,
      country: business.country,
      currency: business.currency,
      time_zone: business.timeZone,
    })
    .eq("id", businessId);
  if (error?.code === "23505") return { ok: false, code: "slug_taken" };
  if (error) throw new Error(`start: ${error.message}`);
  const renamed = await db
    .from("staff")
    .update({ name: business.ownerName })
    .eq("business_id", businessId)
    .eq("user_id", userId);
  if (renamed.error) throw new Error(`start: ${renamed.error.message}`);
  return { ok: true };
}

/** Makes a business's services what the opening's last page has, in one go. The caller's rights apply. */
export async function saveFirstServices(
  db: SessionClient,
  businessId: BusinessId,
  rows: FirstServiceRow[],
): Promise<{ ok: true } | { ok: false; code: string }> {
  const { data, error } = await db.rpc("save_first_services", {
    p_business: businessId,
    p_services: rows,
  });
  if (error) throw new Error(`first services: ${error.message}`);
  return data as unknown as { ok: true } | { ok: false; code: string };
}

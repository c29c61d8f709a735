import "server-only";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { SessionClient } from "@/lib/supabase/server";
import { type FirstService, type Kind, slugOf } from "./start";

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

/** Gives a new business what can be booked first, all of it performed by one person. The caller's rights apply. */
export async function addFirstServices(
  db: SessionClient,
  place: { businessId: string; staffId: string },
  services: readonly FirstService[],
): Promise<void> {
  if (services.length === 0) return;
  const { data, error } = await db
    .from("services")
    .insert(
      services.map((service, i) => ({
        business_id: place.businessId,
        slug: service.slug,
        name: service.name,
        duration_min: service.durationMin,
        buffer_after_min: service.bufferAfterMin,
        capacity: service.capacity,
        position: i + 1,
      })),
    )
    .select("id");
  if (error) throw new Error(`first services: ${error.message}`);
  const skills = await db.from("service_staff").insert(
    data.map(({ id }) => ({
      business_id: place.businessId,
      service_id: id,
      staff_id: place.staffId,
    })),
  );
  if (skills.error) throw new Error(`first services: ${skills.error.message}`);
}

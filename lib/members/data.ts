import "server-only";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import { displayLocale } from "./rules";
import type { Desk } from "./schema";

/**
 * What every page of the dashboard needs to know of its business: zone, language, people, services.
 * Archived people and services are included, because past appointments name them.
 */
export async function desk(db: SessionClient, businessId: BusinessId): Promise<Desk> {
  const [business, staff, services] = await Promise.all([
    db
      .from("businesses")
      .select("slug, name, time_zone, currency, locale, country, week_starts_on, brand_color")
      .eq("id", businessId)
      .single(),
    db
      .from("staff")
      .select("id, name, hue, user_id, archived_at")
      .eq("business_id", businessId)
      .order("position")
      .order("slug"),
    db
      .from("services")
      .select("id, name, capacity, archived_at")
      .eq("business_id", businessId)
      .order("position")
      .order("name"),
  ]);
  const error = business.error ?? staff.error ?? services.error;
  if (error) throw new Error(`desk: ${error.message}`);
  const row = business.data!;
  return {
    slug: row.slug,
    name: row.name,
    timeZone: row.time_zone,
    currency: row.currency,
    locale: displayLocale(row.locale, row.country),
    weekStartsOn: row.week_starts_on,
    people: staff.data!.map((person) => ({
      id: person.id,
      name: person.name,
      hue: person.hue,
      userId: person.user_id,
      archived: person.archived_at !== null,
    })),
    services: services.data!.map((service) => ({
      id: service.id,
      name: service.name,
      capacity: service.capacity,
      archived: service.archived_at !== null,
    })),
  };
}

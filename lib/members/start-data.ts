import "server-only";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import { firstServices, isKind } from "./start";
import type { FirstServiceRow } from "./start-schema";

/** A business as the first page of its opening has it. */
export interface StartedBusiness {
  id: string;
  name: string;
  slug: string;
  kind: string;
  country: string;
  currency: string;
  timeZone: string;
}

/** What the first page of an opening has said so far. */
export async function startedBusiness(
  db: SessionClient,
  businessId: BusinessId,
): Promise<StartedBusiness> {
  const { data, error } = await db
    .from("businesses")
    .select("id, name, slug, kind, country, currency, time_zone")
    .eq("id", businessId)
    .single();
  if (error) throw new Error(`start: ${error.message}`);
  const { time_zone: timeZone, ...rest } = data;
  return { ...rest, timeZone };
}

/**
 * The rows of the opening's last page: what can be booked already, then what businesses of its kind mostly offer besides.
 * Of a business without any service, all of those are wanted.
 */
export async function firstServiceRows(
  db: SessionClient,
  businessId: BusinessId,
  kind: string,
): Promise<FirstServiceRow[]> {
  const { data, error } = await db
    .from("services")
    .select("id, slug, name, duration_min, buffer_after_min, capacity, price_minor")
    .eq("business_id", businessId)
    .is("archived_at", null)
    .order("position")
    .order("name");
  if (error) throw new Error(`start: ${error.message}`);
  const known = data.map(
    (row): FirstServiceRow => ({
      id: row.id,
      slug: row.slug,
      wanted: true,
      name: row.name,
      durationMin: row.duration_min,
      bufferAfterMin: row.buffer_after_min,
      capacity: row.capacity,
      priceMinor: row.price_minor,
    }),
  );
  const others = firstServices[isKind(kind) ? kind : "other"]
    .filter(({ slug }) => !known.some((one) => one.slug === slug))
    .map(
      (one): FirstServiceRow => ({
        ...one,
        id: null,
        wanted: known.length === 0,
        priceMinor: null,
      }),
    );
  return [...known, ...others];
}

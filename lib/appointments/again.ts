import "server-only";
import { availabilityData } from "@/lib/availability/data";
import { slotQuery } from "@/lib/availability/query";
import { againStarts } from "@/lib/bookings/again-rules";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import { findSlots } from "../scheduling";

/** A booking to be made once more, and when it could be. */
export interface Again {
  bookingId: string;
  serviceId: string;
  staffId: string;
  party: number;
  customer: { id: string; name: string; email: string; phone: string };
  answers: Record<string, string | boolean>;
  note: string;
  /** Epoch milliseconds; null when the same weekday and time is not free for a long while. */
  start: number | null;
}

const MS_PER_DAY = 86_400_000;

/**
 * What it takes to book the same again: service, person, customer, and the nearest same weekday and time that is free.
 * @param now epoch milliseconds
 * @returns null when the booking is not the business's, or its customer was erased
 */
export async function bookAgain(
  db: SessionClient,
  businessId: BusinessId,
  zone: string,
  bookingId: string,
  now: number,
): Promise<Again | null> {
  const { data: row, error } = await db
    .from("bookings")
    .select(
      "id, party, contact_name, contact_email, contact_phone, answers, note, customer:customers(id, erased_at), appointments!inner(starts_at, staff_id, service_id, services(slug, archived_at), staff(slug, archived_at)), businesses!bookings_business_id_fkey(slug)",
    )
    .eq("appointments.business_id", businessId)
    .eq("id", bookingId)
    .maybeSingle();
  if (error) throw new Error(`booking again: ${error.message}`);
  if (!row?.customer || row.customer.erased_at) return null;
  const { appointments: place } = row;
  const starts = againStarts(zone, Date.parse(place.starts_at), now);
  const free = await firstFree(
    {
      business: row.businesses.slug,
      service: place.services?.slug ?? "",
      staff: place.staff?.slug ?? "",
    },
    starts,
    row.party,
    now,
  );
  return {
    bookingId: row.id,
    serviceId: place.service_id,
    staffId: place.staff_id,
    party: row.party,
    customer: {
      id: row.customer.id,
      name: row.contact_name,
      email: row.contact_email ?? "",
      phone: row.contact_phone ?? "",
    },
    answers: row.answers as Again["answers"],
    note: row.note,
    start: free,
  };
}

async function firstFree(
  scope: { business: string; service: string; staff: string },
  starts: readonly number[],
  party: number,
  now: number,
): Promise<number | null> {
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return null;
  const span = { from: first, to: last + 60_000 };
  const data = await availabilityData({ ...scope, ...span });
  if (!data.ok) return null;
  const wanted = new Set(starts);
  const from = Math.max(span.from, now - MS_PER_DAY);
  const slots = findSlots(slotQuery(data, { now, from, to: span.to, party }));
  return slots.find(({ start }) => wanted.has(start))?.start ?? null;
}

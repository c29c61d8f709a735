import "server-only";
import type { Telling } from "@/lib/availability/preview-words";
import type { Question } from "@/lib/business/schema";
import { findCustomers } from "@/lib/customers/data";
import { displayLocale } from "@/lib/members/rules";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { BookableService, FoundCustomer } from "./desk-schema";

/** Customers that a search at the desk shows. */
const SHOWN = 8;

/**
 * The services that can be booked, with who performs them.
 * @param only ids of the people whose services are asked for; null = everybody's
 */
export async function bookableServices(
  db: SessionClient,
  businessId: BusinessId,
  only: readonly string[] | null,
): Promise<BookableService[]> {
  const [services, people] = await Promise.all([
    db
      .from("services")
      .select(
        "id, slug, name, duration_min, capacity, price_minor, questions, service_staff(staff_id, duration_min)",
      )
      .eq("business_id", businessId)
      .is("archived_at", null)
      .order("position")
      .order("name"),
    db
      .from("staff")
      .select("id")
      .eq("business_id", businessId)
      .is("archived_at", null)
      .order("position")
      .order("slug"),
  ]);
  const error = services.error ?? people.error;
  if (error) throw new Error(`services of the desk: ${error.message}`);
  const order = people.data!.map(({ id }) => id).filter((id) => only === null || only.includes(id));
  return services
    .data!.map((row) => ({
      id: row.id,
      slug: row.slug,
      name: row.name,
      durationMin: row.duration_min,
      capacity: row.capacity,
      priceMinor: row.price_minor,
      questions: row.questions as unknown as Question[],
      staff: order.flatMap((id) => {
        const skill = row.service_staff.find(({ staff_id }) => staff_id === id);
        return skill ? [{ id, durationMin: skill.duration_min }] : [];
      }),
    }))
    .filter(({ staff }) => staff.length > 0);
}

/** What reasons are told with: the business's language, and its people's and rooms' names. */
export async function deskWords(
  db: SessionClient,
  businessId: BusinessId,
): Promise<{ words: Omit<Telling, "zone">; slugOf: Readonly<Record<string, string>> }> {
  const [business, staff, resources] = await Promise.all([
    db.from("businesses").select("locale, country").eq("id", businessId).single(),
    db.from("staff").select("id, slug, name").eq("business_id", businessId),
    db.from("resources").select("id, name").eq("business_id", businessId),
  ]);
  const error = business.error ?? staff.error ?? resources.error;
  if (error) throw new Error(`words of the desk: ${error.message}`);
  return {
    words: {
      locale: displayLocale(business.data!.locale, business.data!.country),
      names: Object.fromEntries([
        ...staff.data!.map(({ slug, name }) => [slug, name]),
        ...resources.data!.map(({ id, name }) => [id, name]),
      ]),
    },
    slugOf: Object.fromEntries(staff.data!.map(({ id, slug }) => [id, slug])),
  };
}

/** Customers by a part of their name, address or number. */
export async function searchCustomers(
  db: SessionClient,
  businessId: BusinessId,
  search: string,
): Promise<FoundCustomer[]> {
  const { customers } = await findCustomers(
    db,
    businessId,
    { search, show: "all", sort: "name", page: 1 },
    SHOWN,
  );
  return customers.map(({ id, name, email, phone, blockedAt, noShows }) => ({
    id,
    name,
    email,
    phone,
    blocked: blockedAt !== null,
    noShows,
  }));
}

/** Where an appointment is and how many are in it, for the gate of what changes it; null when there is none. */
export async function appointmentPlace(
  db: SessionClient,
  businessId: BusinessId,
  id: string,
): Promise<{ staffId: string; serviceId: string; seats: number } | null> {
  const { data, error } = await db
    .from("appointments")
    .select("staff_id, service_id, seats_taken")
    .eq("business_id", businessId)
    .eq("id", id)
    .is("assists", null)
    .maybeSingle();
  if (error) throw new Error(`appointment: ${error.message}`);
  return data && { staffId: data.staff_id, serviceId: data.service_id, seats: data.seats_taken };
}

/** Whose the bookings are, for the gate; those that are not the business's are left out. */
export async function bookingsPlaces(
  db: SessionClient,
  businessId: BusinessId,
  bookingIds: readonly string[],
): Promise<{ id: string; staffId: string; appointmentId: string; status: string }[]> {
  const { data, error } = await db
    .from("bookings")
    .select("id, status, appointment_id, appointments!inner(staff_id)")
    .eq("appointments.business_id", businessId)
    .in("id", [...bookingIds]);
  if (error) throw new Error(`bookings: ${error.message}`);
  return data.map((row) => ({
    id: row.id,
    status: row.status,
    appointmentId: row.appointment_id,
    staffId: row.appointments.staff_id,
  }));
}

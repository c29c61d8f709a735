import "server-only";
import { z } from "zod";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { CustomersFilter } from "./list-query";
import type { Customer, CustomerBooking, MergePlan } from "./schema";

export const PAGE_SIZE = 50;
const MOST_LIKELY = 10;

/**
 * One page of customers with their figures, and how many match in all. Records that were merged or erased are left out.
 */
export async function findCustomers(
  db: SessionClient,
  businessId: BusinessId,
  filter: CustomersFilter,
  pageSize = PAGE_SIZE,
): Promise<{ customers: Customer[]; total: number }> {
  const { data, error } = await db.rpc("find_customers", {
    p_business: businessId,
    p_search: filter.search,
    p_show: filter.show,
    p_sort: filter.sort,
    p_offset: (filter.page - 1) * pageSize,
    p_limit: pageSize,
  });
  if (error) throw new Error(`customers: ${error.message}`);
  const answer = data as unknown as { ok: true; customers: Customer[]; total: number } | Refusal;
  if (!answer.ok) throw new Error(`customers: ${answer.code}`);
  return { customers: answer.customers, total: answer.total };
}

/** Other records that may well be the same person: of the same name, or with the same number. */
export async function findLikelyDuplicates(
  db: SessionClient,
  businessId: BusinessId,
  customer: Pick<Customer, "id" | "name" | "phone">,
): Promise<Customer[]> {
  const marks = [customer.name, customer.phone].filter((mark) => mark !== null);
  const found = await Promise.all(
    marks.map((search) =>
      findCustomers(db, businessId, { search, show: "all", sort: "name", page: 1 }, MOST_LIKELY),
    ),
  );
  const byId = new Map(
    found.flatMap(({ customers }) => customers).map((other) => [other.id, other] as const),
  );
  byId.delete(customer.id);
  return [...byId.values()];
}

/** One customer with figures; null when the business has none of this id. A merged record names where it went. */
export async function customerRecord(
  db: SessionClient,
  businessId: BusinessId,
  id: string,
): Promise<Customer | null> {
  const { data, error } = await db.rpc("customer_record", {
    p_business: businessId,
    p_customer: id,
  });
  if (error) throw new Error(`customer: ${error.message}`);
  const answer = data as unknown as { ok: true; customer: Customer } | Refusal;
  return answer.ok ? answer.customer : null;
}

/** The business of a customer, of those that the session's person belongs to; null when there is none. */
export async function homeOfCustomer(db: SessionClient, id: string): Promise<string | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const { data, error } = await db
    .from("customers")
    .select("business_id")
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error(`customer's business: ${error.message}`);
  return data?.business_id ?? null;
}

/**
 * A page of a customer's bookings, and how many there are: the upcoming ones soonest first, the past ones latest first.
 * @param now epoch milliseconds: an appointment is past once it has ended
 * @param page from 1
 */
export async function customerBookings(
  db: SessionClient,
  businessId: BusinessId,
  customerId: string,
  {
    when,
    now,
    page,
    pageSize,
  }: { when: "ahead" | "past"; now: number; page: number; pageSize: number },
): Promise<{ bookings: CustomerBooking[]; total: number }> {
  const ahead = when === "ahead";
  const at = new Date(now).toISOString();
  const find = db
    .from("bookings")
    .select(
      "id, appointment_id, status, party, price_minor, currency, appointments!inner(starts_at, ends_at, service_id, staff_id)",
      { count: "exact" },
    )
    // Both tables have a business_id; naming the inner one keeps the filter unambiguous.
    .eq("appointments.business_id", businessId)
    .eq("customer_id", customerId)
    .not("status", "in", "(held,expired)");
  const { data, error, count } = await (ahead
    ? find.gt("appointments.ends_at", at)
    : find.lte("appointments.ends_at", at)
  )
    .order("appointments(starts_at)", { ascending: ahead })
    .order("id")
    .range((page - 1) * pageSize, page * pageSize - 1);
  if (error) throw new Error(`bookings of a customer: ${error.message}`);
  return {
    total: count ?? data.length,
    bookings: data.map((row) => ({
      id: row.id,
      appointmentId: row.appointment_id,
      status: row.status,
      start: new Date(row.appointments.starts_at).toISOString(),
      end: new Date(row.appointments.ends_at).toISOString(),
      serviceId: row.appointments.service_id,
      staffId: row.appointments.staff_id,
      party: row.party,
      priceMinor: row.price_minor,
      currency: row.currency,
    })),
  };
}

/** Where the business is, for phone numbers without a country code. */
export async function countryOf(db: SessionClient, businessId: BusinessId): Promise<string> {
  const { data, error } = await db
    .from("businesses")
    .select("country")
    .eq("id", businessId)
    .single();
  if (error) throw new Error(`country: ${error.message}`);
  return data.country;
}

/**
 * What merging would make; the database asks again whether the person may.
 * @param userId a manager of the business
 */
export function mergePreview(
  businessId: BusinessId,
  userId: string,
  keep: string,
  lose: string,
): Promise<({ ok: true } & MergePlan) | { ok: false; code: string }> {
  return callFunction("merge_preview", {
    p_business: businessId,
    p_user: userId,
    p_keep: keep,
    p_lose: lose,
  });
}

/**
 * Everything that the business stores about one person, as JSON to hand over.
 * @param userId a manager of the business
 */
export function exportCustomer(
  businessId: BusinessId,
  userId: string,
  customerId: string,
): Promise<{ ok: true; data: { customer: Customer } & Record<string, unknown> } | Refusal> {
  return callFunction("export_customer", {
    p_business: businessId,
    p_user: userId,
    p_customer: customerId,
  });
}

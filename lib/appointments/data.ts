import "server-only";
import { attendanceOf } from "@/lib/bookings/attendance";
import type { Question } from "@/lib/business/schema";
import type { SessionClient } from "@/lib/supabase/server";
import type { BusinessId } from "@/lib/supabase/session";
import type { Sort } from "./bookings-query";
import { stateOf } from "./rules";
import type {
  AppointmentDetail,
  BookingRow,
  CalendarAppointment,
  RosterBooking,
  TrailEntry,
  VisitPart,
} from "./schema";

/** Rows that the API hands out at once (`max_rows` in supabase/config.toml). */
const PAGE = 1000;
/** A month of a big business has a few thousand appointments; more than this is a mistake in the question. */
const MAX_PAGES = 20;

function instant(value: string): string {
  return new Date(value).toISOString();
}

function fail(what: string, error: { message: string } | null): asserts error is null {
  if (error) throw new Error(`${what}: ${error.message}`);
}

/**
 * The appointments that touch a span, in the order of their starts; with those that were called off, without holds
 * that ran out.
 * @param from @param to epoch milliseconds, `[from, to)`
 */
export async function appointmentsBetween(
  db: SessionClient,
  businessId: BusinessId,
  from: number,
  to: number,
): Promise<CalendarAppointment[]> {
  const found: CalendarAppointment[] = [];
  const helpers: CalendarAppointment[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const { data, error } = await db
      .from("appointments")
      .select(
        "id, starts_at, ends_at, buffer_before_min, buffer_after_min, capacity, seats_taken, service_id, staff_id, assists, active, bookings(id, status, contact_name, party)",
      )
      .eq("business_id", businessId)
      .lt("starts_at", new Date(to).toISOString())
      .gt("ends_at", new Date(from).toISOString())
      .order("starts_at")
      .order("id")
      .range(page * PAGE, (page + 1) * PAGE - 1);
    fail("appointments", error);
    for (const row of data) {
      const bookings = row.bookings
        .filter(({ status }) => status !== "expired")
        .map(({ id, status, contact_name, party }) => ({ id, status, name: contact_name, party }))
        .sort((a, b) => a.name.localeCompare(b.name));
      const state = stateOf(bookings.map(({ status }) => status));
      const appointment = {
        id: row.id,
        start: instant(row.starts_at),
        end: instant(row.ends_at),
        bufferBefore: row.buffer_before_min,
        bufferAfter: row.buffer_after_min,
        capacity: row.capacity,
        seatsTaken: row.seats_taken,
        serviceId: row.service_id,
        staffId: row.staff_id,
        assists: row.assists,
        state: state ?? "cancelled",
        bookings,
      };
      if (row.assists) {
        if (row.active) helpers.push(appointment);
      } else if (state) found.push(appointment);
    }
    if (data.length < PAGE) break;
  }
  for (const helper of helpers) {
    const main = found.find(({ id }) => id === helper.assists);
    if (main) found.push({ ...helper, state: main.state, bookings: main.bookings });
  }
  return found.sort((a, b) => a.start.localeCompare(b.start) || a.id.localeCompare(b.id));
}

/**
 * Everything about one appointment, with each booking's trail.
 * @param withMessages whether the person may see what was sent (managers)
 * @returns null when there is none of this id in the business
 */
export async function appointmentDetail(
  db: SessionClient,
  businessId: BusinessId,
  id: string,
  withMessages: boolean,
): Promise<Omit<AppointmentDetail, "mayAct"> | null> {
  const { data: row, error } = await db
    .from("appointments")
    .select(
      "id, starts_at, ends_at, buffer_before_min, buffer_after_min, capacity, seats_taken, service:services(id, name, questions), staff(id, name, hue), bookings(id, status, contact_name, contact_email, contact_phone, party, note, staff_note, answers, price_minor, currency, staff_choice, source, created_at, cancel_reason, cancelled_by, ics_sequence, series_id, visit_id, customer_id)",
    )
    .eq("business_id", businessId)
    .eq("id", id)
    .maybeSingle();
  fail("appointment", error);
  if (!row?.service || !row.staff) return null;
  const ids = row.bookings.map((booking) => booking.id);
  const customers = row.bookings.flatMap(({ customer_id }) => customer_id ?? []);
  const visits = row.bookings.flatMap(({ visit_id }) => visit_id ?? []);
  const [events, messages, attendance, missed, parts] = await Promise.all([
    db
      .from("booking_events")
      .select("id, booking_id, kind, actor, actor_name, at, before, after, note")
      .in("booking_id", ids)
      .order("id"),
    withMessages
      ? db
          .from("notifications")
          .select("id, booking_id, kind, recipient, status, due_at, sent_at")
          .in("booking_id", ids)
          .order("due_at")
      : { data: [], error: null },
    attendanceOf(ids),
    db
      .from("bookings")
      .select("id, customer_id")
      .eq("business_id", businessId)
      .eq("status", "no_show")
      .in("customer_id", customers),
    db
      .from("bookings")
      .select(
        "id, visit_id, status, appointments!inner(starts_at, ends_at, services(name), staff(name))",
      )
      .eq("business_id", businessId)
      .in("visit_id", visits)
      .in("status", ["pending", "confirmed", "completed", "no_show", "cancelled", "declined"])
      .order("starts_at"),
  ]);
  fail("booking events", events.error);
  fail("no-shows", missed.error);
  fail("visits", parts.error);
  fail("messages", messages.error);
  const questions = row.service.questions as unknown as Question[];
  return {
    id: row.id,
    start: instant(row.starts_at),
    end: instant(row.ends_at),
    bufferBefore: row.buffer_before_min,
    bufferAfter: row.buffer_after_min,
    capacity: row.capacity,
    seatsTaken: row.seats_taken,
    service: { id: row.service.id, name: row.service.name, questions },
    staff: row.staff,
    bookings: row.bookings
      .filter(({ status }) => status !== "expired")
      .map(
        (booking): RosterBooking => ({
          id: booking.id,
          status: booking.status,
          name: booking.contact_name,
          email: booking.contact_email,
          phone: booking.contact_phone,
          party: booking.party,
          note: booking.note,
          staffNote: booking.staff_note,
          answers: answersInWords(questions, booking.answers),
          rawAnswers: facts(booking.answers) as RosterBooking["rawAnswers"],
          sequence: booking.ics_sequence,
          seriesId: booking.series_id,
          visit: parts.data
            .filter(({ id, visit_id }) => visit_id === booking.visit_id && id !== booking.id)
            .map(
              ({ id, status, appointments: place }): VisitPart => ({
                id,
                status,
                service: place.services?.name ?? "",
                staff: place.staff?.name ?? "",
                start: instant(place.starts_at),
                end: instant(place.ends_at),
              }),
            ),
          customerId: booking.customer_id,
          noShows: missed.data.filter(
            ({ id, customer_id }) =>
              customer_id === booking.customer_id && customer_id !== null && id !== booking.id,
          ).length,
          priceMinor: booking.price_minor,
          currency: booking.currency,
          staffChoice: booking.staff_choice,
          source: booking.source,
          createdAt: instant(booking.created_at),
          cancelReason: booking.cancel_reason,
          cancelledBy: booking.cancelled_by,
          comesSince: attendance[booking.id] ?? null,
          trail: events.data
            .filter(({ booking_id }) => booking_id === booking.id)
            .map(
              (event): TrailEntry => ({
                id: event.id,
                kind: event.kind,
                actor: event.actor,
                actorName: event.actor_name,
                at: instant(event.at),
                before: facts(event.before),
                after: facts(event.after),
                note: event.note,
              }),
            ),
          messages: (messages.data ?? [])
            .filter(({ booking_id }) => booking_id === booking.id)
            .map((message) => ({
              id: message.id,
              kind: message.kind,
              recipient: message.recipient,
              status: message.status,
              dueAt: instant(message.due_at),
              sentAt: message.sent_at && instant(message.sent_at),
            })),
        }),
      )
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

function facts(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
}

/** Answers beside the questions as they stand now; the answer to a question that is gone keeps its name. */
function answersInWords(questions: readonly Question[], answers: unknown) {
  return Object.entries(facts(answers)).map(([id, answer]) => ({
    label: questions.find((question) => question.id === id)?.label ?? id,
    answer: answer === true ? "Yes" : answer === false ? "No" : String(answer),
  }));
}

/** What the bookings table asks for. Dates are instants (epoch milliseconds), `[from, to)`. */
export interface BookingsQuery {
  search: string;
  statuses: BookingRow["status"][];
  from: number | null;
  to: number | null;
  /** Ids; empty = all. */
  staff?: readonly string[];
  service?: readonly string[];
  sort: Sort;
  /** From 0. */
  page: number;
  pageSize: number;
}

const BOOKING_COLUMNS =
  "id, appointment_id, status, contact_name, contact_email, contact_phone, party, price_minor, currency, created_at, appointments!inner(starts_at, ends_at, service_id, staff_id)" as const;

/**
 * One page of bookings and how many there are in all. Holds are left out: nobody has booked yet.
 */
export async function findBookings(
  db: SessionClient,
  businessId: BusinessId,
  query: BookingsQuery,
): Promise<{ rows: BookingRow[]; total: number }> {
  // Filters and order stand on the booking's own copy of its place, which one index answers among a hundred thousand.
  let find = db
    .from("bookings")
    .select(BOOKING_COLUMNS, { count: "exact" })
    .eq("business_id", businessId)
    .in("status", query.statuses);
  if (query.staff?.length) find = find.in("staff_id", [...query.staff]);
  if (query.service?.length) find = find.in("service_id", [...query.service]);
  if (query.from !== null) find = find.gte("starts_at", new Date(query.from).toISOString());
  if (query.to !== null) find = find.lt("starts_at", new Date(query.to).toISOString());
  if (query.search) {
    const words = likePattern(query.search);
    if (!words) return { rows: [], total: 0 };
    find = find.or(
      `contact_name.ilike.${words},contact_email.ilike.${words},contact_phone.ilike.${words}`,
    );
  }
  if (query.sort === "customer") find = find.order("contact_name");
  if (query.sort === "booked") find = find.order("created_at", { ascending: false });
  const first = query.page * query.pageSize;
  const { data, error, count } = await find
    .order("starts_at", { ascending: query.sort !== "latest" })
    .order("contact_name")
    .order("id")
    .range(first, first + query.pageSize - 1);
  // A page beyond the last one: somebody has cancelled in the meantime, or the address was typed.
  if (error?.code === "PGRST103") return { rows: [], total: 0 };
  fail("bookings", error);
  return { rows: data.map(bookingRow), total: count ?? data.length };
}

/**
 * A search as a LIKE pattern inside an `or`: what the filter's grammar reserves matches any one character.
 * @returns null when nothing is left to search for
 */
export function likePattern(search: string): string | null {
  const text = search.trim().slice(0, 100);
  return /[\p{L}\p{N}]/u.test(text) ? `*${text.replace(/[\s,()"'\\*%:&]/g, "_")}*` : null;
}

type FoundBooking = {
  id: string;
  appointment_id: string;
  status: BookingRow["status"];
  contact_name: string;
  contact_email: string | null;
  contact_phone: string | null;
  party: number;
  price_minor: number | null;
  currency: string;
  created_at: string;
  appointments: { starts_at: string; ends_at: string; service_id: string; staff_id: string };
};

function bookingRow(row: FoundBooking): BookingRow {
  return {
    id: row.id,
    appointmentId: row.appointment_id,
    status: row.status,
    name: row.contact_name,
    email: row.contact_email,
    phone: row.contact_phone,
    party: row.party,
    priceMinor: row.price_minor,
    currency: row.currency,
    createdAt: instant(row.created_at),
    start: instant(row.appointments.starts_at),
    end: instant(row.appointments.ends_at),
    serviceId: row.appointments.service_id,
    staffId: row.appointments.staff_id,
  };
}

/** How many requests wait for an answer. */
export async function countRequests(db: SessionClient, businessId: BusinessId): Promise<number> {
  const { count, error } = await db
    .from("bookings")
    .select("id", { count: "exact", head: true })
    .eq("business_id", businessId)
    .eq("status", "pending");
  fail("requests", error);
  return count ?? 0;
}

/** Who a booking belongs to, for the gate of the actions; null when it is not the business's. */
export async function bookingPlace(
  db: SessionClient,
  businessId: BusinessId,
  bookingId: string,
): Promise<{ status: BookingRow["status"]; staffId: string } | null> {
  const { data, error } = await db
    .from("appointments")
    .select("staff_id, bookings!inner(status)")
    .eq("business_id", businessId)
    .eq("bookings.id", bookingId)
    .maybeSingle();
  fail("booking", error);
  const booking = data?.bookings[0];
  return data && booking ? { status: booking.status, staffId: data.staff_id } : null;
}

/** Where a booking is, whatever business of the person's it belongs to; null when they see none of this id. */
export async function placeOfBooking(
  db: SessionClient,
  bookingId: string,
): Promise<{ businessId: string; appointmentId: string; start: string } | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(bookingId)) return null;
  const { data, error } = await db
    .from("appointments")
    .select("id, business_id, starts_at, bookings!inner(id)")
    .eq("bookings.id", bookingId)
    .maybeSingle();
  fail("booking", error);
  return (
    data && {
      businessId: data.business_id,
      appointmentId: data.id,
      start: instant(data.starts_at),
    }
  );
}

import { randomBytes, randomUUID } from "node:crypto";
import { newBookingId } from "../../lib/bookings/ids.ts";
import { type Business, type Db, MINUTE } from "../../supabase/tests/support/fixture.ts";

/**
 * Writes what a booking leaves behind, and nothing else: its customer, key, place, booking, link, event and three
 * messages, in one prepared statement without a rule, a look-up or a word of PL/pgSQL; constraints, foreign keys and
 * triggers are the tables' own. It tells which part of a booking's time the rules take and which the rows.
 * @param n a number of its own for each
 * @param start epoch milliseconds; the place is half an hour long
 */
export async function writeSameRows(
  db: Db,
  business: Business,
  n: number,
  { start, team }: { start: number; team: number },
): Promise<void> {
  await db.query({
    name: "same_rows",
    text: `with
      who as (
        insert into public.customers (business_id, name, email, locale) values ($1, 'Guest', $2, 'en') returning id),
      key as (
        insert into private.idempotency_keys (business_id, key, request_hash, booking_id) values ($1, $3, $3, $4)),
      place as (
        insert into public.appointments (id, business_id, service_id, staff_id, starts_at, ends_at, capacity, seats_taken)
        values ($5, $1, $6, $7, $8, $9, 1, 1)),
      booking as (
        insert into public.bookings (id, business_id, appointment_id, customer_id, status, contact_name, contact_email,
          price_minor, currency, time_zone)
        select $4, $1, $5, who.id, 'confirmed', 'Guest', $2, 1000, 'EUR', 'Europe/Berlin' from who),
      link as (
        insert into private.booking_tokens (token_hash, booking_id) values ($10, $4)),
      event as (
        insert into public.booking_events (business_id, booking_id, kind, actor, before, after)
        values ($1, $4, 'booked', 'customer', '{}', '{}'))
      insert into public.notifications (business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data,
        dedupe_key, due_at)
      select $1, $4, kind, 'email', audience, $2, 'en', 'Europe/Berlin', '{}', $3 || kind, now()
      from (values ('booking.confirmed', 'customer'), ('booking.reminder', 'customer'), ('booking.new', 'staff')) as m(kind, audience)`,
    values: [
      business.id,
      `rows-${n}@mail.example`,
      randomUUID(),
      newBookingId(),
      newBookingId(),
      Object.values(business.services)[0],
      business.staff[team],
      new Date(start),
      new Date(start + 30 * MINUTE),
      randomBytes(32),
    ],
  });
}

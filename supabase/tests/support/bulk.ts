import { type Business, DAY, type Db } from "./fixture.ts";

/**
 * Fills a business with appointments, one booking each, half an hour long, twenty a day for each of its staff, half of
 * them past and half to come. They are written around the triggers, which would take minutes for a million.
 * @param count at least this many
 * @returns the span that they fill, epoch milliseconds
 */
export async function fillWithAppointments(
  db: Db,
  business: Business,
  count: number,
): Promise<{ from: number; to: number }> {
  const days = Math.ceil(count / (business.staff.length * 20));
  const from = Math.floor(Date.now() / DAY) * DAY - Math.floor(days / 2) * DAY;
  const to = from + days * DAY;
  // One transaction on one connection: the setting must not leak into the pool.
  await db.query(`
    do $$
    declare
      biz constant uuid := '${business.id}';
      first_customer uuid;
    begin
      set local session_replication_role = replica;
      insert into public.customers (business_id, name, email)
      select biz, 'Regular ' || n, 'regular-' || n || '@mail.example' from generate_series(1, 500) as n
      on conflict do nothing;
      select id into first_customer from public.customers where business_id = biz limit 1;
      create temporary table made on commit drop as
      select gen_random_uuid() as id, gen_random_uuid() as booking_id, person.id as staff_id,
        (select service_id from public.service_staff where staff_id = person.id order by service_id limit 1) as service_id,
        to_timestamp(${from / 1000}) + make_interval(days => day, mins => 480 + 30 * slot) as starts_at
      from public.staff as person, generate_series(0, ${days - 1}) as day, generate_series(0, 19) as slot
      where person.business_id = biz;
      insert into public.appointments (id, business_id, service_id, staff_id, starts_at, ends_at, blocked, capacity, seats_taken)
      select id, biz, service_id, staff_id, starts_at, starts_at + interval '30 minutes',
        tstzrange(starts_at, starts_at + interval '30 minutes'), 1, 1
      from made order by staff_id, starts_at;
      insert into public.bookings (id, business_id, appointment_id, customer_id, status, contact_name, contact_email, currency,
        time_zone, created_at, starts_at, service_id, staff_id)
      select booking_id, biz, id, first_customer, case when starts_at < now() then 'completed' else 'confirmed' end::public.booking_status,
        'Regular', 'regular-1@mail.example', 'EUR', 'Europe/Berlin', now() - interval '2 days',
        starts_at, service_id, staff_id
      from made;
    end $$`);
  await db.query("analyze public.appointments, public.bookings, public.customers");
  return { from, to };
}

/** Takes away what fillWithAppointments has made, and whatever was booked among it, history included. */
export async function emptyBusiness(db: Db, business: Business): Promise<void> {
  await db.query(`
    do $$ begin
      set local session_replication_role = replica;
      delete from public.notifications where business_id = '${business.id}';
      delete from public.appointment_resources where business_id = '${business.id}';
      delete from public.bookings where business_id = '${business.id}';
      delete from public.appointments where business_id = '${business.id}';
      delete from public.booking_events where business_id = '${business.id}';
    end $$`);
}

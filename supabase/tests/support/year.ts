import { type Business, DAY, type Db } from "./fixture.ts";

/** Places a day for each of the staff: half-hours from seven in the morning on. */
const SLOTS = 15;
const CUSTOMERS_PER_BOOKING = 1 / 6;

/**
 * Fills a business with years of work as a large one has it: bookings of many customers, with all the ends that they can
 * come to, prices, lead times, reasons and looks at its pages. Written around the triggers, which would take minutes.
 * @param count at least this many bookings in the last year, and as many in each year before it
 * @param years how many years back
 * @returns the last year's dates, both included, UTC
 */
export async function fillYears(
  db: Db,
  business: Business,
  count: number,
  years: number,
): Promise<{ from: string; to: string }> {
  const today = Math.floor(Date.now() / DAY) * DAY;
  const first = today - years * 365 * DAY;
  const perDay = Math.ceil(count / 365 / business.staff.length);
  if (perDay > SLOTS) throw new Error(`${business.staff.length} people cannot do ${count} a year`);
  const services = Object.values(business.services);
  const rooms = Object.values(business.resources);
  const customers = Math.ceil(count * years * CUSTOMERS_PER_BOOKING);
  await db.query(`
    do $$
    declare
      biz constant uuid := '${business.id}';
      services constant uuid[] := '{${services.join(",")}}';
      rooms constant uuid[] := '{${rooms.join(",")}}';
    begin
      set local session_replication_role = replica;
      create temporary table guests on commit drop as
      select n, gen_random_uuid() as id from generate_series(0, ${customers - 1}) as n;
      create unique index on guests (n);
      insert into public.customers (id, business_id, name, email)
      select id, biz, 'Regular ' || n, 'regular-' || n || '@mail.example' from guests;
      create temporary table made on commit drop as
      select gen_random_uuid() as id, gen_random_uuid() as booking_id, d.day, d.slot, p.id as staff_id,
        abs(hashint8(d.day * 7919 + d.slot * 104729 + p.n * 1299709)) as dice,
        services[1 + (d.slot + p.n) % ${services.length}] as service_id,
        to_timestamp(${first / 1000}) + make_interval(days => d.day::integer, mins => 420 + 30 * d.slot::integer) as starts_at
      from (select day, slot from generate_series(0, ${years * 365 - 1}) as day, generate_series(0, ${perDay - 1}) as slot) as d,
        (select id, row_number() over (order by position) as n from public.staff where business_id = biz) as p
      order by d.day, d.slot;
      alter table made add status public.booking_status, add made_at timestamptz;
      update made set
        status = case when dice % 100 < 9 then 'cancelled' when dice % 100 < 11 then 'declined' when dice % 100 < 16 then 'no_show'
          when starts_at < now() then 'completed' else 'confirmed' end::public.booking_status,
        -- Most book a few days ahead, some two months.
        made_at = starts_at - make_interval(mins => 30 + (power((dice / 100) % 1000 / 1000.0, 3) * 86400)::integer);
      insert into public.appointments (id, business_id, service_id, staff_id, starts_at, ends_at, blocked, capacity, seats_taken, active)
      select id, biz, service_id, staff_id, starts_at, starts_at + interval '30 minutes',
        tstzrange(starts_at, starts_at + interval '30 minutes'), 1, case when status in ('cancelled', 'declined') then 0 else 1 end,
        status not in ('cancelled', 'declined')
      from made order by starts_at;
      insert into public.bookings (id, business_id, appointment_id, customer_id, status, contact_name, contact_email, price_minor,
        currency, time_zone, source, created_at, cancelled_at, cancelled_by, cancel_reason, starts_at, service_id, staff_id)
      select m.booking_id, biz, m.id, g.id, m.status, 'Regular ' || g.n, 'regular-' || g.n || '@mail.example',
        2000 + m.dice % 80 * 100, 'EUR', 'Europe/Berlin', case when m.dice % 10 < 7 then 'public' else 'staff' end, m.made_at,
        case when m.status = 'cancelled' then m.starts_at - interval '20 minutes' end,
        case when m.status = 'cancelled' then 'customer'::public.actor_kind end,
        case when m.status = 'cancelled' then (array['', 'Ill', 'Work', 'No time', 'Other plans'])[1 + m.dice % 5] else '' end,
        m.starts_at, m.service_id, m.staff_id
      from made as m join guests as g on g.n = (m.dice / 7) % ${customers}
      order by m.made_at;
      if rooms <> '{}' then
        insert into public.appointment_resources (appointment_id, business_id, resource_id, unit, blocked, active)
        select m.id, biz, rooms[1 + m.slot % ${Math.max(1, rooms.length)}], (row_number() over (partition by m.starts_at))::integer,
          tstzrange(m.starts_at, m.starts_at + interval '30 minutes'), true
        from made as m where m.status not in ('cancelled', 'declined') and m.slot % 3 = 0;
      end if;
      insert into public.page_views (business_id, service_id, date, views)
      select biz, s.id, d::date, 40 from unnest(services) as s (id),
        generate_series(to_timestamp(${first / 1000}), now(), interval '1 day') as d;
    end $$`);
  await db.query(
    "analyze public.appointments, public.bookings, public.customers, public.appointment_resources, public.page_views",
  );
  const date = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: date(today - 365 * DAY), to: date(today - DAY) };
}

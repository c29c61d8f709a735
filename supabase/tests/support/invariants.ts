import type { Db } from "./fixture.ts";

/**
 * What must hold over the whole database, whatever has happened. Each statement selects what breaks it, so that an empty
 * answer is the proof. $1 is since when bookings were written through the functions: the demo's own were not, and have no
 * messages or links.
 */
const invariants: Record<string, string> = {
  staffOverlap: `
    select a.id from public.appointments as a
    join public.appointments as b on b.staff_id = a.staff_id and b.id > a.id and b.blocked && a.blocked and b.active
    where a.active`,

  resourceOverlap: `
    select a.appointment_id from public.appointment_resources as a
    join public.appointment_resources as b on b.resource_id = a.resource_id and b.unit = a.unit
      and b.appointment_id > a.appointment_id and b.blocked && a.blocked and b.active
    where a.active`,

  blockedIsSpanWithBuffers: `
    select id from public.appointments
    where blocked <> tstzrange(starts_at - make_interval(mins => buffer_before_min), ends_at + make_interval(mins => buffer_after_min))`,

  seatsMatchBookings: `
    select a.id from public.appointments as a
    left join public.bookings as b on b.appointment_id = a.id
      and b.status in ('held', 'pending', 'confirmed', 'completed', 'no_show')
    where a.assists is null
    group by a.id
    having a.seats_taken <> coalesce(sum(b.party), 0) or a.seats_taken > a.capacity`,

  activeMeansTaken: `
    select id from public.appointments where assists is null and active <> (seats_taken > 0)`,

  assistantsFollow: `
    select helper.id from public.appointments as helper
    join public.appointments as main on main.id = helper.assists
    where (helper.active, helper.starts_at, helper.service_id)
      is distinct from (main.active, main.starts_at, main.service_id)`,

  assistantsComplete: `
    select main.id from public.appointments as main
    join public.services as s on s.id = main.service_id
    where main.assists is null and main.active and main.created_at >= $1
      and (select count(*) from public.appointments as helper where helper.assists = main.id) <> s.staff_required - 1`,

  resourcesFollow: `
    select u.appointment_id from public.appointment_resources as u
    join public.appointments as a on a.id = u.appointment_id
    join public.resources as r on r.id = u.resource_id
    where (a.active or u.active) and ((u.active, u.blocked) is distinct from (a.active, a.blocked) or u.unit > r.quantity)`,

  resourcesComplete: `
    select a.id from public.appointments as a
    join public.service_resources as need on need.service_id = a.service_id
    where a.assists is null and a.active and a.created_at >= $1
      and (select count(*) from public.appointment_resources as u
           where u.appointment_id = a.id and u.resource_id = need.resource_id and u.active) <> need.quantity`,

  eventChainsLegal: `
    with told as (
      select booking_id, id, kind, before ->> 'status' as was,
        coalesce(after ->> 'status', case kind when 'held' then 'held' end) as becomes
      from public.booking_events
    ), chain as (
      select *, row_number() over (partition by booking_id order by id) as n,
        lag(becomes) over (partition by booking_id order by id) as previous
      from told where becomes is not null
    )
    select booking_id from chain
    where case when n = 1 then kind not in ('held', 'requested', 'booked')
      else coalesce(was, previous) <> previous or not exists (
        select 1 from private.booking_transitions as t
        where t.from_status::text = chain.previous and t.to_status::text = chain.becomes) end`,

  historyEndsWhereTheBookingIs: `
    select b.id from public.bookings as b
    left join lateral (
      select coalesce(e.after ->> 'status', 'held') as status from public.booking_events as e
      where e.booking_id = b.id and (e.after ? 'status' or e.kind = 'held') order by e.id desc limit 1
    ) as last on true
    where b.created_at >= $1 and last.status is distinct from b.status::text`,

  historyKnowsEveryMove: `
    select b.id from public.bookings as b
    where (select count(*) from public.booking_events as e
           where e.booking_id = b.id and e.kind = 'moved' and e.actor = 'customer') <> b.moves`,

  // What a step of the history tells must have been written to whoever can be reached.
  everyoneIsTold: `
    select e.booking_id, told.kind, told.audience from public.booking_events as e
    join public.bookings as b on b.id = e.booking_id
    join public.appointments as a on a.id = b.appointment_id
    join public.staff as s on s.id = a.staff_id
    join public.businesses as biz on biz.id = b.business_id
    join public.services as svc on svc.id = a.service_id
    cross join lateral (values
      ('booked', 'booking.confirmed', 'customer', true), ('booked', 'booking.new', 'staff', true),
      ('requested', 'booking.requested', 'customer', svc.confirmation = 'approval'),
      ('requested', 'booking.verify', 'customer', svc.confirmation = 'email'),
      ('requested', 'booking.new', 'staff', svc.confirmation = 'approval'),
      ('confirmed', 'booking.confirmed', 'customer', true),
      ('confirmed', 'booking.new', 'staff', svc.confirmation = 'email'),
      ('declined', 'booking.declined', 'customer', true),
      ('moved', 'booking.moved', 'customer', true), ('moved', 'booking.moved', 'staff', true),
      ('cancelled', 'booking.cancelled', 'customer', true), ('cancelled', 'booking.cancelled', 'staff', true)
    ) as told (event, kind, audience, concerns)
    where told.event = e.kind and told.concerns and b.created_at >= $1
      and case told.audience when 'customer' then b.contact_email else coalesce(s.email, biz.email) end is not null
    group by e.booking_id, e.business_id, told.kind, told.audience
    having count(*) <> (
      select count(*) from public.notifications as n
      where n.booking_id = e.booking_id and n.kind = told.kind and n.audience = told.audience and n.channel = 'email'
        -- Letters beside it, to a colleague or to an address put right, have keys that do not end with the sequence alone.
        and n.dedupe_key ~ ':(customer|staff):[0-9]+$'
    ) + (
      -- Bookings that were made together are told together, in the first one's message.
      select count(*) from public.notifications as n
      where n.business_id = e.business_id and n.kind = told.kind and n.audience = told.audience and n.channel = 'email'
        and n.dedupe_key ~ ':(customer|staff):[0-9]+$'
        and n.data @> pg_catalog.jsonb_build_object('others',
          pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('id', e.booking_id)))
    )`,

  everyBookingHasItsLink: `
    select b.id from public.bookings as b
    where b.created_at >= $1 and b.status not in ('held', 'expired')
      and not exists (select 1 from private.booking_tokens as t where t.booking_id = b.id)`,

  // The copies that lists and figures are read from.
  bookingsKnowTheirPlace: `
    select b.id from public.bookings as b join public.appointments as a on a.id = b.appointment_id
    where b.created_at >= $1
      and (b.starts_at, b.service_id, b.staff_id) is distinct from (a.starts_at, a.service_id, a.staff_id)`,

  // A place is kept for exactly those on the waiting list who are told so.
  offeredMeansAnOpenOffer: `
    select e.id from public.waitlist_entries as e
    where e.created_at >= $1 and (e.status = 'offered') <> exists (
      select 1 from public.waitlist_offers as o join public.bookings as b on b.id = o.booking_id
      where o.entry_id = e.id and o.outcome is null and b.status = 'held')`,

  everyBookingHasAnAppointmentOfItsBusiness: `
    select b.id from public.bookings as b join public.appointments as a on a.id = b.appointment_id
    where a.business_id <> b.business_id or a.assists is not null`,
};

/**
 * Looks for what must not be, over the whole database.
 * @param since bookings made before this were not made by the functions (the demo's)
 * @returns how many rows break each invariant: all 0 when all is well
 */
export async function violations(db: Db, since: Date): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [name, text] of Object.entries(invariants)) {
    const { rows } = await db.query<{ count: number }>(
      `select count(*)::integer as count from (${text}) as broken`,
      text.includes("$1") ? [since] : [],
    );
    found[name] = rows[0]!.count;
  }
  return found;
}

/** Only what is broken, for an assertion that reads well: {} when all is well. */
export async function broken(db: Db, since: Date): Promise<Record<string, number>> {
  const found = await violations(db, since);
  return Object.fromEntries(Object.entries(found).filter(([, count]) => count > 0));
}

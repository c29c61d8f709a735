-- availability_data once more: one grid whatever span is asked for, and no more of the appointments than can be in the way.

create or replace function public.availability_data(
  p_business text,
  p_service text,
  p_from timestamptz,
  p_to timestamptz,
  p_staff text default null,
  p_except uuid default null
) returns json
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_generic_plan' as $$
declare
  biz public.businesses;
  svc public.services;
  from_date date;
  to_date date;
  before interval;
  after interval;
  seen tstzrange;
  kept_appointment uuid;
  freed jsonb;
  nothing_freed boolean;
  people uuid[];
begin
  select * into biz from public.businesses as b where b.slug = p_business and b.archived_at is null;
  if not found then
    return pg_catalog.json_build_object('ok', false, 'code', 'business_not_found');
  end if;
  select * into svc from public.services as s
  where s.business_id = biz.id and s.slug = p_service and s.archived_at is null;
  if not found then
    return pg_catalog.json_build_object('ok', false, 'code', 'service_not_found');
  end if;
  select pg_catalog.array_agg(person.id) into people
  from public.service_staff as skill
  join public.staff as person on person.id = skill.staff_id
  where skill.service_id = svc.id and person.archived_at is null
    and (p_staff is null or person.slug = p_staff);
  if p_staff is not null and people is null then
    return pg_catalog.json_build_object('ok', false, 'code', 'staff_not_found');
  end if;
  people := coalesce(people, '{}');

  -- What can be in the way: before, as far as the service's own buffer reaches, for what stands there brings its own; after,
  -- as far as an appointment of a day with its buffer. A minute more finds what only touches, beside which a gap is filled.
  -- Limits count whole days and weeks at both ends, in any zone.
  before := pg_catalog.make_interval(mins => svc.buffer_before_min + 1);
  after := pg_catalog.make_interval(mins => 1440 + svc.buffer_after_min + 1);
  if svc.limit_per_day is not null or svc.limit_per_week is not null or exists (
    select 1 from public.staff as person
    where person.id = any (people) and (person.limit_per_day is not null or person.limit_per_week is not null)
  ) then
    before := '9 days'::interval;
    after := '9 days'::interval;
  end if;
  seen := pg_catalog.tstzrange(p_from - before, p_to + after);
  -- Hours that run on from day to day keep the grid of where they opened (time rule 9), and the engine looks for that up to
  -- nine weeks back: a time asked for alone must stand on the same grid as among those of its month.
  from_date := (p_from - '64 days'::interval)::date;
  to_date := (p_to + '3 days'::interval)::date;

  select booking.appointment_id into kept_appointment
  from public.bookings as booking
  where booking.id = p_except and booking.business_id = biz.id and private.takes_seats(booking.status);

  -- Seats by appointment that count as free already: holds that ran out, before anybody sweeps them, and the booking that
  -- is moving. They are few; looking for them at each appointment would be most of the work.
  select coalesce(pg_catalog.jsonb_object_agg(given.appointment_id, given.seats), '{}') into freed
  from (
    select booking.appointment_id, sum(booking.party) as seats
    from (
      select b.id, b.appointment_id, b.party from public.bookings as b
      where b.status = 'held' and b.hold_expires_at <= pg_catalog.now() and b.business_id = biz.id
      union
      select b.id, b.appointment_id, b.party from public.bookings as b
      where b.id = p_except and b.business_id = biz.id and private.takes_seats(b.status)
    ) as booking
    group by booking.appointment_id
  ) as given;
  nothing_freed := freed = '{}';

  -- json and date_part rather than jsonb and extract: the answer is only written out, and this is a third faster.
  return pg_catalog.json_build_object(
    'ok', true,
    'business', pg_catalog.json_build_object(
      'id', biz.id, 'slug', biz.slug, 'timeZone', biz.time_zone, 'weekStartsOn', biz.week_starts_on,
      'layer', private.layer_of(biz.id, null, from_date, to_date)),
    'service', pg_catalog.json_build_object(
      'id', svc.id, 'slug', svc.slug, 'durationMin', svc.duration_min, 'stepMin', svc.step_min, 'align', svc.align,
      'bufferBeforeMin', svc.buffer_before_min, 'bufferAfterMin', svc.buffer_after_min,
      'minNoticeMin', svc.min_notice_min, 'maxAdvanceDays', svc.max_advance_days, 'fillGaps', svc.fill_gaps,
      'capacity', svc.capacity, 'staffRequired', svc.staff_required,
      'bookableFrom', svc.bookable_from, 'bookableUntil', svc.bookable_until,
      'limitPerDay', svc.limit_per_day, 'limitPerWeek', svc.limit_per_week,
      'hours', coalesce((
        select pg_catalog.json_agg(pg_catalog.json_build_array(h.weekday, h.start_min, h.end_min) order by h.weekday, h.start_min)
        from public.weekly_hours as h where h.service_id = svc.id), '[]'),
      'resources', coalesce((
        select pg_catalog.json_agg(pg_catalog.json_build_object('id', need.resource_id, 'quantity', need.quantity))
        from public.service_resources as need where need.service_id = svc.id), '[]'),
      'starts', case when svc.limit_per_day is null and svc.limit_per_week is null then '[]'::json else coalesce((
        select pg_catalog.json_agg(pg_catalog.date_part('epoch', a.starts_at)::bigint)
        from public.appointments as a
        where a.service_id = svc.id and a.active and a.assists is null
          and a.starts_at >= pg_catalog.lower(seen) and a.starts_at < pg_catalog.upper(seen)
          and a.seats_taken > coalesce((freed ->> a.id::text)::integer, 0)), '[]') end),
    'staff', coalesce((
      select pg_catalog.json_agg(pg_catalog.json_build_object(
        'id', person.id, 'slug', person.slug, 'timeZone', person.time_zone,
        'followsBusinessHours', person.follows_business_hours,
        'durationMin', skill.duration_min, 'weight', person.weight,
        'limitPerDay', person.limit_per_day, 'limitPerWeek', person.limit_per_week,
        'layer', private.layer_of(biz.id, person.id, from_date, to_date),
        'timeOff', coalesce((
          select pg_catalog.json_agg(pg_catalog.json_build_array(pg_catalog.date_part('epoch', t.starts_at)::bigint, pg_catalog.date_part('epoch', t.ends_at)::bigint))
          from public.time_off as t
          where t.staff_id = person.id and t.ends_at > pg_catalog.lower(seen) and t.starts_at < pg_catalog.upper(seen)), '[]'),
        'external', coalesce((
          select pg_catalog.json_agg(pg_catalog.json_build_array(pg_catalog.date_part('epoch', x.starts_at)::bigint, pg_catalog.date_part('epoch', x.ends_at)::bigint))
          from public.busy_times as x
          where x.staff_id = person.id and pg_catalog.tstzrange(x.starts_at, x.ends_at) && seen), '[]'),
        -- [start, end, buffer before, buffer after, appointment, seats taken or -1 when nobody else can join]
        'appointments', coalesce((
          select pg_catalog.json_agg(pg_catalog.json_build_array(
            pg_catalog.date_part('epoch', a.starts_at)::bigint, pg_catalog.date_part('epoch', a.ends_at)::bigint, a.buffer_before_min, a.buffer_after_min, a.id,
            case when a.service_id = svc.id and svc.capacity > 1 and a.assists is null then a.seats_taken - given.seats else -1 end,
            a.capacity))
          from public.appointments as a
          cross join lateral (
            select case when nothing_freed then 0 else coalesce((freed ->> coalesce(a.assists, a.id)::text)::integer, 0) end as seats
          ) as given
          where a.staff_id = person.id and a.active and a.blocked && seen
            and (nothing_freed or given.seats = 0 or given.seats < case when a.assists is null then a.seats_taken
              else (select main.seats_taken from public.appointments as main where main.id = a.assists) end)
        ), '[]')
      ) order by person.position, person.slug)
      from public.service_staff as skill
      join public.staff as person on person.id = skill.staff_id
      where skill.service_id = svc.id and person.id = any (people)), '[]'),
    'resources', coalesce((
      select pg_catalog.json_agg(pg_catalog.json_build_object(
        'id', thing.id, 'quantity', thing.quantity,
        -- [start, end, unit, appointment]
        'busy', coalesce((
          select pg_catalog.json_agg(pg_catalog.json_build_array(
            pg_catalog.date_part('epoch', pg_catalog.lower(u.blocked))::bigint, pg_catalog.date_part('epoch', pg_catalog.upper(u.blocked))::bigint, u.unit, u.appointment_id))
          from public.appointment_resources as u
          where u.resource_id = thing.id and u.active and u.blocked && seen
            and (not freed ? u.appointment_id::text or (freed ->> u.appointment_id::text)::integer < (
              select main.seats_taken from public.appointments as main where main.id = u.appointment_id))), '[]')))
      from public.service_resources as need
      join public.resources as thing on thing.id = need.resource_id
      where need.service_id = svc.id), '[]'),
    'keptAppointment', kept_appointment);
end $$;
comment on function public.availability_data(text, text, timestamptz, timestamptz, text, uuid) is
  'Hours, closures, appointments and busy times around a span, for one service of one business; p_except is the booking that is being moved (time rule 15). Service role only.';

-- A service that needs several people at once takes each of them for their own length of it, as the free times are
-- reckoned (time rule 14): with the leader's length a slower assistant's place would end too early, and a quicker one
-- would be refused for what lies behind their own end.

create function private.own_end(svc public.services, p_staff_id uuid, p_start timestamptz) returns timestamptz
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan as $$
begin
  return p_start + pg_catalog.make_interval(mins => coalesce(
    (select skill.duration_min from public.service_staff as skill where skill.service_id = svc.id and skill.staff_id = p_staff_id),
    svc.duration_min));
end $$;
comment on function private.own_end(public.services, uuid, timestamptz) is
  'When this person is done with this service: their own length of it where they have one, else the service''s.';

create or replace function private.take_place(
  svc public.services,
  p_staff uuid[],
  p_start timestamptz,
  p_party integer,
  p_override boolean
) returns jsonb
language plpgsql set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  biz public.businesses;
  lead_staff uuid;
  person public.staff;
  price integer;
  ends timestamptz;
  span tstzrange;
  session public.appointments;
  appointment_id uuid;
  helper uuid;
  need record;
  unit_no integer;
  found_units integer;
  zone text;
  day date;
  week date;
begin
  -- p_staff[1] leads the appointment, the others assist. Who is asked is the server's choice, never a user's.
  if coalesce(pg_catalog.cardinality(p_staff), 0) <> svc.staff_required then
    raise exception 'service % takes % staff, not %', svc.id, svc.staff_required, pg_catalog.cardinality(p_staff) using errcode = '22023';
  end if;
  lead_staff := p_staff[1];
  select * into biz from public.businesses where id = svc.business_id;
  select * into person from public.staff as s where s.id = lead_staff and s.business_id = svc.business_id and s.archived_at is null;
  if not found then
    return private.refusal('staff_not_found');
  end if;
  if exists (
    select 1 from pg_catalog.unnest(p_staff) as wanted(id)
    where not exists (select 1 from public.service_staff as skill where skill.service_id = svc.id and skill.staff_id = wanted.id)
  ) then
    return private.refusal('staff_not_found');
  end if;
  select coalesce(skill.price_minor, svc.price_minor) into price
  from public.service_staff as skill where skill.service_id = svc.id and skill.staff_id = lead_staff;
  ends := private.own_end(svc, lead_staff, p_start);
  span := pg_catalog.tstzrange(
    p_start - pg_catalog.make_interval(mins => svc.buffer_before_min),
    ends + pg_catalog.make_interval(mins => svc.buffer_after_min));

  perform private.expire_holds(p_staff, pg_catalog.tstzrange(
    pg_catalog.lower(span),
    (select max(private.own_end(svc, s.id, p_start)) from pg_catalog.unnest(p_staff) as s(id))
      + pg_catalog.make_interval(mins => svc.buffer_after_min)));

  if svc.capacity > 1 then
    select * into session from public.appointments as a
    where a.service_id = svc.id and a.staff_id = lead_staff and a.starts_at = p_start and a.active and a.assists is null
    for update;
    if found then
      if session.seats_taken + p_party > session.capacity then
        return private.refusal('session_full', pg_catalog.jsonb_build_object('seatsLeft', session.capacity - session.seats_taken));
      end if;
      update public.appointments set seats_taken = seats_taken + p_party where id = session.id;
      return pg_catalog.jsonb_build_object('ok', true, 'appointmentId', session.id, 'priceMinor', price * p_party);
    end if;
    if p_party > svc.capacity then
      return private.refusal('session_full', pg_catalog.jsonb_build_object('seatsLeft', svc.capacity));
    end if;
  elsif p_party > 1 then
    return private.refusal('party_too_large', pg_catalog.jsonb_build_object('capacity', 1));
  end if;

  -- Limits count starts by local date (time rule 12); the queue of lock_in_order makes this count the last word.
  if not p_override then
    if person.limit_per_day is not null or person.limit_per_week is not null then
      zone := case when person.follows_business_hours then biz.time_zone else coalesce(person.time_zone, biz.time_zone) end;
      day := (p_start at time zone zone)::date;
      week := day - ((extract(isodow from day)::integer - biz.week_starts_on + 7) % 7);
      if person.limit_per_day is not null and (
        select count(*) from public.appointments as a
        where a.staff_id = lead_staff and a.active
          and a.blocked && pg_catalog.tstzrange(p_start - '2 days'::interval, p_start + '2 days'::interval)
          and (a.starts_at at time zone zone)::date = day
      ) >= person.limit_per_day then
        return private.refusal('limit_reached');
      end if;
      if person.limit_per_week is not null and (
        select count(*) from public.appointments as a
        where a.staff_id = lead_staff and a.active
          and a.blocked && pg_catalog.tstzrange(p_start - '9 days'::interval, p_start + '9 days'::interval)
          and (a.starts_at at time zone zone)::date >= week and (a.starts_at at time zone zone)::date < week + 7
      ) >= person.limit_per_week then
        return private.refusal('limit_reached');
      end if;
    end if;
    if svc.limit_per_day is not null or svc.limit_per_week is not null then
      day := (p_start at time zone biz.time_zone)::date;
      week := day - ((extract(isodow from day)::integer - biz.week_starts_on + 7) % 7);
      if svc.limit_per_day is not null and (
        select count(*) from public.appointments as a
        where a.service_id = svc.id and a.active and a.assists is null
          and a.starts_at between p_start - '2 days'::interval and p_start + '2 days'::interval
          and (a.starts_at at time zone biz.time_zone)::date = day
      ) >= svc.limit_per_day then
        return private.refusal('limit_reached');
      end if;
      if svc.limit_per_week is not null and (
        select count(*) from public.appointments as a
        where a.service_id = svc.id and a.active and a.assists is null
          and a.starts_at between p_start - '9 days'::interval and p_start + '9 days'::interval
          and (a.starts_at at time zone biz.time_zone)::date >= week
          and (a.starts_at at time zone biz.time_zone)::date < week + 7
      ) >= svc.limit_per_week then
        return private.refusal('limit_reached');
      end if;
    end if;
  end if;

  begin
    insert into public.appointments (
      business_id, service_id, staff_id, starts_at, ends_at, buffer_before_min, buffer_after_min, capacity, seats_taken)
    values (
      svc.business_id, svc.id, lead_staff, p_start, ends, svc.buffer_before_min, svc.buffer_after_min, svc.capacity, p_party)
    returning id into appointment_id;
    foreach helper in array p_staff[2:] loop
      insert into public.appointments (
        business_id, service_id, staff_id, assists, starts_at, ends_at, buffer_before_min, buffer_after_min, capacity, seats_taken)
      values (
        svc.business_id, svc.id, helper, appointment_id, p_start, private.own_end(svc, helper, p_start), svc.buffer_before_min, svc.buffer_after_min, 1, 1);
    end loop;
    for need in
      select r.resource_id, r.quantity, thing.quantity as units
      from public.service_resources as r join public.resources as thing on thing.id = r.resource_id
      where r.service_id = svc.id order by r.resource_id
    loop
      found_units := 0;
      for unit_no in
        select u from pg_catalog.generate_series(1, need.units) as u
        where not exists (
          select 1 from public.appointment_resources as taken
          where taken.resource_id = need.resource_id and taken.unit = u and taken.active and taken.blocked && span)
        order by u limit need.quantity
      loop
        insert into public.appointment_resources (appointment_id, business_id, resource_id, unit, blocked)
        values (appointment_id, svc.business_id, need.resource_id, unit_no, span);
        found_units := found_units + 1;
      end loop;
      if found_units < need.quantity then
        raise exclusion_violation using message = 'no unit of the resource is free';
      end if;
    end loop;
  exception when exclusion_violation then
    return private.refusal('slot_taken');
  end;

  -- Events of the staff's own calendars are read by the engine just before; one that arrives later raises a conflict
  -- in the dashboard, because a booking beats a stale outside snapshot.
  return pg_catalog.jsonb_build_object('ok', true, 'appointmentId', appointment_id, 'priceMinor', price * p_party);
end $$;

create or replace function public.change_appointment(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  a public.appointments;
  changed public.appointments;
  svc public.services;
  old_svc public.services;
  start_at timestamptz := (p_request ->> 'start')::timestamptz;
  wanted_end timestamptz := (p_request ->> 'end')::timestamptz;
  end_at timestamptz;
  expected jsonb := p_request -> 'expected';
  actor jsonb := p_request -> 'actor';
  notify boolean := coalesce((p_request ->> 'notify')::boolean, true);
  candidate jsonb;
  people uuid[];
  everyone uuid[];
  helpers uuid[];
  theirs uuid[];
  one uuid;
  was jsonb;
  now_is jsonb;
  done boolean := false;
begin
  select * into a from public.appointments where id = (p_request ->> 'appointmentId')::uuid and assists is null;
  if not found then
    return private.refusal('not_found');
  end if;
  select * into old_svc from public.services where id = a.service_id;
  select * into svc from public.services as s
  where s.id = coalesce((p_request ->> 'serviceId')::uuid, a.service_id) and s.business_id = a.business_id
    and (s.archived_at is null or s.id = a.service_id);
  if not found then
    return private.refusal('service_not_found');
  end if;
  -- The bookings first and in order, as everybody who changes one does; then the queues of the people and rooms; then the row.
  perform 1 from (select b.id from public.bookings as b where b.appointment_id = a.id order by b.id for update) as locked;
  select pg_catalog.array_agg(distinct id::uuid) into everyone
  from pg_catalog.jsonb_array_elements(p_request -> 'staff') as c, pg_catalog.jsonb_array_elements_text(c) as id;
  select coalesce(pg_catalog.array_agg(h.staff_id), '{}') into helpers from public.appointments as h where h.assists = a.id;
  perform private.lock_in_order(
    private.place_locks(svc, everyone || a.staff_id || helpers) || private.place_locks(old_svc, array[a.staff_id]));
  select * into a from public.appointments where id = a.id for update;

  if expected is not null and (
    (expected ->> 'start')::timestamptz <> a.starts_at or (expected ->> 'end')::timestamptz <> a.ends_at
    or (expected ->> 'staffId')::uuid <> a.staff_id or (expected ->> 'serviceId')::uuid <> a.service_id
  ) then
    return private.refusal('changed_meanwhile', pg_catalog.jsonb_build_object('place', private.place_facts(a.id)));
  end if;
  if not a.active or exists (
    select 1 from public.bookings as b where b.appointment_id = a.id and b.status in ('completed', 'no_show')
  ) or not exists (
    select 1 from public.bookings as b where b.appointment_id = a.id and b.status in ('pending', 'confirmed')
  ) then
    return private.refusal('not_possible');
  end if;
  if start_at <= pg_catalog.now() and not coalesce((p_request ->> 'override')::boolean, false) then
    return private.refusal('in_the_past');
  end if;
  if svc.id <> a.service_id and a.seats_taken > svc.capacity then
    return private.refusal('session_full', pg_catalog.jsonb_build_object('seatsLeft', svc.capacity - a.seats_taken));
  end if;
  was := private.place_facts(a.id);

  for candidate in select c from pg_catalog.jsonb_array_elements(p_request -> 'staff') as c loop
    select pg_catalog.array_agg(id::uuid order by n) into people
    from pg_catalog.jsonb_array_elements_text(candidate) with ordinality as t(id, n);
    if coalesce(pg_catalog.cardinality(people), 0) <> svc.staff_required then
      raise exception 'service % takes % staff, not %', svc.id, svc.staff_required, pg_catalog.cardinality(people) using errcode = '22023';
    end if;
    -- Somebody who had it before may keep it, even where they have left the service since.
    if exists (
      select 1 from pg_catalog.unnest(people) as w(id)
      where not exists (
        select 1 from public.service_staff as skill join public.staff as p on p.id = skill.staff_id
        where skill.service_id = svc.id and skill.staff_id = w.id and p.archived_at is null)
      and not (svc.id = a.service_id and (w.id = a.staff_id or w.id = any (helpers)))
    ) then
      return private.refusal('staff_not_found');
    end if;
    end_at := coalesce(wanted_end, private.own_end(svc, people[1], start_at));
    if end_at <= start_at or end_at > start_at + '24 hours'::interval then
      return private.refusal('invalid');
    end if;
    perform private.expire_holds(people, pg_catalog.tstzrange(
      start_at - pg_catalog.make_interval(mins => svc.buffer_before_min), end_at + pg_catalog.make_interval(mins => svc.buffer_after_min)));
    begin
      delete from public.appointments where assists = a.id;
      update public.appointments set
        service_id = svc.id, staff_id = people[1], starts_at = start_at, ends_at = end_at,
        buffer_before_min = case when svc.id = a.service_id then a.buffer_before_min else svc.buffer_before_min end,
        buffer_after_min = case when svc.id = a.service_id then a.buffer_after_min else svc.buffer_after_min end,
        capacity = case when svc.id = a.service_id then a.capacity else svc.capacity end
      where id = a.id returning * into changed;
      insert into public.appointments (
        business_id, service_id, staff_id, assists, starts_at, ends_at, buffer_before_min, buffer_after_min, capacity, seats_taken)
      -- An end that somebody has set by hand is everybody's.
      select changed.business_id, changed.service_id, helper, changed.id, changed.starts_at,
        coalesce(wanted_end, private.own_end(svc, helper, start_at)),
        changed.buffer_before_min, changed.buffer_after_min, 1, 1
      from pg_catalog.unnest(people[2:]) as helper;
      perform private.take_resources(changed);
      done := true;
    exception when exclusion_violation then
      done := false;
    end;
    exit when done;
  end loop;
  if not done then
    return private.refusal('slot_taken');
  end if;

  now_is := private.place_facts(a.id);
  select pg_catalog.array_agg(b.id order by b.id) into theirs
  from public.bookings as b where b.appointment_id = a.id and b.status in ('pending', 'confirmed');
  update public.bookings as b set
    ics_sequence = b.ics_sequence + 1,
    price_minor = case when svc.id = old_svc.id then b.price_minor else b.party * (
      select coalesce(skill.price_minor, svc.price_minor)
      from (select 1) as always left join public.service_staff as skill
        on skill.service_id = svc.id and skill.staff_id = changed.staff_id) end
  where b.id = any (theirs);
  foreach one in array theirs loop
    perform private.record_event(one, 'moved', actor, was, now_is, coalesce(p_request ->> 'note', ''));
    perform private.announce_move(one, was, now_is, notify);
  end loop;
  perform private.tell_together(theirs);
  return pg_catalog.jsonb_build_object('ok', true, 'appointmentId', a.id, 'start', private.instant_text(changed.starts_at),
    'end', private.instant_text(changed.ends_at), 'bookings', theirs, 'was', pg_catalog.jsonb_build_object(
      'start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at), 'staffId', a.staff_id, 'serviceId', a.service_id));
end $$;

-- A class is dragged while somebody joins it: they were not among the bookings that were locked before its queue was
-- waited for, and whoever changes their booking meanwhile holds it and waits for that queue. Each then waited for the
-- other, and PostgreSQL ended one of the two with an error. Now the newcomer is seen, everything is let go, and the
-- whole is tried again: a subtransaction that is rolled back gives its locks back.

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
  select pg_catalog.array_agg(distinct id::uuid) into everyone
  from pg_catalog.jsonb_array_elements(p_request -> 'staff') as c, pg_catalog.jsonb_array_elements_text(c) as id;
  loop
    begin
      -- The bookings first and in order, as everybody who changes one does; then the queues of the people and rooms; then the row.
      select coalesce(pg_catalog.array_agg(b.id), '{}') into theirs
      from (select b.id from public.bookings as b where b.appointment_id = a.id order by b.id for update) as b;
      -- Another drag may have ended while they were waited for.
      select * into a from public.appointments where id = a.id;
      select coalesce(pg_catalog.array_agg(h.staff_id), '{}') into helpers from public.appointments as h where h.assists = a.id;
      perform private.lock_in_order(
        private.place_locks(svc, everyone || a.staff_id || helpers) || private.place_locks(old_svc, array[a.staff_id]));
      if exists (select 1 from public.bookings as b where b.appointment_id = a.id and b.id <> all (theirs)) then
        raise exception 'joined' using errcode = 'DBAGN';
      end if;
      exit;
    exception when sqlstate 'DBAGN' then
      -- Each turn means that one more person has got a seat, so there are no more turns than seats.
      null;
    end;
  end loop;
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

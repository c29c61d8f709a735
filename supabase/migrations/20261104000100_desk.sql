-- The desk: bookings made, moved and changed by the business itself.

alter table public.bookings add column staff_note text not null default '' check (length(staff_note) <= 2000);
comment on column public.bookings.staff_note is 'What colleagues tell each other about this booking; customers never see it.';

create function private.forget_staff_notes() returns trigger
language plpgsql set search_path = '' as $$
begin
  update public.bookings set staff_note = '' where customer_id = new.id and staff_note <> '';
  return null;
end $$;
comment on function private.forget_staff_notes() is 'Notes about a person go with the person: whoever is erased is erased from them too.';
create trigger customers_forget_staff_notes after update of erased_at on public.customers
  for each row when (old.erased_at is null and new.erased_at is not null) execute function private.forget_staff_notes();

-- The customer of a booking -----------------------------------------------------------------------------------------------

create or replace function private.customer_for(p_business_id uuid, p_customer jsonb, p_user_id uuid, p_locale text) returns public.customers
language plpgsql set search_path = '' as $$
declare
  who public.customers;
  address text := lower(p_customer ->> 'email');
begin
  if p_customer ->> 'id' is not null then
    -- Chosen at the desk from the list. A record that was merged meanwhile leads to the one that was kept.
    select * into who from public.customers as c
    where c.id = (p_customer ->> 'id')::uuid and c.business_id = p_business_id and c.erased_at is null for key share;
    while who.merged_into is not null loop
      select * into who from public.customers as c where c.id = who.merged_into for key share;
    end loop;
    if who.id is not null then
      return who;
    end if;
  end if;
  if address is null then
    insert into public.customers (business_id, name, phone, locale)
    values (p_business_id, p_customer ->> 'name', p_customer ->> 'phone', p_locale) returning * into who;
    return who;
  end if;
  loop
    -- The lock that the booking's foreign key takes anyway, only earlier: a merge or an erasure under way is waited for,
    -- and whatever it made of the record is seen here. One that comes later finds the booking.
    select * into who from public.customers as c where c.business_id = p_business_id and c.email = address for key share;
    if found then
      if p_user_id is not null and who.user_id is null then
        update public.customers set user_id = p_user_id where id = who.id returning * into who;
      end if;
      while who.merged_into is not null loop
        select * into who from public.customers as c where c.id = who.merged_into for key share;
      end loop;
      return who;
    end if;
    insert into public.customers (business_id, user_id, name, email, phone, locale)
    values (p_business_id, p_user_id, p_customer ->> 'name', address, p_customer ->> 'phone', p_locale)
    on conflict (business_id, email) do nothing
    returning * into who;
    if found then
      return who;
    end if;
  end loop;
end $$;
comment on function private.customer_for(uuid, jsonb, uuid, text) is
  'The customer that was chosen by id, else the one with this address, made when new; an address of a merged record finds the one '
  'that was kept. A typed address changes nothing on an existing record; p_user_id is a signed-in person whose own, confirmed address it is.';

-- Messages about what the desk does ---------------------------------------------------------------------------------------

create function private.hush(p_bookings uuid[]) returns void
language sql set search_path = '' as $$
  update public.notifications as n set status = 'dropped'
  where n.booking_id = any (p_bookings) and n.audience = 'customer' and n.status = 'queued'
    and n.created_at = pg_catalog.now() and n.due_at <= pg_catalog.now()
$$;
comment on function private.hush(uuid[]) is
  'The desk tells the customer itself: what this transaction wrote to them about these bookings is not sent. Reminders still are.';

create function private.announce_move(p_booking_id uuid, p_from jsonb, p_to jsonb, p_notify boolean) returns void
language plpgsql set search_path = '' as $$
declare
  untold jsonb;
  origin jsonb;
begin
  -- A move that nobody has been told of yet, because it was made a moment ago: the next message starts where that one started,
  -- and when all is back where it was (undone), there is nothing to tell.
  select n.data into untold from public.notifications as n
  where n.booking_id = p_booking_id and n.kind = 'booking.moved' and n.status = 'queued'
    and n.due_at > pg_catalog.now() and n.data ? 'previousStaff'
  order by n.created_at desc limit 1;
  origin := case when untold is null then p_from else pg_catalog.jsonb_build_object(
    'start', untold -> 'previousStart', 'end', untold -> 'previousEnd', 'staff', untold -> 'previousStaff',
    'service', untold -> 'previousService') end;
  perform private.drop_queued(p_booking_id);
  perform private.enqueue(p_booking_id, 'booking.moved', audience, null, pg_catalog.jsonb_build_object(
    'previousStart', origin -> 'start', 'previousEnd', origin -> 'end', 'previousStaff', origin -> 'staff',
    'previousService', origin -> 'service'))
  from pg_catalog.unnest(array['customer', 'staff']) as audience;
  -- Only now do they get their moment: enqueue itself drops what is due later.
  update public.notifications as n set
    due_at = pg_catalog.now() + '15 seconds'::interval,
    status = case when origin = p_to or (n.audience = 'customer' and not p_notify)
      then 'dropped'::public.notification_status else n.status end
  where n.booking_id = p_booking_id and n.kind = 'booking.moved' and n.status = 'queued' and n.created_at = pg_catalog.now();
  if origin = p_to then
    delete from private.notices as x
    where x.booking_id = p_booking_id and x.kind = 'booking.moved' and x.created_at > pg_catalog.now() - '1 minute'::interval;
  end if;
end $$;
comment on function private.announce_move(uuid, jsonb, jsonb, boolean) is
  'Writes the messages about a move at the desk, from and to as private.place_facts tells them. They go out after a quarter of a '
  'minute, so that a move which is undone at once is never heard of.';

-- Booking -----------------------------------------------------------------------------------------------------------------

create function public.book_at_desk(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  outcome jsonb := public.create_booking(p_request);
  made uuid;
begin
  if not (outcome ->> 'ok')::boolean or (outcome ->> 'replayed')::boolean then
    return outcome;
  end if;
  made := (outcome #>> '{booking,id}')::uuid;
  if coalesce(p_request ->> 'staffNote', '') <> '' or p_request ->> 'rebookedFrom' is not null then
    update public.bookings as b set
      staff_note = coalesce(p_request ->> 'staffNote', ''),
      rebooked_from = (select old.id from public.bookings as old
        where old.id = (p_request ->> 'rebookedFrom')::uuid and old.business_id = b.business_id)
    where b.id = made;
  end if;
  if not coalesce((p_request ->> 'notify')::boolean, true) then
    perform private.hush(array[made]);
  end if;
  return outcome;
end $$;
comment on function public.book_at_desk(jsonb) is
  'What create_booking takes, and {staffNote, rebookedFrom, notify}: notify false keeps the confirmation from the customer. Service role only.';

-- Changing an appointment with everybody in it ----------------------------------------------------------------------------

create function private.take_resources(p_appointment public.appointments) returns void
language plpgsql set search_path = '' as $$
declare
  need record;
  unit_no integer;
  found_units integer;
begin
  delete from public.appointment_resources where appointment_id = p_appointment.id;
  for need in
    select r.resource_id, r.quantity, thing.quantity as units
    from public.service_resources as r join public.resources as thing on thing.id = r.resource_id
    where r.service_id = p_appointment.service_id order by r.resource_id
  loop
    found_units := 0;
    for unit_no in
      select u from pg_catalog.generate_series(1, need.units) as u
      where not exists (
        select 1 from public.appointment_resources as taken
        where taken.resource_id = need.resource_id and taken.unit = u and taken.active and taken.blocked && p_appointment.blocked)
      order by u limit need.quantity
    loop
      insert into public.appointment_resources (appointment_id, business_id, resource_id, unit, blocked)
      values (p_appointment.id, p_appointment.business_id, need.resource_id, unit_no, p_appointment.blocked);
      found_units := found_units + 1;
    end loop;
    if found_units < need.quantity then
      raise exclusion_violation using message = 'no unit of the resource is free';
    end if;
  end loop;
end $$;
comment on function private.take_resources(public.appointments) is
  'Gives an appointment the rooms that its service needs at its time, instead of those that it had; exclusion_violation when one is missing.';

create function public.change_appointment(p_request jsonb) returns jsonb
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
    end_at := coalesce(wanted_end, start_at + pg_catalog.make_interval(mins => coalesce(
      (select skill.duration_min from public.service_staff as skill where skill.service_id = svc.id and skill.staff_id = people[1]),
      svc.duration_min)));
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
      select changed.business_id, changed.service_id, helper, changed.id, changed.starts_at, changed.ends_at,
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
comment on function public.change_appointment(jsonb) is
  'Gives an appointment, with everybody in it, another time, length, person or service, or leaves it exactly as it was: {appointmentId, '
  'start, end?, serviceId?, staff: [[lead, assistant…], …], expected: {start, end, staffId, serviceId}, override, notify, note, actor}. '
  '→ {ok, was} or slot_taken | changed_meanwhile | not_possible | in_the_past | session_full | staff_not_found | not_found. Service role only.';

create function public.move_seat(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b public.bookings;
  was jsonb;
  outcome jsonb;
begin
  select * into b from public.bookings where id = (p_request ->> 'bookingId')::uuid for update;
  if not found then
    return private.refusal('not_found');
  end if;
  was := private.place_facts(b.appointment_id);
  outcome := public.move_booking(p_request);
  if (outcome ->> 'ok')::boolean then
    -- move_booking has written its messages for at once; those of the desk wait a moment and know whether to be sent.
    delete from public.notifications as n
    where n.booking_id = b.id and n.kind = 'booking.moved' and n.status = 'queued' and n.created_at = pg_catalog.now();
    delete from private.notices as x
    where x.booking_id = b.id and x.kind = 'booking.moved' and x.created_at = pg_catalog.now();
    perform private.announce_move(
      b.id, was, (select private.place_facts(now_in.appointment_id) from public.bookings as now_in where now_in.id = b.id),
      coalesce((p_request ->> 'notify')::boolean, true));
  end if;
  return outcome;
end $$;
comment on function public.move_seat(jsonb) is
  'Moves one booking out of its session into another: what move_booking takes, and notify. Service role only.';

create function public.edit_at_desk(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b public.bookings;
  outcome jsonb;
begin
  select * into b from public.bookings where id = (p_request ->> 'bookingId')::uuid for update;
  if not found then
    return private.refusal('not_found');
  end if;
  if (p_request ->> 'expectedSequence')::integer <> b.ics_sequence then
    return private.refusal('changed_meanwhile', pg_catalog.jsonb_build_object('booking', private.booking_json(b.id)));
  end if;
  if p_request ? 'staffNote' and p_request ->> 'staffNote' <> b.staff_note then
    if p_request ->> 'wasStaffNote' <> b.staff_note then
      return private.refusal('changed_meanwhile', pg_catalog.jsonb_build_object('booking', private.booking_json(b.id), 'staffNote', b.staff_note));
    end if;
    update public.bookings set staff_note = p_request ->> 'staffNote' where id = b.id;
  end if;
  if not p_request ?| array['party', 'name', 'phone', 'email', 'answers', 'note'] then
    return pg_catalog.jsonb_build_object('ok', true, 'booking', private.booking_json(b.id));
  end if;
  outcome := public.edit_booking(p_request);
  if not (outcome ->> 'ok')::boolean then
    -- The note above must not be kept either: all or nothing.
    raise exception 'refused' using errcode = 'DBRFS', detail = outcome::text;
  end if;
  if p_request ? 'email' then
    update public.bookings set contact_email = lower(p_request ->> 'email') where id = b.id;
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'booking', private.booking_json(b.id));
exception when sqlstate 'DBRFS' then
  declare
    detail text;
  begin
    get stacked diagnostics detail = pg_exception_detail;
    return detail::jsonb;
  end;
end $$;
comment on function public.edit_at_desk(jsonb) is
  'Changes details of a booking at its time: what edit_booking takes, and {email, staffNote, wasStaffNote, expectedSequence}. The '
  'colleagues'' note can be changed in any state. → {ok, booking} or changed_meanwhile | not_possible | session_full | not_found. Service role only.';

create function public.change_bookings_at_desk(
  p_booking_ids uuid[], p_to public.booking_status, p_actor jsonb, p_reason text default '', p_notify boolean default true
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  locks bigint[];
  outcome jsonb;
begin
  -- Two colleagues who tick the same rows: bookings in order, then every queue in order, or the two would lock each other out.
  perform 1 from (
    select b.id from public.bookings as b where b.id = any (p_booking_ids) order by b.id for update) as locked;
  select pg_catalog.array_agg(distinct private.lock_key('staff', a.staff_id)) into locks
  from public.bookings as b join public.appointments as a on a.id = b.appointment_id where b.id = any (p_booking_ids);
  perform private.lock_in_order(coalesce(locks, '{}'));
  outcome := public.change_bookings_status(p_booking_ids, p_to, p_actor, p_reason);
  if (outcome ->> 'ok')::boolean and not p_notify then
    perform private.hush(p_booking_ids);
  end if;
  return outcome;
end $$;
comment on function public.change_bookings_at_desk(uuid[], public.booking_status, jsonb, text, boolean) is
  'Takes up to 60 bookings one step, each on its own merits: {ok, done: [id], refused: [{id, code}]}; p_notify false keeps it from the '
  'customers. Service role only.';

-- Saved views -------------------------------------------------------------------------------------------------------------

create table public.saved_views (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  user_id uuid not null default auth.uid(),
  name text not null check (length(btrim(name)) between 1 and 60),
  query text not null check (length(query) <= 1000),
  created_at timestamptz not null default now(),
  unique (business_id, user_id, name),
  foreign key (business_id, user_id) references public.members (business_id, user_id) on delete cascade
);
create index saved_views_member_idx on public.saved_views (user_id, business_id);
comment on table public.saved_views is 'Filters of the bookings list that a member has given a name; each member has their own.';
comment on column public.saved_views.query is 'The filter as the page''s address holds it, with its question mark.';

alter table public.saved_views enable row level security;
revoke all on public.saved_views from anon, authenticated;
grant all on public.saved_views to service_role;
grant select, insert, update (query), delete on public.saved_views to authenticated;
create policy "Members see their own views" on public.saved_views for select to authenticated
  using (user_id = (select auth.uid()) and business_id in (select private.my_businesses()));
create policy "Members save their own views" on public.saved_views for insert to authenticated
  with check (user_id = (select auth.uid()) and business_id in (select private.my_businesses()));
create policy "Members change their own views" on public.saved_views for update to authenticated
  using (user_id = (select auth.uid()) and business_id in (select private.my_businesses()))
  with check (user_id = (select auth.uid()) and business_id in (select private.my_businesses()));
create policy "Members remove their own views" on public.saved_views for delete to authenticated
  using (user_id = (select auth.uid()) and business_id in (select private.my_businesses()));

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where p.proname in ('forget_staff_notes', 'hush', 'announce_move', 'book_at_desk', 'take_resources', 'change_appointment',
      'move_seat', 'edit_at_desk', 'change_bookings_at_desk') and n.nspname in ('public', 'private')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

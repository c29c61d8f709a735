-- Several bookings at once: a series (the same thing week after week) and a visit (several services back to back).

create table public.series (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  every text not null check (every in ('week', 'month')),
  interval_count integer not null default 1 check (interval_count between 1 and 12),
  created_at timestamptz not null default now(),
  unique (id, business_id)
);
create index series_business_idx on public.series (business_id);
comment on table public.series is 'What repeats: its bookings carry its id. A monthly one keeps the weekday of the month.';

alter table public.bookings
  add column visit_id uuid,
  add column series_id uuid,
  add foreign key (series_id, business_id) references public.series (id, business_id);
create index bookings_visit_idx on public.bookings (visit_id) where visit_id is not null;
create index bookings_series_idx on public.bookings (series_id, business_id) where series_id is not null;
comment on column public.bookings.visit_id is 'Shared by the bookings of one visit (cut and colour); they are made, and told, together.';

alter table public.series enable row level security;
revoke all on public.series from anon, authenticated;
grant all on public.series to service_role;
grant select on public.series to authenticated;
create policy "Members see the series of their business" on public.series for select to authenticated
  using (business_id in (select private.my_businesses()));

create function private.tell_together(p_bookings uuid[]) returns void
language plpgsql set search_path = '' as $$
declare
  lead record;
begin
  -- One message for all of them per audience and kind: the first one's, which lists the others.
  for lead in
    select n.kind, n.audience, n.recipient, pg_catalog.array_agg(n.id order by a.starts_at) as ids,
      pg_catalog.array_agg(n.booking_id order by a.starts_at) as bookings
    from public.notifications as n
    join public.bookings as b on b.id = n.booking_id
    join public.appointments as a on a.id = b.appointment_id
    where n.booking_id = any (p_bookings) and n.status = 'queued' and n.created_at = pg_catalog.now()
    group by n.kind, n.audience, n.recipient
    having count(*) > 1
  loop
    update public.notifications as n
    set data = n.data || pg_catalog.jsonb_build_object('others', (
      select pg_catalog.jsonb_agg(private.booking_json(other) order by place)
      from pg_catalog.unnest(lead.bookings[2:]) with ordinality as t(other, place)))
    where n.id = lead.ids[1];
    delete from public.notifications where id = any (lead.ids[2:]);
  end loop;
end $$;
comment on function private.tell_together(uuid[]) is
  'Folds the messages that this transaction has written about several bookings into one that lists them all.';

create function private.bookings_together(p_booking_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_agg(private.booking_json(b.id) order by a.starts_at)
  from public.bookings as one
  join public.bookings as b on b.id = one.id
    or (one.visit_id is not null and b.visit_id = one.visit_id)
    or (one.series_id is not null and b.series_id = one.series_id)
  join public.appointments as a on a.id = b.appointment_id
  where one.id = p_booking_id
$$;
comment on function private.bookings_together(uuid) is 'A booking with those of its visit or series, by time.';

create function public.create_bookings(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  items jsonb := p_request -> 'items';
  business uuid := (p_request ->> 'businessId')::uuid;
  group_id uuid := (p_request #>> '{group,id}')::uuid;
  key text := p_request ->> 'idempotencyKey';
  known record;
  locks bigint[] := '{}';
  item jsonb;
  place integer;
  outcome jsonb;
  made uuid[] := '{}';
  people uuid[];
  svc public.services;
begin
  if pg_catalog.jsonb_array_length(items) not between 1 and 60 then
    return private.refusal('too_many_at_once');
  end if;
  if key is not null then
    select k.request_hash, k.booking_id into known
    from private.idempotency_keys as k where k.business_id = business and k.key = create_bookings.p_request ->> 'idempotencyKey';
    if found then
      if known.request_hash is distinct from p_request ->> 'requestHash' then
        return private.refusal('idempotency_mismatch');
      end if;
      return pg_catalog.jsonb_build_object('ok', true, 'replayed', true, 'bookings', private.bookings_together(known.booking_id));
    end if;
  end if;

  -- All queues at once and in order; the ones that create_booking takes again are held already.
  for item in select i from pg_catalog.jsonb_array_elements(items) as i loop
    select pg_catalog.array_agg(distinct member::uuid) into people
    from pg_catalog.jsonb_array_elements(item -> 'staff') as team, pg_catalog.jsonb_array_elements_text(team) as member;
    select * into svc from public.services as s where s.id = (item ->> 'serviceId')::uuid;
    locks := locks || private.place_locks(svc, people);
  end loop;
  perform private.lock_in_order(locks);

  if p_request #>> '{group,kind}' = 'series' then
    insert into public.series (id, business_id, every, interval_count)
    values (group_id, business, p_request #>> '{group,every}', (p_request #>> '{group,interval}')::integer);
  end if;
  for item, place in select i, n from pg_catalog.jsonb_array_elements(items) with ordinality as t(i, n) loop
    -- The key goes with the first one: a second request of the same key waits for it there.
    outcome := public.create_booking(
      item || case when place = 1 and key is not null
        then pg_catalog.jsonb_build_object('idempotencyKey', key, 'requestHash', p_request ->> 'requestHash')
        else '{}'::jsonb end);
    if not (outcome ->> 'ok')::boolean then
      raise exception 'refused' using errcode = 'DBRFS', detail = (outcome || pg_catalog.jsonb_build_object('item', place - 1))::text;
    end if;
    if (outcome ->> 'replayed')::boolean then
      return pg_catalog.jsonb_build_object('ok', true, 'replayed', true,
        'bookings', private.bookings_together((outcome #>> '{booking,id}')::uuid));
    end if;
    made := made || (outcome #>> '{booking,id}')::uuid;
  end loop;
  update public.bookings set
    visit_id = case when p_request #>> '{group,kind}' = 'visit' then group_id end,
    series_id = case when p_request #>> '{group,kind}' = 'series' then group_id end
  where id = any (made);
  perform private.tell_together(made);
  return pg_catalog.jsonb_build_object('ok', true, 'replayed', false, 'bookings', private.bookings_together(made[1]));
exception when sqlstate 'DBRFS' then
  declare
    detail text;
  begin
    get stacked diagnostics detail = pg_exception_detail;
    return detail::jsonb;
  end;
end $$;

comment on function public.create_bookings(jsonb) is
  'Makes a visit or a series, or nothing: {businessId, items: [what create_booking takes], group: {kind: visit | series, id, every, interval}, '
  'idempotencyKey, requestHash}. → {ok, replayed, bookings} or the refusal of the item that failed, with its index as item. Service role only.';

create function public.related_bookings(p_booking_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(private.bookings_together(p_booking_id), '[]')
$$;
comment on function public.related_bookings(uuid) is 'A booking with those of its visit or series, by time. Service role only.';

create function public.change_bookings_status(
  p_booking_ids uuid[], p_to public.booking_status, p_actor jsonb, p_reason text default ''
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  one uuid;
  outcome jsonb;
  done uuid[] := '{}';
  refused jsonb := '[]';
begin
  if pg_catalog.cardinality(p_booking_ids) not between 1 and 60 then
    return private.refusal('too_many_at_once');
  end if;
  for one in select id from pg_catalog.unnest(p_booking_ids) as id order by id loop
    outcome := public.change_booking_status(one, p_to, p_actor, p_reason);
    if (outcome ->> 'ok')::boolean then
      done := done || one;
    else
      refused := refused || pg_catalog.jsonb_build_object('id', one, 'code', outcome ->> 'code');
    end if;
  end loop;
  perform private.tell_together(done);
  return pg_catalog.jsonb_build_object('ok', true, 'done', pg_catalog.to_jsonb(done), 'refused', refused);
end $$;
comment on function public.change_bookings_status(uuid[], public.booking_status, jsonb, text) is
  'Takes several bookings one step, each on its own merits: those past their cut-off stay and are named. Service role only.';

create function public.move_bookings(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  item jsonb;
  place integer;
  outcome jsonb;
  moved uuid[] := '{}';
begin
  if pg_catalog.jsonb_array_length(p_request -> 'items') not between 1 and 60 then
    return private.refusal('too_many_at_once');
  end if;
  -- The caller sends them in the order in which each finds its new place free: a series that moves later, the last one first.
  for item, place in select i, n from pg_catalog.jsonb_array_elements(p_request -> 'items') with ordinality as t(i, n) loop
    outcome := public.move_booking(item || pg_catalog.jsonb_build_object('actor', p_request -> 'actor'));
    if not (outcome ->> 'ok')::boolean then
      raise exception 'refused' using errcode = 'DBRFS', detail = (outcome || pg_catalog.jsonb_build_object('item', place - 1))::text;
    end if;
    moved := moved || (item ->> 'bookingId')::uuid;
  end loop;
  perform private.tell_together(moved);
  return pg_catalog.jsonb_build_object('ok', true, 'bookings', private.bookings_together(moved[1]));
exception when sqlstate 'DBRFS' then
  declare
    detail text;
  begin
    get stacked diagnostics detail = pg_exception_detail;
    return detail::jsonb;
  end;
end $$;
comment on function public.move_bookings(jsonb) is
  'Moves several bookings or none: {actor, items: [what move_booking takes]}. Service role only.';

create function public.edit_booking(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b public.bookings;
  a public.appointments;
  seats integer;
  actor jsonb := p_request -> 'actor';
begin
  select * into b from public.bookings where id = (p_request ->> 'bookingId')::uuid for update;
  if not found then
    return private.refusal('not_found');
  end if;
  if b.status not in ('pending', 'confirmed') then
    return private.refusal('not_possible', pg_catalog.jsonb_build_object('status', b.status));
  end if;
  if p_request ? 'expectedUpdatedAt' and private.instant_text(b.updated_at) <> p_request ->> 'expectedUpdatedAt' then
    return private.refusal('changed_meanwhile', pg_catalog.jsonb_build_object('booking', private.booking_json(b.id)));
  end if;
  select * into a from public.appointments where id = b.appointment_id for update;
  seats := coalesce((p_request ->> 'party')::integer, b.party);
  if a.seats_taken - b.party + seats > a.capacity then
    return private.refusal('session_full', pg_catalog.jsonb_build_object('seatsLeft', a.capacity - a.seats_taken));
  end if;
  if seats <> b.party then
    update public.appointments set seats_taken = seats_taken - b.party + seats where id = a.id;
  end if;
  update public.bookings set
    party = seats,
    price_minor = case when b.price_minor is null then null else b.price_minor / b.party * seats end,
    contact_name = coalesce(p_request ->> 'name', contact_name),
    contact_phone = case when p_request ? 'phone' then p_request ->> 'phone' else contact_phone end,
    answers = coalesce(p_request -> 'answers', answers),
    note = coalesce(p_request ->> 'note', note),
    ics_sequence = ics_sequence + 1
  where id = b.id;
  -- Names and numbers are personal and stay out of a history that nobody can clear; that they changed is enough.
  perform private.record_event(b.id, 'edited', actor,
    pg_catalog.jsonb_build_object('party', b.party), pg_catalog.jsonb_build_object('party', seats));
  return pg_catalog.jsonb_build_object('ok', true, 'booking', private.booking_json(b.id));
end $$;
comment on function public.edit_booking(jsonb) is
  'Changes details of a booking at its time: {bookingId, actor, party?, name?, phone?, answers?, note?, expectedUpdatedAt?}. Service role only.';

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature, n.nspname as schema
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where p.proname in ('tell_together', 'create_bookings', 'bookings_together', 'related_bookings',
      'change_bookings_status', 'move_bookings', 'edit_booking') and n.nspname in ('public', 'private')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

-- What customers are told inside the app, whether they sign in or come by the link of a booking; and a browser that may be
-- knocked on because of one booking alone. Whoever has a booking's link learns nothing of other bookings by it.

alter table private.notices alter column user_id drop not null;
alter table private.notices add check (user_id is not null or (audience = 'customer' and booking_id is not null));
comment on table private.notices is
  'The bell: what a person is told inside the app; without user_id a customer who does not sign in, and reads it by the booking''s link. Kept for ninety days.';

alter table private.push_subscriptions
  alter column user_id drop not null,
  add column booking_id uuid references public.bookings (id) on delete cascade,
  drop constraint push_subscriptions_endpoint_key,
  add constraint push_subscriptions_whose_check check (pg_catalog.num_nonnulls(user_id, booking_id) = 1),
  add constraint push_subscriptions_once_key unique nulls not distinct (endpoint, user_id, booking_id);
create index push_subscriptions_booking_idx on private.push_subscriptions (booking_id) where booking_id is not null;
comment on table private.push_subscriptions is
  'Browsers that a person lets Daybook knock on, with their keys (RFC 8291): a signed-in person''s, or one for a single booking.';
comment on column private.push_subscriptions.booking_id is 'The booking whose link it was allowed from; nothing else is told there.';

alter table private.member_preferences add column email_all boolean not null default false;
comment on column private.member_preferences.email_all is 'Owners and managers: also by e-mail of their colleagues'' appointments.';

create function private.visit_of(p_booking uuid) returns setof uuid
language sql stable set search_path = '' as $$
  select p_booking
  union
  select part.id from public.bookings as known join public.bookings as part on part.visit_id = known.visit_id
  where known.id = p_booking
$$;
comment on function private.visit_of(uuid) is 'A booking, with the other parts of its visit.';

create or replace function private.tell_in_app(
  p_business uuid, p_user uuid, p_audience text, p_kind text, p_booking uuid, p_data jsonb, p_key text
) returns void
language plpgsql set search_path = '' as $$
declare
  own constant boolean := p_audience = 'customer' and exists (
    select 1 from public.booking_events as e where e.booking_id = p_booking and e.actor = 'customer' and e.at >= pg_catalog.now());
begin
  -- What customers have done themselves is no news to them; an account keeps it all the same, as read.
  if own and p_user is null then
    return;
  end if;
  insert into private.notices (business_id, user_id, audience, kind, booking_id, data, read_at)
  values (p_business, p_user, p_audience, p_kind, p_booking, p_data, case when own then pg_catalog.now() end);
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object(
    'business', p_business, 'kind', 'notice', 'user', p_user, 'booking', p_booking)::text);
  if own then
    return;
  end if;
  insert into public.notifications (
    business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, expires_at)
  select p_business, p_booking, p_kind, 'push', p_audience, s.id::text,
    case p_audience when 'customer' then b.locale else biz.locale end,
    case p_audience when 'customer' then b.time_zone else biz.time_zone end,
    p_data, pg_catalog.concat_ws(':', 'push', p_key, s.id), pg_catalog.now() + '1 day'::interval
  from (
    -- One knock for a browser, even where somebody signed in has allowed it for a booking before.
    select distinct on (one.endpoint) one.id
    from (
      select k.id, k.endpoint, k.user_id from private.push_subscriptions as k
      where k.user_id = p_user and (p_audience = 'customer' or p_kind = any (coalesce(
        (select m.push_kinds from private.member_preferences as m where m.business_id = p_business and m.user_id = p_user),
        array['booking.new', 'booking.moved', 'booking.cancelled'])))
      union all
      select k.id, k.endpoint, null from private.push_subscriptions as k
      where p_audience = 'customer' and k.booking_id in (select private.visit_of(p_booking))
    ) as one
    order by one.endpoint, one.user_id nulls last
  ) as s
  join public.businesses as biz on biz.id = p_business
  join public.bookings as b on b.id = p_booking
  on conflict (dedupe_key) do nothing;
end $$;
comment on function private.tell_in_app(uuid, uuid, text, text, uuid, jsonb, text) is
  'A notice for the bell, and a knock on the browsers that were allowed; p_user null = a customer who does not sign in, p_key tells '
  'repetitions apart. What a customer has just done is kept as read in an account, and not for one who does not sign in.';

create function private.email_of(p_user uuid) returns text
language sql stable security definer set search_path = '' as $$
  select u.email from auth.users as u where u.id = p_user
$$;
revoke execute on function private.email_of(uuid) from public, anon, authenticated;
grant execute on function private.email_of(uuid) to service_role;
comment on function private.email_of(uuid) is
  'The address that a person signs in with. Security definer: bookings also change through the API, and the service role does not read accounts.';

create or replace function private.enqueue(
  p_booking_id uuid, p_kind text, p_audience text, p_due_at timestamptz default null, p_extra jsonb default '{}'
) returns void
language plpgsql set search_path = '' as $$
declare
  b record;
  former record;
  facts jsonb;
  whom uuid;
begin
  select
    one.id, one.business_id, one.contact_name, one.contact_email, one.contact_phone, one.locale, one.time_zone, one.ics_sequence,
    one.status, a.starts_at, a.ends_at, s.name as service, c.user_id as customer_user,
    biz.name as business, biz.email as business_email, biz.locale as business_locale, biz.time_zone as business_zone,
    person.name as staff, person.email as staff_email, person.user_id as staff_user, person.time_zone as staff_zone
  into b
  from public.bookings as one
  join public.appointments as a on a.id = one.appointment_id
  join public.services as s on s.id = a.service_id
  join public.businesses as biz on biz.id = one.business_id
  join public.staff as person on person.id = a.staff_id
  left join public.customers as c on c.id = one.customer_id
  where one.id = p_booking_id;
  facts := pg_catalog.jsonb_build_object(
    'start', private.instant_text(b.starts_at), 'end', private.instant_text(b.ends_at),
    'sequence', b.ics_sequence, 'status', b.status, 'staffName', b.staff);
  if p_kind = 'booking.moved' then
    -- What else has changed stands in the history that this transaction has written.
    facts := facts || coalesce((
      select pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
        'previousStaff', e.before -> 'staff', 'previousService', e.before -> 'service', 'service', e.after -> 'service',
        'previousParty', e.before -> 'party'))
      from public.booking_events as e
      where e.booking_id = b.id and e.kind in ('moved', 'edited') and e.at >= pg_catalog.now()
      order by e.id desc limit 1), '{}');
  end if;
  facts := facts || p_extra;
  -- Who had it learns that it is gone. History knows people by name; of two namesakes neither is guessed at.
  select (pg_catalog.array_agg(p.id))[1] as id, (pg_catalog.array_agg(p.email))[1] as email, (pg_catalog.array_agg(p.user_id))[1] as user_id
  into former
  from public.staff as p
  where p_kind = 'booking.moved' and p_audience = 'staff' and facts ->> 'previousStaff' <> b.staff
    and p.business_id = b.business_id and p.archived_at is null and p.name = facts ->> 'previousStaff'
  having count(*) = 1;

  insert into public.notifications (
    business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, due_at)
  select
    b.business_id, b.id, p_kind, way.channel, p_audience, way.address,
    case p_audience when 'customer' then b.locale else b.business_locale end,
    case p_audience when 'customer' then b.time_zone else coalesce(b.staff_zone, b.business_zone) end,
    facts, pg_catalog.concat_ws(':', b.id, p_kind, way.channel, p_audience, b.ics_sequence, way.whose), coalesce(p_due_at, pg_catalog.now())
  from (
    select 'email'::public.channel as channel,
      case p_audience when 'customer' then b.contact_email else coalesce(b.staff_email, b.business_email) end as address, null::uuid as whose
    where p_audience = 'customer' or b.staff_user is null or p_kind = any (coalesce(
      (select m.email_kinds from private.member_preferences as m where m.business_id = b.business_id and m.user_id = b.staff_user),
      array[p_kind]))
    union all
    select 'sms', b.contact_phone, null
    from private.message_settings as s
    where p_audience = 'customer' and s.business_id = b.business_id
      and (p_kind = any (s.sms_kinds) or (b.contact_email is null and pg_catalog.cardinality(s.sms_kinds) > 0))
    union all
    select 'email', former.email, former.id
    where former.email is not null and former.email is distinct from b.staff_email and (former.user_id is null or p_kind = any (coalesce(
      (select m.email_kinds from private.member_preferences as m where m.business_id = b.business_id and m.user_id = former.user_id),
      array[p_kind])))
    union all
    select 'email', own.email, m.user_id
    from private.member_preferences as m
    join public.members as member on member.business_id = m.business_id and member.user_id = m.user_id and member.role <> 'staff'
    cross join lateral (select private.email_of(m.user_id) as email) as own
    where p_audience = 'staff' and m.business_id = b.business_id and m.email_all and p_kind = any (m.email_kinds)
      and m.user_id is distinct from b.staff_user and m.user_id is distinct from former.user_id
      and lower(own.email) is distinct from lower(coalesce(b.staff_email, b.business_email))
  ) as way
  where way.address is not null
  on conflict (dedupe_key) do nothing;

  facts := facts || pg_catalog.jsonb_build_object('who', b.contact_name, 'service', b.service);
  if p_audience = 'staff' then
    for whom in
      select m.user_id from public.members as m
      where m.business_id = b.business_id and (m.role <> 'staff' or m.user_id in (b.staff_user, former.user_id))
    loop
      perform private.tell_in_app(b.business_id, whom, 'staff', p_kind, b.id, facts, pg_catalog.concat_ws(':', b.id, p_kind, b.ics_sequence, whom));
    end loop;
  elsif p_kind in ('booking.confirmed', 'booking.declined', 'booking.expired', 'booking.moved', 'booking.cancelled') then
    perform private.tell_in_app(b.business_id, b.customer_user, 'customer', p_kind, b.id,
      facts || pg_catalog.jsonb_build_object('business', b.business),
      pg_catalog.concat_ws(':', b.id, p_kind, b.ics_sequence, coalesce(b.customer_user::text, 'guest')));
  end if;

  if p_audience = 'customer' then
    if p_kind = 'booking.moved' then
      perform private.drop_queued(b.id);
    end if;
    if p_kind in ('booking.confirmed', 'booking.moved') then
      perform private.schedule_reminders(b.id);
    elsif p_kind in ('booking.cancelled', 'booking.declined', 'booking.expired') then
      perform private.drop_queued(b.id);
    end if;
  end if;
end $$;
comment on function private.enqueue(uuid, text, text, timestamptz, jsonb) is
  'Tells of a booking, with the times as they are now: one row of the outbox per way to reach the audience, a notice for the bell, and '
  'what the reminder rules ask for. Nobody to write to = nothing written.';

-- A person who proves an address has what was told to it before they signed in.
create function private.adopt_notices() returns trigger
language plpgsql set search_path = '' as $$
begin
  update private.notices as x set user_id = new.user_id
  where x.user_id is null and x.booking_id in (select b.id from public.bookings as b where b.customer_id = new.id);
  return null;
end $$;
comment on function private.adopt_notices() is 'Gives a customer who signs in the notices of their bookings.';
create trigger customers_adopt_notices after update of user_id on public.customers
  for each row when (old.user_id is null and new.user_id is not null) execute function private.adopt_notices();

-- By the link of a booking -----------------------------------------------------------------------------------------------

create function private.notice_json(x private.notices) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'id', x.id, 'kind', x.kind, 'bookingId', x.booking_id, 'data', x.data, 'at', private.instant_text(x.created_at),
    'read', x.read_at is not null,
    'business', pg_catalog.jsonb_build_object('name', biz.name, 'slug', biz.slug, 'timeZone', biz.time_zone),
    'zone', (select b.time_zone from public.bookings as b where b.id = x.booking_id))
  from public.businesses as biz where biz.id = x.business_id
$$;
comment on function private.notice_json(private.notices) is 'A notice as the bells show it.';

create function public.booking_notices(p_booking uuid) returns jsonb
language sql stable set search_path = '' as $$
  with told as (
    select x as x from private.notices as x
    where x.audience = 'customer' and x.booking_id in (select private.visit_of(p_booking))
    order by x.id desc limit 50)
  select pg_catalog.jsonb_build_object(
    'unread', count(*) filter (where (t.x).read_at is null),
    'notices', coalesce(pg_catalog.jsonb_agg(private.notice_json(t.x) order by (t.x).id desc), '[]'))
  from told as t
$$;
comment on function public.booking_notices(uuid) is
  'What has been told of a booking and its visit, for whoever has its link (which the server has checked). → {unread, notices}. Service role only.';

create function public.read_booking_notices(p_booking uuid, p_ids bigint[] default null) returns integer
language plpgsql set search_path = '' as $$
declare
  done integer;
begin
  update private.notices as x set read_at = pg_catalog.now()
  where x.audience = 'customer' and x.read_at is null and x.booking_id in (select private.visit_of(p_booking))
    and (p_ids is null or x.id = any (p_ids));
  get diagnostics done = row_count;
  if done > 0 then
    perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object(
      'business', b.business_id, 'kind', 'notice', 'user', c.user_id, 'booking', b.id)::text)
    from public.bookings as b left join public.customers as c on c.id = b.customer_id where b.id = p_booking;
  end if;
  return done;
end $$;
comment on function public.read_booking_notices(uuid, bigint[]) is
  'Marks what has been told of a booking as read, all of it without p_ids. Returns how many. Service role only.';

create or replace function public.read_notices(p_user uuid, p_business uuid, p_ids bigint[] default null) returns integer
language plpgsql set search_path = '' as $$
declare
  theirs uuid;
  done integer := 0;
begin
  for theirs in
    with marked as (
      update private.notices as x set read_at = pg_catalog.now()
      where x.user_id = p_user and x.read_at is null and (p_ids is null or x.id = any (p_ids))
        and case when p_business is null then x.audience = 'customer' else x.business_id = p_business and x.audience = 'staff' end
      returning x.business_id)
    select m.business_id from marked as m
  loop
    done := done + 1;
    -- Equal payloads of one transaction are sent once.
    perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object('business', theirs, 'kind', 'notice', 'user', p_user)::text);
  end loop;
  return done;
end $$;

create or replace function public.save_push_subscription(p_user uuid, p_subscription jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  -- A browser that changes hands belongs to whoever signed in last.
  delete from private.push_subscriptions as s
  where s.endpoint = p_subscription ->> 'endpoint' and s.user_id is not null and s.user_id <> p_user;
  if (select count(*) from private.push_subscriptions as s where s.user_id = p_user) >= 20 then
    delete from private.push_subscriptions where id = (
      select s.id from private.push_subscriptions as s where s.user_id = p_user order by s.created_at limit 1);
  end if;
  insert into private.push_subscriptions as s (user_id, endpoint, p256dh, auth, device)
  values (p_user, p_subscription ->> 'endpoint', p_subscription #>> '{keys,p256dh}', p_subscription #>> '{keys,auth}',
    coalesce(pg_catalog.left(p_subscription ->> 'device', 120), ''))
  on conflict (endpoint, user_id, booking_id) do update set p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;

create function public.save_booking_push(p_booking uuid, p_subscription jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if (select count(*) from private.push_subscriptions as s where s.booking_id = p_booking) >= 10 then
    delete from private.push_subscriptions where id = (
      select s.id from private.push_subscriptions as s where s.booking_id = p_booking order by s.created_at limit 1);
  end if;
  insert into private.push_subscriptions as s (booking_id, endpoint, p256dh, auth, device)
  values (p_booking, p_subscription ->> 'endpoint', p_subscription #>> '{keys,p256dh}', p_subscription #>> '{keys,auth}',
    coalesce(pg_catalog.left(p_subscription ->> 'device', 120), ''))
  on conflict (endpoint, user_id, booking_id) do update set p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.save_booking_push(uuid, jsonb) is
  'Remembers a browser {endpoint, keys: {p256dh, auth}, device} for what happens to one booking, at most ten. Service role only.';

create function public.remove_booking_push(p_booking uuid, p_endpoint text) returns jsonb
language sql set search_path = '' as $$
  delete from private.push_subscriptions where booking_id = p_booking and endpoint = p_endpoint;
  select pg_catalog.jsonb_build_object('ok', true)
$$;
comment on function public.remove_booking_push(uuid, text) is 'Forgets a browser of a booking. Service role only.';

create function public.is_push_known(p_endpoint text, p_user uuid default null, p_booking uuid default null) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select 1 from private.push_subscriptions as s
    where s.endpoint = p_endpoint and (s.user_id = p_user or s.booking_id = p_booking))
$$;
comment on function public.is_push_known(text, uuid, uuid) is 'Whether a browser is knocked on for a person, or for a booking. Service role only.';

-- Whoever goes takes their browsers along --------------------------------------------------------------------------------

create or replace function private.erase_messages(p_business uuid, p_bookings uuid[], p_entries uuid[]) returns void
language sql set search_path = '' as $$
  update public.notifications as n set
    -- One that is being sent is lost to its dispatcher, whose report is then refused: it is not sent again.
    status = case when n.status in ('queued', 'sending') then 'dropped'::public.notification_status else n.status end,
    locked_by = null, locked_until = null,
    recipient = case n.audience when 'customer' then 'erased' else n.recipient end,
    data = private.impersonal(n.data) || case when n.data ? 'others' then pg_catalog.jsonb_build_object('others', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', other -> 'id')), '[]')
      from pg_catalog.jsonb_array_elements(n.data -> 'others') as other)) else '{}'::jsonb end,
    last_error = null, delivery_error = null, content = null
  where n.business_id = p_business and (
    n.booking_id = any (p_bookings)
    or (n.booking_id is null and n.data #>> '{entry,id}' = any (p_entries::text[])));
  delete from private.notices as x where x.business_id = p_business and x.booking_id = any (p_bookings);
  delete from private.push_subscriptions as s where s.booking_id = any (p_bookings)
$$;

create or replace function public.forget_messages() returns integer
language plpgsql set search_path = '' as $$
declare
  gone integer;
begin
  delete from public.notifications as n
  using public.businesses as b left join private.message_settings as s on s.business_id = b.id
  where b.id = n.business_id and n.status in ('sent', 'dead', 'dropped')
    and n.created_at < pg_catalog.now() - pg_catalog.make_interval(days => coalesce(s.keep_days, 400))
    and n.due_at < pg_catalog.now() - pg_catalog.make_interval(days => coalesce(s.keep_days, 400));
  get diagnostics gone = row_count;
  delete from private.provider_callbacks where at < pg_catalog.now() - '31 days'::interval;
  delete from private.notices where created_at < pg_catalog.now() - '90 days'::interval;
  delete from private.push_subscriptions as k using public.bookings as b join public.appointments as a on a.id = b.appointment_id
  where b.id = k.booking_id and a.ends_at < pg_catalog.now() - '30 days'::interval;
  return gone;
end $$;
comment on function public.forget_messages() is
  'Deletes messages past their business''s keeping time, old callbacks and notices, and browsers of bookings long over. Service role only.';

-- Members ----------------------------------------------------------------------------------------------------------------

create or replace function public.member_preferences_of(p_business uuid, p_user uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'emailKinds', coalesce(pg_catalog.to_jsonb(m.email_kinds), '["booking.new", "booking.moved", "booking.cancelled"]'),
    'emailAll', coalesce(m.email_all, false),
    'pushKinds', coalesce(pg_catalog.to_jsonb(m.push_kinds), '["booking.new", "booking.moved", "booking.cancelled"]'),
    'agendaMin', m.agenda_min,
    'devices', (select count(*) from private.push_subscriptions as s where s.user_id = p_user))
  from (select 1) as one left join private.member_preferences as m on m.business_id = p_business and m.user_id = p_user
$$;

create or replace function public.save_member_preferences(p_business uuid, p_user uuid, p_wanted jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if not private.has_role(p_business, p_user, 'staff') then
    return private.refusal('forbidden');
  end if;
  insert into private.member_preferences (business_id, user_id, email_kinds, email_all, push_kinds, agenda_min)
  values (
    p_business, p_user, array(select pg_catalog.jsonb_array_elements_text(p_wanted -> 'emailKinds')),
    coalesce((p_wanted ->> 'emailAll')::boolean, false),
    array(select pg_catalog.jsonb_array_elements_text(p_wanted -> 'pushKinds')), (p_wanted ->> 'agendaMin')::integer)
  on conflict (business_id, user_id) do update set
    email_kinds = excluded.email_kinds, email_all = excluded.email_all, push_kinds = excluded.push_kinds,
    agenda_min = excluded.agenda_min, updated_at = pg_catalog.now();
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.save_member_preferences(uuid, uuid, jsonb) is
  'Saves {emailKinds, emailAll, pushKinds, agendaMin}. → {ok} or forbidden. Service role only.';

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private') and p.proname in (
      'adopt_notices', 'visit_of', 'notice_json', 'booking_notices', 'read_booking_notices', 'save_booking_push', 'remove_booking_push',
      'is_push_known')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

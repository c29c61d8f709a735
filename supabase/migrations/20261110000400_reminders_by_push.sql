-- Reminders that knock on the browsers which a customer has allowed. Who has allowed none by then, or wants none there,
-- gets them as their preferences say instead: by e-mail, else by text message where the business writes those.

alter table private.reminder_rules
  drop constraint reminder_rules_channel_check,
  add constraint reminder_rules_channel_check check (channel in ('email', 'sms') or (channel = 'push' and kind = 'reminder'));

alter table private.customer_preferences add column reminder_push boolean not null default true;
comment on column private.customer_preferences.reminder_push is 'Reminders in the browsers that they have allowed; without any, or refused there, the other ways count.';

create or replace function private.customer_wants(p_customer uuid, p_topic text, p_channel public.channel) returns boolean
language sql stable set search_path = '' as $$
  -- Records that were merged count together: a no on either is a no.
  select case p_topic
    when 'reminder' then coalesce(pg_catalog.bool_and(
      case p_channel when 'sms' then p.reminder_sms when 'push' then p.reminder_push else p.reminder_email end), true)
    else coalesce(pg_catalog.bool_and(case p_channel when 'sms' then p.news_sms else p.news_email end), false) end
  from private.customer_preferences as p
  join public.customers as c on c.id = p.customer_id
  where p.customer_id = p_customer or c.merged_into = p_customer
$$;

create function private.browsers_of(p_booking uuid) returns setof uuid
language sql stable set search_path = '' as $$
  -- One knock for a browser, even where somebody signed in has allowed it for a booking before.
  select distinct on (k.endpoint) k.id
  from private.push_subscriptions as k
  where k.booking_id in (select private.visit_of(p_booking))
    or k.user_id = (
      select c.user_id from public.bookings as b join public.customers as c on c.id = b.customer_id where b.id = p_booking)
  order by k.endpoint, k.user_id nulls last
$$;
comment on function private.browsers_of(uuid) is
  'The browsers that may be knocked on about a booking: those allowed by its link, and those of its customer''s account.';

create function private.instead_of_push(n public.notifications) returns table (channel public.channel, address text)
language sql stable set search_path = '' as $$
  select way.channel, way.address
  from public.bookings as b
  cross join lateral (values
    (1, 'email'::public.channel, b.contact_email),
    (2, 'sms'::public.channel, case
      when exists (
        select 1 from private.message_settings as s where s.business_id = b.business_id and pg_catalog.cardinality(s.sms_kinds) > 0
      ) or exists (
        select 1 from private.reminder_rules as r where r.business_id = b.business_id and r.channel = 'sms' and r.active
      ) then b.contact_phone end)
  ) as way(place, channel, address)
  where b.id = n.booking_id and way.address is not null
    and private.customer_wants(b.customer_id, 'reminder', way.channel)
    and not exists (select 1 from private.suppressions as s where s.channel = way.channel and s.address = lower(way.address))
    -- The business reminds at that hour by another way already.
    and not exists (
      select 1 from public.notifications as twin
      where twin.booking_id = n.booking_id and twin.kind = n.kind and twin.channel in ('email', 'sms') and twin.id <> n.id
        and twin.status in ('queued', 'sending', 'sent') and twin.data ->> 'start' = n.data ->> 'start'
        and pg_catalog.abs(extract(epoch from twin.due_at - n.due_at)) < 900
        and private.customer_wants(b.customer_id, 'reminder', twin.channel))
  order by way.place limit 1
$$;
comment on function private.instead_of_push(public.notifications) is
  'How a reminder reaches a customer whose browsers it cannot reach: by e-mail, else by text message where the business writes any; no row '
  '= not at all (nothing wanted or known, or reminded at that hour by another way).';

create function private.reach_browsers() returns void
language plpgsql set search_path = '' as $$
declare
  n public.notifications;
  whose uuid;
  wanted boolean;
  browsers uuid[];
  other record;
begin
  for n in
    select due.* from public.notifications as due
    where due.channel = 'push' and due.status = 'queued' and due.due_at <= pg_catalog.now() and due.recipient = 'browsers'
    order by due.due_at, due.id limit 500 for update skip locked
  loop
    select b.customer_id into whose from public.bookings as b where b.id = n.booking_id;
    wanted := private.customer_wants(whose, 'reminder', 'push');
    browsers := case when wanted then array(select private.browsers_of(n.booking_id)) else '{}' end;
    if pg_catalog.cardinality(browsers) > 0 then
      update public.notifications set recipient = browsers[1]::text where id = n.id;
      insert into public.notifications (
        business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, due_at, expires_at, rule_id)
      select n.business_id, n.booking_id, n.kind, n.channel, n.audience, further.id::text, n.locale, n.time_zone, n.data,
        pg_catalog.concat_ws(':', n.dedupe_key, further.id), n.due_at, n.expires_at, n.rule_id
      from pg_catalog.unnest(browsers[2:]) as further(id)
      -- Moved there and back, as in private.schedule_reminders.
      on conflict (dedupe_key) do update set status = 'queued', due_at = excluded.due_at, data = excluded.data, last_error = null
      where public.notifications.status = 'dropped';
      continue;
    end if;
    select * into other from private.instead_of_push(n);
    if found then
      update public.notifications set channel = other.channel, recipient = other.address where id = n.id;
    else
      update public.notifications
      set status = 'dropped', last_error = case when wanted then 'no_browser' else 'not_wanted' end where id = n.id;
    end if;
  end loop;
end $$;
comment on function private.reach_browsers() is
  'Gives the reminders by push that are due their browsers, one message for each, or another way. Asked when they are due, because '
  'browsers come and go until then.';

create function private.remind_otherwise() returns trigger
language plpgsql set search_path = '' as $$
begin
  insert into public.notifications (
    business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, expires_at, rule_id, resend_of)
  select new.business_id, new.booking_id, new.kind, other.channel, new.audience, other.address, new.locale, new.time_zone, new.data,
    pg_catalog.concat_ws(':', new.booking_id, 'reminder', new.rule_id, new.data ->> 'start', 'instead'), new.expires_at, new.rule_id, new.id
  from private.instead_of_push(new) as other
  where new.expires_at > pg_catalog.now() and not exists (
    select 1 from public.notifications as beside
    where beside.booking_id = new.booking_id and beside.rule_id = new.rule_id and beside.id <> new.id
      and beside.data ->> 'start' = new.data ->> 'start' and beside.status in ('queued', 'sending', 'sent'))
  on conflict (dedupe_key) do nothing;
  return null;
end $$;
comment on function private.remind_otherwise() is
  'A reminder whose browser has left or refuses it, with no other browser that has it, goes another way.';
create trigger notifications_remind_otherwise after update of status on public.notifications
  for each row when (
    new.channel = 'push' and new.rule_id is not null and old.status = 'sending'
    and (new.status = 'dead' or (new.status = 'dropped' and new.last_error = 'gone')))
  execute function private.remind_otherwise();

create or replace function private.schedule_reminders(p_booking_id uuid) returns void
language plpgsql set search_path = '' set plan_cache_mode = force_generic_plan as $$
begin
  insert into public.notifications (
    business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, due_at, expires_at, rule_id)
  select
    b.business_id, b.id, 'booking.' || r.kind, r.channel, 'customer', whom.address, b.locale, b.time_zone,
    pg_catalog.jsonb_build_object(
      'start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at),
      'sequence', b.ics_sequence, 'status', b.status, 'staffName', person.name),
    pg_catalog.concat_ws(':', b.id, r.kind, r.id, extract(epoch from a.starts_at)::bigint),
    timely.due, case r.kind when 'reminder' then a.starts_at else timely.due + '3 days'::interval end, r.id
  from public.bookings as b
  join public.appointments as a on a.id = b.appointment_id
  join public.staff as person on person.id = a.staff_id
  join private.reminder_rules as r on r.business_id = b.business_id and r.active and (
    r.service_id = a.service_id or (r.service_id is null and not exists (
      select 1 from private.reminder_rules as own
      where own.business_id = b.business_id and own.service_id = a.service_id and own.kind = r.kind)))
  left join private.message_settings as s on s.business_id = b.business_id
  cross join lateral (
    -- Which browsers is asked when it is due (private.reach_browsers).
    select case r.channel when 'sms' then b.contact_phone when 'push' then 'browsers' else b.contact_email end as address,
      case r.kind when 'reminder' then a.starts_at - pg_catalog.make_interval(mins => r.minutes)
        else a.ends_at + pg_catalog.make_interval(mins => r.minutes) end as due
  ) as whom
  cross join lateral (
    select private.out_of_quiet(whom.due, b.time_zone, coalesce(s.quiet_from_min, 1260), coalesce(s.quiet_to_min, 480),
      case r.kind when 'reminder' then a.starts_at end) as due
  ) as timely
  where b.id = p_booking_id and b.status = 'confirmed' and whom.address is not null
    and whom.due > pg_catalog.now() and timely.due > pg_catalog.now()
  on conflict (dedupe_key) do update set
    status = 'queued', due_at = excluded.due_at, data = excluded.data, channel = excluded.channel, recipient = excluded.recipient,
    last_error = null
  -- Moved there and back: what was dropped is wanted again; what was sent is not sent twice.
  where public.notifications.status = 'dropped';
end $$;

create or replace function public.claim_notifications(
  p_worker text, p_channel public.channel, p_limit integer default 50, p_lease_seconds integer default 120
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  breaker private.channel_breakers;
  wanted integer := least(greatest(p_limit, 1), 200);
  lease constant interval := pg_catalog.make_interval(secs => least(greatest(p_lease_seconds, 1), 600));
  claimed jsonb;
begin
  if p_channel = 'push' then
    -- Also while the channel rests: what goes another way need not wait for it.
    perform private.reach_browsers();
  end if;
  select * into breaker from private.channel_breakers where channel = p_channel;
  if breaker.open_until > pg_catalog.now() then
    return '[]';
  end if;
  if breaker.open_until is not null then
    -- One message tries whether the provider is back; whoever else asks meanwhile gets nothing.
    update private.channel_breakers set open_until = pg_catalog.now() + lease, probing = true
    where channel = p_channel and open_until = breaker.open_until;
    if not found then
      return '[]';
    end if;
    wanted := 1;
  end if;
  with due as (
    select n.id, n.status = 'sending' as left_behind from public.notifications as n
    where n.channel = p_channel and n.status in ('queued', 'sending') and n.due_at <= pg_catalog.now()
      and (n.status = 'queued' or n.locked_until < pg_catalog.now())
      -- One that came due in this very moment has no browser yet; it gets one with the next claim.
      and (p_channel <> 'push' or n.recipient <> 'browsers')
    order by n.due_at, n.id
    limit wanted
    for update skip locked
  ), taken as (
    update public.notifications as n
    set status = 'sending', locked_by = p_worker, locked_until = pg_catalog.now() + lease,
      attempts = n.attempts + 1, crashes = n.crashes + due.left_behind::integer
    from due where n.id = due.id
    returning n as n, n.*
  )
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', t.id, 'kind', t.kind, 'channel', t.channel, 'audience', t.audience, 'recipient', t.recipient,
    'locale', t.locale, 'timeZone', t.time_zone, 'data', t.data, 'attempt', t.attempts, 'crashes', t.crashes,
    'createdAt', private.instant_text(t.created_at), 'dueAt', private.instant_text(t.due_at),
    'booking', case when t.booking_id is not null then private.booking_json(t.booking_id) end,
    'customerId', case when t.booking_id is not null then (select b.customer_id from public.bookings as b where b.id = t.booking_id) end,
    'gate', private.message_gate(t.n),
    'template', (
      select m.content from private.message_templates as m
      where m.business_id = t.business_id and m.kind = t.kind and m.audience = t.audience and m.channel = t.channel
        and m.active
        -- Whom we do not speak the language of, we write to in English.
        and m.language = case when lower(pg_catalog.split_part(t.locale, '-', 1)) in ('de', 'fr', 'es', 'ar')
          then lower(pg_catalog.split_part(t.locale, '-', 1)) else 'en' end),
    'subscription', case when t.channel = 'push' then (
      select pg_catalog.jsonb_build_object('endpoint', s.endpoint, 'keys', pg_catalog.jsonb_build_object('p256dh', s.p256dh, 'auth', s.auth))
      from private.push_subscriptions as s where s.id::text = t.recipient) end,
    'businessId', t.business_id) order by t.due_at, t.id), '[]')
  into claimed from taken as t;
  if breaker.open_until is not null and claimed = '[]' then
    -- Nothing to try with: whoever comes next may.
    update private.channel_breakers set open_until = pg_catalog.now(), probing = false where channel = p_channel;
  end if;
  return claimed;
end $$;

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = 'private' and p.proname in ('browsers_of', 'instead_of_push', 'reach_browsers', 'remind_otherwise')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

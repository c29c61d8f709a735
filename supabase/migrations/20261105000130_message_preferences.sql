-- Who wants to hear what: customers by a link, members in the dashboard; and the day's agenda for who asked for it.

create function public.customer_preferences_of(p_customer uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce((
    select pg_catalog.jsonb_build_object(
      'ok', true, 'customerId', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone, 'locale', c.locale,
      'reminderEmail', private.customer_wants(c.id, 'reminder', 'email'), 'reminderSms', private.customer_wants(c.id, 'reminder', 'sms'),
      'newsEmail', private.customer_wants(c.id, 'news', 'email'), 'newsSms', private.customer_wants(c.id, 'news', 'sms'),
      'stopped', exists (select 1 from private.suppressions as s where s.channel = 'sms' and s.address = c.phone and s.reason = 'stopped'),
      'business', pg_catalog.jsonb_build_object(
        'id', biz.id, 'slug', biz.slug, 'name', biz.name, 'brandColor', biz.brand_color, 'locale', biz.locale, 'country', biz.country))
    from public.customers as asked
    join public.customers as c on c.id = coalesce(asked.merged_into, asked.id)
    join public.businesses as biz on biz.id = c.business_id
    where asked.id = p_customer and c.erased_at is null
  ), private.refusal('not_found'))
$$;
comment on function public.customer_preferences_of(uuid) is
  'What a customer wants to hear, for the page behind their link (which the server has checked). → {ok, …} or not_found. Service role only.';

create function public.save_customer_preferences(p_customer uuid, p_wanted jsonb, p_source text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  c public.customers;
  news boolean := (p_wanted ->> 'newsEmail')::boolean or (p_wanted ->> 'newsSms')::boolean;
begin
  select keeper.* into c from public.customers as asked join public.customers as keeper on keeper.id = coalesce(asked.merged_into, asked.id)
  where asked.id = p_customer and keeper.erased_at is null;
  if not found then
    return private.refusal('not_found');
  end if;
  -- What they say now holds for every record that was merged into theirs.
  delete from private.customer_preferences as p using public.customers as old where p.customer_id = old.id and old.merged_into = c.id;
  insert into private.customer_preferences as p (
    customer_id, business_id, reminder_email, reminder_sms, news_email, news_sms, consent_at, consent_source)
  values (
    c.id, c.business_id, coalesce((p_wanted ->> 'reminderEmail')::boolean, true), coalesce((p_wanted ->> 'reminderSms')::boolean, true),
    coalesce((p_wanted ->> 'newsEmail')::boolean, false), coalesce((p_wanted ->> 'newsSms')::boolean, false),
    case when news then pg_catalog.now() end, case when news then p_source else '' end)
  on conflict (customer_id) do update set
    reminder_email = excluded.reminder_email, reminder_sms = excluded.reminder_sms, news_email = excluded.news_email, news_sms = excluded.news_sms,
    consent_at = case when news then case when p.news_email or p.news_sms then p.consent_at else excluded.consent_at end end,
    consent_source = case when news then case when p.news_email or p.news_sms then p.consent_source else p_source end else '' end,
    updated_at = pg_catalog.now();
  return public.customer_preferences_of(c.id);
end $$;
comment on function public.save_customer_preferences(uuid, jsonb, text) is
  'Saves {reminderEmail, reminderSms, newsEmail, newsSms}, with when and where consent was given. → as customer_preferences_of. Service role only.';

create function public.unsubscribe_customer(p_customer uuid, p_topic text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  now_is jsonb := public.customer_preferences_of(p_customer);
begin
  if not (now_is ->> 'ok')::boolean then
    return now_is;
  end if;
  return public.save_customer_preferences(p_customer,
    now_is || case p_topic when 'reminder' then '{"reminderEmail": false}'::jsonb else '{"newsEmail": false}'::jsonb end, 'unsubscribe');
end $$;
comment on function public.unsubscribe_customer(uuid, text) is 'One click (RFC 8058): no more e-mail of a topic (reminder | news). Service role only.';

create function public.member_preferences_of(p_business uuid, p_user uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'emailKinds', coalesce(pg_catalog.to_jsonb(m.email_kinds), '["booking.new", "booking.moved", "booking.cancelled"]'),
    'pushKinds', coalesce(pg_catalog.to_jsonb(m.push_kinds), '["booking.new", "booking.moved", "booking.cancelled"]'),
    'agendaMin', m.agenda_min,
    'devices', (select count(*) from private.push_subscriptions as s where s.user_id = p_user))
  from (select 1) as one left join private.member_preferences as m on m.business_id = p_business and m.user_id = p_user
$$;
comment on function public.member_preferences_of(uuid, uuid) is 'What a member hears of a business, and how. Service role only.';

create function public.save_member_preferences(p_business uuid, p_user uuid, p_wanted jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if not private.has_role(p_business, p_user, 'staff') then
    return private.refusal('forbidden');
  end if;
  insert into private.member_preferences (business_id, user_id, email_kinds, push_kinds, agenda_min)
  values (
    p_business, p_user, array(select pg_catalog.jsonb_array_elements_text(p_wanted -> 'emailKinds')),
    array(select pg_catalog.jsonb_array_elements_text(p_wanted -> 'pushKinds')), (p_wanted ->> 'agendaMin')::integer)
  on conflict (business_id, user_id) do update set
    email_kinds = excluded.email_kinds, push_kinds = excluded.push_kinds, agenda_min = excluded.agenda_min, updated_at = pg_catalog.now();
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.save_member_preferences(uuid, uuid, jsonb) is
  'Saves {emailKinds, pushKinds, agendaMin}. → {ok} or forbidden. Service role only.';

create function public.enqueue_agendas() returns integer
language plpgsql set search_path = '' as $$
declare
  m record;
  written integer := 0;
begin
  for m in
    select p.business_id, p.user_id, u.email, member.role, member.name, person.id as staff_id, biz.name as business, biz.slug, biz.locale,
      biz.country, biz.brand_color, zone.name as zone, (pg_catalog.now() at time zone zone.name)::date as today
    from private.member_preferences as p
    join public.members as member on member.business_id = p.business_id and member.user_id = p.user_id
    join public.businesses as biz on biz.id = p.business_id and biz.archived_at is null
    join auth.users as u on u.id = p.user_id
    left join public.staff as person on person.business_id = p.business_id and person.user_id = p.user_id and person.archived_at is null
    cross join lateral (select coalesce(person.time_zone, biz.time_zone) as name) as zone
    cross join lateral (
      select extract(hour from local.at)::integer * 60 + extract(minute from local.at)::integer as minute, local.at::date as day
      from (select pg_catalog.now() at time zone zone.name as at) as local
    ) as clock
    where p.agenda_min is not null and u.email is not null and p.agenda_sent_on is distinct from clock.day
      -- One that an outage has held up for hours is old news.
      and clock.minute between p.agenda_min and p.agenda_min + 179
    for update of p skip locked
  loop
    update private.member_preferences set agenda_sent_on = m.today where business_id = m.business_id and user_id = m.user_id;
    insert into public.notifications (business_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, expires_at)
    select m.business_id, 'agenda.day', 'email', 'staff', m.email, m.locale, m.zone,
      pg_catalog.jsonb_build_object(
        'name', m.name, 'date', m.today,
        'business', pg_catalog.jsonb_build_object('name', m.business, 'slug', m.slug, 'country', m.country, 'brandColor', m.brand_color),
        'items', coalesce((
          select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
            'start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at), 'service', s.name, 'staff', who.name,
            'customers', (
              select pg_catalog.jsonb_agg(b.contact_name order by b.created_at) from public.bookings as b
              where b.appointment_id = a.id and b.status in ('pending', 'confirmed'))) order by a.starts_at)
          from public.appointments as a
          join public.services as s on s.id = a.service_id
          join public.staff as who on who.id = a.staff_id
          where a.business_id = m.business_id and a.active and a.assists is null
            and (m.role <> 'staff' or a.staff_id = m.staff_id)
            and a.starts_at >= m.today::timestamp at time zone m.zone and a.starts_at < (m.today + 1)::timestamp at time zone m.zone
            and exists (select 1 from public.bookings as b where b.appointment_id = a.id and b.status in ('pending', 'confirmed'))), '[]')),
      pg_catalog.concat_ws(':', 'agenda', m.business_id, m.user_id, m.today), pg_catalog.now() + '6 hours'::interval
    on conflict (dedupe_key) do nothing;
    written := written + 1;
  end loop;
  return written;
end $$;
comment on function public.enqueue_agendas() is
  'Writes the agenda of the day to whoever wants it now; owners and managers get the whole business, staff their own day. Returns how many. Service role only.';

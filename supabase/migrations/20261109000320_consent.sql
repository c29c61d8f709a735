-- Whether a business asks for consent to news on its booking form, and what was agreed to: when, where, in which words.

alter table private.message_settings add column ask_news boolean not null default false;
comment on column private.message_settings.ask_news is 'The booking form asks, unticked, whether the customer wants news; without it nobody is asked there.';

alter table private.customer_preferences add column consent_text text not null default '' check (length(consent_text) <= 500);
comment on column private.customer_preferences.consent_text is 'The sentence that the customer agreed to, as it was shown.';

create function public.asks_for_news(p_business uuid) returns boolean
language sql stable set search_path = '' as $$
  select coalesce((select s.ask_news from private.message_settings as s where s.business_id = p_business), false)
$$;
comment on function public.asks_for_news(uuid) is 'Whether a business''s booking form asks for consent to news. Service role only.';

create function public.consent_to_news(p_booking uuid, p_text text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  whose uuid;
begin
  select coalesce(c.merged_into, c.id) into whose
  from public.bookings as b join public.customers as c on c.id = b.customer_id
  join private.message_settings as s on s.business_id = b.business_id and s.ask_news
  where b.id = p_booking;
  if whose is null then
    return private.refusal('not_found');
  end if;
  insert into private.customer_preferences as p (customer_id, business_id, news_email, consent_at, consent_source, consent_text)
  select c.id, c.business_id, true, pg_catalog.now(), 'booking form', pg_catalog.left(p_text, 500)
  from public.customers as c where c.id = whose and c.erased_at is null
  on conflict (customer_id) do update set
    news_email = true, consent_at = excluded.consent_at, consent_source = excluded.consent_source, consent_text = excluded.consent_text,
    updated_at = pg_catalog.now()
  -- Agreed already: the first time counts, and a form that is sent twice says nothing new.
  where not p.news_email;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.consent_to_news(uuid, text) is
  'The customer of a booking has ticked that they want news by e-mail, in these words. Only where the business asks. → {ok} or not_found. Service role only.';

create or replace function public.save_customer_preferences(p_customer uuid, p_wanted jsonb, p_source text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  c public.customers;
  news boolean := coalesce((p_wanted ->> 'newsEmail')::boolean, false) or coalesce((p_wanted ->> 'newsSms')::boolean, false);
begin
  select keeper.* into c from public.customers as asked join public.customers as keeper on keeper.id = coalesce(asked.merged_into, asked.id)
  where asked.id = p_customer and keeper.erased_at is null;
  if not found then
    return private.refusal('not_found');
  end if;
  -- What they say now holds for every record that was merged into theirs.
  delete from private.customer_preferences as p using public.customers as old where p.customer_id = old.id and old.merged_into = c.id;
  insert into private.customer_preferences as p (
    customer_id, business_id, reminder_email, reminder_sms, news_email, news_sms, consent_at, consent_source, consent_text)
  values (
    c.id, c.business_id, coalesce((p_wanted ->> 'reminderEmail')::boolean, true), coalesce((p_wanted ->> 'reminderSms')::boolean, true),
    coalesce((p_wanted ->> 'newsEmail')::boolean, false), coalesce((p_wanted ->> 'newsSms')::boolean, false),
    case when news then pg_catalog.now() end, case when news then p_source else '' end,
    case when news then pg_catalog.left(coalesce(p_wanted ->> 'consentText', ''), 500) else '' end)
  on conflict (customer_id) do update set
    reminder_email = excluded.reminder_email, reminder_sms = excluded.reminder_sms, news_email = excluded.news_email, news_sms = excluded.news_sms,
    -- A consent that stands keeps its date and its words; one that ends leaves nothing.
    consent_at = case when news and (p.news_email or p.news_sms) then p.consent_at else excluded.consent_at end,
    consent_source = case when news and (p.news_email or p.news_sms) then p.consent_source else excluded.consent_source end,
    consent_text = case when news and (p.news_email or p.news_sms) then p.consent_text else excluded.consent_text end,
    updated_at = pg_catalog.now();
  return public.customer_preferences_of(c.id);
end $$;
comment on function public.save_customer_preferences(uuid, jsonb, text) is
  'Saves {reminderEmail, reminderSms, newsEmail, newsSms, consentText}, with when, where and in which words consent was given. '
  '→ as customer_preferences_of. Service role only.';

create or replace function public.message_settings_of(p_business uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'smsKinds', coalesce(pg_catalog.to_jsonb(s.sms_kinds), '[]'), 'quietFromMin', coalesce(s.quiet_from_min, 1260),
    'quietToMin', coalesce(s.quiet_to_min, 480), 'keepDays', coalesce(s.keep_days, 400), 'askNews', coalesce(s.ask_news, false),
    'rules', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'id', r.id, 'serviceId', r.service_id, 'kind', r.kind, 'channel', r.channel, 'minutes', r.minutes, 'active', r.active)
        order by r.service_id nulls first, r.kind, r.minutes desc, r.channel)
      from private.reminder_rules as r where r.business_id = p_business), '[]'))
  from (select p_business as id) as biz left join private.message_settings as s on s.business_id = biz.id
$$;

create or replace function public.save_message_settings(p_business uuid, p_user uuid, p_settings jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  rule jsonb;
  kept uuid[] := '{}';
  rule_id uuid;
  ahead uuid;
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  if pg_catalog.jsonb_array_length(p_settings -> 'rules') > 100 then
    return private.refusal('too_many_at_once');
  end if;
  if exists (
    select 1 from pg_catalog.jsonb_array_elements(p_settings -> 'rules') as r
    where r ->> 'serviceId' is not null
      and not exists (select 1 from public.services as s where s.id = (r ->> 'serviceId')::uuid and s.business_id = p_business)
  ) then
    return private.refusal('service_not_found');
  end if;
  insert into private.message_settings as s (business_id, sms_kinds, quiet_from_min, quiet_to_min, keep_days, ask_news)
  values (
    p_business, array(select pg_catalog.jsonb_array_elements_text(p_settings -> 'smsKinds')), (p_settings ->> 'quietFromMin')::integer,
    (p_settings ->> 'quietToMin')::integer, (p_settings ->> 'keepDays')::integer, coalesce((p_settings ->> 'askNews')::boolean, false))
  on conflict (business_id) do update set
    sms_kinds = excluded.sms_kinds, quiet_from_min = excluded.quiet_from_min, quiet_to_min = excluded.quiet_to_min,
    keep_days = excluded.keep_days, ask_news = excluded.ask_news, updated_at = pg_catalog.now();
  for rule in select r from pg_catalog.jsonb_array_elements(p_settings -> 'rules') as r loop
    -- An unchanged rule keeps its id, so that what it has sent is not sent again.
    insert into private.reminder_rules (business_id, service_id, kind, channel, minutes, active)
    values (
      p_business, (rule ->> 'serviceId')::uuid, rule ->> 'kind', (rule ->> 'channel')::public.channel, (rule ->> 'minutes')::integer,
      coalesce((rule ->> 'active')::boolean, true))
    on conflict (business_id, service_id, kind, channel, minutes) do update set active = excluded.active
    returning id into rule_id;
    kept := kept || rule_id;
  end loop;
  delete from private.reminder_rules as r where r.business_id = p_business and r.id <> all (kept);
  -- Bookings that stand already follow the new rules.
  delete from public.notifications as n
  where n.business_id = p_business and n.rule_id is not null and n.status in ('queued', 'dropped') and n.due_at > pg_catalog.now();
  for ahead in
    select b.id from public.bookings as b join public.appointments as a on a.id = b.appointment_id
    where b.business_id = p_business and b.status = 'confirmed' and a.starts_at > pg_catalog.now()
  loop
    perform private.schedule_reminders(ahead);
  end loop;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.save_message_settings(uuid, uuid, jsonb) is
  'Saves {smsKinds, quietFromMin, quietToMin, keepDays, askNews, rules: [{serviceId, kind, channel, minutes, active}]} and schedules the reminders of '
  'bookings ahead anew. → {ok} or forbidden | service_not_found | too_many_at_once. Service role only.';

create or replace function public.customer_preferences_of(p_customer uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce((
    select pg_catalog.jsonb_build_object(
      'ok', true, 'customerId', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone, 'locale', c.locale,
      'reminderEmail', private.customer_wants(c.id, 'reminder', 'email'), 'reminderSms', private.customer_wants(c.id, 'reminder', 'sms'),
      'newsEmail', private.customer_wants(c.id, 'news', 'email'), 'newsSms', private.customer_wants(c.id, 'news', 'sms'),
      'consent', (
        select pg_catalog.jsonb_build_object('at', private.instant_text(p.consent_at), 'source', p.consent_source, 'text', p.consent_text)
        from private.customer_preferences as p where p.customer_id = c.id and p.consent_at is not null),
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
  'What a customer wants to hear, and what they agreed to when, for the page behind their link (which the server has checked) and '
  'for the desk. → {ok, …} or not_found. Service role only.';

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname in ('asks_for_news', 'consent_to_news')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

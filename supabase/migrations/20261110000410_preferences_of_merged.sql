-- Preferences with browsers among them, and of people whose records were merged: one record holds what all of them said,
-- and a consent that stands keeps its date and its words whichever record it was given by.

create function private.fold_preferences(p_customer uuid) returns void
language plpgsql set search_path = '' as $$
begin
  with theirs as (
    select p.*, c.id as keeper, c.business_id as business
    from private.customer_preferences as p
    join public.customers as k on k.id = p.customer_id
    join public.customers as c on c.id = coalesce(k.merged_into, k.id)
    where c.id = p_customer
  ), said as (
    select t.keeper, t.business,
      pg_catalog.bool_and(t.reminder_email) as reminder_email, pg_catalog.bool_and(t.reminder_sms) as reminder_sms,
      pg_catalog.bool_and(t.reminder_push) as reminder_push, pg_catalog.bool_and(t.news_email) as news_email,
      pg_catalog.bool_and(t.news_sms) as news_sms
    from theirs as t group by t.keeper, t.business
    having pg_catalog.bool_or(t.customer_id <> t.keeper)
  )
  insert into private.customer_preferences as p (
    customer_id, business_id, reminder_email, reminder_sms, reminder_push, news_email, news_sms, consent_at, consent_source, consent_text)
  select s.keeper, s.business, s.reminder_email, s.reminder_sms, s.reminder_push, s.news_email, s.news_sms,
    given.consent_at, coalesce(given.consent_source, ''), coalesce(given.consent_text, '')
  from said as s
  left join lateral (
    -- What stands was given by the last of them to agree.
    select t.consent_at, t.consent_source, t.consent_text from theirs as t
    where (s.news_email or s.news_sms) and t.consent_at is not null order by t.consent_at desc limit 1
  ) as given on true
  on conflict (customer_id) do update set
    reminder_email = excluded.reminder_email, reminder_sms = excluded.reminder_sms, reminder_push = excluded.reminder_push,
    news_email = excluded.news_email, news_sms = excluded.news_sms, consent_at = excluded.consent_at,
    consent_source = excluded.consent_source, consent_text = excluded.consent_text, updated_at = pg_catalog.now();
  delete from private.customer_preferences as p using public.customers as old
  where p.customer_id = old.id and old.merged_into = p_customer;
end $$;
comment on function private.fold_preferences(uuid) is
  'Puts what merged records have said into the record that was kept: a no on either is a no.';

create or replace function public.consent_to_news(p_booking uuid, p_text text) returns jsonb
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
  perform private.fold_preferences(whose);
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
  perform private.fold_preferences(c.id);
  insert into private.customer_preferences as p (
    customer_id, business_id, reminder_email, reminder_sms, reminder_push, news_email, news_sms, consent_at, consent_source, consent_text)
  values (
    c.id, c.business_id, coalesce((p_wanted ->> 'reminderEmail')::boolean, true), coalesce((p_wanted ->> 'reminderSms')::boolean, true),
    coalesce((p_wanted ->> 'reminderPush')::boolean, true),
    coalesce((p_wanted ->> 'newsEmail')::boolean, false), coalesce((p_wanted ->> 'newsSms')::boolean, false),
    case when news then pg_catalog.now() end, case when news then p_source else '' end,
    case when news then pg_catalog.left(coalesce(p_wanted ->> 'consentText', ''), 500) else '' end)
  on conflict (customer_id) do update set
    reminder_email = excluded.reminder_email, reminder_sms = excluded.reminder_sms,
    reminder_push = coalesce((p_wanted ->> 'reminderPush')::boolean, p.reminder_push),
    news_email = excluded.news_email, news_sms = excluded.news_sms,
    -- A consent that stands keeps its date and its words; one that ends leaves nothing.
    consent_at = case when news and (p.news_email or p.news_sms) then p.consent_at else excluded.consent_at end,
    consent_source = case when news and (p.news_email or p.news_sms) then p.consent_source else excluded.consent_source end,
    consent_text = case when news and (p.news_email or p.news_sms) then p.consent_text else excluded.consent_text end,
    updated_at = pg_catalog.now();
  return public.customer_preferences_of(c.id);
end $$;
comment on function public.save_customer_preferences(uuid, jsonb, text) is
  'Saves {reminderEmail, reminderSms, reminderPush, newsEmail, newsSms, consentText}, with when, where and in which words consent was '
  'given. → as customer_preferences_of. Service role only.';

create or replace function public.customer_preferences_of(p_customer uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce((
    select pg_catalog.jsonb_build_object(
      'ok', true, 'customerId', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone, 'locale', c.locale,
      'reminderEmail', private.customer_wants(c.id, 'reminder', 'email'), 'reminderSms', private.customer_wants(c.id, 'reminder', 'sms'),
      'reminderPush', private.customer_wants(c.id, 'reminder', 'push'),
      'newsEmail', private.customer_wants(c.id, 'news', 'email'), 'newsSms', private.customer_wants(c.id, 'news', 'sms'),
      'browsers', (
        select count(distinct k.endpoint) from private.push_subscriptions as k
        where k.user_id = c.user_id or k.booking_id in (select b.id from public.bookings as b where b.customer_id = c.id)),
      'consent', case when private.customer_wants(c.id, 'news', 'email') or private.customer_wants(c.id, 'news', 'sms') then (
        select pg_catalog.jsonb_build_object('at', private.instant_text(p.consent_at), 'source', p.consent_source, 'text', p.consent_text)
        from private.customer_preferences as p join public.customers as k on k.id = p.customer_id
        where coalesce(k.merged_into, k.id) = c.id and p.consent_at is not null
        order by p.consent_at desc limit 1) end,
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
  'What a customer wants to hear, on how many browsers they may be knocked on, and what they agreed to when; for the page behind their link '
  '(which the server has checked) and for the desk. → {ok, …} or not_found. Service role only.';

create function private.forget_preferences() returns trigger
language plpgsql set search_path = '' as $$
begin
  delete from private.customer_preferences as p where p.customer_id = new.id;
  return null;
end $$;
comment on function private.forget_preferences() is
  'What an erased person wanted and agreed to goes with them. That an address answered STOP or complained stays: forgetting it would write to it again.';
create trigger customers_forget_preferences after update of erased_at on public.customers
  for each row when (old.erased_at is null and new.erased_at is not null) execute function private.forget_preferences();
delete from private.customer_preferences as p using public.customers as c where c.id = p.customer_id and c.erased_at is not null;

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = 'private' and p.proname in ('fold_preferences', 'forget_preferences')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

-- The bell, browsers that may be knocked on, and what runs when.

create function public.my_notices(p_user uuid, p_business uuid default null, p_before bigint default null, p_limit integer default 30) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'unread', (
      select count(*) from private.notices as x
      where x.user_id = p_user and x.read_at is null
        and case when p_business is null then x.audience = 'customer' else x.business_id = p_business and x.audience = 'staff' end),
    'notices', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'id', x.id, 'kind', x.kind, 'bookingId', x.booking_id, 'data', x.data, 'at', private.instant_text(x.created_at),
        'read', x.read_at is not null, 'business', pg_catalog.jsonb_build_object('name', x.name, 'slug', x.slug, 'timeZone', x.time_zone),
        'zone', x.zone) order by x.id desc)
      from (
        select x.*, biz.name, biz.slug, biz.time_zone, b.time_zone as zone from private.notices as x
        join public.businesses as biz on biz.id = x.business_id
        left join public.bookings as b on b.id = x.booking_id
        where x.user_id = p_user and (p_before is null or x.id < p_before)
          and case when p_business is null then x.audience = 'customer' else x.business_id = p_business and x.audience = 'staff' end
        order by x.id desc limit least(greatest(p_limit, 1), 100)
      ) as x), '[]'))
$$;
comment on function public.my_notices(uuid, uuid, bigint, integer) is
  'A person''s notices, latest first: of a business they work for, or (p_business null) as a customer of any. → {unread, notices}. Service role only.';

create function public.read_notices(p_user uuid, p_business uuid, p_ids bigint[] default null) returns integer
language plpgsql set search_path = '' as $$
declare
  done integer;
begin
  update private.notices as x set read_at = pg_catalog.now()
  where x.user_id = p_user and x.read_at is null and (p_ids is null or x.id = any (p_ids))
    and case when p_business is null then x.audience = 'customer' else x.business_id = p_business and x.audience = 'staff' end;
  get diagnostics done = row_count;
  if done > 0 and p_business is not null then
    perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object('business', p_business, 'kind', 'notice', 'user', p_user)::text);
  end if;
  return done;
end $$;
comment on function public.read_notices(uuid, uuid, bigint[]) is 'Marks a person''s notices as read, all of them without p_ids. Returns how many. Service role only.';

create function public.save_push_subscription(p_user uuid, p_subscription jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if (select count(*) from private.push_subscriptions as s where s.user_id = p_user) >= 20 then
    delete from private.push_subscriptions where id = (
      select s.id from private.push_subscriptions as s where s.user_id = p_user order by s.created_at limit 1);
  end if;
  -- A browser that changes hands belongs to whoever signed in last.
  insert into private.push_subscriptions as s (user_id, endpoint, p256dh, auth, device)
  values (p_user, p_subscription ->> 'endpoint', p_subscription #>> '{keys,p256dh}', p_subscription #>> '{keys,auth}',
    coalesce(pg_catalog.left(p_subscription ->> 'device', 120), ''))
  on conflict (endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.save_push_subscription(uuid, jsonb) is 'Remembers a browser {endpoint, keys: {p256dh, auth}, device} of a person, at most twenty. Service role only.';

create function public.remove_push_subscription(p_user uuid, p_endpoint text) returns jsonb
language sql set search_path = '' as $$
  delete from private.push_subscriptions where user_id = p_user and endpoint = p_endpoint;
  select pg_catalog.jsonb_build_object('ok', true)
$$;
comment on function public.remove_push_subscription(uuid, text) is 'Forgets a browser. Service role only.';

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private') and p.proname in (
      'first_reminder', 'customer_wants', 'message_gate', 'claim_notifications', 'finish_notifications', 'message_health', 'message_json',
      'message_history', 'message_detail', 'resend_notification', 'forget_messages', 'erase_messages', 'record_delivery', 'suppress_address',
      'out_of_quiet', 'schedule_reminders', 'drop_queued', 'tell_in_app', 'enqueue', 'tell_together', 'message_settings_of',
      'save_message_settings', 'incoming_sms', 'customer_preferences_of', 'save_customer_preferences', 'unsubscribe_customer',
      'member_preferences_of', 'save_member_preferences', 'enqueue_agendas', 'message_templates_of', 'message_template_versions',
      'save_message_template', 'my_notices', 'read_notices', 'save_push_subscription', 'remove_push_subscription')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

insert into private.schedules (name, schedule, command, comment) values
  ('agendas', '* * * * *', 'select public.enqueue_agendas()', 'Writes the day''s agenda to members who want it at this hour.'),
  ('forget-messages', '23 3 * * *', 'select public.forget_messages()', 'Messages past their keeping time.');
do $$
declare
  job record;
begin
  if exists (select 1 from pg_catalog.pg_available_extensions where name = 'pg_cron') then
    for job in select name, schedule, command from private.schedules where name in ('agendas', 'forget-messages') loop
      execute 'select cron.schedule($1, $2, $3)' using 'daybook-' || job.name, job.schedule, job.command;
    end loop;
  end if;
end $$;

-- Draining the outbox, one channel at a time: claim, send (in the dispatch function), report. A provider that is down
-- stops its own channel only, costs no message an attempt, and its queue goes on in order when it is back.

create function private.customer_wants(p_customer uuid, p_topic text, p_channel public.channel) returns boolean
language sql stable set search_path = '' as $$
  -- Records that were merged count together: a no on either is a no.
  select case p_topic
    when 'reminder' then coalesce(pg_catalog.bool_and(case p_channel when 'sms' then p.reminder_sms else p.reminder_email end), true)
    else coalesce(pg_catalog.bool_and(case p_channel when 'sms' then p.news_sms else p.news_email end), false) end
  from private.customer_preferences as p
  join public.customers as c on c.id = p.customer_id
  where p.customer_id = p_customer or c.merged_into = p_customer
$$;
comment on function private.customer_wants(uuid, text, public.channel) is
  'Whether a customer hears of a topic on a channel: reminders unless they said no, news only if they said yes.';

create function private.message_gate(n public.notifications) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  optional constant boolean := n.kind in ('booking.reminder', 'booking.follow_up', 'booking.rebook');
  blocked text;
  b public.bookings;
  a public.appointments;
begin
  if n.expires_at <= pg_catalog.now() then
    return pg_catalog.jsonb_build_object('result', 'dropped', 'error', 'too_late');
  end if;
  select s.reason into blocked from private.suppressions as s where s.channel = n.channel and s.address = lower(n.recipient);
  if blocked is not null and (optional or blocked <> 'complained') then
    return pg_catalog.jsonb_build_object('result', 'refused', 'error', blocked);
  end if;
  if not optional or n.booking_id is null then
    return null;
  end if;
  select * into b from public.bookings where id = n.booking_id;
  select * into a from public.appointments where id = b.appointment_id;
  if n.kind = 'booking.reminder' then
    if b.status <> 'confirmed' or private.instant_text(a.starts_at) <> n.data ->> 'start' or a.starts_at <= pg_catalog.now() then
      return pg_catalog.jsonb_build_object('result', 'dropped', 'error', 'overtaken');
    end if;
    if not private.customer_wants(b.customer_id, 'reminder', n.channel) then
      return pg_catalog.jsonb_build_object('result', 'dropped', 'error', 'not_wanted');
    end if;
    return null;
  end if;
  if b.status not in ('confirmed', 'completed') or private.instant_text(a.starts_at) <> n.data ->> 'start' then
    return pg_catalog.jsonb_build_object('result', 'dropped', 'error', 'overtaken');
  end if;
  if not private.customer_wants(b.customer_id, 'news', n.channel) then
    return pg_catalog.jsonb_build_object('result', 'dropped', 'error', 'no_consent');
  end if;
  if n.kind = 'booking.rebook' and exists (
    select 1 from public.bookings as next join public.appointments as at on at.id = next.appointment_id
    where next.customer_id = b.customer_id and next.status in ('pending', 'confirmed') and at.starts_at > pg_catalog.now()
  ) then
    return pg_catalog.jsonb_build_object('result', 'dropped', 'error', 'booked_again');
  end if;
  return null;
end $$;
comment on function private.message_gate(public.notifications) is
  'Why a claimed message is not sent after all, or null: {result: dropped | refused, error: too_late | overtaken | not_wanted | no_consent | '
  'booked_again | stopped | bounced | complained | gone}. Looked at when it is due, because all of it may change until then.';

drop function public.claim_notifications(text, integer);
create function public.claim_notifications(
  p_worker text, p_channel public.channel, p_limit integer default 50, p_lease_seconds integer default 120
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  breaker private.channel_breakers;
  wanted integer := least(greatest(p_limit, 1), 200);
  lease constant interval := pg_catalog.make_interval(secs => least(greatest(p_lease_seconds, 1), 600));
  claimed jsonb;
begin
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
    'createdAt', private.instant_text(t.created_at),
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
comment on function public.claim_notifications(text, public.channel, integer, integer) is
  'Takes due messages of a channel for p_lease_seconds, oldest first, skipping those that another dispatcher holds; a dead dispatcher''s claims '
  'come back. Nothing while the channel rests, and one message when it may be back. Service role only.';

drop function public.finish_notification(uuid, text, jsonb);
create function public.finish_notifications(p_worker text, p_channel public.channel, p_outcomes jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  -- With the backoff below, about nine hours of something that passes.
  max_attempts constant integer := 16;
  lost jsonb;
  heard jsonb;
  away integer;
  pause integer;
  breaker private.channel_breakers;
begin
  if exists (
    select 1 from pg_catalog.jsonb_array_elements(p_outcomes) as o
    where o ->> 'result' is null or o ->> 'result' not in ('sent', 'retry', 'refused', 'dropped')
  ) then
    -- A report that cannot be read must not send a message again: the claim simply runs out.
    raise exception 'unknown outcome of a message' using errcode = '22023';
  end if;
  with told as (
    select t.*, t.result = 'retry' and coalesce(t.outage, false) as away from pg_catalog.jsonb_to_recordset(p_outcomes) as t(
      id uuid, result text, provider text, "messageId" text, error text, outage boolean, "pauseSeconds" integer, content jsonb,
      segments smallint, cost numeric, "costCurrency" text)
  ), done as (
    update public.notifications as n set
      status = (case
        when t.result = 'sent' then 'sent'
        when t.result = 'dropped' then 'dropped'
        when t.result = 'refused' or (n.attempts >= max_attempts and not t.away) then 'dead'
        else 'queued' end)::public.notification_status,
      -- A provider that is away is nothing that the message has tried; it keeps its place in the queue.
      attempts = n.attempts - t.away::integer,
      sent_at = case when t.result = 'sent' then pg_catalog.now() end,
      provider = t.provider,
      provider_message_id = t."messageId",
      last_error = pg_catalog.left(t.error, 1000),
      content = coalesce(t.content, n.content),
      segments = coalesce(t.segments, n.segments),
      cost = coalesce(t.cost, n.cost),
      cost_currency = coalesce(t."costCurrency", n.cost_currency),
      -- Half a minute, doubled each time, at most an hour, a quarter more or less so that those that failed together do not
      -- come back together.
      due_at = case when t.result = 'retry' and not t.away
        then pg_catalog.now() + pg_catalog.make_interval(secs => least(3600, 30 * 2 ^ (n.attempts - 1)) * (0.75 + 0.5 * pg_catalog.random()))
        else n.due_at end,
      locked_by = null, locked_until = null
    from told as t
    where n.id = t.id and n.status = 'sending' and n.locked_by = p_worker
    returning n.id, n.status, t.result, t.error, t.away
  ), noted as (
    insert into private.notification_events (notification_id, event, detail)
    select d.id, case when d.status = 'dead' then 'dead' else d.result end, coalesce(pg_catalog.left(d.error, 500), '')
    from done as d where d.result <> 'sent' and not d.away
  )
  select
    coalesce((select pg_catalog.jsonb_agg(t.id) from told as t where t.id not in (select d.id from done as d)), '[]'),
    (select pg_catalog.jsonb_build_object(
      'away', count(*) filter (where t.away and t."pauseSeconds" is null and t.provider is not null),
      'pause', max(t."pauseSeconds") filter (where t.away),
      'asked', count(*) filter (where t.provider is not null and not t.away),
      'error', max(t.error) filter (where t.away)) from told as t)
  into lost, heard;

  away := (heard ->> 'away')::integer;
  pause := (heard ->> 'pause')::integer;
  select * into breaker from private.channel_breakers where channel = p_channel;
  if away > 0 or pause is not null or breaker.failures > 0 or breaker.open_until is not null then
    select * into breaker from private.channel_breakers where channel = p_channel for update;
    if breaker.open_until > pg_catalog.now() and not breaker.probing then
      -- It rests already; this is what was under way.
      null;
    elsif pause is not null then
      update private.channel_breakers set
        open_until = pg_catalog.now() + pg_catalog.make_interval(secs => least(greatest(pause, 1), 300)), probing = false,
        reason = coalesce(pg_catalog.left(heard ->> 'error', 500), ''), changed_at = pg_catalog.now()
      where channel = p_channel;
    elsif away > 0 and (breaker.probing or breaker.failures + away >= 3) then
      update private.channel_breakers set
        failures = breaker.failures + away, trips = least(breaker.trips + 1, 10), probing = false,
        -- Fifteen seconds, doubled with every try that fails, at most five minutes, a quarter more or less.
        open_until = pg_catalog.now()
          + pg_catalog.make_interval(secs => least(300, 15 * 2 ^ breaker.trips) * (0.75 + 0.5 * pg_catalog.random())),
        reason = coalesce(pg_catalog.left(heard ->> 'error', 500), ''), changed_at = pg_catalog.now()
      where channel = p_channel;
    elsif away > 0 then
      update private.channel_breakers set failures = breaker.failures + away where channel = p_channel;
    elsif (heard ->> 'asked')::integer > 0 then
      update private.channel_breakers set failures = 0, trips = 0, open_until = null, probing = false, reason = '', changed_at = pg_catalog.now()
      where channel = p_channel;
    elsif breaker.probing then
      -- What tried was not even sent (dropped, refused): the next one tries.
      update private.channel_breakers set open_until = pg_catalog.now(), probing = false where channel = p_channel;
    end if;
  end if;
  return lost;
end $$;
comment on function public.finish_notifications(text, public.channel, jsonb) is
  'Reports what became of claimed messages of a channel: [{id, result: sent | retry | refused | dropped, provider, messageId, error, outage, pauseSeconds, '
  'content, segments, cost, costCurrency}]. outage = the provider is away, which costs the message nothing and may open the breaker. '
  '→ the ids whose claim had passed to another dispatcher. Service role only.';

-- What managers see and do ------------------------------------------------------------------------------------------------

create function public.message_health(p_business uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'waiting', count(*) filter (where n.status in ('queued', 'sending') and n.due_at <= pg_catalog.now()),
    'oldestDueAt', private.instant_text(min(n.due_at) filter (where n.status in ('queued', 'sending') and n.due_at <= pg_catalog.now())),
    'scheduled', count(*) filter (where n.status = 'queued' and n.due_at > pg_catalog.now()),
    'sentToday', count(*) filter (where n.status = 'sent' and n.sent_at > pg_catalog.now() - '24 hours'::interval),
    'failedThisWeek', count(*) filter (where n.status = 'dead' and n.created_at > pg_catalog.now() - '7 days'::interval
      and not exists (select 1 from public.notifications as again where again.resend_of = n.id)),
    'resting', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('channel', k.channel, 'since', private.instant_text(k.changed_at))), '[]')
      from private.channel_breakers as k where k.open_until is not null and k.trips > 0))
  from public.notifications as n
  where n.business_id = p_business and n.created_at > pg_catalog.now() - '400 days'::interval
    and (n.status in ('queued', 'sending', 'dead') or n.sent_at > pg_catalog.now() - '24 hours'::interval)
$$;
comment on function public.message_health(uuid) is
  'How a business''s messages are going: due and not sent yet, the oldest of them, scheduled, sent in a day, given up in a week, channels that rest. Service role only.';

create function private.message_json(n public.notifications) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'id', n.id, 'kind', n.kind, 'channel', n.channel, 'audience', n.audience, 'recipient', n.recipient, 'locale', n.locale,
    'timeZone', n.time_zone, 'status', n.status, 'dueAt', private.instant_text(n.due_at), 'createdAt', private.instant_text(n.created_at),
    'sentAt', private.instant_text(n.sent_at), 'attempts', n.attempts, 'error', n.last_error, 'provider', n.provider,
    'delivery', n.delivery, 'deliveryAt', private.instant_text(n.delivery_at), 'deliveryError', n.delivery_error,
    'segments', n.segments, 'cost', n.cost, 'costCurrency', n.cost_currency,
    'subject', coalesce(n.content ->> 'subject', n.content ->> 'body'),
    'bookingId', n.booking_id,
    'resentAs', (select again.id from public.notifications as again where again.resend_of = n.id order by again.created_at desc limit 1),
    'resendOf', n.resend_of,
    'who', coalesce((select b.contact_name from public.bookings as b where b.id = n.booking_id), n.data #>> '{entry,name}', ''))
$$;

create function public.message_history(p_business uuid, p_filter jsonb, p_offset integer default 0, p_limit integer default 50) returns jsonb
language sql stable set search_path = '' as $$
  with found as (
    select n as n, count(*) over () as total
    from public.notifications as n
    where n.business_id = p_business
      and case p_filter ->> 'state'
        when 'sent' then n.status = 'sent'
        when 'failed' then n.status = 'dead' or n.delivery in ('undelivered', 'bounced', 'complained')
        when 'waiting' then n.status in ('queued', 'sending')
        when 'dropped' then n.status = 'dropped'
        else n.status <> 'dropped' end
      and (p_filter ->> 'channel' is null or n.channel = (p_filter ->> 'channel')::public.channel)
      and (p_filter ->> 'kind' is null or n.kind = p_filter ->> 'kind')
      and (p_filter ->> 'booking' is null or n.booking_id = (p_filter ->> 'booking')::uuid)
      and (p_filter ->> 'customer' is null or n.audience = 'customer' and n.booking_id in (
        select b.id from public.bookings as b
        where b.customer_id = (p_filter ->> 'customer')::uuid and b.business_id = p_business))
      and (p_filter ->> 'search' is null or pg_catalog.strpos(lower(n.recipient), lower(p_filter ->> 'search')) > 0
        or n.booking_id in (
          select b.id from public.bookings as b
          where b.business_id = p_business and pg_catalog.strpos(lower(b.contact_name), lower(p_filter ->> 'search')) > 0))
    order by greatest(n.due_at, n.created_at) desc, n.id
    limit least(greatest(p_limit, 1), 200) offset greatest(p_offset, 0)
  )
  select pg_catalog.jsonb_build_object(
    'messages', coalesce(pg_catalog.jsonb_agg(private.message_json(f.n) order by greatest((f.n).due_at, (f.n).created_at) desc, (f.n).id), '[]'),
    'total', coalesce(max(f.total), 0))
  from found as f
$$;
comment on function public.message_history(uuid, jsonb, integer, integer) is
  'A business''s messages, latest first: p_filter {state: sent | failed | waiting | dropped, channel, kind, booking, customer, search}. → {messages, total}. Service role only.';

create function public.message_detail(p_business uuid, p_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce((
    select pg_catalog.jsonb_build_object(
      'ok', true, 'message', private.message_json(n), 'content', n.content,
      'events', coalesce((
        select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('event', e.event, 'detail', e.detail, 'at', private.instant_text(e.at)) order by e.id)
        from private.notification_events as e where e.notification_id = n.id), '[]'))
    from public.notifications as n where n.id = p_id and n.business_id = p_business
  ), private.refusal('not_found'))
$$;
comment on function public.message_detail(uuid, uuid) is 'One message with its content as sent and what happened to it. Service role only.';

create function public.resend_notification(p_business uuid, p_user uuid, p_id uuid) returns jsonb
language plpgsql set search_path = '' as $$
declare
  n public.notifications;
  reach text;
  new_id uuid;
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  select * into n from public.notifications where id = p_id and business_id = p_business for update;
  if not found or n.recipient = 'erased' then
    return private.refusal('not_found');
  end if;
  if n.status <> 'dead' and coalesce(n.delivery, '') not in ('bounced', 'undelivered') then
    return private.refusal('not_possible');
  end if;
  if n.expires_at <= pg_catalog.now() then
    return private.refusal('too_late');
  end if;
  -- To where the customer can be reached now: a mistyped address may have been put right since.
  reach := n.recipient;
  if n.audience = 'customer' and n.booking_id is not null then
    select coalesce(case n.channel
      when 'sms' then coalesce(b.contact_phone, c.phone)
      when 'email' then coalesce(case when c.email is distinct from lower(n.recipient) then c.email end, b.contact_email, c.email) end, n.recipient)
    into reach
    from public.bookings as b left join public.customers as c on c.id = b.customer_id where b.id = n.booking_id;
  end if;
  -- A manager who sends it again knows more of the address than the bounce did. Who answered STOP has the last word.
  delete from private.suppressions as s where s.channel = n.channel and s.address = lower(reach) and s.reason = 'bounced';
  insert into public.notifications (
    business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, expires_at, rule_id, resend_of)
  values (
    n.business_id, n.booking_id, n.kind, n.channel, n.audience, reach, n.locale, n.time_zone, n.data, 'again:' || n.id, n.expires_at,
    n.rule_id, n.id)
  on conflict (dedupe_key) do nothing
  returning id into new_id;
  if new_id is null then
    return private.refusal('already');
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'id', new_id);
end $$;
comment on function public.resend_notification(uuid, uuid, uuid) is
  'Sends a dead or bounced message once more, as a new one and to the customer''s present address. → {ok, id} or forbidden | not_found | not_possible | too_late | already. Service role only.';

create function public.forget_messages() returns integer
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
  return gone;
end $$;
comment on function public.forget_messages() is 'Deletes messages past their business''s keeping time, and old callbacks and notices. Service role only.';

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
  delete from private.notices as x where x.business_id = p_business and x.booking_id = any (p_bookings)
$$;

-- What providers report ---------------------------------------------------------------------------------------------------

create function public.record_delivery(p_report jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  n public.notifications;
  event constant text := p_report ->> 'event';
  rank constant jsonb := '{"sent": 0, "delayed": 1, "delivered": 2, "undelivered": 3, "bounced": 3, "complained": 4}';
begin
  if not rank ? event then
    return private.refusal('unknown_event');
  end if;
  insert into private.provider_callbacks (provider, key) values (p_report ->> 'provider', p_report ->> 'key') on conflict do nothing;
  if not found then
    return pg_catalog.jsonb_build_object('ok', true, 'changed', false);
  end if;
  select * into n from public.notifications as known
  where known.id = (p_report ->> 'notificationId')::uuid
    or (p_report ->> 'notificationId' is null and known.provider_message_id = p_report ->> 'messageId'
      and known.provider = p_report ->> 'provider')
  order by known.created_at desc limit 1 for update;
  if not found then
    return pg_catalog.jsonb_build_object('ok', true, 'changed', false);
  end if;
  if n.provider_message_id is not null and n.provider_message_id <> p_report ->> 'messageId' then
    return pg_catalog.jsonb_build_object('ok', true, 'changed', false);
  end if;
  if n.status in ('queued', 'sending') and event <> 'undelivered' then
    -- The provider has it, and its dispatcher could not say so any more: it must not go out again.
    update public.notifications set
      status = 'sent', sent_at = pg_catalog.now(), provider = p_report ->> 'provider', provider_message_id = p_report ->> 'messageId',
      locked_by = null, locked_until = null
    where id = n.id;
  end if;
  if event <> 'sent' then
    insert into private.notification_events (notification_id, event, detail)
    values (n.id, event, coalesce(pg_catalog.left(p_report ->> 'error', 500), ''));
  end if;
  -- Reports overtake each other: a later state is never taken back by an earlier one.
  if event <> 'sent' and coalesce((rank ->> n.delivery)::integer, -1) < (rank ->> event)::integer then
    update public.notifications set
      delivery = event, delivery_at = coalesce((p_report ->> 'at')::timestamptz, pg_catalog.now()),
      delivery_error = pg_catalog.left(p_report ->> 'error', 500),
      cost = coalesce((p_report ->> 'cost')::numeric, cost), cost_currency = coalesce(p_report ->> 'costCurrency', cost_currency)
    where id = n.id;
  end if;
  if n.recipient <> 'erased' and (event = 'complained' or (event = 'bounced' and (p_report ->> 'permanent')::boolean)) then
    insert into private.suppressions (channel, address, reason) values (n.channel, lower(n.recipient), event)
    on conflict (channel, address) do nothing;
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'changed', true);
end $$;
comment on function public.record_delivery(jsonb) is
  'Hears a provider''s verified report, once by its key: {provider, key, notificationId | messageId, event: sent | delayed | delivered | undelivered | bounced | '
  'complained, permanent, error, at, cost, costCurrency}. Service role only.';

create function public.suppress_address(p_channel public.channel, p_address text, p_reason text) returns void
language sql set search_path = '' as $$
  insert into private.suppressions (channel, address, reason) values (p_channel, lower(p_address), p_reason)
  on conflict (channel, address) do nothing;
  delete from private.push_subscriptions where p_channel = 'push' and id::text = p_address
$$;
comment on function public.suppress_address(public.channel, text, text) is 'An address that takes no more; a browser that left is forgotten. Service role only.';

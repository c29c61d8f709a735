-- A provider can say that it has a message before the dispatcher that gave it to them does: Twilio calls back within
-- milliseconds. The message was then `sent` already, and the dispatcher's report counted as somebody else's: it went out
-- once, but its page could not show what was sent, and a text message told neither its parts nor its price.

create or replace function public.finish_notifications(p_worker text, p_channel public.channel, p_outcomes jsonb) returns jsonb
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

  if lost <> '[]' then
    -- In a statement of its own, which sees the provider's word also where the one above waited for it.
    with told as (
      select * from pg_catalog.jsonb_to_recordset(p_outcomes) as t(
        id uuid, result text, "messageId" text, content jsonb, segments smallint, cost numeric, "costCurrency" text)
    ), crossed as (
      update public.notifications as n set
        content = coalesce(n.content, t.content), segments = coalesce(n.segments, t.segments),
        cost = coalesce(n.cost, t.cost), cost_currency = coalesce(n.cost_currency, t."costCurrency")
      from told as t
      where n.id = t.id and t.result = 'sent' and n.status = 'sent' and n.provider_message_id = t."messageId"
        and n.recipient <> 'erased'
      returning n.id
    )
    select coalesce(pg_catalog.jsonb_agg(one.id), '[]') into lost
    from pg_catalog.jsonb_array_elements_text(lost) as one(id)
    where one.id::uuid not in (select c.id from crossed as c);
  end if;

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

-- Draining the outbox: claim, send (in the dispatch function), report.

create function public.claim_notifications(p_worker text, p_limit integer default 20) returns jsonb
language sql set search_path = '' as $$
  with due as (
    select n.id from public.notifications as n
    where (n.status = 'queued' and n.due_at <= pg_catalog.now())
       or (n.status = 'sending' and n.locked_until < pg_catalog.now())
    order by n.due_at, n.id
    limit least(greatest(p_limit, 1), 200)
    for update skip locked
  ), claimed as (
    update public.notifications as n
    set status = 'sending', locked_by = p_worker, locked_until = pg_catalog.now() + '2 minutes'::interval, attempts = n.attempts + 1
    from due where n.id = due.id
    returning n.*
  )
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', c.id, 'kind', c.kind, 'channel', c.channel, 'audience', c.audience, 'recipient', c.recipient,
    'locale', c.locale, 'timeZone', c.time_zone, 'data', c.data, 'attempt', c.attempts,
    'createdAt', private.instant_text(c.created_at),
    'booking', case when c.booking_id is not null then private.booking_json(c.booking_id) end,
    'businessId', c.business_id) order by c.due_at, c.id), '[]')
  from claimed as c
$$;
comment on function public.claim_notifications(text, integer) is
  'Takes due messages for two minutes, skipping those that another dispatcher holds; a dead dispatcher''s claims come back. Service role only.';

create function public.finish_notification(p_id uuid, p_worker text, p_outcome jsonb) returns boolean
language plpgsql set search_path = '' as $$
declare
  -- With the backoff below, about nine hours of a provider that is away.
  max_attempts constant integer := 16;
begin
  if p_outcome ->> 'result' is null or p_outcome ->> 'result' not in ('sent', 'retry', 'refused', 'dropped') then
    -- A report that cannot be read must not send a message again: the claim simply runs out.
    raise exception 'unknown outcome of a message' using errcode = '22023';
  end if;
  update public.notifications as n set
    status = (case
      when p_outcome ->> 'result' = 'sent' then 'sent'
      when p_outcome ->> 'result' = 'dropped' then 'dropped'
      when p_outcome ->> 'result' = 'refused' or n.attempts >= max_attempts then 'dead'
      else 'queued' end)::public.notification_status,
    sent_at = case when p_outcome ->> 'result' = 'sent' then pg_catalog.now() end,
    provider = p_outcome ->> 'provider',
    provider_message_id = p_outcome ->> 'messageId',
    last_error = pg_catalog.left(p_outcome ->> 'error', 1000),
    -- Half a minute, doubled each time, at most an hour, with a fifth of jitter so that a recovered provider is not stormed.
    due_at = case when p_outcome ->> 'result' = 'retry'
      then pg_catalog.now() + pg_catalog.make_interval(secs => least(3600, 30 * 2 ^ (n.attempts - 1)) * (0.9 + 0.2 * pg_catalog.random()))
      else n.due_at end,
    locked_by = null, locked_until = null
  where n.id = p_id and n.status = 'sending' and n.locked_by = p_worker;
  return found;
end $$;
comment on function public.finish_notification(uuid, text, jsonb) is
  'Reports what became of a claimed message: {result: sent | retry | refused | dropped, provider, messageId, error}. false when the claim had passed to another dispatcher. Service role only.';

create function private.call_function(p_name text) returns void
language plpgsql set search_path = '' as $$
declare
  base text;
  secret text;
begin
  -- Only a hosted project has pg_net and the vault; on the embedded stack the local scheduler hears this and calls the function.
  if pg_catalog.to_regproc('net.http_post') is null then
    perform pg_catalog.pg_notify('daybook_functions', p_name);
    return;
  end if;
  execute 'select decrypted_secret from vault.decrypted_secrets where name = $1' into base using 'functions_url';
  execute 'select decrypted_secret from vault.decrypted_secrets where name = $1' into secret using 'function_secret';
  if base is null or secret is null then
    raise warning 'functions_url or function_secret is missing in the vault: % was not called', p_name;
    return;
  end if;
  execute 'select net.http_post(url := $1, body := $2, headers := $3)'
  using base || '/' || p_name, '{}'::jsonb,
    pg_catalog.jsonb_build_object('content-type', 'application/json', 'x-function-secret', secret);
end $$;
comment on function private.call_function(text) is 'Calls an edge function from the database, with the address and the secret that the vault holds.';

-- Taking leave of an account: what it blocked is free at once; what is to be done over there (stopping its channels, giving
-- access back, taking entries out) is done from the queue, for a day at most. Then the access is forgotten, come what may.

alter table public.calendar_connections add column leaving_until timestamptz;
comment on column public.calendar_connections.leaving_until is
  'Somebody has disconnected it: nothing of it counts any more, and by then at the latest it is forgotten.';

create function private.is_shared_account(p_connection uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select 1 from public.calendar_connections as c
    join public.calendar_connections as other on other.provider = c.provider and lower(other.account) = lower(c.account) and other.id <> c.id
    where c.id = p_connection and other.leaving_until is null)
$$;
comment on function private.is_shared_account(uuid) is
  'Whether the account is connected elsewhere, by another person or in another business: access given back would end there too.';
create index calendar_connections_account_idx on public.calendar_connections (provider, lower(account));

create function public.leave_calendar_connection(p_connection uuid, p_remove_entries boolean) returns jsonb
language plpgsql set search_path = '' as $$
declare
  conn public.calendar_connections;
  to_do boolean;
begin
  select * into conn from public.calendar_connections where id = p_connection for update;
  if not found then
    return private.refusal('not_found');
  end if;
  if conn.leaving_until is not null then
    return pg_catalog.jsonb_build_object('ok', true, 'done', false);
  end if;
  delete from public.busy_times as x using public.calendars as k where k.connection_id = conn.id and x.calendar_id = k.id;
  update public.calendar_conflicts as c set status = 'gone', resolved_at = pg_catalog.now()
  from public.calendars as k where k.connection_id = conn.id and c.calendar_id = k.id and c.status = 'open';
  delete from private.calendar_pushes as waiting using public.calendars as k where k.connection_id = conn.id and waiting.calendar_id = k.id;
  update public.calendars set blocks = false, receives = false where connection_id = conn.id;
  if p_remove_entries then
    -- What is over stays: it is part of somebody's own diary by now.
    insert into private.calendar_pushes (calendar_id, subject_id)
    select link.calendar_id, link.subject_id
    from private.calendar_links as link join public.calendars as k on k.id = link.calendar_id
    where k.connection_id = conn.id and link.ends_at > pg_catalog.now();
  end if;
  to_do := conn.status = 'active' and (
    exists (
      select 1 from private.calendar_pushes as waiting join public.calendars as k on k.id = waiting.calendar_id where k.connection_id = conn.id)
    or exists (
      select 1 from private.calendar_channels as w join public.calendars as k on k.id = w.calendar_id where k.connection_id = conn.id)
    or (conn.provider = 'google' and not private.is_shared_account(conn.id)));
  if to_do then
    update public.calendar_connections
    set leaving_until = pg_catalog.now() + '1 day'::interval, failures = 0, error_code = null, next_sync_at = pg_catalog.clock_timestamp()
    where id = conn.id;
    perform private.call_function('calendar-sync');
  else
    delete from public.calendar_connections where id = conn.id;
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'done', not to_do);
end $$;
comment on function public.leave_calendar_connection(uuid, boolean) is
  'Disconnects an account. p_remove_entries: the coming entries are taken out of its calendars, otherwise they stay as they are. → {ok, done: '
  'nothing is left to do over there} or not_found. Service role only.';

create function public.finish_calendar_leave(p_connection uuid, p_worker text) returns boolean
language plpgsql set search_path = '' as $$
declare
  business uuid;
begin
  delete from public.calendar_connections
  where id = p_connection and locked_by = p_worker and leaving_until is not null
  returning business_id into business;
  if business is null then
    return false;
  end if;
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object('business', business, 'kind', 'calendars')::text);
  return true;
end $$;
comment on function public.finish_calendar_leave(uuid, text) is
  'Forgets a connection that has been taken leave of, for the worker that holds it. Service role only.';

drop function public.drop_calendar_connection(uuid);

create or replace function public.put_calendar_connection(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  conn public.calendar_connections;
  was public.calendar_connections;
  one jsonb;
  fresh boolean;
begin
  if not exists (
    select 1 from public.staff as s
    where s.id = (p_request ->> 'staffId')::uuid and s.business_id = (p_request ->> 'businessId')::uuid and s.archived_at is null
  ) then
    return private.refusal('staff_not_found');
  end if;
  -- Back before we had left: a new beginning, as it would have been a day later.
  delete from public.calendar_connections where id = (p_request ->> 'id')::uuid and leaving_until is not null;
  select * into was from public.calendar_connections where id = (p_request ->> 'id')::uuid;
  insert into public.calendar_connections as c (id, business_id, staff_id, user_id, provider, account)
  values ((p_request ->> 'id')::uuid, (p_request ->> 'businessId')::uuid, (p_request ->> 'staffId')::uuid,
    (p_request ->> 'userId')::uuid, p_request ->> 'provider', p_request ->> 'account')
  on conflict (id) do update set
    status = 'active', error_code = null, failures = 0, account = excluded.account, next_sync_at = pg_catalog.now(),
    -- Whoever is at work with the old access has lost the connection: what it finds out about that access is past.
    locked_by = null, locked_until = null
  returning * into conn;
  insert into private.calendar_secrets as known (connection_id, key_version, sealed)
  values (conn.id, (p_request ->> 'keyVersion')::integer, p_request ->> 'sealed')
  on conflict (connection_id) do update
    set key_version = excluded.key_version, sealed = excluded.sealed, updated_at = pg_catalog.now();
  for one in select c from pg_catalog.jsonb_array_elements(p_request -> 'calendars') as c loop
    insert into public.calendars as known (business_id, connection_id, staff_id, remote_id, name, color, time_zone, writable, blocks, receives)
    values (conn.business_id, conn.id, conn.staff_id, one ->> 'remoteId', one ->> 'name', one ->> 'color',
      (select zone.name from private.time_zones as zone where zone.name = one ->> 'timeZone'),
      (one ->> 'writable')::boolean, (one ->> 'blocks')::boolean, false)
    on conflict (connection_id, remote_id) do update set
      name = excluded.name, color = excluded.color, time_zone = coalesce(excluded.time_zone, known.time_zone),
      writable = excluded.writable, receives = known.receives and excluded.writable;
  end loop;
  fresh := was.id is null;
  -- Read from the beginning: nobody listened meanwhile, and the address of a file may be another one.
  delete from private.calendar_cursors as k using public.calendars as c where c.id = k.calendar_id and c.connection_id = conn.id;
  perform private.log_calendar(conn.id, case when fresh then 'connected' else 'reconnected' end);
  return pg_catalog.jsonb_build_object('ok', true, 'id', conn.id, 'fresh', fresh);
end $$;

create or replace function public.claim_calendar_connections(p_worker text, p_limit integer default 10, p_only uuid default null) returns jsonb
language sql set search_path = '' as $$
  -- Each part by an index of its own: among a hundred thousand connections a claim costs as little as among ten.
  with asked as (
    select c.id from public.calendar_connections as c
    where c.id = p_only and c.status = 'active' and (c.locked_until is null or c.locked_until < pg_catalog.now())
    for update of c skip locked
  ), pushed as (
    select c.id from public.calendar_connections as c
    where p_only is null and c.status = 'active' and c.failures = 0 and (c.locked_until is null or c.locked_until < pg_catalog.now())
      -- While a provider is away, what waits to be written waits with the rest.
      and c.id in (
        select k.connection_id from private.calendar_pushes as waiting
        join public.calendars as k on k.id = waiting.calendar_id
        join public.calendar_connections as holder on holder.id = k.connection_id
        where waiting.due_at <= pg_catalog.now() and holder.status = 'active' and holder.failures = 0
          and (holder.locked_until is null or holder.locked_until < pg_catalog.now())
        order by waiting.due_at limit 100)
    limit least(greatest(p_limit, 1), 50)
    for update of c skip locked
  ), polled as (
    select c.id, c.next_sync_at from public.calendar_connections as c
    where p_only is null and c.status = 'active' and c.next_sync_at <= pg_catalog.now()
      and (c.locked_until is null or c.locked_until < pg_catalog.now())
    order by c.next_sync_at, c.id
    limit least(greatest(p_limit, 1), 50)
    for update of c skip locked
  ), due as (
    select of_all.id from (
      select asked.id, 0 as rank, null::timestamptz as since from asked
      -- Somebody has just booked: that is written before what is looked at only because its time has come.
      union all select pushed.id, 1, null from pushed
      union all select polled.id, 2, polled.next_sync_at from polled where polled.id not in (select pushed.id from pushed)
    ) as of_all
    order by of_all.rank, of_all.since, of_all.id
    limit least(greatest(p_limit, 1), 50)
  ), claimed as (
    update public.calendar_connections as c
    set locked_by = p_worker, locked_until = pg_catalog.now() + '3 minutes'::interval, last_tried_at = pg_catalog.now()
    from due where c.id = due.id
    returning c.*
  )
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', c.id, 'businessId', c.business_id, 'staffId', c.staff_id, 'provider', c.provider, 'failures', c.failures,
    'policy', biz.calendar_policy, 'timeZone', coalesce(person.time_zone, biz.time_zone), 'staffName', person.name,
    'pullDue', p_only is not null or c.next_sync_at <= pg_catalog.now(),
    'leavingUntil', private.instant_text(c.leaving_until),
    'shared', c.leaving_until is not null and private.is_shared_account(c.id),
    'keyVersion', secret.key_version, 'sealed', secret.sealed,
    'calendars', coalesce((
      select pg_catalog.jsonb_agg(private.calendar_json(k) order by k.created_at, k.id)
      from public.calendars as k where k.connection_id = c.id), '[]')) order by c.next_sync_at, c.id), '[]')
  from claimed as c
  join public.businesses as biz on biz.id = c.business_id
  join public.staff as person on person.id = c.staff_id
  join private.calendar_secrets as secret on secret.connection_id = c.id
$$;

create or replace function public.forget_past_busy_times() returns integer
language plpgsql set search_path = '' as $$
declare
  gone integer;
begin
  delete from public.busy_times where calendar_id is not null and ends_at < pg_catalog.now() - '1 day'::interval;
  get diagnostics gone = row_count;
  delete from public.calendar_log where at < pg_catalog.now() - '30 days'::interval;
  delete from private.calendar_channels where expires_at < pg_catalog.now() - '1 day'::interval;
  -- No worker has come by in time: access to what somebody has disconnected is not kept for that.
  delete from public.calendar_connections where leaving_until < pg_catalog.now();
  return gone;
end $$;

revoke execute on function private.is_shared_account(uuid) from public, anon, authenticated;
revoke execute on function public.leave_calendar_connection(uuid, boolean) from public, anon, authenticated;
revoke execute on function public.finish_calendar_leave(uuid, text) from public, anon, authenticated;
grant execute on function private.is_shared_account(uuid) to service_role;
grant execute on function public.leave_calendar_connection(uuid, boolean) to service_role;
grant execute on function public.finish_calendar_leave(uuid, text) to service_role;

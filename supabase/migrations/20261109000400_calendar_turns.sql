-- Whose turn it is: a connection that is opened again, a booking before a routine look, and waits as long as were asked for.

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

create or replace function public.finish_calendar_sync(p_connection uuid, p_worker text, p_outcome jsonb) returns boolean
language plpgsql set search_path = '' as $$
declare
  was public.calendar_connections;
  failed boolean := p_outcome ->> 'result' <> 'ok';
begin
  select * into was from public.calendar_connections where id = p_connection and locked_by = p_worker for update;
  if not found then
    return false;
  end if;
  update public.calendar_connections as c set
    locked_by = null, locked_until = null,
    status = case when p_outcome ->> 'result' = 'expired' then 'expired' else 'active' end,
    error_code = p_outcome ->> 'error',
    failures = case when failed then c.failures + 1 else 0 end,
    last_success_at = case when failed then c.last_success_at else pg_catalog.now() end,
    next_sync_at = case
      -- Somebody poked it while it was at work: what they told of may have come too late for this turn.
      when not failed and c.next_sync_at > c.last_tried_at then c.next_sync_at
      when not failed then pg_catalog.now() + pg_catalog.make_interval(secs => (p_outcome ->> 'again')::double precision)
      -- A minute, doubled each time, at most six hours; where the provider says how long to wait, that instead of the minute.
      else pg_catalog.now() + pg_catalog.make_interval(secs => least(21600,
        coalesce(nullif((p_outcome ->> 'again')::double precision, 0), 54) * 2 ^ least(c.failures, 12)) * (1 + 0.2 * pg_catalog.random())) end
  where c.id = p_connection;
  if p_outcome ->> 'result' = 'expired' and was.status = 'active' then
    perform private.tell_calendar_owner(p_connection, 'calendar.expired', '{}', pg_catalog.now()::text);
  end if;
  if failed and p_outcome ->> 'error' is distinct from was.error_code then
    perform private.log_calendar(p_connection, 'failed', pg_catalog.jsonb_build_object('error', p_outcome ->> 'error'));
  elsif not failed and (was.failures > 0 or p_outcome -> 'facts' <> '{}') then
    perform private.log_calendar(p_connection, 'synced', coalesce(p_outcome -> 'facts', '{}'));
  end if;
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object('business', was.business_id, 'kind', 'calendars')::text);
  return true;
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
    'keyVersion', secret.key_version, 'sealed', secret.sealed,
    'calendars', coalesce((
      select pg_catalog.jsonb_agg(private.calendar_json(k) order by k.created_at, k.id)
      from public.calendars as k where k.connection_id = c.id), '[]')) order by c.next_sync_at, c.id), '[]')
  from claimed as c
  join public.businesses as biz on biz.id = c.business_id
  join public.staff as person on person.id = c.staff_id
  join private.calendar_secrets as secret on secret.connection_id = c.id
$$;

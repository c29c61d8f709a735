-- In: connecting, claiming connections that are due, taking over what their calendars say.

create function private.log_calendar(p_connection uuid, p_kind text, p_facts jsonb default '{}') returns void
language sql set search_path = '' as $$
  insert into public.calendar_log (business_id, connection_id, kind, facts)
  select c.business_id, c.id, p_kind, p_facts from public.calendar_connections as c where c.id = p_connection
$$;

create function public.put_calendar_connection(p_request jsonb) returns jsonb
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
    status = 'active', error_code = null, failures = 0, account = excluded.account, next_sync_at = pg_catalog.now()
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
  perform private.log_calendar(conn.id, case when fresh then 'connected' else 'reconnected' end);
  return pg_catalog.jsonb_build_object('ok', true, 'id', conn.id, 'fresh', fresh);
end $$;
comment on function public.put_calendar_connection(jsonb) is
  'Connects an account or connects it again: {id, businessId, staffId, userId, provider, account, keyVersion, sealed, calendars: '
  '[{remoteId, name, color, timeZone, writable, blocks}]}. What was chosen before for its calendars stays. → {ok, id, fresh}. Service role only.';

create function public.put_calendar_secret(p_connection uuid, p_worker text, p_key_version integer, p_sealed text) returns boolean
language plpgsql set search_path = '' as $$
begin
  update private.calendar_secrets as known
  set key_version = p_key_version, sealed = p_sealed, updated_at = pg_catalog.now()
  from public.calendar_connections as c
  where known.connection_id = p_connection and c.id = p_connection and c.locked_by = p_worker;
  return found;
end $$;
comment on function public.put_calendar_secret(uuid, text, integer, text) is
  'Keeps renewed access, for the worker that holds the connection: an older worker must not put back what has been replaced. Service role only.';

create function public.set_calendar_use(p_calendar uuid, p_blocks boolean, p_receives boolean, p_privacy text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.calendars;
begin
  select * into was from public.calendars where id = p_calendar for update;
  if not found then
    return private.refusal('not_found');
  end if;
  if p_receives and not was.writable then
    return private.refusal('read_only');
  end if;
  update public.calendars set blocks = p_blocks, receives = p_receives, privacy = p_privacy where id = p_calendar;
  if was.blocks and not p_blocks then
    delete from public.busy_times where calendar_id = p_calendar;
  end if;
  if was.blocks <> p_blocks or was.receives <> p_receives then
    -- What it says is read from the beginning: while it did neither, nobody listened.
    delete from private.calendar_cursors where calendar_id = p_calendar;
  end if;
  if was.receives <> p_receives or was.privacy <> p_privacy then
    perform private.queue_whole_calendar(p_calendar);
  end if;
  update public.calendar_connections set next_sync_at = pg_catalog.now() where id = was.connection_id;
  perform private.call_function('calendar-sync');
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.set_calendar_use(uuid, boolean, boolean, text) is
  'Sets whether a calendar blocks, receives, or neither, and what its entries tell. → {ok} or not_found | read_only. Service role only.';

create function private.calendar_json(c public.calendars) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'id', c.id, 'remoteId', c.remote_id, 'name', c.name, 'timeZone', c.time_zone, 'writable', c.writable,
    'blocks', c.blocks, 'receives', c.receives, 'privacy', c.privacy,
    'cursor', (
      select pg_catalog.jsonb_build_object('value', k.cursor, 'windowUntil', private.instant_text(k.window_until))
      from private.calendar_cursors as k where k.calendar_id = c.id),
    'channel', (
      select pg_catalog.jsonb_build_object('id', w.id, 'remoteId', w.remote_id, 'expiresAt', private.instant_text(w.expires_at))
      from private.calendar_channels as w where w.calendar_id = c.id order by w.expires_at desc limit 1))
$$;

create function public.claim_calendar_connections(p_worker text, p_limit integer default 10, p_only uuid default null) returns jsonb
language sql set search_path = '' as $$
  with due as (
    select c.id from public.calendar_connections as c
    where c.status = 'active' and (c.locked_until is null or c.locked_until < pg_catalog.now())
      and (p_only is null or c.id = p_only)
      -- While a provider is away, what waits to be written waits with the rest.
      and (p_only is not null or c.next_sync_at <= pg_catalog.now() or (c.failures = 0 and exists (
        select 1 from private.calendar_pushes as waiting join public.calendars as k on k.id = waiting.calendar_id
        where k.connection_id = c.id and waiting.due_at <= pg_catalog.now())))
    order by c.next_sync_at, c.id
    limit least(greatest(p_limit, 1), 50)
    for update of c skip locked
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
comment on function public.claim_calendar_connections(text, integer, uuid) is
  'Takes connections that are due for three minutes, skipping those that another worker holds; p_only takes that one, due or not. Service role only.';

create function public.extend_calendar_lease(p_connection uuid, p_worker text) returns boolean
language plpgsql set search_path = '' as $$
begin
  update public.calendar_connections set locked_until = pg_catalog.now() + '3 minutes'::interval
  where id = p_connection and locked_by = p_worker;
  return found;
end $$;
comment on function public.extend_calendar_lease(uuid, text) is 'Three more minutes for a long first pull; false = it has passed to another worker, stop. Service role only.';

create function public.calendar_links_of(p_calendar uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'subjectId', link.subject_id, 'remoteKey', link.remote_key, 'etag', link.etag, 'fingerprint', link.fingerprint,
    'start', private.instant_text(link.starts_at), 'end', private.instant_text(link.ends_at),
    'pending', exists (
      select 1 from private.calendar_pushes as waiting
      where waiting.calendar_id = link.calendar_id and waiting.subject_id = link.subject_id))), '[]')
  from private.calendar_links as link
  where link.calendar_id = p_calendar and link.ends_at > pg_catalog.now() - '1 day'::interval
$$;
comment on function public.calendar_links_of(uuid) is 'The entries of ours in a calendar that are not over, as both sides last agreed. Service role only.';

create function public.apply_calendar_events(p_calendar uuid, p_worker text, p_events jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  cal public.calendars;
  removed integer;
  written integer;
  raised integer;
begin
  select k.* into cal from public.calendars as k join public.calendar_connections as c on c.id = k.connection_id
  where k.id = p_calendar and c.locked_by = p_worker
  for share of c;
  if not found then
    return private.refusal('lease_lost');
  end if;
  -- A staff member who turned it off while this was on its way.
  if not cal.blocks then
    return pg_catalog.jsonb_build_object('ok', true, 'written', 0, 'removed', 0);
  end if;

  with given as materialized (
    select distinct on (event ->> 'key', span ->> 0, span ->> 1)
      event ->> 'key' as object_key,
      pg_catalog.concat_ws('#', pg_catalog.md5(p_calendar::text || (event ->> 'key')), span ->> 0, span ->> 1) as source_key,
      pg_catalog.to_timestamp((span ->> 0)::bigint) as starts_at, pg_catalog.to_timestamp((span ->> 1)::bigint) as ends_at
    from pg_catalog.jsonb_array_elements(p_events) as event, pg_catalog.jsonb_array_elements(event -> 'spans') as span
    where (span ->> 1)::bigint > (span ->> 0)::bigint
      -- An event that mirrors one of this business's own bookings never blocks (time rule 21), in whichever calendar it lies.
      and not exists (
        select 1 from public.bookings as b
        where b.id = (event ->> 'subject')::uuid and b.business_id = cal.business_id)
      and not exists (
        select 1 from public.appointments as a
        where a.id = (event ->> 'subject')::uuid and a.business_id = cal.business_id)
  ), old as (
    delete from public.busy_times as x
    where x.calendar_id = p_calendar
      and x.object_key in (select event ->> 'key' from pg_catalog.jsonb_array_elements(p_events) as event)
      and not exists (select 1 from given where given.source_key = x.source_key)
    returning 1
  ), fresh as (
    insert into public.busy_times (business_id, staff_id, starts_at, ends_at, source, source_key, calendar_id, object_key)
    select cal.business_id, cal.staff_id, given.starts_at, given.ends_at, 'calendar', given.source_key, cal.id, given.object_key
    from given
    on conflict (staff_id, source, source_key) do nothing
    returning *
  ), clash as (
    insert into public.calendar_conflicts (business_id, staff_id, calendar_id, appointment_id, kind, source_key, starts_at, ends_at)
    select distinct on (coalesce(a.assists, a.id), fresh.source_key)
      cal.business_id, cal.staff_id, cal.id, coalesce(a.assists, a.id), 'overlap', fresh.source_key, fresh.starts_at, fresh.ends_at
    from fresh
    join public.appointments as a on a.staff_id = fresh.staff_id and a.active
      and a.blocked && pg_catalog.tstzrange(fresh.starts_at, fresh.ends_at)
      and a.starts_at < fresh.ends_at and a.ends_at > fresh.starts_at
    where a.ends_at > pg_catalog.now() and exists (
      select 1 from public.bookings as b
      where b.appointment_id = coalesce(a.assists, a.id) and b.status in ('pending', 'confirmed'))
    -- Once decided, the same event at the same time is not raised again; one that had gone and came back is.
    on conflict (appointment_id, kind, source_key) do update set status = 'open', resolved_at = null, resolved_by = null
      where calendar_conflicts.status = 'gone'
    returning 1
  )
  select (select count(*) from old), (select count(*) from fresh), (select count(*) from clash) into removed, written, raised;
  if raised > 0 then
    perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object('business', cal.business_id, 'kind', 'conflict')::text);
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'written', written, 'removed', removed, 'conflicts', raised);
end $$;
comment on function public.apply_calendar_events(uuid, text, jsonb) is
  'Takes over events of a calendar: [{key, subject?, spans: [[start, end] in epoch seconds]}], none = it no longer blocks. Only what '
  'differs is written. → {ok, written, removed, conflicts} or lease_lost. Service role only.';

create function private.settle_conflicts(p_business uuid) returns void
language sql set search_path = '' as $$
  update public.calendar_conflicts as c set status = 'gone', resolved_at = pg_catalog.now()
  where c.business_id = p_business and c.status = 'open'
    and (
      not exists (
        select 1 from public.appointments as a join public.bookings as b on b.appointment_id = a.id
        where a.id = c.appointment_id and a.active and a.ends_at > pg_catalog.now() and b.status in ('pending', 'confirmed'))
      or (c.kind = 'overlap' and not exists (
        select 1 from public.busy_times as x
        join public.appointments as a on a.id = c.appointment_id or a.assists = c.appointment_id
        where x.calendar_id = c.calendar_id and x.staff_id = c.staff_id and x.source = 'calendar' and x.source_key = c.source_key
          and a.staff_id = c.staff_id and a.active and a.starts_at < x.ends_at and a.ends_at > x.starts_at))
      -- They have moved it again, or back.
      or (c.kind = 'moved' and not exists (
        select 1 from private.calendar_links as link
        where link.calendar_id = c.calendar_id and link.starts_at = c.starts_at and link.ends_at = c.ends_at
          and (link.subject_id = c.appointment_id or link.subject_id in (
            select b.id from public.bookings as b where b.appointment_id = c.appointment_id)))))
$$;
comment on function private.settle_conflicts(uuid) is 'Closes what has settled itself: the event went away, or the booking moved or ended.';

create function public.finish_calendar_pull(p_pull jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  cal public.calendars;
  gone integer := 0;
begin
  select k.* into cal from public.calendars as k join public.calendar_connections as c on c.id = k.connection_id
  where k.id = (p_pull ->> 'calendarId')::uuid and c.locked_by = p_pull ->> 'worker';
  if not found then
    return private.refusal('lease_lost');
  end if;
  if p_pull -> 'seen' is not null and pg_catalog.jsonb_typeof(p_pull -> 'seen') = 'array' then
    delete from public.busy_times as x
    where x.calendar_id = cal.id
      and not exists (select 1 from pg_catalog.jsonb_array_elements_text(p_pull -> 'seen') as s(key) where s.key = x.object_key);
    get diagnostics gone = row_count;
  end if;
  if p_pull ->> 'cursor' is null then
    delete from private.calendar_cursors where calendar_id = cal.id;
  else
    insert into private.calendar_cursors as k (calendar_id, cursor, window_until)
    values (cal.id, p_pull ->> 'cursor', (p_pull ->> 'windowUntil')::timestamptz)
    on conflict (calendar_id) do update set cursor = excluded.cursor, window_until = excluded.window_until
      where (k.cursor, k.window_until) is distinct from (excluded.cursor, excluded.window_until);
  end if;
  update public.calendars set last_pull_at = pg_catalog.now() where id = cal.id;
  perform private.settle_conflicts(cal.business_id);
  return pg_catalog.jsonb_build_object('ok', true, 'removed', gone);
end $$;
comment on function public.finish_calendar_pull(jsonb) is
  'Ends the pull of a calendar: {calendarId, worker, cursor, windowUntil, seen}. seen = the keys of a full pull; whatever else was known is gone. Service role only.';

create function public.forget_past_busy_times() returns integer
language plpgsql set search_path = '' as $$
declare
  gone integer;
begin
  delete from public.busy_times where calendar_id is not null and ends_at < pg_catalog.now() - '1 day'::interval;
  get diagnostics gone = row_count;
  delete from public.calendar_log where at < pg_catalog.now() - '30 days'::interval;
  delete from private.calendar_channels where expires_at < pg_catalog.now() - '1 day'::interval;
  return gone;
end $$;
comment on function public.forget_past_busy_times() is 'Outside events that are over block nothing, and are nobody''s business; the log is kept for a month. Service role only.';

create function private.tell_calendar_owner(p_connection uuid, p_kind text, p_data jsonb, p_dedupe text) returns void
language sql set search_path = '' as $$
  insert into public.notifications (business_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key)
  select c.business_id, p_kind, 'email', 'staff', coalesce(person.email, biz.email), biz.locale, coalesce(person.time_zone, biz.time_zone),
    pg_catalog.jsonb_build_object(
      'connectionId', c.id, 'account', c.account,
      'business', pg_catalog.jsonb_build_object(
        'name', biz.name, 'slug', biz.slug, 'country', biz.country, 'brandColor', biz.brand_color)) || p_data,
    pg_catalog.concat_ws(':', c.id, p_kind, p_dedupe)
  from public.calendar_connections as c
  join public.businesses as biz on biz.id = c.business_id
  join public.staff as person on person.id = c.staff_id
  where c.id = p_connection and coalesce(person.email, biz.email) is not null
  on conflict (dedupe_key) do nothing
$$;
comment on function private.tell_calendar_owner(uuid, text, jsonb, text) is 'Writes to the owner of a connected account; nobody to write to = nothing written.';

create function public.finish_calendar_sync(p_connection uuid, p_worker text, p_outcome jsonb) returns boolean
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
      -- A minute, doubled each time, at most six hours; never sooner than the provider asked for.
      else pg_catalog.now() + pg_catalog.make_interval(secs => greatest(
        coalesce((p_outcome ->> 'again')::double precision, 0),
        least(21600, 60 * 2 ^ least(c.failures, 12)) * (0.9 + 0.2 * pg_catalog.random()))) end
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
comment on function public.finish_calendar_sync(uuid, text, jsonb) is
  'Ends a worker''s turn: {result: ok | retry | expired, error, again: seconds until the next, facts: what came and went}. Service role only.';

create function public.poke_calendar(p_channel uuid, p_secret_hash text, p_remote text, p_message bigint) returns jsonb
language plpgsql set search_path = '' as $$
declare
  known record;
begin
  select w.id, w.last_message, w.expires_at, k.connection_id into known
  from private.calendar_channels as w join public.calendars as k on k.id = w.calendar_id
  where (w.id = p_channel or (p_channel is null and w.remote_id = p_remote)) and w.remote_id = p_remote
    and w.secret_hash = p_secret_hash
  for update of w;
  if not found then
    return private.refusal('not_found');
  end if;
  if p_message is not null then
    if p_message <= known.last_message then
      return private.refusal('already');
    end if;
    update private.calendar_channels set last_message = p_message where id = known.id;
  end if;
  update public.calendar_connections set next_sync_at = pg_catalog.clock_timestamp()
  where id = known.connection_id and status = 'active';
  perform private.call_function('calendar-sync');
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.poke_calendar(uuid, text, text, bigint) is
  'A provider says that something changed: known channel, its secret, its resource, a message number not seen before. → {ok} or not_found | already. Service role only.';

create function public.end_calendar_channel(p_secret_hash text, p_remote text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  connection uuid;
begin
  delete from private.calendar_channels as w using public.calendars as k
  where k.id = w.calendar_id and w.remote_id = p_remote and w.secret_hash = p_secret_hash
  returning k.connection_id into connection;
  if connection is null then
    return private.refusal('not_found');
  end if;
  update public.calendar_connections set next_sync_at = pg_catalog.clock_timestamp() where id = connection and status = 'active';
  perform private.call_function('calendar-sync');
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.end_calendar_channel(text, text) is
  'A provider says that it has ended a channel: a new one is opened with the next look. Service role only.';

create function public.put_calendar_channel(p_request jsonb) returns void
language sql set search_path = '' as $$
  insert into private.calendar_channels as w (id, calendar_id, remote_id, secret_hash, expires_at)
  values ((p_request ->> 'id')::uuid, (p_request ->> 'calendarId')::uuid, p_request ->> 'remoteId',
    p_request ->> 'secretHash', (p_request ->> 'expiresAt')::timestamptz)
  on conflict (id) do update set remote_id = excluded.remote_id, expires_at = excluded.expires_at
$$;
comment on function public.put_calendar_channel(jsonb) is
  'Remembers a channel before the provider is asked for it (its first message may come before the answer) and again with its answer. Service role only.';

create function public.drop_calendar_channel(p_channel uuid) returns void
language sql set search_path = '' as $$
  delete from private.calendar_channels where id = p_channel
$$;
comment on function public.drop_calendar_channel(uuid) is 'Forgets a channel that has ended. Service role only.';

create function public.sync_calendar_now(p_connection uuid) returns jsonb
language plpgsql set search_path = '' as $$
begin
  update public.calendar_connections set next_sync_at = pg_catalog.clock_timestamp() where id = p_connection and status = 'active';
  if not found then
    return private.refusal('not_found');
  end if;
  update private.calendar_pushes as waiting set due_at = pg_catalog.now()
  from public.calendars as k where k.id = waiting.calendar_id and k.connection_id = p_connection;
  perform private.call_function('calendar-sync');
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.sync_calendar_now(uuid) is 'Somebody does not want to wait: the connection and everything queued for it are due. Service role only.';

create function public.calendar_access(p_connection uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'account', c.account, 'keyVersion', secret.key_version, 'sealed', secret.sealed,
    'calendars', coalesce((
      select pg_catalog.jsonb_agg(private.calendar_json(k) order by k.created_at, k.id)
      from public.calendars as k where k.connection_id = c.id), '[]'))
  from public.calendar_connections as c join private.calendar_secrets as secret on secret.connection_id = c.id
  where c.id = p_connection
$$;
comment on function public.calendar_access(uuid) is 'A connection with its sealed access, for the test button and for taking leave. Service role only.';

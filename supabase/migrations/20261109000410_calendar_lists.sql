-- The calendars of an account, told anew: names and colours change over there, and calendars come to it.

create function public.refresh_calendars(p_connection uuid, p_calendars jsonb) returns integer
language plpgsql set search_path = '' as $$
declare
  conn public.calendar_connections;
  fresh integer;
begin
  select * into conn from public.calendar_connections where id = p_connection for share;
  if not found then
    return 0;
  end if;
  with told as (
    insert into public.calendars as known (business_id, connection_id, staff_id, remote_id, name, color, time_zone, writable, blocks, receives)
    select conn.business_id, conn.id, conn.staff_id, one ->> 'remoteId', one ->> 'name', one ->> 'color',
      (select zone.name from private.time_zones as zone where zone.name = one ->> 'timeZone'),
      (one ->> 'writable')::boolean, false, false
    from pg_catalog.jsonb_array_elements(p_calendars) as one
    on conflict (connection_id, remote_id) do update set
      name = excluded.name, color = excluded.color, time_zone = coalesce(excluded.time_zone, known.time_zone),
      writable = excluded.writable, receives = known.receives and excluded.writable
    returning (xmax = 0) as is_new
  )
  select count(*) into fresh from told where told.is_new;
  return fresh;
end $$;
comment on function public.refresh_calendars(uuid, jsonb) is
  'Takes over an account''s list of calendars [{remoteId, name, color, timeZone, writable}]; new ones do nothing until somebody says what. '
  '→ how many are new. Service role only.';
revoke execute on function public.refresh_calendars(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.refresh_calendars(uuid, jsonb) to service_role;

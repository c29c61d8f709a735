-- Open pages hear of changes: one channel, one small payload per change, sent when the transaction commits.

create function private.announce_appointment() returns trigger
language plpgsql set search_path = '' as $$
declare
  a public.appointments := coalesce(new, old);
begin
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object(
    'business', a.business_id, 'kind', 'appointment', 'service', a.service_id, 'staff', a.staff_id,
    'start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at))::text);
  return null;
end $$;
create trigger appointments_announce after insert or delete or update of staff_id, starts_at, ends_at, active, seats_taken
  on public.appointments for each row execute function private.announce_appointment();

create function private.announce_booking() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object(
    'business', new.business_id, 'kind', 'booking', 'booking', new.id, 'status', new.status)::text);
  return null;
end $$;
create trigger bookings_announce after insert or update on public.bookings
  for each row execute function private.announce_booking();

create function private.announce_hours() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object(
    'business', coalesce(new.business_id, old.business_id), 'kind', 'hours')::text);
  return null;
end $$;
do $$
declare
  name text;
begin
  foreach name in array array[
    'weekly_hours', 'seasons', 'hour_patterns', 'date_overrides', 'closures', 'time_off', 'busy_times',
    'staff', 'services', 'service_staff', 'service_resources', 'resources'
  ] loop
    execute format('create trigger %I after insert or update or delete on public.%I for each row execute function private.announce_hours()',
      name || '_announce', name);
  end loop;
end $$;
comment on function private.announce_hours() is 'Equal payloads of one transaction are sent once, so that saving a whole week is one notice.';

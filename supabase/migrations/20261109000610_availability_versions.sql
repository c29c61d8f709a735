-- Whether anything has changed since a process last asked for the same times. The answer to that is one index look-up,
-- where reading a week's appointments again is thousands of rows.

create table private.availability_versions (
  business_id uuid primary key references public.businesses (id) on delete cascade,
  version uuid not null default gen_random_uuid(),
  changed_by xid8 not null default pg_catalog.pg_current_xact_id()
);
comment on table private.availability_versions is
  'Per business a version that is another one after every transaction that changed its hours, people, services or appointments. '
  'Random rather than counted, so that a database put back to an earlier day never repeats one.';
comment on column private.availability_versions.changed_by is 'The transaction that set the version: one that changes a hundred rows sets it once.';
alter table private.availability_versions enable row level security;
revoke all on private.availability_versions from public, anon, authenticated;
grant all on private.availability_versions to service_role;
insert into private.availability_versions (business_id) select b.id from public.businesses as b;

create function private.first_availability_version() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.availability_versions (business_id) values (new.id);
  return null;
end $$;
comment on function private.first_availability_version() is 'Every business has a version from its first moment.';
create trigger businesses_availability_first after insert on public.businesses
  for each row execute function private.first_availability_version();

create function private.availability_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update private.availability_versions as v
  set version = gen_random_uuid(), changed_by = pg_catalog.pg_current_xact_id()
  where v.business_id = coalesce(new.business_id, old.business_id) and v.changed_by <> pg_catalog.pg_current_xact_id();
  return null;
end $$;
comment on function private.availability_changed() is
  'Gives the business a new version. It runs as the very last thing of a transaction, which then holds the version''s row only '
  'while it commits: writers of one business do not wait for each other''s work, and none waits for a second row.';

create function private.business_availability_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update private.availability_versions as v
  set version = gen_random_uuid(), changed_by = pg_catalog.pg_current_xact_id()
  where v.business_id = new.id and v.changed_by <> pg_catalog.pg_current_xact_id();
  return null;
end $$;
comment on function private.business_availability_changed() is 'As availability_changed, for the business''s own row.';

do $$
declare
  name text;
begin
  foreach name in array array[
    'weekly_hours', 'seasons', 'hour_patterns', 'date_overrides', 'closures', 'time_off', 'busy_times', 'staff', 'services',
    'service_staff', 'service_resources', 'resources', 'appointment_resources'
  ] loop
    execute format(
      'create constraint trigger %I after insert or update or delete on public.%I deferrable initially deferred '
      'for each row execute function private.availability_changed()', name || '_availability', name);
  end loop;
end $$;
create constraint trigger appointments_availability
  after insert or delete or update of service_id, staff_id, assists, starts_at, ends_at, blocked, buffer_before_min, buffer_after_min,
    capacity, seats_taken, active on public.appointments
  deferrable initially deferred for each row execute function private.availability_changed();
create constraint trigger bookings_availability
  after insert or delete or update of appointment_id, status, party, hold_expires_at on public.bookings
  deferrable initially deferred for each row execute function private.availability_changed();
create constraint trigger businesses_availability
  after update of slug, time_zone, week_starts_on, archived_at on public.businesses
  deferrable initially deferred for each row execute function private.business_availability_changed();

create function public.availability_since(
  p_business text,
  p_service text,
  p_from timestamptz,
  p_to timestamptz,
  p_staff text,
  p_known uuid,
  p_until bigint
) returns json
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_generic_plan' as $$
declare
  biz uuid;
  present uuid;
  expires bigint;
begin
  select b.id, v.version into biz, present
  from public.businesses as b
  join private.availability_versions as v on v.business_id = b.id
  where b.slug = p_business and b.archived_at is null;
  if present = p_known and (p_until is null or pg_catalog.date_part('epoch', pg_catalog.now()) < p_until) then
    return '{"same": true}'::json;
  end if;
  -- What the clock alone changes: a hold runs out.
  select floor(pg_catalog.date_part('epoch', min(held.hold_expires_at)))::bigint into expires
  from public.bookings as held
  where held.status = 'held' and held.hold_expires_at > pg_catalog.now() and held.business_id = biz;
  return pg_catalog.json_build_object(
    'same', false, 'version', present, 'until', expires,
    'data', public.availability_data(p_business, p_service, p_from, p_to, p_staff, null));
end $$;
comment on function public.availability_since(text, text, timestamptz, timestamptz, text, uuid, bigint) is
  'availability_data, or {same: true} when it would be what it was at version p_known, and no hold has run out since (p_until, seconds since '
  '1970): {same: false, version, until, data}. Service role only.';
revoke execute on function public.availability_since(text, text, timestamptz, timestamptz, text, uuid, bigint)
  from public, anon, authenticated;

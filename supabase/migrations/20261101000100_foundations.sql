-- Foundations: extensions, the private schema, privileges by default, and helpers that every table uses.

create schema if not exists extensions;
create extension if not exists btree_gist with schema extensions;
create extension if not exists pgcrypto with schema extensions;

create schema private;
comment on schema private is
  'Helpers and tables that the API does not expose: policies and functions use them, clients cannot name them.';

-- A hosted project grants everything in public to the API roles by default. Here each grant is written out,
-- so that a table or a function that forgets its grants is closed, not open.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke execute on functions from public, anon, authenticated;
-- PUBLIC holds EXECUTE through the global default, which only a global revoke takes away.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public grant all on tables to service_role;
alter default privileges in schema public grant all on sequences to service_role;
alter default privileges in schema public grant execute on functions to service_role;
alter default privileges in schema private grant all on tables to service_role;
alter default privileges in schema private grant all on sequences to service_role;
alter default privileges in schema private grant execute on functions to service_role;

grant usage on schema public to anon, authenticated, service_role;
grant usage on schema private to authenticated, service_role;
-- The policies of signed-in people call helpers in private, and the exclusion constraints need btree_gist.
grant usage on schema extensions to authenticated, service_role;

create type public.member_role as enum ('owner', 'manager', 'staff');
comment on type public.member_role is
  'owner: everything. manager: everything but members and closing the business. staff: sees the business, edits own hours.';

create type public.slot_align as enum ('opening', 'clock');
comment on type public.slot_align is 'What a grid of start times is anchored to (time rule 9).';

create type public.confirmation_mode as enum ('instant', 'email', 'approval');
comment on type public.confirmation_mode is
  'How a booking becomes confirmed: at once, after the customer confirms by e-mail, or after the business approves.';

create type public.booking_status as enum
  ('held', 'pending', 'confirmed', 'completed', 'no_show', 'cancelled', 'declined', 'expired');
comment on type public.booking_status is
  'The life of a booking; the allowed steps are in private.booking_transitions and in lib/bookings/rules.ts.';

create type public.actor_kind as enum ('customer', 'staff', 'system');
comment on type public.actor_kind is 'Who did something: the customer, somebody of the business, or Daybook itself.';

create type public.closure_kind as enum ('holiday', 'closure', 'leave');
comment on type public.closure_kind is 'Public holiday, the business''s own closure, or a staff member''s whole-day leave.';

create type public.channel as enum ('email', 'sms', 'push', 'in_app');
comment on type public.channel is 'How a message travels.';

create type public.notification_status as enum ('queued', 'sending', 'sent', 'dead', 'dropped');
comment on type public.notification_status is
  'queued: due or waiting; sending: claimed by a dispatcher until locked_until; sent; dead: given up, with last_error; dropped: no longer wanted.';

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := pg_catalog.now();
  return new;
end $$;
comment on function private.touch_updated_at() is
  'Keeps updated_at honest. Editors send it back and are refused when it has moved on (no silent overwriting).';

create table private.time_zones (
  name text primary key
);
comment on table private.time_zones is
  'Names of the IANA database. PostgreSQL itself would also take POSIX strings such as FOO+5; and its own list, '
  'pg_timezone_names, takes twenty milliseconds to read, too long for every booking.';

create function private.refresh_time_zones() returns void
language sql set search_path = '' as $$
  insert into private.time_zones (name)
  select known.name from pg_catalog.pg_timezone_names as known
  where known.name ~ '^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$' and known.name not in ('Factory')
  on conflict do nothing
$$;
comment on function private.refresh_time_zones() is 'Takes up the zones that an update of the server has brought; zones are never dropped.';
select private.refresh_time_zones();

create function private.is_slug(value text) returns boolean
language sql immutable parallel safe set search_path = '' as $$
  select value ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and pg_catalog.length(value) between 1 and 60
$$;
comment on function private.is_slug(text) is 'Lower-case words joined by single hyphens, at most 60 characters.';

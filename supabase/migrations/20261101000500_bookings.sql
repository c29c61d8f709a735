-- Appointments are the time, bookings are the people in it.

create table public.customers (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  user_id uuid references auth.users (id) on delete set null,
  name text not null check (length(btrim(name)) between 1 and 120),
  email text check (email = lower(email) and length(email) between 3 and 254),
  phone text check (phone ~ '^\+[0-9]{6,15}$'),
  locale text not null default 'en' check (length(locale) between 2 and 35),
  notes text not null default '' check (length(notes) <= 4000),
  blocked_at timestamptz,
  erased_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, business_id),
  unique (business_id, email)
);
create index customers_user_id_idx on public.customers (user_id) where user_id is not null;
comment on table public.customers is 'People who book, one row per business and e-mail address. Typing an address never shows what is stored here.';
comment on column public.customers.user_id is 'Set once the person has proven the address by signing in.';
comment on column public.customers.blocked_at is 'Since when this person may not book online.';

create table public.appointments (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  service_id uuid not null,
  staff_id uuid not null,
  assists uuid,
  starts_at timestamptz not null check (date_trunc('minute', starts_at) = starts_at),
  ends_at timestamptz not null check (date_trunc('minute', ends_at) = ends_at),
  buffer_before_min integer not null default 0 check (buffer_before_min between 0 and 480),
  buffer_after_min integer not null default 0 check (buffer_after_min between 0 and 480),
  blocked tstzrange not null,
  capacity integer not null check (capacity >= 1),
  seats_taken integer not null default 0,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (service_id, business_id) references public.services (id, business_id),
  foreign key (staff_id, business_id) references public.staff (id, business_id),
  unique (id, business_id),
  foreign key (assists, business_id) references public.appointments (id, business_id) on delete cascade,
  check (ends_at > starts_at),
  constraint appointments_seats_within_capacity check (seats_taken between 0 and capacity),
  constraint appointments_one_place_at_a_time exclude using gist (
    staff_id extensions.gist_uuid_ops with =,
    blocked with &&
  ) where (active)
);
create index appointments_calendar_idx on public.appointments (business_id, starts_at);
create index appointments_service_idx on public.appointments (service_id, starts_at) where active;
create index appointments_assists_idx on public.appointments (assists) where assists is not null;
comment on table public.appointments is
  'One service, one staff member, one span. A private lesson has one booking, a class has many; a hold is an appointment whose only booking is held.';
comment on column public.appointments.assists is
  'Set on the rows of the further staff that a service needs at once: they move and end with the appointment they assist.';
comment on column public.appointments.blocked is 'The span with its buffers; buffers of neighbours add up because the ranges may not overlap (time rule 10).';
comment on column public.appointments.active is 'false once nobody is left in it: it no longer blocks anything.';
comment on constraint appointments_one_place_at_a_time on public.appointments is
  'The last word on double booking (time rule 17): of simultaneous writes to overlapping times exactly one wins.';

create function private.set_blocked() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.blocked := pg_catalog.tstzrange(
    new.starts_at - pg_catalog.make_interval(mins => new.buffer_before_min),
    new.ends_at + pg_catalog.make_interval(mins => new.buffer_after_min)
  );
  return new;
end $$;
comment on function private.set_blocked() is
  'timestamptz minus an interval is not immutable, so that a generated column cannot do this; minutes never depend on a zone.';
create trigger appointments_blocked
  before insert or update of starts_at, ends_at, buffer_before_min, buffer_after_min, blocked on public.appointments
  for each row execute function private.set_blocked();

create table public.appointment_resources (
  appointment_id uuid not null,
  business_id uuid not null,
  resource_id uuid not null,
  unit smallint not null check (unit >= 1),
  blocked tstzrange not null,
  active boolean not null default true,
  primary key (appointment_id, resource_id, unit),
  foreign key (appointment_id, business_id) references public.appointments (id, business_id) on delete cascade,
  foreign key (resource_id, business_id) references public.resources (id, business_id),
  constraint appointment_resources_one_use_at_a_time exclude using gist (
    resource_id extensions.gist_uuid_ops with =,
    unit with =,
    blocked with &&
  ) where (active)
);
create index appointment_resources_resource_idx on public.appointment_resources (resource_id);
comment on table public.appointment_resources is 'Which unit of a room or of equipment an appointment uses, and for how long.';

create table public.bookings (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  appointment_id uuid not null,
  customer_id uuid,
  status public.booking_status not null,
  party integer not null default 1 check (party between 1 and 1000),
  contact_name text not null default '' check (length(contact_name) <= 120),
  contact_email text check (length(contact_email) between 3 and 254),
  contact_phone text check (contact_phone ~ '^\+[0-9]{6,15}$'),
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  note text not null default '' check (length(note) <= 2000),
  price_minor integer check (price_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null references private.time_zones (name),
  locale text not null default 'en' check (length(locale) between 2 and 35),
  staff_choice text not null default 'any' check (staff_choice in ('any', 'chosen')),
  source text not null default 'public' check (source in ('public', 'staff', 'api')),
  ics_sequence integer not null default 0 check (ics_sequence >= 0),
  moves integer not null default 0 check (moves >= 0),
  hold_expires_at timestamptz,
  decide_by timestamptz,
  rebooked_from uuid references public.bookings (id) on delete set null,
  cancelled_at timestamptz,
  cancelled_by public.actor_kind,
  cancel_reason text not null default '' check (length(cancel_reason) <= 500),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, business_id),
  foreign key (appointment_id, business_id) references public.appointments (id, business_id),
  foreign key (customer_id, business_id) references public.customers (id, business_id),
  constraint bookings_only_holds_are_nameless check (status in ('held', 'expired') or customer_id is not null),
  constraint bookings_holds_end check (status <> 'held' or hold_expires_at is not null)
);
create index bookings_appointment_idx on public.bookings (appointment_id);
create index bookings_customer_idx on public.bookings (customer_id);
create index bookings_business_created_idx on public.bookings (business_id, created_at);
create index bookings_holds_idx on public.bookings (hold_expires_at) where status = 'held';
create index bookings_pending_idx on public.bookings (business_id, decide_by) where status = 'pending';
create index bookings_rebooked_idx on public.bookings (rebooked_from) where rebooked_from is not null;
comment on table public.bookings is 'A customer''s place in an appointment.';
comment on column public.bookings.contact_name is 'As typed for this booking; the customer''s own record is changed only by them or by the business.';
comment on column public.bookings.price_minor is 'What was agreed, for the whole party, in the smallest unit of currency.';
comment on column public.bookings.time_zone is 'The zone that the customer looked at; messages to them use it.';
comment on column public.bookings.hold_expires_at is 'Until when a held place stays held; renewed while the form is open.';
comment on column public.bookings.decide_by is 'Until when a pending booking waits for its answer; then it expires and frees its time.';
comment on column public.bookings.ics_sequence is 'SEQUENCE of the calendar entry: rises with every change (time rule 20).';

-- The states of a booking and the steps between them: the same table as in lib/bookings/rules.ts (a test compares).
create table private.booking_transitions (
  from_status public.booking_status not null,
  to_status public.booking_status not null,
  primary key (from_status, to_status)
);
comment on table private.booking_transitions is 'Every step that a booking may take; the trigger on bookings refuses all others.';
insert into private.booking_transitions (from_status, to_status) values
  ('held', 'pending'), ('held', 'confirmed'), ('held', 'expired'), ('held', 'cancelled'),
  ('pending', 'confirmed'), ('pending', 'declined'), ('pending', 'cancelled'), ('pending', 'expired'),
  ('confirmed', 'completed'), ('confirmed', 'no_show'), ('confirmed', 'cancelled'),
  ('completed', 'confirmed'), ('completed', 'no_show'),
  ('no_show', 'confirmed'), ('no_show', 'completed');

create function private.check_booking_transition() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.status <> old.status and not exists (
    select 1 from private.booking_transitions as step
    where step.from_status = old.status and step.to_status = new.status
  ) then
    raise exception 'a % booking cannot become %', old.status, new.status using errcode = '23514';
  end if;
  return new;
end $$;
create trigger bookings_transition before update of status on public.bookings
  for each row execute function private.check_booking_transition();

create function private.takes_seats(status public.booking_status) returns boolean
language plpgsql immutable parallel safe set search_path = '' as $$
begin
  return status in ('held', 'pending', 'confirmed', 'completed', 'no_show');
end $$;
comment on function private.takes_seats(public.booking_status) is 'Whether a booking in this state keeps its place.';

create table public.booking_events (
  id bigint generated always as identity primary key,
  business_id uuid not null references public.businesses (id),
  booking_id uuid not null,
  kind text not null check (kind in (
    'held', 'requested', 'booked', 'confirmed', 'declined', 'moved', 'edited', 'cancelled', 'completed', 'no_show', 'reopened', 'expired')),
  actor public.actor_kind not null,
  actor_user_id uuid,
  actor_name text not null default '' check (length(actor_name) <= 120),
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  note text not null default '' check (length(note) <= 500),
  at timestamptz not null default clock_timestamp(),
  foreign key (booking_id, business_id) references public.bookings (id, business_id)
);
create index booking_events_booking_idx on public.booking_events (booking_id, id);
create index booking_events_business_idx on public.booking_events (business_id, id);
comment on table public.booking_events is 'History of every booking: who did what, when, from what to what. Append-only, for everybody.';
comment on column public.booking_events.before is 'What was, in so far as it changed: status, start, end, staff, party.';

create function private.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;
create trigger booking_events_append_only before update or delete on public.booking_events
  for each row execute function private.refuse_change();
create trigger booking_events_no_truncate before truncate on public.booking_events
  for each statement execute function private.refuse_change();

create table private.booking_tokens (
  token_hash bytea primary key check (length(token_hash) = 32),
  booking_id uuid not null unique references public.bookings (id) on delete cascade,
  created_at timestamptz not null default now()
);
comment on table private.booking_tokens is 'SHA-256 of the secret in a customer''s manage link; the secret itself is never stored.';

create table private.idempotency_keys (
  business_id uuid not null references public.businesses (id) on delete cascade,
  key text not null check (length(key) between 1 and 200),
  request_hash text not null check (length(request_hash) between 1 and 128),
  booking_id uuid not null references public.bookings (id) on delete cascade deferrable initially deferred,
  created_at timestamptz not null default now(),
  primary key (business_id, key)
);
create index idempotency_keys_booking_idx on private.idempotency_keys (booking_id);
create index idempotency_keys_created_idx on private.idempotency_keys (created_at);
comment on table private.idempotency_keys is 'First answers by idempotency key (time rule 18); kept for a week.';

create trigger customers_touch before update on public.customers for each row execute function private.touch_updated_at();
create trigger appointments_touch before update on public.appointments for each row execute function private.touch_updated_at();
create trigger bookings_touch before update on public.bookings for each row execute function private.touch_updated_at();

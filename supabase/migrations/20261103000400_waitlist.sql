-- The waiting list: people who found a day or a session full, in the order in which they came, and what they were offered.
-- Which times are free is the engine's to say (lib/scheduling); the database keeps the order, the places and the deadlines.

create table public.waitlist_entries (
  id uuid primary key,
  business_id uuid not null references public.businesses (id) on delete cascade,
  service_id uuid not null,
  staff_id uuid,
  place bigint generated always as identity,
  party integer not null default 1 check (party between 1 and 1000),
  from_date date not null,
  to_date date not null,
  weekdays smallint[] not null default '{}' check (weekdays <@ '{1,2,3,4,5,6,7}'::smallint[]),
  from_min integer not null default 0 check (from_min between 0 and 1439),
  to_min integer not null default 1440 check (to_min between 1 and 1440),
  contact_name text not null check (length(btrim(contact_name)) between 1 and 120),
  contact_email text not null check (contact_email = lower(contact_email) and length(contact_email) between 3 and 254),
  contact_phone text check (contact_phone ~ '^\+[0-9]{6,15}$'),
  time_zone text not null references private.time_zones (name),
  locale text not null default 'en' check (length(locale) between 2 and 35),
  status text not null default 'waiting' check (status in ('waiting', 'offered', 'booked', 'left', 'removed', 'closed')),
  closed_because text check (closed_because in ('dates_over', 'offers_passed', 'service_gone')),
  offers_passed integer not null default 0 check (offers_passed >= 0),
  booking_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, business_id),
  foreign key (service_id, business_id) references public.services (id, business_id) on delete cascade,
  foreign key (staff_id, business_id) references public.staff (id, business_id),
  foreign key (booking_id, business_id) references public.bookings (id, business_id),
  check (to_date >= from_date and to_date - from_date <= 61),
  check (to_min > from_min),
  check ((status = 'closed') = (closed_because is not null)),
  check ((status = 'booked') = (booking_id is not null))
);
create unique index waitlist_entries_once_idx on public.waitlist_entries (service_id, contact_email, from_date, to_date)
  where status in ('waiting', 'offered');
create index waitlist_entries_queue_idx on public.waitlist_entries (business_id, place) where status in ('waiting', 'offered');
create index waitlist_entries_business_idx on public.waitlist_entries (business_id, created_at);
create index waitlist_entries_staff_idx on public.waitlist_entries (staff_id) where staff_id is not null;
create index waitlist_entries_booking_idx on public.waitlist_entries (booking_id) where booking_id is not null;
comment on table public.waitlist_entries is 'Who waits for a time to come free, first come first served.';
comment on column public.waitlist_entries.place is 'The order of the queue. It is kept when an offer passes by.';
comment on column public.waitlist_entries.from_date is 'First date wanted, as the calendar in time_zone has it; weekdays (1 Monday to 7 Sunday, empty = any) narrow it.';
comment on column public.waitlist_entries.from_min is 'A start is wanted from this minute of the day, on the clock in time_zone, up to before to_min.';
comment on index public.waitlist_entries_once_idx is 'Whoever asks twice for the same is in the queue once.';

create table public.waitlist_offers (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  entry_id uuid not null,
  booking_id uuid not null,
  staff_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  deadline timestamptz not null,
  made_by public.actor_kind not null default 'system',
  outcome text check (outcome in ('taken', 'declined', 'passed', 'withdrawn')),
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  foreign key (entry_id, business_id) references public.waitlist_entries (id, business_id) on delete cascade,
  foreign key (booking_id, business_id) references public.bookings (id, business_id) on delete cascade,
  foreign key (staff_id, business_id) references public.staff (id, business_id),
  check (ends_at > starts_at and deadline <= starts_at),
  check ((outcome is null) = (settled_at is null))
);
create unique index waitlist_offers_one_open_idx on public.waitlist_offers (entry_id) where outcome is null;
create unique index waitlist_offers_booking_idx on public.waitlist_offers (booking_id);
create index waitlist_offers_entry_idx on public.waitlist_offers (entry_id, created_at);
create index waitlist_offers_staff_idx on public.waitlist_offers (staff_id);
comment on table public.waitlist_offers is 'Times that were kept for somebody on the waiting list. Only the outcome is ever added.';
comment on column public.waitlist_offers.booking_id is 'The held place; it becomes the booking when the offer is taken, and expires with the offer.';

create function private.check_offer_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  if old.outcome is not null
    or (new.id, new.entry_id, new.booking_id, new.staff_id, new.starts_at, new.ends_at, new.deadline, new.made_by)
      is distinct from (old.id, old.entry_id, old.booking_id, old.staff_id, old.starts_at, old.ends_at, old.deadline, old.made_by) then
    raise exception 'an offer only ever gets its outcome' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger waitlist_offers_append_only before update on public.waitlist_offers
  for each row execute function private.check_offer_change();
create trigger waitlist_entries_touch before update on public.waitlist_entries
  for each row execute function private.touch_updated_at();

create table private.waitlist_tokens (
  token_hash bytea primary key check (length(token_hash) = 32),
  entry_id uuid not null unique references public.waitlist_entries (id) on delete cascade
);
comment on table private.waitlist_tokens is 'SHA-256 of the secret in a waiting customer''s link; the secret itself is never stored.';

create table private.waitlist_wakeups (
  id bigint generated always as identity primary key,
  business_id uuid not null references public.businesses (id) on delete cascade,
  txid xid8 not null default pg_catalog.pg_current_xact_id(),
  locked_until timestamptz,
  unique (business_id, txid)
);
comment on table private.waitlist_wakeups is
  'Businesses where something may have come free since the waiting list was last looked at. One row per transaction: '
  'writers of one business neither wait for each other here nor does one hide what another has changed.';

alter table public.waitlist_entries enable row level security;
alter table public.waitlist_offers enable row level security;
alter table private.waitlist_tokens enable row level security;
alter table private.waitlist_wakeups enable row level security;
revoke all on public.waitlist_entries, public.waitlist_offers from anon, authenticated;
revoke all on private.waitlist_tokens, private.waitlist_wakeups from public, anon, authenticated;
grant all on public.waitlist_entries, public.waitlist_offers, private.waitlist_tokens, private.waitlist_wakeups to service_role;
grant select on public.waitlist_entries, public.waitlist_offers to authenticated;
create policy "Members see the waiting list of their business" on public.waitlist_entries for select to authenticated
  using (business_id in (select private.my_businesses()));
create policy "Members see the offers of their business" on public.waitlist_offers for select to authenticated
  using (business_id in (select private.my_businesses()));

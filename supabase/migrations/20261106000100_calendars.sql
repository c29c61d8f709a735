-- Outside calendars: who is connected to what, what of it blocks or receives, and what was written there.

create table public.calendar_connections (
  id uuid primary key,
  business_id uuid not null references public.businesses (id) on delete cascade,
  staff_id uuid not null,
  user_id uuid references auth.users (id) on delete set null,
  provider text not null check (provider in ('google', 'microsoft', 'caldav', 'feed')),
  account text not null check (length(account) between 1 and 320),
  status text not null default 'active' check (status in ('active', 'expired')),
  error_code text check (length(error_code) <= 60),
  failures integer not null default 0 check (failures >= 0),
  last_tried_at timestamptz,
  last_success_at timestamptz,
  next_sync_at timestamptz not null default now(),
  locked_by text,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  unique (id, business_id)
);
create index calendar_connections_staff_idx on public.calendar_connections (staff_id, business_id);
create index calendar_connections_business_idx on public.calendar_connections (business_id);
create index calendar_connections_user_idx on public.calendar_connections (user_id) where user_id is not null;
create index calendar_connections_due_idx on public.calendar_connections (next_sync_at) where status = 'active';
comment on table public.calendar_connections is 'An account of a staff member''s that holds calendars, or the address of a calendar file.';
comment on column public.calendar_connections.id is
  'Derived from staff member, provider and account, so that connecting the same account again finds the same row.';
comment on column public.calendar_connections.account is 'What people know the account by: an e-mail address, or the host of a file. Never a secret.';
comment on column public.calendar_connections.status is 'expired: the provider refuses our access until somebody connects again.';
comment on column public.calendar_connections.error_code is 'Why the last attempt failed; the page has the words. Provider texts are not kept.';
comment on column public.calendar_connections.locked_until is 'One worker at a time; a dead worker''s claim ends here.';

create table private.calendar_secrets (
  connection_id uuid primary key references public.calendar_connections (id) on delete cascade,
  key_version integer not null,
  sealed text not null check (length(sealed) <= 100000),
  updated_at timestamptz not null default now()
);
comment on table private.calendar_secrets is
  'Access to an account, sealed by the app with AES-256-GCM; the connection''s id is the associated data. The keys are not in the database.';

create table public.calendars (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  connection_id uuid not null,
  staff_id uuid not null,
  remote_id text not null check (length(remote_id) between 1 and 1000),
  name text not null check (length(name) between 1 and 200),
  color text check (color ~ '^#[0-9a-f]{6}$'),
  time_zone text references private.time_zones (name),
  writable boolean not null default false,
  blocks boolean not null default false,
  receives boolean not null default false,
  privacy text not null default 'details' check (privacy in ('details', 'busy')),
  last_pull_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (connection_id, business_id) references public.calendar_connections (id, business_id) on delete cascade,
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  unique (connection_id, remote_id),
  unique (id, business_id),
  constraint calendars_receive_if_writable check (writable or not receives)
);
create index calendars_staff_idx on public.calendars (staff_id, business_id);
create index calendars_business_idx on public.calendars (business_id);
comment on table public.calendars is 'The calendars of a connection. blocks: its busy events block its staff member; receives: their bookings are written to it.';
comment on column public.calendars.privacy is 'What our entries tell there: everything, or only that the time is taken.';

create table private.calendar_cursors (
  calendar_id uuid primary key references public.calendars (id) on delete cascade,
  cursor text not null check (length(cursor) <= 10000),
  window_until timestamptz not null
);
comment on table private.calendar_cursors is 'Where the next incremental pull goes on (sync token, delta link, ETag), and how far ahead events are known.';

create table private.calendar_links (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  calendar_id uuid not null,
  subject_id uuid not null,
  remote_key text not null check (length(remote_key) between 1 and 2000),
  etag text check (length(etag) <= 500),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  fingerprint text not null check (length(fingerprint) <= 100),
  updated_at timestamptz not null default now(),
  foreign key (calendar_id, business_id) references public.calendars (id, business_id) on delete cascade,
  unique (calendar_id, subject_id)
);
create index calendar_links_subject_idx on private.calendar_links (subject_id);
create index calendar_links_key_idx on private.calendar_links (calendar_id, md5(remote_key));
comment on table private.calendar_links is 'Which entry of a calendar mirrors which booking or session, and how both sides last agreed.';
comment on column private.calendar_links.subject_id is
  'A booking; for a session of several people its appointment, because a session is one entry. A booking keeps its id when it moves.';
comment on column private.calendar_links.fingerprint is 'Of what we wrote: equal = nothing to write.';

create table private.calendar_pushes (
  calendar_id uuid not null references public.calendars (id) on delete cascade,
  subject_id uuid not null,
  revision bigint not null default 1,
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  primary key (calendar_id, subject_id)
);
create index calendar_pushes_due_idx on private.calendar_pushes (due_at);
comment on table private.calendar_pushes is
  'What is to be written to calendars, written in the transaction that changes a booking. It says only that, not what: the '
  'worker compares how it is now, so that many changes are one write and none is out of order.';

create table private.calendar_channels (
  id uuid primary key,
  calendar_id uuid not null references public.calendars (id) on delete cascade,
  remote_id text not null check (length(remote_id) <= 500),
  secret_hash text not null check (length(secret_hash) = 64),
  expires_at timestamptz not null,
  last_message bigint not null default 0,
  created_at timestamptz not null default now()
);
create index calendar_channels_calendar_idx on private.calendar_channels (calendar_id);
create index calendar_channels_remote_idx on private.calendar_channels (remote_id);
comment on table private.calendar_channels is
  'Where a provider tells us of changes: Google''s channels (remote_id = resource id), Graph''s subscriptions (remote_id = subscription).';

create table public.calendar_log (
  id bigint generated always as identity primary key,
  business_id uuid not null,
  connection_id uuid not null,
  kind text not null check (length(kind) between 1 and 60),
  facts jsonb not null default '{}',
  at timestamptz not null default clock_timestamp(),
  foreign key (connection_id, business_id) references public.calendar_connections (id, business_id) on delete cascade
);
create index calendar_log_connection_idx on public.calendar_log (connection_id, id desc);
create index calendar_log_at_idx on public.calendar_log (at);
comment on table public.calendar_log is 'What the exchange with an account did; kept for thirty days.';

create table public.calendar_conflicts (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  staff_id uuid not null,
  calendar_id uuid not null,
  appointment_id uuid not null,
  kind text not null check (kind in ('overlap', 'moved', 'deleted')),
  source_key text not null check (length(source_key) <= 200),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  status text not null default 'open' check (status in ('open', 'kept', 'moved', 'cancelled', 'refused', 'gone')),
  resolved_at timestamptz,
  resolved_by uuid,
  created_at timestamptz not null default now(),
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  foreign key (calendar_id, business_id) references public.calendars (id, business_id) on delete cascade,
  foreign key (appointment_id, business_id) references public.appointments (id, business_id) on delete cascade,
  unique (appointment_id, kind, source_key)
);
create index calendar_conflicts_open_idx on public.calendar_conflicts (business_id, staff_id) where status = 'open';
create index calendar_conflicts_staff_idx on public.calendar_conflicts (staff_id, business_id);
create index calendar_conflicts_calendar_idx on public.calendar_conflicts (calendar_id);
comment on table public.calendar_conflicts is
  'What a person has to decide. overlap: an outside event lies on a booking; moved, deleted: a staff member did that to the entry of '
  'a booking in their own calendar, and the business wants to be asked.';
comment on column public.calendar_conflicts.source_key is 'Which event at which time: decided once, the same is not raised again.';

create table private.calendar_feeds (
  id uuid primary key default gen_random_uuid(),
  business_id uuid references public.businesses (id) on delete cascade,
  staff_id uuid,
  user_id uuid references auth.users (id) on delete cascade,
  token_hash text not null unique check (length(token_hash) = 64),
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  last_read_at timestamptz,
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  check ((business_id is null) = (user_id is not null))
);
create index calendar_feeds_business_idx on private.calendar_feeds (business_id);
create index calendar_feeds_staff_idx on private.calendar_feeds (staff_id, business_id) where staff_id is not null;
create index calendar_feeds_user_idx on private.calendar_feeds (user_id) where user_id is not null;
comment on table private.calendar_feeds is
  'Secret addresses that calendars subscribe to: of a business, of one staff member (staff_id), or of a customer (user_id).';

alter table public.busy_times
  add column calendar_id uuid,
  add column object_key text check (length(object_key) <= 2000),
  add constraint busy_times_calendar_fkey foreign key (calendar_id, business_id)
    references public.calendars (id, business_id) on delete cascade;
create index busy_times_calendar_idx on public.busy_times (calendar_id, object_key);
comment on column public.busy_times.object_key is 'The provider''s own name of the event: all spans of one event are replaced together.';

alter table public.businesses
  add column calendar_policy text not null default 'apply' check (calendar_policy in ('apply', 'ask', 'undo'));
comment on column public.businesses.calendar_policy is
  'What staff do to a booking''s entry in their own calendar: apply = takes effect when the time is free; ask = somebody '
  'decides in the dashboard; undo = Daybook puts the entry back.';

create trigger calendar_connections_touch before update on public.calendar_connections for each row execute function private.touch_updated_at();
create trigger calendars_touch before update on public.calendars for each row execute function private.touch_updated_at();

do $$
declare
  name text;
begin
  foreach name in array array['calendar_connections', 'calendars', 'calendar_log', 'calendar_conflicts'] loop
    execute format('alter table public.%I enable row level security', name);
    execute format('revoke all on public.%I from anon, authenticated', name);
    execute format('grant all on public.%I to service_role', name);
  end loop;
  foreach name in array array['calendar_secrets', 'calendar_cursors', 'calendar_pushes', 'calendar_channels', 'calendar_links', 'calendar_feeds'] loop
    execute format('alter table private.%I enable row level security', name);
    execute format('revoke all on private.%I from public, anon, authenticated', name);
    execute format('grant all on private.%I to service_role', name);
  end loop;
  -- A calendar is somebody's own: colleagues without the charge of the business do not see which ones they have.
  foreach name in array array['calendar_connections', 'calendars', 'calendar_conflicts'] loop
    execute format('create policy "Managers and the staff member concerned see %s" on public.%I for select to authenticated
      using (business_id in (select private.my_businesses(''manager'')) or staff_id in (select private.my_staff()))',
      replace(name, '_', ' '), name);
    execute format('grant select on public.%I to authenticated', name);
  end loop;
end $$;
create policy "Managers and the staff member concerned see the log" on public.calendar_log for select to authenticated
  using (connection_id in (select connection.id from public.calendar_connections as connection));
grant select on public.calendar_log to authenticated;

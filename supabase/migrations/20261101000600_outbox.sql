-- The outbox: messages are written in the transaction of what they tell, and sent by the dispatch function.

create table public.notifications (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  booking_id uuid,
  kind text not null check (kind ~ '^[a-z_]+(\.[a-z_]+)*$' and length(kind) <= 60),
  channel public.channel not null,
  audience text not null check (audience in ('customer', 'staff')),
  recipient text not null check (length(recipient) between 1 and 320),
  locale text not null default 'en',
  time_zone text not null,
  data jsonb not null default '{}',
  dedupe_key text not null unique check (length(dedupe_key) <= 200),
  status public.notification_status not null default 'queued',
  due_at timestamptz not null default now(),
  attempts integer not null default 0 check (attempts >= 0),
  locked_until timestamptz,
  locked_by text,
  last_error text check (length(last_error) <= 1000),
  provider text,
  provider_message_id text,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  foreign key (booking_id, business_id) references public.bookings (id, business_id) on delete cascade,
  check (status <> 'sending' or locked_until is not null),
  check (status <> 'sent' or sent_at is not null)
);
create index notifications_due_idx on public.notifications (due_at) where status in ('queued', 'sending');
create index notifications_booking_idx on public.notifications (booking_id);
create index notifications_business_idx on public.notifications (business_id, created_at);
comment on table public.notifications is 'Outbox of messages; the id is the idempotency key towards the provider.';
comment on column public.notifications.data is 'What the message tells, as it was when it was written (start, end, sequence of the calendar entry).';
comment on column public.notifications.dedupe_key is 'One row per thing told, channel and recipient: writing it twice is refused.';
comment on column public.notifications.locked_until is 'A dispatcher''s claim; one that died is claimed again after it.';

create table private.throttle_windows (
  bucket text not null check (length(bucket) <= 200),
  window_start timestamptz not null,
  hits integer not null default 0,
  primary key (bucket, window_start)
);
comment on table private.throttle_windows is 'Counts of attempts per bucket (address, account) and window, shared by all instances of the app.';

create table private.schedules (
  name text primary key,
  schedule text not null,
  command text not null,
  comment text not null default ''
);
comment on table private.schedules is 'What runs when: pg_cron runs these on a hosted project, the local scheduler runs the same here.';

create table private.settings (
  key text primary key,
  value text not null
);
comment on table private.settings is 'Where the database finds the edge functions on a hosted project: functions_url. Secrets stay in the vault.';

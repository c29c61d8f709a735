-- What messages need beside the outbox: their states after sending, breakers per channel, addresses that take no more,
-- rules for reminders, preferences, templates, notices in the app. Everything but the outbox itself is in private: the
-- server reads and writes it through functions.

alter table public.notifications
  add column crashes smallint not null default 0,
  add column expires_at timestamptz,
  add column rule_id uuid,
  add column content jsonb,
  add column segments smallint check (segments >= 0),
  add column cost numeric(12, 6),
  add column cost_currency text check (cost_currency ~ '^[A-Z]{3}$'),
  add column delivery text check (delivery in ('delivered', 'delayed', 'undelivered', 'bounced', 'complained')),
  add column delivery_at timestamptz,
  add column delivery_error text check (length(delivery_error) <= 500),
  add column resend_of uuid references public.notifications (id) on delete set null;
comment on column public.notifications.crashes is 'How often its dispatcher ended without a report; one that ends every dispatcher is given up.';
comment on column public.notifications.expires_at is 'After this it is of no use and dropped: a reminder after the start.';
comment on column public.notifications.rule_id is 'The reminder rule that wrote it; null for everything else.';
comment on column public.notifications.content is 'What was sent, in words: {subject, text, letter…} or {body}. Forgotten after the business''s keeping time.';
comment on column public.notifications.segments is 'Parts that a text message was sent in.';
comment on column public.notifications.cost is 'What the provider charged, where it says so, in cost_currency.';
comment on column public.notifications.delivery is 'What the provider reported after taking the message; null = nothing yet.';
comment on column public.notifications.resend_of is 'The dead message that this one repeats at a manager''s wish.';

drop index public.notifications_due_idx;
create index notifications_due_idx on public.notifications (channel, due_at, id) where status in ('queued', 'sending');
create index notifications_dead_idx on public.notifications (business_id, created_at) where status = 'dead';
create index notifications_resend_idx on public.notifications (resend_of) where resend_of is not null;
create index notifications_provider_idx on public.notifications (provider_message_id) where provider_message_id is not null;
create index notifications_recipient_idx on public.notifications (recipient, created_at) where channel = 'sms';

create table private.notification_events (
  id bigint generated always as identity primary key,
  notification_id uuid not null references public.notifications (id) on delete cascade,
  event text not null check (length(event) between 1 and 40),
  detail text not null default '' check (length(detail) <= 500),
  at timestamptz not null default clock_timestamp()
);
create index notification_events_notification_idx on private.notification_events (notification_id, id);
comment on table private.notification_events is 'What happened to a message after it was written: tries that failed, and what its provider reported.';

create table private.channel_breakers (
  channel public.channel primary key,
  failures integer not null default 0,
  trips integer not null default 0,
  open_until timestamptz,
  probing boolean not null default false,
  reason text not null default '' check (length(reason) <= 500),
  changed_at timestamptz not null default now()
);
comment on table private.channel_breakers is
  'A provider that is down: its channel rests until open_until, then one message tries whether it is back. Other channels go on.';
insert into private.channel_breakers (channel) values ('email'), ('sms'), ('push');

create table private.suppressions (
  channel public.channel not null,
  address text not null check (length(address) between 1 and 600),
  reason text not null check (reason in ('stopped', 'bounced', 'complained', 'gone')),
  since timestamptz not null default now(),
  primary key (channel, address)
);
comment on table private.suppressions is
  'Addresses that take no more: stopped = answered STOP, bounced = does not exist, complained = marked as unwanted, gone = a browser that left.';

create table private.provider_callbacks (
  provider text not null check (length(provider) <= 20),
  key text not null check (length(key) <= 200),
  at timestamptz not null default now(),
  primary key (provider, key)
);
create index provider_callbacks_at_idx on private.provider_callbacks (at);
comment on table private.provider_callbacks is 'Callbacks that have been heard, by the provider''s own key: the same one again changes nothing. Kept for a month.';

create table private.message_settings (
  business_id uuid primary key references public.businesses (id) on delete cascade,
  sms_kinds text[] not null default '{}',
  quiet_from_min integer not null default 1260 check (quiet_from_min between 0 and 1439),
  quiet_to_min integer not null default 480 check (quiet_to_min between 0 and 1439),
  keep_days integer not null default 400 check (keep_days between 30 and 3650),
  updated_at timestamptz not null default now()
);
comment on table private.message_settings is 'How a business writes to its customers; no row = the defaults.';
comment on column private.message_settings.sms_kinds is 'Messages that go by text message too, to customers who gave a number.';
comment on column private.message_settings.quiet_from_min is 'Minute of the recipient''s day from which reminders keep quiet; equal to quiet_to_min = never.';
comment on column private.message_settings.keep_days is 'For how long messages and their contents are kept.';

create table private.reminder_rules (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  service_id uuid,
  kind text not null check (kind in ('reminder', 'follow_up', 'rebook')),
  channel public.channel not null check (channel in ('email', 'sms')),
  minutes integer not null check (minutes between 5 and 525600),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  foreign key (service_id, business_id) references public.services (id, business_id) on delete cascade,
  unique nulls not distinct (business_id, service_id, kind, channel, minutes)
);
create index reminder_rules_service_idx on private.reminder_rules (service_id, business_id) where service_id is not null;
comment on table private.reminder_rules is
  'What is sent around an appointment by itself: reminder = minutes before the start, follow_up and rebook = minutes after the end. '
  'A service with rules of a kind of its own follows those alone.';

create table private.customer_preferences (
  customer_id uuid primary key references public.customers (id) on delete cascade,
  business_id uuid not null references public.businesses (id) on delete cascade,
  reminder_email boolean not null default true,
  reminder_sms boolean not null default true,
  news_email boolean not null default false,
  news_sms boolean not null default false,
  consent_at timestamptz,
  consent_source text not null default '' check (length(consent_source) <= 60),
  updated_at timestamptz not null default now()
);
create index customer_preferences_business_idx on private.customer_preferences (business_id);
comment on table private.customer_preferences is
  'What a customer wants to hear; no row = reminders, and nothing that needs consent. What is about a booking itself always arrives.';
comment on column private.customer_preferences.consent_at is 'When the customer agreed to news (follow-ups, invitations to book again).';
comment on column private.customer_preferences.consent_source is 'Where they agreed: page, link, form.';

create table private.member_preferences (
  business_id uuid not null,
  user_id uuid not null,
  email_kinds text[] not null default array['booking.new', 'booking.moved', 'booking.cancelled'],
  push_kinds text[] not null default array['booking.new', 'booking.moved', 'booking.cancelled'],
  agenda_min integer check (agenda_min between 0 and 1439),
  agenda_sent_on date,
  updated_at timestamptz not null default now(),
  primary key (business_id, user_id),
  foreign key (business_id, user_id) references public.members (business_id, user_id) on delete cascade
);
create index member_preferences_user_idx on private.member_preferences (user_id);
comment on table private.member_preferences is 'What a member hears and how; no row = every change of their appointments by e-mail, no agenda.';
comment on column private.member_preferences.agenda_min is 'Minute of the day at which the day''s appointments are sent, in the member''s zone; null = never.';

create table private.message_templates (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  kind text not null check (kind ~ '^[a-z_]+(\.[a-z_]+)*$' and length(kind) <= 60),
  audience text not null check (audience in ('customer', 'staff')),
  channel public.channel not null check (channel in ('email', 'sms')),
  language text not null check (language ~ '^[a-z]{2}$'),
  version integer not null check (version >= 1),
  content jsonb not null check (jsonb_typeof(content) = 'object' and length(content::text) <= 20000),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  created_by uuid references auth.users (id) on delete set null,
  created_by_name text not null default '' check (length(created_by_name) <= 120),
  unique (business_id, kind, audience, channel, language, version)
);
create unique index message_templates_active_idx on private.message_templates (business_id, kind, audience, channel, language) where active;
create index message_templates_author_idx on private.message_templates (created_by) where created_by is not null;
comment on table private.message_templates is
  'A business''s own words for a message: every save is a version, one of them is active; none = Daybook''s own words.';

create table private.notices (
  id bigint generated always as identity primary key,
  business_id uuid not null references public.businesses (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  audience text not null check (audience in ('customer', 'staff')),
  kind text not null check (length(kind) <= 60),
  booking_id uuid references public.bookings (id) on delete cascade,
  data jsonb not null default '{}',
  created_at timestamptz not null default now(),
  read_at timestamptz
);
create index notices_user_idx on private.notices (user_id, id desc);
create index notices_unread_idx on private.notices (user_id, business_id) where read_at is null;
create index notices_business_idx on private.notices (business_id);
create index notices_booking_idx on private.notices (booking_id) where booking_id is not null;
comment on table private.notices is 'The bell: what a signed-in person is told inside the app. Kept for ninety days.';

create table private.push_subscriptions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  endpoint text not null unique check (endpoint ~ '^https?://' and length(endpoint) <= 600),
  p256dh text not null check (length(p256dh) between 80 and 120),
  auth text not null check (length(auth) between 16 and 40),
  device text not null default '' check (length(device) <= 120),
  created_at timestamptz not null default now()
);
create index push_subscriptions_user_idx on private.push_subscriptions (user_id);
comment on table private.push_subscriptions is 'Browsers that a person lets Daybook knock on, with their keys (RFC 8291).';

create table private.sms_replies (
  id bigint generated always as identity primary key,
  booking_id uuid not null references public.bookings (id) on delete cascade,
  answer text not null check (answer in ('confirmed', 'cancelled')),
  at timestamptz not null default now()
);
create index sms_replies_booking_idx on private.sms_replies (booking_id);
comment on table private.sms_replies is 'What customers answered to a reminder by text message.';

do $$
declare
  name text;
begin
  foreach name in array array['notification_events', 'channel_breakers', 'suppressions', 'provider_callbacks', 'message_settings',
    'reminder_rules', 'customer_preferences', 'member_preferences', 'message_templates', 'notices', 'push_subscriptions', 'sms_replies'] loop
    execute format('alter table private.%I enable row level security', name);
    execute format('revoke all on private.%I from public, anon, authenticated', name);
    execute format('grant all on private.%I to service_role', name);
  end loop;
end $$;

-- A business begins with one reminder, a day before, by e-mail.
create function private.first_reminder() returns trigger
language plpgsql set search_path = '' as $$
begin
  insert into private.reminder_rules (business_id, kind, channel, minutes) values (new.id, 'reminder', 'email', 1440);
  return null;
end $$;
comment on function private.first_reminder() is 'A business begins with one reminder: a day before, by e-mail.';
create trigger businesses_first_reminder after insert on public.businesses
  for each row execute function private.first_reminder();
insert into private.reminder_rules (business_id, kind, channel, minutes)
select b.id, 'reminder', 'email', 1440 from public.businesses as b;

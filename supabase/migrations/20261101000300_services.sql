-- What can be booked, by whom it is done, and what it needs.

create table public.services (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  slug text not null check (private.is_slug(slug)),
  name text not null check (length(btrim(name)) between 1 and 120),
  category text not null default '' check (length(category) <= 80),
  description text not null default '' check (length(description) <= 2000),
  duration_min integer not null check (duration_min between 1 and 1440),
  buffer_before_min integer not null default 0 check (buffer_before_min between 0 and 480),
  buffer_after_min integer not null default 0 check (buffer_after_min between 0 and 480),
  step_min integer not null default 15 check (step_min between 1 and 1440),
  align public.slot_align not null default 'opening',
  fill_gaps boolean not null default false,
  min_notice_min integer not null default 60 check (min_notice_min between 0 and 525600),
  max_advance_days integer default 90 check (max_advance_days between 0 and 1095),
  bookable_from date,
  bookable_until date,
  limit_per_day integer check (limit_per_day between 1 and 1000),
  limit_per_week integer check (limit_per_week between 1 and 5000),
  capacity integer not null default 1 check (capacity between 1 and 1000),
  staff_required integer not null default 1 check (staff_required between 1 and 10),
  confirmation public.confirmation_mode not null default 'instant',
  cancel_cutoff_min integer check (cancel_cutoff_min between 0 and 525600),
  move_cutoff_min integer check (move_cutoff_min between 0 and 525600),
  price_minor integer check (price_minor between 0 and 100000000),
  questions jsonb not null default '[]' check (jsonb_typeof(questions) = 'array'),
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (business_id, slug),
  unique (id, business_id),
  constraint services_notice_within_horizon
    check (max_advance_days is null or min_notice_min <= (max_advance_days + 1) * 1440),
  constraint services_bookable_dates_in_order check (bookable_until >= bookable_from),
  constraint services_group_has_one_leader check (capacity = 1 or staff_required = 1)
);
comment on table public.services is 'What customers book: how long, how often, how far ahead, for how many.';
comment on column public.services.duration_min is 'Minutes that the customer is served; buffers come on top.';
comment on column public.services.step_min is 'Minutes between offered starts (time rule 9).';
comment on column public.services.fill_gaps is 'Also offer the start directly after, or ending directly before, something busy (time rule 9).';
comment on column public.services.min_notice_min is 'Elapsed minutes that a start must lie ahead (time rule 11).';
comment on column public.services.max_advance_days is 'Local days ahead that can be booked; null = no horizon (time rule 11).';
comment on column public.services.capacity is 'Seats of a session; 1 = a private appointment (time rule 13).';
comment on column public.services.staff_required is 'How many staff it takes at once (time rule 14).';
comment on column public.services.price_minor is 'Price for one seat in the smallest unit of the business''s currency; null = on request.';
comment on column public.services.questions is 'What the booking form asks: [{id, label, kind, required, options?}].';

create table public.service_staff (
  business_id uuid not null,
  service_id uuid not null,
  staff_id uuid not null,
  duration_min integer check (duration_min between 1 and 1440),
  price_minor integer check (price_minor between 0 and 100000000),
  primary key (service_id, staff_id),
  foreign key (service_id, business_id) references public.services (id, business_id) on delete cascade,
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade
);
create index service_staff_staff_id_idx on public.service_staff (staff_id);
comment on table public.service_staff is 'Who performs a service, with their own duration and price where those differ.';

create table public.service_resources (
  business_id uuid not null,
  service_id uuid not null,
  resource_id uuid not null,
  quantity integer not null default 1 check (quantity between 1 and 100),
  primary key (service_id, resource_id),
  foreign key (service_id, business_id) references public.services (id, business_id) on delete cascade,
  foreign key (resource_id, business_id) references public.resources (id, business_id) on delete cascade
);
create index service_resources_resource_id_idx on public.service_resources (resource_id);
comment on table public.service_resources is 'Rooms and equipment that an appointment of the service uses, and how many units.';

create trigger services_touch before update on public.services for each row execute function private.touch_updated_at();

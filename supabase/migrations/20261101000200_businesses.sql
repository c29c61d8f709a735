-- Businesses, the people who run them, the staff who can be booked, and rooms and equipment.

create table public.businesses (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (private.is_slug(slug)),
  name text not null check (length(btrim(name)) between 1 and 120),
  kind text not null default 'other'
    check (kind in ('salon', 'studio', 'clinic', 'tutor', 'repair', 'other')),
  tagline text not null default '' check (length(tagline) <= 200),
  about text not null default '' check (length(about) <= 4000),
  address text not null default '' check (length(address) <= 300),
  city text not null default '' check (length(city) <= 120),
  country text not null default 'DE' check (country ~ '^[A-Z]{2}$'),
  region text check (length(region) between 1 and 10),
  phone text check (length(phone) between 3 and 40),
  email text check (length(email) between 3 and 254),
  website text check (website ~ '^https?://' and length(website) <= 300),
  time_zone text not null references private.time_zones (name),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  locale text not null default 'en' check (length(locale) between 2 and 35),
  week_starts_on smallint not null default 1 check (week_starts_on between 1 and 7),
  brand_color text not null default '#7c5c3e' check (brand_color ~ '^#[0-9a-f]{6}$'),
  photo_url text check (length(photo_url) <= 500),
  policy_text text not null default '' check (length(policy_text) <= 2000),
  cancel_cutoff_min integer not null default 1440 check (cancel_cutoff_min between 0 and 525600),
  move_cutoff_min integer not null default 1440 check (move_cutoff_min between 0 and 525600),
  max_moves integer check (max_moves between 0 and 100),
  request_hours integer not null default 48 check (request_hours between 1 and 720),
  max_open_bookings integer check (max_open_bookings between 1 and 1000),
  listed boolean not null default true,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.businesses is 'A business that takes appointments; the tenant that every other row belongs to.';
comment on column public.businesses.slug is 'Its part of the public address: /SLUG.';
comment on column public.businesses.time_zone is 'IANA zone of its wall clock (time rule 1).';
comment on column public.businesses.country is 'ISO 3166 country, for public holidays and phone numbers.';
comment on column public.businesses.week_starts_on is 'ISO weekday that a week begins on, for limits per week (time rule 12).';
comment on column public.businesses.cancel_cutoff_min is 'Minutes before the start until which a customer may cancel; a service may say otherwise.';
comment on column public.businesses.move_cutoff_min is 'Minutes before the start until which a customer may move a booking; a service may say otherwise.';
comment on column public.businesses.max_moves is 'How often a customer may move one booking; null = as often as they like.';
comment on column public.businesses.request_hours is 'Hours that a request waits for the business''s answer, at most until its start.';
comment on column public.businesses.max_open_bookings is 'How many future bookings one customer may have; null = any number.';
comment on column public.businesses.listed is 'Shown on the front page of this installation.';

create table public.members (
  business_id uuid not null references public.businesses (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role public.member_role not null,
  name text not null check (length(btrim(name)) between 1 and 120),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (business_id, user_id)
);
create index members_user_id_idx on public.members (user_id);
comment on table public.members is 'Who may sign in to a business, and as what.';

create table public.staff (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  user_id uuid references auth.users (id) on delete set null,
  slug text not null check (private.is_slug(slug)),
  name text not null check (length(btrim(name)) between 1 and 120),
  title text not null default '' check (length(title) <= 120),
  bio text not null default '' check (length(bio) <= 2000),
  email text check (length(email) between 3 and 254),
  photo_url text check (length(photo_url) <= 500),
  hue smallint not null default 0 check (hue between 0 and 7),
  time_zone text references private.time_zones (name),
  follows_business_hours boolean not null default true,
  limit_per_day integer check (limit_per_day between 1 and 1000),
  limit_per_week integer check (limit_per_week between 1 and 5000),
  weight integer not null default 1 check (weight between 1 and 100),
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (business_id, slug),
  unique (id, business_id)
);
create index staff_user_id_idx on public.staff (user_id) where user_id is not null;
comment on table public.staff is 'People who can be booked; linked to somebody who signs in, or not.';
comment on column public.staff.hue is 'Which of the eight staff colours marks this person.';
comment on column public.staff.time_zone is 'IANA zone of this person''s own hours; null = the business''s.';
comment on column public.staff.follows_business_hours is 'true: works whenever the business is open; false: has hours of their own.';
comment on column public.staff.weight is 'Share of the "anyone" bookings: 2 takes twice as many as 1.';

create table public.resources (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 120),
  quantity integer not null default 1 check (quantity between 1 and 500),
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (business_id, name),
  unique (id, business_id)
);
comment on table public.resources is 'Rooms, chairs and equipment: a quantity of like units, each of which one appointment uses at a time.';

create trigger businesses_touch before update on public.businesses for each row execute function private.touch_updated_at();
create trigger members_touch before update on public.members for each row execute function private.touch_updated_at();
create trigger staff_touch before update on public.staff for each row execute function private.touch_updated_at();
create trigger resources_touch before update on public.resources for each row execute function private.touch_updated_at();

-- When things are open. The layers of ../lib/scheduling: each row belongs to a business (staff_id null) or to one
-- staff member; weekly hours may also belong to a service or to a season.

create function private.valid_intervals(hours jsonb) returns boolean
language sql immutable parallel safe set search_path = '' as $$
  select pg_catalog.jsonb_typeof(hours) = 'array'
    and pg_catalog.jsonb_array_length(hours) <= 24
    and not exists (
      select 1 from pg_catalog.jsonb_array_elements(hours) as part
      where pg_catalog.jsonb_typeof(part) <> 'object'
         or pg_catalog.jsonb_typeof(part -> 'start') is distinct from 'number'
         or pg_catalog.jsonb_typeof(part -> 'end') is distinct from 'number'
         or (part ->> 'start')::numeric % 1 <> 0 or (part ->> 'end')::numeric % 1 <> 0
         or (part ->> 'start')::numeric not between 0 and 1439
         or (part ->> 'end')::numeric not between 0 and 1440
    )
$$;
comment on function private.valid_intervals(jsonb) is
  'An array of {start, end} in wall-clock minutes of a day; an end not after its start runs past midnight (time rule 4).';

create table public.seasons (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  staff_id uuid,
  name text not null check (length(btrim(name)) between 1 and 120),
  from_date date not null,
  to_date date not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  unique (id, business_id),
  check (to_date >= from_date),
  constraint seasons_do_not_overlap exclude using gist (
    business_id extensions.gist_uuid_ops with =,
    (coalesce(staff_id, '00000000-0000-0000-0000-000000000000'::uuid)) extensions.gist_uuid_ops with =,
    daterange(from_date, to_date, '[]') with &&
  )
);
create index seasons_staff_id_idx on public.seasons (staff_id);
comment on table public.seasons is 'Spans of dates with weekly hours of their own; those of one schedule may not overlap (time rule 6).';

create table public.weekly_hours (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  staff_id uuid,
  service_id uuid,
  season_id uuid,
  weekday smallint not null check (weekday between 1 and 7),
  start_min smallint not null check (start_min between 0 and 1439),
  end_min smallint not null check (end_min between 0 and 1440),
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  foreign key (service_id, business_id) references public.services (id, business_id) on delete cascade,
  foreign key (season_id, business_id) references public.seasons (id, business_id) on delete cascade,
  constraint weekly_hours_of_one_owner check (service_id is null or (staff_id is null and season_id is null))
);
create index weekly_hours_owner_idx on public.weekly_hours (business_id, staff_id);
create index weekly_hours_staff_id_idx on public.weekly_hours (staff_id);
create index weekly_hours_service_id_idx on public.weekly_hours (service_id) where service_id is not null;
create index weekly_hours_season_id_idx on public.weekly_hours (season_id) where season_id is not null;
comment on table public.weekly_hours is 'Opening hours by weekday, in wall-clock minutes of the schedule''s zone.';
comment on column public.weekly_hours.weekday is 'ISO weekday, 1 = Monday.';
comment on column public.weekly_hours.end_min is '1440 = midnight; not after start_min = runs into the next day (time rule 4).';
comment on column public.weekly_hours.service_id is 'Hours outside which this service is not offered (colouring only in the mornings).';
comment on column public.weekly_hours.season_id is 'Hours of a season instead of the usual week.';

create function private.check_season_owner() returns trigger
language plpgsql set search_path = '' as $$
begin
  if not exists (
    select 1 from public.seasons as s
    where s.id = new.season_id and s.staff_id is not distinct from new.staff_id
  ) then
    raise exception 'the season belongs to another schedule' using errcode = '23514';
  end if;
  return new;
end $$;
comment on function private.check_season_owner() is
  'Staff write hours of their own only. Without this, hours of theirs that name the business''s season would count as the business''s.';
create trigger weekly_hours_season before insert or update of season_id, staff_id on public.weekly_hours
  for each row when (new.season_id is not null) execute function private.check_season_owner();

create table public.hour_patterns (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  staff_id uuid,
  name text not null default '' check (length(name) <= 120),
  rrule text not null check (length(rrule) between 6 and 300 and rrule ~ '^FREQ='),
  from_date date not null,
  to_date date,
  start_min smallint not null check (start_min between 0 and 1439),
  end_min smallint not null check (end_min between 0 and 1440),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  check (to_date >= from_date)
);
create index hour_patterns_owner_idx on public.hour_patterns (business_id, staff_id);
create index hour_patterns_staff_id_idx on public.hour_patterns (staff_id);
comment on table public.hour_patterns is 'Extra hours on the dates that a recurrence rule gives (second Saturday of the month).';
comment on column public.hour_patterns.rrule is 'RFC 5545 recurrence rule without DTSTART, which is from_date.';

create table public.date_overrides (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  staff_id uuid,
  date date not null,
  hours jsonb not null default '[]' check (private.valid_intervals(hours)),
  note text not null default '' check (length(note) <= 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  unique nulls not distinct (business_id, staff_id, date)
);
create index date_overrides_staff_id_idx on public.date_overrides (staff_id);
comment on table public.date_overrides is 'Hours of one date that replace everything else; none = closed (time rule 6).';

create table public.closures (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references public.businesses (id) on delete cascade,
  staff_id uuid,
  kind public.closure_kind not null default 'closure',
  name text not null default '' check (length(name) <= 120),
  from_date date not null,
  to_date date not null,
  source_key text check (length(source_key) <= 200),
  ignored boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  unique (business_id, source_key),
  check (to_date >= from_date),
  check (kind <> 'leave' or staff_id is not null)
);
create index closures_owner_idx on public.closures (business_id, staff_id, to_date);
create index closures_staff_id_idx on public.closures (staff_id);
comment on table public.closures is 'Whole days that are closed: public holidays, the business''s own closures, leave.';
comment on column public.closures.source_key is 'Identifies an imported public holiday, so that a yearly refresh does not repeat it.';
comment on column public.closures.ignored is 'true: "we open on this one"; the row stays so that a refresh does not bring it back.';

create table public.time_off (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  staff_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null default '' check (length(reason) <= 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  check (ends_at > starts_at)
);
create index time_off_staff_idx on public.time_off (staff_id, ends_at);
comment on table public.time_off is 'Part of a day that a staff member is away: a pair of instants, cut out of whatever is open (time rule 7).';

create table public.busy_times (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  staff_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  source text not null check (length(source) between 1 and 80),
  source_key text not null check (length(source_key) <= 500),
  label text not null default '' check (length(label) <= 300),
  updated_at timestamptz not null default now(),
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade,
  unique (staff_id, source, source_key),
  check (ends_at > starts_at)
);
create index busy_times_span_idx on public.busy_times
  using gist (staff_id extensions.gist_uuid_ops, tstzrange(starts_at, ends_at));
comment on table public.busy_times is 'Busy spans from outside calendars, whatever their source (time rules 10 and 21). Availability reads only this table.';

create trigger seasons_touch before update on public.seasons for each row execute function private.touch_updated_at();
create trigger hour_patterns_touch before update on public.hour_patterns for each row execute function private.touch_updated_at();
create trigger date_overrides_touch before update on public.date_overrides for each row execute function private.touch_updated_at();
create trigger closures_touch before update on public.closures for each row execute function private.touch_updated_at();
create trigger time_off_touch before update on public.time_off for each row execute function private.touch_updated_at();
create trigger busy_times_touch before update on public.busy_times for each row execute function private.touch_updated_at();

-- Figures of days that are over are counted once and kept. A year of a hundred thousand bookings is then the sum of 365 rows, and
-- what is counted anew are the last two days and whatever lies ahead. A change to a past day leaves a note in the same
-- transaction; the next question counts that day again.

create table private.day_figures (
  business_id uuid not null references public.businesses (id) on delete cascade,
  date date not null,
  time_zone text not null,
  currency text not null,
  bookings integer not null,
  people integer not null,
  revenue bigint not null,
  foreign_money integer not null,
  due integer not null,
  no_shows integer not null,
  cancelled integer not null,
  declined integer not null,
  hours integer[] not null,
  services jsonb not null,
  staff jsonb not null,
  minutes jsonb not null,
  rooms jsonb not null,
  online jsonb not null,
  reasons jsonb not null,
  lead integer[] not null,
  leads integer[] not null,
  guests uuid[] not null,
  primary key (business_id, date)
);
comment on table private.day_figures is
  'What a local date of a business came to, counted once it lies two days back (nothing on it can still be going on, whatever the zone). '
  'A row of another zone or currency than the business''s own no longer counts.';
comment on column private.day_figures.revenue is 'In the currency that the row names, smallest unit.';
comment on column private.day_figures.hours is 'Starts by the hour of the wall clock, from midnight on: 24 numbers.';
comment on column private.day_figures.services is '[service, bookings, revenue, cancelled, no-shows] of each.';
comment on column private.day_figures.staff is '[staff, bookings, revenue, cancelled, no-shows] of each.';
comment on column private.day_figures.minutes is '[staff, minutes that their appointments took], by the date of the start.';
comment on column private.day_figures.rooms is '[resource, minutes of use], by the date of the start.';
comment on column private.day_figures.online is '[service, bookings that customers made on this date, for whenever].';
comment on column private.day_figures.reasons is '[who cancelled, reason, how many].';
comment on column private.day_figures.lead is 'Booked less than a day before, 3 days, a week, 30 days, more: 5 numbers.';
comment on column private.day_figures.leads is 'Minutes between booking and start, of each booking that was not made afterwards.';
comment on column private.day_figures.guests is 'Customers whose bookings took place or should have.';

create table private.stale_days (
  id bigint generated always as identity primary key,
  business_id uuid not null references public.businesses (id) on delete cascade,
  instant timestamptz not null
);
create index stale_days_business_idx on private.stale_days (business_id);
comment on table private.stale_days is
  'Instants of past days on which something has changed since. Only ever added to by those who write, so that they never wait for each '
  'other; whoever has counted the day again takes away the notes that they had seen.';

alter table private.day_figures enable row level security;
alter table private.stale_days enable row level security;
revoke all on private.day_figures, private.stale_days from public, anon, authenticated;
grant all on private.day_figures, private.stale_days to service_role;

create function private.note_past_booking() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.stale_days (business_id, instant)
  select case when tg_op = 'DELETE' then old.business_id else new.business_id end, changed.at
  from (
    select old.starts_at where tg_op <> 'INSERT' union select new.starts_at where tg_op <> 'DELETE'
    -- Bookings made online count on the day on which they were made.
    union select old.created_at where tg_op <> 'INSERT' union select new.created_at where tg_op <> 'DELETE'
  ) as changed (at)
  where changed.at < pg_catalog.now() - '1 day'::interval;
  return null;
end $$;
comment on function private.note_past_booking() is 'Notes that the figures of a past day no longer hold. Security definer: nobody else writes to the notes.';

-- Bookings ahead, which is nearly all that is ever written, cost these triggers a comparison or two.
create trigger bookings_note_past_insert after insert on public.bookings for each row
  when (new.starts_at < now() - '1 day'::interval or new.created_at < now() - '1 day'::interval)
  execute function private.note_past_booking();
create trigger bookings_note_past_update after update on public.bookings for each row
  when ((old.starts_at < now() - '1 day'::interval or new.starts_at < now() - '1 day'::interval)
      and (old.status, old.party, old.customer_id, old.price_minor, old.currency, old.cancelled_by, old.cancel_reason, old.starts_at,
        old.service_id, old.staff_id, old.created_at, old.source)
      is distinct from (new.status, new.party, new.customer_id, new.price_minor, new.currency, new.cancelled_by, new.cancel_reason, new.starts_at,
        new.service_id, new.staff_id, new.created_at, new.source)
    or new.created_at < now() - '1 day'::interval
      and (old.status in ('held', 'expired'), old.service_id, old.source) is distinct from (new.status in ('held', 'expired'), new.service_id, new.source))
  execute function private.note_past_booking();
create trigger bookings_note_past_delete after delete on public.bookings for each row
  when (old.starts_at < now() - '1 day'::interval or old.created_at < now() - '1 day'::interval)
  execute function private.note_past_booking();

create function private.note_past_appointment() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.stale_days (business_id, instant)
  select case when tg_op = 'DELETE' then old.business_id else new.business_id end, changed.at
  from (select old.starts_at where tg_op <> 'INSERT' union select new.starts_at where tg_op <> 'DELETE') as changed (at)
  where changed.at < pg_catalog.now() - '1 day'::interval;
  return null;
end $$;
comment on function private.note_past_appointment() is 'The same for the time that an appointment takes.';
create trigger appointments_note_past_insert after insert on public.appointments for each row
  when (new.starts_at < now() - '1 day'::interval) execute function private.note_past_appointment();
create trigger appointments_note_past_update after update on public.appointments for each row
  when ((old.starts_at < now() - '1 day'::interval or new.starts_at < now() - '1 day'::interval)
    and (old.starts_at, old.ends_at, old.staff_id, old.service_id, old.active)
    is distinct from (new.starts_at, new.ends_at, new.staff_id, new.service_id, new.active))
  execute function private.note_past_appointment();
create trigger appointments_note_past_delete after delete on public.appointments for each row
  when (old.starts_at < now() - '1 day'::interval) execute function private.note_past_appointment();

create function private.note_past_use() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.stale_days (business_id, instant)
  select a.business_id, a.starts_at from public.appointments as a
  where a.id = case when tg_op = 'DELETE' then old.appointment_id else new.appointment_id end
    and a.starts_at < pg_catalog.now() - '1 day'::interval;
  return null;
end $$;
comment on function private.note_past_use() is 'The same for a room. Its appointment knows the day; one that is deleted has noted it itself.';
create trigger appointment_resources_note_past_insert after insert on public.appointment_resources for each row
  when (lower(new.blocked) < now() - '1 day'::interval) execute function private.note_past_use();
create trigger appointment_resources_note_past_update after update on public.appointment_resources for each row
  when (lower(new.blocked) < now() - '1 day'::interval
    and (old.resource_id, old.active, old.appointment_id) is distinct from (new.resource_id, new.active, new.appointment_id))
  execute function private.note_past_use();
create trigger appointment_resources_note_past_delete after delete on public.appointment_resources for each row
  when (lower(old.blocked) < now() - '1 day'::interval) execute function private.note_past_use();

create function private.count_days(
  p_business uuid, p_zone text, p_currency text, p_from date, p_to date, p_service uuid, p_staff uuid
) returns setof private.day_figures
language plpgsql stable set search_path = '' set work_mem = '64MB' set jit = off as $$
declare
  -- Local midnights: a day of a clock change has 23 or 25 hours, and belongs to one date.
  first_instant constant timestamptz := p_from::timestamp at time zone p_zone;
  last_instant constant timestamptz := (p_to + 1)::timestamp at time zone p_zone;
begin
  if p_to < p_from then
    return;
  end if;
  return query
  with asked as materialized (
    select b.clock::date as date, extract(hour from b.clock)::integer as hour, b.status, b.party, b.customer_id, b.cancelled_by,
      b.cancel_reason, b.service_id, b.staff_id, b.status in ('confirmed', 'completed', 'no_show') as kept,
      case when b.status in ('confirmed', 'completed') and b.currency = p_currency then b.price_minor end as earned,
      b.currency <> p_currency and b.status in ('confirmed', 'completed') as foreign_money,
      -- No appointment is longer than a day, so that only the latest have to be looked up.
      b.starts_at <= pg_catalog.now() - '1 day'::interval or b.starts_at < pg_catalog.now() and exists (
        select 1 from public.appointments as a where a.id = b.appointment_id and a.ends_at <= pg_catalog.now()) as over,
      ((pg_catalog.date_part('epoch', b.starts_at) - pg_catalog.date_part('epoch', b.created_at)) / 60)::integer as lead_min
    from (
      select b.starts_at at time zone p_zone as clock, b.starts_at, b.created_at, b.appointment_id, b.status, b.party, b.customer_id,
        b.cancelled_by, b.cancel_reason, b.service_id, b.staff_id, b.currency, b.price_minor
      from public.bookings as b
      where b.business_id = p_business and b.starts_at >= first_instant and b.starts_at < last_instant
        and b.status in ('confirmed', 'completed', 'no_show', 'cancelled', 'declined')
        and (p_service is null or b.service_id = p_service) and (p_staff is null or b.staff_id = p_staff)
      offset 0
    ) as b
  ), whole as (
    select k.date, count(*) filter (where k.kept) as bookings, coalesce(sum(k.party) filter (where k.kept), 0) as people,
      coalesce(sum(k.earned), 0) as revenue, count(*) filter (where k.foreign_money) as foreign_money,
      count(*) filter (where k.kept and k.over) as due, count(*) filter (where k.status = 'no_show') as no_shows,
      count(*) filter (where k.status = 'cancelled') as cancelled, count(*) filter (where k.status = 'declined') as declined,
      array[
        count(*) filter (where k.kept and k.lead_min < 1440), count(*) filter (where k.kept and k.lead_min >= 1440 and k.lead_min < 4320),
        count(*) filter (where k.kept and k.lead_min >= 4320 and k.lead_min < 10080),
        count(*) filter (where k.kept and k.lead_min >= 10080 and k.lead_min < 43200),
        count(*) filter (where k.kept and k.lead_min >= 43200)]::integer[] as lead,
      pg_catalog.array_agg(k.lead_min) filter (where k.kept and k.lead_min >= 0) as leads,
      pg_catalog.array_agg(k.customer_id) filter (where k.kept and k.customer_id is not null) as guests
    from asked as k group by k.date
  ), counted as materialized (
    -- One pass for three groupings; of each line two of the three keys are null.
    select k.date, k.hour, k.service_id, k.staff_id, grouping(k.hour, k.service_id, k.staff_id) as without,
      count(*) filter (where k.kept) as bookings, coalesce(sum(k.earned), 0) as revenue,
      count(*) filter (where k.status = 'cancelled') as cancelled, count(*) filter (where k.status = 'no_show') as no_shows
    from asked as k group by grouping sets ((k.date, k.hour), (k.date, k.service_id), (k.date, k.staff_id))
  ), by_hour as (
    select c.date, pg_catalog.array_agg(c.hour) as hours, pg_catalog.array_agg(c.bookings::integer) as counts
    from counted as c where c.without = 3 and c.bookings > 0 group by c.date
  ), by_service as (
    select c.date, pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(c.service_id, c.bookings, c.revenue, c.cancelled, c.no_shows)) as lines
    from counted as c where c.without = 5 group by c.date
  ), by_staff as (
    select c.date, pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(c.staff_id, c.bookings, c.revenue, c.cancelled, c.no_shows)) as lines
    from counted as c where c.without = 6 group by c.date
  ), by_reason as (
    select r.date, pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(r.cancelled_by, r.reason, r.n)) as lines
    from (
      select k.date, k.cancelled_by, pg_catalog.btrim(k.cancel_reason) as reason, count(*) as n
      from asked as k where k.status = 'cancelled' group by 1, 2, 3
    ) as r group by r.date
  ), places as materialized (
    select a.id, a.staff_id, (a.starts_at at time zone p_zone)::date as date,
      pg_catalog.date_part('epoch', a.ends_at) - pg_catalog.date_part('epoch', a.starts_at) as seconds
    from public.appointments as a
    where a.business_id = p_business and a.active and a.starts_at >= first_instant and a.starts_at < last_instant
      and (p_service is null or a.service_id = p_service) and (p_staff is null or a.staff_id = p_staff)
  ), worked as (
    select w.date, pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(w.staff_id, w.minutes)) as lines
    from (select p.date, p.staff_id, (sum(p.seconds) / 60)::integer as minutes from places as p group by 1, 2) as w group by w.date
  ), used as (
    select u.date, pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(u.resource_id, u.minutes)) as lines
    from (
      select p.date, u.resource_id, (sum(p.seconds) / 60)::integer as minutes
      from public.appointment_resources as u join places as p on p.id = u.appointment_id
      where u.resource_id in (select r.id from public.resources as r where r.business_id = p_business) and u.active
      group by 1, 2
    ) as u group by u.date
  ), made as (
    select m.date, pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(m.service_id, m.n)) as lines
    from (
      select (b.created_at at time zone p_zone)::date as date, b.service_id, count(*) as n
      from public.bookings as b
      where b.business_id = p_business and b.created_at >= first_instant and b.created_at < last_instant
        and b.source in ('public', 'api') and b.status not in ('held', 'expired')
        and (p_service is null or b.service_id = p_service)
      group by 1, 2
    ) as m group by m.date
  )
  select p_business, day.date, p_zone, p_currency,
    coalesce(w.bookings, 0)::integer, coalesce(w.people, 0)::integer, coalesce(w.revenue, 0)::bigint, coalesce(w.foreign_money, 0)::integer,
    coalesce(w.due, 0)::integer, coalesce(w.no_shows, 0)::integer, coalesce(w.cancelled, 0)::integer, coalesce(w.declined, 0)::integer,
    array(select coalesce(h.counts[pg_catalog.array_position(h.hours, hour)], 0) from pg_catalog.generate_series(0, 23) as hour order by hour),
    coalesce(s.lines, '[]'), coalesce(p.lines, '[]'), coalesce(t.lines, '[]'), coalesce(u.lines, '[]'), coalesce(m.lines, '[]'),
    coalesce(r.lines, '[]'), coalesce(w.lead, '{0,0,0,0,0}'), coalesce(w.leads, '{}'), coalesce(w.guests, '{}')
  from (select p_from + n as date from pg_catalog.generate_series(0, p_to - p_from) as n) as day
  left join whole as w on w.date = day.date
  left join by_hour as h on h.date = day.date
  left join by_service as s on s.date = day.date
  left join by_staff as p on p.date = day.date
  left join worked as t on t.date = day.date
  left join used as u on u.date = day.date
  left join made as m on m.date = day.date
  left join by_reason as r on r.date = day.date;
end $$;
comment on function private.count_days(uuid, text, text, date, date, uuid, uuid) is
  'Counts the local dates p_from to p_to, both included, of one service or person or of all: a row for each date. A booking belongs to the '
  'date of its start; money is what was agreed for what took or takes place.';

create function private.last_settled_day(p_zone text) returns date
language sql stable set search_path = '' as $$
  select (pg_catalog.now() at time zone p_zone)::date - 2
$$;
comment on function private.last_settled_day(text) is 'The latest local date whose figures may be kept: each of its appointments ended before yesterday did.';

create function private.keep_day_figures(p_business uuid, p_from date, p_to date) returns integer
language plpgsql set search_path = '' as $$
declare
  biz public.businesses;
  noted bigint[];
  stale date[];
  missing date[];
  run record;
  -- Twice the same question: whether there is anything to do, and, alone with the business, what.
  alone boolean := false;
begin
  select * into biz from public.businesses as b where b.id = p_business;
  p_to := least(p_to, private.last_settled_day(biz.time_zone));
  loop
    -- The notes are read before the bookings: what is noted is committed, and will be seen by the counting below.
    select pg_catalog.array_agg(s.id), coalesce(pg_catalog.array_agg(distinct (s.instant at time zone biz.time_zone)::date), '{}')
    into noted, stale from private.stale_days as s where s.business_id = p_business;
    missing := array(
      select p_from + n from pg_catalog.generate_series(0, p_to - p_from) as n
      except
      select d.date from private.day_figures as d
      where d.business_id = p_business and d.date between p_from and p_to and d.time_zone = biz.time_zone and d.currency = biz.currency
        and d.date <> all (stale));
    if noted is null and missing = '{}' then
      return 0;
    end if;
    exit when alone;
    -- Of two who count the same days the later waits, and finds them done: what was counted earlier can never replace what was counted later.
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('day_figures:' || p_business, 0));
    alone := true;
  end loop;
  -- Days outside of the question are forgotten, and counted when somebody asks for them.
  delete from private.day_figures as d where d.business_id = p_business and d.date = any (stale);
  for run in
    select min(w.date) as first, max(w.date) as last
    from (select m.date, m.date - (pg_catalog.row_number() over (order by m.date))::integer as gap from pg_catalog.unnest(missing) as m (date)) as w
    group by w.gap
  loop
    delete from private.day_figures as d where d.business_id = p_business and d.date between run.first and run.last;
    insert into private.day_figures
    select * from private.count_days(p_business, biz.time_zone, biz.currency, run.first, run.last, null, null);
  end loop;
  delete from private.stale_days as s where s.id = any (noted);
  return pg_catalog.cardinality(missing);
end $$;
comment on function private.keep_day_figures(uuid, date, date) is
  'Counts those of the local dates that are over and not kept yet, or have changed since, and keeps them. → how many. Quick when there are none.';

create function private.keep_figures() returns integer
language plpgsql set search_path = '' as $$
declare
  biz record;
  kept integer := 0;
begin
  for biz in
    select b.id, private.last_settled_day(b.time_zone) as last,
      (select (k.starts_at at time zone b.time_zone)::date from public.bookings as k where k.business_id = b.id order by k.starts_at limit 1) as first
    from public.businesses as b
    where b.archived_at is null
      and exists (select 1 from public.bookings as k where k.business_id = b.id and k.starts_at < pg_catalog.now() - '3 days'::interval)
      and (not exists (select 1 from private.day_figures as d where d.business_id = b.id and d.date = private.last_settled_day(b.time_zone)
          and d.time_zone = b.time_zone and d.currency = b.currency)
        or exists (select 1 from private.stale_days as s where s.business_id = b.id))
    limit 50
  loop
    -- A year, the year before it, and a month.
    kept := kept + private.keep_day_figures(biz.id, greatest(biz.first, biz.last - 760), biz.last);
  end loop;
  return kept;
end $$;
comment on function private.keep_figures() is 'Keeps the figures of the days that are over, so that nobody who looks at them waits. → how many days.';

insert into private.schedules (name, schedule, command, comment) values
  ('keep-figures', '*/5 * * * *', 'select private.keep_figures()', 'Counts the days that are over, once.');
do $$
begin
  if exists (select 1 from pg_catalog.pg_available_extensions where name = 'pg_cron') then
    perform cron.schedule('daybook-keep-figures', '*/5 * * * *', 'select private.keep_figures()');
  end if;
end $$;

create or replace function private.figures(p_business uuid, p_from date, p_to date, p_service uuid, p_staff uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' set work_mem = '64MB' set jit = off as $$
declare
  biz public.businesses;
  whole constant boolean := p_service is null and p_staff is null;
  first_instant timestamptz;
  settled date;
  unit text;
  answer jsonb;
begin
  if not private.manages(p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  select * into biz from public.businesses as b where b.id = p_business;
  first_instant := p_from::timestamp at time zone biz.time_zone;
  settled := case when whole then private.last_settled_day(biz.time_zone) else p_from - 1 end;
  unit := case when p_to - p_from <= 62 then 'day' when p_to - p_from <= 400 then 'week' else 'month' end;
  if whole then
    perform private.keep_day_figures(p_business, p_from, p_to);
  end if;

  with days as materialized (
    select d.* from private.day_figures as d where d.business_id = p_business and d.date between p_from and least(p_to, settled)
    union all
    select c.* from private.count_days(p_business, biz.time_zone, biz.currency, greatest(p_from, settled + 1), p_to, p_service, p_staff) as c
  ), guests as materialized (
    select distinct g.id from days as d cross join lateral pg_catalog.unnest(d.guests) as g (id)
  ), known as materialized (
    -- Who had been here before the period began, whatever for.
    select count(*) as n from guests as g cross join lateral (
      select 1 from public.bookings as b
      where b.customer_id = g.id and b.starts_at < first_instant and b.status in ('confirmed', 'completed', 'no_show')
      limit 1) as earlier
  ), leads as materialized (
    select pg_catalog.round((pg_catalog.percentile_cont(0.5) within group (order by l.minutes))::numeric) as median
    from days as d cross join lateral pg_catalog.unnest(d.leads) as l (minutes)
  ), seen as materialized (
    select v.service_id, sum(v.views) as views from public.page_views as v
    where v.business_id = p_business and v.date between p_from and p_to and (p_service is null or v.service_id = p_service)
    group by v.service_id
  ), online as materialized (
    select (m.line ->> 0)::uuid as service_id, sum((m.line ->> 1)::bigint) as made
    from days as d cross join lateral pg_catalog.jsonb_array_elements(d.online) as m (line) group by 1
  ), by_service as materialized (
    select (s.line ->> 0)::uuid as id, sum((s.line ->> 1)::bigint) as bookings, sum((s.line ->> 2)::bigint) as revenue,
      sum((s.line ->> 3)::bigint) as cancelled, sum((s.line ->> 4)::bigint) as no_shows
    from days as d cross join lateral pg_catalog.jsonb_array_elements(d.services) as s (line) group by 1
  ), by_staff as (
    select (s.line ->> 0)::uuid as id, sum((s.line ->> 1)::bigint) as bookings, sum((s.line ->> 2)::bigint) as revenue,
      sum((s.line ->> 3)::bigint) as cancelled, sum((s.line ->> 4)::bigint) as no_shows
    from days as d cross join lateral pg_catalog.jsonb_array_elements(d.staff) as s (line) group by 1
  ), worked as (
    select (w.line ->> 0)::uuid as id, sum((w.line ->> 1)::bigint) as minutes
    from days as d cross join lateral pg_catalog.jsonb_array_elements(d.minutes) as w (line) group by 1
  ), rooms as (
    select (r.line ->> 0)::uuid as id, sum((r.line ->> 1)::bigint) as minutes
    from days as d cross join lateral pg_catalog.jsonb_array_elements(d.rooms) as r (line) group by 1
  ), whole_period as materialized (
    select coalesce(sum(d.bookings), 0) as bookings, coalesce(sum(d.people), 0) as people, coalesce(sum(d.revenue), 0) as revenue,
      coalesce(sum(d.foreign_money), 0) as foreign_money, coalesce(sum(d.due), 0) as due, coalesce(sum(d.no_shows), 0) as no_shows,
      coalesce(sum(d.cancelled), 0) as cancelled, coalesce(sum(d.declined), 0) as declined,
      pg_catalog.jsonb_build_array(coalesce(sum(d.lead[1]), 0), coalesce(sum(d.lead[2]), 0), coalesce(sum(d.lead[3]), 0),
        coalesce(sum(d.lead[4]), 0), coalesce(sum(d.lead[5]), 0)) as lead
    from days as d
  )
  select pg_catalog.jsonb_build_object(
    'ok', true, 'unit', unit,
    'totals', (
      select pg_catalog.jsonb_build_object(
        'bookings', w.bookings, 'people', w.people, 'revenueMinor', w.revenue, 'foreignMoney', w.foreign_money, 'due', w.due,
        'noShows', w.no_shows, 'cancelled', w.cancelled, 'declined', w.declined, 'leadMedianMin', leads.median,
        'newCustomers', (select count(*) from guests) - known.n, 'returningCustomers', known.n,
        'views', (select coalesce(sum(seen.views), 0) from seen), 'bookedOnline', (select coalesce(sum(online.made), 0) from online))
      from whole_period as w, known, leads),
    'series', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'date', f.date, 'bookings', f.bookings, 'revenueMinor', f.revenue, 'cancelled', f.cancelled, 'noShows', f.no_shows) order by f.date), '[]')
      from (
        select case unit when 'day' then d.date when 'week' then d.date - (extract(isodow from d.date)::integer - biz.week_starts_on + 7) % 7
          else pg_catalog.date_trunc('month', d.date::timestamp)::date end as date,
          sum(d.bookings) as bookings, sum(d.revenue) as revenue, sum(d.cancelled) as cancelled, sum(d.no_shows) as no_shows
        from days as d group by 1
      ) as f),
    'services', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'id', f.id, 'bookings', f.bookings, 'revenueMinor', f.revenue, 'cancelled', f.cancelled, 'noShows', f.no_shows,
        'views', coalesce(seen.views, 0), 'bookedOnline', coalesce(online.made, 0)) order by f.bookings desc, f.id), '[]')
      from (
        select s.id, s.bookings, s.revenue, s.cancelled, s.no_shows from by_service as s
        union all
        -- Looked at, and not booked by anybody.
        select v.service_id, 0, 0, 0, 0 from seen as v where v.service_id not in (select s.id from by_service as s)
      ) as f left join seen on seen.service_id = f.id left join online on online.service_id = f.id),
    'staff', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'id', coalesce(f.id, w.id), 'bookings', coalesce(f.bookings, 0), 'revenueMinor', coalesce(f.revenue, 0),
        'cancelled', coalesce(f.cancelled, 0), 'noShows', coalesce(f.no_shows, 0), 'minutes', coalesce(w.minutes, 0))
        order by f.bookings desc nulls last, coalesce(f.id, w.id)), '[]')
      from by_staff as f full join worked as w on w.id = f.id),
    'rooms', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', r.id, 'minutes', r.minutes)
      order by r.minutes desc, r.id), '[]') from rooms as r),
    'hours', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(f.weekday, f.hour, f.n) order by f.weekday, f.hour), '[]')
      from (
        select extract(isodow from d.date)::integer as weekday, h.hour - 1 as hour, sum(h.n) as n
        from days as d cross join lateral pg_catalog.unnest(d.hours) with ordinality as h (n, hour)
        where h.n > 0 group by 1, 2
      ) as f),
    'lead', (select w.lead from whole_period as w),
    'reasons', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('by', f.by, 'reason', f.reason, 'count', f.n)
        order by f.n desc, f.reason, f.by), '[]')
      from (
        select r.line ->> 0 as by, r.line ->> 1 as reason, sum((r.line ->> 2)::bigint) as n
        from days as d cross join lateral pg_catalog.jsonb_array_elements(d.reasons) as r (line)
        group by 1, 2 order by n desc, reason limit 20
      ) as f)
  ) into answer;
  return answer;
end $$;
comment on function private.figures(uuid, date, date, uuid, uuid) is
  'What public.analytics answers: the kept days and, beside them, what is counted now. Of one service or person all is counted now. Security '
  'definer: the kept days are nobody''s to read or write otherwise, and row-level security would ask on each of hundreds of thousands of '
  'rows what is asked here once; the caller must manage the business, and nothing of another business is read.';

alter function public.analytics(uuid, date, date, uuid, uuid) volatile;

revoke execute on function private.note_past_booking(), private.note_past_appointment(), private.note_past_use(), private.keep_figures(),
  private.count_days(uuid, text, text, date, date, uuid, uuid), private.last_settled_day(text), private.keep_day_figures(uuid, date, date)
  from public, anon, authenticated;
grant execute on function private.note_past_booking(), private.note_past_appointment(), private.note_past_use(), private.keep_figures(),
  private.count_days(uuid, text, text, date, date, uuid, uuid), private.last_settled_day(text), private.keep_day_figures(uuid, date, date)
  to service_role;

-- Figures for the business: counted when asked for, within the caller's rights, by the business's own calendar.

create table public.page_views (
  business_id uuid not null references public.businesses (id) on delete cascade,
  service_id uuid not null,
  date date not null,
  views integer not null default 0 check (views >= 0),
  primary key (business_id, date, service_id),
  foreign key (service_id, business_id) references public.services (id, business_id) on delete cascade
);
create index page_views_service_idx on public.page_views (service_id, business_id);
comment on table public.page_views is
  'How often the page of a service was opened on a date of the business''s zone. A count and nothing else: it says nothing of anybody.';
alter table public.page_views enable row level security;
revoke all on public.page_views from anon, authenticated;
grant all on public.page_views to service_role;
grant select on public.page_views to authenticated;
create policy "Members see the page views of their business" on public.page_views for select to authenticated
  using (business_id in (select private.my_businesses()));

create function public.count_page_view(p_business text, p_service text) returns void
language sql set search_path = '' as $$
  insert into public.page_views (business_id, service_id, date, views)
  select b.id, s.id, (pg_catalog.now() at time zone b.time_zone)::date, 1
  from public.businesses as b join public.services as s on s.business_id = b.id
  where b.slug = p_business and s.slug = p_service and b.archived_at is null and s.archived_at is null
  on conflict (business_id, date, service_id) do update set views = public.page_views.views + 1
$$;
comment on function public.count_page_view(text, text) is 'Counts that somebody has opened the page of a service. Service role only.';

create function public.analytics(
  p_business uuid, p_from date, p_to date, p_service uuid default null, p_staff uuid default null
) returns jsonb
language plpgsql stable security invoker set search_path = '' set work_mem = '32MB' set jit = off as $$
declare
  biz public.businesses;
  first_instant timestamptz;
  last_instant timestamptz;
  unit text;
  answer jsonb;
begin
  if p_business is null or not private.manages(p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  if p_from is null or p_to is null or p_to < p_from or p_to - p_from > 1100 then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end if;
  select * into biz from public.businesses as b where b.id = p_business;
  -- Local midnights: a day of a clock change has 23 or 25 hours, and belongs to one date.
  first_instant := p_from::timestamp at time zone biz.time_zone;
  last_instant := (p_to + 1)::timestamp at time zone biz.time_zone;
  unit := case when p_to - p_from <= 62 then 'day' when p_to - p_from <= 400 then 'week' else 'month' end;

  with asked as materialized (
    select b.id, b.status, b.party, b.customer_id, b.cancelled_by, b.cancel_reason, a.service_id, a.staff_id, a.starts_at, a.ends_at,
      a.starts_at at time zone biz.time_zone as clock,
      b.status in ('confirmed', 'completed', 'no_show') as kept,
      case when b.status in ('confirmed', 'completed') and b.currency = biz.currency then b.price_minor end as earned,
      b.currency <> biz.currency and b.status in ('confirmed', 'completed') as foreign_money,
      (pg_catalog.date_part('epoch', a.starts_at - b.created_at) / 60)::integer as lead_min
    from public.appointments as a
    join public.bookings as b on b.appointment_id = a.id
    where a.business_id = p_business and b.business_id = p_business
      and a.starts_at >= first_instant and a.starts_at < last_instant
      and b.status in ('confirmed', 'completed', 'no_show', 'cancelled', 'declined')
      and (p_service is null or a.service_id = p_service) and (p_staff is null or a.staff_id = p_staff)
  ), guests as materialized (
    select distinct k.customer_id from asked as k where k.kept
  ), known as materialized (
    -- Who had been here before the period began, whatever for.
    select g.customer_id from guests as g
    where exists (
      select 1 from public.bookings as b join public.appointments as a on a.id = b.appointment_id
      where b.customer_id = g.customer_id and b.status in ('confirmed', 'completed', 'no_show') and a.starts_at < first_instant)
  ), worked as (
    select a.staff_id, (sum(pg_catalog.date_part('epoch', least(a.ends_at, last_instant) - a.starts_at)) / 60)::bigint as minutes
    from public.appointments as a
    where a.business_id = p_business and a.active and a.starts_at >= first_instant and a.starts_at < last_instant
      and (p_service is null or a.service_id = p_service) and (p_staff is null or a.staff_id = p_staff)
    group by a.staff_id
  ), rooms as (
    select u.resource_id, (sum(pg_catalog.date_part('epoch', least(a.ends_at, last_instant) - a.starts_at)) / 60)::bigint as minutes
    from public.appointments as a join public.appointment_resources as u on u.appointment_id = a.id
    where a.business_id = p_business and u.active and a.starts_at >= first_instant and a.starts_at < last_instant
      and (p_service is null or a.service_id = p_service) and (p_staff is null or a.staff_id = p_staff)
    group by u.resource_id
  ), online as (
    select a.service_id, count(*) as made
    from public.bookings as b join public.appointments as a on a.id = b.appointment_id
    where b.business_id = p_business and b.created_at >= first_instant and b.created_at < last_instant
      and b.source in ('public', 'api') and b.status not in ('held', 'expired')
      and (p_service is null or a.service_id = p_service)
    group by a.service_id
  ), seen as (
    select v.service_id, sum(v.views) as views from public.page_views as v
    where v.business_id = p_business and v.date between p_from and p_to and (p_service is null or v.service_id = p_service)
    group by v.service_id
  )
  select pg_catalog.jsonb_build_object(
    'ok', true, 'unit', unit,
    'totals', (
      select pg_catalog.jsonb_build_object(
        'bookings', count(*) filter (where k.kept), 'people', coalesce(sum(k.party) filter (where k.kept), 0),
        'revenueMinor', coalesce(sum(k.earned), 0), 'foreignMoney', count(*) filter (where k.foreign_money),
        'due', count(*) filter (where k.kept and k.ends_at <= pg_catalog.now()), 'noShows', count(*) filter (where k.status = 'no_show'),
        'cancelled', count(*) filter (where k.status = 'cancelled'), 'declined', count(*) filter (where k.status = 'declined'),
        'leadMedianMin', pg_catalog.round((pg_catalog.percentile_cont(0.5) within group (order by k.lead_min)
          filter (where k.kept and k.lead_min >= 0))::numeric),
        'newCustomers', (select count(*) from guests as g where g.customer_id not in (select known.customer_id from known)),
        'returningCustomers', (select count(*) from known),
        'views', (select coalesce(sum(seen.views), 0) from seen), 'bookedOnline', (select coalesce(sum(online.made), 0) from online))
      from asked as k),
    'series', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'date', bucket.date, 'bookings', coalesce(f.bookings, 0), 'revenueMinor', coalesce(f.revenue, 0),
        'cancelled', coalesce(f.cancelled, 0), 'noShows', coalesce(f.no_shows, 0)) order by bucket.date), '[]')
      from (
        select distinct case unit when 'day' then day::date when 'week' then day::date - (extract(isodow from day::date)::integer - biz.week_starts_on + 7) % 7
          else pg_catalog.date_trunc('month', day::date::timestamp)::date end as date
        from pg_catalog.generate_series(p_from::timestamp, p_to::timestamp, '1 day'::interval) as day
      ) as bucket
      left join (
        select case unit when 'day' then d.date when 'week' then d.date - (extract(isodow from d.date)::integer - biz.week_starts_on + 7) % 7
          else pg_catalog.date_trunc('month', d.date::timestamp)::date end as date,
          sum(d.bookings) as bookings, sum(d.revenue) as revenue, sum(d.cancelled) as cancelled, sum(d.no_shows) as no_shows
        from (
          select k.clock::date as date, count(*) filter (where k.kept) as bookings, sum(k.earned) as revenue,
            count(*) filter (where k.status = 'cancelled') as cancelled, count(*) filter (where k.status = 'no_show') as no_shows
          from asked as k group by 1
        ) as d group by 1
      ) as f on f.date = bucket.date),
    'services', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'id', f.service_id, 'bookings', f.bookings, 'revenueMinor', f.revenue, 'cancelled', f.cancelled, 'noShows', f.no_shows,
        'views', coalesce(seen.views, 0), 'bookedOnline', coalesce(online.made, 0)) order by f.bookings desc, f.service_id), '[]')
      from (
        select k.service_id, count(*) filter (where k.kept) as bookings, coalesce(sum(k.earned), 0) as revenue,
          count(*) filter (where k.status = 'cancelled') as cancelled, count(*) filter (where k.status = 'no_show') as no_shows
        from asked as k group by k.service_id
        union all
        -- Looked at, and not booked by anybody.
        select v.service_id, 0, 0, 0, 0 from seen as v where v.service_id not in (select k.service_id from asked as k)
      ) as f left join seen on seen.service_id = f.service_id left join online on online.service_id = f.service_id),
    'staff', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'id', coalesce(f.staff_id, w.staff_id), 'bookings', coalesce(f.bookings, 0), 'revenueMinor', coalesce(f.revenue, 0),
        'cancelled', coalesce(f.cancelled, 0), 'noShows', coalesce(f.no_shows, 0), 'minutes', coalesce(w.minutes, 0))
        order by f.bookings desc nulls last, coalesce(f.staff_id, w.staff_id)), '[]')
      from (
        select k.staff_id, count(*) filter (where k.kept) as bookings, coalesce(sum(k.earned), 0) as revenue,
          count(*) filter (where k.status = 'cancelled') as cancelled, count(*) filter (where k.status = 'no_show') as no_shows
        from asked as k group by k.staff_id
      ) as f full join worked as w on w.staff_id = f.staff_id),
    'rooms', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', r.resource_id, 'minutes', r.minutes)
      order by r.minutes desc, r.resource_id), '[]') from rooms as r),
    'hours', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(f.weekday, f.hour, f.n) order by f.weekday, f.hour), '[]')
      from (
        select extract(isodow from h.clock)::integer as weekday, extract(hour from h.clock)::integer as hour, sum(h.n) as n
        from (select pg_catalog.date_trunc('hour', k.clock) as clock, count(*) as n from asked as k where k.kept group by 1) as h
        group by 1, 2
      ) as f),
    'lead', (
      select pg_catalog.jsonb_build_array(
        count(*) filter (where k.lead_min < 1440), count(*) filter (where k.lead_min >= 1440 and k.lead_min < 4320),
        count(*) filter (where k.lead_min >= 4320 and k.lead_min < 10080), count(*) filter (where k.lead_min >= 10080 and k.lead_min < 43200),
        count(*) filter (where k.lead_min >= 43200))
      from asked as k where k.kept),
    'reasons', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('by', f.cancelled_by, 'reason', f.reason, 'count', f.n)
        order by f.n desc, f.reason, f.cancelled_by), '[]')
      from (
        select k.cancelled_by, pg_catalog.btrim(k.cancel_reason) as reason, count(*) as n
        from asked as k where k.status = 'cancelled' group by 1, 2 order by n desc, reason limit 20
      ) as f)
  ) into answer;
  return answer;
end $$;
comment on function public.analytics(uuid, date, date, uuid, uuid) is
  'Figures of the local dates p_from to p_to, both included, of one service or person or of all: totals, a line of time by day, week or '
  'month, per service, per person, per room, starts by weekday and hour, lead times (under a day, 3 days, a week, 30 days, more), and '
  'cancellations by reason. A booking belongs to the date of its start; money is what was agreed for what took or takes place, in the '
  'business''s currency. → {ok, …} or forbidden | invalid. Managers only; row-level security applies.';

revoke execute on function public.analytics(uuid, date, date, uuid, uuid) from public, anon;
grant execute on function public.analytics(uuid, date, date, uuid, uuid) to authenticated, service_role;

-- The editor of hours: one owner's whole schedule is read as one document and saved as one, in one transaction.
-- Both functions run with the rights of who calls them, so that row-level security decides.

create function public.schedule_of(p_business uuid, p_staff uuid, p_since date) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  biz public.businesses;
  person public.staff;
  schedule jsonb;
begin
  select * into biz from public.businesses as b where b.id = p_business;
  if not found then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'not_found');
  end if;
  if p_staff is not null then
    select * into person from public.staff as s where s.id = p_staff and s.business_id = p_business;
    if not found then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'not_found');
    end if;
  end if;
  schedule := pg_catalog.jsonb_build_object(
    'followsBusinessHours', case when p_staff is null then false else person.follows_business_hours end,
    'timeZone', case when p_staff is null then biz.time_zone else person.time_zone end,
    'country', case when p_staff is null then biz.country end,
    'region', case when p_staff is null then biz.region end,
    'weekly', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(h.weekday, h.start_min, h.end_min)
        order by h.weekday, h.start_min, h.end_min)
      from public.weekly_hours as h
      where h.business_id = p_business and h.staff_id is not distinct from p_staff
        and h.service_id is null and h.season_id is null), '[]'),
    'seasons', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'name', s.name, 'from', s.from_date, 'to', s.to_date,
        'weekly', coalesce((
          select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(h.weekday, h.start_min, h.end_min)
            order by h.weekday, h.start_min, h.end_min)
          from public.weekly_hours as h where h.season_id = s.id), '[]')) order by s.from_date)
      from public.seasons as s
      where s.business_id = p_business and s.staff_id is not distinct from p_staff and s.to_date >= p_since), '[]'),
    'patterns', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'name', p.name, 'rrule', p.rrule, 'from', p.from_date, 'to', p.to_date, 'start', p.start_min, 'end', p.end_min)
        order by p.from_date, p.rrule, p.start_min, p.end_min, p.name, p.to_date)
      from public.hour_patterns as p
      where p.business_id = p_business and p.staff_id is not distinct from p_staff
        and (p.to_date is null or p.to_date >= p_since)), '[]'),
    'overrides', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('date', o.date, 'hours', o.hours, 'note', o.note) order by o.date)
      from public.date_overrides as o
      where o.business_id = p_business and o.staff_id is not distinct from p_staff and o.date >= p_since), '[]'),
    'closures', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'kind', c.kind, 'name', c.name, 'from', c.from_date, 'to', c.to_date, 'sourceKey', c.source_key, 'ignored', c.ignored)
        order by c.from_date, c.to_date, c.kind, c.name, c.source_key, c.ignored)
      from public.closures as c
      where c.business_id = p_business and c.staff_id is not distinct from p_staff and c.to_date >= p_since), '[]'),
    'timeOff', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'start', extract(epoch from t.starts_at)::bigint, 'end', extract(epoch from t.ends_at)::bigint, 'reason', t.reason)
        order by t.starts_at, t.ends_at, t.reason)
      from public.time_off as t
      where t.business_id = p_business and t.staff_id = p_staff
        and t.ends_at >= p_since::timestamp at time zone 'UTC'), '[]'));
  return pg_catalog.jsonb_build_object(
    'ok', true, 'version', pg_catalog.md5(schedule::text), 'schedule', schedule);
end $$;
comment on function public.schedule_of(uuid, uuid, date) is
  'One owner''s whole schedule from a date on (p_staff null: the business''s), with a version that changes when anything in it does. '
  'Instants of time off are whole seconds since 1970. For members, as far as row-level security lets them see.';

create function public.team_schedules(p_business uuid, p_since date) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'business', public.schedule_of(p_business, null, p_since),
    'staff', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'id', s.id, 'slug', s.slug, 'name', s.name, 'title', s.title, 'hue', s.hue, 'mine', coalesce(s.user_id = (select auth.uid()), false),
        'services', coalesce((
          select pg_catalog.jsonb_agg(skill.service_id order by skill.service_id)
          from public.service_staff as skill where skill.staff_id = s.id), '[]'))
        || public.schedule_of(p_business, s.id, p_since)
        order by s.position, s.slug)
      from public.staff as s
      where s.business_id = p_business and s.archived_at is null), '[]'))
$$;
comment on function public.team_schedules(uuid, date) is
  'The schedules of a business and of everybody who can be booked there, each as schedule_of gives it. For members.';

create function public.save_schedule(p_business uuid, p_staff uuid, p_since date, p_expected text, p_schedule jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  me constant uuid := auth.uid();
  manages boolean;
  present jsonb;
  part text;
begin
  manages := exists (
    select 1 from public.members as m
    where m.business_id = p_business and m.user_id = me and m.role in ('owner', 'manager'));
  -- Row-level security would refuse as well, but a delete that it filters looks like one that found nothing.
  if not manages and not exists (
    select 1 from public.staff as s where s.id = p_staff and s.business_id = p_business and s.user_id = me
  ) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;

  -- Two saves of one schedule take turns; the second then sees what the first one wrote, and is refused.
  perform pg_catalog.pg_advisory_xact_lock(
    pg_catalog.hashtextextended('schedule:' || p_business || ':' || coalesce(p_staff::text, ''), 0));
  present := public.schedule_of(p_business, p_staff, p_since);
  if not (present ->> 'ok')::boolean then
    return present;
  end if;
  if present ->> 'version' is distinct from p_expected then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'stale', 'current', present);
  end if;

  foreach part in array array['weekly', 'seasons', 'patterns', 'overrides', 'closures', 'timeOff'] loop
    if pg_catalog.jsonb_typeof(p_schedule -> part) is distinct from 'array'
      or pg_catalog.jsonb_array_length(p_schedule -> part) > 2000 then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid', 'part', part);
    end if;
  end loop;

  begin
    if p_staff is null then
      update public.businesses as b
      set country = p_schedule ->> 'country', region = p_schedule ->> 'region'
      where b.id = p_business
        and (b.country, b.region) is distinct from (p_schedule ->> 'country', p_schedule ->> 'region');
    elsif (p_schedule -> 'followsBusinessHours', p_schedule -> 'timeZone')
      is distinct from (present #> '{schedule,followsBusinessHours}', present #> '{schedule,timeZone}') then
      -- Whether somebody keeps the business's hours is the business's to say.
      if not manages then
        return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
      end if;
      update public.staff as s
      set follows_business_hours = (p_schedule ->> 'followsBusinessHours')::boolean, time_zone = p_schedule ->> 'timeZone'
      where s.id = p_staff;
    end if;

    -- What stays is not touched: delete what is gone, add what is new.
    delete from public.weekly_hours as h
    where h.business_id = p_business and h.staff_id is not distinct from p_staff
      and h.service_id is null and h.season_id is null
      and not exists (
        select 1 from pg_catalog.jsonb_array_elements(p_schedule -> 'weekly') as row
        where row = pg_catalog.jsonb_build_array(h.weekday, h.start_min, h.end_min));
    insert into public.weekly_hours (business_id, staff_id, weekday, start_min, end_min)
    select distinct p_business, p_staff, (row ->> 0)::smallint, (row ->> 1)::smallint, (row ->> 2)::smallint
    from pg_catalog.jsonb_array_elements(p_schedule -> 'weekly') as row
    where not exists (
      select 1 from public.weekly_hours as h
      where h.business_id = p_business and h.staff_id is not distinct from p_staff
        and h.service_id is null and h.season_id is null
        and row = pg_catalog.jsonb_build_array(h.weekday, h.start_min, h.end_min));

    delete from public.seasons as s
    where s.business_id = p_business and s.staff_id is not distinct from p_staff and s.to_date >= p_since
      and not exists (
        select 1 from pg_catalog.jsonb_to_recordset(p_schedule -> 'seasons') as row (name text, "from" date, "to" date)
        where (row.name, row."from", row."to") = (s.name, s.from_date, s.to_date));
    insert into public.seasons (business_id, staff_id, name, from_date, to_date)
    select p_business, p_staff, row.name, row."from", row."to"
    from pg_catalog.jsonb_to_recordset(p_schedule -> 'seasons') as row (name text, "from" date, "to" date)
    where not exists (
      select 1 from public.seasons as s
      where s.business_id = p_business and s.staff_id is not distinct from p_staff
        and (row.name, row."from", row."to") = (s.name, s.from_date, s.to_date));
    delete from public.weekly_hours as h
    using public.seasons as s
    where h.season_id = s.id and s.business_id = p_business and s.staff_id is not distinct from p_staff
      and s.to_date >= p_since
      and not exists (
        select 1
        from pg_catalog.jsonb_to_recordset(p_schedule -> 'seasons') as season ("from" date, weekly jsonb),
          pg_catalog.jsonb_array_elements(season.weekly) as row
        where season."from" = s.from_date and row = pg_catalog.jsonb_build_array(h.weekday, h.start_min, h.end_min));
    insert into public.weekly_hours (business_id, staff_id, season_id, weekday, start_min, end_min)
    select distinct p_business, p_staff, s.id, (row ->> 0)::smallint, (row ->> 1)::smallint, (row ->> 2)::smallint
    from pg_catalog.jsonb_to_recordset(p_schedule -> 'seasons') as season ("from" date, weekly jsonb)
    join public.seasons as s
      on s.business_id = p_business and s.staff_id is not distinct from p_staff and s.from_date = season."from"
    cross join pg_catalog.jsonb_array_elements(season.weekly) as row
    where not exists (
      select 1 from public.weekly_hours as h
      where h.season_id = s.id and row = pg_catalog.jsonb_build_array(h.weekday, h.start_min, h.end_min));

    delete from public.hour_patterns as p
    where p.business_id = p_business and p.staff_id is not distinct from p_staff
      and (p.to_date is null or p.to_date >= p_since)
      and not exists (
        select 1 from pg_catalog.jsonb_to_recordset(p_schedule -> 'patterns')
          as row (name text, rrule text, "from" date, "to" date, start smallint, "end" smallint)
        where (row.name, row.rrule, row."from", row."to", row.start, row."end")
          is not distinct from (p.name, p.rrule, p.from_date, p.to_date, p.start_min, p.end_min));
    insert into public.hour_patterns (business_id, staff_id, name, rrule, from_date, to_date, start_min, end_min)
    select distinct p_business, p_staff, row.name, row.rrule, row."from", row."to", row.start, row."end"
    from pg_catalog.jsonb_to_recordset(p_schedule -> 'patterns')
      as row (name text, rrule text, "from" date, "to" date, start smallint, "end" smallint)
    where not exists (
      select 1 from public.hour_patterns as p
      where p.business_id = p_business and p.staff_id is not distinct from p_staff
        and (row.name, row.rrule, row."from", row."to", row.start, row."end")
          is not distinct from (p.name, p.rrule, p.from_date, p.to_date, p.start_min, p.end_min));

    delete from public.date_overrides as o
    where o.business_id = p_business and o.staff_id is not distinct from p_staff and o.date >= p_since
      and not exists (
        select 1 from pg_catalog.jsonb_to_recordset(p_schedule -> 'overrides') as row (date date, hours jsonb, note text)
        where (row.date, row.hours, row.note) = (o.date, o.hours, o.note));
    insert into public.date_overrides (business_id, staff_id, date, hours, note)
    select p_business, p_staff, row.date, row.hours, row.note
    from pg_catalog.jsonb_to_recordset(p_schedule -> 'overrides') as row (date date, hours jsonb, note text)
    where not exists (
      select 1 from public.date_overrides as o
      where o.business_id = p_business and o.staff_id is not distinct from p_staff
        and (row.date, row.hours, row.note) = (o.date, o.hours, o.note));

    delete from public.closures as c
    where c.business_id = p_business and c.staff_id is not distinct from p_staff and c.to_date >= p_since
      and not exists (
        select 1 from pg_catalog.jsonb_to_recordset(p_schedule -> 'closures')
          as row (kind text, name text, "from" date, "to" date, "sourceKey" text, ignored boolean)
        where (row.kind, row.name, row."from", row."to", row."sourceKey", row.ignored)
          is not distinct from (c.kind::text, c.name, c.from_date, c.to_date, c.source_key, c.ignored));
    insert into public.closures (business_id, staff_id, kind, name, from_date, to_date, source_key, ignored)
    select distinct p_business, p_staff, row.kind::public.closure_kind, row.name, row."from", row."to", row."sourceKey", row.ignored
    from pg_catalog.jsonb_to_recordset(p_schedule -> 'closures')
      as row (kind text, name text, "from" date, "to" date, "sourceKey" text, ignored boolean)
    where not exists (
      select 1 from public.closures as c
      where c.business_id = p_business and c.staff_id is not distinct from p_staff
        and (row.kind, row.name, row."from", row."to", row."sourceKey", row.ignored)
          is not distinct from (c.kind::text, c.name, c.from_date, c.to_date, c.source_key, c.ignored));

    delete from public.time_off as t
    where t.business_id = p_business and t.staff_id = p_staff and t.ends_at >= p_since::timestamp at time zone 'UTC'
      and not exists (
        select 1 from pg_catalog.jsonb_to_recordset(p_schedule -> 'timeOff') as row (start bigint, "end" bigint, reason text)
        where (pg_catalog.to_timestamp(row.start), pg_catalog.to_timestamp(row."end"), row.reason)
          = (t.starts_at, t.ends_at, t.reason));
    insert into public.time_off (business_id, staff_id, starts_at, ends_at, reason)
    select distinct p_business, p_staff, pg_catalog.to_timestamp(row.start), pg_catalog.to_timestamp(row."end"), row.reason
    from pg_catalog.jsonb_to_recordset(p_schedule -> 'timeOff') as row (start bigint, "end" bigint, reason text)
    where not exists (
      select 1 from public.time_off as t
      where t.business_id = p_business and t.staff_id is not distinct from p_staff
        and (pg_catalog.to_timestamp(row.start), pg_catalog.to_timestamp(row."end"), row.reason)
          = (t.starts_at, t.ends_at, t.reason));
  exception
    when exclusion_violation then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'seasons_overlap');
    when insufficient_privilege then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
    when check_violation or unique_violation or not_null_violation or foreign_key_violation
      or invalid_text_representation or invalid_datetime_format or datetime_field_overflow
      or numeric_value_out_of_range or invalid_parameter_value or string_data_right_truncation then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end;
  return public.schedule_of(p_business, p_staff, p_since);
end $$;
comment on function public.save_schedule(uuid, uuid, date, text, jsonb) is
  'Replaces one owner''s schedule from a date on, all or nothing, when it is still the version that was loaded. '
  'Outcomes: the schedule as saved, or forbidden, not_found, stale (with the present one), seasons_overlap, invalid. '
  'Managers save everyone''s, staff their own.';

revoke execute on function public.schedule_of(uuid, uuid, date) from public, anon;
revoke execute on function public.save_schedule(uuid, uuid, date, text, jsonb) from public, anon;
revoke execute on function public.team_schedules(uuid, date) from public, anon;
grant execute on function public.team_schedules(uuid, date) to authenticated, service_role;
grant execute on function public.schedule_of(uuid, uuid, date) to authenticated, service_role;
grant execute on function public.save_schedule(uuid, uuid, date, text, jsonb) to authenticated, service_role;

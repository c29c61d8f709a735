-- Whether customers may book a series themselves; at the desk it is always possible.

alter table public.services add column customer_series boolean not null default false;
comment on column public.services.customer_series is 'Customers may book this again and again in one go (every week, every month); staff always may.';

create or replace function public.service_rules(p_business uuid, p_service uuid default null) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', found.id, 'slug', found.slug, 'name', found.name, 'category', found.category, 'durationMin', found.duration_min,
    'staff', found.staff, 'version', pg_catalog.md5(found.rules::text), 'rules', found.rules)
    order by found.position, found.name), '[]')
  from (
    select s.*,
      coalesce((
        select pg_catalog.jsonb_agg(person.slug order by person.position, person.slug)
        from public.service_staff as skill join public.staff as person on person.id = skill.staff_id
        where skill.service_id = s.id and person.archived_at is null), '[]') as staff,
      pg_catalog.jsonb_build_object(
        'bufferBeforeMin', s.buffer_before_min, 'bufferAfterMin', s.buffer_after_min,
        'stepMin', s.step_min, 'align', s.align, 'fillGaps', s.fill_gaps,
        'minNoticeMin', s.min_notice_min, 'maxAdvanceDays', s.max_advance_days,
        'bookableFrom', s.bookable_from, 'bookableUntil', s.bookable_until,
        'limitPerDay', s.limit_per_day, 'limitPerWeek', s.limit_per_week,
        'capacity', s.capacity, 'staffRequired', s.staff_required, 'customerSeries', s.customer_series,
        'hours', coalesce((
          select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(h.weekday, h.start_min, h.end_min)
            order by h.weekday, h.start_min, h.end_min)
          from public.weekly_hours as h where h.service_id = s.id), '[]'),
        'resources', coalesce((
          select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', need.resource_id, 'quantity', need.quantity)
            order by need.resource_id)
          from public.service_resources as need where need.service_id = s.id), '[]')) as rules
    from public.services as s
    where s.business_id = p_business and s.archived_at is null and (p_service is null or s.id = p_service)
  ) as found
$$;
create or replace function public.save_service_rules(p_business uuid, p_service uuid, p_expected text, p_rules jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  present jsonb;
  violated text;
begin
  if not exists (
    select 1 from public.members as m
    where m.business_id = p_business and m.user_id = (select auth.uid()) and m.role in ('owner', 'manager')
  ) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  perform 1 from public.services as s where s.id = p_service and s.business_id = p_business for update;
  present := public.service_rules(p_business, p_service) -> 0;
  if present is null then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'not_found');
  end if;
  if present ->> 'version' is distinct from p_expected then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'stale', 'current', present);
  end if;
  begin
    update public.services as s
    set buffer_before_min = (p_rules ->> 'bufferBeforeMin')::integer,
      buffer_after_min = (p_rules ->> 'bufferAfterMin')::integer,
      step_min = (p_rules ->> 'stepMin')::integer,
      align = (p_rules ->> 'align')::public.slot_align,
      fill_gaps = (p_rules ->> 'fillGaps')::boolean,
      min_notice_min = (p_rules ->> 'minNoticeMin')::integer,
      max_advance_days = (p_rules ->> 'maxAdvanceDays')::integer,
      bookable_from = (p_rules ->> 'bookableFrom')::date,
      bookable_until = (p_rules ->> 'bookableUntil')::date,
      limit_per_day = (p_rules ->> 'limitPerDay')::integer,
      limit_per_week = (p_rules ->> 'limitPerWeek')::integer,
      capacity = (p_rules ->> 'capacity')::integer,
      staff_required = (p_rules ->> 'staffRequired')::integer,
      customer_series = coalesce((p_rules ->> 'customerSeries')::boolean, s.customer_series)
    where s.id = p_service;
    delete from public.weekly_hours as h
    where h.service_id = p_service
      and not exists (
        select 1 from pg_catalog.jsonb_array_elements(p_rules -> 'hours') as row
        where row = pg_catalog.jsonb_build_array(h.weekday, h.start_min, h.end_min));
    insert into public.weekly_hours (business_id, service_id, weekday, start_min, end_min)
    select distinct p_business, p_service, (row ->> 0)::smallint, (row ->> 1)::smallint, (row ->> 2)::smallint
    from pg_catalog.jsonb_array_elements(p_rules -> 'hours') as row
    where not exists (
      select 1 from public.weekly_hours as h
      where h.service_id = p_service and row = pg_catalog.jsonb_build_array(h.weekday, h.start_min, h.end_min));
    delete from public.service_resources as need
    where need.service_id = p_service
      and not exists (
        select 1 from pg_catalog.jsonb_to_recordset(p_rules -> 'resources') as row (id uuid, quantity integer)
        where (row.id, row.quantity) = (need.resource_id, need.quantity));
    insert into public.service_resources (business_id, service_id, resource_id, quantity)
    select p_business, p_service, row.id, row.quantity
    from pg_catalog.jsonb_to_recordset(p_rules -> 'resources') as row (id uuid, quantity integer)
    where not exists (
      select 1 from public.service_resources as need
      where need.service_id = p_service and (row.id, row.quantity) = (need.resource_id, need.quantity));
  exception
    when check_violation then
      get stacked diagnostics violated = constraint_name;
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid', 'constraint', violated);
    when insufficient_privilege then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
    when unique_violation or not_null_violation or foreign_key_violation or invalid_text_representation
      or invalid_datetime_format or datetime_field_overflow or numeric_value_out_of_range or invalid_parameter_value then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end;
  return pg_catalog.jsonb_build_object('ok', true, 'service', public.service_rules(p_business, p_service) -> 0);
end $$;
create function public.allows_series(p_service_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select coalesce((select s.customer_series from public.services as s where s.id = p_service_id), false)
$$;
comment on function public.allows_series(uuid) is 'Whether customers may book a series of a service. Service role only.';

revoke execute on function public.allows_series(uuid) from public, anon, authenticated;
grant execute on function public.allows_series(uuid) to service_role;

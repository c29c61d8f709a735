-- The rules of each service, and rooms and equipment: read and saved as documents, like schedules.

create function public.service_rules(p_business uuid, p_service uuid default null) returns jsonb
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
        'capacity', s.capacity, 'staffRequired', s.staff_required,
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
comment on function public.service_rules(uuid, uuid) is
  'The booking rules of a business''s services, each with a version that changes when they do. For members, as far as row-level security lets them see.';

create function public.save_service_rules(p_business uuid, p_service uuid, p_expected text, p_rules jsonb) returns jsonb
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
      staff_required = (p_rules ->> 'staffRequired')::integer
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
comment on function public.save_service_rules(uuid, uuid, text, jsonb) is
  'Replaces the rules of one service when they are still the version that was loaded. Outcomes: the service as saved, or forbidden, '
  'not_found, stale (with the present one), invalid (with the constraint that was broken). Managers only.';

create function public.save_resources(p_business uuid, p_resources jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
begin
  if not exists (
    select 1 from public.members as m
    where m.business_id = p_business and m.user_id = (select auth.uid()) and m.role in ('owner', 'manager')
  ) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  if pg_catalog.jsonb_typeof(p_resources) is distinct from 'array' or pg_catalog.jsonb_array_length(p_resources) > 200 then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end if;
  begin
    -- One that is gone is put away, not deleted: past appointments still name it.
    delete from public.service_resources as need
    using pg_catalog.jsonb_to_recordset(p_resources) as row (id uuid, removed boolean)
    where row.removed and need.resource_id = row.id and need.business_id = p_business;
    update public.resources as r
    set archived_at = pg_catalog.now()
    from pg_catalog.jsonb_to_recordset(p_resources) as row (id uuid, removed boolean)
    where row.removed and r.id = row.id and r.business_id = p_business;
    update public.resources as r
    set name = row.name, quantity = row.quantity
    from pg_catalog.jsonb_to_recordset(p_resources) as row (id uuid, name text, quantity integer, removed boolean)
    where not coalesce(row.removed, false) and r.id = row.id and r.business_id = p_business;
    insert into public.resources (business_id, name, quantity)
    select p_business, row.name, row.quantity
    from pg_catalog.jsonb_to_recordset(p_resources) as row (id uuid, name text, quantity integer, removed boolean)
    where row.id is null and not coalesce(row.removed, false)
    on conflict (business_id, name) do update
      set quantity = excluded.quantity, archived_at = null
      where public.resources.archived_at is not null;
  exception
    when unique_violation then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'name_taken');
    when insufficient_privilege then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
    when check_violation or not_null_violation or invalid_text_representation or numeric_value_out_of_range
      or invalid_parameter_value then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.save_resources(uuid, jsonb) is
  'Adds, renames and puts away rooms and equipment: [{id?, name, quantity, removed?}]; what is not named stays as it is. Managers only.';

revoke execute on function public.service_rules(uuid, uuid) from public, anon;
revoke execute on function public.save_service_rules(uuid, uuid, text, jsonb) from public, anon;
revoke execute on function public.save_resources(uuid, jsonb) from public, anon;
grant execute on function public.service_rules(uuid, uuid) to authenticated, service_role;
grant execute on function public.save_service_rules(uuid, uuid, text, jsonb) to authenticated, service_role;
grant execute on function public.save_resources(uuid, jsonb) to authenticated, service_role;

-- What managers arrange: services, people and their order, read and saved as documents; photos.

alter table public.services add column photo_url text check (length(photo_url) <= 500);
comment on column public.services.photo_url is 'Its photo on the public page; a path of the app, which reads it from the bucket photos.';
alter table public.businesses add column logo_url text check (length(logo_url) <= 500);
comment on column public.businesses.logo_url is 'Its sign, shown beside its name; a path of the app, which reads it from the bucket photos.';
grant update (logo_url) on public.businesses to authenticated;

-- Only a hosted project has Storage in its database; the embedded stack keeps the same bucket in a folder. The server
-- writes with the secret key after it has asked who is there, so that the bucket needs no policies of its own.
do $$
begin
  if pg_catalog.to_regclass('storage.buckets') is not null then
    execute $sql$
      insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
      values ('photos', 'photos', true, 4194304, array['image/jpeg', 'image/png', 'image/webp'])
      on conflict (id) do nothing
    $sql$;
  end if;
end $$;

create function private.manages(p_business uuid) returns boolean
language sql stable security invoker set search_path = '' as $$
  select p_business in (select private.my_businesses('manager'))
$$;
comment on function private.manages(uuid) is 'Whether the caller is a manager or owner of the business.';
revoke execute on function private.manages(uuid) from public, anon;
grant execute on function private.manages(uuid) to authenticated, service_role;

create function private.free_slug(p_taken text[], p_wanted text) returns text
language sql immutable set search_path = '' as $$
  select case when n = 1 then p_wanted else pg_catalog.rtrim(pg_catalog.left(p_wanted, 56), '-') || '-' || n end
  from pg_catalog.generate_series(1, pg_catalog.cardinality(p_taken) + 1) as n
  where not (case when n = 1 then p_wanted else pg_catalog.rtrim(pg_catalog.left(p_wanted, 56), '-') || '-' || n end = any (p_taken))
  order by n limit 1
$$;
comment on function private.free_slug(text[], text) is 'The wanted address, or with the first number behind it that is free: colour, colour-2, colour-3.';
grant execute on function private.free_slug(text[], text) to authenticated, service_role;

-- Services ----------------------------------------------------------------------------------------------------------------

create function public.service_details(p_business uuid, p_service uuid default null) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', found.id, 'version', pg_catalog.md5(found.details::text), 'archivedAt', private.instant_text(found.archived_at),
    'capacity', found.capacity, 'staffRequired', found.staff_required, 'details', found.details,
    'resources', (
      select coalesce(pg_catalog.jsonb_agg(r.name order by r.position, r.name), '[]')
      from public.service_resources as need join public.resources as r on r.id = need.resource_id
      where need.service_id = found.id and r.archived_at is null),
    'ahead', (
      select count(*) from public.appointments as a
      where a.service_id = found.id and a.active and a.assists is null and a.starts_at > pg_catalog.now()))
    order by found.position, found.name), '[]')
  from (
    select s.*, pg_catalog.jsonb_build_object(
      'slug', s.slug, 'name', s.name, 'category', s.category, 'description', s.description, 'durationMin', s.duration_min,
      'priceMinor', s.price_minor, 'photoUrl', s.photo_url, 'confirmation', s.confirmation,
      'cancelCutoffMin', s.cancel_cutoff_min, 'moveCutoffMin', s.move_cutoff_min, 'questions', s.questions,
      'staff', (
        select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
          'id', k.staff_id, 'durationMin', k.duration_min, 'priceMinor', k.price_minor) order by k.staff_id), '[]')
        from public.service_staff as k join public.staff as p on p.id = k.staff_id
        where k.service_id = s.id and p.archived_at is null)) as details
    from public.services as s
    where s.business_id = p_business and (p_service is null or s.id = p_service)
  ) as found
$$;
comment on function public.service_details(uuid, uuid) is
  'The services of a business, archived ones too: what customers read, who performs each, and a version that changes when that does. '
  'For members, as far as row-level security lets them see.';

create function private.write_service_staff(p_business uuid, p_service uuid, p_staff jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  -- Skills of people who are put away stay: they are not in the document, and come back with the person.
  delete from public.service_staff as k
  using public.staff as p
  where k.service_id = p_service and p.id = k.staff_id and p.archived_at is null
    and not exists (select 1 from pg_catalog.jsonb_to_recordset(p_staff) as row (id uuid) where row.id = k.staff_id);
  insert into public.service_staff (business_id, service_id, staff_id, duration_min, price_minor)
  select p_business, p_service, row.id, row."durationMin", row."priceMinor"
  from pg_catalog.jsonb_to_recordset(p_staff) as row (id uuid, "durationMin" integer, "priceMinor" integer)
  on conflict (service_id, staff_id) do update set duration_min = excluded.duration_min, price_minor = excluded.price_minor;
end $$;
revoke execute on function private.write_service_staff(uuid, uuid, jsonb) from public, anon;
grant execute on function private.write_service_staff(uuid, uuid, jsonb) to authenticated, service_role;

create function public.save_service(p_business uuid, p_service uuid, p_expected text, p_details jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  present jsonb;
  written uuid := p_service;
  violated text;
begin
  if not private.manages(p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  if p_service is not null then
    perform 1 from public.services as s where s.id = p_service and s.business_id = p_business for update;
    present := public.service_details(p_business, p_service) -> 0;
    if present is null then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'not_found');
    end if;
    if present ->> 'version' is distinct from p_expected then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'stale', 'current', present);
    end if;
  end if;
  begin
    if written is null then
      insert into public.services (business_id, slug, name, duration_min, position)
      values (p_business,
        private.free_slug(array(select s.slug from public.services as s where s.business_id = p_business), p_details ->> 'slug'),
        p_details ->> 'name', (p_details ->> 'durationMin')::integer,
        1 + coalesce((select max(s.position) from public.services as s where s.business_id = p_business), 0))
      returning id into written;
    else
      update public.services as s set slug = p_details ->> 'slug' where s.id = written and s.slug <> p_details ->> 'slug';
    end if;
    update public.services as s set
      name = p_details ->> 'name',
      category = p_details ->> 'category',
      description = p_details ->> 'description',
      duration_min = (p_details ->> 'durationMin')::integer,
      price_minor = (p_details ->> 'priceMinor')::integer,
      photo_url = p_details ->> 'photoUrl',
      confirmation = (p_details ->> 'confirmation')::public.confirmation_mode,
      cancel_cutoff_min = (p_details ->> 'cancelCutoffMin')::integer,
      move_cutoff_min = (p_details ->> 'moveCutoffMin')::integer,
      questions = p_details -> 'questions'
    where s.id = written;
    perform private.write_service_staff(p_business, written, p_details -> 'staff');
  exception
    when unique_violation then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'slug_taken');
    when check_violation then
      get stacked diagnostics violated = constraint_name;
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid', 'constraint', violated);
    when insufficient_privilege then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
    when not_null_violation or foreign_key_violation or invalid_text_representation or numeric_value_out_of_range
      or invalid_parameter_value then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end;
  return pg_catalog.jsonb_build_object('ok', true, 'service', public.service_details(p_business, written) -> 0);
end $$;
comment on function public.save_service(uuid, uuid, text, jsonb) is
  'Adds a service (p_service null) or replaces what customers read of one and who performs it, when it is still the version that was '
  'loaded. → {ok, service} or forbidden | not_found | stale, with the present one | slug_taken | invalid. Managers only.';

create function public.duplicate_service(p_business uuid, p_service uuid, p_name text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  source public.services;
  copy uuid := pg_catalog.gen_random_uuid();
begin
  if not private.manages(p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  select * into source from public.services as s where s.id = p_service and s.business_id = p_business for share;
  if not found then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'not_found');
  end if;
  source.slug := private.free_slug(array(select s.slug from public.services as s where s.business_id = p_business), source.slug);
  source.id := copy;
  source.name := pg_catalog.left(p_name, 120);
  -- Put away at first: nobody books a copy before it has been looked at.
  source.archived_at := pg_catalog.now();
  source.created_at := pg_catalog.now();
  insert into public.services select source.*;
  insert into public.service_staff (business_id, service_id, staff_id, duration_min, price_minor)
  select k.business_id, copy, k.staff_id, k.duration_min, k.price_minor from public.service_staff as k where k.service_id = p_service;
  insert into public.service_resources (business_id, service_id, resource_id, quantity)
  select need.business_id, copy, need.resource_id, need.quantity from public.service_resources as need where need.service_id = p_service;
  insert into public.weekly_hours (business_id, service_id, weekday, start_min, end_min)
  select h.business_id, copy, h.weekday, h.start_min, h.end_min from public.weekly_hours as h where h.service_id = p_service;
  return pg_catalog.jsonb_build_object('ok', true, 'id', copy);
exception when check_violation then
  return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
end $$;
comment on function public.duplicate_service(uuid, uuid, text) is
  'Copies a service with its rules, hours, people and rooms; the copy is not offered until it is put back. → {ok, id} or forbidden | '
  'not_found. Managers only.';

-- People ------------------------------------------------------------------------------------------------------------------

create function public.staff_details(p_business uuid, p_staff uuid default null) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', found.id, 'version', pg_catalog.md5(found.details::text), 'archivedAt', private.instant_text(found.archived_at),
    'followsBusinessHours', found.follows_business_hours, 'details', found.details,
    'ahead', (
      select count(*) from public.appointments as a
      where a.staff_id = found.id and a.active and a.starts_at > pg_catalog.now()))
    order by found.position, found.slug), '[]')
  from (
    select p.*, pg_catalog.jsonb_build_object(
      'slug', p.slug, 'name', p.name, 'title', p.title, 'bio', p.bio, 'email', p.email, 'photoUrl', p.photo_url, 'hue', p.hue,
      'timeZone', p.time_zone, 'userId', p.user_id, 'limitPerDay', p.limit_per_day, 'limitPerWeek', p.limit_per_week,
      'weight', p.weight,
      'services', (
        select coalesce(pg_catalog.jsonb_agg(k.service_id order by k.service_id), '[]')
        from public.service_staff as k join public.services as s on s.id = k.service_id
        where k.staff_id = p.id and s.archived_at is null)) as details
    from public.staff as p
    where p.business_id = p_business and (p_staff is null or p.id = p_staff)
  ) as found
$$;
comment on function public.staff_details(uuid, uuid) is
  'The bookable people of a business, archived ones too, with what each performs and a version that changes when that does. '
  'For members, as far as row-level security lets them see.';

create function public.save_staff(p_business uuid, p_staff uuid, p_expected text, p_details jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  present jsonb;
  written uuid := p_staff;
begin
  if not private.manages(p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  if p_staff is not null then
    perform 1 from public.staff as p where p.id = p_staff and p.business_id = p_business for update;
    present := public.staff_details(p_business, p_staff) -> 0;
    if present is null then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'not_found');
    end if;
    if present ->> 'version' is distinct from p_expected then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'stale', 'current', present);
    end if;
  end if;
  -- Only somebody who signs in to this business can be linked, and only to one person in it.
  if p_details ->> 'userId' is not null then
    if not exists (
      select 1 from public.members as m where m.business_id = p_business and m.user_id = (p_details ->> 'userId')::uuid
    ) then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'not_a_member');
    end if;
    if exists (
      select 1 from public.staff as p
      where p.business_id = p_business and p.user_id = (p_details ->> 'userId')::uuid and p.id is distinct from p_staff
    ) then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'member_taken');
    end if;
  end if;
  begin
    if written is null then
      insert into public.staff (business_id, slug, name, position)
      values (p_business,
        private.free_slug(array(select p.slug from public.staff as p where p.business_id = p_business), p_details ->> 'slug'),
        p_details ->> 'name',
        1 + coalesce((select max(p.position) from public.staff as p where p.business_id = p_business), 0))
      returning id into written;
    else
      update public.staff as p set slug = p_details ->> 'slug' where p.id = written and p.slug <> p_details ->> 'slug';
    end if;
    update public.staff as p set
      name = p_details ->> 'name',
      title = p_details ->> 'title',
      bio = p_details ->> 'bio',
      email = p_details ->> 'email',
      photo_url = p_details ->> 'photoUrl',
      hue = (p_details ->> 'hue')::smallint,
      time_zone = p_details ->> 'timeZone',
      user_id = (p_details ->> 'userId')::uuid,
      limit_per_day = (p_details ->> 'limitPerDay')::integer,
      limit_per_week = (p_details ->> 'limitPerWeek')::integer,
      weight = (p_details ->> 'weight')::integer
    where p.id = written;
    delete from public.service_staff as k
    using public.services as s
    where k.staff_id = written and s.id = k.service_id and s.archived_at is null and not (p_details -> 'services' ? k.service_id::text);
    insert into public.service_staff (business_id, service_id, staff_id)
    select p_business, row.value::uuid, written from pg_catalog.jsonb_array_elements_text(p_details -> 'services') as row
    on conflict (service_id, staff_id) do nothing;
  exception
    when unique_violation then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'slug_taken');
    when insufficient_privilege then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
    when check_violation or not_null_violation or foreign_key_violation or invalid_text_representation
      or numeric_value_out_of_range or invalid_parameter_value then
      return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end;
  return pg_catalog.jsonb_build_object('ok', true, 'person', public.staff_details(p_business, written) -> 0);
end $$;
comment on function public.save_staff(uuid, uuid, text, jsonb) is
  'Adds a bookable person (p_staff null) or replaces what stands of one, when it is still the version that was loaded. → {ok, person} or '
  'forbidden | not_found | stale, with the present one | slug_taken | not_a_member | member_taken | invalid. Managers only.';

-- Order, putting away, deleting ---------------------------------------------------------------------------------------------

create function public.save_order(p_business uuid, p_what text, p_ids uuid[]) returns jsonb
language plpgsql security invoker set search_path = '' as $$
begin
  if not private.manages(p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  -- Those that are not named keep their place among themselves, after the named ones.
  if p_what = 'services' then
    update public.services as s set position = coalesce(pg_catalog.array_position(p_ids, s.id), pg_catalog.cardinality(p_ids) + s.position)
    where s.business_id = p_business
      and s.position is distinct from coalesce(pg_catalog.array_position(p_ids, s.id), pg_catalog.cardinality(p_ids) + s.position);
  elsif p_what = 'staff' then
    update public.staff as p set position = coalesce(pg_catalog.array_position(p_ids, p.id), pg_catalog.cardinality(p_ids) + p.position)
    where p.business_id = p_business
      and p.position is distinct from coalesce(pg_catalog.array_position(p_ids, p.id), pg_catalog.cardinality(p_ids) + p.position);
  else
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end if;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.save_order(uuid, text, uuid[]) is 'Puts services or staff into the order of the ids. → {ok} or forbidden | invalid. Managers only.';

create function public.put_away(p_business uuid, p_what text, p_id uuid, p_away boolean) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  done integer;
  away constant timestamptz := case when p_away then pg_catalog.now() end;
begin
  if not private.manages(p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  if p_what = 'services' then
    update public.services as s set archived_at = away where s.id = p_id and s.business_id = p_business;
  elsif p_what = 'staff' then
    update public.staff as p set archived_at = away where p.id = p_id and p.business_id = p_business;
  else
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end if;
  get diagnostics done = row_count;
  if done = 0 then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'not_found');
  end if;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.put_away(uuid, text, uuid, boolean) is
  'Takes a service or a person out of what is offered, or puts them back; bookings that there are stay. → {ok} or forbidden | not_found | '
  'invalid. Managers only.';

create function public.delete_for_good(p_business uuid, p_what text, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  done integer;
begin
  if not private.manages(p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  -- The foreign keys of appointments have the last word on what is in use; people who wait for it are to be asked as well.
  if p_what in ('services', 'staff') and exists (
    select 1 from public.waitlist_entries as w where p_id in (w.service_id, w.staff_id) and w.business_id = p_business
  ) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'in_use');
  end if;
  if p_what = 'services' then
    delete from public.services as s where s.id = p_id and s.business_id = p_business;
  elsif p_what = 'staff' then
    delete from public.staff as p where p.id = p_id and p.business_id = p_business;
  else
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end if;
  get diagnostics done = row_count;
  if done = 0 then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'not_found');
  end if;
  return pg_catalog.jsonb_build_object('ok', true);
exception when foreign_key_violation then
  return pg_catalog.jsonb_build_object('ok', false, 'code', 'in_use');
end $$;
comment on function public.delete_for_good(uuid, text, uuid) is
  'Deletes a service or a person that no booking has ever pointed to. → {ok} or forbidden | not_found | in_use | invalid. Managers only.';

do $$
declare
  signature text;
begin
  foreach signature in array array[
    'service_details(uuid, uuid)', 'save_service(uuid, uuid, text, jsonb)', 'duplicate_service(uuid, uuid, text)',
    'staff_details(uuid, uuid)', 'save_staff(uuid, uuid, text, jsonb)', 'save_order(uuid, text, uuid[])',
    'put_away(uuid, text, uuid, boolean)', 'delete_for_good(uuid, text, uuid)']
  loop
    execute 'revoke execute on function public.' || signature || ' from public, anon';
    execute 'grant execute on function public.' || signature || ' to authenticated, service_role';
  end loop;
end $$;

-- Visitors --------------------------------------------------------------------------------------------------------------

-- What visitors see stays one function; this adds the pictures to whatever it tells.
alter function public.public_business(text) set schema private;
create function public.public_business(p_slug text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  page jsonb := private.public_business(p_slug);
begin
  if not (page ->> 'ok')::boolean then
    return page;
  end if;
  return pg_catalog.jsonb_set(
    pg_catalog.jsonb_set(page, '{business,logoUrl}', coalesce((
      select pg_catalog.to_jsonb(b.logo_url) from public.businesses as b where b.id = (page #>> '{business,id}')::uuid), 'null')),
    '{services}', coalesce((
      select pg_catalog.jsonb_agg(told.value || pg_catalog.jsonb_build_object('photoUrl', s.photo_url) order by told.ordinality)
      from pg_catalog.jsonb_array_elements(page -> 'services') with ordinality as told
      join public.services as s on s.id = (told.value ->> 'id')::uuid), '[]'));
end $$;
comment on function public.public_business(text) is
  'What a visitor sees of a business: itself, its services, its people, its hours around today. Service role only.';

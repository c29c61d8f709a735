-- What visitors may see of a business, starting one, and a customer's own bookings.

create function public.list_businesses() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'slug', b.slug, 'name', b.name, 'tagline', b.tagline, 'city', b.city, 'kind', b.kind,
    'timeZone', b.time_zone, 'brandColor', b.brand_color) order by b.created_at, b.name), '[]')
  from (select * from public.businesses where listed and archived_at is null order by created_at, name limit 100) as b
$$;
comment on function public.list_businesses() is 'Businesses shown on the front page, at most a hundred. Service role only.';

create function public.public_business(p_slug text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce((
    select pg_catalog.jsonb_build_object('ok', true,
      'business', pg_catalog.jsonb_build_object(
        'id', b.id, 'slug', b.slug, 'name', b.name, 'kind', b.kind, 'tagline', b.tagline, 'about', b.about,
        'address', b.address, 'city', b.city, 'country', b.country, 'phone', b.phone, 'email', b.email,
        'website', b.website, 'timeZone', b.time_zone, 'currency', b.currency, 'locale', b.locale,
        'weekStartsOn', b.week_starts_on, 'brandColor', b.brand_color, 'photoUrl', b.photo_url,
        'policyText', b.policy_text, 'cancelCutoffMin', b.cancel_cutoff_min,
        'layer', private.layer_of(b.id, null, (pg_catalog.now() - '2 days'::interval)::date, (pg_catalog.now() + '16 days'::interval)::date)),
      'services', coalesce((
        select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
          'id', s.id, 'slug', s.slug, 'name', s.name, 'category', s.category, 'description', s.description,
          'durationMin', s.duration_min, 'capacity', s.capacity, 'staffRequired', s.staff_required,
          'priceMinor', s.price_minor, 'confirmation', s.confirmation, 'questions', s.questions,
          'minNoticeMin', s.min_notice_min, 'maxAdvanceDays', s.max_advance_days,
          'cancelCutoffMin', coalesce(s.cancel_cutoff_min, b.cancel_cutoff_min),
          'staff', (
            select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
              'slug', p.slug, 'durationMin', k.duration_min, 'priceMinor', k.price_minor) order by p.position, p.slug), '[]')
            from public.service_staff as k join public.staff as p on p.id = k.staff_id
            where k.service_id = s.id and p.archived_at is null)
          ) order by s.position, s.name)
        from public.services as s
        where s.business_id = b.id and s.archived_at is null), '[]'),
      'staff', coalesce((
        select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
          'slug', p.slug, 'name', p.name, 'title', p.title, 'bio', p.bio, 'photoUrl', p.photo_url, 'hue', p.hue,
          'timeZone', p.time_zone) order by p.position, p.slug)
        from public.staff as p where p.business_id = b.id and p.archived_at is null), '[]'))
    from public.businesses as b where b.slug = p_slug and b.archived_at is null
  ), private.refusal('not_found'))
$$;
comment on function public.public_business(text) is 'What a visitor sees of a business: itself, its services, its people, its hours around today. Service role only.';

create function public.create_business(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  new_id uuid;
  person uuid;
  wanted text := p_request ->> 'slug';
  day integer;
begin
  if (select count(*) from public.members where user_id = (p_request ->> 'userId')::uuid and role = 'owner') >= 20 then
    return private.refusal('too_many_businesses');
  end if;
  insert into public.businesses (slug, name, kind, time_zone, country, currency, locale, email, listed)
  values (
    wanted, p_request ->> 'name', p_request ->> 'kind', p_request ->> 'timeZone',
    p_request ->> 'country', p_request ->> 'currency', coalesce(p_request ->> 'locale', 'en'), p_request ->> 'email', false)
  on conflict (slug) do nothing
  returning id into new_id;
  if new_id is null then
    return private.refusal('slug_taken');
  end if;
  insert into public.members (business_id, user_id, role, name)
  values (new_id, (p_request ->> 'userId')::uuid, 'owner', p_request ->> 'ownerName');
  insert into public.staff (business_id, user_id, slug, name, email)
  values (new_id, (p_request ->> 'userId')::uuid, p_request ->> 'ownerSlug', p_request ->> 'ownerName', p_request ->> 'email')
  returning id into person;
  for day in 1..5 loop
    insert into public.weekly_hours (business_id, weekday, start_min, end_min) values (new_id, day, 540, 1020);
  end loop;
  return pg_catalog.jsonb_build_object('ok', true, 'businessId', new_id, 'slug', wanted, 'staffId', person);
end $$;
comment on function public.create_business(jsonb) is
  'Opens a business for a signed-in person, who becomes its owner and first bookable person; Monday to Friday 9 to 17 to begin with. Service role only.';

create function public.link_customer(p_user_id uuid, p_email text) returns integer
language plpgsql set search_path = '' as $$
declare
  linked integer;
begin
  update public.customers as c set user_id = p_user_id
  where c.email = lower(p_email) and c.user_id is null;
  get diagnostics linked = row_count;
  return linked;
end $$;
comment on function public.link_customer(uuid, text) is
  'Gives a person who has proven an address the customer records that carry it; returns how many. Service role only.';

create function public.customer_bookings(p_user_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(private.booking_json(b.id) order by a.starts_at desc), '[]')
  from (
    select b.id, b.appointment_id from public.bookings as b
    join public.customers as c on c.id = b.customer_id
    where c.user_id = p_user_id and b.status not in ('held', 'expired')
    order by b.created_at desc limit 500
  ) as b
  join public.appointments as a on a.id = b.appointment_id
$$;
comment on function public.customer_bookings(uuid) is 'A signed-in customer''s bookings with every business, newest start first, at most 500. Service role only.';

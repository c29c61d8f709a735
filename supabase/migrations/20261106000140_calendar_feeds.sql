-- Export: secret addresses that any calendar can subscribe to.

create function public.make_calendar_feed(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if p_request ->> 'staffId' is not null and not exists (
    select 1 from public.staff as s
    where s.id = (p_request ->> 'staffId')::uuid and s.business_id = (p_request ->> 'businessId')::uuid
  ) then
    return private.refusal('staff_not_found');
  end if;
  insert into private.calendar_feeds (id, business_id, staff_id, user_id, token_hash)
  values ((p_request ->> 'id')::uuid, (p_request ->> 'businessId')::uuid, (p_request ->> 'staffId')::uuid,
    case when p_request ->> 'businessId' is null then (p_request ->> 'userId')::uuid end, p_request ->> 'tokenHash');
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.make_calendar_feed(jsonb) is
  'Makes a feed: {id, tokenHash, businessId, staffId?} of a business or one staff member, or {id, tokenHash, userId} of a customer. Service role only.';

create function public.end_calendar_feed(p_feed uuid) returns jsonb
language plpgsql set search_path = '' as $$
begin
  update private.calendar_feeds set revoked_at = pg_catalog.now() where id = p_feed and revoked_at is null;
  if not found then
    return private.refusal('already');
  end if;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.end_calendar_feed(uuid) is 'Ends a feed: its address opens nothing from now on. Service role only.';

create function public.calendar_feeds_of(p_business uuid, p_user uuid default null) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', f.id, 'staffId', f.staff_id, 'createdAt', private.instant_text(f.created_at),
    'lastReadAt', private.instant_text(f.last_read_at)) order by f.created_at), '[]')
  from private.calendar_feeds as f
  where f.revoked_at is null
    and case when p_business is not null then f.business_id = p_business else f.user_id = p_user end
$$;
comment on function public.calendar_feeds_of(uuid, uuid) is 'The feeds of a business, or of a customer, that still open. Service role only.';

create function private.feed_entries(
  p_business uuid, p_staff uuid, p_user uuid, p_from timestamptz, p_cancelled_since timestamptz
) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(one.entry || pg_catalog.jsonb_build_object('cancelled', one.cancelled, 'own', p_user is not null)
    order by one.starts_at, one.entry ->> 'subjectId'), '[]')
  from (
    -- A session is one entry for those who hold it, and everyone's own for those who go there.
    select distinct on (coalesce(case when a.capacity = 1 or p_user is not null then b.id end, a.id))
      a.starts_at,
      private.calendar_entry(a.id, case when a.capacity = 1 or p_user is not null then b.id end) as entry,
      case when a.capacity = 1 or p_user is not null then b.status in ('cancelled', 'declined') else not a.active end as cancelled
    from public.appointments as a
    join public.bookings as b on b.appointment_id = a.id
    left join public.customers as who on who.id = b.customer_id
    where a.assists is null and a.ends_at >= p_from and b.status not in ('held', 'expired')
      and (p_business is null or a.business_id = p_business)
      and (p_user is null or who.user_id = p_user)
      and (p_staff is null or a.staff_id = p_staff or exists (
        select 1 from public.appointments as helper where helper.assists = a.id and helper.staff_id = p_staff))
      and (b.status not in ('cancelled', 'declined') or b.updated_at >= p_cancelled_since)
    order by coalesce(case when a.capacity = 1 or p_user is not null then b.id end, a.id), b.created_at
  ) as one
$$;
comment on function private.feed_entries(uuid, uuid, uuid, timestamptz, timestamptz) is
  'The entries of a calendar file: coming and recent ones, and what was cancelled of late, so that subscribers see it go.';

create function public.calendar_feed(p_token_hash text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  feed private.calendar_feeds;
begin
  select * into feed from private.calendar_feeds where token_hash = p_token_hash and revoked_at is null;
  if not found or exists (select 1 from public.businesses as b where b.id = feed.business_id and b.archived_at is not null) then
    return private.refusal('not_found');
  end if;
  if feed.last_read_at is null or feed.last_read_at < pg_catalog.now() - '1 hour'::interval then
    update private.calendar_feeds set last_read_at = pg_catalog.now() where id = feed.id;
  end if;
  return pg_catalog.jsonb_build_object(
    'ok', true, 'id', feed.id,
    'audience', case when feed.user_id is null then 'staff' else 'customer' end,
    'name', coalesce(
      (select s.name from public.staff as s where s.id = feed.staff_id),
      (select b.name from public.businesses as b where b.id = feed.business_id), ''),
    'timeZone', coalesce(
      (select coalesce(s.time_zone, b.time_zone) from public.businesses as b left join public.staff as s on s.id = feed.staff_id
       where b.id = feed.business_id), 'UTC'),
    'entries', private.feed_entries(feed.business_id, feed.staff_id, feed.user_id,
      pg_catalog.now() - '60 days'::interval, pg_catalog.now() - '14 days'::interval));
end $$;
comment on function public.calendar_feed(text) is
  'What a feed tells now: sixty days back and all that is to come; cancelled entries for two weeks. not_found for an address that is unknown or ended. Service role only.';

create function public.calendar_export(p_business uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'ok', true, 'id', b.id, 'audience', 'staff', 'name', b.name, 'timeZone', b.time_zone,
    'entries', private.feed_entries(b.id, null, null, '-infinity', '-infinity'))
  from public.businesses as b where b.id = p_business
$$;
comment on function public.calendar_export(uuid) is 'The whole calendar of a business, past and cancelled included. Service role only.';

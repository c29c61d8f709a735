-- A feed that has ended says so: programs that subscribed to it stop asking instead of trying again.

create or replace function public.calendar_feed(p_token_hash text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  feed private.calendar_feeds;
begin
  select * into feed from private.calendar_feeds where token_hash = p_token_hash;
  if not found then
    return private.refusal('not_found');
  end if;
  -- What somebody who has left could still read here is other people's.
  if feed.revoked_at is not null
    or exists (select 1 from public.businesses as b where b.id = feed.business_id and b.archived_at is not null)
    or exists (select 1 from public.staff as s where s.id = feed.staff_id and s.archived_at is not null) then
    return private.refusal('gone');
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
  'What a feed tells now: sixty days back and all that is to come; cancelled entries for two weeks. not_found for an address that is unknown, gone for '
  'one that has ended. Service role only.';

-- A business can be deleted for good: it closes at once, and thirty days later everything goes, unless an owner opens it again.

alter table public.businesses
  add column delete_at timestamptz,
  add constraint businesses_deleted_when_closed check (delete_at is null or archived_at is not null);
create index businesses_delete_at_idx on public.businesses (delete_at) where delete_at is not null;
comment on column public.businesses.delete_at is 'When everything of a closed business is deleted; null = never.';

create function private.tell_owners(p_business uuid, p_kind text, p_by uuid, p_due timestamptz) returns void
language sql set search_path = '' as $$
  insert into public.notifications (business_id, kind, channel, audience, recipient, locale, time_zone, due_at, data, dedupe_key)
  select b.id, p_kind, 'email', 'staff', lower(u.email), b.locale, b.time_zone, p_due,
    pg_catalog.jsonb_build_object('closing', pg_catalog.jsonb_build_object(
      'by', (select who.name from public.members as who where who.business_id = b.id and who.user_id = p_by),
      'deleteAt', private.instant_text(b.delete_at),
      'business', pg_catalog.jsonb_build_object('name', b.name, 'country', b.country, 'brandColor', b.brand_color, 'email', b.email))),
    pg_catalog.concat_ws(':', p_kind, b.id, u.id, pg_catalog.pg_current_xact_id())
  from public.businesses as b
  join public.members as m on m.business_id = b.id and m.role = 'owner'
  join auth.users as u on u.id = m.user_id
  where b.id = p_business and u.email is not null
$$;
comment on function private.tell_owners(uuid, text, uuid, timestamptz) is
  'Writes to every owner of a business that it closes for good, is about to be deleted, or stays (business.closing, business.last_days, '
  'business.kept); p_by is the owner who has said so.';

create function public.delete_business(p_business uuid, p_user uuid, p_name text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  closed constant jsonb := public.close_business(p_business, p_user, p_name);
  day timestamptz;
begin
  if not (closed ->> 'ok')::boolean then
    return closed;
  end if;
  update public.businesses as b set delete_at = pg_catalog.now() + '30 days'::interval
  where b.id = p_business and b.delete_at is null
  returning b.delete_at into day;
  -- Of two owners who decide at once, or a second press, the first has set the day.
  if day is not null then
    perform private.tell_owners(p_business, 'business.closing', p_user, pg_catalog.now());
    perform private.tell_owners(p_business, 'business.last_days', p_user, day - '3 days'::interval);
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'deleteAt',
    (select private.instant_text(b.delete_at) from public.businesses as b where b.id = p_business));
end $$;
comment on function public.delete_business(uuid, uuid, text) is
  'Closes a business and has everything of it deleted thirty days later; its owners are written to now and three days before. An owner who '
  'opens it again (reopen_business) calls that off. p_name is its name, typed as confirmation. → {ok, deleteAt} or what close_business '
  'refuses. Service role only.';

create or replace function public.reopen_business(p_business uuid, p_user uuid) returns jsonb
language plpgsql set search_path = '' as $$
declare
  day timestamptz;
begin
  if not private.has_role(p_business, p_user, 'owner') then
    return private.refusal('forbidden');
  end if;
  select b.delete_at into day from public.businesses as b where b.id = p_business for update;
  -- Deleted while the page stood open.
  if not found then
    return private.refusal('not_found');
  end if;
  update public.businesses as biz set archived_at = null, delete_at = null where biz.id = p_business;
  if day is not null then
    update public.notifications as n set status = 'dropped'
    where n.business_id = p_business and n.kind in ('business.closing', 'business.last_days') and n.status = 'queued';
    perform private.tell_owners(p_business, 'business.kept', p_user, pg_catalog.now());
  end if;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.reopen_business(uuid, uuid) is
  'Opens a closed business again, and calls off that it is deleted; its owners hear of that. → {ok} or forbidden | not_found. Service role only.';

-- History goes with its business and in no other way.
create or replace function private.guard_history() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and pg_catalog.current_setting('daybook.erasing', true) = old.booking_id::text
    and new = private.erased_event(old) then
    return new;
  end if;
  if tg_op = 'DELETE' and pg_catalog.current_setting('daybook.deleting', true) = old.business_id::text
    and exists (select 1 from public.businesses as b where b.id = old.business_id and b.delete_at <= pg_catalog.now()) then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;

create function private.delete_everything_of(p_business uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.businesses as b where b.id = p_business and b.delete_at <= pg_catalog.now()) then
    raise exception 'its day has not come' using errcode = '42501';
  end if;
  perform pg_catalog.set_config('daybook.deleting', p_business::text, true);
  -- What refers to each other without a cascade, from the leaves on; the rest goes with the business itself.
  delete from public.notifications as n where n.business_id = p_business;
  delete from public.waitlist_offers as o where o.business_id = p_business;
  delete from public.waitlist_entries as w where w.business_id = p_business;
  delete from public.booking_events as e where e.business_id = p_business;
  delete from public.bookings as b where b.business_id = p_business;
  delete from public.appointments as a where a.business_id = p_business;
  delete from public.customers as c where c.business_id = p_business;
  delete from public.businesses as b where b.id = p_business;
  perform pg_catalog.set_config('daybook.deleting', '', true);
end $$;
comment on function private.delete_everything_of(uuid) is
  'Deletes a business with everything of it, once its day has come; its photos go with the next tidying of the bucket. Security definer: '
  'nobody else may take anything out of the history.';

create function private.delete_due_businesses() returns integer
language plpgsql set search_path = '' as $$
declare
  due uuid;
  gone integer := 0;
begin
  for due in
    select b.id from public.businesses as b where b.delete_at <= pg_catalog.now() order by b.delete_at limit 5 for update skip locked
  loop
    perform private.delete_everything_of(due);
    gone := gone + 1;
  end loop;
  return gone;
end $$;
comment on function private.delete_due_businesses() is 'Deletes the businesses whose day has come. → how many.';

-- Photos: what nothing shows any more -------------------------------------------------------------------------------------

create function public.photos_without_use(p_names text[]) returns text[]
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.array_agg(named.name order by named.name), '{}')
  from pg_catalog.unnest(p_names) as named (name)
  where not exists (
    select 1 from public.businesses as b
    where b.photo_url = '/api/photos/' || named.name or b.logo_url = '/api/photos/' || named.name)
    and not exists (select 1 from public.services as s where s.photo_url = '/api/photos/' || named.name)
    and not exists (select 1 from public.staff as p where p.photo_url = '/api/photos/' || named.name)
$$;
comment on function public.photos_without_use(text[]) is
  'Which of these photos of the bucket (BUSINESS/NAME) no business, service or person shows. Service role only.';

insert into private.schedules (name, schedule, command, comment) values
  ('delete-businesses', '7 * * * *', 'select private.delete_due_businesses()', 'Businesses whose thirty days are over.'),
  ('photos', '37 2 * * *', $sql$select private.call_function('photos')$sql$, 'Photos that nothing shows any more.');
do $$
begin
  if exists (select 1 from pg_catalog.pg_available_extensions where name = 'pg_cron') then
    perform cron.schedule('daybook-delete-businesses', '7 * * * *', 'select private.delete_due_businesses()');
    perform cron.schedule('daybook-photos', '37 2 * * *', 'select private.call_function(''photos'')');
  end if;
end $$;

revoke execute on function public.delete_business(uuid, uuid, text), public.photos_without_use(text[]), private.tell_owners(uuid, text, uuid, timestamptz),
  private.delete_everything_of(uuid), private.delete_due_businesses() from public, anon, authenticated;
grant execute on function public.delete_business(uuid, uuid, text), public.photos_without_use(text[]), private.tell_owners(uuid, text, uuid, timestamptz),
  private.delete_everything_of(uuid), private.delete_due_businesses() to service_role;

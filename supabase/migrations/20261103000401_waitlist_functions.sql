-- Waking, joining, offering, taking, leaving. What a user can cause comes back as {"ok": false, "code": …}.
-- Locks are taken in one order everywhere: the held booking, then the entry, then staff and rooms.

-- Something may have come free ------------------------------------------------------------------------------------------

create function private.wake_waitlist() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  concerned uuid := coalesce(new.business_id, old.business_id);
begin
  -- Asking for the business too: when it is deleted, what goes with it must not be noted against it.
  if exists (
    select 1 from public.waitlist_entries as e join public.businesses as biz on biz.id = e.business_id
    where e.business_id = concerned and e.status in ('waiting', 'offered')
  ) then
    insert into private.waitlist_wakeups (business_id) values (concerned) on conflict do nothing;
  end if;
  return null;
end $$;
comment on function private.wake_waitlist() is
  'Notes that the waiting list of a business should be looked at. Security definer: managers change hours under their own role.';

create trigger appointments_wake_waitlist after update of seats_taken, active, starts_at, ends_at, capacity on public.appointments
  for each row when (
    old.assists is null
    and (new.seats_taken < old.seats_taken or new.capacity > old.capacity or old.active > new.active
      or (new.starts_at, new.ends_at) is distinct from (old.starts_at, old.ends_at)))
  execute function private.wake_waitlist();

do $$
declare
  name text;
begin
  foreach name in array array[
    'weekly_hours', 'seasons', 'hour_patterns', 'date_overrides', 'closures', 'time_off', 'busy_times',
    'staff', 'services', 'service_staff', 'service_resources', 'resources'
  ] loop
    execute format(
      'create trigger %I after insert or update or delete on public.%I for each row execute function private.wake_waitlist()',
      name || '_wake_waitlist', name);
  end loop;
end $$;

create function private.announce_waitlist() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object('business', new.business_id, 'kind', 'waitlist')::text);
  return null;
end $$;
comment on function private.announce_waitlist() is 'Open dashboards hear that somebody has joined, left or got an offer; the notice names nobody.';
create trigger waitlist_entries_announce after insert or update of status on public.waitlist_entries
  for each row execute function private.announce_waitlist();

create function public.wake_waitlist() returns integer
language plpgsql set search_path = '' as $$
declare
  woken integer;
begin
  insert into private.waitlist_wakeups (business_id)
  select distinct e.business_id from public.waitlist_entries as e where e.status = 'waiting'
  on conflict do nothing;
  get diagnostics woken = row_count;
  return woken;
end $$;
comment on function public.wake_waitlist() is
  'Has every waiting list looked at: days come within reach as time goes by, and an entry may cross with what frees its time. Service role only.';

create function public.claim_waitlist_wakeups(p_limit integer default 20) returns jsonb
language sql set search_path = '' as $$
  with due as (
    select w.id from private.waitlist_wakeups as w
    where w.locked_until is null or w.locked_until < pg_catalog.now()
    order by w.id limit least(greatest(p_limit, 1), 500)
    for update skip locked
  ), claimed as (
    update private.waitlist_wakeups as w set locked_until = pg_catalog.now() + '2 minutes'::interval
    from due where w.id = due.id
    returning w.id, w.business_id
  )
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('businessId', b.business_id, 'wakeups', b.ids)), '[]')
  from (select c.business_id, pg_catalog.jsonb_agg(c.id) as ids from claimed as c group by c.business_id) as b
$$;
comment on function public.claim_waitlist_wakeups(integer) is
  'Takes wake-ups for two minutes, by business; those of a matcher that died come back. Service role only.';

create function public.finish_waitlist_wakeups(p_ids jsonb) returns void
language sql set search_path = '' as $$
  delete from private.waitlist_wakeups as w
  where w.id in (select id::bigint from pg_catalog.jsonb_array_elements_text(p_ids) as id)
$$;
comment on function public.finish_waitlist_wakeups(jsonb) is 'Wake-ups that were seen to. Service role only.';

-- What is told of an entry ----------------------------------------------------------------------------------------------

create function private.waitlist_json(p_entry_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'id', e.id, 'status', e.status, 'closedBecause', e.closed_because, 'party', e.party,
    'from', e.from_date, 'to', e.to_date, 'weekdays', pg_catalog.to_jsonb(e.weekdays), 'fromMin', e.from_min, 'toMin', e.to_min,
    'customer', pg_catalog.jsonb_build_object('name', e.contact_name, 'email', e.contact_email, 'phone', e.contact_phone),
    'timeZone', e.time_zone, 'locale', e.locale, 'offersPassed', e.offers_passed,
    'createdAt', private.instant_text(e.created_at), 'bookingId', e.booking_id,
    'ahead', (
      select count(*) from public.waitlist_entries as other
      where other.business_id = e.business_id and other.service_id = e.service_id and other.place < e.place
        and other.status in ('waiting', 'offered') and other.from_date <= e.to_date and other.to_date >= e.from_date),
    'offered', coalesce((
      select pg_catalog.jsonb_agg(private.instant_text(o.starts_at)) from public.waitlist_offers as o
      where o.entry_id = e.id and o.outcome is not null), '[]'),
    'offer', (
      select pg_catalog.jsonb_build_object(
        'id', o.id, 'bookingId', o.booking_id, 'start', private.instant_text(o.starts_at), 'end', private.instant_text(o.ends_at),
        'deadline', private.instant_text(o.deadline), 'staff', pg_catalog.jsonb_build_object('slug', p.slug, 'name', p.name),
        'priceMinor', b.price_minor, 'currency', b.currency)
      from public.waitlist_offers as o
      join public.staff as p on p.id = o.staff_id
      join public.bookings as b on b.id = o.booking_id
      where o.entry_id = e.id and o.outcome is null),
    'staff', (select pg_catalog.jsonb_build_object('slug', p.slug, 'name', p.name) from public.staff as p where p.id = e.staff_id),
    'service', pg_catalog.jsonb_build_object(
      'id', s.id, 'slug', s.slug, 'name', s.name, 'confirmation', s.confirmation, 'questions', s.questions,
      'minNoticeMin', s.min_notice_min, 'capacity', s.capacity),
    'business', pg_catalog.jsonb_build_object(
      'id', biz.id, 'slug', biz.slug, 'name', biz.name, 'timeZone', biz.time_zone, 'address', biz.address, 'city', biz.city,
      'country', biz.country, 'phone', biz.phone, 'email', biz.email, 'brandColor', biz.brand_color, 'locale', biz.locale))
  from public.waitlist_entries as e
  join public.services as s on s.id = e.service_id
  join public.businesses as biz on biz.id = e.business_id
  where e.id = p_entry_id
$$;
comment on function private.waitlist_json(uuid) is 'An entry of the waiting list as its customer''s page, the matcher and the messages see it.';

create function public.waitlist_by_token(p_token_hash text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce((
    select pg_catalog.jsonb_build_object('ok', true, 'entry', private.waitlist_json(t.entry_id))
    from private.waitlist_tokens as t
    where t.token_hash = pg_catalog.decode(p_token_hash, 'hex')
  ), private.refusal('not_found'))
$$;
comment on function public.waitlist_by_token(text) is 'The entry that a waiting customer''s link opens. Service role only.';

create function public.waitlist_queue(p_business uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(private.waitlist_json(e.id) order by e.place), '[]')
  from (
    select w.id, w.place from public.waitlist_entries as w
    where w.business_id = p_business and w.status in ('waiting', 'offered')
    order by w.place limit 500
  ) as e
$$;
comment on function public.waitlist_queue(uuid) is 'Who waits at a business, first come first, at most 500. Service role only.';

-- Messages about an entry -----------------------------------------------------------------------------------------------

create function private.enqueue_waitlist(
  p_entry_id uuid, p_kind text, p_key text, p_extra jsonb default '{}', p_due_at timestamptz default null
) returns void
language sql set search_path = '' as $$
  insert into public.notifications (
    business_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, due_at)
  select e.business_id, p_kind, 'email', 'customer', e.contact_email, e.locale, e.time_zone,
    pg_catalog.jsonb_build_object('entry', private.waitlist_json(e.id)) || p_extra,
    pg_catalog.concat_ws(':', 'waitlist', e.id, p_kind, p_key), coalesce(p_due_at, pg_catalog.now())
  from public.waitlist_entries as e where e.id = p_entry_id
  on conflict (dedupe_key) do nothing
$$;
comment on function private.enqueue_waitlist(uuid, text, text, jsonb, timestamptz) is
  'Writes one message about an entry to the outbox, with the entry as it is now; p_key tells repetitions apart.';

create function private.drop_waitlist_mail(p_entry_id uuid, p_kind text) returns void
language sql set search_path = '' as $$
  update public.notifications as n set status = 'dropped'
  from public.waitlist_entries as e
  where e.id = p_entry_id and n.business_id = e.business_id and n.status = 'queued' and n.kind = p_kind
    and pg_catalog.starts_with(n.dedupe_key, pg_catalog.concat_ws(':', 'waitlist', e.id, p_kind))
$$;

-- Joining ---------------------------------------------------------------------------------------------------------------

create function public.join_waitlist(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  svc public.services;
  address text := lower(p_request #>> '{customer,email}');
  entry_id uuid := (p_request ->> 'entryId')::uuid;
  first_date date := (p_request ->> 'from')::date;
  last_date date := (p_request ->> 'to')::date;
begin
  select * into svc from public.services as s where s.id = (p_request ->> 'serviceId')::uuid and s.archived_at is null;
  if not found then
    return private.refusal('service_not_found');
  end if;
  if p_request ->> 'staffId' is not null and not exists (
    select 1 from public.service_staff as skill join public.staff as p on p.id = skill.staff_id
    where skill.service_id = svc.id and p.id = (p_request ->> 'staffId')::uuid and p.archived_at is null
  ) then
    return private.refusal('staff_not_found');
  end if;
  if (p_request ->> 'party')::integer > svc.capacity then
    return private.refusal('party_too_large', pg_catalog.jsonb_build_object('capacity', svc.capacity));
  end if;
  if exists (
    select 1 from public.customers as c
    where c.business_id = svc.business_id and c.email = address and c.blocked_at is not null
  ) then
    return private.refusal('not_accepted');
  end if;
  insert into public.waitlist_entries (
    id, business_id, service_id, staff_id, party, from_date, to_date, weekdays, from_min, to_min,
    contact_name, contact_email, contact_phone, time_zone, locale)
  values (
    entry_id, svc.business_id, svc.id, (p_request ->> 'staffId')::uuid, (p_request ->> 'party')::integer, first_date, last_date,
    coalesce((select pg_catalog.array_agg(d::smallint order by d) from pg_catalog.jsonb_array_elements_text(p_request -> 'weekdays') as d), '{}'),
    (p_request ->> 'fromMin')::integer, (p_request ->> 'toMin')::integer,
    p_request #>> '{customer,name}', address, p_request #>> '{customer,phone}',
    p_request ->> 'timeZone', coalesce(p_request ->> 'locale', 'en'))
  on conflict (service_id, contact_email, from_date, to_date) where status in ('waiting', 'offered') do nothing;
  if found then
    insert into private.waitlist_tokens (token_hash, entry_id)
    values (pg_catalog.decode(p_request ->> 'tokenHash', 'hex'), entry_id);
    -- Something may have come free between the look at the full day and this entry.
    insert into private.waitlist_wakeups (business_id) values (svc.business_id) on conflict do nothing;
  else
    -- Who asks again gets the same answer as who asks for the first time, and the link by mail: an answer that differed
    -- would tell anybody who types an address whether its owner waits here.
    select e.id into entry_id from public.waitlist_entries as e
    where e.service_id = svc.id and e.contact_email = address and e.from_date = first_date and e.to_date = last_date
      and e.status in ('waiting', 'offered');
  end if;
  perform private.enqueue_waitlist(entry_id, 'waitlist.joined', pg_catalog.to_char(pg_catalog.now() at time zone 'UTC', 'YYYYMMDD'));
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.join_waitlist(jsonb) is
  'Puts somebody on the waiting list: {entryId, tokenHash, serviceId, staffId, party, from, to, weekdays, fromMin, toMin, customer, '
  'timeZone, locale}. → {ok: true}, also for who waits already, or {ok: false, code: service_not_found | staff_not_found | '
  'party_too_large | not_accepted}. Service role only.';

-- Offering --------------------------------------------------------------------------------------------------------------

create function public.offer_waitlist_place(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  e public.waitlist_entries;
  place jsonb;
  deadline timestamptz := (p_request ->> 'deadline')::timestamptz;
  actor jsonb := coalesce(p_request -> 'actor', '{"kind": "system"}');
begin
  select * into e from public.waitlist_entries where id = (p_request ->> 'entryId')::uuid for update;
  if not found then
    return private.refusal('not_found');
  end if;
  if e.status <> 'waiting' then
    return private.refusal('not_waiting', pg_catalog.jsonb_build_object('status', e.status));
  end if;
  if deadline <= pg_catalog.now() or deadline > (p_request ->> 'start')::timestamptz then
    return private.refusal('too_soon');
  end if;
  if exists (
    select 1 from public.customers as c
    where c.business_id = e.business_id and c.email = e.contact_email and c.blocked_at is not null
  ) then
    return private.refusal('not_accepted');
  end if;
  place := public.hold_place(pg_catalog.jsonb_build_object(
    'bookingId', p_request ->> 'bookingId', 'tokenHash', p_request ->> 'tokenHash', 'serviceId', e.service_id,
    'start', p_request ->> 'start', 'party', e.party, 'staff', p_request -> 'staff', 'timeZone', e.time_zone,
    'staffChoice', case when e.staff_id is null then 'any' else 'chosen' end,
    'expiresAt', private.instant_text(deadline), 'actor', actor));
  if not (place ->> 'ok')::boolean then
    return place;
  end if;
  insert into public.waitlist_offers (business_id, entry_id, booking_id, staff_id, starts_at, ends_at, deadline, made_by)
  select e.business_id, e.id, b.id, a.staff_id, a.starts_at, a.ends_at, b.hold_expires_at, (actor ->> 'kind')::public.actor_kind
  from public.bookings as b join public.appointments as a on a.id = b.appointment_id
  where b.id = (place #>> '{booking,id}')::uuid;
  update public.waitlist_entries set status = 'offered' where id = e.id;
  perform private.enqueue_waitlist(e.id, 'waitlist.offer', place #>> '{booking,id}');
  return pg_catalog.jsonb_build_object('ok', true, 'entry', private.waitlist_json(e.id));
end $$;
comment on function public.offer_waitlist_place(jsonb) is
  'Keeps a place for an entry until a deadline and writes to its customer, or does neither: {entryId, bookingId, tokenHash, start, '
  'staff: [[lead, assistant…], …], deadline, actor}. → {ok, entry} or {ok: false, code: not_found | not_waiting | too_soon | '
  'not_accepted | the refusals of hold_place}. Service role only.';

create function private.settle_waitlist_offer() returns trigger
language plpgsql set search_path = '' as $$
declare
  o public.waitlist_offers;
  e public.waitlist_entries;
  taken boolean := new.status in ('pending', 'confirmed');
  offers_allowed constant integer := 2;
begin
  update public.waitlist_offers set outcome = case when taken then 'taken' else 'passed' end, settled_at = pg_catalog.now()
  where booking_id = new.id and outcome is null
  returning * into o;
  if not found then
    return null;
  end if;
  perform private.drop_waitlist_mail(o.entry_id, 'waitlist.offer');
  if taken then
    update public.waitlist_entries set status = 'booked', booking_id = new.id where id = o.entry_id and status = 'offered';
    return null;
  end if;
  update public.waitlist_entries as w set
    offers_passed = w.offers_passed + 1,
    status = case when w.offers_passed + 1 >= offers_allowed then 'closed' else 'waiting' end,
    closed_because = case when w.offers_passed + 1 >= offers_allowed then 'offers_passed' end
  where w.id = o.entry_id and w.status = 'offered'
  returning * into e;
  if e.status = 'closed' then
    perform private.enqueue_waitlist(e.id, 'waitlist.closed', e.closed_because);
  end if;
  return null;
end $$;
comment on function private.settle_waitlist_offer() is
  'An offer ends with the hold that it is made of, whoever ends it: taken when the place became a booking, passed when it ran out. '
  'A passed offer costs nobody their place in the queue; the second one closes the entry.';
create trigger bookings_settle_waitlist_offer after update of status on public.bookings
  for each row when (old.status = 'held' and new.status <> 'held')
  execute function private.settle_waitlist_offer();

create function private.withdraw_offer(p_entry_id uuid, p_outcome text) returns boolean
language plpgsql set search_path = '' as $$
declare
  held_id uuid;
begin
  select o.booking_id into held_id from public.waitlist_offers as o where o.entry_id = p_entry_id and o.outcome is null;
  if not found then
    return false;
  end if;
  -- The booking first, as the sweep and the customer's acceptance do; whoever comes second finds the offer settled.
  perform 1 from public.bookings as b where b.id = held_id for update;
  update public.waitlist_offers set outcome = p_outcome, settled_at = pg_catalog.now()
  where booking_id = held_id and outcome is null;
  if not found then
    return false;
  end if;
  perform private.drop_waitlist_mail(p_entry_id, 'waitlist.offer');
  perform public.release_hold(held_id);
  return true;
end $$;

create function public.decline_waitlist_offer(p_entry_id uuid) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if not private.withdraw_offer(p_entry_id, 'declined') then
    return private.refusal('offer_over');
  end if;
  update public.waitlist_entries set status = 'waiting' where id = p_entry_id and status = 'offered';
  return pg_catalog.jsonb_build_object('ok', true, 'entry', private.waitlist_json(p_entry_id));
end $$;
comment on function public.decline_waitlist_offer(uuid) is
  'The customer does not want this time: it goes to the next in line, and they keep their place in the queue. Service role only.';

create function public.take_waitlist_offer(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  o public.waitlist_offers;
  held public.bookings;
  result jsonb;
begin
  select * into o from public.waitlist_offers where id = (p_request ->> 'offerId')::uuid;
  if not found then
    return private.refusal('offer_over');
  end if;
  select * into held from public.bookings as b where b.id = o.booking_id for update;
  select * into o from public.waitlist_offers where id = o.id;
  if o.outcome = 'taken' then
    -- The second of two taps: the idempotency key finds the booking that the first one made.
    return public.create_booking(p_request);
  end if;
  if o.outcome is not null or held.status <> 'held' then
    return private.refusal('offer_over');
  end if;
  if o.deadline <= pg_catalog.now() then
    -- The deadline is the deadline, also when nobody has swept yet; the next in line need not wait for the sweep.
    perform private.expire_hold(held.id);
    return private.refusal('offer_over');
  end if;
  result := public.create_booking(p_request || pg_catalog.jsonb_build_object('holdId', held.id));
  if (result ->> 'ok')::boolean and result #>> '{booking,status}' = 'pending' and result #>> '{booking,service,confirmation}' = 'email' then
    -- Who takes an offer came by the link in the mail: the address needs no second proof.
    update public.notifications as n set status = 'dropped'
    where n.booking_id = held.id and n.kind = 'booking.verify' and n.status = 'queued';
    return public.change_booking_status(held.id, 'confirmed', '{"kind": "customer"}') || '{"replayed": false}';
  end if;
  return result;
end $$;
comment on function public.take_waitlist_offer(jsonb) is
  'Turns the place of an offer into a booking: the request of create_booking with offerId and an idempotency key. → the answers of '
  'create_booking, or offer_over once it is declined, withdrawn or past its deadline. Service role only.';

-- Leaving ---------------------------------------------------------------------------------------------------------------

create function public.leave_waitlist(p_entry_id uuid, p_by public.actor_kind) returns jsonb
language plpgsql set search_path = '' as $$
declare
  e public.waitlist_entries;
begin
  perform private.withdraw_offer(p_entry_id, case p_by when 'customer' then 'declined' else 'withdrawn' end);
  select * into e from public.waitlist_entries where id = p_entry_id for update;
  if not found then
    return private.refusal('not_found');
  end if;
  if e.status not in ('waiting', 'offered') then
    return private.refusal('already', pg_catalog.jsonb_build_object('status', e.status));
  end if;
  update public.waitlist_entries set status = case p_by when 'customer' then 'left' else 'removed' end where id = e.id;
  if p_by <> 'customer' then
    -- A little later, so that a slip can be undone before anybody reads of it.
    perform private.enqueue_waitlist(e.id, 'waitlist.closed', 'removed', '{}', pg_catalog.now() + '2 minutes'::interval);
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'entry', private.waitlist_json(e.id));
end $$;
comment on function public.leave_waitlist(uuid, public.actor_kind) is
  'Takes somebody off the waiting list; an open offer goes to the next in line. → {ok, entry} or not_found | already. Service role only.';

create function public.restore_waitlist_entry(p_entry_id uuid) returns jsonb
language plpgsql set search_path = '' as $$
declare
  e public.waitlist_entries;
begin
  select * into e from public.waitlist_entries where id = p_entry_id and status = 'removed' for update;
  if not found then
    return private.refusal('not_possible');
  end if;
  begin
    update public.waitlist_entries set status = 'waiting' where id = e.id;
  exception when unique_violation then
    -- They have joined again meanwhile: one entry is enough.
    return private.refusal('already');
  end;
  delete from public.notifications as n
  where n.dedupe_key = pg_catalog.concat_ws(':', 'waitlist', e.id, 'waitlist.closed', 'removed') and n.status = 'queued';
  insert into private.waitlist_wakeups (business_id) values (e.business_id) on conflict do nothing;
  return pg_catalog.jsonb_build_object('ok', true, 'entry', private.waitlist_json(e.id));
end $$;
comment on function public.restore_waitlist_entry(uuid) is
  'Puts somebody whom the business removed back in their old place of the queue. → {ok, entry} or not_possible | already. Service role only.';

create function public.close_waitlist() returns integer
language plpgsql set search_path = '' as $$
declare
  gone record;
  closed integer := 0;
begin
  for gone in
    select e.id, case when s.archived_at is not null or p.archived_at is not null then 'service_gone' else 'dates_over' end as reason
    from public.waitlist_entries as e
    join public.services as s on s.id = e.service_id
    left join public.staff as p on p.id = e.staff_id
    where e.status = 'waiting'
      and (s.archived_at is not null or p.archived_at is not null
        or ((e.to_date + 1)::timestamp at time zone e.time_zone) <= pg_catalog.now())
    order by e.id limit 500
    for update of e skip locked
  loop
    update public.waitlist_entries set status = 'closed', closed_because = gone.reason where id = gone.id;
    perform private.enqueue_waitlist(gone.id, 'waitlist.closed', gone.reason);
    closed := closed + 1;
  end loop;
  return closed;
end $$;
comment on function public.close_waitlist() is
  'Ends entries whose dates are over or whose service or staff member is no more, and says so to their customers. Service role only.';

-- One person's data -----------------------------------------------------------------------------------------------------

create function private.waitlist_of(p_business_id uuid, p_email text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(private.waitlist_json(e.id) - 'business' order by e.place), '[]')
  from public.waitlist_entries as e
  where e.business_id = p_business_id and e.contact_email = lower(p_email)
$$;
comment on function private.waitlist_of(uuid, text) is 'Everything that the waiting list of a business knows of an address, for the export of a person''s data.';

create function private.erase_waitlist(p_business_id uuid, p_email text) returns integer
language plpgsql set search_path = '' as $$
declare
  entry_id uuid;
  erased integer := 0;
begin
  for entry_id in
    select e.id from public.waitlist_entries as e
    where e.business_id = p_business_id and e.contact_email = lower(p_email) order by e.id
  loop
    perform private.withdraw_offer(entry_id, 'withdrawn');
    delete from public.notifications as n
    where n.business_id = p_business_id and pg_catalog.starts_with(n.kind, 'waitlist.') and n.data #>> '{entry,id}' = entry_id::text;
    delete from public.waitlist_entries where id = entry_id;
    erased := erased + 1;
  end loop;
  return erased;
end $$;
comment on function private.erase_waitlist(uuid, text) is
  'Forgets an address on the waiting list of a business: its entries, their offers and their messages. What it held is free again.';

-- Rights and schedules --------------------------------------------------------------------------------------------------

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private')
      and p.proname in (
        'wake_waitlist', 'claim_waitlist_wakeups', 'finish_waitlist_wakeups', 'waitlist_json', 'waitlist_by_token', 'waitlist_queue',
        'enqueue_waitlist', 'drop_waitlist_mail', 'join_waitlist', 'offer_waitlist_place', 'settle_waitlist_offer', 'withdraw_offer',
        'decline_waitlist_offer', 'take_waitlist_offer', 'leave_waitlist', 'restore_waitlist_entry', 'close_waitlist',
        'check_offer_change', 'announce_waitlist', 'waitlist_of', 'erase_waitlist')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

insert into private.schedules (name, schedule, command, comment) values
  ('waitlist', '* * * * *',
    $sql$select private.call_function('waitlist') where exists (select 1 from private.waitlist_wakeups)$sql$,
    'Offers what came free to who waits for it.'),
  ('wake-waitlist', '*/10 * * * *', 'select public.wake_waitlist()', 'Has every waiting list looked at.'),
  ('close-waitlist', '*/10 * * * *', 'select public.close_waitlist()', 'Ends waiting whose dates are over.');

do $$
declare
  job record;
begin
  if exists (select 1 from pg_catalog.pg_available_extensions where name = 'pg_cron') then
    for job in select name, schedule, command from private.schedules where name in ('waitlist', 'wake-waitlist', 'close-waitlist') loop
      execute 'select cron.schedule($1, $2, $3)' using 'daybook-' || job.name, job.schedule, job.command;
    end loop;
  end if;
end $$;

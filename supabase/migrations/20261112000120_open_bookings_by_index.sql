-- How many bookings a customer has ahead is counted along the index of their visits. Through the appointments it could be
-- planned as a join with all of them: the plan is made once for everybody, and some have thousands of bookings.

create or replace function public.create_booking(p_request jsonb) returns jsonb
language plpgsql set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  svc public.services;
  biz public.businesses;
  who public.customers;
  known record;
  start_at timestamptz := (p_request ->> 'start')::timestamptz;
  seats integer := coalesce((p_request ->> 'party')::integer, 1);
  override boolean := coalesce((p_request ->> 'override')::boolean, false);
  actor jsonb := coalesce(p_request -> 'actor', '{"kind": "customer"}');
  new_id uuid := (p_request ->> 'bookingId')::uuid;
  key text := p_request ->> 'idempotencyKey';
  candidates jsonb := p_request -> 'staff';
  candidate jsonb;
  people uuid[];
  everyone uuid[];
  place jsonb;
  new_status public.booking_status;
  held public.bookings;
begin
  if not exists (select 1 from private.time_zones as zone where zone.name = p_request ->> 'timeZone') then
    return private.refusal('unknown_zone');
  end if;
  select * into svc from public.services as s where s.id = (p_request ->> 'serviceId')::uuid and s.archived_at is null;
  if not found then
    return private.refusal('service_not_found');
  end if;
  select * into biz from public.businesses as b where b.id = svc.business_id and b.archived_at is null;
  if not found then
    return private.refusal('business_not_found');
  end if;

  -- A place that this customer holds already becomes the booking. One that was swept, or is of another time, does not; its
  -- row is locked all the same, because whoever has both takes the hold first and then the queue of its staff.
  if p_request ->> 'holdId' is not null then
    select * into held from public.bookings as b
    where b.id = (p_request ->> 'holdId')::uuid and b.status = 'held' for update;
    if held.party = seats and exists (
      select 1 from public.appointments as a
      where a.id = held.appointment_id and a.service_id = svc.id and a.starts_at = start_at
    ) then
      new_id := held.id;
    else
      held := null;
    end if;
  end if;

  if key is not null then
    -- A second request with the same key waits here until the first one ends, and then finds its answer.
    insert into private.idempotency_keys (business_id, key, request_hash, booking_id)
    values (biz.id, key, p_request ->> 'requestHash', new_id)
    on conflict do nothing;
    if not found then
      select k.request_hash, k.booking_id into known
      from private.idempotency_keys as k where k.business_id = biz.id and k.key = create_booking.p_request ->> 'idempotencyKey';
      if known.request_hash is distinct from p_request ->> 'requestHash' then
        return private.refusal('idempotency_mismatch');
      end if;
      return pg_catalog.jsonb_build_object('ok', true, 'replayed', true, 'booking', private.booking_json(known.booking_id));
    end if;
  end if;

  select pg_catalog.array_agg(distinct id::uuid) into everyone
  from pg_catalog.jsonb_array_elements(candidates) as c, pg_catalog.jsonb_array_elements_text(c) as id;
  perform private.lock_in_order(private.place_locks(svc, everyone));

  if held.id is null and p_request ->> 'holdId' is not null then
    -- The hold is of another time or party: it must not stand in its own customer's way.
    perform public.release_hold((p_request ->> 'holdId')::uuid);
  end if;
  place := private.refusal('slot_taken');
  if start_at <= pg_catalog.now() and not override then
    place := private.refusal('in_the_past');
  elsif held.id is not null then
    place := pg_catalog.jsonb_build_object('ok', true, 'appointmentId', held.appointment_id, 'priceMinor', held.price_minor);
  else
    for candidate in select c from pg_catalog.jsonb_array_elements(candidates) as c loop
      select pg_catalog.array_agg(id::uuid order by n) into people
      from pg_catalog.jsonb_array_elements_text(candidate) with ordinality as t(id, n);
      place := private.take_place(svc, people, start_at, seats, override);
      exit when (place ->> 'ok')::boolean or place ->> 'code' not in ('slot_taken', 'session_full', 'limit_reached');
    end loop;
  end if;

  if (place ->> 'ok')::boolean then
    who := private.customer_for(biz.id, p_request -> 'customer', (p_request ->> 'userId')::uuid, coalesce(p_request ->> 'locale', 'en'));
    if actor ->> 'kind' = 'customer' and biz.max_open_bookings is not null then
      -- With different staff, one customer's requests do not meet in the queue above; they meet here. The count below then
      -- sees what the others have written.
      perform 1 from public.customers as c where c.id = who.id for no key update;
    end if;
    if who.blocked_at is not null and actor ->> 'kind' = 'customer' then
      place := private.refusal('not_accepted');
    elsif actor ->> 'kind' = 'customer' and biz.max_open_bookings is not null and (
      select count(*) from public.bookings as b
      where b.customer_id = who.id and b.status in ('pending', 'confirmed') and b.starts_at > pg_catalog.now()
    ) >= biz.max_open_bookings then
      place := private.refusal('too_many_open', pg_catalog.jsonb_build_object('max', biz.max_open_bookings));
    end if;
    if not (place ->> 'ok')::boolean then
      -- The place was taken above; only raising gives it back together with everything else.
      raise exception 'refused' using errcode = 'DBRFS', detail = place::text;
    end if;
  end if;
  if not (place ->> 'ok')::boolean then
    -- A refusal is no answer to keep: the same key may try again.
    delete from private.idempotency_keys as k where k.business_id = biz.id and k.key = create_booking.p_request ->> 'idempotencyKey';
    return place;
  end if;

  new_status := case when actor ->> 'kind' = 'staff' or svc.confirmation = 'instant' then 'confirmed' else 'pending' end;
  if held.id is not null then
    update public.bookings set
      customer_id = who.id, status = new_status, contact_name = p_request #>> '{customer,name}',
      contact_email = p_request #>> '{customer,email}', contact_phone = p_request #>> '{customer,phone}',
      answers = coalesce(p_request -> 'answers', '{}'), note = coalesce(p_request ->> 'note', ''),
      time_zone = p_request ->> 'timeZone', locale = coalesce(p_request ->> 'locale', 'en'),
      hold_expires_at = null, decide_by = private.decide_by(svc, biz, start_at),
      source = coalesce(p_request ->> 'source', 'public')
    where id = new_id;
  else
    insert into public.bookings (
      id, business_id, appointment_id, customer_id, status, party, contact_name, contact_email, contact_phone, answers, note,
      price_minor, currency, time_zone, locale, staff_choice, source, decide_by)
    values (
      new_id, biz.id, (place ->> 'appointmentId')::uuid, who.id, new_status, seats,
      p_request #>> '{customer,name}', p_request #>> '{customer,email}', p_request #>> '{customer,phone}',
      coalesce(p_request -> 'answers', '{}'), coalesce(p_request ->> 'note', ''),
      (place ->> 'priceMinor')::integer, biz.currency, p_request ->> 'timeZone', coalesce(p_request ->> 'locale', 'en'),
      coalesce(p_request ->> 'staffChoice', 'any'), coalesce(p_request ->> 'source', 'public'),
      private.decide_by(svc, biz, start_at));
    insert into private.booking_tokens (token_hash, booking_id)
    values (pg_catalog.decode(p_request ->> 'tokenHash', 'hex'), new_id);
  end if;
  perform private.record_event(
    new_id, case new_status when 'pending' then 'requested' else 'booked' end, actor, '{}',
    private.place_facts((place ->> 'appointmentId')::uuid) || pg_catalog.jsonb_build_object('status', new_status, 'party', seats));
  perform private.enqueue(
    new_id,
    case when new_status = 'confirmed' then 'booking.confirmed' when svc.confirmation = 'email' then 'booking.verify' else 'booking.requested' end,
    'customer');
  -- A booking that still waits for its customer's word is nothing that the business should look at yet.
  if new_status = 'confirmed' or svc.confirmation = 'approval' then
    perform private.enqueue(new_id, 'booking.new', 'staff');
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'replayed', false, 'booking', private.booking_json(new_id));
exception when sqlstate 'DBRFS' then
  declare
    detail text;
  begin
    get stacked diagnostics detail = pg_exception_detail;
    return detail::jsonb;
  end;
end $$;

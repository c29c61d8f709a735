-- Writing bookings. One transaction each: the place, the booking, its history, its messages and the notice to open
-- pages. What a user can cause comes back as {"ok": false, "code": …}; only what they cannot is raised.

create function private.refusal(code text, details jsonb default '{}') returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return pg_catalog.jsonb_build_object('ok', false, 'code', code) || details;
end $$;

create function private.lock_key(kind text, id uuid) returns bigint
language plpgsql immutable parallel safe set search_path = '' as $$
begin
  return pg_catalog.hashtextextended(kind || id::text, 0);
end $$;

create function private.lock_in_order(keys bigint[]) returns void
language plpgsql set search_path = '' as $$
declare
  key bigint;
begin
  for key in select distinct k from pg_catalog.unnest(keys) as k order by k loop
    perform pg_catalog.pg_advisory_xact_lock(key);
  end loop;
end $$;
comment on function private.lock_in_order(bigint[]) is
  'Writers of one staff member or room queue here. Without it, two inserts into an exclusion constraint each wait for '
  'the other and one dies of a deadlock; taken in one order, the locks themselves cannot deadlock.';

create function private.release_place(p_appointment_id uuid, p_seats integer) returns void
language plpgsql set search_path = '' as $$
begin
  update public.appointments as a
  set seats_taken = a.seats_taken - p_seats, active = a.seats_taken - p_seats > 0
  where a.id = p_appointment_id;
  update public.appointments as a set active = false
  from public.appointments as main
  where a.assists = p_appointment_id and main.id = p_appointment_id and not main.active and a.active;
  update public.appointment_resources as u set active = false
  from public.appointments as main
  where u.appointment_id = p_appointment_id and main.id = p_appointment_id and not main.active and u.active;
end $$;
comment on function private.release_place(uuid, integer) is 'Gives seats back; an appointment that nobody is left in frees its time, its assistants and its rooms.';

create function private.expire_hold(p_booking_id uuid) returns boolean
language plpgsql set search_path = '' as $$
declare
  gone public.bookings;
begin
  update public.bookings set status = 'expired'
  where id = p_booking_id and status = 'held' and hold_expires_at <= pg_catalog.now()
  returning * into gone;
  if not found then
    return false;
  end if;
  perform private.release_place(gone.appointment_id, gone.party);
  insert into public.booking_events (business_id, booking_id, kind, actor, before, after)
  values (gone.business_id, gone.id, 'expired', 'system', '{"status": "held"}', '{"status": "expired"}');
  return true;
end $$;

create function private.expire_holds(p_staff uuid[], p_span tstzrange) returns integer
language plpgsql set search_path = '' as $$
declare
  gone record;
  released integer := 0;
begin
  for gone in
    select b.id
    from public.bookings as b
    join public.appointments as a on a.id = b.appointment_id
    where b.status = 'held' and b.hold_expires_at <= pg_catalog.now()
      and (p_staff is null or a.staff_id = any (p_staff)
        or exists (select 1 from public.appointments as helper where helper.assists = a.id and helper.staff_id = any (p_staff)))
      and (p_span is null or a.blocked && p_span)
    order by b.id
    for update of b skip locked
  loop
    if private.expire_hold(gone.id) then
      released := released + 1;
    end if;
  end loop;
  return released;
end $$;

create function private.take_place(
  svc public.services,
  p_staff uuid[],
  p_start timestamptz,
  p_party integer,
  p_override boolean
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  biz public.businesses;
  lead_staff uuid;
  person public.staff;
  minutes integer;
  price integer;
  ends timestamptz;
  span tstzrange;
  session public.appointments;
  appointment_id uuid;
  helper uuid;
  need record;
  unit_no integer;
  found_units integer;
  zone text;
  day date;
  week date;
begin
  -- p_staff[1] leads the appointment, the others assist. Who is asked is the server's choice, never a user's.
  if coalesce(pg_catalog.cardinality(p_staff), 0) <> svc.staff_required then
    raise exception 'service % takes % staff, not %', svc.id, svc.staff_required, pg_catalog.cardinality(p_staff) using errcode = '22023';
  end if;
  lead_staff := p_staff[1];
  select * into biz from public.businesses where id = svc.business_id;
  select * into person from public.staff as s where s.id = lead_staff and s.business_id = svc.business_id and s.archived_at is null;
  if not found then
    return private.refusal('staff_not_found');
  end if;
  if exists (
    select 1 from pg_catalog.unnest(p_staff) as wanted(id)
    where not exists (select 1 from public.service_staff as skill where skill.service_id = svc.id and skill.staff_id = wanted.id)
  ) then
    return private.refusal('staff_not_found');
  end if;
  select coalesce(skill.duration_min, svc.duration_min), coalesce(skill.price_minor, svc.price_minor)
  into minutes, price
  from public.service_staff as skill where skill.service_id = svc.id and skill.staff_id = lead_staff;
  ends := p_start + pg_catalog.make_interval(mins => minutes);
  span := pg_catalog.tstzrange(
    p_start - pg_catalog.make_interval(mins => svc.buffer_before_min),
    ends + pg_catalog.make_interval(mins => svc.buffer_after_min));

  perform private.expire_holds(p_staff, span);

  if svc.capacity > 1 then
    select * into session from public.appointments as a
    where a.service_id = svc.id and a.staff_id = lead_staff and a.starts_at = p_start and a.active and a.assists is null
    for update;
    if found then
      if session.seats_taken + p_party > session.capacity then
        return private.refusal('session_full', pg_catalog.jsonb_build_object('seatsLeft', session.capacity - session.seats_taken));
      end if;
      update public.appointments set seats_taken = seats_taken + p_party where id = session.id;
      return pg_catalog.jsonb_build_object('ok', true, 'appointmentId', session.id, 'priceMinor', price * p_party);
    end if;
    if p_party > svc.capacity then
      return private.refusal('session_full', pg_catalog.jsonb_build_object('seatsLeft', svc.capacity));
    end if;
  elsif p_party > 1 then
    return private.refusal('party_too_large', pg_catalog.jsonb_build_object('capacity', 1));
  end if;

  -- Limits count starts by local date (time rule 12); the queue of lock_in_order makes this count the last word.
  if not p_override then
    if person.limit_per_day is not null or person.limit_per_week is not null then
      zone := case when person.follows_business_hours then biz.time_zone else coalesce(person.time_zone, biz.time_zone) end;
      day := (p_start at time zone zone)::date;
      week := day - ((extract(isodow from day)::integer - biz.week_starts_on + 7) % 7);
      if person.limit_per_day is not null and (
        select count(*) from public.appointments as a
        where a.staff_id = lead_staff and a.active
          and a.blocked && pg_catalog.tstzrange(p_start - '2 days'::interval, p_start + '2 days'::interval)
          and (a.starts_at at time zone zone)::date = day
      ) >= person.limit_per_day then
        return private.refusal('limit_reached');
      end if;
      if person.limit_per_week is not null and (
        select count(*) from public.appointments as a
        where a.staff_id = lead_staff and a.active
          and a.blocked && pg_catalog.tstzrange(p_start - '9 days'::interval, p_start + '9 days'::interval)
          and (a.starts_at at time zone zone)::date >= week and (a.starts_at at time zone zone)::date < week + 7
      ) >= person.limit_per_week then
        return private.refusal('limit_reached');
      end if;
    end if;
    if svc.limit_per_day is not null or svc.limit_per_week is not null then
      day := (p_start at time zone biz.time_zone)::date;
      week := day - ((extract(isodow from day)::integer - biz.week_starts_on + 7) % 7);
      if svc.limit_per_day is not null and (
        select count(*) from public.appointments as a
        where a.service_id = svc.id and a.active and a.assists is null
          and a.starts_at between p_start - '2 days'::interval and p_start + '2 days'::interval
          and (a.starts_at at time zone biz.time_zone)::date = day
      ) >= svc.limit_per_day then
        return private.refusal('limit_reached');
      end if;
      if svc.limit_per_week is not null and (
        select count(*) from public.appointments as a
        where a.service_id = svc.id and a.active and a.assists is null
          and a.starts_at between p_start - '9 days'::interval and p_start + '9 days'::interval
          and (a.starts_at at time zone biz.time_zone)::date >= week
          and (a.starts_at at time zone biz.time_zone)::date < week + 7
      ) >= svc.limit_per_week then
        return private.refusal('limit_reached');
      end if;
    end if;
  end if;

  begin
    insert into public.appointments (
      business_id, service_id, staff_id, starts_at, ends_at, buffer_before_min, buffer_after_min, capacity, seats_taken)
    values (
      svc.business_id, svc.id, lead_staff, p_start, ends, svc.buffer_before_min, svc.buffer_after_min, svc.capacity, p_party)
    returning id into appointment_id;
    foreach helper in array p_staff[2:] loop
      insert into public.appointments (
        business_id, service_id, staff_id, assists, starts_at, ends_at, buffer_before_min, buffer_after_min, capacity, seats_taken)
      values (
        svc.business_id, svc.id, helper, appointment_id, p_start, ends, svc.buffer_before_min, svc.buffer_after_min, 1, 1);
    end loop;
    for need in
      select r.resource_id, r.quantity, thing.quantity as units
      from public.service_resources as r join public.resources as thing on thing.id = r.resource_id
      where r.service_id = svc.id order by r.resource_id
    loop
      found_units := 0;
      for unit_no in
        select u from pg_catalog.generate_series(1, need.units) as u
        where not exists (
          select 1 from public.appointment_resources as taken
          where taken.resource_id = need.resource_id and taken.unit = u and taken.active and taken.blocked && span)
        order by u limit need.quantity
      loop
        insert into public.appointment_resources (appointment_id, business_id, resource_id, unit, blocked)
        values (appointment_id, svc.business_id, need.resource_id, unit_no, span);
        found_units := found_units + 1;
      end loop;
      if found_units < need.quantity then
        raise exclusion_violation using message = 'no unit of the resource is free';
      end if;
    end loop;
  exception when exclusion_violation then
    return private.refusal('slot_taken');
  end;

  -- Events of the staff's own calendars are read by the engine just before; one that arrives later raises a conflict
  -- in the dashboard, because a booking beats a stale outside snapshot.
  return pg_catalog.jsonb_build_object('ok', true, 'appointmentId', appointment_id, 'priceMinor', price * p_party);
end $$;
comment on function private.take_place(public.services, uuid[], timestamptz, integer, boolean) is
  'Takes seats at a start: joins the session that is there or makes the appointment, its assistants and its rooms. Callers hold the locks.';

create function private.place_locks(svc public.services, p_staff uuid[]) returns bigint[]
language plpgsql stable set search_path = '' as $$
begin
  return (
    select pg_catalog.array_agg(private.lock_key(w.kind, w.id)) from (
      select 'staff' as kind, s.id from pg_catalog.unnest(p_staff) as s(id)
      union all
      select 'resource', need.resource_id from public.service_resources as need where need.service_id = svc.id
      union all
      select 'service', svc.id where svc.limit_per_day is not null or svc.limit_per_week is not null
    ) as w
  );
end $$;
comment on function private.place_locks(public.services, uuid[]) is 'Everything that a booking of this service with these staff contends for.';

create function private.cancel_until(svc public.services, biz public.businesses, starts_at timestamptz) returns timestamptz
language plpgsql immutable set search_path = '' as $$
begin
  return starts_at - pg_catalog.make_interval(mins => coalesce(svc.cancel_cutoff_min, biz.cancel_cutoff_min));
end $$;

create function private.move_until(svc public.services, biz public.businesses, starts_at timestamptz) returns timestamptz
language plpgsql immutable set search_path = '' as $$
begin
  return starts_at - pg_catalog.make_interval(mins => coalesce(svc.move_cutoff_min, biz.move_cutoff_min));
end $$;

create function private.decide_by(svc public.services, biz public.businesses, starts_at timestamptz) returns timestamptz
language plpgsql stable set search_path = '' as $$
begin
  return case svc.confirmation
    when 'instant' then null
    when 'email' then least(starts_at, pg_catalog.now() + '2 hours'::interval)
    else least(starts_at, pg_catalog.now() + pg_catalog.make_interval(hours => biz.request_hours)) end;
end $$;
comment on function private.decide_by(public.services, public.businesses, timestamptz) is
  'Until when a booking of this service may stay pending: two hours for the customer to confirm by e-mail, the business''s own hours for its approval, never past the start.';

create function private.instant_text(instant timestamptz) returns text
language plpgsql immutable parallel safe set search_path = '' as $$
begin
  return pg_catalog.to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
end $$;

create function private.booking_json(p_booking_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select pg_catalog.jsonb_build_object(
      'id', b.id, 'status', b.status, 'appointmentId', b.appointment_id,
      'start', pg_catalog.to_char(a.starts_at at time zone 'UTC', iso.format), 'end', pg_catalog.to_char(a.ends_at at time zone 'UTC', iso.format),
      'party', b.party, 'capacity', a.capacity, 'staffChoice', b.staff_choice,
      'customer', pg_catalog.jsonb_build_object('name', b.contact_name, 'email', b.contact_email, 'phone', b.contact_phone),
      'answers', b.answers, 'note', b.note, 'priceMinor', b.price_minor, 'currency', b.currency,
      'timeZone', b.time_zone, 'locale', b.locale, 'sequence', b.ics_sequence, 'moves', b.moves,
      'createdAt', pg_catalog.to_char(b.created_at at time zone 'UTC', iso.format), 'updatedAt', pg_catalog.to_char(b.updated_at at time zone 'UTC', iso.format),
      'cancelledAt', pg_catalog.to_char(b.cancelled_at at time zone 'UTC', iso.format), 'cancelledBy', b.cancelled_by, 'cancelReason', b.cancel_reason,
      'holdExpiresAt', pg_catalog.to_char(b.hold_expires_at at time zone 'UTC', iso.format), 'decideBy', pg_catalog.to_char(b.decide_by at time zone 'UTC', iso.format),
      'cancelUntil', pg_catalog.to_char(private.cancel_until(s, biz, a.starts_at) at time zone 'UTC', iso.format),
      'moveUntil', pg_catalog.to_char(private.move_until(s, biz, a.starts_at) at time zone 'UTC', iso.format),
      'maxMoves', biz.max_moves,
      'service', pg_catalog.jsonb_build_object(
        'id', s.id, 'slug', s.slug, 'name', s.name, 'description', s.description, 'confirmation', s.confirmation,
        'questions', s.questions, 'active', s.archived_at is null),
      'staff', pg_catalog.jsonb_build_object(
        'id', p.id, 'slug', p.slug, 'name', p.name, 'title', p.title, 'photoUrl', p.photo_url, 'hue', p.hue),
      'business', pg_catalog.jsonb_build_object(
        'id', biz.id, 'slug', biz.slug, 'name', biz.name, 'timeZone', biz.time_zone, 'address', biz.address,
        'city', biz.city, 'country', biz.country, 'phone', biz.phone, 'email', biz.email, 'brandColor', biz.brand_color,
        'policyText', biz.policy_text, 'locale', biz.locale))
    from public.bookings as b
    join public.appointments as a on a.id = b.appointment_id
    join public.services as s on s.id = a.service_id
    join public.staff as p on p.id = a.staff_id
    join public.businesses as biz on biz.id = b.business_id
    -- instant_text()'s own words: called ten times here, it would cost as much as the rest.
    cross join (values ('YYYY-MM-DD"T"HH24:MI:SS"Z"')) as iso(format)
    where b.id = p_booking_id
  );
end $$;
comment on function private.booking_json(uuid) is 'A booking as the customer''s page, the API and the messages see it.';

create function private.enqueue(
  p_booking_id uuid, p_kind text, p_audience text, p_due_at timestamptz default null, p_extra jsonb default '{}'
) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.notifications (
    business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, due_at)
  select
    b.business_id, b.id, p_kind, 'email', p_audience, whom.address,
    case p_audience when 'customer' then b.locale else biz.locale end,
    case p_audience when 'customer' then b.time_zone else coalesce(person.time_zone, biz.time_zone) end,
    pg_catalog.jsonb_build_object(
      'start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at),
      'sequence', b.ics_sequence, 'status', b.status, 'staffName', person.name) || p_extra,
    pg_catalog.concat_ws(':', b.id, p_kind, 'email', p_audience, b.ics_sequence),
    coalesce(p_due_at, pg_catalog.now())
  from public.bookings as b
  join public.appointments as a on a.id = b.appointment_id
  join public.businesses as biz on biz.id = b.business_id
  join public.staff as person on person.id = a.staff_id
  cross join lateral (
    select case p_audience when 'customer' then b.contact_email else coalesce(person.email, biz.email) end as address
  ) as whom
  where b.id = p_booking_id and whom.address is not null
  on conflict (dedupe_key) do nothing;
end $$;
comment on function private.enqueue(uuid, text, text, timestamptz, jsonb) is
  'Writes one message about a booking to the outbox, with the times as they are now; nobody to write to = nothing written.';

create function private.record_event(
  p_booking_id uuid, p_kind text, p_actor jsonb, p_before jsonb, p_after jsonb, p_note text default ''
) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.booking_events (business_id, booking_id, kind, actor, actor_user_id, actor_name, before, after, note)
  select b.business_id, b.id, p_kind, (p_actor ->> 'kind')::public.actor_kind, (p_actor ->> 'userId')::uuid,
    coalesce(p_actor ->> 'name', ''), p_before, p_after, coalesce(p_note, '')
  from public.bookings as b where b.id = p_booking_id;
end $$;

create function private.place_facts(p_appointment_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select pg_catalog.jsonb_build_object(
      'start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at), 'staff', p.name, 'service', s.name)
    from public.appointments as a
    join public.staff as p on p.id = a.staff_id
    join public.services as s on s.id = a.service_id
    where a.id = p_appointment_id
  );
end $$;

create function private.customer_for(p_business_id uuid, p_customer jsonb, p_user_id uuid, p_locale text) returns public.customers
language plpgsql set search_path = '' as $$
declare
  who public.customers;
  address text := lower(p_customer ->> 'email');
begin
  if address is null then
    insert into public.customers (business_id, name, phone, locale)
    values (p_business_id, p_customer ->> 'name', p_customer ->> 'phone', p_locale) returning * into who;
    return who;
  end if;
  select * into who from public.customers as c where c.business_id = p_business_id and c.email = address;
  if not found then
    insert into public.customers (business_id, name, email, phone, locale)
    values (p_business_id, p_customer ->> 'name', address, p_customer ->> 'phone', p_locale)
    on conflict (business_id, email) do nothing;
    select * into who from public.customers as c where c.business_id = p_business_id and c.email = address;
  end if;
  if p_user_id is not null and who.user_id is null then
    update public.customers set user_id = p_user_id where id = who.id returning * into who;
  end if;
  return who;
end $$;
comment on function private.customer_for(uuid, jsonb, uuid, text) is
  'The customer with this address, made when new. A typed address changes nothing on an existing record; p_user_id is a signed-in person whose own, confirmed address it is.';

create function public.create_booking(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
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
      select count(*) from public.bookings as b join public.appointments as a on a.id = b.appointment_id
      where b.customer_id = who.id and b.status in ('pending', 'confirmed') and a.starts_at > pg_catalog.now()
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
comment on function public.create_booking(jsonb) is
  'Books a start: {bookingId, tokenHash, serviceId, start, party, staff: [[lead, assistant…], …] in order of preference, '
  'customer, answers, timeZone, locale, actor, idempotencyKey, requestHash, override}. → {ok, replayed, booking} or '
  '{ok: false, code: slot_taken | session_full | limit_reached | party_too_large | in_the_past | not_accepted | '
  'too_many_open | idempotency_mismatch | service_not_found | business_not_found | staff_not_found}. Service role only.';

create function public.replayed_booking(p_business uuid, p_key text, p_request_hash text) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select case when known.request_hash = p_request_hash
      then pg_catalog.jsonb_build_object('ok', true, 'booking', private.booking_json(known.booking_id))
      else private.refusal('idempotency_mismatch') end
    from private.idempotency_keys as known
    where known.business_id = p_business and known.key = p_key
  );
end $$;
comment on function public.replayed_booking(uuid, text, text) is
  'The answer that an idempotency key has had already, or null: looked up before the engine, which would find the time taken. Service role only.';

create function public.put_booking_token(p_booking_id uuid, p_token_hash text) returns void
language sql set search_path = '' as $$
  insert into private.booking_tokens (token_hash, booking_id) values (pg_catalog.decode(p_token_hash, 'hex'), p_booking_id)
  on conflict (booking_id) do update set token_hash = excluded.token_hash
$$;
comment on function public.put_booking_token(uuid, text) is
  'Sets the hash of a booking''s manage link, for bookings that were made without one. Service role only.';

create function public.booking_by_token(p_token_hash text) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce((
      select pg_catalog.jsonb_build_object(
        'ok', true,
        'booking', private.booking_json(t.booking_id),
        'history', coalesce((
          select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
            'kind', e.kind, 'actor', e.actor, 'at', private.instant_text(e.at), 'before', e.before, 'after', e.after) order by e.id)
          from public.booking_events as e where e.booking_id = t.booking_id), '[]'))
      from private.booking_tokens as t
      where t.token_hash = pg_catalog.decode(p_token_hash, 'hex')
    ), private.refusal('not_found'))
  );
end $$;
comment on function public.booking_by_token(text) is 'The booking that a manage link opens, by the SHA-256 of its secret in hex. Service role only.';

create function private.drop_queued(p_booking_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
  update public.notifications as n set status = 'dropped'
  where n.booking_id = p_booking_id and n.status = 'queued' and n.due_at > pg_catalog.now();
end $$;
comment on function private.drop_queued(uuid) is 'Reminders end with what they remind of (time rule 19); messages already due still go out.';

create function public.change_booking_status(
  p_booking_id uuid, p_to public.booking_status, p_actor jsonb, p_reason text default ''
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b public.bookings;
  a public.appointments;
  svc public.services;
  biz public.businesses;
  by_customer boolean := p_actor ->> 'kind' = 'customer';
begin
  select * into b from public.bookings where id = p_booking_id for update;
  if not found then
    return private.refusal('not_found');
  end if;
  select * into a from public.appointments where id = b.appointment_id;
  select * into svc from public.services where id = a.service_id;
  select * into biz from public.businesses where id = b.business_id;
  if b.status = p_to then
    return private.refusal('already', pg_catalog.jsonb_build_object('status', b.status, 'booking', private.booking_json(b.id)));
  end if;
  if not exists (select 1 from private.booking_transitions as t where t.from_status = b.status and t.to_status = p_to) then
    return private.refusal('not_possible', pg_catalog.jsonb_build_object('status', b.status, 'booking', private.booking_json(b.id)));
  end if;
  if by_customer then
    if p_to = 'confirmed' and b.status = 'pending' and svc.confirmation = 'email' then
      null;
    elsif p_to <> 'cancelled' then
      return private.refusal('forbidden');
    elsif b.status = 'confirmed' and pg_catalog.now() > private.cancel_until(svc, biz, a.starts_at) then
      return private.refusal('too_late', pg_catalog.jsonb_build_object(
        'until', private.instant_text(private.cancel_until(svc, biz, a.starts_at)), 'booking', private.booking_json(b.id)));
    end if;
  end if;
  if p_to in ('completed', 'no_show') and a.starts_at > pg_catalog.now() then
    return private.refusal('not_started');
  end if;

  update public.bookings set
    status = p_to,
    ics_sequence = ics_sequence + case when p_to in ('cancelled', 'declined', 'expired') or (b.status = 'pending' and p_to = 'confirmed') then 1 else 0 end,
    cancelled_at = case when p_to = 'cancelled' then pg_catalog.now() end,
    cancelled_by = case when p_to = 'cancelled' then (p_actor ->> 'kind')::public.actor_kind end,
    cancel_reason = case when p_to in ('cancelled', 'declined') then coalesce(p_reason, '') else '' end
  where id = b.id;
  if private.takes_seats(b.status) and not private.takes_seats(p_to) then
    perform private.lock_in_order(array[private.lock_key('staff', a.staff_id)]);
    perform private.release_place(a.id, b.party);
  end if;
  perform private.record_event(
    b.id,
    case p_to when 'confirmed' then case b.status when 'pending' then 'confirmed' else 'reopened' end else p_to::text end,
    p_actor, pg_catalog.jsonb_build_object('status', b.status), pg_catalog.jsonb_build_object('status', p_to), p_reason);
  if p_to in ('cancelled', 'declined', 'expired') then
    perform private.drop_queued(b.id);
  end if;
  if p_to = 'cancelled' then
    perform private.enqueue(b.id, 'booking.cancelled', 'customer', null, pg_catalog.jsonb_build_object('reason', p_reason, 'by', p_actor ->> 'kind'));
    perform private.enqueue(b.id, 'booking.cancelled', 'staff', null, pg_catalog.jsonb_build_object('reason', p_reason, 'by', p_actor ->> 'kind'));
  elsif p_to = 'declined' then
    perform private.enqueue(b.id, 'booking.declined', 'customer', null, pg_catalog.jsonb_build_object('reason', p_reason));
  elsif p_to = 'expired' then
    perform private.enqueue(b.id, 'booking.expired', 'customer');
  elsif p_to = 'confirmed' and b.status = 'pending' then
    perform private.enqueue(b.id, 'booking.confirmed', 'customer');
    if svc.confirmation = 'email' then
      perform private.enqueue(b.id, 'booking.new', 'staff');
    end if;
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'booking', private.booking_json(b.id));
end $$;
comment on function public.change_booking_status(uuid, public.booking_status, jsonb, text) is
  'Takes a booking one step: confirm, decline, cancel, complete, no-show. → {ok, booking} or {ok: false, code: not_found | already | '
  'not_possible | too_late | not_started | forbidden}. Of two people acting at once the second learns what the first did. Service role only.';

create function public.move_booking(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b public.bookings;
  a public.appointments;
  svc public.services;
  biz public.businesses;
  start_at timestamptz := (p_request ->> 'start')::timestamptz;
  actor jsonb := p_request -> 'actor';
  override boolean := coalesce((p_request ->> 'override')::boolean, false);
  candidates jsonb := p_request -> 'staff';
  candidate jsonb;
  people uuid[];
  everyone uuid[];
  place jsonb := private.refusal('slot_taken');
  was jsonb;
begin
  select * into b from public.bookings where id = (p_request ->> 'bookingId')::uuid for update;
  if not found then
    return private.refusal('not_found');
  end if;
  select * into a from public.appointments where id = b.appointment_id;
  select * into svc from public.services where id = a.service_id;
  select * into biz from public.businesses where id = b.business_id;
  if b.status not in ('pending', 'confirmed') then
    return private.refusal('not_possible', pg_catalog.jsonb_build_object('status', b.status));
  end if;
  if (p_request ->> 'expectedSequence')::integer is distinct from b.ics_sequence and p_request ? 'expectedSequence' then
    return private.refusal('changed_meanwhile', pg_catalog.jsonb_build_object('booking', private.booking_json(b.id)));
  end if;
  if actor ->> 'kind' = 'customer' then
    if pg_catalog.now() > private.move_until(svc, biz, a.starts_at) then
      return private.refusal('too_late', pg_catalog.jsonb_build_object('until', private.instant_text(private.move_until(svc, biz, a.starts_at))));
    end if;
    if biz.max_moves is not null and b.moves >= biz.max_moves then
      return private.refusal('too_many_moves', pg_catalog.jsonb_build_object('max', biz.max_moves));
    end if;
  end if;
  if start_at <= pg_catalog.now() and not override then
    return private.refusal('in_the_past');
  end if;

  select pg_catalog.array_agg(distinct id::uuid) into everyone
  from pg_catalog.jsonb_array_elements(candidates) as c, pg_catalog.jsonb_array_elements_text(c) as id;
  perform private.lock_in_order(private.place_locks(svc, everyone || a.staff_id));
  was := private.place_facts(a.id);
  begin
    -- The own place counts as free (time rule 15): it is given back first, and kept when the new one is refused.
    perform private.release_place(a.id, b.party);
    for candidate in select c from pg_catalog.jsonb_array_elements(candidates) as c loop
      select pg_catalog.array_agg(id::uuid order by n) into people
      from pg_catalog.jsonb_array_elements_text(candidate) with ordinality as t(id, n);
      place := private.take_place(svc, people, start_at, b.party, override);
      exit when (place ->> 'ok')::boolean;
    end loop;
    if not (place ->> 'ok')::boolean then
      raise exception 'refused' using errcode = 'DBRFS';
    end if;
  exception when sqlstate 'DBRFS' then
    return place;
  end;
  update public.bookings set
    appointment_id = (place ->> 'appointmentId')::uuid,
    ics_sequence = ics_sequence + 1,
    moves = moves + case when actor ->> 'kind' = 'customer' then 1 else 0 end
  where id = b.id;
  perform private.record_event(b.id, 'moved', actor, was, private.place_facts((place ->> 'appointmentId')::uuid), coalesce(p_request ->> 'note', ''));
  perform private.drop_queued(b.id);
  perform private.enqueue(b.id, 'booking.moved', 'customer', null, pg_catalog.jsonb_build_object('previousStart', was ->> 'start', 'previousEnd', was ->> 'end'));
  perform private.enqueue(b.id, 'booking.moved', 'staff', null, pg_catalog.jsonb_build_object('previousStart', was ->> 'start', 'previousEnd', was ->> 'end'));
  return pg_catalog.jsonb_build_object('ok', true, 'booking', private.booking_json(b.id));
end $$;
comment on function public.move_booking(jsonb) is
  'Moves a booking to another start or person, or leaves it exactly where it was: {bookingId, start, staff: [[…]], actor, override, expectedSequence}. Service role only.';

create function public.hold_place(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  svc public.services;
  biz public.businesses;
  old public.bookings;
  start_at timestamptz := (p_request ->> 'start')::timestamptz;
  seats integer := coalesce((p_request ->> 'party')::integer, 1);
  new_id uuid := (p_request ->> 'bookingId')::uuid;
  candidate jsonb;
  people uuid[];
  everyone uuid[];
  place jsonb := private.refusal('slot_taken');
begin
  if not exists (select 1 from private.time_zones as zone where zone.name = p_request ->> 'timeZone') then
    return private.refusal('unknown_zone');
  end if;
  select * into svc from public.services as s where s.id = (p_request ->> 'serviceId')::uuid and s.archived_at is null;
  if not found then
    return private.refusal('service_not_found');
  end if;
  select * into biz from public.businesses as b where b.id = svc.business_id;
  if start_at <= pg_catalog.now() then
    return private.refusal('in_the_past');
  end if;
  select pg_catalog.array_agg(distinct id::uuid) into everyone
  from pg_catalog.jsonb_array_elements(p_request -> 'staff') as c, pg_catalog.jsonb_array_elements_text(c) as id;
  perform private.lock_in_order(private.place_locks(svc, everyone));
  for candidate in select c from pg_catalog.jsonb_array_elements(p_request -> 'staff') as c loop
    select pg_catalog.array_agg(id::uuid order by n) into people
    from pg_catalog.jsonb_array_elements_text(candidate) with ordinality as t(id, n);
    place := private.take_place(svc, people, start_at, seats, false);
    exit when (place ->> 'ok')::boolean or place ->> 'code' not in ('slot_taken', 'session_full', 'limit_reached');
  end loop;
  if not (place ->> 'ok')::boolean then
    return place;
  end if;
  insert into public.bookings (
    id, business_id, appointment_id, status, party, price_minor, currency, time_zone, staff_choice, hold_expires_at)
  values (
    new_id, biz.id, (place ->> 'appointmentId')::uuid, 'held', seats, (place ->> 'priceMinor')::integer, biz.currency,
    p_request ->> 'timeZone', coalesce(p_request ->> 'staffChoice', 'any'),
    coalesce((p_request ->> 'expiresAt')::timestamptz, pg_catalog.now() + '10 minutes'::interval));
  insert into private.booking_tokens (token_hash, booking_id)
  values (pg_catalog.decode(p_request ->> 'tokenHash', 'hex'), new_id);
  perform private.record_event(
    new_id, 'held', coalesce(p_request -> 'actor', '{"kind": "customer"}'), '{}', private.place_facts((place ->> 'appointmentId')::uuid));
  return pg_catalog.jsonb_build_object('ok', true, 'booking', private.booking_json(new_id));
end $$;
comment on function public.hold_place(jsonb) is
  'Holds a start while its form is filled in, for ten minutes or until expiresAt: {bookingId, tokenHash, serviceId, start, party, '
  'staff, timeZone, staffChoice, expiresAt, actor}. '
  '→ {ok, booking} or the refusals of create_booking. Service role only.';

create function public.renew_hold(p_booking_id uuid) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b public.bookings;
begin
  -- Whoever sweeps the hold takes this row too: one of the two wins, and a swept hold is not renewed.
  select * into b from public.bookings where id = p_booking_id and status = 'held' for update;
  if not found or b.created_at < pg_catalog.now() - '2 hours'::interval then
    return private.refusal('not_found');
  end if;
  update public.bookings set hold_expires_at = pg_catalog.now() + '10 minutes'::interval where id = b.id
  returning * into b;
  return pg_catalog.jsonb_build_object('ok', true, 'expiresAt', private.instant_text(b.hold_expires_at));
end $$;
comment on function public.renew_hold(uuid) is 'Ten more minutes for a form that is still open, for two hours at most; not_found once it is gone. Service role only.';

create function public.release_hold(p_booking_id uuid) returns boolean
language plpgsql set search_path = '' as $$
begin
  update public.bookings set hold_expires_at = pg_catalog.now() - '1 second'::interval
  where id = p_booking_id and status = 'held' and hold_expires_at > pg_catalog.now();
  return private.expire_hold(p_booking_id);
end $$;
comment on function public.release_hold(uuid) is 'Gives a held place back at once; false when there was none. Service role only.';

create function public.expire_requests() returns integer
language plpgsql set search_path = '' as $$
declare
  waiting uuid;
  ended integer := 0;
begin
  for waiting in
    select b.id from public.bookings as b where b.status = 'pending' and b.decide_by <= pg_catalog.now() order by b.decide_by limit 500
  loop
    if (public.change_booking_status(waiting, 'expired', '{"kind": "system"}') ->> 'ok')::boolean then
      ended := ended + 1;
    end if;
  end loop;
  return ended;
end $$;
comment on function public.expire_requests() is 'Ends requests that were not answered in time; returns how many. Service role only.';

create function public.expire_holds() returns integer
language sql set search_path = '' as $$
  select private.expire_holds(null, null)
$$;
comment on function public.expire_holds() is 'Sweeps holds that ran out; returns how many. Service role only.';

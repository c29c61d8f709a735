-- What customers change of a booking by their link: its details, its party, its service; and what they book again.

create function private.tell_change(p_booking_id uuid, p_was jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  perform private.drop_queued(p_booking_id);
  perform private.enqueue(p_booking_id, 'booking.moved', audience, null,
    pg_catalog.jsonb_build_object('previousStart', p_was ->> 'start', 'previousEnd', p_was ->> 'end'))
  from pg_catalog.unnest(array['customer', 'staff']) as audience;
end $$;
comment on function private.tell_change(uuid, jsonb) is
  'Tells both sides how a booking stands after a change; the calendar entry goes with it. p_was is what private.place_facts told before.';

create function public.edit_as_customer(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b public.bookings;
  a public.appointments;
  svc public.services;
  biz public.businesses;
  outcome jsonb;
  was jsonb;
begin
  select * into b from public.bookings where id = (p_request ->> 'bookingId')::uuid for update;
  if not found then
    return private.refusal('not_found');
  end if;
  select * into a from public.appointments where id = b.appointment_id;
  select * into svc from public.services where id = a.service_id;
  select * into biz from public.businesses where id = b.business_id;
  if a.starts_at <= pg_catalog.now() then
    return private.refusal('too_late');
  end if;
  -- Fewer people is half a cancellation, more is a new booking: both have the cut-off of a move.
  if (p_request ->> 'party')::integer <> b.party and pg_catalog.now() > private.move_until(svc, biz, a.starts_at) then
    return private.refusal('too_late', pg_catalog.jsonb_build_object('until', private.instant_text(private.move_until(svc, biz, a.starts_at))));
  end if;
  was := private.place_facts(a.id);
  outcome := public.edit_booking(p_request || '{"actor": {"kind": "customer"}}');
  if (outcome ->> 'ok')::boolean and (outcome #>> '{booking,party}')::integer <> b.party then
    perform private.tell_change(b.id, was);
  end if;
  return outcome;
end $$;
comment on function public.edit_as_customer(jsonb) is
  'What edit_booking takes, by the customer: until the start, the party until the cut-off of a move. A party that changes is told '
  'to both sides. Service role only.';

create function public.rearrange_booking(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b public.bookings;
  a public.appointments;
  old_svc public.services;
  svc public.services;
  biz public.businesses;
  start_at timestamptz := (p_request ->> 'start')::timestamptz;
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
  select * into old_svc from public.services where id = a.service_id;
  select * into svc from public.services as s
  where s.id = (p_request ->> 'serviceId')::uuid and s.business_id = b.business_id and s.archived_at is null;
  if not found then
    return private.refusal('service_not_found');
  end if;
  select * into biz from public.businesses where id = b.business_id;
  if b.status not in ('pending', 'confirmed') then
    return private.refusal('not_possible', pg_catalog.jsonb_build_object('status', b.status));
  end if;
  if (p_request ->> 'expectedSequence')::integer is distinct from b.ics_sequence then
    return private.refusal('changed_meanwhile', pg_catalog.jsonb_build_object('booking', private.booking_json(b.id)));
  end if;
  -- What was confirmed may not slip past the business's own look at the other service.
  if svc.confirmation not in ('instant', old_svc.confirmation) then
    return private.refusal('ask_anew');
  end if;
  if pg_catalog.now() > private.move_until(old_svc, biz, a.starts_at) then
    return private.refusal('too_late', pg_catalog.jsonb_build_object('until', private.instant_text(private.move_until(old_svc, biz, a.starts_at))));
  end if;
  if biz.max_moves is not null and b.moves >= biz.max_moves then
    return private.refusal('too_many_moves', pg_catalog.jsonb_build_object('max', biz.max_moves));
  end if;
  if start_at <= pg_catalog.now() then
    return private.refusal('in_the_past');
  end if;

  select pg_catalog.array_agg(distinct id::uuid) into everyone
  from pg_catalog.jsonb_array_elements(p_request -> 'staff') as c, pg_catalog.jsonb_array_elements_text(c) as id;
  perform private.lock_in_order(
    private.place_locks(svc, everyone || a.staff_id) || private.place_locks(old_svc, array[a.staff_id]));
  was := private.place_facts(a.id);
  begin
    perform private.release_place(a.id, b.party);
    for candidate in select c from pg_catalog.jsonb_array_elements(p_request -> 'staff') as c loop
      select pg_catalog.array_agg(id::uuid order by n) into people
      from pg_catalog.jsonb_array_elements_text(candidate) with ordinality as t(id, n);
      place := private.take_place(svc, people, start_at, b.party, false);
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
    price_minor = (place ->> 'priceMinor')::integer,
    ics_sequence = ics_sequence + 1,
    moves = moves + 1
  where id = b.id;
  perform private.record_event(b.id, 'moved', '{"kind": "customer"}', was, private.place_facts((place ->> 'appointmentId')::uuid));
  perform private.tell_change(b.id, was);
  return pg_catalog.jsonb_build_object('ok', true, 'booking', private.booking_json(b.id));
end $$;
comment on function public.rearrange_booking(jsonb) is
  'Gives a booking another service, at the same or another time, or leaves it exactly as it was: {bookingId, serviceId, start, '
  'staff: [[…]], expectedSequence}. By the customer, with the cut-off and the count of a move. → {ok, booking} or the refusals of '
  'move_booking, service_not_found, ask_anew. Service role only.';

create function public.note_rebooking(p_booking_id uuid, p_from uuid) returns void
language sql set search_path = '' as $$
  update public.bookings as b set rebooked_from = old.id
  from public.bookings as old
  where b.id = p_booking_id and old.id = p_from and old.business_id = b.business_id and b.id <> old.id
$$;
comment on function public.note_rebooking(uuid, uuid) is 'Remembers which booking was made again. Service role only.';

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where p.proname in ('tell_change', 'edit_as_customer', 'rearrange_booking', 'note_rebooking') and n.nspname in ('public', 'private')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

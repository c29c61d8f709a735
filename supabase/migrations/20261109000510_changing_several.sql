-- Several bookings are changed at once by people who do not know of each other: a customer cancels a series while a colleague
-- moves one of it. All queues are taken first and in one order, or the two would wait for each other until one is killed.

create function private.queue_for(p_bookings uuid[], p_more bigint[] default '{}') returns void
language plpgsql set search_path = '' as $$
declare
  locks bigint[];
begin
  perform 1 from (select b.id from public.bookings as b where b.id = any (p_bookings) order by b.id for update) as locked;
  select pg_catalog.array_agg(distinct private.lock_key('staff', a.staff_id)) into locks
  from public.bookings as b join public.appointments as a on a.id = b.appointment_id where b.id = any (p_bookings);
  perform private.lock_in_order(coalesce(locks, '{}') || p_more);
end $$;
comment on function private.queue_for(uuid[], bigint[]) is
  'Locks bookings in the order of their ids, then queues for everybody who has them and for whatever else the caller will need '
  '(private.place_locks), in the order of the queues.';

create or replace function public.change_bookings_status(
  p_booking_ids uuid[], p_to public.booking_status, p_actor jsonb, p_reason text default ''
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  one uuid;
  outcome jsonb;
  done uuid[] := '{}';
  refused jsonb := '[]';
begin
  if pg_catalog.cardinality(p_booking_ids) not between 1 and 60 then
    return private.refusal('too_many_at_once');
  end if;
  perform private.queue_for(p_booking_ids);
  for one in select id from pg_catalog.unnest(p_booking_ids) as id order by id loop
    outcome := public.change_booking_status(one, p_to, p_actor, p_reason);
    if (outcome ->> 'ok')::boolean then
      done := done || one;
    else
      refused := refused || pg_catalog.jsonb_build_object('id', one, 'code', outcome ->> 'code');
    end if;
  end loop;
  perform private.tell_together(done);
  return pg_catalog.jsonb_build_object('ok', true, 'done', pg_catalog.to_jsonb(done), 'refused', refused);
end $$;

create or replace function public.move_bookings(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  items jsonb := p_request -> 'items';
  ids uuid[];
  locks bigint[] := '{}';
  item jsonb;
  place integer;
  outcome jsonb;
  moved uuid[] := '{}';
begin
  if pg_catalog.jsonb_array_length(items) not between 1 and 60 then
    return private.refusal('too_many_at_once');
  end if;
  select pg_catalog.array_agg((i ->> 'bookingId')::uuid) into ids from pg_catalog.jsonb_array_elements(items) as i;
  select coalesce(pg_catalog.array_agg(distinct key), '{}') into locks
  from pg_catalog.jsonb_array_elements(items) as i
  join public.bookings as b on b.id = (i ->> 'bookingId')::uuid
  join public.appointments as a on a.id = b.appointment_id
  join public.services as svc on svc.id = a.service_id,
  lateral pg_catalog.unnest(private.place_locks(svc, (
    select pg_catalog.array_agg(member::uuid)
    from pg_catalog.jsonb_array_elements(i -> 'staff') as team, pg_catalog.jsonb_array_elements_text(team) as member))) as key;
  perform private.queue_for(ids, locks);
  -- The caller sends them in the order in which each finds its new place free: a series that moves later, the last one first.
  for item, place in select i, n from pg_catalog.jsonb_array_elements(items) with ordinality as t(i, n) loop
    outcome := public.move_booking(item || pg_catalog.jsonb_build_object('actor', p_request -> 'actor'));
    if not (outcome ->> 'ok')::boolean then
      raise exception 'refused' using errcode = 'DBRFS', detail = (outcome || pg_catalog.jsonb_build_object('item', place - 1))::text;
    end if;
    moved := moved || (item ->> 'bookingId')::uuid;
  end loop;
  perform private.tell_together(moved);
  if not coalesce((p_request ->> 'notify')::boolean, true) then
    perform private.hush(moved);
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'bookings', private.bookings_together(moved[1]));
exception when sqlstate 'DBRFS' then
  declare
    detail text;
  begin
    get stacked diagnostics detail = pg_exception_detail;
    return detail::jsonb;
  end;
end $$;
comment on function public.move_bookings(jsonb) is
  'Moves several bookings or none: {actor, items: [what move_booking takes], notify}; notify false keeps it from the customers. '
  'Service role only.';

revoke execute on function private.queue_for(uuid[], bigint[]) from public, anon, authenticated;
grant execute on function private.queue_for(uuid[], bigint[]) to service_role;

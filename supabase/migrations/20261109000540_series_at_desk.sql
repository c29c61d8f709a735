-- The same appointment again and again, booked by the business for somebody who calls or stands at the desk.

create function public.book_series_at_desk(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  outcome jsonb := public.create_bookings(p_request);
  made uuid[];
  who uuid;
begin
  if not (outcome ->> 'ok')::boolean or (outcome ->> 'replayed')::boolean then
    return outcome;
  end if;
  select pg_catalog.array_agg((one ->> 'id')::uuid) into made from pg_catalog.jsonb_array_elements(outcome -> 'bookings') as one;
  if p_request #>> '{items,0,customer,email}' is null and p_request #>> '{items,0,customer,id}' is null then
    -- Without an address each booking has made a record of its own: it is one person.
    select b.customer_id into who from public.bookings as b join public.appointments as a on a.id = b.appointment_id
    where b.id = any (made) order by a.starts_at limit 1;
    with others as (
      select b.id, b.customer_id from public.bookings as b where b.id = any (made) and b.customer_id <> who
    ), given as (
      update public.bookings as b set customer_id = who from others where b.id = others.id returning others.customer_id
    )
    select pg_catalog.array_agg(given.customer_id) into made from given;
    delete from public.customers as c where c.id = any (made);
    select pg_catalog.array_agg((one ->> 'id')::uuid) into made from pg_catalog.jsonb_array_elements(outcome -> 'bookings') as one;
  end if;
  if coalesce(p_request ->> 'staffNote', '') <> '' then
    update public.bookings as b set staff_note = p_request ->> 'staffNote' where b.id = any (made);
  end if;
  if not coalesce((p_request ->> 'notify')::boolean, true) then
    perform private.hush(made);
  end if;
  return outcome;
end $$;
comment on function public.book_series_at_desk(jsonb) is
  'What create_bookings takes, and {staffNote, notify}: notify false keeps the confirmation from the customer. Somebody without an '
  'address becomes one customer, not one per date. Service role only.';
revoke execute on function public.book_series_at_desk(jsonb) from public, anon, authenticated;
grant execute on function public.book_series_at_desk(jsonb) to service_role;

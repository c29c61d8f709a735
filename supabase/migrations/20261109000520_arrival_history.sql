-- That somebody came in, or did not after all, belongs to the history of their booking.

alter table public.booking_events drop constraint booking_events_kind_check;
alter table public.booking_events add constraint booking_events_kind_check check (kind in (
  'held', 'requested', 'booked', 'confirmed', 'declined', 'moved', 'edited', 'arrived', 'not_here', 'cancelled', 'completed', 'no_show',
  'reopened', 'expired'));

create or replace function public.note_arrival(p_business uuid, p_user uuid, p_booking uuid, p_here boolean) returns jsonb
language plpgsql set search_path = '' as $$
declare
  known public.bookings;
begin
  if not private.has_role(p_business, p_user, 'manager') and not exists (
    select 1 from public.bookings as b
    join public.appointments as a on a.id = b.appointment_id
    join public.staff as p on p.id = a.staff_id and p.user_id = p_user
    join public.members as m on m.business_id = b.business_id and m.user_id = p_user
    where b.id = p_booking and b.business_id = p_business
  ) then
    return private.refusal('forbidden');
  end if;
  select * into known from public.bookings as b where b.id = p_booking and b.business_id = p_business for no key update;
  if not found then
    return private.refusal('not_found');
  end if;
  if p_here and known.status <> 'confirmed' then
    return private.refusal('not_possible');
  end if;
  -- The first of two presses says when.
  update public.bookings as b set arrived_at = case when p_here then pg_catalog.now() end
  where b.id = p_booking and (b.arrived_at is not null) is distinct from p_here;
  if found then
    perform private.record_event(p_booking, case when p_here then 'arrived' else 'not_here' end,
      pg_catalog.jsonb_build_object('kind', 'staff', 'userId', p_user, 'name', (
        select m.name from public.members as m where m.business_id = p_business and m.user_id = p_user)), '{}', '{}');
  end if;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;

-- Who has come in and waits, or is being served: noted with one press on the page of the day.

alter table public.bookings add column arrived_at timestamptz;
comment on column public.bookings.arrived_at is 'When the desk noted that the customer is here; the booking is done or not, whatever stands here.';

create function public.note_arrival(p_business uuid, p_user uuid, p_booking uuid, p_here boolean) returns jsonb
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
  update public.bookings as b set arrived_at = case when p_here then coalesce(b.arrived_at, pg_catalog.now()) end
  where b.id = p_booking and (b.arrived_at is not null) is distinct from p_here;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.note_arrival(uuid, uuid, uuid, boolean) is
  'Notes that a customer is here, or takes that back; p_user is a manager, or whom the appointment is with. → {ok} or forbidden | not_found '
  '| not_possible. Service role only.';

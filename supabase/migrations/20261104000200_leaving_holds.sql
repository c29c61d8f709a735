-- A page that is left gives its hold back a few seconds later: a reload looks just like leaving, and takes it up again.

create function public.leave_hold(p_booking_id uuid, p_seconds integer) returns boolean
language plpgsql set search_path = '' as $$
begin
  update public.bookings
  set hold_expires_at = least(hold_expires_at, pg_catalog.now() + pg_catalog.make_interval(secs => p_seconds))
  where id = p_booking_id and status = 'held';
  return found;
end $$;
comment on function public.leave_hold(uuid, integer) is
  'Lets a hold run out in so many seconds unless it is renewed before; false when there was none. Service role only.';

revoke execute on function public.leave_hold(uuid, integer) from public, anon, authenticated;
grant execute on function public.leave_hold(uuid, integer) to service_role;

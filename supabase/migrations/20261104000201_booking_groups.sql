-- What a customer's page needs to know of a visit or a series.

create function public.booking_group(p_booking_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'kind', case when b.visit_id is not null then 'visit' when b.series_id is not null then 'series' end,
    'bookings', coalesce(private.bookings_together(b.id), '[]'))
  from public.bookings as b where b.id = p_booking_id
$$;
comment on function public.booking_group(uuid) is
  'A booking with those of its visit or series: {kind: visit | series | null, bookings by time}. Service role only.';

revoke execute on function public.booking_group(uuid) from public, anon, authenticated;
grant execute on function public.booking_group(uuid) to service_role;

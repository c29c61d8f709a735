-- A matcher that could not see to a business, or ran out of time before it, gives its wake-ups back: whoever waits should
-- not wait for the lease of a matcher that is done.

create function public.release_waitlist_wakeups(p_ids jsonb) returns void
language sql set search_path = '' as $$
  update private.waitlist_wakeups as w set locked_until = pg_catalog.now() + '10 seconds'::interval
  where w.id in (select id::bigint from pg_catalog.jsonb_array_elements_text(p_ids) as id)
$$;
comment on function public.release_waitlist_wakeups(jsonb) is
  'Wake-ups that were not seen to; they may be claimed again in ten seconds. Service role only.';

revoke execute on function public.release_waitlist_wakeups(jsonb) from public, anon, authenticated;
grant execute on function public.release_waitlist_wakeups(jsonb) to service_role;

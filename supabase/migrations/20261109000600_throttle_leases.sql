-- Reads are many and cheap: counting each of them would cost as much as answering it. A process counts several at once.

create function public.throttle_lease(p_bucket text, p_limit integer, p_window_seconds integer, p_count integer) returns jsonb
language plpgsql set search_path = '' as $$
declare
  this_window timestamptz := pg_catalog.to_timestamp(
    floor(extract(epoch from pg_catalog.clock_timestamp()) / p_window_seconds) * p_window_seconds);
  counted integer;
begin
  -- As in throttle: a count that a crash takes back harms nobody.
  perform pg_catalog.set_config('synchronous_commit', 'off', true);
  insert into private.throttle_windows as w (bucket, window_start, hits)
  values (pg_catalog.left(p_bucket, 200), this_window, p_count)
  on conflict (bucket, window_start) do update set hits = least(w.hits, p_limit) + p_count
  returning w.hits into counted;
  return pg_catalog.jsonb_build_object(
    'granted', least(p_count, greatest(0, p_limit - (counted - p_count))),
    'seconds', greatest(0.001, p_window_seconds - extract(epoch from pg_catalog.clock_timestamp() - this_window)));
end $$;
comment on function public.throttle_lease(text, integer, integer, integer) is
  'Counts several attempts in a bucket ahead of time: {granted, seconds}; those granted may be made until the window ends. Service role only.';
revoke execute on function public.throttle_lease(text, integer, integer, integer) from public, anon, authenticated;

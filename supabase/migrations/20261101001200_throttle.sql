-- Limits on attempts, counted in the database so that every instance of the app sees the same count.

create function public.throttle(p_bucket text, p_limit integer, p_window_seconds integer) returns jsonb
language plpgsql set search_path = '' as $$
declare
  this_window timestamptz := pg_catalog.to_timestamp(
    floor(extract(epoch from pg_catalog.clock_timestamp()) / p_window_seconds) * p_window_seconds);
  count integer;
begin
  -- A count that a crash takes back harms nobody, and the attempts of one address queue for its row: without this each
  -- would wait for the disk before the next one may count.
  perform pg_catalog.set_config('synchronous_commit', 'off', true);
  insert into private.throttle_windows as w (bucket, window_start, hits)
  values (pg_catalog.left(p_bucket, 200), this_window, 1)
  on conflict (bucket, window_start) do update set hits = w.hits + 1
  returning w.hits into count;
  if count > p_limit then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'too_many', 'retryAfter',
      greatest(1, ceil(p_window_seconds - extract(epoch from pg_catalog.clock_timestamp() - this_window)))::integer);
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'left', p_limit - count);
end $$;
comment on function public.throttle(text, integer, integer) is
  'Counts one attempt in a bucket: {ok: true, left} or {ok: false, code: too_many, retryAfter (seconds)}. Service role only.';

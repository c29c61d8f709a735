-- Visitors who ask at the same time are answered by one statement.

create function public.availability_since_all(p_questions jsonb) returns json
language sql stable set search_path = '' as $$
  select pg_catalog.json_agg(public.availability_since(
    q.one ->> 'business', q.one ->> 'service', (q.one ->> 'from')::timestamptz, (q.one ->> 'to')::timestamptz, q.one ->> 'staff',
    (q.one ->> 'known')::uuid, (q.one ->> 'until')::bigint) order by q.place)
  from pg_catalog.jsonb_array_elements(p_questions) with ordinality as q (one, place)
$$;
comment on function public.availability_since_all(jsonb) is
  'availability_since for each of [{business, service, from, to, staff, known, until}], in their order. Service role only.';
revoke execute on function public.availability_since_all(jsonb) from public, anon, authenticated;

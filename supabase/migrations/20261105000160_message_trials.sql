-- Trying messages out: a real booking to preview with, and a test to oneself.

create function public.sample_booking(p_business uuid) returns jsonb
language sql stable set search_path = '' as $$
  select private.booking_json(b.id)
  from public.bookings as b
  where b.business_id = p_business and b.status in ('confirmed', 'completed', 'pending') and b.contact_name <> ''
  order by b.created_at desc limit 1
$$;
comment on function public.sample_booking(uuid) is 'The latest booking of a business, to preview its messages with; null before the first. Service role only.';

create function public.enqueue_test(p_business uuid, p_user uuid, p_channel public.channel, p_recipient text, p_content jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  new_id uuid;
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  insert into public.notifications (business_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, expires_at)
  select b.id, 'test.message', p_channel, 'staff', p_recipient, b.locale, b.time_zone, pg_catalog.jsonb_build_object('content', p_content),
    'test:' || pg_catalog.gen_random_uuid(), pg_catalog.now() + '1 hour'::interval
  from public.businesses as b where b.id = p_business
  returning id into new_id;
  return pg_catalog.jsonb_build_object('ok', true, 'id', new_id);
end $$;
comment on function public.enqueue_test(uuid, uuid, public.channel, text, jsonb) is
  'Sends a message that is being worded to whoever words it. → {ok, id} or forbidden. Service role only.';

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname in ('sample_booking', 'enqueue_test')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

-- Opening a business takes several pages; whoever leaves in between goes on where they were.

alter table public.businesses
  add column start_step text check (start_step in ('hours', 'services'));
comment on column public.businesses.start_step is
  'The page of the opening that its owner has yet to do; null = it is done, or was left for later.';
grant update (start_step) on public.businesses to authenticated;

create function public.save_first_services(p_business uuid, p_services jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  one jsonb;
  known uuid;
  person uuid;
  place integer := 0;
begin
  if not private.manages(p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  -- Pressed twice, or in two windows: one after the other, and the second finds what the first has made.
  perform 1 from public.businesses as b where b.id = p_business for update;
  select s.id into person from public.staff as s
  where s.business_id = p_business and s.archived_at is null
  order by s.user_id is distinct from (select auth.uid()), s.position, s.created_at limit 1;
  for one in select value from pg_catalog.jsonb_array_elements(p_services) loop
    place := place + 1;
    known := (one ->> 'id')::uuid;
    if known is not null and not (one ->> 'wanted')::boolean then
      begin
        delete from public.services as s where s.id = known and s.business_id = p_business;
      exception when foreign_key_violation then
        -- Somebody has booked it already: it stays for them.
        update public.services as s set archived_at = pg_catalog.now() where s.id = known and s.business_id = p_business;
      end;
    elsif known is not null then
      update public.services as s
      set name = one ->> 'name', duration_min = (one ->> 'durationMin')::integer,
        price_minor = (one ->> 'priceMinor')::integer, position = place
      where s.id = known and s.business_id = p_business;
    elsif (one ->> 'wanted')::boolean then
      insert into public.services as s
        (business_id, slug, name, duration_min, buffer_after_min, capacity, price_minor, position)
      values (
        p_business, one ->> 'slug', one ->> 'name', (one ->> 'durationMin')::integer, (one ->> 'bufferAfterMin')::integer,
        (one ->> 'capacity')::integer, (one ->> 'priceMinor')::integer, place)
      on conflict (business_id, slug) do update
      set name = excluded.name, duration_min = excluded.duration_min, price_minor = excluded.price_minor, archived_at = null
      returning s.id into known;
      if person is not null then
        insert into public.service_staff (business_id, service_id, staff_id) values (p_business, known, person)
        on conflict do nothing;
      end if;
    end if;
  end loop;
  update public.businesses as b set start_step = null where b.id = p_business;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.save_first_services(uuid, jsonb) is
  'What can be booked first, as the opening''s last page has it: [{id?, slug, wanted, name, durationMin, bufferAfterMin, capacity, priceMinor}]. '
  'The same list twice changes nothing more. → {ok} or forbidden. Managers only.';
revoke execute on function public.save_first_services(uuid, jsonb) from public, anon;
grant execute on function public.save_first_services(uuid, jsonb) to authenticated, service_role;

-- Public holidays several years ahead, brought up to date every January.

create function public.businesses_with_holidays() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', b.id, 'country', b.country, 'region', b.region, 'today', (pg_catalog.now() at time zone b.time_zone)::date) order by b.id), '[]')
  from public.businesses as b
  where b.archived_at is null
    and exists (select 1 from public.closures as c where c.business_id = b.id and c.source_key is not null)
$$;
comment on function public.businesses_with_holidays() is
  'Businesses that have taken over public holidays, with the country and region they chose. Service role only.';

create function public.refresh_holidays(p_business uuid, p_today date, p_holidays jsonb) returns integer
language plpgsql set search_path = '' as $$
declare
  changed integer;
  more integer;
begin
  insert into public.closures as c (business_id, kind, name, from_date, to_date, source_key)
  select p_business, 'holiday', row.name, row."from", row."to", row."sourceKey"
  from pg_catalog.jsonb_to_recordset(p_holidays) as row (name text, "from" date, "to" date, "sourceKey" text)
  where row."to" >= p_today
  on conflict (business_id, source_key) do update
    set name = excluded.name, from_date = excluded.from_date, to_date = excluded.to_date
    where (c.name, c.from_date, c.to_date) is distinct from (excluded.name, excluded.from_date, excluded.to_date);
  get diagnostics changed = row_count;
  -- A holiday that was abolished goes, within the years that the list covers.
  delete from public.closures as c
  where c.business_id = p_business and c.source_key is not null and c.from_date >= p_today
    and c.from_date <= (select max(row."from") from pg_catalog.jsonb_to_recordset(p_holidays) as row ("from" date))
    and not exists (
      select 1 from pg_catalog.jsonb_to_recordset(p_holidays) as row ("sourceKey" text)
      where row."sourceKey" = c.source_key);
  get diagnostics more = row_count;
  return changed + more;
end $$;
comment on function public.refresh_holidays(uuid, date, jsonb) is
  'Brings the coming public holidays of a business up to date; "we open on this one" stays as it was said. Returns how many rows changed. Service role only.';

revoke execute on function public.businesses_with_holidays() from public, anon, authenticated;
revoke execute on function public.refresh_holidays(uuid, date, jsonb) from public, anon, authenticated;
grant execute on function public.businesses_with_holidays() to service_role;
grant execute on function public.refresh_holidays(uuid, date, jsonb) to service_role;

insert into private.schedules (name, schedule, command, comment) values
  ('holidays', '20 3 2 1 *', $sql$select private.call_function('holidays')$sql$, 'Next years'' public holidays.');

do $$
begin
  if exists (select 1 from pg_catalog.pg_available_extensions where name = 'pg_cron') then
    perform cron.schedule('daybook-holidays', '20 3 2 1 *', 'select private.call_function(''holidays'')');
  end if;
end $$;

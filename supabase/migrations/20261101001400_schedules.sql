-- What runs when. The same rows feed pg_cron on a hosted project and the local scheduler on the embedded stack.

insert into private.schedules (name, schedule, command, comment) values
  ('dispatch', '* * * * *', $sql$select private.call_function('dispatch')$sql$, 'Sends due messages.'),
  ('expire-holds', '* * * * *', 'select public.expire_holds()', 'Frees places whose hold ran out.'),
  ('expire-requests', '* * * * *', 'select public.expire_requests()', 'Ends requests that nobody answered in time.'),
  ('forget-idempotency-keys', '17 3 * * *',
    $sql$delete from private.idempotency_keys where created_at < now() - interval '7 days'$sql$, 'First answers are kept for a week.'),
  ('forget-throttle-windows', '*/10 * * * *',
    $sql$delete from private.throttle_windows where window_start < now() - interval '1 day'$sql$, 'Old counts are of no use.'),
  ('refresh-time-zones', '40 4 1 * *', 'select private.refresh_time_zones()', 'Zones that a server update has brought.');

do $$
declare
  job record;
begin
  if exists (select 1 from pg_catalog.pg_available_extensions where name = 'pg_net') then
    create extension if not exists pg_net;
  end if;
  if exists (select 1 from pg_catalog.pg_available_extensions where name = 'pg_cron') then
    create extension if not exists pg_cron;
    for job in select name, schedule, command from private.schedules loop
      execute 'select cron.schedule($1, $2, $3)' using 'daybook-' || job.name, job.schedule, job.command;
    end loop;
  end if;
end $$;

-- Everything in public is for the service role alone unless a migration says otherwise.
do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.prokind = 'f'
      and not exists (select 1 from pg_catalog.pg_depend as d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = 'private' and p.prokind = 'f'
  loop
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

-- When calendars are looked at, and who may call what.

insert into private.schedules (name, schedule, command, comment) values
  ('calendar-sync', '* * * * *', $sql$select private.call_function('calendar-sync')$sql$, 'Looks at the outside calendars that are due.'),
  ('forget-past-busy-times', '27 3 * * *', 'select public.forget_past_busy_times()', 'Outside events that are over, and the log of a month ago.');

do $$
begin
  if exists (select 1 from pg_catalog.pg_available_extensions where name = 'pg_cron') then
    perform cron.schedule('daybook-calendar-sync', '* * * * *', 'select private.call_function(''calendar-sync'')');
    perform cron.schedule('daybook-forget-past-busy-times', '27 3 * * *', 'select public.forget_past_busy_times()');
  end if;
end $$;

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature, n.nspname
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where (n.nspname = 'public' and p.proname in (
        'calendar_pushes', 'finish_calendar_push', 'request_calendar_push', 'put_calendar_connection', 'put_calendar_secret',
        'set_calendar_use', 'claim_calendar_connections', 'extend_calendar_lease', 'calendar_links_of', 'apply_calendar_events',
        'finish_calendar_pull', 'forget_past_busy_times', 'finish_calendar_sync', 'poke_calendar', 'end_calendar_channel', 'put_calendar_channel',
        'drop_calendar_channel', 'sync_calendar_now', 'calendar_access', 'calendar_subject_state', 'raise_calendar_conflict',
        'note_calendar_event', 'calendar_conflicts_of', 'settle_calendar_conflict', 'make_calendar_feed', 'end_calendar_feed',
        'calendar_feeds_of', 'set_calendar_policy', 'drop_calendar_connection', 'calendar_feed', 'calendar_export'))
      or (n.nspname = 'private' and p.proname in (
        'queue_calendar_push', 'note_booking_for_calendars', 'note_appointment_for_calendars',
        'calendar_entry', 'calendar_wanted', 'queue_whole_calendar', 'log_calendar', 'tell_calendar_owner', 'calendar_json', 'settle_conflicts',
        'feed_entries'))
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

-- Nobody's calendar is read for ever because they once worked here.

create or replace function public.forget_past_busy_times() returns integer
language plpgsql set search_path = '' as $$
declare
  gone integer;
begin
  delete from public.busy_times where calendar_id is not null and ends_at < pg_catalog.now() - '1 day'::interval;
  get diagnostics gone = row_count;
  delete from public.calendar_log where at < pg_catalog.now() - '30 days'::interval;
  delete from private.calendar_channels where expires_at < pg_catalog.now() - '1 day'::interval;
  -- No worker has come by in time: access to what somebody has disconnected is not kept for that.
  delete from public.calendar_connections where leaving_until < pg_catalog.now();
  -- A week, in case that they were sent away by mistake.
  perform public.leave_calendar_connection(c.id, false)
  from public.calendar_connections as c join public.staff as s on s.id = c.staff_id
  where c.leaving_until is null and s.archived_at < pg_catalog.now() - '7 days'::interval;
  return gone;
end $$;
comment on function public.forget_past_busy_times() is
  'Outside events that are over block nothing, and are nobody''s business; the log is kept for a month, access to the accounts of those who have left for a '
  'week. Service role only.';

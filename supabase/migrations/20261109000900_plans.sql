-- What a booking runs through keeps its plans. Each of these statements finds a handful of rows by a key, so that the best
-- plan is the same for all values; left to itself PostgreSQL plans the wider ones anew on each call, which took longer
-- than running them.

do $$
declare
  hot regprocedure;
begin
  for hot in
    select p.oid::regprocedure from pg_catalog.pg_proc as p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.proname in (
      'create_booking', 'take_place', 'customer_for', 'record_event', 'place_facts', 'enqueue', 'tell_in_app', 'schedule_reminders',
      'booking_json', 'note_booking_for_calendars', 'announce_booking', 'announce_appointment', 'place_locks', 'expire_holds')
  loop
    execute pg_catalog.format('alter function %s set plan_cache_mode = force_generic_plan', hot);
  end loop;
end $$;

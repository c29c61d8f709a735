-- The bell tells of calendars too: whoever has charge of the business hears what the calendar's owner hears.

create function private.tell_bell_of_calendar(
  p_business uuid, p_staff uuid, p_kind text, p_booking uuid, p_data jsonb
) returns void
language plpgsql set search_path = '' as $$
declare
  whom uuid;
begin
  for whom in
    select m.user_id from public.members as m
    where m.business_id = p_business
      and (m.role <> 'staff' or m.user_id = (select s.user_id from public.staff as s where s.id = p_staff))
  loop
    perform private.tell_in_app(p_business, whom, 'staff', p_kind, p_booking,
      p_data || pg_catalog.jsonb_build_object('staffName', (select s.name from public.staff as s where s.id = p_staff)),
      pg_catalog.concat_ws(':', p_kind, p_booking, pg_catalog.clock_timestamp()::text, whom));
  end loop;
end $$;
comment on function private.tell_bell_of_calendar(uuid, uuid, text, uuid, jsonb) is
  'A notice about a staff member''s calendar, for them, the owner and the managers.';

create function private.calendar_subject_facts(p_subject uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'booking', b.id, 'who', b.contact_name, 'service', s.name, 'start', private.instant_text(a.starts_at)))
  from public.appointments as a
  join public.services as s on s.id = a.service_id
  left join public.bookings as b on b.id = p_subject
  where a.id = coalesce((select one.appointment_id from public.bookings as one where one.id = p_subject), p_subject)
$$;
comment on function private.calendar_subject_facts(uuid) is
  'What a notice tells of a booking, or of a session (without booking and who): {booking, who, service, start}.';

create or replace function public.note_calendar_event(p_connection uuid, p_kind text, p_facts jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  conn public.calendar_connections;
  about jsonb;
begin
  perform private.log_calendar(p_connection, p_kind, p_facts);
  if p_kind not in ('moved_undone', 'deleted_undone') then
    return;
  end if;
  -- Whoever moved the entry sees it jump back, and is told why; so are those who have charge of the business.
  select * into conn from public.calendar_connections where id = p_connection;
  about := coalesce(private.calendar_subject_facts((p_facts ->> 'subject')::uuid), '{}')
    || pg_catalog.jsonb_build_object('code', p_facts ->> 'code', 'deleted', p_kind = 'deleted_undone');
  perform private.tell_calendar_owner(
    p_connection, 'calendar.undone',
    (about - 'booking' - 'who' - 'service') || pg_catalog.jsonb_build_object('what', pg_catalog.concat_ws(', ', about ->> 'who', about ->> 'service')),
    pg_catalog.concat_ws(':', p_facts ->> 'subject', pg_catalog.now()::text));
  perform private.tell_bell_of_calendar(
    conn.business_id, conn.staff_id, 'calendar.undone', (about ->> 'booking')::uuid,
    (about - 'booking') || pg_catalog.jsonb_build_object('connectionId', conn.id));
end $$;
comment on function public.note_calendar_event(uuid, text, jsonb) is
  'Writes into the log of a connection; when an entry was put back also to its owner, and into the bells of those who have charge. Service role only.';

create function private.tell_of_expired_calendar() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform private.tell_bell_of_calendar(new.business_id, new.staff_id, 'calendar.expired', null,
    pg_catalog.jsonb_build_object('account', new.account, 'connectionId', new.id));
  return null;
end $$;
comment on function private.tell_of_expired_calendar() is 'The bell, when an account no longer lets us in.';
create trigger calendar_connections_tell after update of status on public.calendar_connections
  for each row when (old.status = 'active' and new.status = 'expired') execute function private.tell_of_expired_calendar();

create function private.tell_of_calendar_conflicts() returns trigger
language plpgsql set search_path = '' as $$
declare
  lead record;
begin
  -- One notice for what comes at once: an account that has just been connected may hold many.
  for lead in
    select c.business_id, c.staff_id, c.kind, count(*) - 1 as more,
      (pg_catalog.array_agg(c.appointment_id order by a.starts_at))[1] as appointment_id
    from raised as c join public.appointments as a on a.id = c.appointment_id
    where c.status = 'open'
    group by c.business_id, c.staff_id, c.kind
  loop
    perform private.tell_bell_of_calendar(lead.business_id, lead.staff_id, 'calendar.conflict', null,
      (private.calendar_subject_facts(coalesce((
        select b.id from public.bookings as b join public.appointments as a on a.id = b.appointment_id
        where a.id = lead.appointment_id and a.capacity = 1 and b.status in ('pending', 'confirmed') limit 1), lead.appointment_id)) - 'booking')
      || pg_catalog.jsonb_build_object('what', lead.kind, 'more', lead.more));
  end loop;
  return null;
end $$;
comment on function private.tell_of_calendar_conflicts() is 'The bell, when a calendar and a booking do not agree and somebody has to decide.';
create trigger calendar_conflicts_tell after insert on public.calendar_conflicts
  referencing new table as raised for each statement execute function private.tell_of_calendar_conflicts();

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = 'private' and p.proname in (
      'tell_bell_of_calendar', 'calendar_subject_facts', 'tell_of_expired_calendar', 'tell_of_calendar_conflicts')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

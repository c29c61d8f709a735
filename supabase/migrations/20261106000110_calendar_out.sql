-- Out: what of a booking belongs into which calendar, and the queue that says it has changed.

create function private.queue_calendar_push(p_business_id uuid, p_subject_id uuid, p_staff uuid[]) returns void
language plpgsql set search_path = '' as $$
begin
  insert into private.calendar_pushes as waiting (calendar_id, subject_id)
  select c.id, p_subject_id from public.calendars as c
  where c.business_id = p_business_id and c.receives and c.staff_id = any (p_staff)
  union
  select link.calendar_id, p_subject_id from private.calendar_links as link where link.subject_id = p_subject_id
  on conflict (calendar_id, subject_id) do update
    set revision = waiting.revision + 1, attempts = 0, due_at = pg_catalog.now();
  if found then
    perform private.call_function('calendar-sync');
  end if;
end $$;
comment on function private.queue_calendar_push(uuid, uuid, uuid[]) is
  'Notes that a booking''s entries should be looked at, in the calendars of these staff and wherever there is one already.';

create function private.note_booking_for_calendars() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  place record;
begin
  if new.status = 'held' or (tg_op = 'UPDATE' and old.status = 'held' and new.status in ('expired', 'cancelled')) then
    return null;
  end if;
  if not exists (select 1 from public.calendars as c where c.business_id = new.business_id) then
    return null;
  end if;
  for place in
    select a.id, a.capacity, array_agg(everyone.staff_id) as staff
    from public.appointments as a
    join public.appointments as everyone on everyone.id = a.id or everyone.assists = a.id
    where a.id in (new.appointment_id, case when tg_op = 'UPDATE' then old.appointment_id end)
    group by a.id, a.capacity
  loop
    perform private.queue_calendar_push(
      new.business_id, case when place.capacity > 1 then place.id else new.id end, place.staff);
  end loop;
  return null;
end $$;
comment on function private.note_booking_for_calendars() is
  'Calendars follow a booking in the same transaction. Security definer: whoever may write a booking may not read everyone''s calendars.';
create trigger bookings_note_calendars after insert or update of status, appointment_id, contact_name, contact_email,
  contact_phone, answers, note, party, ics_sequence on public.bookings
  for each row execute function private.note_booking_for_calendars();

create function private.note_appointment_for_calendars() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  main uuid := coalesce(new.assists, new.id);
  subject record;
begin
  if not exists (select 1 from public.calendars as c where c.business_id = new.business_id) then
    return null;
  end if;
  for subject in
    select distinct case when a.capacity > 1 then a.id else b.id end as id
    from public.appointments as a join public.bookings as b on b.appointment_id = a.id
    where a.id = main and b.status <> 'held'
  loop
    perform private.queue_calendar_push(new.business_id, subject.id, array[old.staff_id, new.staff_id]);
  end loop;
  return null;
end $$;
comment on function private.note_appointment_for_calendars() is 'The same for a time or a person that changes without its bookings.';
create trigger appointments_note_calendars after update of starts_at, ends_at, staff_id on public.appointments
  for each row when ((old.starts_at, old.ends_at, old.staff_id) is distinct from (new.starts_at, new.ends_at, new.staff_id))
  execute function private.note_appointment_for_calendars();

create function private.calendar_entry(p_appointment_id uuid, p_booking_id uuid default null) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select pg_catalog.jsonb_build_object(
      'subjectId', coalesce(p_booking_id, a.id), 'session', p_booking_id is null,
      'start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at),
      'capacity', a.capacity, 'seatsTaken', a.seats_taken,
      'service', s.name, 'staff', person.name, 'businessSlug', biz.slug, 'business', biz.name,
      'address', biz.address, 'city', biz.city, 'timeZone', biz.time_zone, 'locale', biz.locale,
      'questions', s.questions,
      'bookings', coalesce((
        select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
          'id', b.id, 'status', b.status, 'name', b.contact_name, 'email', b.contact_email, 'phone', b.contact_phone,
          'party', b.party, 'answers', b.answers, 'note', b.note, 'sequence', b.ics_sequence,
          'updatedAt', private.instant_text(greatest(b.updated_at, a.updated_at))) order by b.created_at, b.id)
        from public.bookings as b
        where b.appointment_id = a.id and (p_booking_id is null or b.id = p_booking_id)
          and b.status not in ('held', 'expired')), '[]'))
    from public.appointments as a
    join public.services as s on s.id = a.service_id
    join public.staff as person on person.id = a.staff_id
    join public.businesses as biz on biz.id = a.business_id
    where a.id = p_appointment_id
  );
end $$;
comment on function private.calendar_entry(uuid, uuid) is 'Everything that a calendar entry of a booking, or of a whole session, is written from.';

create function private.calendar_wanted(p_calendar_id uuid, p_subject_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  cal public.calendars;
  place uuid;
  booking uuid;
begin
  select * into cal from public.calendars where id = p_calendar_id;
  if not cal.receives then
    return null;
  end if;
  select b.appointment_id, b.id into place, booking from public.bookings as b
  where b.id = p_subject_id and b.business_id = cal.business_id
    and b.status in ('pending', 'confirmed', 'completed', 'no_show');
  if place is null then
    select a.id into place from public.appointments as a
    where a.id = p_subject_id and a.business_id = cal.business_id and a.active and a.capacity > 1
      and exists (
        select 1 from public.bookings as b
        where b.appointment_id = a.id and b.status in ('pending', 'confirmed', 'completed', 'no_show'));
  end if;
  if place is null or not exists (
    select 1 from public.appointments as a where (a.id = place or a.assists = place) and a.staff_id = cal.staff_id
  ) then
    return null;
  end if;
  return private.calendar_entry(place, booking);
end $$;
comment on function private.calendar_wanted(uuid, uuid) is 'The entry that a calendar should have of a booking or session now; null = none.';

create function public.calendar_pushes(p_connection uuid, p_limit integer default 50) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'calendarId', due.calendar_id, 'subjectId', due.subject_id, 'revision', due.revision, 'attempts', due.attempts,
    'wanted', private.calendar_wanted(due.calendar_id, due.subject_id),
    'link', (
      select pg_catalog.jsonb_build_object(
        'remoteKey', link.remote_key, 'etag', link.etag, 'fingerprint', link.fingerprint,
        'start', private.instant_text(link.starts_at), 'end', private.instant_text(link.ends_at))
      from private.calendar_links as link
      where link.calendar_id = due.calendar_id and link.subject_id = due.subject_id)) order by due.due_at), '[]')
  from (
    select waiting.* from private.calendar_pushes as waiting
    join public.calendars as c on c.id = waiting.calendar_id
    where c.connection_id = p_connection and waiting.due_at <= pg_catalog.now()
    order by waiting.due_at limit least(greatest(p_limit, 1), 200)
  ) as due
$$;
comment on function public.calendar_pushes(uuid, integer) is
  'What is due to be written to the calendars of a connection, each with how it should be and how it was last written. For whoever holds the connection''s lease. Service role only.';

create function public.finish_calendar_push(p_outcome jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  cal public.calendars;
  link jsonb := p_outcome -> 'link';
begin
  select * into cal from public.calendars where id = (p_outcome ->> 'calendarId')::uuid;
  if not found then
    return;
  end if;
  if p_outcome ->> 'result' = 'retry' then
    -- Half a minute, doubled each time, at most an hour.
    update private.calendar_pushes as waiting set
      attempts = waiting.attempts + 1,
      due_at = pg_catalog.now() + pg_catalog.make_interval(secs => least(3600, 30 * 2 ^ least(waiting.attempts, 12)) * (0.9 + 0.2 * pg_catalog.random()))
    where waiting.calendar_id = cal.id and waiting.subject_id = (p_outcome ->> 'subjectId')::uuid;
    return;
  end if;
  if link is null or pg_catalog.jsonb_typeof(link) = 'null' then
    delete from private.calendar_links as l where l.calendar_id = cal.id and l.subject_id = (p_outcome ->> 'subjectId')::uuid;
  else
    insert into private.calendar_links as l (business_id, calendar_id, subject_id, remote_key, etag, starts_at, ends_at, fingerprint)
    values (cal.business_id, cal.id, (p_outcome ->> 'subjectId')::uuid, link ->> 'remoteKey', link ->> 'etag',
      (link ->> 'start')::timestamptz, (link ->> 'end')::timestamptz, link ->> 'fingerprint')
    on conflict (calendar_id, subject_id) do update set
      remote_key = excluded.remote_key, etag = excluded.etag, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
      fingerprint = excluded.fingerprint, updated_at = pg_catalog.now();
  end if;
  -- A change since it was read raised the revision: the row stays and is done again.
  delete from private.calendar_pushes as waiting
  where waiting.calendar_id = cal.id and waiting.subject_id = (p_outcome ->> 'subjectId')::uuid
    and waiting.revision = (p_outcome ->> 'revision')::bigint;
end $$;
comment on function public.finish_calendar_push(jsonb) is
  'Reports what became of a write to a calendar: {calendarId, subjectId, revision, result: done | retry, link: {remoteKey, etag, start, end, fingerprint} or null}. Service role only.';

create function public.request_calendar_push(p_calendar uuid, p_subject uuid) returns void
language plpgsql set search_path = '' as $$
begin
  -- Forgetting what was written makes the worker write again, even though the booking is as it was.
  update private.calendar_links set fingerprint = '-' where calendar_id = p_calendar and subject_id = p_subject;
  insert into private.calendar_pushes as waiting (calendar_id, subject_id) values (p_calendar, p_subject)
  on conflict (calendar_id, subject_id) do update set revision = waiting.revision + 1, attempts = 0, due_at = pg_catalog.now();
end $$;
comment on function public.request_calendar_push(uuid, uuid) is 'Has an entry put back as Daybook knows it. Service role only.';

create function private.queue_whole_calendar(p_calendar_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
  insert into private.calendar_pushes as waiting (calendar_id, subject_id)
  select c.id, case when main.capacity > 1 then main.id else b.id end
  from public.calendars as c
  join public.appointments as a on a.staff_id = c.staff_id and a.active and a.ends_at > pg_catalog.now()
  join public.appointments as main on main.id = coalesce(a.assists, a.id)
  join public.bookings as b on b.appointment_id = main.id and b.status in ('pending', 'confirmed')
  where c.id = p_calendar_id and c.receives
  union
  select link.calendar_id, link.subject_id from private.calendar_links as link where link.calendar_id = p_calendar_id
  on conflict (calendar_id, subject_id) do update set revision = waiting.revision + 1, attempts = 0, due_at = pg_catalog.now();
end $$;
comment on function private.queue_whole_calendar(uuid) is 'Has every coming booking of its staff member looked at, and every entry that is there already.';

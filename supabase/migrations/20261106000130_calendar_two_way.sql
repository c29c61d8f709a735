-- Two-way: what staff do to our entries in their own calendars, and what somebody has to decide.

create function public.calendar_subject_state(p_subject uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  if exists (select 1 from public.bookings as b where b.id = p_subject) then
    return pg_catalog.jsonb_build_object('ok', true, 'session', false, 'booking', private.booking_json(p_subject));
  end if;
  if exists (select 1 from public.appointments as a where a.id = p_subject) then
    return pg_catalog.jsonb_build_object('ok', true, 'session', true);
  end if;
  return private.refusal('not_found');
end $$;
comment on function public.calendar_subject_state(uuid) is 'What an entry of ours is of, as it is now: {ok, session, booking?}. Service role only.';

create function public.raise_calendar_conflict(p_request jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  cal public.calendars;
  place uuid;
begin
  select * into cal from public.calendars where id = (p_request ->> 'calendarId')::uuid;
  select coalesce(
    (select b.appointment_id from public.bookings as b where b.id = (p_request ->> 'subjectId')::uuid),
    (select a.id from public.appointments as a where a.id = (p_request ->> 'subjectId')::uuid)) into place;
  if cal.id is null or place is null then
    return;
  end if;
  -- The staff member changed their mind: the latest wish is the one to decide.
  update public.calendar_conflicts set status = 'gone', resolved_at = pg_catalog.now()
  where appointment_id = place and calendar_id = cal.id and status = 'open' and kind in ('moved', 'deleted');
  insert into public.calendar_conflicts as c (business_id, staff_id, calendar_id, appointment_id, kind, source_key, starts_at, ends_at)
  values (cal.business_id, cal.staff_id, cal.id, place, p_request ->> 'kind',
    pg_catalog.concat_ws('#', pg_catalog.md5(cal.id::text), p_request ->> 'start', p_request ->> 'end'),
    (p_request ->> 'start')::timestamptz, (p_request ->> 'end')::timestamptz)
  on conflict (appointment_id, kind, source_key) do update set status = 'open', resolved_at = null, resolved_by = null,
    created_at = pg_catalog.now();
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object('business', cal.business_id, 'kind', 'conflict')::text);
end $$;
comment on function public.raise_calendar_conflict(jsonb) is
  'Asks somebody to decide: {calendarId, subjectId, kind: moved | deleted, start, end}. Service role only.';

create function public.note_calendar_event(p_connection uuid, p_kind text, p_facts jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  perform private.log_calendar(p_connection, p_kind, p_facts);
  -- Whoever moved the entry sees it jump back: they are told why.
  if p_kind in ('moved_undone', 'deleted_undone') then
    perform private.tell_calendar_owner(
      p_connection, 'calendar.undone',
      pg_catalog.jsonb_build_object(
        'code', p_facts ->> 'code', 'deleted', p_kind = 'deleted_undone',
        'what', coalesce((
          select pg_catalog.concat_ws(', ', b.contact_name, s.name)
          from public.bookings as b join public.appointments as a on a.id = b.appointment_id
          join public.services as s on s.id = a.service_id where b.id = (p_facts ->> 'subject')::uuid),
          (select s.name from public.appointments as a join public.services as s on s.id = a.service_id
           where a.id = (p_facts ->> 'subject')::uuid), ''),
        'start', coalesce((
          select private.instant_text(a.starts_at) from public.bookings as b
          join public.appointments as a on a.id = b.appointment_id where b.id = (p_facts ->> 'subject')::uuid),
          (select private.instant_text(a.starts_at) from public.appointments as a where a.id = (p_facts ->> 'subject')::uuid))),
      pg_catalog.concat_ws(':', p_facts ->> 'subject', pg_catalog.now()::text));
  end if;
end $$;
comment on function public.note_calendar_event(uuid, text, jsonb) is 'Writes into the log of a connection, and to its owner when an entry was put back. Service role only.';

create function public.calendar_conflicts_of(p_business uuid, p_staff uuid[] default null) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform private.settle_conflicts(p_business);
  return (
    select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
      'id', c.id, 'kind', c.kind, 'start', private.instant_text(c.starts_at), 'end', private.instant_text(c.ends_at),
      'staffId', c.staff_id, 'calendar', k.name, 'subjectId', coalesce(
        (select b.id from public.bookings as b where b.appointment_id = a.id and a.capacity = 1 and b.status in ('pending', 'confirmed')), a.id),
      'calendarId', c.calendar_id,
      'appointment', private.calendar_entry(a.id)) order by a.starts_at, c.created_at), '[]')
    from public.calendar_conflicts as c
    join public.appointments as a on a.id = c.appointment_id
    join public.calendars as k on k.id = c.calendar_id
    where c.business_id = p_business and c.status = 'open' and (p_staff is null or c.staff_id = any (p_staff))
  );
end $$;
comment on function public.calendar_conflicts_of(uuid, uuid[]) is
  'What is to be decided in a business, or for some of its staff; what has settled itself is closed first. Service role only.';

create function public.settle_calendar_conflict(p_conflict uuid, p_status text, p_user uuid) returns jsonb
language plpgsql set search_path = '' as $$
begin
  update public.calendar_conflicts set status = p_status, resolved_at = pg_catalog.now(), resolved_by = p_user
  where id = p_conflict and status = 'open';
  if not found then
    return private.refusal('already');
  end if;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.settle_calendar_conflict(uuid, text, uuid) is
  'Closes what somebody has decided: kept, moved, cancelled or refused; already = somebody else was first. Service role only.';

create function public.set_calendar_policy(p_business uuid, p_policy text) returns void
language sql set search_path = '' as $$
  update public.businesses set calendar_policy = p_policy where id = p_business
$$;
comment on function public.set_calendar_policy(uuid, text) is 'Sets what staff''s own calendars may do: apply, ask or undo. Service role only.';

create function public.drop_calendar_connection(p_connection uuid) returns void
language sql set search_path = '' as $$
  delete from public.calendar_connections where id = p_connection
$$;
comment on function public.drop_calendar_connection(uuid) is 'Forgets an account with everything that was known of it; what it blocked is free again. Service role only.';

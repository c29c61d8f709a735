-- "I will come": said by the link of a reminder or by answering a text message, and void once the appointment moves.

alter table private.sms_replies add column way text not null default 'sms' check (way in ('sms', 'link'));
comment on table private.sms_replies is 'What customers answered to a reminder: by text message, or by the link in it.';
comment on column private.sms_replies.way is 'sms = by text message, link = on the page behind the link.';

create function private.says_they_come(p_booking uuid) returns timestamptz
language sql stable set search_path = '' as $$
  select max(r.at) from private.sms_replies as r
  where r.booking_id = p_booking and r.answer = 'confirmed' and r.at > coalesce((
    select max(e.at) from public.booking_events as e where e.booking_id = p_booking and e.kind = 'moved'), '-infinity')
$$;
comment on function private.says_they_come(uuid) is 'When the customer has said that they come, to the time as it is now; null = they have not.';

create function public.attendance_of(p_bookings uuid[]) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_object_agg(b.id, private.instant_text(said.at)), '{}')
  from pg_catalog.unnest(p_bookings) as b(id) cross join lateral (select private.says_they_come(b.id) as at) as said
  where said.at is not null
$$;
comment on function public.attendance_of(uuid[]) is 'Which customers have said that they come, and when: {bookingId: instant}. Service role only.';

create function public.confirm_attendance(p_booking uuid) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b record;
  member uuid;
  said bigint;
begin
  select one.id, one.business_id, one.status, one.contact_name, a.starts_at, person.user_id as staff_user into b
  from public.bookings as one
  join public.appointments as a on a.id = one.appointment_id
  join public.staff as person on person.id = a.staff_id
  where one.id = p_booking for update of one;
  if not found then
    return private.refusal('not_found');
  end if;
  if b.status <> 'confirmed' or b.starts_at <= pg_catalog.now() then
    return private.refusal('not_possible', pg_catalog.jsonb_build_object('status', b.status));
  end if;
  if private.says_they_come(b.id) is not null then
    return pg_catalog.jsonb_build_object('ok', true);
  end if;
  insert into private.sms_replies (booking_id, answer, way) values (b.id, 'confirmed', 'link') returning id into said;
  for member in
    select m.user_id from public.members as m
    where m.business_id = b.business_id and (m.role <> 'staff' or m.user_id = b.staff_user)
  loop
    perform private.tell_in_app(b.business_id, member, 'staff', 'booking.answered', b.id,
      pg_catalog.jsonb_build_object('start', private.instant_text(b.starts_at), 'who', b.contact_name, 'way', 'link'),
      pg_catalog.concat_ws(':', b.id, 'answered', said, member));
  end loop;
  -- Open desks look again.
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object(
    'business', b.business_id, 'kind', 'booking', 'booking', b.id, 'status', b.status)::text);
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.confirm_attendance(uuid) is
  'The customer says that they come, by the link of their booking (which the server has checked); saying it again changes nothing. '
  '→ {ok} or not_found | not_possible. Service role only.';

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private') and p.proname in ('says_they_come', 'attendance_of', 'confirm_attendance')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

-- An address or a number that is put right: what waits goes there, and the confirmation that the old one has had or has
-- not had is sent to the new one.

create function private.follow_contact() returns trigger
language plpgsql set search_path = '' as $$
declare
  way record;
begin
  for way in
    select * from (values
      ('email'::public.channel, old.contact_email, new.contact_email), ('sms'::public.channel, old.contact_phone, new.contact_phone)
    ) as t(channel, was, now_is)
    where t.was is distinct from t.now_is
  loop
    update public.notifications as n set
      recipient = coalesce(way.now_is, n.recipient),
      status = case when way.now_is is null then 'dropped'::public.notification_status else n.status end
    where n.booking_id = new.id and n.audience = 'customer' and n.channel = way.channel and n.status = 'queued' and n.recipient = way.was;
    if way.was is null and new.status = 'confirmed' then
      perform private.schedule_reminders(new.id);
    end if;
  end loop;
  return null;
end $$;
comment on function private.follow_contact() is
  'Messages that wait go to the address and the number that a booking has now; without one they are dropped, with a first one reminders begin.';
create trigger bookings_follow_contact after update of contact_email, contact_phone on public.bookings
  for each row when (old.status = new.status
    and (old.contact_email is distinct from new.contact_email or old.contact_phone is distinct from new.contact_phone))
  execute function private.follow_contact();

create function private.confirm_to_new_address(p_booking_id uuid) returns void
language sql set search_path = '' as $$
  insert into public.notifications (
    business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, resend_of)
  select b.business_id, b.id, told.kind, 'email', 'customer', b.contact_email, b.locale, b.time_zone,
    pg_catalog.jsonb_build_object(
      'start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at),
      'sequence', b.ics_sequence, 'status', b.status, 'staffName', person.name),
    pg_catalog.concat_ws(':', b.id, 'address', b.ics_sequence),
    -- One that could not be delivered is thereby sent again.
    (select n.id from public.notifications as n
     where n.booking_id = b.id and n.kind = told.kind and n.channel = 'email' and n.audience = 'customer'
       and (n.status = 'dead' or n.delivery in ('bounced', 'undelivered'))
     order by n.created_at desc limit 1)
  from public.bookings as b
  join public.appointments as a on a.id = b.appointment_id
  join public.services as s on s.id = a.service_id
  join public.staff as person on person.id = a.staff_id
  cross join lateral (
    select case when b.status = 'confirmed' then 'booking.confirmed' when s.confirmation = 'email' then 'booking.verify'
      else 'booking.requested' end as kind
  ) as told
  where b.id = p_booking_id and b.status in ('pending', 'confirmed') and b.contact_email is not null and a.starts_at > pg_catalog.now()
    and not exists (
      select 1 from public.notifications as n
      where n.booking_id = b.id and n.kind = told.kind and n.status = 'queued' and n.recipient = b.contact_email)
  on conflict (dedupe_key) do nothing
$$;
comment on function private.confirm_to_new_address(uuid) is
  'Writes the confirmation of a booking to its present address, unless one is on its way there already; nothing once it has begun.';

create or replace function public.edit_at_desk(p_request jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b public.bookings;
  outcome jsonb;
begin
  select * into b from public.bookings where id = (p_request ->> 'bookingId')::uuid for update;
  if not found then
    return private.refusal('not_found');
  end if;
  if (p_request ->> 'expectedSequence')::integer <> b.ics_sequence then
    return private.refusal('changed_meanwhile', pg_catalog.jsonb_build_object('booking', private.booking_json(b.id)));
  end if;
  if p_request ? 'staffNote' and p_request ->> 'staffNote' <> b.staff_note then
    if p_request ->> 'wasStaffNote' <> b.staff_note then
      return private.refusal('changed_meanwhile', pg_catalog.jsonb_build_object('booking', private.booking_json(b.id), 'staffNote', b.staff_note));
    end if;
    update public.bookings set staff_note = p_request ->> 'staffNote' where id = b.id;
  end if;
  if not p_request ?| array['party', 'name', 'phone', 'email', 'answers', 'note'] then
    return pg_catalog.jsonb_build_object('ok', true, 'booking', private.booking_json(b.id));
  end if;
  outcome := public.edit_booking(p_request);
  if not (outcome ->> 'ok')::boolean then
    -- The note above must not be kept either: all or nothing.
    raise exception 'refused' using errcode = 'DBRFS', detail = outcome::text;
  end if;
  if p_request ? 'email' then
    update public.bookings set contact_email = lower(p_request ->> 'email') where id = b.id;
    if lower(p_request ->> 'email') is distinct from b.contact_email then
      perform private.confirm_to_new_address(b.id);
    end if;
  end if;
  if (outcome #>> '{booking,party}')::integer <> b.party then
    perform private.tell_change(b.id, private.place_facts(b.appointment_id));
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'booking', private.booking_json(b.id));
exception when sqlstate 'DBRFS' then
  declare
    detail text;
  begin
    get stacked diagnostics detail = pg_exception_detail;
    return detail::jsonb;
  end;
end $$;
comment on function public.edit_at_desk(jsonb) is
  'Changes details of a booking at its time: what edit_booking takes, and {email, staffNote, wasStaffNote, expectedSequence}. The '
  'colleagues'' note can be changed in any state. A new address gets the confirmation; another party is told to both sides. '
  '→ {ok, booking} or changed_meanwhile | not_possible | session_full | not_found. Service role only.';

do $$
declare
  fn record;
begin
  for fn in
    select p.oid::regprocedure as signature
    from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = 'private' and p.proname in ('follow_contact', 'confirm_to_new_address')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', fn.signature);
    execute format('grant execute on function %s to service_role', fn.signature);
  end loop;
end $$;

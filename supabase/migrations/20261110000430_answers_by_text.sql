-- "I will come" by text message is what it is by link: said once, to an appointment that stands, and open desks see it.

drop function public.confirm_attendance(uuid);
create function public.confirm_attendance(p_booking uuid, p_way text default 'link') returns jsonb
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
  insert into private.sms_replies (booking_id, answer, way) values (b.id, 'confirmed', p_way) returning id into said;
  for member in
    select m.user_id from public.members as m
    where m.business_id = b.business_id and (m.role <> 'staff' or m.user_id = b.staff_user)
  loop
    perform private.tell_in_app(b.business_id, member, 'staff', 'booking.answered', b.id,
      pg_catalog.jsonb_build_object('start', private.instant_text(b.starts_at), 'who', b.contact_name, 'way', p_way),
      pg_catalog.concat_ws(':', b.id, 'answered', said, member));
  end loop;
  -- Open desks look again.
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object(
    'business', b.business_id, 'kind', 'booking', 'booking', b.id, 'status', b.status)::text);
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.confirm_attendance(uuid, text) is
  'The customer says that they come, by the link of their booking (which the server has checked) or by text message (p_way link | sms); '
  'saying it again changes nothing. → {ok} or not_found | not_possible. Service role only.';
revoke execute on function public.confirm_attendance(uuid, text) from public, anon, authenticated;
grant execute on function public.confirm_attendance(uuid, text) to service_role;

create or replace function public.incoming_sms(p_message jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  sender constant text := p_message ->> 'from';
  word constant text := p_message ->> 'word';
  n public.notifications;
  outcome jsonb;
begin
  insert into private.provider_callbacks (provider, key) values ('twilio-in', p_message ->> 'key') on conflict do nothing;
  if not found then
    return pg_catalog.jsonb_build_object('ok', true, 'replayed', true);
  end if;
  if word = 'stop' then
    insert into private.suppressions (channel, address, reason) values ('sms', sender, 'stopped')
    on conflict (channel, address) do update set reason = 'stopped', since = pg_catalog.now();
  elsif word = 'start' then
    delete from private.suppressions where channel = 'sms' and address = sender;
  end if;
  -- Whom they answer: the latest message to them, of an appointment that stands. A request that waits for its answer can be
  -- taken back; to say that one comes to it would be too early.
  select known.* into n from public.notifications as known
  left join public.bookings as b on b.id = known.booking_id
  left join public.appointments as a on a.id = b.appointment_id
  where known.channel = 'sms' and known.recipient = sender and known.audience = 'customer'
    and known.status in ('sent', 'sending') and known.created_at > pg_catalog.now() - '400 days'::interval
    and (word not in ('confirm', 'cancel')
      or (a.starts_at > pg_catalog.now() and (b.status = 'confirmed' or (word = 'cancel' and b.status = 'pending'))))
  order by coalesce(known.sent_at, known.created_at) desc limit 1;
  if n.id is null then
    return pg_catalog.jsonb_build_object('ok', true, 'answer', case when word in ('confirm', 'cancel') then 'nothing' else word end);
  end if;
  outcome := pg_catalog.jsonb_build_object('ok', true, 'answer', word, 'locale', n.locale, 'timeZone', n.time_zone,
    'business', (
      select pg_catalog.jsonb_build_object('name', biz.name, 'phone', biz.phone, 'country', biz.country)
      from public.businesses as biz where biz.id = n.business_id),
    'start', (
      select private.instant_text(a.starts_at) from public.bookings as b join public.appointments as a on a.id = b.appointment_id where b.id = n.booking_id));
  if word = 'confirm' then
    if not (public.confirm_attendance(n.booking_id, 'sms') ->> 'ok')::boolean then
      -- It was cancelled or has begun in this very moment.
      outcome := outcome || '{"answer": "nothing"}';
    end if;
  elsif word = 'cancel' then
    outcome := outcome || pg_catalog.jsonb_build_object('answer', case
      when (public.change_booking_status(n.booking_id, 'cancelled', '{"kind": "customer"}', 'By text message') ->> 'ok')::boolean
      then 'cancelled' else 'cancel_refused' end);
    if outcome ->> 'answer' = 'cancelled' then
      insert into private.sms_replies (booking_id, answer) values (n.booking_id, 'cancelled');
    end if;
  end if;
  return outcome;
end $$;

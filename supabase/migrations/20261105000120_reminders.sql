-- Around an appointment: reminders before it, a word and an invitation after it. They are written with the booking, in
-- its transaction, wait in the outbox until they are due, and go with it when it moves or ends (time rule 19).

create function private.out_of_quiet(
  p_due timestamptz, p_zone text, p_from integer, p_to integer, p_start timestamptz
) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  at_wall constant timestamp := p_due at time zone p_zone;
  day constant timestamp := pg_catalog.date_trunc('day', at_wall);
  minute constant integer := extract(hour from at_wall)::integer * 60 + extract(minute from at_wall)::integer;
  over_midnight constant boolean := p_from > p_to;
  later timestamptz;
begin
  if p_from = p_to or (over_midnight and minute < p_from and minute >= p_to) or (not over_midnight and (minute < p_from or minute >= p_to)) then
    return p_due;
  end if;
  later := (day + pg_catalog.make_interval(mins => p_to + case when over_midnight and minute >= p_from then 1440 else 0 end)) at time zone p_zone;
  if p_start is null or later <= p_start - '30 minutes'::interval then
    return later;
  end if;
  -- Too close to the start by then: before the quiet begins.
  return (day + pg_catalog.make_interval(mins => p_from - case when over_midnight and minute < p_to then 1440 else 0 end - 1)) at time zone p_zone;
end $$;
comment on function private.out_of_quiet(timestamptz, text, integer, integer, timestamptz) is
  'Moves an instant out of the recipient''s quiet hours: to their end, or before their beginning where the end would be less than half an hour before p_start.';

create function private.schedule_reminders(p_booking_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.notifications (
    business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, due_at, expires_at, rule_id)
  select
    b.business_id, b.id, 'booking.' || r.kind, r.channel, 'customer', whom.address, b.locale, b.time_zone,
    pg_catalog.jsonb_build_object(
      'start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at),
      'sequence', b.ics_sequence, 'status', b.status, 'staffName', person.name),
    pg_catalog.concat_ws(':', b.id, r.kind, r.id, extract(epoch from a.starts_at)::bigint),
    timely.due, case r.kind when 'reminder' then a.starts_at else timely.due + '3 days'::interval end, r.id
  from public.bookings as b
  join public.appointments as a on a.id = b.appointment_id
  join public.staff as person on person.id = a.staff_id
  join private.reminder_rules as r on r.business_id = b.business_id and r.active and (
    r.service_id = a.service_id or (r.service_id is null and not exists (
      select 1 from private.reminder_rules as own
      where own.business_id = b.business_id and own.service_id = a.service_id and own.kind = r.kind)))
  left join private.message_settings as s on s.business_id = b.business_id
  cross join lateral (
    select case r.channel when 'sms' then b.contact_phone else b.contact_email end as address,
      case r.kind when 'reminder' then a.starts_at - pg_catalog.make_interval(mins => r.minutes)
        else a.ends_at + pg_catalog.make_interval(mins => r.minutes) end as due
  ) as whom
  cross join lateral (
    select private.out_of_quiet(whom.due, b.time_zone, coalesce(s.quiet_from_min, 1260), coalesce(s.quiet_to_min, 480),
      case r.kind when 'reminder' then a.starts_at end) as due
  ) as timely
  where b.id = p_booking_id and b.status = 'confirmed' and whom.address is not null
    and whom.due > pg_catalog.now() and timely.due > pg_catalog.now()
  on conflict (dedupe_key) do update set status = 'queued', due_at = excluded.due_at, data = excluded.data, last_error = null
  -- Moved there and back: what was dropped is wanted again; what was sent is not sent twice.
  where public.notifications.status = 'dropped';
end $$;
comment on function private.schedule_reminders(uuid) is
  'Writes what the rules ask for around a confirmed booking. What would have been due already is not written.';

create or replace function private.drop_queued(p_booking_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
  update public.notifications as n set status = 'dropped'
  where n.booking_id = p_booking_id and n.status = 'queued' and (n.due_at > pg_catalog.now() or n.rule_id is not null);
end $$;
comment on function private.drop_queued(uuid) is
  'Reminders end with what they remind of (time rule 19), even those that were due and could not be sent; other messages already due still go out.';

create function private.tell_in_app(
  p_business uuid, p_user uuid, p_audience text, p_kind text, p_booking uuid, p_data jsonb, p_key text
) returns void
language plpgsql set search_path = '' as $$
declare
  note bigint;
begin
  insert into private.notices (business_id, user_id, audience, kind, booking_id, data)
  values (p_business, p_user, p_audience, p_kind, p_booking, p_data)
  returning id into note;
  perform pg_catalog.pg_notify('daybook', pg_catalog.jsonb_build_object('business', p_business, 'kind', 'notice', 'user', p_user)::text);
  insert into public.notifications (
    business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, expires_at)
  select p_business, p_booking, p_kind, 'push', p_audience, s.id::text, biz.locale, biz.time_zone, p_data,
    pg_catalog.concat_ws(':', 'push', p_key, s.id), pg_catalog.now() + '1 day'::interval
  from private.push_subscriptions as s join public.businesses as biz on biz.id = p_business
  where s.user_id = p_user and (p_audience = 'customer' or p_kind = any (coalesce(
    (select m.push_kinds from private.member_preferences as m where m.business_id = p_business and m.user_id = p_user),
    array['booking.new', 'booking.moved', 'booking.cancelled'])))
  on conflict (dedupe_key) do nothing;
end $$;
comment on function private.tell_in_app(uuid, uuid, text, text, uuid, jsonb, text) is
  'A notice for the bell, and a knock on the browsers of the person who lets Daybook; p_key tells repetitions apart.';

create or replace function private.enqueue(
  p_booking_id uuid, p_kind text, p_audience text, p_due_at timestamptz default null, p_extra jsonb default '{}'
) returns void
language plpgsql set search_path = '' as $$
declare
  b record;
  facts jsonb;
  whom uuid;
begin
  select
    one.id, one.business_id, one.contact_name, one.contact_email, one.contact_phone, one.locale, one.time_zone, one.ics_sequence,
    one.status, a.starts_at, a.ends_at, s.name as service, c.user_id as customer_user,
    biz.name as business, biz.email as business_email, biz.locale as business_locale, biz.time_zone as business_zone,
    person.name as staff, person.email as staff_email, person.user_id as staff_user, person.time_zone as staff_zone
  into b
  from public.bookings as one
  join public.appointments as a on a.id = one.appointment_id
  join public.services as s on s.id = a.service_id
  join public.businesses as biz on biz.id = one.business_id
  join public.staff as person on person.id = a.staff_id
  left join public.customers as c on c.id = one.customer_id
  where one.id = p_booking_id;
  facts := pg_catalog.jsonb_build_object(
    'start', private.instant_text(b.starts_at), 'end', private.instant_text(b.ends_at),
    'sequence', b.ics_sequence, 'status', b.status, 'staffName', b.staff) || p_extra;

  insert into public.notifications (
    business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key, due_at)
  select
    b.business_id, b.id, p_kind, way.channel, p_audience, way.address,
    case p_audience when 'customer' then b.locale else b.business_locale end,
    case p_audience when 'customer' then b.time_zone else coalesce(b.staff_zone, b.business_zone) end,
    facts, pg_catalog.concat_ws(':', b.id, p_kind, way.channel, p_audience, b.ics_sequence), coalesce(p_due_at, pg_catalog.now())
  from (
    select 'email'::public.channel as channel,
      case p_audience when 'customer' then b.contact_email else coalesce(b.staff_email, b.business_email) end as address
    where p_audience = 'customer' or b.staff_user is null or p_kind = any (coalesce(
      (select m.email_kinds from private.member_preferences as m where m.business_id = b.business_id and m.user_id = b.staff_user),
      array[p_kind]))
    union all
    select 'sms', b.contact_phone
    from private.message_settings as s
    where p_audience = 'customer' and s.business_id = b.business_id
      and (p_kind = any (s.sms_kinds) or (b.contact_email is null and pg_catalog.cardinality(s.sms_kinds) > 0))
  ) as way
  where way.address is not null
  on conflict (dedupe_key) do nothing;

  facts := facts || pg_catalog.jsonb_build_object('who', b.contact_name, 'service', b.service);
  if p_audience = 'staff' then
    for whom in
      select m.user_id from public.members as m
      where m.business_id = b.business_id and (m.role <> 'staff' or m.user_id = b.staff_user)
    loop
      perform private.tell_in_app(b.business_id, whom, 'staff', p_kind, b.id, facts, pg_catalog.concat_ws(':', b.id, p_kind, b.ics_sequence, whom));
    end loop;
  elsif b.customer_user is not null
    and p_kind in ('booking.confirmed', 'booking.declined', 'booking.expired', 'booking.moved', 'booking.cancelled') then
    perform private.tell_in_app(b.business_id, b.customer_user, 'customer', p_kind, b.id,
      facts || pg_catalog.jsonb_build_object('business', b.business),
      pg_catalog.concat_ws(':', b.id, p_kind, b.ics_sequence, b.customer_user));
  end if;

  if p_audience = 'customer' then
    if p_kind = 'booking.moved' then
      perform private.drop_queued(b.id);
    end if;
    if p_kind in ('booking.confirmed', 'booking.moved') then
      perform private.schedule_reminders(b.id);
    elsif p_kind in ('booking.cancelled', 'booking.declined', 'booking.expired') then
      perform private.drop_queued(b.id);
    end if;
  end if;
end $$;
comment on function private.enqueue(uuid, text, text, timestamptz, jsonb) is
  'Tells of a booking, with the times as they are now: one row of the outbox per way to reach the audience, a notice for those who sign in, and '
  'what the reminder rules ask for. Nobody to write to = nothing written.';

create or replace function private.tell_together(p_bookings uuid[]) returns void
language plpgsql set search_path = '' as $$
declare
  lead record;
begin
  -- One message for all of them per audience, kind and channel: the first one's, which lists the others. Reminders of a visit
  -- become its first one's; those of a series stay, each belongs to its week.
  for lead in
    select n.kind, n.audience, n.channel, n.recipient, pg_catalog.array_agg(n.id order by a.starts_at) as ids,
      pg_catalog.array_agg(n.booking_id order by a.starts_at) as bookings
    from public.notifications as n
    join public.bookings as b on b.id = n.booking_id
    join public.appointments as a on a.id = b.appointment_id
    where n.booking_id = any (p_bookings) and n.status = 'queued' and n.created_at = pg_catalog.now()
      and (n.rule_id is null or b.visit_id is not null)
    group by n.kind, n.audience, n.channel, n.recipient, n.rule_id
    having count(*) > 1
  loop
    update public.notifications as n
    set data = n.data || pg_catalog.jsonb_build_object('others', (
      select pg_catalog.jsonb_agg(private.booking_json(other) order by place)
      from pg_catalog.unnest(lead.bookings[2:]) with ordinality as t(other, place)))
    where n.id = lead.ids[1];
    delete from public.notifications where id = any (lead.ids[2:]);
  end loop;
  for lead in
    select x.user_id, x.kind, pg_catalog.array_agg(x.id order by x.id) as ids
    from private.notices as x
    where x.booking_id = any (p_bookings) and x.created_at = pg_catalog.now()
    group by x.user_id, x.kind having count(*) > 1
  loop
    update private.notices as x
    set data = x.data || pg_catalog.jsonb_build_object('more', pg_catalog.cardinality(lead.ids) - 1) where x.id = lead.ids[1];
    delete from private.notices where id = any (lead.ids[2:]);
  end loop;
end $$;
comment on function private.tell_together(uuid[]) is
  'Folds the messages and notices that this transaction has written about several bookings into one each that speaks of them all.';

-- Settings that managers keep ---------------------------------------------------------------------------------------------

create function public.message_settings_of(p_business uuid) returns jsonb
language sql stable set search_path = '' as $$
  select pg_catalog.jsonb_build_object(
    'smsKinds', coalesce(pg_catalog.to_jsonb(s.sms_kinds), '[]'), 'quietFromMin', coalesce(s.quiet_from_min, 1260),
    'quietToMin', coalesce(s.quiet_to_min, 480), 'keepDays', coalesce(s.keep_days, 400),
    'rules', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'id', r.id, 'serviceId', r.service_id, 'kind', r.kind, 'channel', r.channel, 'minutes', r.minutes, 'active', r.active)
        order by r.service_id nulls first, r.kind, r.minutes desc, r.channel)
      from private.reminder_rules as r where r.business_id = p_business), '[]'))
  from (select p_business as id) as biz left join private.message_settings as s on s.business_id = biz.id
$$;
comment on function public.message_settings_of(uuid) is 'How a business writes to its customers, with its reminder rules. Service role only.';

create function public.save_message_settings(p_business uuid, p_user uuid, p_settings jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  rule jsonb;
  kept uuid[] := '{}';
  rule_id uuid;
  ahead uuid;
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  if pg_catalog.jsonb_array_length(p_settings -> 'rules') > 100 then
    return private.refusal('too_many_at_once');
  end if;
  if exists (
    select 1 from pg_catalog.jsonb_array_elements(p_settings -> 'rules') as r
    where r ->> 'serviceId' is not null
      and not exists (select 1 from public.services as s where s.id = (r ->> 'serviceId')::uuid and s.business_id = p_business)
  ) then
    return private.refusal('service_not_found');
  end if;
  insert into private.message_settings as s (business_id, sms_kinds, quiet_from_min, quiet_to_min, keep_days)
  values (
    p_business, array(select pg_catalog.jsonb_array_elements_text(p_settings -> 'smsKinds')), (p_settings ->> 'quietFromMin')::integer,
    (p_settings ->> 'quietToMin')::integer, (p_settings ->> 'keepDays')::integer)
  on conflict (business_id) do update set
    sms_kinds = excluded.sms_kinds, quiet_from_min = excluded.quiet_from_min, quiet_to_min = excluded.quiet_to_min,
    keep_days = excluded.keep_days, updated_at = pg_catalog.now();
  for rule in select r from pg_catalog.jsonb_array_elements(p_settings -> 'rules') as r loop
    -- An unchanged rule keeps its id, so that what it has sent is not sent again.
    insert into private.reminder_rules (business_id, service_id, kind, channel, minutes, active)
    values (
      p_business, (rule ->> 'serviceId')::uuid, rule ->> 'kind', (rule ->> 'channel')::public.channel, (rule ->> 'minutes')::integer,
      coalesce((rule ->> 'active')::boolean, true))
    on conflict (business_id, service_id, kind, channel, minutes) do update set active = excluded.active
    returning id into rule_id;
    kept := kept || rule_id;
  end loop;
  delete from private.reminder_rules as r where r.business_id = p_business and r.id <> all (kept);
  -- Bookings that stand already follow the new rules.
  delete from public.notifications as n
  where n.business_id = p_business and n.rule_id is not null and n.status in ('queued', 'dropped') and n.due_at > pg_catalog.now();
  for ahead in
    select b.id from public.bookings as b join public.appointments as a on a.id = b.appointment_id
    where b.business_id = p_business and b.status = 'confirmed' and a.starts_at > pg_catalog.now()
  loop
    perform private.schedule_reminders(ahead);
  end loop;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.save_message_settings(uuid, uuid, jsonb) is
  'Saves {smsKinds, quietFromMin, quietToMin, keepDays, rules: [{serviceId, kind, channel, minutes, active}]} and schedules the reminders of bookings ahead '
  'anew. → {ok} or forbidden | service_not_found | too_many_at_once. Service role only.';

-- Answers by text message -------------------------------------------------------------------------------------------------

create function public.incoming_sms(p_message jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  sender constant text := p_message ->> 'from';
  word constant text := p_message ->> 'word';
  n public.notifications;
  outcome jsonb;
  member uuid;
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
  -- Whom they answer: the latest message to them, of an appointment that stands.
  select known.* into n from public.notifications as known
  left join public.bookings as b on b.id = known.booking_id
  left join public.appointments as a on a.id = b.appointment_id
  where known.channel = 'sms' and known.recipient = sender and known.audience = 'customer'
    and known.status in ('sent', 'sending') and known.created_at > pg_catalog.now() - '400 days'::interval
    and (word not in ('confirm', 'cancel') or (b.status in ('confirmed', 'pending') and a.starts_at > pg_catalog.now()))
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
    insert into private.sms_replies (booking_id, answer) values (n.booking_id, 'confirmed');
    for member in
      select m.user_id from public.members as m join public.bookings as b on b.id = n.booking_id
      join public.appointments as a on a.id = b.appointment_id join public.staff as p on p.id = a.staff_id
      where m.business_id = n.business_id and (m.role <> 'staff' or m.user_id = p.user_id)
    loop
      perform private.tell_in_app(n.business_id, member, 'staff', 'booking.answered', n.booking_id,
        (select pg_catalog.jsonb_build_object('start', private.instant_text(a.starts_at), 'who', b.contact_name)
         from public.bookings as b join public.appointments as a on a.id = b.appointment_id where b.id = n.booking_id),
        pg_catalog.concat_ws(':', n.booking_id, 'answered', p_message ->> 'key', member));
    end loop;
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
comment on function public.incoming_sms(jsonb) is
  'A verified answer by text message, heard once: {key, from, word: stop | start | help | confirm | cancel | other}. → {ok, answer: stop | start | help | confirm | '
  'cancelled | cancel_refused | nothing | other, business, start, locale, timeZone} or {ok, replayed}. Service role only.';

-- What a person has agreed to, wants to hear and was written belongs to what they may ask for.

create or replace function public.export_customer(p_business uuid, p_user uuid, p_customer uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  who public.customers;
  addresses text[];
  numbers text[];
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  select * into who from public.customers as c where c.id = p_customer and c.business_id = p_business and c.merged_into is null;
  if not found then
    return private.refusal('not_found');
  end if;
  addresses := private.customer_addresses(who.id);
  select pg_catalog.array_agg(distinct known.phone) into numbers
  from (
    select c.phone from public.customers as c where who.id in (c.id, c.merged_into)
    union
    select b.contact_phone from public.bookings as b where b.customer_id = who.id
  ) as known where known.phone is not null;
  return pg_catalog.jsonb_build_object('ok', true, 'data', pg_catalog.jsonb_build_object(
    'exportedAt', private.instant_text(pg_catalog.now()),
    'business', (select b.name from public.businesses as b where b.id = p_business),
    'customer', private.customer_rows(p_business, array[who.id]) -> 0
      || pg_catalog.jsonb_build_object('locale', who.locale, 'updatedAt', private.instant_text(who.updated_at)),
    'mergedRecords', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'id', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone, 'createdAt', private.instant_text(c.created_at)) order by c.created_at)
      from public.customers as c where c.merged_into = who.id), '[]'),
    'bookings', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'id', b.id, 'status', b.status, 'start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at),
        'service', s.name, 'staff', p.name, 'party', b.party, 'priceMinor', b.price_minor, 'currency', b.currency,
        'contact', pg_catalog.jsonb_build_object('name', b.contact_name, 'email', b.contact_email, 'phone', b.contact_phone),
        'answers', coalesce((
          select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('question', coalesce((
            select q ->> 'label' from pg_catalog.jsonb_array_elements(s.questions) as q where q ->> 'id' = given.key), given.key),
            'answer', given.value) order by given.key)
          from pg_catalog.jsonb_each(b.answers) as given), '[]'),
        'note', b.note, 'teamNote', b.staff_note, 'timeZone', b.time_zone, 'locale', b.locale, 'source', b.source, 'bookedAt', private.instant_text(b.created_at),
        'cancelledAt', private.instant_text(b.cancelled_at), 'cancelledBy', b.cancelled_by, 'cancelReason', b.cancel_reason,
        'history', coalesce((
          select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
            'kind', e.kind, 'by', e.actor, 'at', private.instant_text(e.at), 'before', e.before, 'after', e.after, 'note', e.note) order by e.id)
          from public.booking_events as e where e.booking_id = b.id), '[]'),
        'answersToReminders', coalesce((
          select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
            'answer', r.answer, 'way', r.way, 'at', private.instant_text(r.at)) order by r.id)
          from private.sms_replies as r where r.booking_id = b.id), '[]')) order by a.starts_at, b.id)
      from public.bookings as b
      join public.appointments as a on a.id = b.appointment_id
      join public.services as s on s.id = a.service_id
      join public.staff as p on p.id = a.staff_id
      where b.customer_id = who.id), '[]'),
    'messagePreferences', (
      select pg_catalog.jsonb_build_object(
        'remindersByEmail', private.customer_wants(who.id, 'reminder', 'email'),
        'remindersByTextMessage', private.customer_wants(who.id, 'reminder', 'sms'),
        'remindersInBrowser', private.customer_wants(who.id, 'reminder', 'push'),
        'newsByEmail', private.customer_wants(who.id, 'news', 'email'), 'newsByTextMessage', private.customer_wants(who.id, 'news', 'sms'),
        'saidAt', private.instant_text(max(p.updated_at)))
      from private.customer_preferences as p join public.customers as k on k.id = p.customer_id
      where coalesce(k.merged_into, k.id) = who.id),
    'consents', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'to', 'news', 'byEmail', p.news_email, 'byTextMessage', p.news_sms, 'givenAt', private.instant_text(p.consent_at),
        'givenBy', p.consent_source, 'words', p.consent_text) order by p.consent_at)
      from private.customer_preferences as p join public.customers as k on k.id = p.customer_id
      where coalesce(k.merged_into, k.id) = who.id and p.consent_at is not null), '[]'),
    'addressesNotWrittenTo', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'channel', s.channel, 'address', s.address, 'reason', s.reason, 'since', private.instant_text(s.since)) order by s.since)
      from private.suppressions as s
      where (s.channel = 'email' and s.address = any (addresses)) or (s.channel = 'sms' and s.address = any (numbers))), '[]'),
    'browsers', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'device', k.device, 'allowedAt', private.instant_text(k.created_at)) order by k.created_at)
      from private.push_subscriptions as k
      where k.booking_id in (select b.id from public.bookings as b where b.customer_id = who.id)), '[]'),
    'messages', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'kind', n.kind, 'channel', n.channel, 'to', n.recipient, 'status', n.status, 'data', n.data,
        -- Without the links that open their bookings to whoever holds the file.
        'words', n.content #- '{letter,action}' #- '{sender,choices}',
        'delivery', n.delivery, 'dueAt', private.instant_text(n.due_at), 'sentAt', private.instant_text(n.sent_at)) order by n.created_at, n.id)
      from public.notifications as n
      where n.business_id = p_business and n.audience = 'customer' and (
        n.booking_id in (select b.id from public.bookings as b where b.customer_id = who.id)
        or (n.booking_id is null and lower(n.recipient) = any (addresses)))), '[]'),
    'waitingList', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'service', s.name, 'from', w.from_date, 'to', w.to_date, 'status', w.status, 'party', w.party,
        'contact', pg_catalog.jsonb_build_object('name', w.contact_name, 'email', w.contact_email, 'phone', w.contact_phone),
        'joinedAt', private.instant_text(w.created_at)) order by w.created_at)
      from public.waitlist_entries as w join public.services as s on s.id = w.service_id
      where w.business_id = p_business and w.contact_email = any (addresses)), '[]')));
end $$;
comment on function public.export_customer(uuid, uuid, uuid) is
  'Everything that a business stores about one person: record, bookings with answers, notes (the team''s own too: they are about '
  'the person, who may see them), history and answers to reminders, what they want to hear, consents with when, where and in which words '
  'they were given, browsers allowed by a booking''s link, messages in their words, waiting list. '
  '→ {ok, data} or forbidden | not_found. Service role only.';

-- What managers do with a customer's record: block it, merge two into one, hand out everything that is stored, erase it.
-- Each function asks again whether p_user may, whatever the server has checked before.

create function public.block_customer(p_business uuid, p_user uuid, p_customer uuid, p_blocked boolean) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  perform 1 from public.customers as c
  where c.id = p_customer and c.business_id = p_business and c.merged_into is null and c.erased_at is null
  for no key update;
  if not found then
    return private.refusal('not_found');
  end if;
  -- Merged addresses are blocked with the record, or the next booking would come in under the other one.
  update public.customers as c set blocked_at = case when p_blocked then pg_catalog.now() end
  where (c.id = p_customer or c.merged_into = p_customer) and c.business_id = p_business
    and (c.blocked_at is not null) is distinct from p_blocked;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.block_customer(uuid, uuid, uuid, boolean) is
  'Stops a customer from booking online, or lets them again; bookings that they have stay. → {ok} or forbidden | not_found. Service role only.';

-- Merging -----------------------------------------------------------------------------------------------------------------

create function private.merge_plan(p_business uuid, p_keep uuid, p_lose uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  keep public.customers;
  lose public.customers;
  notes text;
  addresses jsonb;
begin
  select * into keep from public.customers as c
  where c.id = p_keep and c.business_id = p_business and c.merged_into is null and c.erased_at is null;
  select * into lose from public.customers as c
  where c.id = p_lose and c.business_id = p_business and c.merged_into is null and c.erased_at is null;
  if keep.id is null or lose.id is null then
    return private.refusal('not_found');
  end if;
  if keep.id = lose.id then
    return private.refusal('same_customer');
  end if;
  notes := case
    when lose.notes in ('', keep.notes) then keep.notes
    when keep.notes = '' then lose.notes
    else keep.notes || E'\n\n' || lose.notes end;
  select coalesce(pg_catalog.jsonb_agg(c.email order by c.email), '[]') into addresses
  from public.customers as c
  where c.business_id = p_business and (c.id = lose.id or c.merged_into in (keep.id, lose.id))
    and c.email <> coalesce(keep.email, lose.email);
  return pg_catalog.jsonb_build_object(
    'ok', true,
    'version', pg_catalog.md5(pg_catalog.jsonb_build_array(
      keep.name, keep.email, keep.phone, keep.notes, keep.blocked_at, keep.user_id,
      lose.name, lose.email, lose.phone, lose.notes, lose.blocked_at, lose.user_id, addresses,
      (select count(*) from public.bookings as b where b.customer_id = keep.id),
      (select count(*) from public.bookings as b where b.customer_id = lose.id))::text),
    'keep', private.customer_rows(p_business, array[keep.id]) -> 0,
    'lose', private.customer_rows(p_business, array[lose.id]) -> 0,
    'moves', (select count(*) from public.bookings as b where b.customer_id = lose.id),
    'result', pg_catalog.jsonb_build_object(
      'name', keep.name, 'email', coalesce(keep.email, lose.email), 'phone', coalesce(keep.phone, lose.phone),
      'otherEmails', addresses, 'notes', notes,
      'blocked', keep.blocked_at is not null or lose.blocked_at is not null,
      'twoAccounts', keep.user_id is not null and lose.user_id is not null and keep.user_id <> lose.user_id));
end $$;

create function public.merge_preview(p_business uuid, p_user uuid, p_keep uuid, p_lose uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  return private.merge_plan(p_business, p_keep, p_lose);
end $$;
comment on function public.merge_preview(uuid, uuid, uuid, uuid) is
  'What merging p_lose into p_keep would make: {ok, version, keep, lose, moves, result} or forbidden | not_found | same_customer; '
  'records of two businesses never meet (not_found). Service role only.';

create function public.merge_customers(p_business uuid, p_user uuid, p_keep uuid, p_lose uuid, p_expected text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  plan jsonb;
  lost_email text;
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  -- In the order of the ids, so that two merges do not lock each other out. Bookings being made for either wait here, or we
  -- for them (private.customer_for).
  perform 1 from public.customers as c
  where c.id in (p_keep, p_lose) and c.business_id = p_business
  order by c.id for update;
  plan := private.merge_plan(p_business, p_keep, p_lose);
  if not (plan ->> 'ok')::boolean then
    return plan;
  end if;
  if plan ->> 'version' is distinct from p_expected then
    return plan || private.refusal('stale');
  end if;
  if pg_catalog.length(plan #>> '{result,notes}') > 4000 then
    return private.refusal('notes_too_long');
  end if;
  update public.bookings set customer_id = p_keep where customer_id = p_lose and business_id = p_business;
  update public.customers set merged_into = p_keep where merged_into = p_lose and business_id = p_business;
  -- The record that goes keeps its name and address, so that old links, its sign-in and bookings under that address find the
  -- other one. An address that the kept record did not have moves over.
  select c.email into lost_email from public.customers as c where c.id = p_lose;
  update public.customers as c
  set merged_into = p_keep, notes = '', email = case when plan #>> '{keep,email}' is null then null else c.email end
  where c.id = p_lose;
  update public.customers as c
  set email = coalesce(c.email, lost_email), phone = plan #>> '{result,phone}', notes = plan #>> '{result,notes}'
  where c.id = p_keep;
  if (plan #>> '{result,blocked}')::boolean then
    update public.customers as c set blocked_at = pg_catalog.now()
    where (c.id = p_keep or c.merged_into = p_keep) and c.business_id = p_business and c.blocked_at is null;
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'id', p_keep, 'moved', plan -> 'moves');
end $$;
comment on function public.merge_customers(uuid, uuid, uuid, uuid, text) is
  'Makes two records one: every booking moves to p_keep with its history untouched, notes are joined, a block holds for both. '
  'p_expected is the version that the preview showed. → {ok, id, moved} or forbidden | not_found | same_customer | stale (with the new '
  'preview) | notes_too_long. Service role only.';

-- Handing out -------------------------------------------------------------------------------------------------------------

create function private.customer_addresses(p_customer uuid) returns text[]
language sql stable set search_path = '' as $$
  -- The record's own, those of records merged into it, and those typed with its bookings, unless they are somebody else's by now.
  select coalesce(pg_catalog.array_agg(distinct known.email), '{}')
  from (
    select c.email from public.customers as c where p_customer in (c.id, c.merged_into)
    union
    select lower(b.contact_email) from public.bookings as b where b.customer_id = p_customer
  ) as known
  where known.email is not null and not exists (
    select 1 from public.customers as mine
    join public.customers as other on other.business_id = mine.business_id and other.email = known.email
    where mine.id = p_customer and coalesce(other.merged_into, other.id) <> p_customer)
$$;

create function public.export_customer(p_business uuid, p_user uuid, p_customer uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  who public.customers;
  addresses text[];
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  select * into who from public.customers as c where c.id = p_customer and c.business_id = p_business and c.merged_into is null;
  if not found then
    return private.refusal('not_found');
  end if;
  addresses := private.customer_addresses(who.id);
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
        'note', b.note, 'timeZone', b.time_zone, 'locale', b.locale, 'source', b.source, 'bookedAt', private.instant_text(b.created_at),
        'cancelledAt', private.instant_text(b.cancelled_at), 'cancelledBy', b.cancelled_by, 'cancelReason', b.cancel_reason,
        'history', coalesce((
          select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
            'kind', e.kind, 'by', e.actor, 'at', private.instant_text(e.at), 'before', e.before, 'after', e.after, 'note', e.note) order by e.id)
          from public.booking_events as e where e.booking_id = b.id), '[]')) order by a.starts_at, b.id)
      from public.bookings as b
      join public.appointments as a on a.id = b.appointment_id
      join public.services as s on s.id = a.service_id
      join public.staff as p on p.id = a.staff_id
      where b.customer_id = who.id), '[]'),
    'messages', coalesce((
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'kind', n.kind, 'channel', n.channel, 'to', n.recipient, 'status', n.status, 'data', n.data,
        'dueAt', private.instant_text(n.due_at), 'sentAt', private.instant_text(n.sent_at)) order by n.created_at, n.id)
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
  'Everything that a business stores about one person: record, bookings with answers and history, messages, waiting list. '
  '→ {ok, data} or forbidden | not_found. Service role only.';

-- Erasing -----------------------------------------------------------------------------------------------------------------

create function private.impersonal(facts jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_object_agg(key, value), '{}') from pg_catalog.jsonb_each(facts)
  where key in ('status', 'start', 'end', 'staff', 'service', 'party', 'previousStart', 'previousEnd', 'sequence', 'staffName', 'by')
$$;
comment on function private.impersonal(jsonb) is
  'The facts of an event or a message that say nothing of the customer: times, states, who serves. Whatever is not named here goes.';

-- History stays append-only. The one change that it takes is the erasure of what is personal in it, exactly that and only from
-- inside private.erase_history: which step, when, by whom and from which state to which is never touched.
create function private.guard_history() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and pg_catalog.current_setting('daybook.erasing', true) = old.booking_id::text
    and new = private.erased_event(old) then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;

create function private.erased_event(e public.booking_events) returns public.booking_events
language plpgsql immutable set search_path = '' as $$
begin
  e.note := '';
  e.before := private.impersonal(e.before);
  e.after := private.impersonal(e.after);
  if e.actor = 'customer' then
    e.actor_name := '';
    e.actor_user_id := null;
  end if;
  return e;
end $$;
comment on function private.erased_event(public.booking_events) is 'An event without what is personal in it; the only form that it may be changed to.';

drop trigger booking_events_append_only on public.booking_events;
create trigger booking_events_append_only before update or delete on public.booking_events
  for each row execute function private.guard_history();

create function private.erase_history(p_booking uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- Only the owner of the table has the right to update it; the setting opens the trigger for this booking, for this statement.
  perform pg_catalog.set_config('daybook.erasing', p_booking::text, true);
  update public.booking_events as e
  set note = blank.note, before = blank.before, after = blank.after, actor_name = blank.actor_name, actor_user_id = blank.actor_user_id
  from public.booking_events as known cross join lateral private.erased_event(known) as blank
  where e.booking_id = p_booking and known.id = e.id;
  perform pg_catalog.set_config('daybook.erasing', '', true);
end $$;
revoke execute on function private.erase_history(uuid) from public, anon, authenticated;
comment on function private.erase_history(uuid) is
  'Takes what is personal out of a booking''s history: notes, reasons, changed details, the customer''s name. Security definer: '
  'not even the service role may update history by itself.';

create function private.erase_messages(p_business uuid, p_bookings uuid[], p_entries uuid[]) returns void
language sql set search_path = '' as $$
  update public.notifications as n set
    -- One that is being sent is lost to its dispatcher, whose report is then refused: it is not sent again.
    status = case when n.status in ('queued', 'sending') then 'dropped'::public.notification_status else n.status end,
    locked_by = null, locked_until = null,
    recipient = case n.audience when 'customer' then 'erased' else n.recipient end,
    data = private.impersonal(n.data) || case when n.data ? 'others' then pg_catalog.jsonb_build_object('others', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', other -> 'id')), '[]')
      from pg_catalog.jsonb_array_elements(n.data -> 'others') as other)) else '{}'::jsonb end,
    last_error = null
  where n.business_id = p_business and (
    n.booking_id = any (p_bookings)
    or (n.booking_id is null and n.data #>> '{entry,id}' = any (p_entries::text[])))
$$;

create function public.erase_customer(p_business uuid, p_user uuid, p_customer uuid, p_name text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  who public.customers;
  addresses text[];
  entries uuid[];
  entry uuid;
  theirs uuid[];
  open_bookings integer;
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  select * into who from public.customers as c
  where c.id = p_customer and c.business_id = p_business and c.merged_into is null and c.erased_at is null;
  if not found then
    return private.refusal('not_found');
  end if;
  if lower(pg_catalog.btrim(p_name)) is distinct from lower(who.name) then
    return private.refusal('not_confirmed');
  end if;

  -- The waiting list first: an offer being taken locks its held booking before the customer, and so does this.
  addresses := private.customer_addresses(who.id);
  select coalesce(pg_catalog.array_agg(w.id), '{}') into entries
  from public.waitlist_entries as w
  where w.business_id = p_business and w.contact_email = any (addresses);
  foreach entry in array entries loop
    perform public.leave_waitlist(entry, 'customer');
  end loop;

  -- Records merged into this one first, as private.customer_for does.
  perform 1 from public.customers as c where c.merged_into = p_customer order by c.id for update;
  select * into who from public.customers as c
  where c.id = p_customer and c.merged_into is null and c.erased_at is null for update;
  select count(*) into open_bookings
  from public.bookings as b join public.appointments as a on a.id = b.appointment_id
  where b.customer_id = p_customer and b.status in ('pending', 'confirmed') and a.ends_at > pg_catalog.now();
  if who.id is null or open_bookings > 0 then
    raise exception 'refused' using errcode = 'DBRFS', detail = case when who.id is null then private.refusal('not_found')
      else private.refusal('has_upcoming', pg_catalog.jsonb_build_object('upcoming', open_bookings)) end::text;
  end if;

  select coalesce(pg_catalog.array_agg(b.id order by b.id), '{}') into theirs
  from public.bookings as b where b.customer_id = p_customer;
  perform private.erase_messages(p_business, theirs, entries);
  perform private.erase_history(id) from pg_catalog.unnest(theirs) as id;
  update public.bookings set
    contact_name = '', contact_email = null, contact_phone = null, answers = '{}', note = '', cancel_reason = ''
  where id = any (theirs);
  -- The links in the customer's mails open nothing any more.
  update private.booking_tokens set token_hash = extensions.gen_random_bytes(32) where booking_id = any (theirs);
  delete from public.waitlist_entries where id = any (entries);
  delete from public.customers where merged_into = p_customer;
  update public.customers set
    name = 'Erased', email = null, phone = null, notes = '', locale = 'en', user_id = null, blocked_at = null, erased_at = pg_catalog.now()
  where id = p_customer;
  return pg_catalog.jsonb_build_object('ok', true, 'bookings', pg_catalog.cardinality(theirs));
exception when sqlstate 'DBRFS' then
  declare
    detail text;
  begin
    get stacked diagnostics detail = pg_exception_detail;
    return detail::jsonb;
  end;
end $$;
comment on function public.erase_customer(uuid, uuid, uuid, text) is
  'Forgets a person for good; p_name is their name, typed as confirmation. Bookings stay as anonymous figures (time, service, price, '
  'outcome); contacts, answers, notes, reasons, messages'' contents, waiting-list entries and links go. Bookings ahead are to be '
  'cancelled first, so that the person hears of it. → {ok, bookings} or forbidden | not_found | not_confirmed | has_upcoming. Service role only.';

-- The business's own view of its customers: found, read, added and edited by its members. A record that was merged into
-- another one stays behind as a signpost, so that its address, its links and its sign-in lead to the one that was kept.

alter table public.customers
  add column merged_into uuid,
  add foreign key (merged_into, business_id) references public.customers (id, business_id),
  add check (merged_into <> id);
create index customers_merged_into_idx on public.customers (merged_into, business_id) where merged_into is not null;
create index customers_created_idx on public.customers (business_id, created_at);
create index bookings_no_show_idx on public.bookings (customer_id) where status = 'no_show';
comment on column public.customers.merged_into is
  'The record that this one was merged into. It has no bookings of its own any more; its address still finds the person.';
comment on column public.customers.erased_at is
  'Since when nothing personal is stored here: the row only ties anonymous bookings together.';

create function private.has_role(p_business uuid, p_user uuid, p_least public.member_role) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select 1 from public.members as m
    where m.business_id = p_business and m.user_id = p_user and m.role <= p_least)
$$;
comment on function private.has_role(uuid, uuid, public.member_role) is
  'Whether somebody has at least this role in a business (owner < manager < staff in the order of the type).';

create function private.fold(value text) returns text
language sql immutable parallel safe set search_path = '' as $$
  select pg_catalog.regexp_replace(pg_catalog.normalize(lower(value), 'NFD'), '[\u0300-\u036f]', '', 'g')
$$;
comment on function private.fold(text) is 'Text for searching: lower case, without accents, so that Lucia finds Lucía.';

-- Booking -----------------------------------------------------------------------------------------------------------------

create or replace function private.customer_for(p_business_id uuid, p_customer jsonb, p_user_id uuid, p_locale text) returns public.customers
language plpgsql set search_path = '' as $$
declare
  who public.customers;
  address text := lower(p_customer ->> 'email');
begin
  if address is null then
    insert into public.customers (business_id, name, phone, locale)
    values (p_business_id, p_customer ->> 'name', p_customer ->> 'phone', p_locale) returning * into who;
    return who;
  end if;
  loop
    -- The lock that the booking's foreign key takes anyway, only earlier: a merge or an erasure under way is waited for,
    -- and whatever it made of the record is seen here. One that comes later finds the booking.
    select * into who from public.customers as c where c.business_id = p_business_id and c.email = address for key share;
    if found then
      if p_user_id is not null and who.user_id is null then
        update public.customers set user_id = p_user_id where id = who.id returning * into who;
      end if;
      while who.merged_into is not null loop
        select * into who from public.customers as c where c.id = who.merged_into for key share;
      end loop;
      return who;
    end if;
    insert into public.customers (business_id, name, email, phone, locale)
    values (p_business_id, p_customer ->> 'name', address, p_customer ->> 'phone', p_locale)
    on conflict (business_id, email) do nothing;
  end loop;
end $$;
comment on function private.customer_for(uuid, jsonb, uuid, text) is
  'The customer with this address, made when new; an address of a merged record finds the one that was kept. A typed address '
  'changes nothing on an existing record; p_user_id is a signed-in person whose own, confirmed address it is.';

create or replace function public.customer_bookings(p_user_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(private.booking_json(b.id) order by a.starts_at desc), '[]')
  from (
    select b.id, b.appointment_id from public.bookings as b
    where b.customer_id in (select coalesce(c.merged_into, c.id) from public.customers as c where c.user_id = p_user_id)
      and b.status not in ('held', 'expired')
    order by b.created_at desc limit 500
  ) as b
  join public.appointments as a on a.id = b.appointment_id
$$;
comment on function public.customer_bookings(uuid) is
  'A signed-in customer''s bookings with every business, newest start first, at most 500; those of a merged record are in the one '
  'that was kept. Service role only.';

-- Reading -----------------------------------------------------------------------------------------------------------------

create function private.customer_rows(p_business uuid, p_customers uuid[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with figures as (
    select b.customer_id,
      count(*) filter (where b.status in ('confirmed', 'completed') and a.ends_at <= pg_catalog.now()) as visits,
      count(*) filter (where b.status in ('pending', 'confirmed') and a.ends_at > pg_catalog.now()) as upcoming,
      count(*) filter (where b.status = 'no_show') as no_shows,
      count(*) filter (where b.status = 'cancelled') as cancelled,
      count(*) filter (where late and b.cancelled_by = 'customer') as late,
      count(*) filter (where late and b.cancelled_by = 'staff') as late_at_desk,
      max(a.starts_at) filter (where b.status in ('confirmed', 'completed') and a.starts_at <= pg_catalog.now()) as last_visit,
      min(a.starts_at) filter (where b.status in ('pending', 'confirmed') and a.ends_at > pg_catalog.now()) as next_visit
    from public.bookings as b
    join public.appointments as a on a.id = b.appointment_id
    join public.services as s on s.id = a.service_id
    join public.businesses as biz on biz.id = b.business_id
    cross join lateral (
      select b.status = 'cancelled' and b.cancelled_at > private.cancel_until(s, biz, a.starts_at) as late
    ) as judged
    where b.customer_id = any (p_customers)
    group by b.customer_id
  )
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone, 'notes', c.notes,
    'otherEmails', coalesce((
      select pg_catalog.jsonb_agg(other.email order by other.email)
      from public.customers as other where other.merged_into = c.id and other.business_id = c.business_id and other.email is not null), '[]'),
    'signsIn', c.user_id is not null, 'blockedAt', private.instant_text(c.blocked_at), 'erasedAt', private.instant_text(c.erased_at),
    'mergedInto', c.merged_into, 'createdAt', private.instant_text(c.created_at),
    'visits', coalesce(f.visits, 0), 'upcoming', coalesce(f.upcoming, 0), 'noShows', coalesce(f.no_shows, 0),
    'cancelled', coalesce(f.cancelled, 0), 'late', coalesce(f.late, 0), 'lateAtDesk', coalesce(f.late_at_desk, 0),
    'lastVisit', private.instant_text(f.last_visit), 'nextVisit', private.instant_text(f.next_visit)) order by t.place), '[]')
  from pg_catalog.unnest(p_customers) with ordinality as t(id, place)
  join public.customers as c on c.id = t.id and c.business_id = p_business
  left join figures as f on f.customer_id = c.id
$$;
comment on function private.customer_rows(uuid, uuid[]) is
  'Customers with their figures, in the order given. The figures are counted when asked for, so that they cannot drift: '
  'a cancellation is late when it came after the cut-off of its service; late counts the customer''s own, lateAtDesk those that '
  'the business entered.';

create function public.find_customers(
  p_business uuid, p_search text default '', p_show text default 'all', p_sort text default 'name', p_offset integer default 0, p_limit integer default 50
) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  words constant text := '%' || pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
    private.fold(pg_catalog.btrim(coalesce(p_search, ''))), '\', '\\'), '%', '\%'), '_', '\_') || '%';
  -- A number is typed with or without its country code, with spaces or without: the digits after the leading noughts count.
  digits constant text := pg_catalog.ltrim(pg_catalog.regexp_replace(coalesce(p_search, ''), '[^0-9]', '', 'g'), '0');
  number constant boolean := p_search ~ '^[-+()/. 0-9]+$' and pg_catalog.length(digits) >= 3;
  found uuid[];
  total integer;
  page uuid[];
begin
  if p_business is null or not exists (select 1 from public.businesses as b where b.id = p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  with matching as materialized (
    select c.id, c.name, c.created_at from public.customers as c
    where c.business_id = p_business and c.merged_into is null and c.erased_at is null
      and (p_show is distinct from 'blocked' or c.blocked_at is not null)
      and (p_show is distinct from 'no_shows' or exists (
        select 1 from public.bookings as b where b.customer_id = c.id and b.status = 'no_show'))
      and (words = '%%' or private.fold(c.name) like words or c.email like words
        or (number and c.phone like '%' || digits || '%')
        or exists (select 1 from public.customers as other
          where other.merged_into = c.id and other.business_id = p_business and other.email like words))
  ), figured as (
    -- Only the orders that need every customer's bookings read them.
    select m.*, f.visits, f.last_visit from matching as m
    left join (
      select b.customer_id, count(*) as visits, max(a.starts_at) as last_visit
      from public.bookings as b join public.appointments as a on a.id = b.appointment_id
      where p_sort in ('visits', 'last') and b.business_id = p_business
        and b.status in ('confirmed', 'completed') and a.ends_at <= pg_catalog.now()
      group by b.customer_id
    ) as f on f.customer_id = m.id
  )
  select (select count(*) from matching),
    (select pg_catalog.array_agg(id order by place) from (
      select id, pg_catalog.row_number() over (order by
        case p_sort when 'last' then last_visit when 'added' then created_at end desc nulls last,
        case p_sort when 'visits' then visits end desc nulls last,
        private.fold(name), id) as place
      from figured
      order by place
      offset greatest(coalesce(p_offset, 0), 0) limit least(greatest(coalesce(p_limit, 50), 1), 200)) as one)
  into total, page;
  return pg_catalog.jsonb_build_object('ok', true, 'total', total,
    'customers', private.customer_rows(p_business, coalesce(page, '{}')));
end $$;
comment on function public.find_customers(uuid, text, text, text, integer, integer) is
  'One page of a business''s customers with their figures, and how many match: p_search in name, e-mail and phone, p_show all | blocked '
  '| no_shows, p_sort name | last | visits | added. For members, as far as row-level security lets them see.';

create function public.customer_record(p_business uuid, p_customer uuid) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  row constant jsonb := private.customer_rows(p_business, array[p_customer]) -> 0;
begin
  if row is null then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'not_found');
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'customer', row);
end $$;
comment on function public.customer_record(uuid, uuid) is
  'One customer with figures; a merged one names where it went. For members, as far as row-level security lets them see.';

revoke execute on function public.find_customers(uuid, text, text, text, integer, integer) from public, anon;
revoke execute on function public.customer_record(uuid, uuid) from public, anon;
grant execute on function public.find_customers(uuid, text, text, text, integer, integer) to authenticated;
grant execute on function public.customer_record(uuid, uuid) to authenticated;
grant execute on function private.customer_rows(uuid, uuid[]) to authenticated;
grant execute on function private.fold(text) to authenticated;
grant execute on function private.instant_text(timestamptz) to authenticated;
grant execute on function private.cancel_until(public.services, public.businesses, timestamptz) to authenticated;

-- Writing -----------------------------------------------------------------------------------------------------------------

create function private.email_taken(p_business uuid, p_email text, p_except uuid) returns jsonb
language sql stable set search_path = '' as $$
  select private.refusal('email_taken', pg_catalog.jsonb_build_object(
    'customer', pg_catalog.jsonb_build_object('id', owner.id, 'name', owner.name)))
  from public.customers as c
  join public.customers as owner on owner.id = coalesce(c.merged_into, c.id)
  where c.business_id = p_business and c.email = p_email and owner.id is distinct from p_except
$$;
comment on function private.email_taken(uuid, text, uuid) is 'The refusal that names whose address this is, or null when it is nobody else''s.';

create function public.save_customer(p_business uuid, p_user uuid, p_customer uuid, p_was jsonb, p_details jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  who public.customers;
  signpost public.customers;
  new_email text := lower(p_details ->> 'email');
  present jsonb;
  taken jsonb;
begin
  if not private.has_role(p_business, p_user, 'staff') then
    return private.refusal('forbidden');
  end if;
  if p_customer is null then
    taken := private.email_taken(p_business, new_email, null);
    if taken is not null then
      return taken;
    end if;
    insert into public.customers (business_id, name, email, phone, locale)
    select p_business, p_details ->> 'name', new_email, p_details ->> 'phone', b.locale
    from public.businesses as b where b.id = p_business
    returning * into who;
    return pg_catalog.jsonb_build_object('ok', true, 'id', who.id);
  end if;

  select * into who from public.customers as c
  where c.id = p_customer and c.business_id = p_business and c.merged_into is null and c.erased_at is null
  for update;
  if not found then
    return private.refusal('not_found');
  end if;
  present := pg_catalog.jsonb_build_object('name', who.name, 'email', who.email, 'phone', who.phone);
  if present is distinct from p_was then
    return private.refusal('stale', pg_catalog.jsonb_build_object('current', present));
  end if;
  taken := private.email_taken(p_business, new_email, who.id);
  if taken is not null then
    return taken;
  end if;
  -- An address that a merged record has left behind: the two change places, neither is forgotten.
  select * into signpost from public.customers as c
  where c.business_id = p_business and c.email = new_email and c.merged_into = who.id
  for update;
  if found then
    update public.customers set email = null where id = signpost.id;
  end if;
  update public.customers set name = p_details ->> 'name', email = new_email, phone = p_details ->> 'phone' where id = who.id;
  if signpost.id is not null then
    update public.customers set email = who.email where id = signpost.id;
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'id', who.id);
exception when unique_violation then
  -- Somebody else took the address between the look and the write.
  return coalesce(private.email_taken(p_business, new_email, p_customer), private.refusal('stale'));
end $$;
comment on function public.save_customer(uuid, uuid, uuid, jsonb, jsonb) is
  'Adds a customer (p_customer null) or edits one: {name, email, phone}. p_was is what the editor saw. → {ok, id} or {ok: false, code: '
  'forbidden | not_found | stale, with current | email_taken, with whose it is}. p_user is a member of the business. Service role only.';

create function public.save_customer_notes(p_business uuid, p_user uuid, p_customer uuid, p_was text, p_notes text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  present text;
begin
  if not private.has_role(p_business, p_user, 'staff') then
    return private.refusal('forbidden');
  end if;
  select c.notes into present from public.customers as c
  where c.id = p_customer and c.business_id = p_business and c.merged_into is null and c.erased_at is null
  for no key update;
  if not found then
    return private.refusal('not_found');
  end if;
  if present is distinct from p_was and present is distinct from p_notes then
    return private.refusal('stale', pg_catalog.jsonb_build_object('current', present));
  end if;
  update public.customers set notes = p_notes where id = p_customer and notes <> p_notes;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.save_customer_notes(uuid, uuid, uuid, text, text) is
  'Replaces the notes about a customer. p_was is what the editor began with: when it is not what stands here, nothing is written and '
  'the present text comes back (stale). → {ok} or forbidden | not_found | stale. Service role only.';

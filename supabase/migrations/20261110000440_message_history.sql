-- The list of messages begins with what has happened. Reminders that are planned, hundreds of them, stood before it; they
-- have a list of their own, the next one first, and stand among the others where few are looked at: one booking's, one customer's.

create or replace function public.message_history(p_business uuid, p_filter jsonb, p_offset integer default 0, p_limit integer default 50) returns jsonb
language sql stable set search_path = '' as $$
  with found as (
    select n as n, count(*) over () as total,
      case when p_filter ->> 'state' = 'waiting' then n.due_at end as soonest, greatest(n.due_at, n.created_at) as at
    from public.notifications as n
    where n.business_id = p_business
      and case p_filter ->> 'state'
        when 'sent' then n.status = 'sent'
        when 'failed' then n.status = 'dead' or n.delivery in ('undelivered', 'bounced', 'complained')
        when 'waiting' then n.status in ('queued', 'sending')
        when 'dropped' then n.status = 'dropped'
        else n.status <> 'dropped' and (
          n.status <> 'queued' or n.due_at <= pg_catalog.now()
          or p_filter ->> 'booking' is not null or p_filter ->> 'customer' is not null) end
      and (p_filter ->> 'channel' is null or n.channel = (p_filter ->> 'channel')::public.channel)
      and (p_filter ->> 'kind' is null or n.kind = p_filter ->> 'kind')
      and (p_filter ->> 'booking' is null or n.booking_id = (p_filter ->> 'booking')::uuid)
      and (p_filter ->> 'customer' is null or n.audience = 'customer' and n.booking_id in (
        select b.id from public.bookings as b
        where b.customer_id = (p_filter ->> 'customer')::uuid and b.business_id = p_business))
      and (p_filter ->> 'search' is null or pg_catalog.strpos(lower(n.recipient), lower(p_filter ->> 'search')) > 0
        or n.booking_id in (
          select b.id from public.bookings as b
          where b.business_id = p_business and pg_catalog.strpos(lower(b.contact_name), lower(p_filter ->> 'search')) > 0))
    order by soonest, at desc, n.id
    limit least(greatest(p_limit, 1), 200) offset greatest(p_offset, 0)
  )
  select pg_catalog.jsonb_build_object(
    'messages', coalesce(pg_catalog.jsonb_agg(private.message_json(f.n) order by f.soonest, f.at desc, (f.n).id), '[]'),
    'total', coalesce(max(f.total), 0))
  from found as f
$$;
comment on function public.message_history(uuid, jsonb, integer, integer) is
  'A business''s messages, latest first: p_filter {state: sent | failed | waiting | dropped, channel, kind, booking, customer, search}; waiting: the next '
  'one first. Without a state: what has happened or should have by now, and of one booking or customer also what is planned. '
  '→ {messages, total}. Service role only.';

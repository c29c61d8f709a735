-- What the desk has to see to: messages that did not arrive and that nobody has sent again.

create function public.failed_messages(p_business uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', n.id, 'kind', n.kind, 'recipient', n.recipient, 'error', coalesce(n.delivery_error, n.last_error, n.delivery),
    'appointmentId', n.appointment_id) order by n.created_at desc), '[]')
  from (
    select n.*, b.appointment_id
    from public.notifications as n
    left join public.bookings as b on b.id = n.booking_id
    left join public.appointments as a on a.id = b.appointment_id
    where n.business_id = p_business and n.channel in ('email', 'sms') and n.recipient <> 'erased'
      and n.created_at > pg_catalog.now() - '14 days'::interval
      and (n.status = 'dead' or n.delivery in ('bounced', 'undelivered'))
      -- Who answered STOP knows what they did.
      and coalesce(n.last_error, '') <> 'stopped'
      -- Once it is over, there is nothing left to tell.
      and (a.ends_at is null or a.ends_at > pg_catalog.now())
      and not exists (select 1 from public.notifications as again where again.resend_of = n.id)
    order by n.created_at desc limit 20
  ) as n
$$;
comment on function public.failed_messages(uuid) is
  'Messages of the last fortnight that did not arrive, were not sent again, and still matter; newest first, at most twenty: '
  '[{id, kind, recipient, error, appointmentId}]. Service role only.';
revoke execute on function public.failed_messages(uuid) from public, anon, authenticated;
grant execute on function public.failed_messages(uuid) to service_role;

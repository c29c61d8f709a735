-- Customers sign in with a code by e-mail; the first one opens their account.

-- By address alone, across all businesses: for this, and for giving a signed-in person their records (link_customer).
create index customers_email_idx on public.customers (email) where email is not null;

create function public.is_customer_address(p_email text) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select 1 from public.customers as c
    where c.email = lower(pg_catalog.btrim(p_email)) and c.erased_at is null)
$$;
comment on function public.is_customer_address(text) is
  'Whether somebody has booked anywhere with this address: they may have an account opened by proving it. Service role only.';
revoke execute on function public.is_customer_address(text) from public, anon, authenticated;
grant execute on function public.is_customer_address(text) to service_role;

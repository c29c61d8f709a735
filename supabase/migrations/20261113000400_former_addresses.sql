-- An address that was printed on cards and put on websites leads on when the business, or a service, takes another one.
-- Whoever takes a given-up address for themselves has it: these tables are asked only where nobody answers.

create table private.former_business_slugs (
  slug text primary key,
  business_id uuid not null references public.businesses (id) on delete cascade
);
create index on private.former_business_slugs (business_id);
alter table private.former_business_slugs enable row level security;
comment on table private.former_business_slugs is 'Addresses that businesses had before; each leads to the one that had it last.';

create table private.former_service_slugs (
  business_id uuid not null references public.businesses (id) on delete cascade,
  slug text not null,
  service_id uuid not null references public.services (id) on delete cascade,
  primary key (business_id, slug)
);
create index on private.former_service_slugs (service_id);
alter table private.former_service_slugs enable row level security;
comment on table private.former_service_slugs is 'Addresses that services of a business had before; each leads to the one that had it last.';

create function private.remember_business_slug() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.former_business_slugs (slug, business_id) values (old.slug, old.id)
  on conflict (slug) do update set business_id = excluded.business_id;
  return null;
end $$;
comment on function private.remember_business_slug() is 'Keeps the address that a business gives up. Definer: members may not write that table themselves.';
create trigger former_slug after update of slug on public.businesses
  for each row when (old.slug is distinct from new.slug) execute function private.remember_business_slug();

create function private.remember_service_slug() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.former_service_slugs (business_id, slug, service_id) values (old.business_id, old.slug, old.id)
  on conflict (business_id, slug) do update set service_id = excluded.service_id;
  return null;
end $$;
comment on function private.remember_service_slug() is 'Keeps the address that a service gives up. Definer: members may not write that table themselves.';
create trigger former_slug after update of slug on public.services
  for each row when (old.slug is distinct from new.slug) execute function private.remember_service_slug();

create function public.present_address(p_business text, p_service text default null) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  b public.businesses;
  service text;
begin
  select * into b from public.businesses as one where one.slug = p_business and one.archived_at is null;
  if not found then
    select one.* into b
    from private.former_business_slugs as f join public.businesses as one on one.id = f.business_id
    where f.slug = p_business and one.archived_at is null;
    if not found then
      return private.refusal('not_found');
    end if;
  end if;
  if p_service is not null then
    select one.slug into service from public.services as one
    where one.business_id = b.id and one.slug = p_service and one.archived_at is null;
    if service is null then
      select one.slug into service
      from private.former_service_slugs as f join public.services as one on one.id = f.service_id
      where f.business_id = b.id and f.slug = p_service and one.archived_at is null;
    end if;
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'business', b.slug, 'service', service);
end $$;
comment on function public.present_address(text, text) is
  'Where a business, and a service of it (null for none, or one that is no longer offered), are found now. Service role only.';
revoke execute on function public.present_address(text, text) from public, anon, authenticated;
grant execute on function public.present_address(text, text) to service_role;

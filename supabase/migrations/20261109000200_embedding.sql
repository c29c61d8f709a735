-- Booking on a business's own website: which sites may show its booking pages in a frame.

create function private.are_web_origins(value text[]) returns boolean
language sql immutable parallel safe set search_path = '' as $$
  select pg_catalog.cardinality(value) <= 20 and coalesce(pg_catalog.bool_and(
    pg_catalog.length(origin) <= 255 and (
      origin ~ '^https://(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?(:[0-9]{1,5})?$'
      or origin ~ '^https?://(localhost|127\.0\.0\.1)(:[0-9]{1,5})?$')), true)
  from pg_catalog.unnest(value) as origin
$$;
comment on function private.are_web_origins(text[]) is
  'At most twenty sites as a frame-ancestors rule may name them: https with a domain, "*." in front for all below it, or this machine itself.';
-- The check runs with the rights of whoever writes the row.
grant execute on function private.are_web_origins(text[]) to authenticated, service_role;

alter table public.businesses
  add column embed_origins text[] not null default '{}' check (private.are_web_origins(embed_origins));
comment on column public.businesses.embed_origins is
  'Sites that may show the booking pages in a frame; empty = any site that is served over https.';
grant update (embed_origins) on public.businesses to authenticated;

create function public.embed_origins(p_slug text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce((
    select pg_catalog.jsonb_build_object('ok', true, 'origins', b.embed_origins)
    from public.businesses as b where b.slug = p_slug and b.archived_at is null), private.refusal('not_found'))
$$;
comment on function public.embed_origins(text) is
  'Which sites may show a business''s booking pages in a frame, for the answer''s frame-ancestors. Service role only.';
revoke execute on function public.embed_origins(text) from public, anon, authenticated;
grant execute on function public.embed_origins(text) to service_role;

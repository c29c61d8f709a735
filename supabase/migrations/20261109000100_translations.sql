-- The business's own texts in other languages.

alter table public.businesses add column translations jsonb not null default '{}'
  constraint businesses_translations_by_language check (
    jsonb_typeof(translations) = 'object' and translations - array['en', 'de', 'fr', 'es', 'ar'] = '{}'
    and length(translations::text) <= 60000);
comment on column public.businesses.translations is
  'Its texts in other languages: {"de": {"tagline", "about", "policyText", "categories": {original: translated}}}. What is missing is shown as it was written.';
alter table public.services add column translations jsonb not null default '{}'
  constraint services_translations_by_language check (
    jsonb_typeof(translations) = 'object' and translations - array['en', 'de', 'fr', 'es', 'ar'] = '{}'
    and length(translations::text) <= 60000);
comment on column public.services.translations is
  'Its texts in other languages: {"de": {"name", "description", "questions": {id: {"label", "options": [...]}}}}.';
grant update (translations) on public.businesses to authenticated;

create function private.with_language(p_known jsonb, p_language text, p_texts jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select case when coalesce(p_texts, '{}') = '{}' then p_known - p_language
    else p_known || pg_catalog.jsonb_build_object(p_language, p_texts) end
$$;
comment on function private.with_language(jsonb, text, jsonb) is 'Translations with those of one language put in the place of what it had; none = the language goes.';
revoke execute on function private.with_language(jsonb, text, jsonb) from public, anon;
grant execute on function private.with_language(jsonb, text, jsonb) to authenticated, service_role;

create function public.save_translations(p_business uuid, p_language text, p_texts jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
begin
  if not private.manages(p_business) then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'forbidden');
  end if;
  if p_language not in ('en', 'de', 'fr', 'es', 'ar') or pg_catalog.jsonb_typeof(p_texts -> 'services') is distinct from 'object' then
    return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
  end if;
  update public.businesses as b set translations = private.with_language(b.translations, p_language, p_texts -> 'business')
  where b.id = p_business
    and b.translations is distinct from private.with_language(b.translations, p_language, p_texts -> 'business');
  update public.services as s set translations = private.with_language(s.translations, p_language, given.value)
  from pg_catalog.jsonb_each(p_texts -> 'services') as given
  where s.business_id = p_business and s.id::text = given.key
    and s.translations is distinct from private.with_language(s.translations, p_language, given.value);
  return pg_catalog.jsonb_build_object('ok', true);
exception when check_violation then
  return pg_catalog.jsonb_build_object('ok', false, 'code', 'invalid');
end $$;
comment on function public.save_translations(uuid, text, jsonb) is
  'Saves the texts of a business and of its services in one language: {"business": {...}, "services": {id: {...}}}. → {ok} or forbidden | invalid. Managers only.';
revoke execute on function public.save_translations(uuid, text, jsonb) from public, anon;
grant execute on function public.save_translations(uuid, text, jsonb) to authenticated, service_role;

-- What visitors, customers and messages are told stays what it was; the translations come along.
alter function public.public_business(text) rename to public_business_told;
alter function public.public_business_told(text) set schema private;
create function public.public_business(p_slug text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  page jsonb := private.public_business_told(p_slug);
begin
  if not (page ->> 'ok')::boolean then
    return page;
  end if;
  return pg_catalog.jsonb_set(
    pg_catalog.jsonb_set(page, '{business,translations}', (
      select b.translations from public.businesses as b where b.id = (page #>> '{business,id}')::uuid)),
    '{services}', coalesce((
      select pg_catalog.jsonb_agg(told.value || pg_catalog.jsonb_build_object('translations', s.translations) order by told.ordinality)
      from pg_catalog.jsonb_array_elements(page -> 'services') with ordinality as told
      join public.services as s on s.id = (told.value ->> 'id')::uuid), '[]'));
end $$;
comment on function public.public_business(text) is
  'What a visitor sees of a business: itself, its services, its people, its hours around today, and its texts in other languages. Service role only.';
revoke execute on function public.public_business(text) from public, anon, authenticated;
grant execute on function public.public_business(text) to service_role;

alter function private.booking_json(uuid) rename to booking_told;
create function private.booking_json(p_booking_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  told jsonb := private.booking_told(p_booking_id);
begin
  return (
    select pg_catalog.jsonb_set(
      pg_catalog.jsonb_set(told, '{service,translations}', s.translations), '{business,translations}', b.translations)
    from public.services as s join public.businesses as b on b.id = s.business_id
    where s.id = (told #>> '{service,id}')::uuid);
end $$;
comment on function private.booking_json(uuid) is
  'A booking as the customer''s page, the API and the messages see it, with the texts of its service and business in other languages.';

alter function private.waitlist_json(uuid) rename to waitlist_told;
create function private.waitlist_json(p_entry_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  told jsonb := private.waitlist_told(p_entry_id);
begin
  return (
    select pg_catalog.jsonb_set(told, '{service,translations}', s.translations)
    from public.services as s where s.id = (told #>> '{service,id}')::uuid);
end $$;
comment on function private.waitlist_json(uuid) is
  'An entry of the waiting list as its page and its messages see it, with the texts of its service in other languages.';

create or replace function public.list_businesses() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'slug', b.slug, 'name', b.name, 'tagline', b.tagline, 'city', b.city, 'kind', b.kind,
    'timeZone', b.time_zone, 'brandColor', b.brand_color, 'translations', b.translations) order by b.created_at, b.name), '[]')
  from (select * from public.businesses where listed and archived_at is null order by created_at, name limit 100) as b
$$;

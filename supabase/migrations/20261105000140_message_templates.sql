-- A business's own words for its messages. Which variables a message knows is checked by the server before it saves.

create function public.message_templates_of(p_business uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'kind', t.kind, 'audience', t.audience, 'channel', t.channel, 'language', t.language, 'version', t.version, 'content', t.content,
    'at', private.instant_text(t.created_at), 'by', t.created_by_name)), '[]')
  from private.message_templates as t where t.business_id = p_business and t.active
$$;
comment on function public.message_templates_of(uuid) is 'The words of its own that a business uses now. Service role only.';

create function public.message_template_versions(p_business uuid, p_which jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'version', t.version, 'active', t.active, 'content', t.content, 'at', private.instant_text(t.created_at), 'by', t.created_by_name)
    order by t.version desc), '[]')
  from (
    select * from private.message_templates as t
    where t.business_id = p_business and t.kind = p_which ->> 'kind' and t.audience = p_which ->> 'audience'
      and t.channel::text = p_which ->> 'channel' and t.language = p_which ->> 'language'
    order by t.version desc limit 50
  ) as t
$$;
comment on function public.message_template_versions(uuid, jsonb) is 'The last fifty versions of {kind, audience, channel, language}, latest first. Service role only.';

create function public.save_message_template(p_business uuid, p_user uuid, p_template jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  latest integer;
  active_version integer;
begin
  if not private.has_role(p_business, p_user, 'manager') then
    return private.refusal('forbidden');
  end if;
  -- Savers of one business queue, so that version numbers neither clash nor skip what somebody has just saved.
  perform 1 from public.businesses where id = p_business for no key update;
  select max(t.version), max(t.version) filter (where t.active) into latest, active_version
  from private.message_templates as t
  where t.business_id = p_business and t.kind = p_template ->> 'kind' and t.audience = p_template ->> 'audience'
    and t.channel::text = p_template ->> 'channel' and t.language = p_template ->> 'language';
  if coalesce(active_version, 0) is distinct from (p_template ->> 'was')::integer then
    return private.refusal('stale', pg_catalog.jsonb_build_object('version', coalesce(active_version, 0)));
  end if;
  update private.message_templates as t set active = false
  where t.business_id = p_business and t.kind = p_template ->> 'kind' and t.audience = p_template ->> 'audience'
    and t.channel::text = p_template ->> 'channel' and t.language = p_template ->> 'language' and t.active;
  if p_template -> 'content' is null or p_template ->> 'content' is null then
    return pg_catalog.jsonb_build_object('ok', true, 'version', 0);
  end if;
  insert into private.message_templates (business_id, kind, audience, channel, language, version, content, created_by, created_by_name)
  values (
    p_business, p_template ->> 'kind', p_template ->> 'audience', (p_template ->> 'channel')::public.channel, p_template ->> 'language',
    coalesce(latest, 0) + 1, p_template -> 'content', p_user,
    (select m.name from public.members as m where m.business_id = p_business and m.user_id = p_user));
  return pg_catalog.jsonb_build_object('ok', true, 'version', coalesce(latest, 0) + 1);
end $$;
comment on function public.save_message_template(uuid, uuid, jsonb) is
  'Saves a new version {kind, audience, channel, language, content, was}; was = the active version that the editor began with (0 = Daybook''s own words), '
  'content null = back to Daybook''s own words. → {ok, version} or forbidden | stale. Service role only.';

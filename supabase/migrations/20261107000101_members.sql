-- Who signs in to a business: invitations by e-mail, roles, leaving, and closing the business. Owners decide.

create table public.invitations (
  id uuid primary key,
  business_id uuid not null references public.businesses (id) on delete cascade,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  role public.member_role not null,
  staff_id uuid,
  token_hash bytea not null unique check (length(token_hash) = 32),
  invited_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  revoked_at timestamptz,
  foreign key (staff_id, business_id) references public.staff (id, business_id) on delete cascade
);
create unique index invitations_open_idx on public.invitations (business_id, email) where accepted_at is null and revoked_at is null;
create index invitations_staff_idx on public.invitations (staff_id, business_id) where staff_id is not null;
create index invitations_invited_by_idx on public.invitations (invited_by) where invited_by is not null;
comment on table public.invitations is 'Invitations to sign in to a business; one open one per address.';
comment on column public.invitations.staff_id is 'The bookable person that the invited one is, if any: linked when they accept.';
comment on column public.invitations.token_hash is 'SHA-256 of the secret in the link; the secret is derived from the id and never stored.';

alter table public.invitations enable row level security;
revoke all on public.invitations from anon, authenticated;
grant all on public.invitations to service_role;
grant select on public.invitations to authenticated;
create policy "Owners see the invitations of their business" on public.invitations for select to authenticated
  using (business_id in (select private.my_businesses('owner')));

create function public.invite_member(p_business uuid, p_user uuid, p_invitation jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  address constant text := lower(p_invitation ->> 'email');
  b public.businesses;
  made public.invitations;
begin
  if not private.has_role(p_business, p_user, 'owner') then
    return private.refusal('forbidden');
  end if;
  select * into b from public.businesses as biz where biz.id = p_business and biz.archived_at is null for share;
  if not found then
    return private.refusal('not_found');
  end if;
  if exists (
    select 1 from public.members as m join auth.users as u on u.id = m.user_id
    where m.business_id = p_business and lower(u.email) = address
  ) then
    return private.refusal('already_member');
  end if;
  -- The newest invitation counts; the link of an older one says that it is over.
  update public.invitations as i set revoked_at = pg_catalog.now()
  where i.business_id = p_business and i.email = address and i.accepted_at is null and i.revoked_at is null;
  insert into public.invitations (id, business_id, email, role, staff_id, token_hash, invited_by)
  values ((p_invitation ->> 'id')::uuid, p_business, address, (p_invitation ->> 'role')::public.member_role,
    (p_invitation ->> 'staffId')::uuid, pg_catalog.decode(p_invitation ->> 'tokenHash', 'hex'), p_user)
  returning * into made;
  insert into public.notifications (business_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key)
  values (p_business, 'invitation', 'email', 'staff', address, b.locale, b.time_zone,
    pg_catalog.jsonb_build_object('invitation', pg_catalog.jsonb_build_object(
      'id', made.id, 'role', made.role, 'expiresAt', private.instant_text(made.expires_at),
      'invitedBy', (select m.name from public.members as m where m.business_id = p_business and m.user_id = p_user),
      'business', pg_catalog.jsonb_build_object('name', b.name, 'country', b.country, 'brandColor', b.brand_color, 'email', b.email))),
    'invitation:' || made.id);
  return pg_catalog.jsonb_build_object('ok', true, 'id', made.id);
exception
  when unique_violation then
    -- Two owners invited the same person at once.
    return private.refusal('already_invited');
  when foreign_key_violation then
    return private.refusal('not_found');
end $$;
comment on function public.invite_member(uuid, uuid, jsonb) is
  'Invites somebody by e-mail: {id, email, role, staffId, tokenHash}; an open invitation of the same address is replaced. The letter goes '
  'out with it. → {ok, id} or forbidden | not_found | already_member | already_invited. p_user is an owner. Service role only.';

create function public.revoke_invitation(p_business uuid, p_user uuid, p_invitation uuid) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if not private.has_role(p_business, p_user, 'owner') then
    return private.refusal('forbidden');
  end if;
  update public.invitations as i set revoked_at = pg_catalog.now()
  where i.id = p_invitation and i.business_id = p_business and i.accepted_at is null and i.revoked_at is null;
  if not found then
    return private.refusal('not_found');
  end if;
  update public.notifications as n set status = 'dropped'
  where n.dedupe_key = 'invitation:' || p_invitation and n.status = 'queued';
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.revoke_invitation(uuid, uuid, uuid) is 'Takes an invitation back. → {ok} or forbidden | not_found. Service role only.';

create function private.open_invitation(p_token_hash text) returns public.invitations
language sql stable set search_path = '' as $$
  select i.* from public.invitations as i
  join public.businesses as b on b.id = i.business_id and b.archived_at is null
  where i.token_hash = pg_catalog.decode(p_token_hash, 'hex')
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > pg_catalog.now()
$$;

create function public.invitation_by_token(p_token_hash text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce((
    select pg_catalog.jsonb_build_object('ok', true, 'email', i.email, 'role', i.role, 'business', b.name, 'brandColor', b.brand_color)
    from private.open_invitation(p_token_hash) as i join public.businesses as b on b.id = i.business_id
  ), private.refusal('not_found'))
$$;
comment on function public.invitation_by_token(text) is 'What an open invitation says. → {ok, email, role, business, brandColor} or not_found. Service role only.';

create function public.accept_invitation(p_token_hash text, p_user uuid, p_email text, p_name text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  i public.invitations;
begin
  -- Locked before it is judged: of two clicks one accepts.
  perform 1 from public.invitations as one where one.token_hash = pg_catalog.decode(p_token_hash, 'hex') for update;
  select * into i from private.open_invitation(p_token_hash);
  if i.id is null then
    return private.refusal('not_found');
  end if;
  if i.email is distinct from lower(p_email) then
    return private.refusal('other_address');
  end if;
  insert into public.members (business_id, user_id, role, name)
  values (i.business_id, p_user, i.role, p_name)
  on conflict (business_id, user_id) do nothing;
  if i.staff_id is not null and not exists (
    select 1 from public.staff as p where p.business_id = i.business_id and p.user_id = p_user
  ) then
    update public.staff as p set user_id = p_user where p.id = i.staff_id and p.user_id is null;
  end if;
  update public.invitations as one set accepted_at = pg_catalog.now() where one.id = i.id;
  return pg_catalog.jsonb_build_object('ok', true, 'businessId', i.business_id);
end $$;
comment on function public.accept_invitation(text, uuid, text, text) is
  'Makes the signed-in person a member, when the invitation is open and theirs: p_email is their confirmed address. '
  '→ {ok, businessId} or not_found | other_address. Service role only.';

create function private.last_owner(p_business uuid, p_member uuid) returns boolean
language plpgsql set search_path = '' as $$
begin
  -- Owners are locked together, so that two of them cannot take each other's place at once.
  perform 1 from public.members as m where m.business_id = p_business and m.role = 'owner' order by m.user_id for update;
  return exists (select 1 from public.members as m where m.business_id = p_business and m.user_id = p_member and m.role = 'owner')
    and not exists (select 1 from public.members as m where m.business_id = p_business and m.user_id <> p_member and m.role = 'owner');
end $$;
comment on function private.last_owner(uuid, uuid) is 'Whether this member is the only owner; holds the owners'' rows until the transaction ends.';

create function public.set_member_role(p_business uuid, p_user uuid, p_member uuid, p_role public.member_role) returns jsonb
language plpgsql set search_path = '' as $$
declare
  last boolean := private.last_owner(p_business, p_member);
begin
  if not private.has_role(p_business, p_user, 'owner') then
    return private.refusal('forbidden');
  end if;
  if last and p_role <> 'owner' then
    return private.refusal('last_owner');
  end if;
  update public.members as m set role = p_role where m.business_id = p_business and m.user_id = p_member;
  if not found then
    return private.refusal('not_found');
  end if;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.set_member_role(uuid, uuid, uuid, public.member_role) is
  'Gives a member a role; a business keeps an owner. → {ok} or forbidden | not_found | last_owner. p_user is an owner. Service role only.';

create function public.remove_member(p_business uuid, p_user uuid, p_member uuid) returns jsonb
language plpgsql set search_path = '' as $$
declare
  last boolean := private.last_owner(p_business, p_member);
begin
  if p_user <> p_member and not private.has_role(p_business, p_user, 'owner') then
    return private.refusal('forbidden');
  end if;
  if last then
    return private.refusal('last_owner');
  end if;
  update public.staff as p set user_id = null where p.business_id = p_business and p.user_id = p_member;
  delete from public.members as m where m.business_id = p_business and m.user_id = p_member;
  if not found then
    return private.refusal('not_found');
  end if;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.remove_member(uuid, uuid, uuid) is
  'Takes somebody''s access away, or one''s own; a business keeps an owner. → {ok} or forbidden | not_found | last_owner. Service role only.';

create function public.close_business(p_business uuid, p_user uuid, p_name text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  b public.businesses;
  ahead integer;
begin
  if not private.has_role(p_business, p_user, 'owner') then
    return private.refusal('forbidden');
  end if;
  select * into b from public.businesses as biz where biz.id = p_business for update;
  if lower(pg_catalog.btrim(p_name)) is distinct from lower(b.name) then
    return private.refusal('not_confirmed');
  end if;
  select count(*) into ahead from public.appointments as a
  where a.business_id = p_business and a.active and a.assists is null and a.ends_at > pg_catalog.now();
  if ahead > 0 then
    return private.refusal('has_upcoming', pg_catalog.jsonb_build_object('upcoming', ahead));
  end if;
  update public.businesses as biz set archived_at = pg_catalog.now() where biz.id = p_business and biz.archived_at is null;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.close_business(uuid, uuid, text) is
  'Closes a business: its page and its diary are gone for everybody; nothing is deleted, and an owner can open it again. Appointments ahead '
  'are to be cancelled first, so that people hear of it. p_name is its name, typed as confirmation. → {ok} or forbidden | not_confirmed | '
  'has_upcoming. Service role only.';

create function public.reopen_business(p_business uuid, p_user uuid) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if not private.has_role(p_business, p_user, 'owner') then
    return private.refusal('forbidden');
  end if;
  update public.businesses as biz set archived_at = null where biz.id = p_business;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.reopen_business(uuid, uuid) is 'Opens a closed business again. → {ok} or forbidden. Service role only.';

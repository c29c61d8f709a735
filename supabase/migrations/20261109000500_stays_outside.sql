-- An appointment outside the hours is named on the page of the day until somebody has looked at it.

alter table public.appointments add column stays_at timestamptz;
comment on column public.appointments.stays_at is
  'The start at which somebody of the business lets it stand outside the hours; once it has another start this says nothing any more.';

create function public.let_stay_outside(p_business uuid, p_user uuid, p_appointments uuid[], p_stays boolean default true) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if not private.has_role(p_business, p_user, 'manager') and exists (
    select 1 from pg_catalog.unnest(p_appointments) as asked (id)
    where not exists (
      select 1 from public.appointments as a
      join public.staff as p on p.id = a.staff_id and p.user_id = p_user
      join public.members as m on m.business_id = a.business_id and m.user_id = p_user
      where a.id = asked.id and a.business_id = p_business)
  ) then
    return private.refusal('forbidden');
  end if;
  update public.appointments as a set stays_at = case when p_stays then a.starts_at end
  where a.business_id = p_business and a.id = any (p_appointments) and a.active
    and a.stays_at is distinct from case when p_stays then a.starts_at end;
  return pg_catalog.jsonb_build_object('ok', true);
end $$;
comment on function public.let_stay_outside(uuid, uuid, uuid[], boolean) is
  'Notes that appointments may stand outside the hours at the start that they have, or takes that back; p_user is a manager, or whom they '
  'are with. → {ok} or forbidden. Service role only.';
revoke execute on function public.let_stay_outside(uuid, uuid, uuid[], boolean) from public, anon, authenticated;
grant execute on function public.let_stay_outside(uuid, uuid, uuid[], boolean) to service_role;

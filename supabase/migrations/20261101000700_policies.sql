-- Who may do what. Members act within their business by role; customers and visitors reach no table:
-- the server acts for them through functions that only the service role may call.

create function private.my_businesses(minimum public.member_role default 'staff') returns setof uuid
language sql stable security definer set search_path = '' as $$
  select member.business_id
  from public.members as member
  where member.user_id = (select auth.uid()) and member.role <= minimum
$$;
comment on function private.my_businesses(public.member_role) is
  'Businesses in which the caller has at least this role (owner < manager < staff in the order of the type). '
  'Security definer: policies on members would otherwise ask members again, without end.';

create function private.my_staff() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select person.id from public.staff as person
  where person.user_id = (select auth.uid())
    and exists (
      select 1 from public.members as member
      where member.business_id = person.business_id and member.user_id = person.user_id
    )
$$;
comment on function private.my_staff() is 'The bookable persons that the caller is, in businesses that they still belong to.';

revoke execute on function private.my_businesses(public.member_role) from public, anon;
revoke execute on function private.my_staff() from public, anon;
grant execute on function private.my_businesses(public.member_role) to authenticated, service_role;
grant execute on function private.my_staff() to authenticated, service_role;
grant execute on function private.valid_intervals(jsonb) to authenticated, service_role;
grant execute on function private.is_slug(text) to authenticated, service_role;
grant execute on function private.takes_seats(public.booking_status) to authenticated, service_role;

do $$
declare
  name text;
begin
  for name in select tablename from pg_catalog.pg_tables where schemaname = 'public' loop
    execute format('alter table public.%I enable row level security', name);
    execute format('revoke all on public.%I from anon, authenticated', name);
    execute format('grant all on public.%I to service_role', name);
    execute format('grant select on public.%I to authenticated', name);
  end loop;
  for name in select tablename from pg_catalog.pg_tables where schemaname = 'private' loop
    execute format('alter table private.%I enable row level security', name);
    execute format('revoke all on private.%I from public, anon, authenticated', name);
    execute format('grant all on private.%I to service_role', name);
  end loop;
end $$;

-- Businesses: created and closed by the server; managers edit what customers see and the rules.
create policy "Members see their businesses" on public.businesses for select to authenticated
  using (id in (select private.my_businesses()));
create policy "Managers edit their business" on public.businesses for update to authenticated
  using (id in (select private.my_businesses('manager')))
  with check (id in (select private.my_businesses('manager')));
grant update (
  name, kind, tagline, about, address, city, country, region, phone, email, website, time_zone, currency, locale,
  week_starts_on, brand_color, photo_url, policy_text, cancel_cutoff_min, move_cutoff_min, max_moves, request_hours,
  max_open_bookings, listed, slug
) on public.businesses to authenticated;

-- Members: everyone sees their colleagues; roles are changed by the server (an owner asks, a last owner stays).
create policy "Members see the members of their businesses" on public.members for select to authenticated
  using (business_id in (select private.my_businesses()));

-- What managers arrange and everyone in the business sees.
do $$
declare
  name text;
begin
  foreach name in array array['staff', 'resources', 'services', 'service_staff', 'service_resources'] loop
    execute format('create policy "Members see the %s of their business" on public.%I for select to authenticated
      using (business_id in (select private.my_businesses()))', replace(name, '_', ' '), name);
    execute format('create policy "Managers add %s" on public.%I for insert to authenticated
      with check (business_id in (select private.my_businesses(''manager'')))', replace(name, '_', ' '), name);
    execute format('create policy "Managers edit %s" on public.%I for update to authenticated
      using (business_id in (select private.my_businesses(''manager'')))
      with check (business_id in (select private.my_businesses(''manager'')))', replace(name, '_', ' '), name);
    execute format('create policy "Managers remove %s" on public.%I for delete to authenticated
      using (business_id in (select private.my_businesses(''manager'')))', replace(name, '_', ' '), name);
    execute format('grant insert, update, delete on public.%I to authenticated', name);
  end loop;

  -- Hours: managers arrange everyone's, staff their own.
  foreach name in array array['seasons', 'weekly_hours', 'hour_patterns', 'date_overrides', 'closures', 'time_off'] loop
    execute format('create policy "Members see the %s of their business" on public.%I for select to authenticated
      using (business_id in (select private.my_businesses()))', replace(name, '_', ' '), name);
    execute format('create policy "Managers and the staff member concerned add %s" on public.%I for insert to authenticated
      with check (business_id in (select private.my_businesses(''manager'')) or staff_id in (select private.my_staff()))',
      replace(name, '_', ' '), name);
    execute format('create policy "Managers and the staff member concerned edit %s" on public.%I for update to authenticated
      using (business_id in (select private.my_businesses(''manager'')) or staff_id in (select private.my_staff()))
      with check (business_id in (select private.my_businesses(''manager'')) or staff_id in (select private.my_staff()))',
      replace(name, '_', ' '), name);
    execute format('create policy "Managers and the staff member concerned remove %s" on public.%I for delete to authenticated
      using (business_id in (select private.my_businesses(''manager'')) or staff_id in (select private.my_staff()))',
      replace(name, '_', ' '), name);
    execute format('grant insert, update, delete on public.%I to authenticated', name);
  end loop;

  -- What only the booking functions write.
  foreach name in array array['customers', 'appointments', 'appointment_resources', 'bookings', 'booking_events', 'busy_times'] loop
    execute format('create policy "Members see the %s of their business" on public.%I for select to authenticated
      using (business_id in (select private.my_businesses()))', replace(name, '_', ' '), name);
  end loop;
end $$;

create policy "Managers see the messages of their business" on public.notifications for select to authenticated
  using (business_id in (select private.my_businesses('manager')));

-- History is append-only even for the role that may do everything else.
revoke update, delete, truncate on public.booking_events from service_role;

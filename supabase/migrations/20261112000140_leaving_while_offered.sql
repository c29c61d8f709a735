-- Whoever leaves the waiting list at the moment in which a time is kept for them left that time kept for nobody until its
-- deadline: the offer came between the look for one and the lock on the entry. The booking has to be locked before the
-- entry (as the sweep and the customer's acceptance do), so the entry is let go and the offer withdrawn in another turn.

create or replace function public.leave_waitlist(p_entry_id uuid, p_by public.actor_kind) returns jsonb
language plpgsql set search_path = '' as $$
declare
  e public.waitlist_entries;
begin
  loop
    perform private.withdraw_offer(p_entry_id, case p_by when 'customer' then 'declined' else 'withdrawn' end);
    begin
      select * into e from public.waitlist_entries where id = p_entry_id for update;
      if not found then
        return private.refusal('not_found');
      end if;
      if exists (select 1 from public.waitlist_offers as o where o.entry_id = e.id and o.outcome is null) then
        raise exception 'offered' using errcode = 'DBAGN';
      end if;
      exit;
    exception when sqlstate 'DBAGN' then
      -- Rolling back lets go of the entry.
      null;
    end;
  end loop;
  if e.status not in ('waiting', 'offered') then
    return private.refusal('already', pg_catalog.jsonb_build_object('status', e.status));
  end if;
  update public.waitlist_entries set status = case p_by when 'customer' then 'left' else 'removed' end where id = e.id;
  if p_by <> 'customer' then
    -- A little later, so that a slip can be undone before anybody reads of it.
    perform private.enqueue_waitlist(e.id, 'waitlist.closed', 'removed', '{}', pg_catalog.now() + '2 minutes'::interval);
  end if;
  return pg_catalog.jsonb_build_object('ok', true, 'entry', private.waitlist_json(e.id));
end $$;

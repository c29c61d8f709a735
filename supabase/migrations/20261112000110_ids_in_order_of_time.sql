-- The ids of what every booking writes are in order of time (UUID version 7, RFC 9562; PostgreSQL has no uuidv7() before
-- version 18). Random ones each touch a page of their own in every index on them: among a million appointments a booking
-- read three pages from the disk and wrote three times as much to the log as among ten thousand. What there is keeps its id.

do $$
declare
  each regclass;
begin
  foreach each in array array['public.appointments', 'public.bookings', 'public.customers', 'public.notifications']::regclass[] loop
    execute pg_catalog.format($sql$
      alter table %s alter column id set default (
        lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid $sql$, each);
  end loop;
end $$;

-- Time that is kept free because its session was called off carried English words as its reason, as if somebody had typed
-- them. It is a mark now, and the calendar words it.

alter table public.time_off add column called_off boolean not null default false;
comment on column public.time_off.called_off is 'A session at this time was called off, and nobody is to book the time instead.';

update public.time_off set called_off = true, reason = '' where reason = 'Session called off';

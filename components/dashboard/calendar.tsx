"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Plus, Printer } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/choice";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { newBookingPath } from "@/lib/appointments/paths";
import {
  type CalendarQuery,
  type CalendarView,
  datesOf,
  readCalendarQuery,
  todayIn,
  turnPage,
  writeCalendarQuery,
} from "@/lib/appointments/rules";
import type { CalendarAppointment } from "@/lib/appointments/schema";
import {
  formatLocalDateLong,
  formatLocalDates,
  formatLocalDay,
  formatMonth,
  zoneLabel,
} from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { addDays } from "@/lib/scheduling";
import { AppointmentSheet } from "./appointment-sheet";
import { CalendarFilters, Legend } from "./calendar-filters";
import { CalendarPaper } from "./desk/calendar-paper";
import { AHEAD_MS, appointmentsOf, shadesOf } from "./desk/calendar-queries";
import { DrawnDialog } from "./desk/drawn-dialog";
import type { Drawn } from "./desk/time-grid";
import { useFreeing } from "./desk/use-freeing";
import { usePlacing } from "./desk/use-placing";
import "./desk/calendar.css";
import { useLive } from "./use-live";
import { useNow } from "./use-now";

/** Below this width a week's columns hold no name. */
const PHONE = "(max-width: 47.99rem)";

interface Loaded {
  from: string;
  to: string;
  appointments: CalendarAppointment[];
}

/** The business's calendar. What it shows is in the URL; what happens elsewhere appears by itself. */
export function Calendar({
  businessId,
  desk,
  serverNow,
  only,
  initial,
}: {
  businessId: string;
  desk: Desk;
  serverNow: number;
  /** Ids of the people whose appointments the member may change; null = everybody's. */
  only: string[] | null;
  /** What the server has read for the first look. */
  initial: Loaded;
}) {
  const params = useSearchParams();
  const now = useNow(serverNow);
  const today = todayIn(desk.timeZone, now);
  const phone = usePhone();
  const query = useMemo(
    () => readCalendarQuery((name) => params.get(name), today),
    [params, today],
  );
  const view: CalendarView = query.view ?? (phone ? "day" : "week");
  // A letter or a notice leads to one appointment; it stays open until somebody closes it.
  const asked = params.get("open");
  const [open, setOpen] = useState<string | null>(asked);
  useEffect(() => {
    if (asked) setOpen(asked);
  }, [asked]);
  const client = useQueryClient();

  const { from, to } = datesOf(view, query.date, desk.weekStartsOn);
  const covered = initial.from <= from && to <= initial.to;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...appointmentsOf(businessId, from, to),
    initialData: covered ? { appointments: initial.appointments } : undefined,
    initialDataUpdatedAt: serverNow,
    placeholderData: keepPreviousData,
  });
  const timed = view === "day" || view === "week";
  const { data: shades } = useQuery({ ...shadesOf(businessId, from, to), enabled: timed });
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ["calendar", businessId] });
    void client.invalidateQueries({ queryKey: ["appointment", businessId] });
    void client.invalidateQueries({ queryKey: ["shades", businessId] });
  };
  useLive(businessId, refresh);
  const placing = usePlacing(businessId, desk, refresh);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const freeing = useFreeing(businessId, refresh);

  const all = useMemo(() => placing.applied(data?.appointments ?? []), [data, placing.applied]);
  const mayMove = useCallback(
    (one: CalendarAppointment) =>
      one.assists === null &&
      (one.state === "pending" || one.state === "confirmed") &&
      (only === null || only.includes(one.staffId)),
    [only],
  );
  const shown = useMemo(() => all.filter((one) => matches(one, query)), [all, query]);
  const people = useMemo(
    () =>
      desk.people.filter(
        (person) =>
          (query.staff.length === 0 || query.staff.includes(person.id)) &&
          (!person.archived || shown.some(({ staffId }) => staffId === person.id)),
      ),
    [desk, query, shown],
  );
  const behind = useMemo(
    () => (shades?.people ?? []).filter(({ staffId }) => people.some(({ id }) => id === staffId)),
    [shades, people],
  );
  const special = (shades?.days ?? []).filter(({ date }) => from <= date && date < to);

  function go(change: Partial<CalendarQuery>) {
    window.history.pushState(null, "", writeUrl({ ...query, ...change }, today));
  }
  const latest = useRef(go);
  latest.current = go;
  const openDay = useCallback((date: string) => latest.current({ view: "day", date }), []);
  const free = useRef((_id: string) => {});
  free.current = (id) => void freeing(id, shades);
  const place = useRef(placing.place);
  place.current = placing.place;
  // What is pressed answers at once; thousands of appointments follow without holding the page up.
  const sheet = useDeferredValue(
    useMemo(
      () => ({ view, date: query.date, from, today, people, appointments: shown, shades: behind }),
      [view, query.date, from, today, people, shown, behind],
    ),
  );
  const [acts] = useState(() => ({
    onOpen: setOpen,
    onPlace: (...args: Parameters<typeof placing.place>) => place.current(...args),
    onDraw: setDrawn,
    onFree: (id: string) => free.current(id),
    onDay: openDay,
  }));
  const turned = (direction: 1 | -1) => turnPage(view, query.date, direction);
  const turn = (direction: 1 | -1) => go({ date: turned(direction) });
  /** Whoever reaches for an arrow will press it. */
  const ahead = (direction: 1 | -1) => {
    const next = datesOf(view, turned(direction), desk.weekStartsOn);
    void client.prefetchQuery({
      ...appointmentsOf(businessId, next.from, next.to),
      staleTime: AHEAD_MS,
    });
    if (timed) {
      void client.prefetchQuery({
        ...shadesOf(businessId, next.from, next.to),
        staleTime: AHEAD_MS,
      });
    }
  };

  return (
    <div className="calendar-page space-y-6 print:space-y-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="flex min-w-0 items-center gap-1 max-sm:flex-1 max-sm:basis-48">
          <IconButton
            label={`Previous ${word(view)}`}
            icon={<ChevronLeft className="rtl:rotate-180" />}
            onClick={() => turn(-1)}
            onPointerEnter={() => ahead(-1)}
            onFocus={() => ahead(-1)}
            className="-ms-2.5 print:hidden"
          />
          <IconButton
            label={`Next ${word(view)}`}
            icon={<ChevronRight className="rtl:rotate-180" />}
            onClick={() => turn(1)}
            onPointerEnter={() => ahead(1)}
            onFocus={() => ahead(1)}
            className="print:hidden"
          />
          <div className="min-w-0 ps-1 print:ps-0">
            <p className="hidden text-muted print:block">{desk.name}</p>
            <h1 aria-live="polite" className="truncate font-medium text-lg sm:text-xl">
              {view === "day" ? (
                <>
                  <span className="sm:hidden">{formatLocalDay(query.date, desk.locale)}</span>
                  <span className="max-sm:hidden">
                    {formatLocalDateLong(query.date, desk.locale)}
                  </span>
                </>
              ) : (
                title(view, query.date, from, to, desk)
              )}
            </h1>
          </div>
        </div>
        <Button
          className="max-sm:order-1 print:hidden"
          onClick={() => go({ date: today })}
          aria-disabled={query.date === today || undefined}
        >
          Today
        </Button>
        <SegmentedControl
          label="View"
          name="view"
          value={view}
          onValueChange={(value) => go({ view: value as CalendarView })}
          options={[
            { value: "day", label: "Day" },
            { value: "week", label: "Week" },
            { value: "month", label: "Month" },
            { value: "list", label: "List" },
          ]}
          className="max-sm:order-1 md:ms-auto print:hidden"
        />
        <IconButton
          variant="outline"
          label="Print"
          icon={<Printer />}
          onClick={() => window.print()}
          className="max-md:hidden print:hidden"
        />
        <ButtonLink
          variant="primary"
          className="print:hidden"
          href={newBookingPath({ date: query.date, back: writeUrl(query, today) })}
        >
          <Plus aria-hidden="true" />
          <span className="max-sm:sr-only">New booking</span>
        </ButtonLink>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="print:hidden">
          <CalendarFilters desk={desk} query={query} onChange={go} />
        </div>
        <p className="text-muted text-sm">
          {special.length > 0 && (
            <span className="me-4 text-ink">
              {special
                .map(({ date, name }) =>
                  view === "day" ? name : `${formatLocalDay(date, desk.locale)}: ${name}`,
                )
                .join(", ")}
            </span>
          )}
          {zoneLabel(desk.timeZone, Date.parse(`${query.date}T12:00:00Z`), desk.locale)}
        </p>
      </div>
      {error && !data ? (
        <ErrorState
          title="The calendar could not be read"
          safe="Bookings go on coming in and are kept."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        />
      ) : !data ? (
        <Skeleton className="h-[calc(100dvh-15rem)] min-h-80 w-full" />
      ) : (
        <section
          aria-label="Calendar"
          aria-busy={isPlaceholderData}
          className={isPlaceholderData ? "opacity-60" : undefined}
        >
          <CalendarPaper {...sheet} {...acts} desk={desk} now={serverNow} mayMove={mayMove} />
        </section>
      )}
      <Legend desk={desk} people={people} />
      <DrawnDialog
        businessId={businessId}
        desk={desk}
        drawn={drawn}
        only={only}
        back={writeUrl(query, today)}
        onClose={() => setDrawn(null)}
        onChanged={refresh}
      />
      {placing.dialog}
      <AppointmentSheet
        businessId={businessId}
        desk={desk}
        id={open}
        onClose={() => {
          setOpen(null);
          if (asked) window.history.replaceState(null, "", writeUrl(query, today));
        }}
        onChanged={refresh}
      />
    </div>
  );
}

function writeUrl(query: CalendarQuery, today: string): string {
  return `/dashboard/calendar${writeCalendarQuery(query, today)}`;
}

/** What was called off is shown only when it is asked for. */
function matches(one: CalendarAppointment, query: CalendarQuery): boolean {
  return (
    (query.staff.length === 0 || query.staff.includes(one.staffId)) &&
    (query.service.length === 0 || query.service.includes(one.serviceId)) &&
    (query.status.length === 0 ? one.state !== "cancelled" : query.status.includes(one.state))
  );
}

function word(view: CalendarView): string {
  return view === "day" ? "day" : view === "month" ? "month" : "week";
}

function title(view: CalendarView, date: string, from: string, to: string, desk: Desk): string {
  if (view === "month") return formatMonth(date, desk.locale);
  return formatLocalDates(from, addDays(to, -1), desk.locale);
}

function usePhone(): boolean {
  const [phone, setPhone] = useState(false);
  useEffect(() => {
    const media = window.matchMedia(PHONE);
    const read = () => setPhone(media.matches);
    read();
    media.addEventListener("change", read);
    return () => media.removeEventListener("change", read);
  }, []);
  return phone;
}

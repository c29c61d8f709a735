"use client";

import FullCalendar, { type EventDisplayInfo, type EventInput } from "@fullcalendar/react";
import dayGridPlugin from "@fullcalendar/react/daygrid";
import interactionPlugin from "@fullcalendar/react/interaction";
import listPlugin from "@fullcalendar/react/list";
import classicTheme from "@fullcalendar/react/themes/classic";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import "./full-calendar.css";
import { useEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { CalendarView } from "@/lib/appointments/rules";
import type { CalendarAppointment } from "@/lib/appointments/schema";
import { formatRange, formatTime } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { BlockText, blockClass, stateWords, whoIsIn } from "./block";
import { arrowKeys } from "./desk/arrow-keys";

type View = Exclude<CalendarView, "day" | "week">;

/** Rows of the list that are drawn at once. */
const LIST_STEP = 200;
const views = { month: "dayGridMonth", list: "listWeek" } as const;
const plugins = [dayGridPlugin, listPlugin, interactionPlugin, classicTheme];

const onArrow = arrowKeys('[role="listitem"] > [role="button"]');

/** What FullCalendar tells of a drag. */
interface EventChange {
  event: { startStr: string; endStr: string; extendedProps: Record<string, unknown> };
  oldEvent: { startStr: string; endStr: string };
  revert: () => void;
}

interface Shown {
  appointment: CalendarAppointment;
  service: string;
  hue: number;
  person: string;
}

/** The month and the list; in the business's zone, wherever the browser stands. */
export default function CalendarGrid({
  desk,
  view,
  date,
  appointments,
  mayMove,
  onOpen,
  onDay,
  onPlace,
}: {
  desk: Desk;
  view: View;
  date: string;
  appointments: CalendarAppointment[];
  mayMove: (appointment: CalendarAppointment) => boolean;
  onOpen: (appointmentId: string) => void;
  /** A day's heading was pressed. */
  onDay: (date: string) => void;
  /** An appointment was dragged to another day, at its time; it is drawn there once its data says so. */
  onPlace: (
    appointment: CalendarAppointment,
    place: { staffId: string; start: number; end: number },
  ) => void;
}) {
  const [limit, setLimit] = useState(LIST_STEP);
  useEffect(() => {
    const all = () => flushSync(() => setLimit(Number.POSITIVE_INFINITY));
    window.addEventListener("beforeprint", all);
    return () => window.removeEventListener("beforeprint", all);
  }, []);
  const rest = view === "list" ? Math.max(0, appointments.length - limit) : 0;
  const events = useMemo(() => {
    const first =
      rest === 0
        ? appointments
        : [...appointments].sort((a, b) => (a.start < b.start ? -1 : 1)).slice(0, limit);
    return first.map((appointment) => eventOf(desk, appointment, mayMove(appointment)));
  }, [appointments, desk, mayMove, rest, limit]);
  /** The event is put back at once: the data moves it, or the refusal leaves it. */
  const placed = (info: EventChange) => {
    const { appointment } = info.event.extendedProps.shown as Shown;
    const moved = {
      start: Date.parse(info.event.startStr) - Date.parse(info.oldEvent.startStr),
      end: Date.parse(info.event.endStr) - Date.parse(info.oldEvent.endStr),
    };
    info.revert();
    onPlace(appointment, {
      staffId: appointment.staffId,
      start: Date.parse(appointment.start) + moved.start,
      end: Date.parse(appointment.end) + moved.end,
    });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the events inside
    <div onKeyDown={onArrow}>
      <div className="overflow-clip rounded-lg border border-line bg-surface">
        <FullCalendar
          // Its own navigation is off: the URL says what is shown, and another view or date mounts it anew.
          plugins={plugins}
          initialView={views[view]}
          initialDate={date}
          timeZone={desk.timeZone}
          locale={desk.locale}
          firstDay={desk.weekStartsOn % 7}
          headerToolbar={false}
          height="auto"
          dayMaxEvents={5}
          eventDisplay="block"
          eventInteractive
          navLinks
          navLinkDayClick={(day) => onDay(day.toISOString().slice(0, 10))}
          events={events}
          editable={view === "month"}
          eventDurationEditable={false}
          eventDrop={placed}
          eventClick={({ event }) => onOpen(event.id)}
          eventContent={(info) => <EventBody info={info} desk={desk} view={view} />}
          noEventsText="Nobody is booked in this week."
          noEventsClass="bg-surface! text-muted"
          borderless
          rowMoreLinkClass="flex! min-h-6 items-center"
          dayCellTopInnerClass="flex! min-h-7 min-w-7 items-center justify-center"
          moreLinkText={(count) => `${count} more`}
        />
      </div>
      {rest > 0 && (
        <div className="mt-4 flex items-center gap-4 print:hidden">
          <Button onClick={() => setLimit(limit + LIST_STEP)}>
            Show {Math.min(rest, LIST_STEP)} more
          </Button>
          <p className="text-muted">
            {limit} of {appointments.length} appointments are shown.
          </p>
        </div>
      )}
    </div>
  );
}

function eventOf(desk: Desk, appointment: CalendarAppointment, movable: boolean): EventInput {
  const person = desk.people.find(({ id }) => id === appointment.staffId);
  const service = desk.services.find(({ id }) => id === appointment.serviceId);
  const shown: Shown = {
    appointment,
    service: service?.name ?? "",
    hue: person?.hue ?? 0,
    person: person?.name ?? "",
  };
  return {
    id: appointment.id,
    title: service?.name ?? "",
    start: appointment.start,
    end: appointment.end,
    editable: movable,
    extendedProps: { shown },
  };
}

function EventBody({ info, desk, view }: { info: EventDisplayInfo; desk: Desk; view: View }) {
  const { appointment, service, hue, person } = info.event.extendedProps.shown as Shown;
  if (view === "list") {
    return (
      <ListBody appointment={appointment} desk={desk} service={service} hue={hue} person={person} />
    );
  }
  const text = {
    appointment,
    service,
    time: formatTime(appointment.start, desk.timeZone, desk.locale),
    height: 22,
  };
  return (
    <span
      data-staff={hue}
      className={cn(
        "@container relative flex w-full min-w-0 overflow-hidden",
        blockClass(appointment.state),
      )}
    >
      {/* On a phone a day is as wide as two letters: whose, rather than the first of a name. */}
      <span className="flex min-w-0 @[4.5rem]:hidden">
        <BlockText {...text} of={Number.POSITIVE_INFINITY} />
      </span>
      <span className="hidden w-full min-w-0 @[4.5rem]:flex">
        <BlockText {...text} />
      </span>
      <VisuallyHidden>
        , {service}, {person}, {stateWords[appointment.state]}
      </VisuallyHidden>
    </span>
  );
}

function ListBody({
  appointment,
  desk,
  service,
  hue,
  person,
}: {
  appointment: CalendarAppointment;
  desk: Desk;
  service: string;
  hue: number;
  person: string;
}) {
  return (
    <span className="grid w-full grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 sm:grid-cols-[auto_8rem_minmax(0,1fr)_minmax(0,1fr)]">
      <span data-staff={hue} className="staff-bar h-8 w-1.5" />
      <span className="tabular">
        {formatRange(appointment.start, appointment.end, desk.timeZone, desk.locale)}
      </span>
      <span className="truncate font-medium max-sm:col-start-2">{whoIsIn(appointment)}</span>
      <span className="truncate text-muted max-sm:col-start-2">
        {service}, {person}
      </span>
    </span>
  );
}

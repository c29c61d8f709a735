"use client";

import FullCalendar, { type EventDisplayInfo, type EventInput } from "@fullcalendar/react";
import dayGridPlugin from "@fullcalendar/react/daygrid";
import interactionPlugin from "@fullcalendar/react/interaction";
import listPlugin from "@fullcalendar/react/list";
import classicTheme from "@fullcalendar/react/themes/classic";
import timeGridPlugin from "@fullcalendar/react/timegrid";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import "./full-calendar.css";
import { useMemo } from "react";
import { cn } from "@/components/ui/cn";
import type { CalendarView } from "@/lib/appointments/rules";
import type { CalendarAppointment } from "@/lib/appointments/schema";
import { formatRange, formatTime, formatWallMinutes } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { BlockText, blockClass, whoIsIn } from "./block";
import { arrowKeys } from "./desk/arrow-keys";

const MINUTE = 60_000;
/** Of half an hour: twenty minutes still hold a line. */
const SLOT_PX = 34;
const PX_PER_MIN = SLOT_PX / 30;
const views = { week: "timeGridWeek", month: "dayGridMonth", list: "listWeek" } as const;
const plugins = [dayGridPlugin, timeGridPlugin, listPlugin, interactionPlugin, classicTheme];

const onArrow = arrowKeys('[role="listitem"] > [role="button"]');

/** What FullCalendar tells of a drag or a stretch. */
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

/** The week, the month and the list; in the business's zone, wherever the browser stands. */
export default function CalendarGrid({
  desk,
  view,
  date,
  hours,
  appointments,
  closed,
  mayMove,
  onOpen,
  onDay,
  onPlace,
  onDraw,
}: {
  desk: Desk;
  view: Exclude<CalendarView, "day">;
  date: string;
  /** First and last hour to show; more when something lies outside. */
  hours: { from: number; to: number };
  appointments: CalendarAppointment[];
  /** When nobody who is shown works; epoch milliseconds. */
  closed: readonly (readonly [number, number])[];
  mayMove: (appointment: CalendarAppointment) => boolean;
  onOpen: (appointmentId: string) => void;
  /** A day's heading was pressed. */
  onDay: (date: string) => void;
  /** An appointment was dragged or stretched; it is drawn where it is once its data says so. */
  onPlace: (
    appointment: CalendarAppointment,
    place: { staffId: string; start: number; end: number },
  ) => void;
  /** An empty span was drawn; epoch milliseconds. */
  onDraw: (drawn: { staffId: null; start: number; end: number }) => void;
}) {
  const withBuffers = view === "week";
  const events = useMemo(
    () => [
      ...appointments.map((appointment) =>
        eventOf(desk, appointment, withBuffers, mayMove(appointment)),
      ),
      ...(withBuffers ? closed.map(closedEvent) : []),
    ],
    [appointments, desk, withBuffers, closed, mayMove],
  );
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
      <FullCalendar
        // Its own navigation is off: the URL says what is shown, and another view starts anew.
        key={`${view} ${date}`}
        plugins={plugins}
        initialView={views[view]}
        initialDate={date}
        timeZone={desk.timeZone}
        locale={desk.locale}
        firstDay={desk.weekStartsOn % 7}
        headerToolbar={false}
        height="auto"
        slotMinHeight={SLOT_PX}
        allDaySlot={false}
        nowIndicator
        slotDuration="00:30:00"
        slotHeaderInterval="01:00:00"
        slotMinTime={`${hours.from}:00:00`}
        slotMaxTime={`${hours.to}:00:00`}
        slotHeaderContent={({ time }) =>
          time && formatWallMinutes(time.milliseconds / MINUTE, desk.locale)
        }
        slotEventOverlap={false}
        eventMinHeight={20}
        dayMaxEvents={5}
        eventDisplay="block"
        eventInteractive
        navLinks
        navLinkDayClick={(day) => onDay(day.toISOString().slice(0, 10))}
        events={events}
        editable={view !== "list"}
        eventDurationEditable={view === "week"}
        snapDuration="00:05:00"
        eventDrop={placed}
        eventResize={placed}
        selectable={view === "week"}
        selectMinDistance={4}
        select={({ startStr, endStr, view: { calendar } }) => {
          calendar.unselect();
          onDraw({ staffId: null, start: Date.parse(startStr), end: Date.parse(endStr) });
        }}
        eventClick={({ event }) => onOpen(event.id)}
        eventContent={(info) => <EventBody info={info} desk={desk} view={view} />}
        noEventsText="Nobody is booked in this week."
        rowMoreLinkClass="flex! min-h-6 items-center"
        moreLinkText={(count) => `${count} more`}
      />
    </div>
  );
}

/** Hours in which nobody works, behind the events. */
function closedEvent([start, end]: readonly [number, number]): EventInput {
  return {
    id: `closed-${start}`,
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    display: "background",
    className: "closed-hours",
  };
}

function eventOf(
  desk: Desk,
  appointment: CalendarAppointment,
  withBuffers: boolean,
  movable: boolean,
): EventInput {
  const person = desk.people.find(({ id }) => id === appointment.staffId);
  const service = desk.services.find(({ id }) => id === appointment.serviceId);
  const padded = withBuffers && appointment.state !== "cancelled";
  const before = padded ? appointment.bufferBefore * MINUTE : 0;
  const after = padded ? appointment.bufferAfter * MINUTE : 0;
  const shown: Shown = {
    appointment,
    service: service?.name ?? "",
    hue: person?.hue ?? 0,
    person: person?.name ?? "",
  };
  return {
    id: appointment.id,
    title: service?.name ?? "",
    start: new Date(Date.parse(appointment.start) - before).toISOString(),
    end: new Date(Date.parse(appointment.end) + after).toISOString(),
    editable: movable,
    extendedProps: { shown },
  };
}

function EventBody({
  info,
  desk,
  view,
}: {
  info: EventDisplayInfo;
  desk: Desk;
  view: Exclude<CalendarView, "day">;
}) {
  const shown = info.event.extendedProps.shown as Shown | undefined;
  if (!shown) return null;
  const { appointment, service, hue, person } = shown;
  const time = formatTime(appointment.start, desk.timeZone, desk.locale);
  if (view === "list") {
    return (
      <ListBody appointment={appointment} desk={desk} service={service} hue={hue} person={person} />
    );
  }
  if (view === "month") {
    return (
      <span
        data-staff={hue}
        className={cn("relative block w-full min-w-0", blockClass(appointment.state))}
      >
        <BlockText appointment={appointment} time={time} service={service} height={22} />
      </span>
    );
  }
  const minutes = (Date.parse(appointment.end) - Date.parse(appointment.start)) / MINUTE;
  const off = appointment.state === "cancelled";
  const before = off ? 0 : appointment.bufferBefore;
  const after = off ? 0 : appointment.bufferAfter;
  return (
    <span
      data-staff={hue}
      className={cn(
        "flex h-full w-full min-w-0 flex-col rounded-sm",
        before + after > 0 && "bg-staff-soft/45",
      )}
    >
      {before > 0 && <span style={{ flex: `${before} 0 0px` }} />}
      <span
        className={cn("relative block min-h-0", blockClass(appointment.state))}
        style={{ flex: `${minutes} 0 0px` }}
      >
        <BlockText
          appointment={appointment}
          time={time}
          service={service}
          height={minutes * PX_PER_MIN}
        />
      </span>
      {after > 0 && <span style={{ flex: `${after} 0 0px` }} />}
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

"use client";

import { memo, useMemo } from "react";
import { cn } from "@/components/ui/cn";
import type { Block as Span } from "@/lib/appointments/rules";
import type { CalendarAppointment } from "@/lib/appointments/schema";
import { formatTime } from "@/lib/format";
import type { Desk, DeskPerson } from "@/lib/members/schema";
import { BlockText, blockClass, blockLabel } from "../block";
import type { Drag } from "./use-drag";

export const PX_PER_MIN = 1.25;
/** What is shorter is drawn as if it lasted this long: a target that can be hit, 25 pixels tall. */
export const LEAST_MIN = 20;
/** Above the first line, so that its label is not cut. */
export const TOP = 8;

interface Drawing {
  appointment: CalendarAppointment;
  block: Span;
  lane: number;
  of: number;
}

/** Pixels at the lower edge of a block by which it is stretched. */
const EDGE = 6;

/** The appointments of a column: a drag over it paints none of them anew. */
export const Blocks = memo(function Blocks({
  desk,
  column,
  own,
  upTo,
  first,
  people,
  named,
  mayMove,
  leaving,
  onDown,
  onOpen,
}: {
  desk: Desk;
  column: string;
  own: readonly Drawing[];
  /** How many of them are drawn by now. */
  upTo: number;
  /** The axis's first minute. */
  first: number;
  people: ReadonlyMap<string, DeskPerson>;
  /** Whether a block says whose it is: not in a column of one person's. */
  named: boolean;
  mayMove: (appointment: CalendarAppointment) => boolean;
  /** The appointment that is being dragged, if it is one of these. */
  leaving: string | null;
  onDown: (event: React.PointerEvent, start: Drag) => void;
  onOpen: (appointmentId: string) => void;
}) {
  const services = useMemo(() => new Map(desk.services.map(({ id, name }) => [id, name])), [desk]);
  return own.slice(0, upTo).map(({ appointment, block, lane, of }) => {
    const person = people.get(appointment.staffId);
    return (
      <Block
        key={appointment.id}
        appointment={appointment}
        time={formatTime(appointment.start, desk.timeZone, desk.locale)}
        service={services.get(appointment.serviceId) ?? ""}
        hue={person?.hue ?? 0}
        person={named ? (person?.name ?? "") : ""}
        column={column}
        from={block.from}
        to={block.to}
        top={(block.from - first) * PX_PER_MIN + TOP}
        lane={lane}
        of={of}
        movable={mayMove(appointment)}
        leaving={leaving === appointment.id}
        onDown={onDown}
        onOpen={onOpen}
      />
    );
  });
});

/*
 * All blocks of a column lie in one cell of its grid and are pushed to their places by margins. Positioned ones would each be
 * a layer of their own, and a browser that looks for what is under the pointer goes through all of them.
 */
const Block = memo(function Block({
  appointment,
  time,
  service,
  hue,
  person,
  column,
  from,
  to,
  top,
  lane,
  of,
  movable,
  leaving,
  onDown,
  onOpen,
}: Span & {
  appointment: CalendarAppointment;
  time: string;
  service: string;
  hue: number;
  person: string;
  /** The key of the column that it stands in. */
  column: string;
  top: number;
  lane: number;
  of: number;
  movable: boolean;
  /** It is being dragged: here is where it was. */
  leaving: boolean;
  onDown: (event: React.PointerEvent, start: Drag) => void;
  onOpen: (appointmentId: string) => void;
}) {
  const off = appointment.state === "cancelled";
  const before = off ? 0 : appointment.bufferBefore * PX_PER_MIN;
  const after = off ? 0 : appointment.bufferAfter * PX_PER_MIN;
  const height = Math.max(to - from, LEAST_MIN) * PX_PER_MIN;
  const width = 100 / of;
  const label = blockLabel(appointment, { time, service, person });
  const tight = of > 1 || height < 42;
  return (
    <li
      data-staff={hue}
      className={cn(
        "col-start-1 row-start-1 bg-clip-content px-0.5",
        // A few slide to a new place; thousands would keep the browser busy when only the axis changes.
        of === 1 && "motion-safe:transition-[margin-top,height] motion-safe:duration-200",
        before + after > 0 && "rounded-sm bg-staff-soft/45",
        leaving && "opacity-40",
      )}
      style={{
        marginTop: top - before,
        height: height + before + after,
        marginInlineStart: `${lane * width}%`,
        width: `${width}%`,
      }}
    >
      <button
        type="button"
        data-appointment={appointment.id}
        data-movable={movable || undefined}
        aria-label={label}
        // What is cut short can be read in full.
        title={tight ? label : undefined}
        onPointerDown={(event) => {
          if (!movable) return event.stopPropagation();
          const kind = isAtEdge(event) ? "stretch" : "move";
          onDown(event, { kind, appointment, column, origin: column, from, to });
        }}
        onClick={() => onOpen(appointment.id)}
        className={cn(
          "calendar-block flex w-full overflow-clip text-start",
          // The line between two neighbours is a part of the target.
          !off && "border-transparent border-b bg-clip-padding",
          blockClass(appointment.state),
        )}
        style={{ marginTop: before, height }}
      >
        <BlockText
          appointment={appointment}
          time={time}
          service={service}
          height={height}
          of={of}
        />
      </button>
    </li>
  );
});

/** Says by the pointer's shape what a press would take hold of. */
export function showGrip(event: React.PointerEvent): void {
  const block = (event.target as HTMLElement).closest<HTMLElement>("[data-movable]");
  if (block) block.style.cursor = isAtEdge(event, block) ? "ns-resize" : "";
}

function isAtEdge(event: React.PointerEvent, block = event.currentTarget as HTMLElement): boolean {
  return event.clientY > block.getBoundingClientRect().bottom - EDGE;
}

"use client";

import { memo } from "react";
import { cn } from "@/components/ui/cn";
import type { Block as Span } from "@/lib/appointments/rules";
import type { CalendarAppointment } from "@/lib/appointments/schema";
import { formatTime } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { BlockText, blockClass } from "../block";
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

/** The appointments of a column: a drag over it paints none of them anew. */
export const Blocks = memo(function Blocks({
  desk,
  column,
  own,
  first,
  hueOf,
  mayMove,
  leaving,
  onDown,
  onOpen,
}: {
  desk: Desk;
  column: string;
  own: readonly Drawing[];
  /** The axis's first minute. */
  first: number;
  hueOf: ReadonlyMap<string, number>;
  mayMove: (appointment: CalendarAppointment) => boolean;
  /** The appointment that is being dragged, if it is one of these. */
  leaving: string | null;
  onDown: (event: React.PointerEvent, start: Drag) => void;
  onOpen: (appointmentId: string) => void;
}) {
  return own.map(({ appointment, block, lane, of }) => (
    <Block
      key={appointment.id}
      desk={desk}
      hue={hueOf.get(appointment.staffId) ?? 0}
      appointment={appointment}
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
  ));
});

const Block = memo(function Block({
  desk,
  hue,
  appointment,
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
  desk: Desk;
  hue: number;
  appointment: CalendarAppointment;
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
  const service = desk.services.find(({ id }) => id === appointment.serviceId)?.name ?? "";
  const off = appointment.state === "cancelled";
  const before = off ? 0 : appointment.bufferBefore * PX_PER_MIN;
  const after = off ? 0 : appointment.bufferAfter * PX_PER_MIN;
  const height = Math.max(to - from, LEAST_MIN) * PX_PER_MIN;
  const width = 100 / of;
  const start = (kind: "move" | "stretch"): Drag => ({
    kind,
    appointment,
    column,
    origin: column,
    from,
    to,
  });
  return (
    <li
      data-staff={hue}
      className={cn(
        "absolute px-0.5 motion-safe:transition-[top,height] motion-safe:duration-200",
        leaving && "opacity-40",
      )}
      style={{
        top: top - before,
        height: height + before + after,
        insetInlineStart: `${lane * width}%`,
        width: `${width}%`,
      }}
    >
      {(before > 0 || after > 0) && (
        <span
          aria-hidden="true"
          className="absolute inset-x-0.5 inset-y-0 rounded-sm bg-staff-soft/45"
        />
      )}
      <button
        type="button"
        data-appointment={appointment.id}
        onPointerDown={(event) => {
          if (movable) onDown(event, start("move"));
          else event.stopPropagation();
        }}
        onClick={() => onOpen(appointment.id)}
        className={cn(
          "absolute inset-x-0.5 text-start transition-colors hover:brightness-[0.97] dark:hover:brightness-110",
          movable && "cursor-grab active:cursor-grabbing",
          // The line between two neighbours is a part of the target.
          !off && "border-transparent border-b bg-clip-padding",
          blockClass(appointment.state),
        )}
        style={{ top: before, height }}
      >
        <BlockText
          appointment={appointment}
          time={formatTime(appointment.start, desk.timeZone, desk.locale)}
          service={service}
          height={height}
        />
      </button>
      {movable && (
        <span
          aria-hidden="true"
          data-stretch={appointment.id}
          onPointerDown={(event) => onDown(event, start("stretch"))}
          className="absolute inset-x-3 h-2 cursor-ns-resize"
          style={{ top: before + height - 6 }}
        />
      )}
    </li>
  );
});

"use client";

import { memo, useCallback, useEffect, useMemo, useRef } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { blockOn, lanes, type Block as Span, startOfDate } from "@/lib/appointments/rules";
import type { CalendarAppointment } from "@/lib/appointments/schema";
import type { PersonShades } from "@/lib/appointments/shades-schema";
import { formatRange, formatTime } from "@/lib/format";
import type { Desk, DeskPerson } from "@/lib/members/schema";
import { BlockText, blockClass } from "./block";
import { arrowKeys } from "./desk/arrow-keys";
import { DayShades } from "./desk/day-shades";
import { type Drag, useDrag } from "./desk/use-drag";
import { useNow } from "./use-now";

const PX_PER_MIN = 1.2;
const HOUR = 60;
/** Above the first line, so that its label is not cut. */
const TOP = 8;
/** Shown even when nothing is in it, so that a quiet day looks like a day. */
const USUAL = { from: 9 * HOUR, to: 17 * HOUR };
/** Of a press without a drag. */
const PRESS_MIN = 30;
const NO_SHADES: readonly PersonShades[] = [];
const onArrow = arrowKeys("button[data-appointment]");

/** A span that somebody has drawn on a person's column; instants in epoch milliseconds. */
export interface Drawn {
  staffId: string | null;
  start: number;
  end: number;
}

/**
 * One date, the staff side by side. The axis counts elapsed minutes of the business's day: on the day of a clock change
 * the hours keep their length, and the labels say what the clock reads.
 */
export function DayGrid({
  desk,
  date,
  people,
  appointments,
  shades = NO_SHADES,
  now: serverNow,
  mayMove = () => false,
  onOpen,
  onPlace,
  onDraw,
  onFree,
}: {
  desk: Desk;
  date: string;
  people: DeskPerson[];
  appointments: CalendarAppointment[];
  shades?: readonly PersonShades[];
  /** Epoch milliseconds. */
  now: number;
  mayMove?: (appointment: CalendarAppointment) => boolean;
  onOpen: (appointmentId: string) => void;
  /** An appointment was dragged or stretched; instants in epoch milliseconds. */
  onPlace?: (appointment: CalendarAppointment, place: Drawn & { staffId: string }) => void;
  /** An empty span was drawn or pressed; without it, empty spans do nothing. */
  onDraw?: (drawn: Drawn) => void;
  /** Blocked time was pressed. */
  onFree?: (id: string) => void;
}) {
  const now = useNow(serverNow);
  const scroller = useRef<HTMLDivElement>(null);
  const zone = desk.timeZone;
  const begin = startOfDate(zone, date);
  const placed = useMemo(
    () =>
      appointments.flatMap((appointment) => {
        const block = blockOn(zone, date, appointment);
        return block ? [{ appointment, block }] : [];
      }),
    [appointments, zone, date],
  );
  const nowBlock = blockOn(zone, date, { start: now, end: now + 60_000 });
  const open = shades.flatMap((one) =>
    people.some(({ id }) => id === one.staffId) ? one.open : [],
  );
  const marks = placed
    .map(({ block }) => block)
    .concat(nowBlock ? [nowBlock] : [])
    .concat(open.flatMap(([start, end]) => blockOn(zone, date, { start, end }) ?? []));
  const from = Math.floor((Math.min(USUAL.from, ...marks.map((b) => b.from)) - 15) / HOUR) * HOUR;
  const to = Math.ceil((Math.max(USUAL.to, ...marks.map((b) => b.to)) + 15) / HOUR) * HOUR;
  const first = Math.max(0, from);
  const hours = Array.from(
    { length: Math.floor((to - first) / HOUR) + 1 },
    (_, i) => first + i * HOUR,
  );
  const y = (minute: number) => (minute - first) * PX_PER_MIN + TOP;
  const height = y(to) + TOP;
  const nowAt = nowBlock?.from;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another date is shown, not with each minute
  useEffect(() => {
    // A long day opens where it matters; the page itself does not jump.
    const box = scroller.current;
    if (box && nowAt !== undefined)
      box.scrollTop = (nowAt - first) * PX_PER_MIN - box.clientHeight / 3;
  }, [date]);

  const spotOf = (clientX: number, clientY: number) => {
    for (const column of scroller.current?.querySelectorAll<HTMLElement>("[data-column]") ?? []) {
      const box = column.getBoundingClientRect();
      if (clientX < box.left || clientX >= box.right) continue;
      const minute = (clientY - box.top - TOP) / PX_PER_MIN + first;
      return { staffId: column.dataset.column!, minute: Math.max(0, minute) };
    }
    return null;
  };
  const instant = (minute: number) => begin + minute * 60_000;
  const {
    drag,
    begin: beginDrag,
    isDragEnd,
    handlers,
  } = useDrag(scroller, spotOf, (dropped) => {
    const span = {
      staffId: dropped.staffId,
      start: instant(dropped.from),
      end: instant(dropped.to),
    };
    const { appointment } = dropped;
    if (!appointment) return onDraw?.(span);
    // What began the day before, or ends the day after, keeps the part that is not drawn here.
    const block = blockOn(zone, date, appointment)!;
    const cutStart = instant(block.from) - Date.parse(appointment.start);
    const cutEnd = Date.parse(appointment.end) - instant(block.to);
    onPlace?.(appointment, { ...span, start: span.start - cutStart, end: span.end + cutEnd });
  });
  // Blocks are many and keep their handlers, so that a drag paints only what it moves.
  const latest = useRef({ beginDrag, isDragEnd, onOpen });
  latest.current = { beginDrag, isDragEnd, onOpen };
  const onBlockDown = useCallback(
    (event: React.PointerEvent, start: Drag) => latest.current.beginDrag(event, start),
    [],
  );
  const onBlockOpen = useCallback((id: string) => {
    if (!latest.current.isDragEnd()) latest.current.onOpen(id);
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside
    <div
      ref={scroller}
      onKeyDown={onArrow}
      {...handlers}
      className="relative overflow-auto rounded-lg border border-line bg-surface print:overflow-visible print:border-0"
      style={{ maxHeight: "var(--calendar-height)", minHeight: "20rem" }}
    >
      <div
        className="grid"
        style={{ gridTemplateColumns: `3.75rem repeat(${people.length}, minmax(9rem, 1fr))` }}
      >
        <div className="sticky start-0 top-0 z-20 border-line border-b bg-surface" />
        {people.map((person) => (
          <div
            key={person.id}
            className="sticky top-0 z-10 flex min-h-13 items-center gap-2 border-line border-s border-b bg-surface px-2.5"
          >
            <Avatar name={person.name} staff={person.hue} size="sm" />
            <h3 className="truncate font-medium">{person.name}</h3>
          </div>
        ))}
        <div className="sticky start-0 z-10 bg-surface" style={{ height }}>
          {hours.map((minute) => (
            <time
              key={minute}
              className="absolute end-2 -translate-y-1/2 text-faint text-sm"
              style={{ top: y(minute) }}
            >
              {minute > first || first === 0 ? formatTime(instant(minute), zone, desk.locale) : ""}
            </time>
          ))}
        </div>
        {people.map((person) => {
          const own = placed.filter(({ appointment }) => appointment.staffId === person.id);
          const sides = lanes(
            own.map(({ appointment, block }) => ({
              from: block.from - appointment.bufferBefore,
              to: block.to + appointment.bufferAfter,
            })),
          );
          const ghost = drag && drag.staffId === person.id ? drag : null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the form for a new booking does the same by keyboard
            <ul
              key={person.id}
              aria-label={person.name}
              data-column={person.id}
              className="relative touch-pan-x touch-pan-y border-line border-s"
              style={{ height }}
              onPointerDown={(event) => {
                const spot = spotOf(event.clientX, event.clientY);
                if (!spot || !onDraw) return;
                beginDrag(event, {
                  kind: "select",
                  appointment: null,
                  staffId: person.id,
                  from: spot.minute,
                  to: spot.minute,
                });
              }}
              onClick={(event) => {
                const onBlock = (event.target as HTMLElement).closest("button");
                if (!onDraw || onBlock || isDragEnd()) return;
                const spot = spotOf(event.clientX, event.clientY);
                if (!spot) return;
                const at = Math.floor(spot.minute / 15) * 15;
                onDraw({
                  staffId: person.id,
                  start: instant(at),
                  end: instant(at + PRESS_MIN),
                });
              }}
            >
              <DayShades
                desk={desk}
                date={date}
                shades={shades.find(({ staffId }) => staffId === person.id)}
                first={first}
                last={to}
                y={y}
                onFree={onFree}
              />
              {hours.map((minute) => (
                <li
                  key={minute}
                  aria-hidden="true"
                  className="pointer-events-none absolute inset-x-0 border-line border-t"
                  style={{ top: y(minute) }}
                />
              ))}
              {own.map(({ appointment, block }, i) => (
                <Block
                  key={appointment.id}
                  desk={desk}
                  hue={person.hue}
                  appointment={appointment}
                  from={block.from}
                  to={block.to}
                  top={y(block.from)}
                  lane={sides[i]!.lane}
                  of={sides[i]!.of}
                  movable={mayMove(appointment)}
                  leaving={drag?.appointment?.id === appointment.id}
                  onDown={onBlockDown}
                  onOpen={onBlockOpen}
                />
              ))}
              {ghost && (
                <li
                  data-staff={person.hue}
                  className="pointer-events-none absolute inset-x-0.5 z-10 rounded-sm border-2 border-staff bg-staff-soft px-2 text-staff-ink opacity-90 shadow-float"
                  style={{ top: y(ghost.from), height: (ghost.to - ghost.from) * PX_PER_MIN }}
                >
                  <span className="tabular font-medium text-sm">
                    {formatRange(instant(ghost.from), instant(ghost.to), zone, desk.locale)}
                  </span>
                </li>
              )}
            </ul>
          );
        })}
      </div>
      {nowAt !== undefined && nowAt >= first && nowAt <= to && (
        <div
          aria-hidden="true"
          className="pointer-events-none absolute start-0 z-10 flex items-center print:hidden"
          style={{ top: y(nowAt) + 52, width: `max(100%, ${3.75 + people.length * 9}rem)` }}
        >
          <span className="sticky start-1 size-2 rounded-full bg-ribbon" />
          <span className="h-px flex-1 bg-ribbon" />
        </div>
      )}
    </div>
  );
}

const Block = memo(function Block({
  desk,
  hue,
  appointment,
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
  const height = (to - from) * PX_PER_MIN;
  const width = 100 / of;
  const start = (kind: "move" | "stretch"): Drag => ({
    kind,
    appointment,
    staffId: appointment.staffId,
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
          blockClass(appointment.state),
        )}
        style={{ top: before + 0.5, height: height - 1 }}
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

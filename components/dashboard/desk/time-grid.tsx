"use client";

import { type ReactNode, useCallback, useEffect, useMemo, useRef } from "react";
import { clockBlock, clockInstant, isPlainDay, lanes, startOfDate } from "@/lib/appointments/rules";
import type { CalendarAppointment } from "@/lib/appointments/schema";
import type { PersonShades } from "@/lib/appointments/shades-schema";
import { formatRange, formatTime } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { useNow } from "../use-now";
import { arrowKeys } from "./arrow-keys";
import { ColumnShades } from "./column-shades";
import { Blocks, LEAST_MIN, PX_PER_MIN, showGrip, TOP } from "./time-blocks";
import { type Drag, useDrag } from "./use-drag";
import { useStages } from "./use-stages";

const HOUR = 60;
/** Shown even when nothing is in it, so that a quiet day looks like a day. */
const USUAL = { from: 9 * HOUR, to: 17 * HOUR };
/** The line of now is shown up to this far from the hours and appointments of the day. */
const NEAR_MIN = 2 * HOUR;
/** Of a press without a drag. */
const PRESS_MIN = 30;
const nobody = () => false;
const NO_SHADES: readonly PersonShades[] = [];
const onArrow = arrowKeys("button[data-appointment]");

/** A span that somebody has drawn on a person's column; instants in epoch milliseconds. */
export interface Drawn {
  staffId: string | null;
  start: number;
  end: number;
}

/** A column of time: a person's day, or everybody's. */
export interface Column {
  /** Unique on the page. */
  key: string;
  /** Local date of the business. */
  date: string;
  /** Whose; null = everybody's. */
  staffId: string | null;
  /** What it is called, for screen readers. */
  label: string;
  head: ReactNode;
}

/**
 * Columns of time side by side. In a single day the axis counts elapsed minutes: on the day of a clock change the hours
 * keep their length, and the labels say what the clock reads. Where dates stand side by side it is the clock's.
 */
export function TimeGrid({
  desk,
  columns,
  appointments,
  shades = NO_SHADES,
  now: serverNow,
  mayMove = nobody,
  onOpen,
  onPlace,
  onDraw,
  onFree,
}: {
  desk: Desk;
  columns: Column[];
  appointments: CalendarAppointment[];
  /** Of the people who are shown. */
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
  const heads = useRef<HTMLDivElement>(null);
  const zone = desk.timeZone;
  const date = columns[0]!.date;
  const byClock = columns.some((column) => column.date !== date);
  const people = useMemo(() => new Map(desk.people.map((person) => [person.id, person])), [desk]);
  const drawn = useMemo(
    () =>
      columns.map((column) => {
        const own = appointments.flatMap((appointment) => {
          const mine = column.staffId === null || appointment.staffId === column.staffId;
          const block = mine && clockBlock(zone, column.date, appointment, byClock);
          return block ? [{ appointment, block }] : [];
        });
        const sides = lanes(
          own.map(({ appointment, block }) => ({
            from: block.from - appointment.bufferBefore,
            to: Math.max(block.to, block.from + LEAST_MIN) + appointment.bufferAfter,
          })),
        );
        return own.map((one, i) => ({ ...one, ...sides[i]! }));
      }),
    [columns, appointments, zone, byClock],
  );
  const staged = useStages(
    `${columns[0]!.key} ${columns.length}`,
    drawn.map((own) => own.length),
  );
  const nowOn = (on: string) => clockBlock(zone, on, { start: now, end: now + 60_000 }, byClock);
  const nowBlock = columns.map((column) => nowOn(column.date)).find((block) => block !== null);
  const open = useMemo(
    () =>
      columns.flatMap((column) =>
        shades
          .filter(({ staffId }) => column.staffId === null || staffId === column.staffId)
          .flatMap((one) => one.open)
          .flatMap(([start, end]) => clockBlock(zone, column.date, { start, end }, byClock) ?? []),
      ),
    [columns, shades, zone, byClock],
  );
  const marks = drawn
    .flat()
    .map(({ block }) => ({ from: block.from, to: Math.max(block.to, block.from + LEAST_MIN) }))
    .concat(open);
  const begins = Math.min(USUAL.from, ...marks.map((b) => b.from));
  const ends = Math.max(USUAL.to, ...marks.map((b) => b.to));
  // Whoever looks in the middle of the night looks at the day, not at the empty hours before it.
  const near = nowBlock && nowBlock.from > begins - NEAR_MIN && nowBlock.to < ends + NEAR_MIN;
  const from = Math.floor((Math.min(begins, near ? nowBlock.from : begins) - 15) / HOUR) * HOUR;
  const to = Math.ceil((Math.max(ends, near ? nowBlock.to : ends) + 15) / HOUR) * HOUR;
  const first = Math.max(0, from);
  const hours = Array.from(
    { length: Math.floor((to - first) / HOUR) + 1 },
    (_, i) => first + i * HOUR,
  );
  const y = (minute: number) => (minute - first) * PX_PER_MIN + TOP;
  const height = y(to) + TOP;
  // A date without a change of the clocks, where there is one: every hour of it has its label.
  const labels = columns.find((column) => isPlainDay(zone, column.date)) ?? columns[0]!;
  const nowAt = near ? nowBlock.from : undefined;

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
      return { column: column.dataset.column!, minute: Math.max(0, minute) };
    }
    return null;
  };
  const columnOf = (key: string) => columns.find((column) => column.key === key)!;
  const instant = (key: string, minute: number) =>
    clockInstant(zone, columnOf(key).date, minute, byClock);
  const {
    drag,
    begin: beginDrag,
    isDragEnd,
    handlers,
  } = useDrag(scroller, spotOf, (dropped) => {
    const { appointment, column: key } = dropped;
    const { staffId } = columnOf(key);
    const span = { start: instant(key, dropped.from), end: instant(key, dropped.to) };
    if (!appointment) return onDraw?.({ ...span, staffId });
    const length = Date.parse(appointment.end) - Date.parse(appointment.start);
    // What began the day before, or ends the day after, keeps the part that is not drawn here.
    const cut = dropped.kind === "move" ? cutOff(zone, appointment, columnOf(dropped.origin)) : 0;
    const start = dropped.kind === "move" ? span.start - cut : Date.parse(appointment.start);
    onPlace?.(appointment, {
      staffId: staffId ?? appointment.staffId,
      start,
      end: dropped.kind === "move" ? start + length : span.end,
    });
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

  // However many stand side by side, each is wide enough to be hit.
  const gridTemplateColumns = `${hourWidth(desk)} ${drawn
    .map((own) => {
      const widest = Math.max(byClock ? 4 : 5, ...own.map(({ of }) => of));
      return `minmax(${widest * 1.875}rem, 1fr)`;
    })
    .join(" ")}`;

  return (
    <div className="time-paper relative overflow-hidden rounded-lg border border-line bg-surface print:overflow-visible print:border-0">
      {/* Above the part that scrolls, not over it: a heading that covers an appointment would be pressed instead of it. */}
      <div
        ref={heads}
        onScroll={(event) => follow(event.currentTarget, scroller.current)}
        className="overflow-hidden border-line border-b [scrollbar-gutter:stable]"
      >
        <div className="grid" style={{ gridTemplateColumns }}>
          <div className="sticky start-0 z-10 bg-surface" />
          {columns.map((column) => (
            <div
              key={column.key}
              className="flex min-h-13 items-center gap-2 border-line border-s bg-surface px-2.5"
            >
              {column.head}
            </div>
          ))}
        </div>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside */}
      <div
        ref={scroller}
        onKeyDown={onArrow}
        // With nothing in it that takes the focus, it takes it itself: it scrolls.
        tabIndex={appointments.length === 0 ? 0 : undefined}
        {...handlers}
        onScroll={(event) => follow(event.currentTarget, heads.current)}
        // An opaque ground lets the browser scroll what it has painted instead of painting it anew.
        className="relative grid overflow-auto bg-surface [scrollbar-gutter:stable] print:overflow-visible"
        style={{
          gridTemplateColumns,
          maxHeight: "calc(var(--calendar-height) - 3.25rem)",
          minHeight: "17rem",
        }}
      >
        <div className="sticky start-0 z-10 bg-surface" style={{ height }}>
          {hours.map((minute) => (
            <time
              key={minute}
              className="absolute end-2 -translate-y-1/2 whitespace-nowrap text-faint text-sm"
              style={{ top: y(minute) }}
            >
              {minute > first || first === 0
                ? formatTime(instant(labels.key, minute), zone, desk.locale)
                : ""}
            </time>
          ))}
        </div>
        {columns.map((column, at) => {
          const ghost = drag && drag.column === column.key ? drag : null;
          const nowHere = nowOn(column.date);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the form for a new booking does the same by keyboard
            <ul
              key={column.key}
              aria-label={column.label}
              data-column={column.key}
              className="@container relative isolate grid grid-cols-1 touch-pan-x touch-pan-y content-start border-line border-s"
              style={{ height }}
              onPointerMove={drag ? undefined : showGrip}
              onPointerDown={(event) => {
                const spot = spotOf(event.clientX, event.clientY);
                if (!spot || !onDraw) return;
                beginDrag(event, {
                  kind: "select",
                  appointment: null,
                  column: column.key,
                  origin: column.key,
                  from: spot.minute,
                  to: spot.minute,
                });
              }}
              onClick={(event) => {
                const onBlock = (event.target as HTMLElement).closest("button");
                if (!onDraw || onBlock || isDragEnd()) return;
                const spot = spotOf(event.clientX, event.clientY);
                if (!spot) return;
                const minute = Math.floor(spot.minute / 15) * 15;
                onDraw({
                  staffId: column.staffId,
                  start: instant(column.key, minute),
                  end: instant(column.key, minute + PRESS_MIN),
                });
              }}
            >
              <ColumnShades
                desk={desk}
                column={column}
                shades={shades}
                byClock={byClock}
                first={first}
                last={to}
                y={y}
                onFree={onFree}
              />
              {hours.map((minute) => (
                <li
                  key={minute}
                  aria-hidden="true"
                  className="pointer-events-none absolute inset-x-0 -z-10 border-line border-t"
                  style={{ top: y(minute) }}
                />
              ))}
              <Blocks
                desk={desk}
                column={column.key}
                own={drawn[at]!}
                upTo={staged[at]!}
                first={first}
                people={people}
                named={column.staffId === null}
                mayMove={mayMove}
                leaving={drag?.origin === column.key ? (drag.appointment?.id ?? null) : null}
                onDown={onBlockDown}
                onOpen={onBlockOpen}
              />
              {ghost && (
                <li
                  data-staff={
                    people.get(column.staffId ?? ghost.appointment?.staffId ?? "")?.hue ?? 0
                  }
                  className="pointer-events-none absolute inset-x-0.5 z-10 rounded-sm border-2 border-staff bg-staff-soft px-2 text-staff-ink opacity-90 shadow-float"
                  style={{ top: y(ghost.from), height: (ghost.to - ghost.from) * PX_PER_MIN }}
                >
                  <span className="tabular font-medium text-sm">
                    {formatRange(
                      instant(column.key, ghost.from),
                      instant(column.key, ghost.to),
                      zone,
                      desk.locale,
                    )}
                  </span>
                </li>
              )}
              {nowHere && nowHere.from >= first && nowHere.from <= to && (
                <li
                  aria-hidden="true"
                  className="pointer-events-none absolute inset-x-0 z-10 h-px bg-ribbon print:hidden"
                  style={{ top: y(nowHere.from) }}
                >
                  <span className="absolute start-0 -top-1 size-2 rounded-full bg-ribbon" />
                </li>
              )}
            </ul>
          );
        })}
      </div>
    </div>
  );
}

/** Of the column of hours: "12:00 PM" needs more than "12:00". */
function hourWidth({ timeZone, locale }: Desk): string {
  return formatTime(0, timeZone, locale).length > 5 ? "4.75rem" : "3.75rem";
}

/** The heads stand above their columns, whichever of the two is scrolled. */
function follow(from: HTMLElement, to: HTMLElement | null) {
  if (to && to.scrollLeft !== from.scrollLeft) to.scrollLeft = from.scrollLeft;
}

/** Milliseconds of an appointment that lie before the date of a column. */
function cutOff(zone: string, appointment: CalendarAppointment, { date }: Column): number {
  return Math.max(0, startOfDate(zone, date) - Date.parse(appointment.start));
}

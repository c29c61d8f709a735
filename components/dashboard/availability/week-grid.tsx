"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import {
  endOnLine,
  moveHours,
  rowOnClock,
  SNAP_MIN,
  snap,
  stretchHours,
  tidyWeek,
} from "@/lib/availability/editor";
import type { HoursRow } from "@/lib/availability/schema";
import { formatDuration, formatWallMinutes, formatWeekday } from "@/lib/format";

const DAY = 1440;
/** Hours whose lines are labelled. */
const MARKS = [0, 3, 6, 9, 12, 15, 18, 21, 24];

interface Drag {
  kind: "draw" | "move" | "start" | "end";
  /** What is dragged as it was, and as it is now. */
  from: HoursRow;
  now: HoursRow;
  x: number;
  y: number;
  moved: boolean;
}

/**
 * A week as seven columns in which hours are drawn, moved and stretched with the pointer, in quarters of an hour, or
 * with the keyboard. What runs past midnight shows its rest, pale, on the next day.
 */
export function WeekGrid({
  rows,
  onChange,
  days,
  locale,
  disabled,
  label,
}: {
  rows: HoursRow[];
  onChange: (rows: HoursRow[]) => void;
  /** ISO weekdays in the order of the columns. */
  days: number[];
  locale: string;
  disabled?: boolean;
  label: string;
}) {
  const grid = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const helpId = useId();

  const others = drag && drag.kind !== "draw" ? without(rows, drag.from) : rows;
  const shown = drag ? [...others, drag.now] : rows;

  useEffect(() => {
    if (!focus) return;
    const [weekday, start] = focus.split("-").map(Number);
    const holder = tidyWeek(rows).find(
      ([day, from, to]) => day === weekday && from <= start! && start! < endOnLine(from, to),
    );
    if (holder) {
      grid.current?.querySelector<HTMLElement>(`[data-block="${keyOf(holder)}"]`)?.focus();
    }
    setFocus(null);
  }, [focus, rows]);

  function minuteAt(clientY: number): number {
    const box = grid.current!.getBoundingClientRect();
    return Math.max(0, Math.min(DAY, ((clientY - box.top) / box.height) * DAY));
  }
  function columnAt(clientX: number): number {
    const box = grid.current!.getBoundingClientRect();
    const rtl = getComputedStyle(grid.current!).direction === "rtl";
    const along = rtl ? box.right - clientX : clientX - box.left;
    return Math.max(0, Math.min(6, Math.floor((along / box.width) * 7)));
  }
  function name([weekday, start, end]: HoursRow): string {
    return `${formatWeekday(weekday, locale)} ${formatWallMinutes(start, locale)}–${formatWallMinutes(end, locale)}`;
  }

  function begin(event: PointerEvent, kind: Drag["kind"], row?: HoursRow) {
    if (disabled || event.button !== 0) return;
    // A finger scrolls the page; it draws on the list instead.
    if (kind === "draw" && event.pointerType === "touch") return;
    event.stopPropagation();
    grid.current!.setPointerCapture(event.pointerId);
    const at = Math.min(DAY - SNAP_MIN, Math.floor(minuteAt(event.clientY) / SNAP_MIN) * SNAP_MIN);
    const from: HoursRow = row ?? [days[columnAt(event.clientX)]!, at, at + SNAP_MIN];
    setDrag({ kind, from, now: from, x: event.clientX, y: event.clientY, moved: false });
  }

  function follow(event: PointerEvent) {
    if (!drag) return;
    const box = grid.current!.getBoundingClientRect();
    const minutes = snap(((event.clientY - drag.y) / box.height) * DAY);
    const moved = drag.moved || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 4;
    if (!moved) return;
    let now = drag.from;
    if (drag.kind === "draw") {
      const first = drag.from[1];
      const here = snap(minuteAt(event.clientY));
      now =
        here > first
          ? rowOnClock(drag.from[0], first, here)
          : rowOnClock(drag.from[0], Math.min(here, first), first + SNAP_MIN);
    } else if (drag.kind === "move") {
      const columns = columnAt(event.clientX) - columnAt(drag.x);
      const target = days[Math.max(0, Math.min(6, days.indexOf(drag.from[0]) + columns))]!;
      now = moveHours([target, drag.from[1], drag.from[2]], 0, minutes);
    } else now = stretchHours(drag.from, drag.kind, minutes);
    setDrag({ ...drag, now, moved });
  }

  function drop() {
    if (!drag) return;
    setDrag(null);
    if (drag.kind === "draw" && !drag.moved) {
      // A click opens an hour there.
      const start = Math.min(drag.from[1], DAY - 60);
      commit([...rows, [drag.from[0], start, start + 60]], [drag.from[0], start, start + 60]);
    } else if (drag.moved) {
      commit([...without(rows, drag.kind === "draw" ? null : drag.from), drag.now], drag.now);
    }
  }

  function commit(next: HoursRow[], row: HoursRow | null) {
    onChange(tidyWeek(next));
    if (row) {
      setFocus(keyOf(row));
      setSaid(name(row));
    }
  }

  function onKeyDown(event: KeyboardEvent, row: HoursRow) {
    if (disabled) return;
    const step = event.key === "ArrowDown" ? SNAP_MIN : event.key === "ArrowUp" ? -SNAP_MIN : 0;
    const rtl = getComputedStyle(grid.current!).direction === "rtl";
    const side = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    let next: HoursRow | null = null;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      commit(without(rows, row), null);
      setSaid(`${name(row)} removed`);
      grid.current?.focus();
      return;
    }
    if (step !== 0) {
      next = event.shiftKey
        ? stretchHours(row, "end", step)
        : event.altKey
          ? stretchHours(row, "start", step)
          : moveHours(row, 0, step);
    } else if (side !== 0) {
      const at = days.indexOf(row[0]) + (rtl ? -side : side);
      if (days[at]) next = [days[at], row[1], row[2]];
    }
    if (!next) return;
    event.preventDefault();
    commit([...without(rows, row), next], next);
  }

  return (
    <section aria-label={label}>
      <p id={helpId} className="sr-only">
        Arrow keys move these hours, Shift with up or down changes their end, Alt with up or down
        their beginning, Delete removes them.
      </p>
      <div className="grid grid-cols-[3rem_repeat(7,minmax(0,1fr))]" aria-hidden="true">
        <span />
        {days.map((weekday) => (
          <span key={weekday} className="pb-2 text-center text-muted text-sm">
            {formatWeekday(weekday, locale, "short")}
          </span>
        ))}
      </div>
      <div className="flex">
        <div className="relative h-136 w-12 shrink-0" aria-hidden="true">
          {MARKS.map((hour) => (
            <span
              key={hour}
              className="tabular absolute end-2 -translate-y-1/2 text-faint text-sm"
              style={{ top: `${(hour / 24) * 100}%` }}
            >
              {formatWallMinutes(hour * 60, locale)}
            </span>
          ))}
        </div>
        <div
          ref={grid}
          tabIndex={-1}
          className={cn(
            "relative grid h-136 min-w-0 flex-1 grid-cols-7 rounded-md border border-line bg-surface outline-none",
            !disabled && "cursor-crosshair",
          )}
          onPointerDown={(event) => begin(event, "draw")}
          onPointerMove={follow}
          onPointerUp={drop}
          onPointerCancel={() => setDrag(null)}
        >
          {MARKS.slice(1, -1).map((hour) => (
            <span
              key={hour}
              aria-hidden="true"
              className="pointer-events-none absolute inset-x-0 border-line border-t"
              style={{ top: `${(hour / 24) * 100}%` }}
            />
          ))}
          {days.map((weekday, column) => (
            <div
              key={weekday}
              className={cn("relative min-w-0", column > 0 && "border-line border-s")}
            >
              {shown
                .filter(([day]) => day === weekday)
                .map((row) => (
                  <Block
                    key={keyOf(row)}
                    row={row}
                    name={name(row)}
                    locale={locale}
                    helpId={helpId}
                    disabled={disabled}
                    lifted={drag?.now === row}
                    onBegin={begin}
                    onKeyDown={onKeyDown}
                  />
                ))}
              {shown
                .filter(
                  ([day, start, end]) => day === ((weekday + 5) % 7) + 1 && end <= start && end > 0,
                )
                .map((row) => (
                  <span
                    key={`rest-${keyOf(row)}`}
                    aria-hidden="true"
                    className="pointer-events-none absolute inset-x-0.5 top-0 rounded-b-sm border border-accent border-t-0 border-dashed bg-accent-soft/60"
                    style={{ height: `${(row[2] / DAY) * 100}%` }}
                  />
                ))}
            </div>
          ))}
        </div>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  );
}

function Block({
  row,
  name,
  locale,
  helpId,
  disabled,
  lifted,
  onBegin,
  onKeyDown,
}: {
  row: HoursRow;
  name: string;
  locale: string;
  helpId: string;
  disabled?: boolean | undefined;
  lifted: boolean;
  onBegin: (event: PointerEvent, kind: Drag["kind"], row: HoursRow) => void;
  onKeyDown: (event: KeyboardEvent, row: HoursRow) => void;
}) {
  const [, start, end] = row;
  const lineEnd = endOnLine(start, end);
  const shownEnd = Math.min(DAY, lineEnd);
  return (
    <button
      type="button"
      data-block={keyOf(row)}
      aria-label={name}
      aria-describedby={helpId}
      disabled={disabled}
      onPointerDown={(event) => onBegin(event, "move", row)}
      onKeyDown={(event) => onKeyDown(event, row)}
      className={cn(
        "absolute inset-x-0.5 flex touch-none flex-col overflow-hidden rounded-sm border border-accent bg-accent-soft text-start text-accent-ink text-sm focus-visible:z-10",
        disabled ? "cursor-default" : "cursor-grab active:cursor-grabbing",
        lineEnd > DAY && "rounded-b-none border-b-0",
        lifted && "z-10 shadow-raised",
      )}
      style={{ top: `${(start / DAY) * 100}%`, height: `${((shownEnd - start) / DAY) * 100}%` }}
    >
      {!disabled && (
        <span
          aria-hidden="true"
          className="absolute inset-x-0 top-0 h-2 cursor-ns-resize"
          onPointerDown={(event) => onBegin(event, "start", row)}
        />
      )}
      {shownEnd - start >= 75 && (
        <span className="tabular block px-1.5 pt-1 leading-tight">
          {formatWallMinutes(start, locale)}
          <br />
          {formatWallMinutes(end, locale)}
        </span>
      )}
      {shownEnd - start >= 180 && (
        <span className="block px-1.5 leading-tight opacity-85">
          {formatDuration(lineEnd - start, locale)}
        </span>
      )}
      {!disabled && (
        <span
          aria-hidden="true"
          className="absolute inset-x-0 bottom-0 h-2 cursor-ns-resize"
          onPointerDown={(event) => onBegin(event, "end", row)}
        />
      )}
    </button>
  );
}

function keyOf([weekday, start]: HoursRow): string {
  return `${weekday}-${start}`;
}

function without(rows: HoursRow[], row: HoursRow | null): HoursRow[] {
  if (!row) return rows;
  const at = rows.findIndex(
    ([day, start, end]) => day === row[0] && start === row[1] && end === row[2],
  );
  return rows.filter((_, i) => i !== at);
}

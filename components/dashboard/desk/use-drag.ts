"use client";

import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { CalendarAppointment } from "@/lib/appointments/schema";

/** Minutes in which an appointment moves, and in which an empty span is drawn. */
const MOVE_STEP = 5;
const SELECT_STEP = 15;
/** Pixels before a press becomes a drag. */
const SLOP = 4;

/** What is being dragged: minutes of the column's day, `[from, to)`. */
export interface Drag {
  kind: "move" | "stretch" | "select";
  appointment: CalendarAppointment | null;
  /** Keys of the column it is over, and of the one it was taken from. */
  column: string;
  origin: string;
  from: number;
  to: number;
}

interface Begun extends Drag {
  pointerId: number;
  x: number;
  y: number;
  /** Minute under the pointer when it went down. */
  minute: number;
  moved: boolean;
}

/** Where a pointer is in the columns. */
export interface Spot {
  /** Its key. */
  column: string;
  minute: number;
}

/**
 * Dragging in columns of time with a mouse or a pen; a finger scrolls, and has the forms.
 * @param box receives the pointer while it drags
 * @param spotOf the column and minute under a point of the window
 * @param onDrop what was dragged, where it ends; `select` also for a plain press on an empty span
 */
export function useDrag(
  box: RefObject<HTMLElement | null>,
  spotOf: (x: number, y: number) => Spot | null,
  onDrop: (drag: Drag) => void,
) {
  const begun = useRef<Begun | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  // The press that ends a drag is no press on what lies under it.
  const swallow = useRef(false);

  useEffect(() => {
    if (!drag) return;
    const stop = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      begun.current = null;
      // The button is still down: letting it go is no press either.
      swallow.current = true;
      setDrag(null);
    };
    window.addEventListener("keydown", stop);
    return () => window.removeEventListener("keydown", stop);
  }, [drag]);

  function begin(event: PointerEvent, start: Drag) {
    if (event.button !== 0 || event.pointerType === "touch") return;
    const spot = spotOf(event.clientX, event.clientY);
    if (!spot) return;
    swallow.current = false;
    begun.current = {
      ...start,
      pointerId: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      minute: spot.minute,
      moved: false,
    };
    event.stopPropagation();
  }

  function onPointerMove(event: PointerEvent) {
    const from = begun.current;
    if (!from || event.pointerId !== from.pointerId) return;
    if (!from.moved) {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < SLOP) return;
      from.moved = true;
      box.current?.setPointerCapture(event.pointerId);
    }
    const spot = spotOf(event.clientX, event.clientY);
    if (spot) setDrag(dragged(from, spot));
  }

  function onPointerUp(event: PointerEvent) {
    const from = begun.current;
    begun.current = null;
    if (swallow.current) forgetSoon();
    if (!from || event.pointerId !== from.pointerId) return;
    const spot = spotOf(event.clientX, event.clientY);
    setDrag(null);
    if (!from.moved) return;
    swallow.current = true;
    forgetSoon();
    if (spot) onDrop(dragged(from, spot));
  }

  /** The click comes right after the release. */
  function forgetSoon() {
    setTimeout(() => {
      swallow.current = false;
    });
  }

  function onPointerCancel() {
    begun.current = null;
    setDrag(null);
  }

  return {
    drag,
    begin,
    /** Whether a click is only the end of a drag. */
    isDragEnd: () => swallow.current,
    handlers: { onPointerMove, onPointerUp, onPointerCancel },
  };
}

function dragged(from: Begun, spot: Spot): Drag {
  const by = Math.round((spot.minute - from.minute) / MOVE_STEP) * MOVE_STEP;
  const { kind, appointment, origin } = from;
  if (kind === "move") {
    const start = Math.max(0, from.from + by);
    const to = start + from.to - from.from;
    return { kind, appointment, origin, column: spot.column, from: start, to };
  }
  if (kind === "stretch") {
    const to = Math.max(from.from + MOVE_STEP, from.to + by);
    return { kind, appointment, origin, column: origin, from: from.from, to };
  }
  const down = (minute: number) => Math.floor(minute / SELECT_STEP) * SELECT_STEP;
  const first = Math.min(from.minute, spot.minute);
  const last = Math.max(from.minute, spot.minute);
  return {
    kind,
    appointment,
    origin,
    column: origin,
    from: down(first),
    to: Math.max(down(first) + SELECT_STEP, down(last) + SELECT_STEP),
  };
}

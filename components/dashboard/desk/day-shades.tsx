import { CalendarOff, X } from "lucide-react";
import { blockOn, startOfDate } from "@/lib/appointments/rules";
import { gapsBetween, type PersonShades } from "@/lib/appointments/shades-schema";
import { formatRange } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";

/** What lies behind a person's day: closed hours, what their own calendar holds, and time that is blocked. */
export function DayShades({
  desk,
  date,
  shades,
  first,
  last,
  y,
  onFree,
}: {
  desk: Desk;
  date: string;
  shades: PersonShades | undefined;
  /** Minutes of the day that are drawn. */
  first: number;
  last: number;
  y: (minute: number) => number;
  onFree: ((id: string) => void) | undefined;
}) {
  if (!shades) return null;
  const zone = desk.timeZone;
  const begin = startOfDate(zone, date);
  const at = (instant: number) => (instant - begin) / 60_000;
  const closed = gapsBetween(shades.open, begin + first * 60_000, begin + last * 60_000);
  return (
    <>
      {closed.map(([start, end]) => (
        <li
          key={start}
          aria-hidden="true"
          className="closed-hours pointer-events-none absolute inset-x-0"
          style={{ top: y(at(start)), height: y(at(end)) - y(at(start)) }}
        />
      ))}
      {shades.external.map((busy) => {
        const block = blockOn(zone, date, busy);
        if (!block) return null;
        return (
          <li
            key={`${busy.start}-${busy.label}`}
            className="absolute inset-x-0.5 overflow-hidden rounded-sm border border-line border-dashed bg-sunken px-2 text-muted text-sm"
            style={{ top: y(block.from), height: y(block.to) - y(block.from) }}
          >
            {busy.label || "Busy"}
            <span className="sr-only">
              , in their own calendar, {formatRange(busy.start, busy.end, zone, desk.locale)}
            </span>
          </li>
        );
      })}
      {shades.off.map((off) => {
        const block = blockOn(zone, date, off);
        if (!block) return null;
        const height = y(block.to) - y(block.from);
        return (
          <li
            key={off.id}
            className="absolute inset-x-0.5"
            style={{ top: y(block.from), height: Math.max(height, 14) }}
          >
            <button
              type="button"
              onPointerDown={(event) => event.stopPropagation()}
              onClick={() => onFree?.(off.id)}
              className="blocked-time group flex size-full items-start gap-1.5 overflow-hidden rounded-sm border border-line-strong bg-sunken px-2 py-0.5 text-start text-muted text-sm hover:text-ink"
            >
              <CalendarOff aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
              <span className="min-w-0 truncate">{off.label || "Blocked"}</span>
              <span className="sr-only">
                , blocked {formatRange(off.start, off.end, zone, desk.locale)}, open to free it
              </span>
              <X
                aria-hidden="true"
                className="ms-auto mt-0.5 size-3.5 shrink-0 opacity-0 group-hover:opacity-100"
              />
            </button>
          </li>
        );
      })}
    </>
  );
}

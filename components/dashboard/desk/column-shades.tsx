import { CalendarOff, X } from "lucide-react";
import { clockBlock } from "@/lib/appointments/rules";
import { gapsBetween, type PersonShades } from "@/lib/appointments/shades-schema";
import { formatRange } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import type { Column } from "./time-grid";

/**
 * What lies behind a column: the hours in which nobody of it works, and, where it is one person's, what their own
 * calendar holds and the time that is blocked.
 */
export function ColumnShades({
  desk,
  column: { date, staffId },
  shades: all,
  byClock,
  first,
  last,
  y,
  onFree,
}: {
  desk: Desk;
  column: Pick<Column, "date" | "staffId">;
  shades: readonly PersonShades[];
  /** Whether minutes are the clock's rather than elapsed ones. */
  byClock: boolean;
  /** Minutes of the day that are drawn. */
  first: number;
  last: number;
  y: (minute: number) => number;
  onFree: ((id: string) => void) | undefined;
}) {
  const shades = all.filter((one) => staffId === null || one.staffId === staffId);
  if (shades.length === 0) return null;
  const zone = desk.timeZone;
  const blockOf = (span: { start: number; end: number }) => clockBlock(zone, date, span, byClock);
  const open = shades
    .flatMap((one) => one.open)
    .flatMap(([start, end]) => blockOf({ start, end }) ?? [])
    .map(({ from, to }): [number, number] => [from, to]);
  const [person] = shades.length === 1 ? shades : [];
  return (
    <>
      {gapsBetween(open, first, last).map(([start, end]) => (
        <li
          key={start}
          aria-hidden="true"
          className="closed-hours pointer-events-none absolute inset-x-0 -z-10"
          style={{ top: y(start), height: y(end) - y(start) }}
        />
      ))}
      {person?.external.map((busy) => {
        const block = blockOf(busy);
        if (!block) return null;
        return (
          <li
            key={`${busy.start}-${busy.label}`}
            className="absolute inset-x-0.5 -z-10 overflow-hidden rounded-sm border border-line border-dashed bg-sunken px-2 text-muted text-sm"
            style={{ top: y(block.from), height: y(block.to) - y(block.from) }}
          >
            {busy.label || "Busy"}
            <span className="sr-only">
              , in their own calendar, {formatRange(busy.start, busy.end, zone, desk.locale)}
            </span>
          </li>
        );
      })}
      {person?.off.map((off) => {
        const block = blockOf(off);
        if (!block) return null;
        const height = y(block.to) - y(block.from);
        return (
          <li
            key={off.id}
            className="absolute inset-x-0.5 -z-10"
            style={{ top: y(block.from), height: Math.max(height, 25) }}
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

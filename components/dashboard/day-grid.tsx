"use client";

import { useEffect, useRef } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { blockOn, lanes, startOfDate } from "@/lib/appointments/rules";
import type { CalendarAppointment } from "@/lib/appointments/schema";
import { formatTime } from "@/lib/format";
import type { Desk, DeskPerson } from "@/lib/members/schema";
import { BlockText, blockClass } from "./block";
import { useNow } from "./use-now";

const PX_PER_MIN = 1.2;
const HOUR = 60;
/** Shown even when nothing is in it, so that a quiet day looks like a day. */
const USUAL = { from: 9 * HOUR, to: 17 * HOUR };

/**
 * One date, the staff side by side. The axis counts elapsed minutes of the business's day: on the day of a clock change
 * the hours keep their length, and the labels say what the clock reads.
 */
export function DayGrid({
  desk,
  date,
  people,
  appointments,
  now: serverNow,
  onOpen,
}: {
  desk: Desk;
  date: string;
  people: DeskPerson[];
  appointments: CalendarAppointment[];
  /** Epoch milliseconds. */
  now: number;
  onOpen: (appointmentId: string) => void;
}) {
  const now = useNow(serverNow);
  const scroller = useRef<HTMLDivElement>(null);
  const begin = startOfDate(desk.timeZone, date);
  const placed = appointments.flatMap((appointment) => {
    const block = blockOn(desk.timeZone, date, appointment);
    return block ? [{ appointment, block }] : [];
  });
  const nowBlock = blockOn(desk.timeZone, date, { start: now, end: now + 60_000 });
  const marks = placed.map(({ block }) => block).concat(nowBlock ? [nowBlock] : []);
  const from = Math.floor((Math.min(USUAL.from, ...marks.map((b) => b.from)) - 15) / HOUR) * HOUR;
  const to = Math.ceil((Math.max(USUAL.to, ...marks.map((b) => b.to)) + 15) / HOUR) * HOUR;
  const first = Math.max(0, from);
  const hours = Array.from(
    { length: Math.floor((to - first) / HOUR) + 1 },
    (_, i) => first + i * HOUR,
  );
  const y = (minute: number) => (minute - first) * PX_PER_MIN;
  const nowAt = nowBlock?.from;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another date is shown, not with each minute
  useEffect(() => {
    // A long day opens where it matters; the page itself does not jump.
    const box = scroller.current;
    if (box && nowAt !== undefined)
      box.scrollTop = (nowAt - first) * PX_PER_MIN - box.clientHeight / 3;
  }, [date]);

  return (
    <div
      ref={scroller}
      className="relative overflow-auto rounded-lg border border-line bg-surface"
      style={{ maxHeight: "calc(100dvh - 11rem)", minHeight: "20rem" }}
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
        <div className="sticky start-0 z-10 bg-surface" style={{ height: y(to) + 16 }}>
          {hours.map((minute) => (
            <time
              key={minute}
              className="absolute end-2 -translate-y-1/2 text-faint text-sm"
              style={{ top: y(minute) + 8 }}
            >
              {minute > first || first === 0
                ? formatTime(begin + minute * 60_000, desk.timeZone, desk.locale)
                : ""}
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
          return (
            <ul
              key={person.id}
              aria-label={person.name}
              className="relative border-line border-s"
              style={{ height: y(to) + 16 }}
            >
              {hours.map((minute) => (
                <li
                  key={minute}
                  aria-hidden="true"
                  className="absolute inset-x-0 border-line border-t"
                  style={{ top: y(minute) + 8 }}
                />
              ))}
              {own.map(({ appointment, block }, i) => (
                <Block
                  key={appointment.id}
                  desk={desk}
                  person={person}
                  appointment={appointment}
                  top={y(block.from) + 8}
                  height={(block.to - block.from) * PX_PER_MIN}
                  side={sides[i]!}
                  onOpen={onOpen}
                />
              ))}
            </ul>
          );
        })}
      </div>
      {nowAt !== undefined && nowAt >= first && nowAt <= to && (
        <div
          aria-hidden="true"
          className="pointer-events-none absolute start-0 z-10 flex items-center"
          style={{ top: y(nowAt) + 8 + 52, width: `max(100%, ${3.75 + people.length * 9}rem)` }}
        >
          <span className="sticky start-1 size-2 rounded-full bg-ribbon" />
          <span className="h-px flex-1 bg-ribbon" />
        </div>
      )}
    </div>
  );
}

function Block({
  desk,
  person,
  appointment,
  top,
  height,
  side,
  onOpen,
}: {
  desk: Desk;
  person: DeskPerson;
  appointment: CalendarAppointment;
  top: number;
  height: number;
  side: { lane: number; of: number };
  onOpen: (appointmentId: string) => void;
}) {
  const service = desk.services.find(({ id }) => id === appointment.serviceId)?.name ?? "";
  const before = appointment.bufferBefore * PX_PER_MIN;
  const after = appointment.bufferAfter * PX_PER_MIN;
  const width = 100 / side.of;
  const off = appointment.state === "cancelled";
  return (
    <li
      data-staff={person.hue}
      className="absolute px-0.5"
      style={{
        top: top - (off ? 0 : before),
        height: height + (off ? 0 : before + after),
        insetInlineStart: `${side.lane * width}%`,
        width: `${width}%`,
      }}
    >
      {!off && (before > 0 || after > 0) && (
        <span
          aria-hidden="true"
          className="absolute inset-x-0.5 inset-y-0 rounded-sm bg-staff-soft/45"
        />
      )}
      <button
        type="button"
        onClick={() => onOpen(appointment.id)}
        className={cn(
          "absolute inset-x-0.5 text-start transition-colors hover:brightness-[0.97] dark:hover:brightness-110",
          blockClass(appointment.state),
        )}
        style={{ top: (off ? 0 : before) + 0.5, height: height - 1 }}
      >
        <BlockText
          appointment={appointment}
          time={formatTime(appointment.start, desk.timeZone, desk.locale)}
          service={service}
          height={height}
        />
      </button>
    </li>
  );
}

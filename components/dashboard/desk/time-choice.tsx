"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { Notice } from "@/components/ui/states";
import type { DeskTimes, TimeCheck } from "@/lib/appointments/desk-schema";
import { isDate } from "@/lib/appointments/rules";
import { formatDayTime, formatTime, zoneTime } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { instantsOfLocal, localDateOf } from "@/lib/scheduling";
import { fetchJson } from "../fetch-json";
import { type PlaceQuestion, timesPath } from "./use-time-check";

/** The clock of an instant as a time field has it. */
export function clockOf(zone: string, instant: number): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(instant);
}

/** The instant of a date and a clock in a zone; null where there is none. */
export function instantOf(zone: string, date: string, clock: string): number | null {
  const parts = /^(\d\d):(\d\d)/.exec(clock);
  if (!parts || !isDate(date)) return null;
  return instantsOfLocal(zone, date, Number(parts[1]) * 60 + Number(parts[2]))[0] ?? null;
}

/**
 * A day, the times that customers are offered on it, and a field for any other. What speaks against a time is said
 * once, beside it.
 */
export function TimeChoice({
  desk,
  question,
  date,
  onDate,
  onStart,
  check,
  error,
}: {
  desk: Desk;
  question: PlaceQuestion;
  date: string;
  onDate: (date: string) => void;
  onStart: (start: number | null) => void;
  check: TimeCheck | undefined;
  error?: string | undefined;
}) {
  const { start } = question;
  const label = useId();
  const zone = desk.timeZone;
  const [typed, setTyped] = useState<string | null>(null);
  const path = timesPath(question, date);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["times", question.businessId, path],
    queryFn: ({ signal }) => fetchJson<DeskTimes>(path, signal),
    enabled: question.serviceId !== "" && isDate(date),
    placeholderData: keepPreviousData,
  });
  const clock = typed ?? (start === null ? "" : clockOf(zone, start));
  const skipped = typed !== null && typed !== "" && instantOf(zone, date, typed) === null;
  const onDay = start !== null && localDateOf(zone, start) === date;

  return (
    <div className="space-y-4">
      <div className="grid grid-cols-2 gap-3">
        <Field label="Day" required>
          <Input
            type="date"
            value={date}
            onChange={(event) => {
              const day = event.currentTarget.value;
              onDate(day);
              setTyped(null);
              onStart(clock ? instantOf(zone, day, clock) : null);
            }}
          />
        </Field>
        <Field
          label="Time"
          required
          error={skipped ? "The clocks skip that time on that day." : error}
        >
          <Input
            type="time"
            value={clock}
            onChange={(event) => {
              const text = event.currentTarget.value;
              setTyped(text);
              onStart(instantOf(zone, date, text));
            }}
          />
        </Field>
      </div>
      <div>
        <p id={label} className="text-muted text-sm">
          Offered to customers that day, {zoneTime(zone, desk.locale)}
        </p>
        {!data ? (
          <Skeleton className="mt-2 h-24 w-full" />
        ) : data.slots.length === 0 ? (
          <p className="mt-2">No time is offered that day. You can still type one above.</p>
        ) : (
          <ul
            aria-labelledby={label}
            aria-busy={isPlaceholderData}
            className="mt-2 grid max-h-60 grid-cols-[repeat(auto-fill,minmax(5.25rem,1fr))] gap-2 overflow-y-auto p-1"
          >
            {data.slots.map((slot) => {
              const at = Date.parse(slot.start);
              return (
                <li key={slot.start}>
                  <button
                    type="button"
                    aria-pressed={start === at}
                    onClick={() => {
                      setTyped(null);
                      onStart(at);
                    }}
                    className={cn(
                      "tabular min-h-11 w-full rounded-md border px-2 transition-colors",
                      start === at
                        ? "border-accent bg-accent text-on-accent"
                        : "border-line-strong bg-surface hover:bg-accent-soft",
                    )}
                  >
                    {formatTime(at, zone, desk.locale)}
                  </button>
                </li>
              );
            })}
          </ul>
        )}
      </div>
      <div aria-live="polite">
        {start !== null && onDay && check?.state === "warning" && (
          <Notice
            tone="warn"
            title={`Customers could not book ${formatDayTime(start, zone, desk.locale)}`}
          >
            <Reasons reasons={check.reasons} />
          </Notice>
        )}
        {start !== null && onDay && check?.state === "taken" && (
          <Notice tone="danger" title={`${formatDayTime(start, zone, desk.locale)} cannot be had`}>
            <Reasons reasons={check.reasons} />
          </Notice>
        )}
      </div>
    </div>
  );
}

/** Why, a line each. */
export function Reasons({ reasons }: { reasons: readonly string[] }) {
  const shown = [...new Set(reasons)].slice(0, 6);
  if (shown.length === 1) return <p>{shown[0]}</p>;
  return (
    <ul className="list-disc space-y-0.5 ps-4">
      {shown.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

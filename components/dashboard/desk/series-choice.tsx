"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { Notice } from "@/components/ui/states";
import type { DeskOccurrence } from "@/lib/bookings/desk-series";
import { formatDayTime, formatLocalDay } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { MAX_OCCURRENCES } from "@/lib/scheduling";
import { fetchJson } from "../fetch-json";
import type { PlaceQuestion } from "./use-time-check";

/** What the form books of a series; `anyway`: a date is among it that customers could not book. */
export interface SeriesValue {
  every: "week" | "month";
  interval: number;
  /** ISO. */
  starts: string[];
  anyway: boolean;
}

const REPEATS = [
  { value: "", label: "Just this once" },
  ...[1, 2, 3, 4, 6, 8].map((n) => ({
    value: `week-${n}`,
    label: n === 1 ? "Every week" : `Every ${n} weeks`,
  })),
  { value: "month-1", label: "Every month, the same weekday" },
  { value: "month-3", label: "Every three months, the same weekday" },
];

/** Again and again: each date before it is booked, and what could take the place of those that are not free. */
export function SeriesChoice({
  desk,
  question,
  attempt,
  onChange,
}: {
  desk: Desk;
  question: PlaceQuestion & { start: number };
  /** Rises when a date turned out to be taken: the dates are looked up anew. */
  attempt: number;
  /** "waiting" while the dates are looked up; null = just this once. */
  onChange: (series: SeriesValue | "waiting" | null) => void;
}) {
  const [repeat, setRepeat] = useState("");
  const [count, setCount] = useState(6);
  /** By date: the start that is booked, "" leaves it out. */
  const [choices, setChoices] = useState<Record<string, string>>({});
  const [every, interval] = repeat.split("-") as ["week" | "month", string];
  const params = new URLSearchParams({
    business: question.businessId,
    service: question.serviceId,
    party: String(question.party),
    start: new Date(question.start).toISOString(),
    every,
    interval,
    count: String(count),
    ...(question.staffId ? { staff: question.staffId } : {}),
  });
  const plan = useQuery({
    queryKey: ["desk-series", String(params), attempt],
    enabled: repeat !== "",
    queryFn: ({ signal }) =>
      fetchJson<{ occurrences: DeskOccurrence[] }>(`/api/dashboard/series?${params}`, signal),
  });
  const dates = repeat === "" ? null : (plan.data?.occurrences ?? null);
  const chosen = useMemo(
    () =>
      (dates ?? []).flatMap((one, i) => {
        const start = choiceOf(one, choices, i === 0);
        return start ? [{ start, anyway: start === one.start && one.state === "warning" }] : [];
      }),
    [dates, choices],
  );
  // The form around it books what is chosen here.
  useEffect(() => {
    if (repeat === "") onChange(null);
    else if (!dates) onChange("waiting");
    else if (chosen.length < 2) onChange(null);
    else {
      onChange({
        every,
        interval: Number(interval),
        starts: chosen.map(({ start }) => start),
        anyway: chosen.some(({ anyway }) => anyway),
      });
    }
  }, [repeat, every, interval, dates, chosen, onChange]);
  useEffect(() => () => onChange(null), [onChange]);

  return (
    <fieldset className="space-y-4">
      <legend className="sr-only">Again and again</legend>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
        <Field label="Repeat">
          <Select value={repeat} onChange={(event) => setRepeat(event.currentTarget.value)}>
            {REPEATS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        {repeat !== "" && (
          <Field label="How many">
            <Select value={count} onChange={(event) => setCount(Number(event.currentTarget.value))}>
              {Array.from({ length: MAX_OCCURRENCES - 1 }, (_, i) => (
                <option key={i + 2}>{i + 2}</option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {repeat !== "" && plan.isError && (
        <Notice
          tone="warn"
          live
          action={
            <Button size="sm" onClick={() => void plan.refetch()}>
              Try again
            </Button>
          }
        >
          The dates could not be looked up. What you typed is still here.
        </Notice>
      )}
      {repeat !== "" && plan.isPending && !plan.isError && <Skeleton className="h-40" />}
      {dates && (
        <>
          <p role="status" className="text-sm">
            {chosen.length === dates.length
              ? `All ${dates.length} dates will be booked.`
              : `${chosen.length} of ${dates.length} dates will be booked.`}
          </p>
          <ul className="max-h-96 divide-y divide-line overflow-y-auto rounded-md border border-line px-4">
            {dates.map((one, i) => (
              <li key={one.date} className="py-2">
                <Occurrence
                  desk={desk}
                  planned={one}
                  first={i === 0}
                  choice={choiceOf(one, choices, i === 0)}
                  onChoose={(start) => setChoices((now) => ({ ...now, [one.date]: start }))}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </fieldset>
  );
}

/** What is booked for a date: what was chosen, else its own start where that is free. The first is the form's own. */
function choiceOf(
  one: DeskOccurrence,
  choices: Readonly<Record<string, string>>,
  first: boolean,
): string {
  if (first) return one.start ?? "";
  const choice = choices[one.date];
  // A choice that another plan no longer offers is none.
  if (choice !== undefined && (choice === "" || offered(one).includes(choice))) return choice;
  return one.state === "free" ? (one.start ?? "") : "";
}

function offered({ start, state, alternatives }: DeskOccurrence): string[] {
  return start && state !== "taken" ? [start, ...alternatives] : alternatives;
}

function Occurrence({
  desk,
  planned,
  first,
  choice,
  onChoose,
}: {
  desk: Desk;
  planned: DeskOccurrence;
  first: boolean;
  choice: string;
  onChoose: (start: string) => void;
}) {
  const { date, start, state, reasons } = planned;
  const when = (instant: string) => formatDayTime(instant, desk.timeZone, desk.locale);
  if (start && (first || state === "free")) {
    return (
      <Checkbox
        label={<time dateTime={start}>{when(start)}</time>}
        checked={choice !== ""}
        disabled={first}
        onChange={(event) => onChoose(event.currentTarget.checked ? start : "")}
      />
    );
  }
  const day = start ? when(start) : formatLocalDay(date, desk.locale);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <p className="min-w-48 flex-1">
        <span className={choice === start ? undefined : "text-muted line-through decoration-1"}>
          {day}
        </span>
        <span className="block text-muted text-sm">{reasons[0]}</span>
      </p>
      <Field label={`Instead of ${day}`} hideLabel>
        <Select value={choice} onChange={(event) => onChoose(event.currentTarget.value)}>
          <option value="">Leave it out</option>
          {start && state === "warning" && <option value={start}>Book it anyway</option>}
          {planned.alternatives.map((other) => (
            <option key={other} value={other}>
              {when(other)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDayTime, formatLocalDay } from "@/lib/format";
import { MAX_OCCURRENCES } from "@/lib/scheduling/sizes";
import { localDateOf } from "@/lib/scheduling/zone";
import { QueryProvider } from "../query-provider";
import { chosenStarts, type PlannedDate, repeatsFor } from "./rules";

/** What a form sends of a series. */
export interface SeriesValue {
  every: "week" | "month";
  interval: number;
  starts: string[];
}

interface SeriesChoiceProps {
  business: { slug: string; timeZone: string };
  service: string;
  staff: string;
  party: number;
  /** The first one, ISO in UTC. */
  at: string;
  /** The zone that times are shown in. */
  zone: string;
  locale: string;
  /** The token of the hold on the first one. */
  hold: string | null;
  /** Rises when a date turned out to be taken: the plan is laid out anew. */
  attempt: number;
  onChange: (series: SeriesValue | null) => void;
}

/** Again and again: how often, and each date before it is booked, with what could take the place of those that are not free. */
export function SeriesChoice(props: SeriesChoiceProps) {
  return (
    <QueryProvider>
      <Choice {...props} />
    </QueryProvider>
  );
}

function Choice(props: SeriesChoiceProps) {
  const { business, service, staff, party, at, zone, locale, hold, attempt, onChange } = props;
  const t = useWords("series");
  const [repeat, setRepeat] = useState("");
  const [count, setCount] = useState(6);
  const [choices, setChoices] = useState<Record<string, string>>({});
  const repeats = useMemo(
    () => repeatsFor(t, localDateOf(business.timeZone, Date.parse(at)), locale),
    [t, business.timeZone, at, locale],
  );
  const chosen = repeats.find(({ value }) => value === repeat) ?? null;

  const plan = useQuery({
    queryKey: ["series", business.slug, service, staff, party, at, repeat, count, attempt, hold],
    enabled: chosen !== null,
    queryFn: async ({ signal }) => {
      const address = new URL("/api/availability/series", window.location.origin);
      const { every, interval } = chosen!;
      for (const [name, value] of Object.entries({
        business: business.slug,
        service,
        party,
        start: at,
        every,
        interval,
        count,
        ...(staff === "any" ? {} : { staff }),
      })) {
        address.searchParams.set(name, String(value));
      }
      const answer = await fetch(address, { signal, headers: hold ? { "x-hold": hold } : {} });
      if (!answer.ok) throw new Error(`the plan answered ${answer.status}`);
      return ((await answer.json()) as { occurrences: PlannedDate[] }).occurrences;
    },
  });

  const dates = chosen ? (plan.data ?? null) : null;
  const starts = useMemo(() => (dates ? chosenStarts(dates, choices) : []), [dates, choices]);
  // The form above books what is chosen here.
  useEffect(() => {
    onChange(
      chosen && starts.length > 1
        ? { every: chosen.every, interval: chosen.interval, starts }
        : null,
    );
  }, [chosen, starts, onChange]);
  const choose = (date: string, start: string) =>
    setChoices((before) => ({ ...before, [date]: start }));

  return (
    <fieldset className="space-y-4">
      <legend className="sr-only">{t("legend")}</legend>
      <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
        <Field label={t("repeat")}>
          <Select value={repeat} onChange={(event) => setRepeat(event.currentTarget.value)}>
            <option value="">{t("once")}</option>
            {repeats.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        {chosen && (
          <Field label={t("count")}>
            <Select value={count} onChange={(event) => setCount(Number(event.currentTarget.value))}>
              {Array.from({ length: MAX_OCCURRENCES - 1 }, (_, i) => (
                <option key={i + 2}>{i + 2}</option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {chosen && plan.isError && (
        <Notice
          tone="warn"
          live
          action={
            <Button size="sm" onClick={() => void plan.refetch()}>
              {t("tryAgain")}
            </Button>
          }
        >
          {t("notLookedUp")}
        </Notice>
      )}
      {chosen && plan.isPending && !plan.isError && <Skeleton className="h-40" />}
      {dates && (
        <>
          <p role="status" className="text-sm">
            {starts.length === dates.length
              ? t("allFree", { count: dates.length })
              : t("someBooked", { some: starts.length, count: dates.length })}
          </p>
          <ul className="max-h-96 divide-y divide-line overflow-y-auto rounded-md border border-line bg-surface px-4">
            {dates.map((one, i) => (
              <li key={one.date} className="py-2">
                <PlannedRow
                  planned={one}
                  first={i === 0}
                  choice={choices[one.date] ?? (one.free ? (one.start ?? "") : "")}
                  zone={zone}
                  locale={locale}
                  onChoose={(start) => choose(one.date, start)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </fieldset>
  );
}

function PlannedRow({
  planned,
  first,
  choice,
  zone,
  locale,
  onChoose,
}: {
  planned: PlannedDate;
  first: boolean;
  /** The start that is booked for this date; "" leaves it out. */
  choice: string;
  zone: string;
  locale: string;
  onChoose: (start: string) => void;
}) {
  const t = useWords("series");
  const { date, start, free, reason, alternatives } = planned;
  const when = (instant: string) => formatDayTime(instant, zone, locale);
  if (free && start) {
    return (
      <Checkbox
        label={<time dateTime={start}>{when(start)}</time>}
        {...(first ? { hint: t("kept") } : {})}
        checked={first || choice !== ""}
        disabled={first}
        onChange={(event) => onChoose(event.currentTarget.checked ? start : "")}
      />
    );
  }
  const day = start ? when(start) : formatLocalDay(date, locale);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <p>
        <span className="text-muted line-through decoration-1">{day}</span>{" "}
        <span className="text-muted text-sm">{reason && t(reason)}</span>
      </p>
      {alternatives.length > 0 && (
        <Field label={t("insteadOf", { day })} hideLabel>
          <Select value={choice} onChange={(event) => onChoose(event.currentTarget.value)}>
            <option value="">{t("leaveOut")}</option>
            {alternatives.map((other) => (
              <option key={other} value={other}>
                {when(other)}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  );
}

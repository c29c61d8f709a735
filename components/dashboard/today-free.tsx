"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Panel } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDayRelative, formatTime, localDate } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { addDays } from "@/lib/scheduling";

/** How far it looks, and how much of that at once: mostly the first answer has what is wanted. */
const DAYS_AHEAD = 182;
const STEP_DAYS = 14;
const LONG_STEP_DAYS = 56;
const TIMES_SHOWN = 8;

interface FreeTime {
  start: string;
  staff: string[];
}

/** The next free times of a service, from a local date of the business on; a quiet month ahead is looked past. */
async function nextFree(desk: Desk, service: string, date: string): Promise<FreeTime[]> {
  const last = addDays(date, DAYS_AHEAD);
  let from = date;
  while (from < last) {
    const to = addDays(from, from === date ? STEP_DAYS : LONG_STEP_DAYS);
    const query = new URLSearchParams({
      business: desk.slug,
      service,
      from,
      to,
      tz: desk.timeZone,
    });
    const answer = await fetch(`/api/availability?${query}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const { slots } = (await answer.json()) as { slots: FreeTime[] };
    if (slots.length > 0) return slots.slice(0, TIMES_SHOWN);
    from = addDays(to, 1);
  }
  return [];
}

/** The next free times of a service, to offer somebody who calls; each leads to the form with it filled in. */
export function FreeTimes({
  desk,
  services,
  date,
  now,
}: {
  desk: Desk;
  /** What can be booked, with the name in its address. */
  services: { id: string; slug: string; name: string }[];
  /** The business's date. */
  date: string;
  now: number;
}) {
  const [chosen, setChosen] = useState(services[0]?.slug ?? "");
  const service = services.find(({ slug }) => slug === chosen) ?? services[0];
  const { data, isError } = useQuery({
    queryKey: ["free", desk.slug, service?.slug, date],
    enabled: service !== undefined,
    refetchInterval: 60_000,
    queryFn: () => nextFree(desk, service!.slug, date),
  });
  if (!service) return null;
  const days = [...new Set((data ?? []).map(({ start }) => localDate(start, desk.timeZone)))];
  return (
    <Panel title="Free times to offer">
      <Field label="Service" hideLabel>
        <Select value={service.slug} onChange={(event) => setChosen(event.currentTarget.value)}>
          {services.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <div className="mt-4 min-h-24 space-y-3" aria-live="polite">
        {isError && <p className="text-muted">The free times could not be read just now.</p>}
        {!data && !isError && <Skeleton className="h-24" />}
        {data?.length === 0 && (
          <p className="text-muted">Nothing is free in the coming half year.</p>
        )}
        {days.map((day) => {
          const times = (data ?? []).filter(({ start }) => localDate(start, desk.timeZone) === day);
          return (
            <div key={day}>
              <p className="text-muted text-sm">
                {formatDayRelative(times[0]!.start, now, desk.timeZone, desk.locale)}
              </p>
              <ul className="mt-1 flex flex-wrap gap-2">
                {times.map(({ start }) => (
                  <li key={start}>
                    <Link
                      href={`/dashboard/bookings/new?service=${service.id}&start=${encodeURIComponent(start)}&back=/dashboard`}
                      className="tabular inline-flex min-h-11 items-center rounded-md border border-ink/20 px-3 hover:border-ink/35 hover:bg-sunken"
                    >
                      {formatTime(start, desk.timeZone, desk.locale)}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </Panel>
  );
}

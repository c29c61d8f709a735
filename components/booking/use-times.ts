"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { FreeTime } from "@/lib/availability/schema";
import { addMonths, byDate, rangeOfMonth } from "./dates";
import { heldToken, shelf } from "./hold/store";

/** What is asked for, beside the month. */
export interface TimesQuestion {
  /** Where to ask, with the parameters that never change: "/api/availability?business=…&service=…". */
  source: string;
  /** Further services of the visit. */
  add: readonly string[];
  /** A slug, or "any". */
  staff: string;
  party: number;
  zone: string;
  weekStartsOn: number;
  /** Today in the viewer's zone. */
  today: string;
}

/** Free times that came with the page. */
export interface InitialTimes {
  /** Further services of the visit that they are for. */
  add: readonly string[];
  month: string;
  staff: string;
  party: number;
  zone: string;
  times: readonly FreeTime[];
  /** When the server looked, in epoch milliseconds. */
  at: number;
}

async function fetchTimes(
  { source, add, staff, party, zone, weekStartsOn, today }: TimesQuestion,
  month: string,
  signal: AbortSignal,
): Promise<FreeTime[]> {
  const range = rangeOfMonth(month, weekStartsOn, today);
  if (!range) return [];
  const address = new URL(source, window.location.origin);
  address.searchParams.set("from", range.from);
  address.searchParams.set("to", range.to);
  address.searchParams.set("tz", zone);
  address.searchParams.set("party", String(party));
  if (add.length > 0) address.searchParams.set("add", add.join(","));
  if (staff !== "any") address.searchParams.set("staff", staff);
  const hold = ownHold(address);
  const response = await fetch(address, {
    signal,
    headers: { accept: "application/json", ...(hold ? { "x-hold": hold } : {}) },
  });
  if (!response.ok) throw new Error(`availability answered ${response.status}`);
  const { slots } = (await response.json()) as { slots: FreeTime[] };
  return slots;
}

/** A place that this browser holds counts as free to itself. */
function ownHold({ searchParams }: URL): string | null {
  const [business, service] = [searchParams.get("business"), searchParams.get("service")];
  return business && service ? heldToken(shelf(), business, service, Date.now()) : null;
}

/**
 * The free times of a month's view, by local date. While another month loads, `dates` is null; while
 * only the zone changes, the times stay and are merely read on another clock.
 */
export function useTimes(question: TimesQuestion, month: string, initial: InitialTimes) {
  const client = useQueryClient();
  const { source, staff, party, zone } = question;
  const add = question.add.join(",");
  const options = (wanted: string) => ({
    queryKey: ["times", source, add, staff, party, wanted, zone] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchTimes(question, wanted, signal),
  });
  const cameWithPage =
    initial.add.join(",") === add &&
    initial.month === month &&
    initial.staff === staff &&
    initial.party === party &&
    initial.zone === zone;
  const query = useQuery({
    ...options(month),
    initialData: cameWithPage ? initial.times : undefined,
    initialDataUpdatedAt: initial.at,
    // The same times on another clock will do until the answer for that zone is here.
    placeholderData: (previous, query) =>
      query?.queryKey.slice(0, 6).join() === options(month).queryKey.slice(0, 6).join()
        ? previous
        : undefined,
  });

  const times = query.data;

  const next = addMonths(month, 1);
  const ready = query.isSuccess && !query.isPlaceholderData;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is spelled out by its parts
  useEffect(() => {
    if (ready) void client.prefetchQuery(options(next));
  }, [ready, next, source, add, staff, party, zone, client]);

  const dates = useMemo(() => (times ? byDate(times, zone) : null), [times, zone]);
  return {
    dates,
    times: times ?? null,
    /** The answer is about exactly what was asked, not a stand-in. */
    exact: ready,
    failed: query.isError && !query.isFetching,
    offline: query.fetchStatus === "paused",
    retry: () => void query.refetch(),
    refresh: () => void client.invalidateQueries({ queryKey: ["times", source] }),
  };
}

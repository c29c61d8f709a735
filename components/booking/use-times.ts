"use client";

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { FreeTime } from "@/lib/availability/schema";
import { addDays } from "@/lib/scheduling/calendar";
import type { DayWithRoom } from "./beyond";
import { addMonths, byDate, rangeOfMonth } from "./dates";
import { heldToken, shelf } from "./hold/store";
import { useTimesMemory } from "./times-provider";

/** The month after the one in view is asked for once the page has come to rest: whoever turns to it need not wait. */
const NEXT_MONTH_MS = 2_000;

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
  /** Nothing lies before the first of them: the server has looked. */
  soonest?: boolean;
  /** When the server looked, in epoch milliseconds. */
  at: number;
}

async function fetchTimes(
  question: TimesQuestion,
  month: string,
  signal: AbortSignal,
): Promise<readonly FreeTime[]> {
  const range = rangeOfMonth(month, question.weekStartsOn, question.today);
  return range ? timesBetween(question, range, signal) : [];
}

async function timesBetween(
  { source, add, staff, party, zone }: TimesQuestion,
  range: { from: string; to: string },
  signal: AbortSignal,
): Promise<readonly FreeTime[]> {
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
  const memory = useTimesMemory();
  const { source, staff, party, zone } = question;
  const add = question.add.join(",");
  const matter = [source, add, staff, party, month].join(" ");
  const key = `${matter} ${zone}`;
  const known = useSyncExternalStore(
    memory.subscribe,
    () => memory.of(key),
    () => memory.of(key),
  );
  const cameWithPage =
    initial.add.join(",") === add &&
    initial.month === month &&
    initial.staff === staff &&
    initial.party === party &&
    initial.zone === zone;
  const own = known.times ?? (cameWithPage ? initial.times : null);

  // The same times on another clock will do until the answer for that zone is here.
  const [shown, setShown] = useState<{ matter: string; times: readonly FreeTime[] } | null>(null);
  if (own && (shown?.times !== own || shown.matter !== matter)) setShown({ matter, times: own });
  const times = own ?? (shown?.matter === matter ? shown.times : null);
  const exact = own !== null;

  const latest = useRef(question);
  useEffect(() => {
    latest.current = question;
  });
  // Made for the question of now: a second try must not ask for what has been chosen since.
  const asker = useCallback((wanted: string) => {
    const asked = latest.current;
    return (signal: AbortSignal) => fetchTimes(asked, wanted, signal);
  }, []);

  useEffect(() => {
    if (cameWithPage) memory.seed(key, initial.times, initial.at);
    memory.want(key, asker(month));
  }, [memory, key, month, asker, cameWithPage, initial]);
  const { stale } = known;
  useEffect(() => {
    if (stale) memory.want(key, asker(month));
  }, [stale, memory, key, month, asker]);

  // Whatever happened while nobody looked, or nobody could be asked.
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") memory.age();
    };
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", look);
    };
  }, [memory]);

  const next = addMonths(month, 1);
  useEffect(() => {
    if (!exact) return;
    const wish = setTimeout(
      () => memory.want(`${[source, add, staff, party, next].join(" ")} ${zone}`, asker(next)),
      NEXT_MONTH_MS,
    );
    return () => clearTimeout(wish);
  }, [exact, next, source, add, staff, party, zone, memory, asker]);

  const dates = useMemo(() => (times ? byDate(times, zone) : null), [times, zone]);
  return {
    dates,
    times,
    /** The answer is about exactly what was asked, not a stand-in. */
    exact,
    failed: known.failed && !known.asking,
    offline: known.offline,
    retry: () => void memory.renew(key, asker(month)),
    refresh: () => memory.age(),
  };
}

/**
 * The first day with room after a month's view, looked for once that is known to have none.
 * @param after the month; null = nothing is looked for
 * @returns null while it is looked for, and where there is none
 */
export function useBeyond(
  question: TimesQuestion,
  after: string | null,
  lastDate: string | null,
): DayWithRoom | null {
  const range = after && rangeOfMonth(after, question.weekStartsOn, question.today);
  const from = range ? addDays(range.to, 1) : null;
  const [found, setFound] = useState<{ for: string; day: DayWithRoom | null } | null>(null);
  const subject = JSON.stringify([question, from, lastDate]);
  const latest = useRef(question);
  useEffect(() => {
    latest.current = question;
  });
  useEffect(() => {
    if (from === null) return;
    const asked = latest.current;
    const stop = new AbortController();
    import("./beyond")
      .then(({ firstBeyond }) =>
        firstBeyond(asked, from, lastDate, (first, last) =>
          timesBetween(asked, { from: first, to: last }, stop.signal),
        ),
      )
      .then((day) => {
        if (!stop.signal.aborted) setFound({ for: subject, day });
      })
      // The way to the next month is still there.
      .catch(() => {});
    return () => stop.abort();
  }, [subject, from, lastDate]);
  return found?.for === subject ? found.day : null;
}

"use client";

import { type MouseEvent, useEffect, useRef, useState } from "react";
import { useWords } from "#words";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { FreeTime } from "@/lib/availability/schema";
import { formatTime } from "@/lib/format";
import { type DayPart, dayPart } from "./dates";

/** How long a time that was just taken stays, struck through, while it fades. */
const FADE_MS = 1_400;

const parts: DayPart[] = ["morning", "afternoon", "evening"];

export interface TimeListProps {
  /** What the list is of: a change of it replaces the list, anything else is news about the same times. */
  subject: string;
  times: readonly FreeTime[];
  zone: string;
  locale: string;
  /** Say how many seats are left. */
  seats: boolean;
  hrefOf: (time: FreeTime) => string;
  onChoose: (time: FreeTime) => void;
  /** A time of this list has just gone, in the zone's words: "10:15". */
  onGone: (time: string) => void;
  /** The visitor is about to choose: what comes next may be loaded. */
  onApproach?: () => void;
}

/** The free times of one day, as large buttons under the parts of the day. */
export function TimeList(props: TimeListProps) {
  const { times, zone, locale, seats, hrefOf, onChoose, onApproach } = props;
  const t = useWords("picker");
  const gone = useGone(props);
  const shown = [
    ...times.map((time) => ({ time, free: true })),
    ...gone.map((time) => ({ time, free: false })),
  ].sort((a, b) => Date.parse(a.time.start) - Date.parse(b.time.start));

  function choose(event: MouseEvent, time: FreeTime) {
    // A new tab is the visitor's own wish; the link serves it.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onChoose(time);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that a choice is near; the links do the choosing
    <div className="space-y-6" onPointerEnter={onApproach} onFocus={onApproach}>
      {parts.map((part) => {
        const some = shown.filter(({ time }) => dayPart(time.start, zone) === part);
        if (some.length === 0) return null;
        return (
          <section key={part} aria-labelledby={`part-${part}`}>
            <h3 id={`part-${part}`} className="mb-2 text-muted text-sm">
              {t(part)}
            </h3>
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(6.25rem,1fr))] gap-2">
              {some.map(({ time, free }) => (
                <li key={time.start}>
                  {free ? (
                    <a
                      href={hrefOf(time)}
                      onClick={(event) => choose(event, time)}
                      className={cn(
                        buttonClass({ block: true }),
                        "tabular min-h-13 flex-col gap-0! px-2! hover:border-accent! hover:bg-accent-soft!",
                      )}
                    >
                      <time dateTime={time.start}>{formatTime(time.start, zone, locale)}</time>
                      {seats && (
                        <span className="font-normal text-muted text-sm leading-4">
                          {t("seatsLeft", { count: time.seatsLeft })}
                        </span>
                      )}
                    </a>
                  ) : (
                    <span
                      aria-hidden="true"
                      className="tabular grid min-h-13 animate-[fade-out_1400ms_ease-out_forwards] place-items-center rounded-md border border-line border-dashed text-faint line-through"
                    >
                      {formatTime(time.start, zone, locale)}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** Times that were in the list a moment ago and are not any more, until they have faded. */
function useGone({ subject, times, zone, locale, onGone }: TimeListProps): FreeTime[] {
  const before = useRef({ subject, times });
  const [gone, setGone] = useState<{ subject: string; times: FreeTime[] }>({ subject, times: [] });

  useEffect(() => {
    const last = before.current;
    before.current = { subject, times };
    if (last.subject !== subject || last.times === times) return;
    const still = new Set(times.map(({ start }) => start));
    const lost = last.times.filter(({ start }) => !still.has(start));
    if (lost.length === 0) return;
    setGone((known) => ({
      subject,
      times: known.subject === subject ? [...known.times, ...lost] : lost,
    }));
    onGone(lost.map(({ start }) => formatTime(start, zone, locale)).join(", "));
    setTimeout(() => {
      setGone((known) => ({
        ...known,
        times: known.times.filter((time) => !lost.includes(time)),
      }));
    }, FADE_MS);
  }, [subject, times, zone, locale, onGone]);

  const free = new Set(times.map(({ start }) => start));
  return gone.subject === subject ? gone.times.filter(({ start }) => !free.has(start)) : [];
}

/** Stands where the times will be, in their size. */
export function TimeListSkeleton() {
  return (
    <div aria-hidden="true" className="space-y-6">
      {[6, 5].map((count) => (
        <div key={count}>
          <Skeleton className="mb-2 h-5 w-20" />
          <div className="grid grid-cols-[repeat(auto-fill,minmax(6.25rem,1fr))] gap-2">
            {Array.from({ length: count }, (_, i) => (
              <Skeleton key={i} className="h-13" />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

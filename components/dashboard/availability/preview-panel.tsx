"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { explainAction, previewAction } from "@/lib/availability/actions";
import type { Overlay } from "@/lib/availability/editor-schema";
import type { Preview } from "@/lib/availability/preview";
import { explanationWords } from "@/lib/availability/preview-words";
import {
  formatDayNumber,
  formatLocalDateLong,
  formatLocalDay,
  formatTime,
  formatWeekday,
  zoneTime,
} from "@/lib/format";
import { addDays, instantsOfLocal, weekdayOf, zoneOffsetAt } from "@/lib/scheduling";

/** Long enough that typing does not ask at every key, short enough to feel live. */
const PAUSE_MS = 350;
/** Times that are not offered are shown at this distance at the least, so that a day stays readable. */
const MIN_STEP = 15;

type Shown = Extract<Preview, { ok: true }>;

interface Asked {
  start: number;
  answer: { title: string; lines: string[] } | "waiting" | "failed";
}

/**
 * What a customer would see over the next two weeks with the settings at hand, saved or not. Every time can be asked
 * why it is or is not offered.
 */
export function PreviewPanel({
  businessId,
  services,
  service,
  onService,
  overlay,
  blocked,
  today,
  locale,
  names,
}: {
  businessId: string;
  services: { slug: string; name: string }[];
  service: string;
  onService?: (slug: string) => void;
  overlay: Overlay;
  /** Set while the settings contradict themselves, with why. */
  blocked: string | null;
  /** Local date of the business. */
  today: string;
  locale: string;
  names: Record<string, string>;
}) {
  const [from, setFrom] = useState(today);
  const [picked, setPicked] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(true);
  const [asked, setAsked] = useState<Asked | null>(null);
  const round = useRef(0);
  // The overlay is a new object at every render; its text tells whether it says something new.
  const text = JSON.stringify(overlay);

  useEffect(() => {
    if (blocked !== null || !service) return;
    const mine = ++round.current;
    setWaiting(true);
    setAsked(null);
    const timer = setTimeout(async () => {
      try {
        const answer = await previewAction({
          businessId,
          service,
          from,
          overlay: JSON.parse(text) as Overlay,
        });
        if (mine !== round.current) return;
        if (answer.ok) setShown(answer);
        setFailed(answer.ok ? null : "These settings cannot be shown yet.");
      } catch {
        if (mine === round.current) setFailed("The preview did not get through.");
      } finally {
        if (mine === round.current) setWaiting(false);
      }
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [businessId, service, from, text, blocked]);

  // Until somebody picks a day, the soonest that offers anything: a closed day would be all that one sees first.
  const soonest = shown?.days.find((one) => one.times.length > 0)?.date;
  const date = picked ?? soonest ?? from;
  const day = shown?.days.find((one) => one.date === date);
  const times = useMemo(() => (shown ? timesOfDay(shown, date) : []), [shown, date]);

  async function ask(start: number) {
    if (!shown) return;
    setAsked({ start, answer: "waiting" });
    try {
      const answer = await explainAction({ businessId, service, start, overlay });
      setAsked({
        start,
        answer: answer.ok
          ? explanationWords(answer.explanation, start, { zone: shown.zone, locale, names })
          : "failed",
      });
    } catch {
      setAsked({ start, answer: "failed" });
    }
  }

  return (
    <section aria-label="What customers would see" className="space-y-4">
      <div>
        <h2 className="font-medium text-lg">What customers would see</h2>
        <p className="text-muted text-sm">
          With these settings, saved or not.
          {shown && ` Times in ${zoneTime(shown.zone, locale)}.`}
          {/* In words: dimming what still shows would take its contrast. */}
          {shown && waiting && " Looking again…"}
        </p>
      </div>
      {onService && services.length > 0 && (
        <Field label="For">
          <Select value={service} onChange={(event) => onService(event.currentTarget.value)}>
            {services.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {blocked !== null && <Notice tone="warn">{blocked}</Notice>}
      {services.length === 0 ? (
        <p className="text-muted">There is no service to book yet.</p>
      ) : (
        <>
          <div aria-busy={waiting}>
            <div className="grid grid-cols-7 gap-1">
              {Array.from({ length: 14 }, (_, i) => {
                const one = addDays(from, i);
                const count = shown?.days.find((other) => other.date === one)?.times.length ?? 0;
                return (
                  <button
                    key={one}
                    type="button"
                    aria-pressed={one === date}
                    aria-label={`${formatLocalDateLong(one, locale)}, ${count === 0 ? "no times" : `${count} ${count === 1 ? "time" : "times"}`}`}
                    onClick={() => {
                      setPicked(one);
                      setAsked(null);
                    }}
                    className={cn(
                      "min-h-14 rounded-md border text-center leading-tight transition-colors",
                      one === date ? "border-accent bg-accent-soft" : "border-line bg-surface",
                      count === 0 && "text-muted",
                    )}
                  >
                    <span className="block text-muted text-sm">
                      {formatWeekday(weekdayOf(one), locale, "narrow")}
                    </span>
                    <span className={cn("tabular block", count > 0 && "font-medium")}>
                      {formatDayNumber(one, locale)}
                    </span>
                    <span className="tabular block text-sm">{count > 0 ? count : "–"}</span>
                  </button>
                );
              })}
            </div>
            <div className="mt-4 flex flex-wrap items-center justify-between gap-2">
              <p className="font-medium" data-testid="preview-day">
                {formatLocalDateLong(date, locale)}
              </p>
              <Field label="Go to a day" hideLabel>
                <Input
                  type="date"
                  value={date}
                  className="w-44!"
                  onChange={(event) => {
                    const wanted = event.currentTarget.value;
                    if (!/^20\d\d-\d\d-\d\d$/.test(wanted)) return;
                    setPicked(wanted);
                    if (wanted < from || wanted > addDays(from, 13)) setFrom(wanted);
                  }}
                />
              </Field>
            </div>
            {shown && !waiting && shown.days.every(({ times: own }) => own.length === 0) && (
              <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
                {shown.next ? (
                  <>
                    <span>Nothing is offered in these two weeks.</span>
                    <Button
                      size="sm"
                      onClick={() => {
                        setPicked(shown.next);
                        setFrom(shown.next!);
                        setAsked(null);
                      }}
                    >
                      Next free: {formatLocalDay(shown.next, locale)}
                    </Button>
                  </>
                ) : (
                  "Nothing is offered in the coming half year."
                )}
              </p>
            )}
            {day && day.times.length === 0 && (
              <p className="text-muted">No times are offered. Choose one below to see why.</p>
            )}
            <ul className="mt-2 grid grid-cols-4 gap-1.5" aria-label="Times of the day">
              {times.map(({ start, offered, seatsLeft }) => (
                <li key={start}>
                  <button
                    type="button"
                    data-offered={offered}
                    aria-pressed={asked?.start === start}
                    onClick={() => ask(start)}
                    className={cn(
                      "tabular min-h-11 w-full rounded-md border px-1 text-sm transition-colors aria-pressed:border-accent",
                      offered
                        ? "border-line-strong bg-surface font-medium hover:bg-sunken"
                        : "border-line border-dashed text-muted hover:border-line-strong",
                    )}
                  >
                    {formatTime(start, shown!.zone, locale)}
                    {!offered && <span className="sr-only">, not offered: why?</span>}
                    {offered && shown!.capacity > 1 && (
                      <span className="block font-normal text-muted">{seatsLeft} left</span>
                    )}
                  </button>
                </li>
              ))}
            </ul>
          </div>
          {/* In sight wherever in the list it was asked, on phones above the bar at the bottom. */}
          <div role="status" className="sticky bottom-2 max-lg:bottom-18">
            {failed && blocked === null && <Notice tone="warn">{failed}</Notice>}
            {asked?.answer === "failed" && (
              <Notice tone="warn">That could not be looked up.</Notice>
            )}
            {asked && typeof asked.answer === "object" && (
              <div className="rounded-md border border-line bg-raised p-4 shadow-float">
                <p className="font-medium">{asked.answer.title}</p>
                <ul className="mt-1 space-y-1 text-muted">
                  {asked.answer.lines.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
                <Button
                  size="sm"
                  variant="quiet"
                  className="-ms-3 mt-2"
                  onClick={() => setAsked(null)}
                >
                  Close
                </Button>
              </div>
            )}
          </div>
        </>
      )}
    </section>
  );
}

/** The offered times of a date and, between an hour before the earliest of the fortnight and an hour after the last, the others. */
function timesOfDay(
  { zone, days, stepMin }: Shown,
  date: string,
): { start: number; offered: boolean; seatsLeft: number }[] {
  const day = days.find((one) => one.date === date);
  if (!day) return [];
  const walls = days.flatMap(({ date: of, times }) =>
    times.map(({ start }) => wallMinute(zone, of, start)),
  );
  const first = walls.length > 0 ? Math.min(...walls) - 60 : 9 * 60;
  const last = walls.length > 0 ? Math.max(...walls) + 60 : 17 * 60;
  // Whole steps, so that what is not offered stands between what is.
  const step = Math.ceil(MIN_STEP / stepMin) * stepMin;
  const all = new Map(
    day.times.map(({ start, seatsLeft }) => [start, { start, offered: true, seatsLeft }]),
  );
  const from = Math.max(0, Math.floor(first / step) * step);
  for (let minute = from; minute <= Math.min(1439, last); minute += step) {
    for (const start of instantsOfLocal(zone, date, minute)) {
      if (!all.has(start)) all.set(start, { start, offered: false, seatsLeft: 0 });
    }
  }
  return [...all.values()].sort((a, b) => a.start - b.start);
}

function wallMinute(zone: string, date: string, instant: number): number {
  return (
    Math.round((instant - Date.parse(`${date}T00:00:00Z`)) / 60_000) + zoneOffsetAt(zone, instant)
  );
}

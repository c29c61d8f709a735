"use client";

import { ArrowRight } from "lucide-react";
import { type ReactNode, type Ref, useCallback, useState } from "react";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Notice } from "@/components/ui/notice";
import type { FreeTime } from "@/lib/availability/schema";
import {
  formatDayRelative,
  formatLocalDateLong,
  formatLocalDay,
  formatTime,
  inRow,
} from "@/lib/format";
import { addDays, parseDate } from "@/lib/scheduling/calendar";
import { addMonths, monthOf, rangeOfMonth } from "./dates";
import { MonthGrid } from "./month-grid";
import { TimeList, TimeListSkeleton } from "./time-list";
import { useLive } from "./use-live";
import { type InitialTimes, type TimesQuestion, useBeyond, useTimes } from "./use-times";
import { ZoneChoice } from "./zone-choice";

export interface SlotPickerProps {
  business: { slug: string; name: string; timeZone: string };
  locale: string;
  question: TimesQuestion;
  initial: InitialTimes;
  seats: boolean;
  closed: readonly string[];
  maxAdvanceDays: number | null;
  /** The day to show, as the address names it; corrected to one that can be booked. */
  date: string;
  onDate: (date: string) => void;
  onZone: (zone: string) => void;
  hrefOf: (time: FreeTime) => string;
  onChoose: (time: FreeTime) => void;
  onApproach?: () => void;
  /** Where to join the waiting list for a day. */
  waitlistHref?: (date: string) => string;
  /** What is being booked, beside the month. */
  aside: ReactNode;
  headingRef?: Ref<HTMLHeadingElement>;
}

/** The month, the times of a day and whose zone they are in; kept up to date while it is open. */
export function SlotPicker(props: SlotPickerProps) {
  const t = useWords("picker");
  const { business, locale, question, initial, closed, maxAdvanceDays } = props;
  const { zone, today } = question;
  const lastDate = maxAdvanceDays === null ? null : addDays(today, maxAdvanceDays);
  // After turning the page the first day with room is wanted, wherever in that week or month it is.
  const [turned, setTurned] = useState<{ from: string; to: string } | null>(null);

  const named = parseDate(props.date) === null || props.date < today ? today : props.date;
  const wanted = lastDate !== null && named > lastDate ? lastDate : named;
  const { dates, exact, failed, offline, retry, refresh } = useTimes(
    question,
    monthOf(wanted),
    initial,
  );
  useLive(business.slug, refresh);

  const selected =
    (turned?.from === wanted && dates && firstWithRoom(dates, turned.from, turned.to)) || wanted;
  const times = dates?.get(selected) ?? [];
  const inView = dates ? nextAfter(dates, selected, question.party) : null;
  const nothing = exact && times.length === 0 && inView === null;
  const beyond = useBeyond(question, nothing ? monthOf(selected) : null, lastDate);
  const next = inView ?? (nothing ? beyond : null);
  const soonest = useSoonest(props);

  const [news, setNews] = useState("");
  const onGone = useCallback((time: string) => setNews(t("gone", { time })), [t]);

  function select(date: string) {
    setTurned(null);
    setNews("");
    props.onDate(date);
  }
  function turn(from: string, scope: "week" | "month") {
    setTurned({ from, to: scope === "week" ? addDays(from, 7) : addMonths(from, 1) });
    setNews("");
    props.onDate(from);
  }

  const reason = (date: string) =>
    closed.includes(date) ? t("closedReason", { business: business.name }) : t("nothingReason");

  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[15rem_minmax(19rem,24rem)_minmax(0,1fr)] lg:gap-x-12">
      <div className="lg:border-line lg:border-e lg:pe-8">{props.aside}</div>

      <div className="min-w-0">
        {soonest && (
          <p className="mb-3 flex flex-wrap items-center gap-x-2">
            <span className="text-muted">{t("nextFree")}</span>
            <a
              href={props.hrefOf(soonest)}
              onPointerEnter={props.onApproach}
              onFocus={props.onApproach}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                props.onChoose(soonest);
              }}
              className="prose-link inline-flex min-h-11 items-center gap-1.5 font-medium"
            >
              <time dateTime={soonest.start}>
                {inRow(
                  [
                    formatDayRelative(soonest.start, initial.at, zone, locale),
                    formatTime(soonest.start, zone, locale),
                  ],
                  locale,
                )}
              </time>
              <ArrowRight aria-hidden="true" className="size-4 rtl:rotate-180" />
            </a>
          </p>
        )}
        <MonthGrid
          selected={selected}
          today={today}
          lastDate={lastDate}
          dates={dates}
          weekStartsOn={question.weekStartsOn}
          locale={locale}
          reason={reason}
          onSelect={select}
          onTurn={turn}
        />
      </div>

      <section aria-labelledby="times" className="min-h-96 min-w-0">
        <h2
          id="times"
          ref={props.headingRef}
          tabIndex={-1}
          className="font-display text-lg outline-none"
        >
          {formatLocalDateLong(selected, locale)}
        </h2>
        <ZoneChoice
          zone={zone}
          instant={Date.parse(`${selected}T12:00:00Z`)}
          locale={locale}
          business={business}
          onChange={props.onZone}
        />
        <p role="status" className={cn("text-muted", news && "mt-1")}>
          {news}
        </p>
        <div className="mt-4">
          {dates === null && (failed || offline) ? (
            <Notice
              tone="warn"
              title={offline ? t("offline") : t("notLoaded")}
              action={
                <Button size="sm" onClick={retry}>
                  {t("tryAgain")}
                </Button>
              }
              live
            >
              {t("nothingLost")}
            </Notice>
          ) : dates === null ? (
            <TimeListSkeleton />
          ) : (
            <>
              {failed && (
                <Notice
                  tone="warn"
                  className="mb-4"
                  action={
                    <Button size="sm" onClick={retry}>
                      {t("tryAgain")}
                    </Button>
                  }
                >
                  {t("stale")}
                </Notice>
              )}
              {/* It stays in the page when the day is empty, so that the last time can fade too. */}
              <TimeList
                subject={`${selected}:${question.staff}:${question.party}:${zone}:${exact}`}
                times={times}
                zone={zone}
                locale={locale}
                seats={props.seats}
                hrefOf={props.hrefOf}
                onChoose={props.onChoose}
                onGone={onGone}
                onApproach={props.onApproach}
              />
              {times.length === 0 && (
                <NothingFree
                  words={
                    closed.includes(selected)
                      ? t("closedThatDay", { business: business.name })
                      : question.party > 1
                        ? t("nothingFreeFor", { count: question.party })
                        : t("nothingFree")
                  }
                  next={next}
                  locale={locale}
                  zone={zone}
                  month={monthOf(selected)}
                  lastDate={lastDate}
                  onSelect={select}
                  onTurn={turn}
                />
              )}
              {props.waitlistHref && !closed.includes(selected) && (
                <WaitlistLink href={props.waitlistHref(selected)} full={times.length === 0} />
              )}
            </>
          )}
        </div>
      </section>
    </div>
  );
}

/** A day without room, and the shortest way to one with. */
function NothingFree({
  words,
  next,
  locale,
  zone,
  month,
  lastDate,
  onSelect,
  onTurn,
}: {
  words: string;
  next: { date: string; time: FreeTime } | null;
  locale: string;
  zone: string;
  month: string;
  lastDate: string | null;
  onSelect: (date: string) => void;
  onTurn: (date: string, scope: "week" | "month") => void;
}) {
  const t = useWords("picker");
  const nextMonth = addMonths(month, 1);
  const more = lastDate === null || nextMonth <= lastDate;
  return (
    <div>
      <p>{words}</p>
      {next ? (
        <Button className="mt-4" onClick={() => onSelect(next.date)}>
          {t("fromTime", {
            day: formatLocalDay(next.date, locale),
            time: formatTime(next.time.start, zone, locale),
          })}
          <ArrowRight aria-hidden="true" className="rtl:rotate-180" />
        </Button>
      ) : more ? (
        <Button className="mt-4" onClick={() => onTurn(nextMonth, "month")}>
          {t("lookNextMonth")}
          <ArrowRight aria-hidden="true" className="rtl:rotate-180" />
        </Button>
      ) : (
        <p className="mt-1 text-muted">
          {lastDate && t("openUpTo", { day: formatLocalDay(lastDate, locale) })}
        </p>
      )}
    </div>
  );
}

/** The way to wait for a time that is taken. */
function WaitlistLink({ href, full }: { href: string; full: boolean }) {
  const t = useWords("picker");
  return (
    <p className="mt-6 border-line border-t pt-3">
      <a href={href} className="prose-link inline-flex min-h-11 items-center">
        {full ? t("waitThisDay") : t("waitTaken")}
      </a>
    </p>
  );
}

/**
 * The very next free time, as the page knew it on arrival, until it is gone. None where the page began at a later month
 * without having looked before it: the first time of that one is not the next.
 */
function useSoonest({ question, initial }: SlotPickerProps): FreeTime | null {
  const { dates } = useTimes(question, monthOf(initial.month), initial);
  const { weekStartsOn, today, staff, party, add } = question;
  const looked =
    initial.soonest &&
    initial.staff === staff &&
    initial.party === party &&
    initial.add.join(",") === add.join(",");
  if (!looked && rangeOfMonth(initial.month, weekStartsOn, today)?.from !== today) return null;
  const [first] = dates?.values() ?? [];
  return first?.[0] ?? null;
}

function firstWithRoom(
  dates: ReadonlyMap<string, readonly FreeTime[]>,
  from: string,
  to: string,
): string | null {
  for (const date of dates.keys()) if (date >= from && date < to) return date;
  return null;
}

function nextAfter(
  dates: ReadonlyMap<string, readonly FreeTime[]>,
  date: string,
  party: number,
): { date: string; time: FreeTime } | null {
  for (const [day, times] of dates) {
    const time = times.find(({ seatsLeft }) => seatsLeft >= party);
    if (day > date && time) return { date: day, time };
  }
  return null;
}

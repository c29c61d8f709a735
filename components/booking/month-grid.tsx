"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type TouchEvent, useEffect, useRef, useState } from "react";
import { useWords } from "#words";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import type { FreeTime } from "@/lib/availability/schema";
import {
  formatDayNumber,
  formatLocalDateLong,
  formatMonth,
  formatWeekday,
  inRow,
} from "@/lib/format";
import { addDays } from "@/lib/scheduling/calendar";
import { addMonths, monthOf, weekOf, weeksOfMonth } from "./dates";

/** A finger has to travel this far, and more sideways than up or down, to turn the page. */
const SWIPE_PX = 44;

export interface MonthGridProps {
  /** The day whose times are shown. */
  selected: string;
  today: string;
  /** The last date that can be booked; null = no end. */
  lastDate: string | null;
  /** Free times by date; null while they load. */
  dates: ReadonlyMap<string, readonly FreeTime[]> | null;
  weekStartsOn: number;
  locale: string;
  /** Why a day without free times has none. */
  reason: (date: string) => string;
  onSelect: (date: string) => void;
  /** Turn to a week or month that begins on this date; its first day with room gets selected. */
  onTurn: (date: string, scope: "week" | "month") => void;
}

/**
 * The days to choose from: a month on a desk; on a phone one week at a time, which swipes, with the
 * month on demand. It is one grid for the keyboard: arrows by day and week, Home and End within the
 * week, Page Up and Page Down by month. Days without room can be reached, and say why.
 */
export function MonthGrid(props: MonthGridProps) {
  const { selected, today, lastDate, dates, weekStartsOn, locale, reason, onSelect, onTurn } =
    props;
  const t = useWords("picker");
  const [whole, setWhole] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  // Where the keys lead. They may come faster than the page is drawn: each goes on from the one before.
  const wish = useRef<string | null>(null);
  const touch = useRef<{ x: number; y: number } | null>(null);
  const month = monthOf(selected);
  const weeks = weeksOfMonth(month, weekStartsOn);
  // Arabic has no short names: on a phone their letters stand for them, for all seven days alike.
  const noShortNames = formatWeekday(1, locale, "short").length > 5;

  useEffect(() => {
    if (wish.current !== selected) return;
    wish.current = null;
    table.current?.querySelector<HTMLElement>(`[data-date="${selected}"]`)?.focus();
  });

  const clamp = (date: string) =>
    date < today ? today : lastDate !== null && date > lastDate ? lastDate : date;
  const canGoBack = (scope: "week" | "month") =>
    scope === "month"
      ? month > monthOf(today)
      : weekOf(selected, weekStartsOn) > weekOf(today, weekStartsOn);
  const canGoOn = (scope: "week" | "month") =>
    lastDate === null ||
    (scope === "month"
      ? month < monthOf(lastDate)
      : weekOf(selected, weekStartsOn) < weekOf(lastDate, weekStartsOn));

  function turn(step: 1 | -1, scope: "week" | "month") {
    if (step < 0 ? !canGoBack(scope) : !canGoOn(scope)) return;
    wish.current = null;
    const start =
      scope === "month"
        ? addMonths(month, step)
        : addDays(weekOf(selected, weekStartsOn), 7 * step);
    onTurn(clamp(start), scope);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const from = wish.current ?? selected;
    const target = dateByKey(event.key, from, weekStartsOn, rtl);
    if (!target) return;
    event.preventDefault();
    const date = clamp(target);
    if (date === from) return;
    wish.current = date;
    onSelect(date);
  }

  function onTouchEnd(event: TouchEvent) {
    const from = touch.current;
    const to = event.changedTouches[0];
    touch.current = null;
    if (!from || !to) return;
    const dx = to.clientX - from.x;
    if (Math.abs(dx) < SWIPE_PX || Math.abs(dx) < 1.5 * Math.abs(to.clientY - from.y)) return;
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    turn(dx < 0 !== rtl ? 1 : -1, whole ? "month" : "week");
  }

  const arrows = (scope: "week" | "month", className: string) => (
    <div className={cn("flex", className)}>
      <IconButton
        label={scope === "month" ? t("previousMonth") : t("previousWeek")}
        icon={<ChevronLeft className="rtl:rotate-180" />}
        disabled={!canGoBack(scope)}
        onClick={() => turn(-1, scope)}
      />
      <IconButton
        label={scope === "month" ? t("nextMonth") : t("nextWeek")}
        icon={<ChevronRight className="rtl:rotate-180" />}
        disabled={!canGoOn(scope)}
        onClick={() => turn(1, scope)}
        className="-me-2.5"
      />
    </div>
  );

  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-2">
        <h2 id="month" className="whitespace-nowrap font-medium text-lg" aria-live="polite">
          {formatMonth(month, locale)}
        </h2>
        <div className="ms-auto flex items-center">
          <button
            type="button"
            aria-expanded={whole}
            aria-controls="days"
            onClick={() => setWhole(!whole)}
            className="min-h-11 whitespace-nowrap rounded-md px-2 text-accent-ink text-sm underline decoration-1 underline-offset-4 lg:hidden"
          >
            {whole ? t("weekOnly") : t("wholeMonth")}
          </button>
          {arrows("week", cn("lg:hidden", whole && "hidden"))}
          {arrows("month", cn("lg:flex", !whole && "max-lg:hidden"))}
        </div>
      </div>
      <div
        onTouchStart={(event) => {
          const at = event.touches[0];
          touch.current =
            at && event.touches.length === 1 ? { x: at.clientX, y: at.clientY } : null;
        }}
        onTouchEnd={onTouchEnd}
        className="mt-2 touch-pan-y"
      >
        <table
          ref={table}
          id="days"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA grid pattern is built on a table
          role="grid"
          aria-labelledby="month"
          aria-busy={dates === null}
          onKeyDown={onKeyDown}
          className="w-full table-fixed border-separate border-spacing-0.5 sm:border-spacing-1"
        >
          <thead>
            <tr>
              {weeks[0]!.map((_, i) => {
                const weekday = ((weekStartsOn - 1 + i) % 7) + 1;
                const short = formatWeekday(weekday, locale, "short");
                return (
                  <th
                    key={weekday}
                    scope="col"
                    abbr={formatWeekday(weekday, locale)}
                    className="pb-1 font-normal text-muted text-sm"
                  >
                    <span className={cn(noShortNames && "max-lg:hidden")}>{short}</span>
                    {noShortNames && (
                      <span className="lg:hidden">{formatWeekday(weekday, locale, "narrow")}</span>
                    )}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr
                key={week[0]}
                className={cn(!whole && !week.includes(selected) && "max-lg:hidden")}
              >
                {week.map((date) => (
                  <Day
                    key={date}
                    date={date}
                    selected={date === selected}
                    isToday={date === today}
                    outside={monthOf(date) !== month}
                    bookable={date >= today && (lastDate === null || date <= lastDate)}
                    free={dates === null ? null : (dates.get(date)?.length ?? 0)}
                    locale={locale}
                    reason={reason}
                    onSelect={(date) => {
                      wish.current = null;
                      onSelect(date);
                    }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Where a key leads from a date; null for keys that are not the grid's. */
function dateByKey(key: string, from: string, weekStartsOn: number, rtl: boolean): string | null {
  switch (key) {
    case "ArrowLeft":
      return addDays(from, rtl ? 1 : -1);
    case "ArrowRight":
      return addDays(from, rtl ? -1 : 1);
    case "ArrowUp":
      return addDays(from, -7);
    case "ArrowDown":
      return addDays(from, 7);
    case "Home":
      return weekOf(from, weekStartsOn);
    case "End":
      return addDays(weekOf(from, weekStartsOn), 6);
    case "PageUp":
      return sameDayOfMonth(from, -1);
    case "PageDown":
      return sameDayOfMonth(from, 1);
    default:
      return null;
  }
}

/** The same day `n` months on, or the last one where the month is shorter. */
function sameDayOfMonth(date: string, n: number): string {
  const first = addMonths(date, n);
  const last = addDays(addMonths(first, 1), -1);
  const wish = `${first.slice(0, 8)}${date.slice(8)}`;
  return wish > last ? last : wish;
}

function Day({
  date,
  selected,
  isToday,
  outside,
  bookable,
  free,
  locale,
  reason,
  onSelect,
}: {
  date: string;
  selected: boolean;
  isToday: boolean;
  outside: boolean;
  bookable: boolean;
  /** How many times are free; null = not known yet. */
  free: number | null;
  locale: string;
  reason: (date: string) => string;
  onSelect: (date: string) => void;
}) {
  const t = useWords("picker");
  const room = bookable && free !== 0;
  const said = [
    formatLocalDateLong(date, locale),
    ...(isToday ? [t("today")] : []),
    ...(free !== null && bookable
      ? [free > 0 ? t("freeOnDay", { count: free }) : reason(date)]
      : []),
  ];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus is on the button inside, as the grid pattern allows
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA grid pattern is built on a table
      role="gridcell"
      aria-selected={selected}
      className="p-0 text-center"
    >
      <button
        type="button"
        data-date={date}
        tabIndex={selected ? 0 : -1}
        disabled={!bookable}
        aria-label={inRow(said, locale)}
        onClick={() => onSelect(date)}
        className={cn(
          "tabular relative grid h-12 w-full place-items-center rounded-md transition-colors lg:h-11",
          selected ? "bg-accent text-on-accent" : bookable && "hover:bg-accent-soft",
          room && free !== null ? "font-medium" : "font-normal",
          !selected && (!room || outside) && "text-muted",
          !bookable && "text-faint",
          bookable && free === 0 && "line-through decoration-1",
        )}
      >
        {formatDayNumber(date, locale)}
        {isToday && (
          <span
            aria-hidden="true"
            className={cn(
              "absolute bottom-1.5 h-0.5 w-4 rounded-full",
              selected ? "bg-on-accent" : "bg-accent",
            )}
          />
        )}
      </button>
    </td>
  );
}

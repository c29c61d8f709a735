"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { DayState } from "@/lib/availability/editor-calendar";
import {
  formatDayNumber,
  formatLocalDateLong,
  formatMonth,
  formatWallMinutes,
  formatWeekday,
} from "@/lib/format";
import { addDays, weekdayOf } from "@/lib/scheduling";

/** A month of days to choose from; one Tab stop, arrow keys inside, Shift for a range. */
export function MonthGrid({
  month,
  days,
  states,
  chosen,
  cursor,
  today,
  locale,
  small,
  onPick,
}: {
  /** Its first date. */
  month: string;
  /** ISO weekdays in the order of the columns. */
  days: number[];
  states: ReadonlyMap<string, DayState>;
  chosen: ReadonlySet<string>;
  /** The date that takes the focus. */
  cursor: string;
  today: string;
  locale: string;
  small?: boolean;
  /** `how`: alone, with everything from the last one picked, or added to what is chosen. */
  onPick: (date: string, how: "one" | "range" | "toggle", focus: boolean) => void;
}) {
  const grid = useRef<HTMLTableElement>(null);
  const lead = days.indexOf(weekdayOf(month));
  const first = addDays(month, -lead);
  const weeks = Array.from({ length: 6 }, (_, week) =>
    days.map((_, column) => addDays(first, week * 7 + column)),
  ).filter((week) => week.some((date) => date.slice(0, 7) === month.slice(0, 7)));
  const holdsCursor = cursor.slice(0, 7) === month.slice(0, 7);
  const wanted = useRef(false);

  useEffect(() => {
    if (!wanted.current || !holdsCursor) return;
    wanted.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-date="${cursor}"]`)?.focus();
  }, [cursor, holdsCursor]);

  function onKeyDown(event: KeyboardEvent, date: string) {
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const steps: Record<string, number> = {
      ArrowUp: -7,
      ArrowDown: 7,
      ArrowLeft: rtl ? 1 : -1,
      ArrowRight: rtl ? -1 : 1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    wanted.current = true;
    onPick(addDays(date, step), event.shiftKey ? "range" : "one", true);
  }

  return (
    <table ref={grid} className="w-full table-fixed border-collapse">
      <caption className={cn("pb-2 text-start font-medium", !small && "sr-only")}>
        {formatMonth(month, locale)}
      </caption>
      <thead>
        <tr>
          {days.map((weekday) => (
            <th
              key={weekday}
              scope="col"
              abbr={formatWeekday(weekday, locale)}
              className="pb-1 font-normal text-muted text-sm"
            >
              {formatWeekday(weekday, locale, small ? "narrow" : "short")}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((date) => {
              if (date.slice(0, 7) !== month.slice(0, 7)) {
                return <td key={date} className="border border-transparent" />;
              }
              const state = states.get(date);
              const on = chosen.has(date);
              return (
                <td key={date} className={cn(!small && "border border-line")}>
                  <button
                    type="button"
                    data-date={date}
                    tabIndex={date === cursor || (!holdsCursor && date === month) ? 0 : -1}
                    aria-pressed={on}
                    aria-current={date === today ? "date" : undefined}
                    aria-label={`${formatLocalDateLong(date, locale)}: ${stateWords(state, locale)}`}
                    onClick={(event) =>
                      onPick(
                        date,
                        event.shiftKey
                          ? "range"
                          : event.metaKey || event.ctrlKey
                            ? "toggle"
                            : "one",
                        false,
                      )
                    }
                    onKeyDown={(event) => onKeyDown(event, date)}
                    className={cn(
                      "tabular relative flex w-full flex-col overflow-hidden transition-colors focus-visible:z-10",
                      small
                        ? "min-h-9 pointer-coarse:min-h-11 items-center justify-center rounded-sm text-sm"
                        : "min-h-16 items-start p-1.5 text-start sm:min-h-20",
                      on
                        ? "bg-accent-soft outline-2 outline-accent -outline-offset-2"
                        : state?.why === "closed"
                          ? "bg-sunken"
                          : "hover:bg-ink/4",
                      date < today && "text-muted",
                    )}
                  >
                    <span
                      className={cn(
                        date === today &&
                          "font-medium text-accent-ink underline underline-offset-4",
                        state?.hours.length === 0 && "text-muted line-through",
                        small && state?.why === "special" && "font-medium",
                      )}
                    >
                      {formatDayNumber(date, locale)}
                    </span>
                    {!small && state && <DayText state={state} locale={locale} />}
                    {small && state && state.why !== "usual" && (
                      <span
                        aria-hidden="true"
                        className={cn(
                          "absolute bottom-1 h-1 w-3 rounded-full",
                          state.why === "special" ? "bg-accent" : "bg-line-strong",
                          state.why === "season" && "bg-ok",
                        )}
                      />
                    )}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayText({ state, locale }: { state: DayState; locale: string }) {
  return (
    <span className="block w-full min-w-0 text-sm leading-tight">
      {state.hours.slice(0, 2).map(({ start, end }) => (
        <span key={start} className="block truncate max-sm:hidden">
          {formatWallMinutes(start, locale)}–{formatWallMinutes(end, locale)}
        </span>
      ))}
      {state.hours.length > 0 && (
        <span
          className={cn(
            "mt-1 block size-2 rounded-full sm:hidden",
            state.why === "special" ? "bg-accent" : "bg-line-strong",
          )}
        />
      )}
      {state.name && <span className="block truncate text-muted">{state.name}</span>}
      {state.why === "closed" && !state.name && <span className="block text-muted">Closed</span>}
      {state.away && <span className="block truncate text-warn">Partly away</span>}
    </span>
  );
}

/** A day in words, for whoever cannot see its colour. */
export function stateWords(state: DayState | undefined, locale: string): string {
  if (!state) return "";
  const hours = state.hours
    .map(
      ({ start, end }) => `${formatWallMinutes(start, locale)}–${formatWallMinutes(end, locale)}`,
    )
    .join(", ");
  const name = state.name ? `, ${state.name}` : "";
  const away = state.away ? ", away for a part of it" : "";
  if (state.hours.length === 0) {
    return `${state.why === "closed" ? "closed that day" : "closed as usual"}${name}${away}`;
  }
  return `${hours}${state.why === "special" ? ", different hours" : ""}${name}${away}`;
}

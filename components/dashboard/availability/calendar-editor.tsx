"use client";

import { ChevronLeft, ChevronRight, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/choice";
import { IconButton } from "@/components/ui/icon-button";
import type { Schedule } from "@/lib/availability/editor";
import { calendarOf, spread } from "@/lib/availability/editor-calendar";
import type { Placed } from "@/lib/availability/editor-stranded";
import {
  formatLocalDate,
  formatLocalDateLong,
  formatMonth,
  formatRange,
  formatWallMinutes,
} from "@/lib/format";
import { addDays, localDateOf } from "@/lib/scheduling";
import { DayPanel } from "./day-panel";
import { MonthGrid } from "./month-grid";
import { weekDays } from "./week-editor";

/** Days off and special days: a month or a year of days to choose, and what has been set. */
export function CalendarEditor({
  schedule,
  placed,
  onChange,
  person,
  zone,
  today,
  weekStartsOn,
  locale,
  disabled,
}: {
  schedule: Schedule;
  placed: Placed;
  onChange: (change: (schedule: Schedule) => Schedule) => void;
  person: boolean;
  zone: string;
  today: string;
  weekStartsOn: number;
  locale: string;
  disabled: boolean;
}) {
  const [view, setView] = useState<"month" | "year">("month");
  const [cursor, setCursor] = useState(today);
  const [anchor, setAnchor] = useState(today);
  const [chosen, setChosen] = useState<string[]>([]);
  const month = `${cursor.slice(0, 7)}-01`;
  const year = cursor.slice(0, 4);
  const months =
    view === "month"
      ? [month]
      : Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, "0")}-01`);
  const states = useMemo(
    () =>
      view === "month"
        ? calendarOf(placed, month, addDays(month, 31))
        : calendarOf(placed, `${year}-01-01`, `${year}-12-31`),
    [placed, view, month, year],
  );
  const picked = useMemo(() => new Set(chosen), [chosen]);
  const days = weekDays(weekStartsOn);

  function pick(date: string, how: "one" | "range" | "toggle", focus: boolean) {
    setCursor(date);
    if (how === "range") {
      setChosen(date < anchor ? spread(date, anchor) : spread(anchor, date));
      return;
    }
    setAnchor(date);
    if (how === "toggle") {
      setChosen(picked.has(date) ? chosen.filter((one) => one !== date) : [...chosen, date].sort());
    } else if (!focus || chosen.length <= 1) setChosen([date]);
  }
  function turn(by: number) {
    const at = new Date(`${month}T00:00:00Z`);
    at.setUTCMonth(at.getUTCMonth() + (view === "month" ? by : by * 12));
    setCursor(at.toISOString().slice(0, 10));
  }

  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-44 font-medium text-lg" aria-live="polite">
          {view === "month" ? formatMonth(month, locale) : year}
        </p>
        <IconButton
          label={view === "month" ? "Month before" : "Year before"}
          icon={<ChevronLeft className="rtl:rotate-180" />}
          onClick={() => turn(-1)}
        />
        <IconButton
          label={view === "month" ? "Month after" : "Year after"}
          icon={<ChevronRight className="rtl:rotate-180" />}
          onClick={() => turn(1)}
        />
        <Button size="sm" variant="quiet" onClick={() => setCursor(today)}>
          Today
        </Button>
        <SegmentedControl
          label="Shown"
          name="calendar-view"
          className="ms-auto"
          value={view}
          onValueChange={(value) => setView(value as "month" | "year")}
          options={[
            { value: "month", label: "Month" },
            { value: "year", label: "Year" },
          ]}
        />
      </div>
      <div className={view === "year" ? "grid gap-6 sm:grid-cols-2 xl:grid-cols-3" : ""}>
        {months.map((one) => (
          <MonthGrid
            key={one}
            month={one}
            days={days}
            states={states}
            chosen={picked}
            cursor={cursor}
            today={today}
            locale={locale}
            small={view === "year"}
            onPick={pick}
          />
        ))}
      </div>
      <p className="text-muted text-sm">
        Choose a day; for several, give the last one below it. With a keyboard, Shift takes all days
        up to another, and Ctrl or Cmd adds single ones.
      </p>
      {chosen.length > 0 && (
        <DayPanel
          dates={chosen}
          onLast={(last) => setChosen(spread(chosen[0]!, last))}
          state={states.get(chosen[0]!)}
          person={person}
          zone={zone}
          locale={locale}
          disabled={disabled}
          onChange={onChange}
        />
      )}
      <Arranged
        schedule={schedule}
        zone={zone}
        today={today}
        locale={locale}
        disabled={disabled}
        onChange={onChange}
      />
    </div>
  );
}

/** What has been arranged for coming days, each with a way to take it back. */
function Arranged({
  schedule,
  zone,
  today,
  locale,
  disabled,
  onChange,
}: {
  schedule: Schedule;
  zone: string;
  today: string;
  locale: string;
  disabled: boolean;
  onChange: (change: (schedule: Schedule) => Schedule) => void;
}) {
  const items = [
    ...schedule.overrides
      .filter(({ date }) => date >= today)
      .map((one) => ({
        at: one.date,
        when: formatLocalDateLong(one.date, locale),
        what:
          one.hours.length === 0
            ? "Closed that day"
            : one.hours
                .map(
                  ({ start, end }) =>
                    `${formatWallMinutes(start, locale)}–${formatWallMinutes(end, locale)}`,
                )
                .join(", "),
        note: one.note,
        remove: (now: Schedule) => ({
          ...now,
          overrides: now.overrides.filter(({ date }) => date !== one.date),
        }),
      })),
    ...schedule.closures
      .filter(({ to, sourceKey }) => to >= today && sourceKey === null)
      .map((one) => ({
        at: one.from,
        when:
          one.from === one.to
            ? formatLocalDateLong(one.from, locale)
            : `${formatLocalDate(one.from, locale)} – ${formatLocalDate(one.to, locale)}`,
        what: one.kind === "leave" ? "Not working" : "Closed",
        note: one.name,
        remove: (now: Schedule) => ({
          ...now,
          closures: now.closures.filter((other) => JSON.stringify(other) !== JSON.stringify(one)),
        }),
      })),
    ...schedule.timeOff
      .filter(({ end }) => localDateOf(zone, end * 1000) >= today)
      .map((one) => ({
        at: localDateOf(zone, one.start * 1000),
        when: formatLocalDateLong(localDateOf(zone, one.start * 1000), locale),
        what: `Away ${formatRange(one.start * 1000, one.end * 1000, zone, locale)}`,
        note: one.reason,
        remove: (now: Schedule) => ({
          ...now,
          timeOff: now.timeOff.filter((other) => JSON.stringify(other) !== JSON.stringify(one)),
        }),
      })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  if (items.length === 0) {
    return (
      <p className="text-muted">
        Nothing special is arranged. Choose days above to close or open them.
      </p>
    );
  }
  return (
    <section aria-label="Arranged">
      <h3 className="font-medium text-lg">Arranged</h3>
      <ul className="mt-2 divide-y divide-line border-line border-y">
        {items.map(({ at, when, what, note, remove }) => (
          <li key={`${at} ${what} ${note}`} className="flex items-center gap-3 py-1">
            <p className="min-w-0 flex-1 py-2">
              <span className="block">{when}</span>
              <span className="block text-muted text-sm">
                {what}
                {note && ` · ${note}`}
              </span>
            </p>
            {!disabled && (
              <IconButton
                label={`Remove: ${when}, ${what}`}
                icon={<Trash2 />}
                onClick={() => onChange(remove)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

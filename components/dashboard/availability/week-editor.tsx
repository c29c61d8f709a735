"use client";

import { minutesPerWeek } from "@/lib/availability/editor";
import type { HoursRow } from "@/lib/availability/schema";
import { formatDuration } from "@/lib/format";
import { WeekGrid } from "./week-grid";
import { WeekList } from "./week-list";

/** ISO weekdays from the one that the week begins on. */
export function weekDays(startsOn: number): number[] {
  return Array.from({ length: 7 }, (_, i) => ((startsOn - 1 + i) % 7) + 1);
}

/** A week to draw on a desk, and to type anywhere; on phones only the form. */
export function WeekEditor({
  rows,
  onChange,
  weekStartsOn,
  locale,
  disabled,
  label,
  zoneText,
  closedWord,
}: {
  rows: HoursRow[];
  onChange: (rows: HoursRow[]) => void;
  weekStartsOn: number;
  locale: string;
  disabled?: boolean | undefined;
  label: string;
  /** Whose clock this is. */
  zoneText: string;
  closedWord?: string;
}) {
  const days = weekDays(weekStartsOn);
  const total = minutesPerWeek(rows);
  return (
    <div className="space-y-6">
      <p className="text-muted">
        {zoneText}
        {" · "}
        <span data-testid="week-total">
          {total === 0 ? "no hours" : `${formatDuration(total, locale)} a week`}
        </span>
      </p>
      <div className="max-md:hidden">
        <WeekGrid
          rows={rows}
          onChange={onChange}
          days={days}
          locale={locale}
          disabled={disabled ?? false}
          label={label}
        />
        {!disabled && (
          <p className="mt-2 text-muted text-sm">
            Draw in an empty place to open, drag to move, pull an edge to lengthen.
          </p>
        )}
      </div>
      <WeekList
        rows={rows}
        onChange={onChange}
        days={days}
        locale={locale}
        disabled={disabled}
        {...(closedWord ? { closedWord } : {})}
      />
    </div>
  );
}

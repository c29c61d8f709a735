"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/states";
import { overlappingSeasons, type Schedule, type SeasonPlan } from "@/lib/availability/editor";
import { formatLocalDate, formatMonthName } from "@/lib/format";
import { WeekEditor } from "./week-editor";

/** Seasons as bands over the year, each with a week of its own. */
export function SeasonsEditor({
  schedule,
  today,
  weekStartsOn,
  locale,
  zoneText,
  disabled,
  onChange,
}: {
  schedule: Schedule;
  today: string;
  weekStartsOn: number;
  locale: string;
  zoneText: string;
  disabled: boolean;
  onChange: (change: (schedule: Schedule) => Schedule) => void;
}) {
  const [open, setOpen] = useState(0);
  const { seasons } = schedule;
  const index = Math.min(open, seasons.length - 1);
  const season = seasons[index];
  const overlap = overlappingSeasons(seasons);

  function set(next: SeasonPlan) {
    onChange((now) => ({
      ...now,
      seasons: now.seasons.map((one, i) => (i === index ? next : one)),
    }));
  }
  function add() {
    const year = Number(today.slice(0, 4)) + (today.slice(5) > "06-01" ? 1 : 0);
    onChange((now) => ({
      ...now,
      seasons: [
        ...now.seasons,
        { name: "Summer", from: `${year}-06-01`, to: `${year}-08-31`, weekly: now.weekly },
      ],
    }));
    setOpen(seasons.length);
  }

  return (
    <div className="space-y-6">
      <p className="max-w-prose text-muted">
        Between its first and its last day a season has its own week instead of the usual one. Days
        off and special days still go first.
      </p>
      {seasons.length > 0 && (
        <YearBands seasons={seasons} open={index} today={today} locale={locale} onOpen={setOpen} />
      )}
      {overlap && (
        <Notice tone="danger" live title="Two seasons share days">
          “{overlap[0]}” and “{overlap[1]}” overlap, and only one week can hold on a day. End one
          before the other begins.
        </Notice>
      )}
      {season && (
        <div className="space-y-6 rounded-lg border border-line p-5">
          <div className="grid gap-4 sm:grid-cols-3">
            <Field label="Name" error={season.name.trim() ? undefined : "Give the season a name."}>
              <Input
                value={season.name}
                maxLength={120}
                disabled={disabled}
                onChange={(event) => set({ ...season, name: event.currentTarget.value })}
              />
            </Field>
            <Field label="First day">
              <Input
                type="date"
                value={season.from}
                disabled={disabled}
                onChange={(event) => {
                  const from = event.currentTarget.value;
                  if (from) set({ ...season, from });
                }}
              />
            </Field>
            <Field
              label="Last day"
              error={season.to < season.from ? "The last day lies before the first." : undefined}
            >
              <Input
                type="date"
                value={season.to}
                disabled={disabled}
                onChange={(event) => {
                  const to = event.currentTarget.value;
                  if (to) set({ ...season, to });
                }}
              />
            </Field>
          </div>
          <WeekEditor
            rows={season.weekly}
            onChange={(weekly) => set({ ...season, weekly })}
            weekStartsOn={weekStartsOn}
            locale={locale}
            zoneText={zoneText}
            disabled={disabled}
            label={`Week of ${season.name}`}
          />
          {!disabled && (
            <Button
              onClick={() => {
                onChange((now) => ({ ...now, seasons: now.seasons.filter((_, i) => i !== index) }));
                setOpen(0);
              }}
            >
              <Trash2 aria-hidden="true" />
              Remove this season
            </Button>
          )}
        </div>
      )}
      {!disabled && (
        <Button onClick={add}>
          <Plus aria-hidden="true" />
          Add a season
        </Button>
      )}
    </div>
  );
}

function YearBands({
  seasons,
  open,
  today,
  locale,
  onOpen,
}: {
  seasons: SeasonPlan[];
  open: number;
  today: string;
  locale: string;
  onOpen: (index: number) => void;
}) {
  const years = [
    ...new Set([
      today.slice(0, 4),
      ...seasons.flatMap(({ from, to }) => [from.slice(0, 4), to.slice(0, 4)]),
    ]),
  ]
    .sort()
    .slice(0, 6);
  return (
    <div className="space-y-4">
      {years.map((year) => (
        <div key={year}>
          <p className="text-muted text-sm">{year}</p>
          <div className="relative h-13 rounded-md border border-line bg-surface">
            {Array.from({ length: 12 }, (_, i) => (
              <span
                key={i}
                aria-hidden="true"
                className={cn(
                  "absolute inset-y-0 truncate ps-1 text-faint text-sm",
                  i > 0 && "border-line border-s",
                )}
                style={{ insetInlineStart: `${(i / 12) * 100}%`, width: `${100 / 12}%` }}
              >
                <span className="sm:hidden">{formatMonthName(i + 1, locale, "narrow")}</span>
                <span className="max-sm:hidden">{formatMonthName(i + 1, locale, "short")}</span>
              </span>
            ))}
            {seasons.map((season, index) => {
              const start = alongYear(season.from, year);
              const end = alongYear(season.to, year, 1);
              if (end <= 0 || start >= 1 || end <= start) return null;
              return (
                <button
                  key={index}
                  type="button"
                  aria-pressed={index === open}
                  aria-label={`${season.name}, ${formatLocalDate(season.from, locale)} to ${formatLocalDate(season.to, locale)}`}
                  onClick={() => onOpen(index)}
                  className={cn(
                    "absolute bottom-1 h-7 min-w-6 truncate rounded-sm border px-2 text-start text-sm",
                    index === open
                      ? "border-accent bg-accent text-on-accent"
                      : "border-accent bg-accent-soft text-accent-ink",
                  )}
                  style={{
                    insetInlineStart: `${Math.max(0, start) * 100}%`,
                    width: `${(Math.min(1, end) - Math.max(0, start)) * 100}%`,
                  }}
                >
                  {season.name}
                </button>
              );
            })}
          </div>
        </div>
      ))}
    </div>
  );
}

/** Where a date lies in a year, 0 at its beginning and 1 at its end. */
function alongYear(date: string, year: string, days = 0): number {
  const begin = Date.UTC(Number(year), 0, 1);
  const end = Date.UTC(Number(year) + 1, 0, 1);
  return (Date.parse(`${date}T00:00:00Z`) + days * 86_400_000 - begin) / (end - begin);
}

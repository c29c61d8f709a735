"use client";

import { Copy, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { copyDay, endOnLine, proposeHours, tidyWeek } from "@/lib/availability/editor";
import type { HoursRow } from "@/lib/availability/schema";
import { formatDuration, formatWeekday } from "@/lib/format";
import { TimeField } from "./time-field";

/** A week as a form: a line per day, hours to type, a day to copy to others. */
export function WeekList({
  rows,
  onChange,
  days,
  locale,
  disabled,
  closedWord = "Closed",
}: {
  rows: HoursRow[];
  onChange: (rows: HoursRow[]) => void;
  days: number[];
  locale: string;
  disabled?: boolean | undefined;
  closedWord?: string;
}) {
  function set(index: number, row: HoursRow) {
    onChange(rows.map((old, i) => (i === index ? row : old)));
  }
  return (
    <ul className="@container divide-y divide-line border-line border-y">
      {days.map((weekday) => {
        const day = formatWeekday(weekday, locale);
        const mine = rows
          .map((row, index) => ({ row, index }))
          .filter(({ row }) => row[0] === weekday);
        const minutes = mine.reduce((sum, { row }) => sum + endOnLine(row[1], row[2]) - row[1], 0);
        return (
          <li key={weekday} className="py-2">
            <fieldset
              className="flex flex-wrap items-start gap-x-4 gap-y-1"
              // Hours that overlap are joined when one goes on, not while one types.
              onBlur={(event) => {
                if (!event.currentTarget.contains(event.relatedTarget)) {
                  const tidy = tidyWeek(rows);
                  if (JSON.stringify(tidy) !== JSON.stringify(rows)) onChange(tidy);
                }
              }}
            >
              <legend className="sr-only">{day}</legend>
              <span aria-hidden="true" className="min-w-28 flex-1 pt-2.5 @xl:flex-none">
                <span className="block font-medium">{day}</span>
                {minutes > 0 && (
                  <span className="block text-muted text-sm">
                    {formatDuration(minutes, locale)}
                  </span>
                )}
              </span>
              {/* Where there is little room the hours have a line of their own, under the day and its buttons. */}
              <div className="order-last w-full min-w-0 space-y-1 @xl:order-none @xl:w-auto @xl:flex-1">
                {mine.length === 0 && <p className="py-2.5 text-muted">{closedWord}</p>}
                {mine.map(({ row, index }, nth) => (
                  <div key={index} className="flex flex-wrap items-center gap-x-2 gap-y-1">
                    <TimeField
                      label={`${day} opens${nth > 0 ? ` (${nth + 1})` : ""}`}
                      minute={row[1]}
                      disabled={disabled}
                      onMinute={(start) => set(index, [weekday, start % 1440, row[2]])}
                    />
                    <span aria-hidden="true">–</span>
                    <TimeField
                      label={`${day} closes${nth > 0 ? ` (${nth + 1})` : ""}`}
                      minute={row[2]}
                      disabled={disabled}
                      onMinute={(end) => set(index, [weekday, row[1], end === 0 ? 1440 : end])}
                    />
                    {!disabled && (
                      <IconButton
                        label={`Remove these hours of ${day}`}
                        icon={<Trash2 />}
                        onClick={() => onChange(rows.filter((_, i) => i !== index))}
                      />
                    )}
                    {row[2] <= row[1] && (
                      <span className="text-muted text-sm">
                        until {formatWeekday((weekday % 7) + 1, locale)}
                      </span>
                    )}
                  </div>
                ))}
              </div>
              {!disabled && (
                <div className="flex">
                  <IconButton
                    label={`Add hours on ${day}`}
                    icon={<Plus />}
                    onClick={() => onChange([...rows, proposeHours(rows, weekday)])}
                  />
                  <CopyDay
                    weekday={weekday}
                    days={days}
                    locale={locale}
                    onCopy={(to) => onChange(copyDay(rows, weekday, to))}
                  />
                </div>
              )}
            </fieldset>
          </li>
        );
      })}
    </ul>
  );
}

function CopyDay({
  weekday,
  days,
  locale,
  onCopy,
}: {
  weekday: number;
  days: number[];
  locale: string;
  onCopy: (to: number[]) => void;
}) {
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState<number[]>([]);
  const day = formatWeekday(weekday, locale);
  const others = days.filter((one) => one !== weekday);
  return (
    <Popover
      label={`Copy ${day} to other days`}
      align="end"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setTo([]);
      }}
      trigger={<IconButton label={`Copy ${day} to other days`} icon={<Copy />} />}
    >
      <div className="w-56">
        <p className="font-medium">Copy {day} to</p>
        {others.map((one) => (
          <Checkbox
            key={one}
            label={formatWeekday(one, locale)}
            checked={to.includes(one)}
            onChange={(event) =>
              setTo(
                event.currentTarget.checked ? [...to, one] : to.filter((other) => other !== one),
              )
            }
          />
        ))}
        <div className="mt-2 flex flex-wrap gap-2">
          <Button
            variant="primary"
            size="sm"
            disabled={to.length === 0}
            onClick={() => {
              onCopy(to);
              setOpen(false);
            }}
          >
            Copy
          </Button>
          <Button
            size="sm"
            onClick={() => {
              onCopy(others);
              setOpen(false);
            }}
          >
            To every day
          </Button>
        </div>
      </div>
    </Popover>
  );
}

"use client";

import { type ComponentProps, useMemo } from "react";
import { formatLocalDay } from "@/lib/format";
import { addDays } from "@/lib/scheduling";
import { type Column, TimeGrid } from "./time-grid";

const DAYS = 7;

/** Seven dates side by side, with everybody who is shown in each; a date's heading leads to its day. */
export function WeekGrid({
  from,
  today,
  onDay,
  ...rest
}: Omit<ComponentProps<typeof TimeGrid>, "columns"> & {
  /** Local date that the week begins on. */
  from: string;
  today: string;
  onDay: (date: string) => void;
}) {
  const { locale } = rest.desk;
  const columns = useMemo(
    () =>
      Array.from({ length: DAYS }, (_, i): Column => {
        const date = addDays(from, i);
        const label = formatLocalDay(date, locale);
        return {
          key: date,
          date,
          staffId: null,
          label,
          head: (
            // In a column wider than the screen it stays in sight.
            <h3 className="sticky start-20 end-2 mx-auto min-w-0">
              <button
                type="button"
                aria-current={date === today ? "date" : undefined}
                onClick={() => onDay(date)}
                className="min-h-11 min-w-20 max-w-full truncate rounded-sm text-center font-medium hover:text-accent-ink aria-[current=date]:text-accent-ink aria-[current=date]:underline aria-[current=date]:underline-offset-4"
              >
                {label}
              </button>
            </h3>
          ),
        };
      }),
    [from, today, locale, onDay],
  );
  return <TimeGrid {...rest} columns={columns} />;
}

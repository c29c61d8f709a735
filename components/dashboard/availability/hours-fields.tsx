"use client";

import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { proposeHours } from "@/lib/availability/editor";
import type { HoursRow } from "@/lib/availability/schema";
import { TimeField } from "./time-field";

interface Hours {
  start: number;
  end: number;
}

/** The hours of one day, to type; several where the day is split. */
export function HoursFields({
  hours,
  onChange,
  single,
}: {
  hours: Hours[];
  onChange: (hours: Hours[]) => void;
  /** One pair only. */
  single?: boolean;
}) {
  const set = (index: number, next: Hours) =>
    onChange(hours.map((old, i) => (i === index ? next : old)));
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1.5 font-medium">Hours</legend>
      {hours.map((one, index) => (
        <div key={index} className="flex flex-wrap items-center gap-2">
          <TimeField
            label={`Opens${index > 0 ? ` (${index + 1})` : ""}`}
            minute={one.start}
            onMinute={(start) => set(index, { ...one, start: start % 1440 })}
          />
          <span aria-hidden="true">–</span>
          <TimeField
            label={`Closes${index > 0 ? ` (${index + 1})` : ""}`}
            minute={one.end}
            onMinute={(end) => set(index, { ...one, end: end === 0 ? 1440 : end })}
          />
          {!single && hours.length > 1 && (
            <IconButton
              label="Remove these hours"
              icon={<Trash2 />}
              onClick={() => onChange(hours.filter((_, i) => i !== index))}
            />
          )}
          {one.end <= one.start && <span className="text-muted text-sm">until the next day</span>}
        </div>
      ))}
      {!single && (
        <Button
          size="sm"
          variant="quiet"
          className="-ms-3"
          onClick={() => {
            const rows = hours.map(({ start, end }): HoursRow => [1, start, end]);
            const [, start, end] = proposeHours(rows, 1);
            onChange([...hours, { start, end }]);
          }}
        >
          <Plus aria-hidden="true" />
          Add hours
        </Button>
      )}
    </fieldset>
  );
}

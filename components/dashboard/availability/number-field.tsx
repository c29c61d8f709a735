"use client";

import { useEffect, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";

/** A whole number to type; what is none stays in the box and says so. Empty is null where that is allowed. */
export function NumberField({
  label,
  hint,
  value,
  error,
  optional,
  onValue,
}: {
  label: string;
  hint: string;
  value: number | null;
  error?: string | undefined;
  optional?: boolean;
  /** null when empty and optional, NaN when it is not a whole number. */
  onValue: (value: number | null) => void;
}) {
  const [text, setText] = useState(value === null || Number.isNaN(value) ? "" : String(value));
  useEffect(() => {
    // What was discarded, undone or merged shows again; what is being typed is left alone.
    setText((now) => (parse(now, optional) === value || Number.isNaN(value) ? now : shown(value)));
  }, [value, optional]);
  return (
    <Field label={label} hint={hint} error={error} {...(optional ? { optional } : {})}>
      <Input
        inputMode="numeric"
        className="max-w-40"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onValue(parse(event.currentTarget.value, optional));
        }}
      />
    </Field>
  );
}

function shown(value: number | null): string {
  return value === null ? "" : String(value);
}

function parse(text: string, optional: boolean | undefined): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return optional ? null : Number.NaN;
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

const units = [
  { minutes: 1, label: "minutes" },
  { minutes: 60, label: "hours" },
  { minutes: 1440, label: "days" },
];

/** A lead time in minutes, hours or days. */
export function LeadTimeField({
  label,
  hint,
  minutes,
  error,
  onMinutes,
}: {
  label: string;
  hint: string;
  minutes: number;
  error?: string | undefined;
  onMinutes: (minutes: number) => void;
}) {
  const [unit, setUnit] = useState(() => largestUnit(minutes));
  const [text, setText] = useState(String(minutes / unit));
  useEffect(() => {
    setText((now) => {
      if (Number.isNaN(minutes) || Number(now) * unit === minutes) return now;
      return String(minutes / unit);
    });
  }, [minutes, unit]);
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className="flex items-center gap-3">
          <Input
            {...control}
            inputMode="numeric"
            className="max-w-40"
            value={text}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              setText(typed);
              onMinutes(/^\d{1,6}$/.test(typed.trim()) ? Number(typed) * unit : Number.NaN);
            }}
          />
          <Select
            aria-label={`${label}: in`}
            className="w-auto!"
            value={unit}
            onChange={(event) => {
              const next = Number(event.currentTarget.value);
              setUnit(next);
              if (/^\d{1,6}$/.test(text.trim())) onMinutes(Number(text) * next);
            }}
          >
            {units.map((one) => (
              <option key={one.minutes} value={one.minutes}>
                {one.label}
              </option>
            ))}
          </Select>
        </div>
      )}
    </Field>
  );
}

function largestUnit(minutes: number): number {
  if (minutes > 0 && minutes % 1440 === 0) return 1440;
  return minutes > 0 && minutes % 60 === 0 ? 60 : 1;
}

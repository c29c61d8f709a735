"use client";

import { useEffect, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { readAmount, writeAmount } from "@/lib/services/rules";

interface NumberInputProps {
  label: string;
  hint?: string;
  hideLabel?: boolean;
  value: number | null;
  placeholder?: string;
  error?: string | undefined;
  /** null when nothing is typed, NaN when it is no such number. */
  onValue: (value: number | null) => void;
}

/** A whole number to type: minutes, or another unit. */
export function WholeInput({ unit = "minutes", ...props }: NumberInputProps & { unit?: string }) {
  return (
    <TextNumber
      {...props}
      unit={unit}
      read={(text) => {
        const typed = text.trim();
        if (typed === "") return null;
        return /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN;
      }}
      write={(value) => (value === null || Number.isNaN(value) ? "" : String(value))}
    />
  );
}

/** An amount of money to type, in the currency's smallest unit. */
export function AmountInput({ currency, ...props }: NumberInputProps & { currency: string }) {
  return (
    <TextNumber
      {...props}
      unit={currency}
      read={(text) => readAmount(text, currency)}
      write={(value) => writeAmount(value, currency)}
    />
  );
}

function TextNumber({
  label,
  hint,
  hideLabel,
  value,
  placeholder,
  error,
  onValue,
  unit,
  read,
  write,
}: NumberInputProps & {
  unit: string;
  read: (text: string) => number | null;
  write: (value: number | null) => string;
}) {
  const [text, setText] = useState(() => write(value));
  useEffect(() => {
    // What was taken from elsewhere shows; what is being typed is left alone.
    setText((now) => (Object.is(read(now), value) || Number.isNaN(value) ? now : write(value)));
  });
  const wrong = Number.isNaN(value) && text.trim() !== "" ? "A number, please" : undefined;
  return (
    <Field label={label} hint={hint} error={error ?? wrong} {...(hideLabel ? { hideLabel } : {})}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        value={text}
        placeholder={placeholder}
        end={<span className="text-muted text-sm">{unit}</span>}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onValue(read(event.currentTarget.value));
        }}
      />
    </Field>
  );
}

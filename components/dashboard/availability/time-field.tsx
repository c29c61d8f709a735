"use client";

import { useEffect, useState } from "react";
import { Input } from "@/components/ui/input";
import { clockText, minuteOf } from "@/lib/availability/editor";

/**
 * A time of day to type. What is not a time yet is not passed on, and says so.
 * @param minute wall-clock minute of the day; 1440 shows as 00:00
 */
export function TimeField({
  label,
  minute,
  onMinute,
  disabled,
}: {
  label: string;
  minute: number;
  onMinute: (minute: number) => void;
  disabled?: boolean | undefined;
}) {
  const [text, setText] = useState(clockText(minute));
  useEffect(() => setText(clockText(minute)), [minute]);
  const wrong = minuteOf(text) === null;
  return (
    <Input
      type="time"
      aria-label={label}
      aria-invalid={wrong || undefined}
      title={wrong ? `Not a time yet; ${clockText(minute)} still stands.` : undefined}
      value={text}
      disabled={disabled}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const typed = minuteOf(event.currentTarget.value);
        if (typed !== null) onMinute(typed);
      }}
      onBlur={() => {
        if (wrong) setText(clockText(minute));
      }}
      // A phone opens its own wheel when the field is touched; the little clock would only take the room.
      className="tabular w-auto! min-w-27! max-w-36 flex-1 px-2! sm:px-3! max-sm:[&::-webkit-calendar-picker-indicator]:hidden"
    />
  );
}

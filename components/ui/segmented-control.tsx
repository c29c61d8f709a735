import type { ReactNode } from "react";
import { cn } from "./cn";

/** Two to five short choices side by side, one of them on: a view, a theme, a unit. */
export function SegmentedControl({
  label,
  name,
  options,
  value,
  defaultValue,
  onValueChange,
  className,
}: {
  /** Said by screen readers; the choices themselves are the visible label. */
  label: string;
  name: string;
  options: { value: string; label: ReactNode }[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  className?: string;
}) {
  return (
    <fieldset className={cn("inline-flex rounded-md border border-line bg-sunken p-1", className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="relative inline-flex min-h-9 flex-1 items-center justify-center gap-2 whitespace-nowrap rounded-sm px-3 text-muted text-sm transition-colors before:absolute before:inset-x-0 before:-inset-y-1 hover:text-ink has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:shadow-raised has-focus-visible:outline-2 has-focus-visible:outline-focus dark:has-checked:bg-raised"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            defaultChecked={value === undefined ? option.value === defaultValue : undefined}
            checked={value === undefined ? undefined : option.value === value}
            onChange={onValueChange && (() => onValueChange(option.value))}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

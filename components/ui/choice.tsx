import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { FieldError } from "./field";

export { SegmentedControl } from "./segmented-control";

type NativeInput = Omit<ComponentProps<"input">, "type" | "className">;

interface ChoiceText {
  label: ReactNode;
  hint?: ReactNode;
  className?: string;
}

function ChoiceRow({ label, hint, className, children }: ChoiceText & { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control comes as a child.
    <label
      className={cn(
        "flex min-h-11 items-start gap-3 py-2.5 has-disabled:cursor-not-allowed has-disabled:opacity-50",
        className,
      )}
    >
      {children}
      <span className="min-w-0">
        <span className="block">{label}</span>
        {hint && <span className="block text-muted text-sm">{hint}</span>}
      </span>
    </label>
  );
}

/** A box to tick. A native input: it works in a plain form and needs no script. */
export function Checkbox({ label, hint, className, ...rest }: NativeInput & ChoiceText) {
  return (
    <ChoiceRow label={label} hint={hint} className={className}>
      <span className="relative mt-0.5 grid size-5 shrink-0 place-items-center">
        <input
          {...rest}
          type="checkbox"
          className="peer absolute inset-0 size-5 appearance-none rounded-sm border border-line-strong bg-surface transition-colors checked:border-accent checked:bg-accent aria-invalid:border-danger"
        />
        <Check
          aria-hidden="true"
          strokeWidth={3}
          className="pointer-events-none relative size-3.5 text-on-accent opacity-0 peer-checked:opacity-100"
        />
      </span>
    </ChoiceRow>
  );
}

/** On or off, in effect at once; where a form is saved later use a Checkbox. */
export function Switch({ label, hint, className, ...rest }: NativeInput & ChoiceText) {
  return (
    <label
      className={cn(
        "flex min-h-11 items-start justify-between gap-4 py-2.5 has-disabled:cursor-not-allowed has-disabled:opacity-50",
        className,
      )}
    >
      <span className="min-w-0">
        <span className="block">{label}</span>
        {hint && <span className="block text-muted text-sm">{hint}</span>}
      </span>
      <span className="relative mt-0.5 inline-flex h-6 w-10 shrink-0">
        <input
          {...rest}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox says itself whether it is on.
          role="switch"
          className="peer absolute inset-0 appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute start-1 top-1 size-4 rounded-full bg-line-strong transition-all peer-checked:start-5 peer-checked:bg-on-accent"
        />
      </span>
    </label>
  );
}

interface RadioOption {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

interface RadioGroupProps {
  label: ReactNode;
  name: string;
  options: RadioOption[];
  defaultValue?: string;
  value?: string;
  onValueChange?: (value: string) => void;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  hideLabel?: boolean;
  /** "cards" draws each choice as a row with a hairline; the chosen one is filled. */
  look?: "plain" | "cards";
  className?: string;
}

/** One of a few, all of them visible. Native radio buttons: arrow keys and plain forms just work. */
export function RadioGroup({
  label,
  name,
  options,
  defaultValue,
  value,
  onValueChange,
  hint,
  error,
  required,
  hideLabel,
  look = "plain",
  className,
}: RadioGroupProps) {
  return (
    <fieldset className={cn("min-w-0", className)} aria-invalid={error ? true : undefined}>
      <legend className={cn("mb-1 font-medium", hideLabel && "sr-only")}>{label}</legend>
      {hint && <p className="mb-1 text-muted text-sm">{hint}</p>}
      <div className={cn(look === "cards" && "flex flex-col gap-2")}>
        {options.map((option) => (
          <ChoiceRow
            key={option.value}
            label={option.label}
            hint={option.hint}
            className={cn(
              look === "cards" &&
                "rounded-md border border-line bg-surface px-4 transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              disabled={option.disabled}
              required={required}
              defaultChecked={value === undefined ? option.value === defaultValue : undefined}
              checked={value === undefined ? undefined : option.value === value}
              onChange={onValueChange && (() => onValueChange(option.value))}
              className="mt-0.5 size-5 shrink-0 appearance-none rounded-full border border-line-strong bg-surface transition-all checked:border-6 checked:border-accent"
            />
          </ChoiceRow>
        ))}
      </div>
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}

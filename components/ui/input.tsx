import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** The look that every box to write in shares. */
export const controlClass = cn(
  "block w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink",
  "transition-colors placeholder:text-faint hover:border-muted",
  "focus-visible:border-focus focus-visible:outline-offset-0",
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted",
  "aria-invalid:border-danger aria-invalid:outline-danger",
);

const LATIN = new Set(["email", "tel", "url"]);

/** A line to write in. Give it `type`, `inputMode` and `autoComplete`: the right keyboard matters. */
export function Input({
  className,
  start,
  end,
  dir,
  ...given
}: ComponentProps<"input"> & {
  /** A small icon or word inside the box, before the text. */
  start?: ReactNode;
  /** The same after it, e.g. "min" or a currency. */
  end?: ReactNode;
}) {
  // Addresses and numbers run left to right in every language.
  const rest = { ...given, dir: dir ?? (LATIN.has(given.type ?? "") ? "ltr" : undefined) };
  if (!start && !end) {
    return <input {...rest} className={cn(controlClass, "min-h-11", className)} />;
  }
  return (
    <div className={cn("relative", className)}>
      {start && (
        <span className="pointer-events-none absolute inset-y-0 start-3 flex items-center text-muted [&_svg]:size-4.5">
          {start}
        </span>
      )}
      <input {...rest} className={cn(controlClass, "min-h-11", start && "ps-10", end && "pe-14")} />
      {end && (
        <span className="pointer-events-none absolute inset-y-0 end-3 flex items-center text-muted text-sm">
          {end}
        </span>
      )}
    </div>
  );
}

/** Several lines to write in; it grows with the text where the browser can. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={cn(controlClass, "field-sizing-content min-h-22 resize-y py-2.5", className)}
    />
  );
}

/** The browser's own list of choices, in our clothes: best on phones and for short lists. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <div className={cn("relative", className)}>
      <select {...rest} className={cn(controlClass, "min-h-11 appearance-none truncate pe-10")}>
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4.5 text-muted"
      />
    </div>
  );
}

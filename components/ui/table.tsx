import type { ComponentProps } from "react";
import { cn } from "./cn";

/**
 * A table that scrolls sideways inside its own box when it must, with a head that stays. `label`
 * names it for screen readers; give the box a height (max-h-…) for the head to stick.
 */
export function Table({
  label,
  className,
  children,
  ...rest
}: ComponentProps<"table"> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      className={cn("overflow-auto print:overflow-visible print:[zoom:0.64]", className)}
    >
      <table
        {...rest}
        aria-label={label}
        className="w-full border-separate border-spacing-0 text-start"
      >
        {children}
      </table>
    </section>
  );
}

/** A column's name. */
export function Th({ className, scope = "col", ...rest }: ComponentProps<"th">) {
  return (
    <th
      {...rest}
      scope={scope}
      className={cn(
        "sticky top-0 z-10 whitespace-nowrap border-line border-b bg-surface px-3 py-2 text-start font-normal text-muted text-sm first:ps-5 last:pe-5",
        className,
      )}
    />
  );
}

/** A row; row actions inside an element with `data-row-actions` show on hover and focus. */
export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      {...rest}
      className={cn(
        "group/row transition-colors hover:bg-ink/3 aria-selected:bg-accent-soft",
        "[@media(hover:hover)]:[&_[data-row-actions]]:opacity-0 [&:focus-within_[data-row-actions]]:opacity-100 [&:hover_[data-row-actions]]:opacity-100",
        className,
      )}
    />
  );
}

/** A cell. */
export function Td({ className, ...rest }: ComponentProps<"td">) {
  return (
    <td
      {...rest}
      className={cn(
        "h-13 border-line border-b px-3 py-2 align-middle first:ps-5 last:pe-5",
        className,
      )}
    />
  );
}

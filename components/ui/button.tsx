import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Link } from "./link";
import { Spinner } from "./spinner";

type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
type ButtonSize = "sm" | "md" | "lg";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border border-ink/20 bg-surface text-ink hover:border-ink/35 hover:bg-sunken",
  quiet: "text-ink hover:bg-ink/6",
  danger: "bg-danger text-on-danger hover:bg-danger/88",
};

// A small button is 36 px tall to the eye; its invisible margin makes it 44 px to the finger.
const sizes: Record<ButtonSize, string> = {
  sm: "min-h-9 px-3 py-1 text-sm before:absolute before:inset-x-0 before:-inset-y-1",
  md: "min-h-11 px-4 py-1.5 text-base",
  lg: "min-h-13 px-6 py-2 text-base",
};

interface ButtonLook {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** As wide as its place. */
  block?: boolean;
}

/** The class names of a button, for an element that must be something else (a summary, a label). */
export function buttonClass({
  variant = "secondary",
  size = "md",
  block,
}: ButtonLook = {}): string {
  return cn(
    "relative inline-flex select-none items-center justify-center gap-2 rounded-md font-medium",
    "transition-colors disabled:cursor-not-allowed disabled:opacity-45",
    "aria-disabled:cursor-default [&_svg]:size-4.5 [&_svg]:shrink-0",
    variants[variant],
    sizes[size],
    block && "w-full",
  );
}

/**
 * A button. While `pending` it keeps its width and the focus, tells assistive technology that it is
 * busy, and neither submits nor calls `onClick`.
 */
export function Button({
  variant,
  size,
  block,
  pending = false,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ComponentProps<"button"> & ButtonLook & { pending?: boolean }) {
  return (
    <button
      {...rest}
      type={pending ? "button" : type}
      onClick={pending ? undefined : onClick}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      className={cn(buttonClass({ variant, size, block }), className)}
    >
      <ButtonBody pending={pending}>{children}</ButtonBody>
    </button>
  );
}

function ButtonBody({ pending, children }: { pending: boolean; children: React.ReactNode }) {
  if (!pending) return children;
  return (
    <>
      <span className="inline-flex items-center gap-2 opacity-0">{children}</span>
      <span className="absolute inset-0 grid place-items-center">
        <Spinner />
      </span>
    </>
  );
}

/** A link that looks like a button; for going somewhere rather than doing something. */
export function ButtonLink({
  variant,
  size,
  block,
  className,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook) {
  return <Link {...rest} className={cn(buttonClass({ variant, size, block }), className)} />;
}

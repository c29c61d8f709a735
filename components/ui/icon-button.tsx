import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Link } from "./link";

interface IconButtonLook {
  /** What it does, in words; the icon alone says nothing to a screen reader. */
  label: string;
  icon: ReactNode;
  variant?: "quiet" | "outline";
}

function iconButtonClass(variant: IconButtonLook["variant"] = "quiet"): string {
  return cn(
    "inline-grid size-11 shrink-0 place-items-center rounded-md text-muted transition-colors",
    "hover:bg-ink/6 hover:text-ink disabled:cursor-not-allowed disabled:opacity-45 [&_svg]:size-5",
    variant === "outline" && "border border-ink/20 bg-surface text-ink",
  );
}

/** A square button with an icon only, 44 px each way. */
export function IconButton({
  label,
  icon,
  variant,
  className,
  type = "button",
  ...rest
}: Omit<ComponentProps<"button">, "children"> & IconButtonLook) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={rest.title ?? label}
      className={cn(iconButtonClass(variant), className)}
    >
      {icon}
    </button>
  );
}

/** An icon that leads somewhere. */
export function IconLink({
  label,
  icon,
  variant,
  className,
  ...rest
}: Omit<ComponentProps<typeof Link>, "children"> & IconButtonLook) {
  return (
    <Link
      {...rest}
      aria-label={label}
      title={label}
      className={cn(iconButtonClass(variant), className)}
    >
      {icon}
    </Link>
  );
}

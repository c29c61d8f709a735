import type { ReactNode } from "react";
import { cn } from "./cn";

/** Signs of what every page carries, beside the icon set: drawn like it, without its machinery. */
function Sign({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      className={cn("size-6", className)}
    >
      {children}
    </svg>
  );
}

/** Take it away. */
export function CrossSign({ className }: { className?: string }) {
  return (
    <Sign className={className}>
      <path d="M6 6l12 12M18 6 6 18" />
    </Sign>
  );
}

/** Something is wrong. */
export function AlertSign({ className }: { className?: string }) {
  return (
    <Sign className={className}>
      <circle cx="12" cy="12" r="10" />
      <path d="M12 8v4M12 16h.01" />
    </Sign>
  );
}

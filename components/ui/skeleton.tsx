import { cn } from "./cn";

/** A quiet stand-in; give it the exact size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden="true" className={cn("animate-breathe rounded-sm bg-ink/8", className)} />
  );
}

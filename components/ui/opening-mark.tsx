"use client";

import { cn } from "./cn";
import { useOpening } from "./link";
import { Spinner } from "./spinner";

/** Inside a link: shows that its page is on the way, once that takes longer than a blink. */
export function OpeningMark({ className }: { className?: string }) {
  if (!useOpening()) return null;
  return (
    <span className={cn("inline-block animate-late text-accent-ink", className)}>
      <Spinner />
    </span>
  );
}

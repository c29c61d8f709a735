"use client";

import { useLinkStatus } from "next/link";
import { cn } from "./cn";
import { Spinner } from "./spinner";

/** Inside a link: shows that its page is on the way, once that takes longer than a blink. */
export function OpeningMark({ className }: { className?: string }) {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span className={cn("inline-block animate-late text-accent-ink", className)}>
      <Spinner />
    </span>
  );
}

"use client";

import { useLinkStatus } from "next/link";
import { Spinner } from "@/components/ui/spinner";

/** Inside a link: shows that its page is on the way, once that takes longer than a blink. */
export function OpeningMark() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span className="ms-2 inline-block animate-late align-[-0.1em] text-accent-ink">
      <Spinner />
    </span>
  );
}

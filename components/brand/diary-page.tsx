import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** A leaf of the diary: a sheet with a margin line and the ribbon hanging over its top edge. */
export function DiaryPage({
  title,
  aside,
  children,
  className,
}: {
  title: ReactNode;
  /** A few words at the other end of the head line. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section
      className={cn("relative rounded-lg border border-line bg-surface shadow-raised", className)}
    >
      <svg
        viewBox="0 0 18 76"
        aria-hidden="true"
        className="absolute end-8 -top-2 h-19 w-4.5 fill-ribbon"
      >
        <path d="M0 0h18v76l-9-8-9 8Z" />
      </svg>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 py-6 ps-6 pe-20 sm:ps-8">
        <h2 className="font-display text-xl">{title}</h2>
        {aside && <p className="text-muted">{aside}</p>}
      </div>
      {children}
    </section>
  );
}

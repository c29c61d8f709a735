import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { TabRow } from "./tab-row";

export const tabListClass =
  "flex gap-6 overflow-x-auto border-line border-b [scrollbar-width:none]";

export const tabClass = cn(
  "-mb-px inline-flex min-h-11 items-center gap-2 whitespace-nowrap border-transparent border-b-2 text-muted",
  "transition-colors hover:text-ink focus-visible:-outline-offset-2",
  "aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink",
  "data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink",
);

/** Tabs that are pages: plain links, the present one marked. */
export function NavTabs({
  label,
  items,
  className,
}: {
  label: string;
  items: { href: string; label: ReactNode; current: boolean }[];
  className?: string;
}) {
  return (
    <TabRow label={label} className={cn(tabListClass, className)}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.current ? "page" : undefined}
          className={tabClass}
        >
          {item.label}
        </Link>
      ))}
    </TabRow>
  );
}

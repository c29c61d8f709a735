import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";

/**
 * The head of a page: what it is, one line about it, what can be done. `display` sets the title in
 * the display face (public pages, and a day's name); the dashboard's own pages go without.
 */
export function PageHeader({
  title,
  description,
  actions,
  back,
  display,
  className,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  back?: { href: string; label: string };
  display?: boolean;
  className?: string;
}) {
  return (
    <header className={cn("flex flex-wrap items-end justify-between gap-x-6 gap-y-4", className)}>
      <div className="min-w-0">
        {back && (
          <Link
            href={back.href}
            className="-ms-1.5 mb-1 inline-flex min-h-11 items-center gap-1 rounded-sm pe-2 text-muted hover:text-ink"
          >
            <ChevronLeft aria-hidden="true" className="size-4.5 rtl:rotate-180" />
            {back.label}
          </Link>
        )}
        <h1 className={cn(display ? "font-display font-normal text-2xl" : "font-medium text-xl")}>
          {title}
        </h1>
        {description && <div className="mt-1 max-w-prose text-muted">{description}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-3 print:hidden">{actions}</div>}
    </header>
  );
}

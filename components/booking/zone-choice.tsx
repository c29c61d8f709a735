"use client";

import { Globe } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useWords } from "#words";
import { Skeleton } from "@/components/ui/skeleton";
import { inRow, zoneLabel } from "@/lib/format";

const ZoneSearch = lazy(() => import("./zone-search"));

/** Whose time it is, always said, with a way to see another's. */
export function ZoneChoice({
  zone,
  instant,
  locale,
  business,
  onChange,
}: {
  zone: string;
  /** The day in view: summer and winter have different offsets. */
  instant: number;
  locale: string;
  business: { name: string; timeZone: string };
  onChange: (zone: string) => void;
}) {
  const t = useWords("picker");
  const [open, setOpen] = useState(false);
  const label = zoneLabel(zone, instant, locale);
  return (
    <div className="text-sm">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="inline-flex min-w-0 items-start gap-2">
          <Globe aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
          <span data-testid="zone">
            {zone === business.timeZone
              ? inRow([label, t("asAt", { business: business.name })], locale)
              : label}
          </span>
        </span>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="-ms-1 min-h-11 px-1 text-accent-ink underline decoration-1 underline-offset-4"
        >
          {open ? t("close") : t("changeZone")}
        </button>
      </p>
      {open && (
        <Suspense fallback={<Skeleton className="h-11 w-full" />}>
          <ZoneSearch
            zone={zone}
            locale={locale}
            business={business}
            onChange={(next) => {
              onChange(next);
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

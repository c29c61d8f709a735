import { type ReactNode, Suspense } from "react";
import { useWords } from "#words";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { OpeningMark } from "@/components/ui/opening-mark";
import { Photo } from "@/components/ui/photo";
import { OnSign } from "@/components/ui/signs";
import { Skeleton } from "@/components/ui/skeleton";
import { lengthWords, priceWords } from "./summary";
import type { BookingService } from "./types";

export interface ServiceRow {
  service: BookingService;
  description: string;
  category: string;
  photoUrl: string | null;
}

/** Where the services' pages are, when not directly below the business's. */
export interface Place {
  /** "/lotus-hair" or "/embed/lotus-hair" */
  base: string;
  /** What they are to know already, beginning with "?", or "". */
  query: string;
}

/** What can be booked, by group, a line each. The next free time of each arrives by itself. */
export function ServiceRows({
  business,
  place = { base: `/${business.slug}`, query: "" },
  rows,
  locale,
  nextFree,
}: {
  business: { slug: string; currency: string };
  place?: Place;
  rows: ServiceRow[];
  locale: string;
  /** The next free time of a service; it may take a moment. */
  nextFree: (service: string) => ReactNode;
}) {
  const t = useWords("home");
  const facts = useWords("facts");
  const groups = [...new Set(rows.map(({ category }) => category))];
  return (
    <div className="space-y-10">
      {groups.map((group) => (
        <section key={group} aria-labelledby={`group-${groups.indexOf(group)}`}>
          <h3 id={`group-${groups.indexOf(group)}`} className="mb-1 text-muted">
            {group || t("services")}
          </h3>
          <ul className="divide-y divide-line border-line border-y">
            {rows
              .filter(({ category }) => category === group)
              .map(({ service, description, photoUrl }) => (
                <li key={service.slug} className={cn("relative py-5", photoUrl && "flex gap-5")}>
                  {photoUrl && (
                    <Photo
                      src={photoUrl}
                      alt=""
                      width={96}
                      height={96}
                      sizes="6rem"
                      className="size-20 shrink-0 rounded-md object-cover sm:size-24"
                    />
                  )}
                  <div className="min-w-0 flex-1">
                    <div className="flex items-baseline justify-between gap-4">
                      <h4 className="font-medium text-lg">
                        <Link
                          href={`${place.base}/${service.slug}${place.query}`}
                          className="rounded-sm after:absolute after:inset-0 hover:text-accent-ink"
                        >
                          {service.name}
                          <OpeningMark className="ms-2 align-[-0.1em]" />
                        </Link>
                      </h4>
                      <p className="tabular shrink-0 text-end">
                        {priceWords(facts, [service], "any", 1, business.currency, locale)}
                      </p>
                    </div>
                    {description && (
                      <p className="mt-1 max-w-prose text-muted">
                        <bdi>{description}</bdi>
                      </p>
                    )}
                    <div className="mt-2 flex items-center gap-2 text-sm">
                      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-5 gap-y-1">
                        <span className="text-muted">{lengthWords([service], "any", locale)}</span>
                        <Suspense fallback={<Skeleton className="h-5 w-44" />}>
                          {nextFree(service.slug)}
                        </Suspense>
                      </div>
                      <OnSign className="size-5 shrink-0 text-muted rtl:rotate-180" />
                    </div>
                  </div>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

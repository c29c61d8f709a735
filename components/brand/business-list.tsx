import type { CSSProperties } from "react";
import { useWords } from "#words";
import { Link } from "@/components/ui/link";
import { OnSign } from "@/components/ui/signs";
import { brandColors } from "@/lib/business/brand";
import type { ListedBusiness } from "@/lib/business/schema";
import { formatTime, zoneCity } from "@/lib/format";

/** The businesses of this installation, a line each, with the time it is there now. */
export function BusinessList({
  businesses,
  now,
  locale,
}: {
  businesses: ListedBusiness[];
  now: Date;
  locale: string;
}) {
  const t = useWords("landing");
  return (
    <ul>
      {businesses.map((business) => (
        <li
          key={business.slug}
          style={brandColors(business.brandColor) as CSSProperties}
          className="border-line border-t"
        >
          <Link
            href={`/${business.slug}`}
            className="group flex items-center gap-4 px-6 py-5 transition-colors last:rounded-b-lg hover:bg-accent-soft focus-visible:-outline-offset-2 sm:px-8"
          >
            <span
              aria-hidden="true"
              className="grid size-12 shrink-0 place-items-center rounded-md bg-accent font-display text-on-accent text-xl"
            >
              {Array.from(business.name.trim())[0]?.toLocaleUpperCase()}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block font-medium text-lg">{business.name}</span>
              {business.tagline && (
                <span className="block text-muted [overflow-wrap:anywhere]">
                  <bdi>{business.tagline}</bdi>
                </span>
              )}
              <span className="mt-1 block text-muted text-sm">
                {t.rich("whereItIs", {
                  city: business.city || zoneCity(business.timeZone),
                  clock: formatTime(now, business.timeZone, locale),
                  time: (clock) => (
                    <time dateTime={now.toISOString()} className="whitespace-nowrap">
                      {clock}
                    </time>
                  ),
                })}
              </span>
            </span>
            <OnSign className="size-5 shrink-0 text-accent-ink transition-transform group-hover:translate-x-0.5 rtl:rotate-180" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

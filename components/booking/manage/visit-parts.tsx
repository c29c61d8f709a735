import { useWords } from "#words";
import { Link } from "@/components/ui/link";
import type { Booking } from "@/lib/bookings/schema";
import { formatDateLong, formatRange } from "@/lib/format";
import { OwnStatus } from "../ticket";

/** Parts of a visit that went another way than the one shown: called off by themselves, or still to come. */
export function VisitParts({
  parts,
  locale,
}: {
  parts: readonly { booking: Booking; path: string }[];
  locale: string;
}) {
  const t = useWords("manage");
  return (
    <section aria-labelledby="parts" className="mt-10 print:hidden">
      <h2 id="parts" className="mb-3 font-medium text-lg">
        {t("partsHeading")}
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {parts.map(({ booking: { id, service, start, end, timeZone, staff, status }, path }) => (
          <li key={id}>
            <Link
              href={path}
              prefetch={false}
              className="flex min-h-11 items-center justify-between gap-3 px-5 py-3 hover:bg-sunken"
            >
              <span className="min-w-0">
                {service.name}
                <span className="block text-muted text-sm">
                  {formatDateLong(start, timeZone, locale)}
                </span>
                <span className="block text-muted text-sm">
                  {t.rich("whenWith", {
                    range: formatRange(start, end, timeZone, locale),
                    name: staff.name,
                    when: (range) => <time dateTime={start}>{range}</time>,
                  })}
                </span>
              </span>
              <OwnStatus status={status} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

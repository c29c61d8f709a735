import { useWords } from "#words";
import { StatusBadge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { Booking } from "@/lib/bookings/schema";
import { formatLocalDateLong, formatRange } from "@/lib/format";
import { localDateOf } from "@/lib/scheduling/zone";

/** The appointments of a series, each with its own page. */
export function SeriesDates({
  bookings,
  current,
  locale,
}: {
  bookings: readonly { booking: Booking; path: string }[];
  current: string;
  locale: string;
}) {
  const t = useWords("manage");
  return (
    <section aria-labelledby="series" className="mt-10 print:hidden">
      <h2 id="series" className="mb-3 font-medium text-lg">
        {t("seriesHeading", { count: bookings.length })}
      </h2>
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        {bookings.map(({ booking, path }) => {
          const { id, start, end, timeZone, status } = booking;
          const words = (
            <span className="min-w-0">
              {formatLocalDateLong(localDateOf(timeZone, Date.parse(start)), locale)}
              <span className="block text-muted text-sm">
                {t.rich("whenWith", {
                  range: formatRange(start, end, timeZone, locale),
                  name: booking.staff.name,
                  when: (range) => <time dateTime={start}>{range}</time>,
                })}
              </span>
            </span>
          );
          const line = "flex min-h-11 items-center justify-between gap-3 px-5 py-3";
          return (
            <li key={id}>
              {id === current ? (
                <span aria-current="true" className={`${line} bg-accent-soft`}>
                  {words}
                  <span className="text-sm">{t("thisOne")}</span>
                </span>
              ) : (
                <Link href={path} prefetch={false} className={`${line} hover:bg-sunken`}>
                  {words}
                  <StatusBadge status={status} />
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

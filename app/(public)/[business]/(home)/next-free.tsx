import type { Place } from "@/components/booking/service-rows";
import { Link } from "@/components/ui/link";
import { nearestTimes } from "@/lib/availability/data";
import { formatDayRelative, formatTime, zoneTime } from "@/lib/format";
import { words } from "@/lib/i18n/request";

/** When a service is free next, one tap from its form; silent when nothing is free for a fortnight. */
export async function NextFree({
  business,
  place = { base: `/${business.slug}`, query: "" },
  service,
  staff,
  zone,
  locale,
  now,
}: {
  business: { slug: string; timeZone: string };
  place?: Place;
  service: string;
  /** Of this person alone. */
  staff?: string | undefined;
  zone: string;
  locale: string;
  now: number;
}) {
  const t = await words("home");
  const ask = { business: business.slug, service, ...(staff ? { staff } : {}) };
  const [next] = await nearestTimes(ask, now, 1, now, 1);
  if (!next) return <span className="text-muted">{t("fullyBooked")}</span>;
  return (
    <Link
      href={`${place.base}/${service}${place.query ? `${place.query}&` : "?"}at=${next.start}`}
      prefetch={false}
      className="prose-link relative z-1 -my-2 inline-flex min-h-11 items-center rounded-sm"
    >
      <time dateTime={next.start}>
        {t("nextFree", {
          day: formatDayRelative(next.start, now, zone, locale),
          time: formatTime(next.start, zone, locale),
        })}
        {zone !== business.timeZone && ` (${zoneTime(zone, locale)})`}
      </time>
    </Link>
  );
}

import type { ReactNode } from "react";
import { useWords } from "#words";
import {
  formatDateLong,
  formatMoney,
  formatRange,
  formatWhen,
  unparted,
  zoneLabel,
} from "@/lib/format";
import type { Entry, Offer } from "@/lib/waitlist/schema";

/** The time that is kept for somebody: when on whose clock, what, with whom, for how much. */
export function OfferCard({
  entry,
  offer,
  locale,
  children,
}: {
  entry: Entry;
  offer: Offer;
  locale: string;
  /** What can be done with it. */
  children: ReactNode;
}) {
  const t = useWords("facts");
  const { business, service, timeZone: zone, party } = entry;
  const { start, end, priceMinor } = offer;
  const place = [business.address, business.city].filter(Boolean).join(", ");
  return (
    <article className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="h-2 bg-accent" />
      <div className="px-5 pt-5 pb-6 sm:px-8">
        <p className="font-medium">{business.name}</p>
        <p className="mt-5">
          <time dateTime={start} className="font-display text-xl">
            <span className="block text-balance">
              {unparted(formatDateLong(start, zone, locale))}
            </span>
            <span className="block">{formatRange(start, end, zone, locale)}</span>
          </time>
        </p>
        <p className="mt-1 text-muted">{zoneLabel(zone, start, locale)}</p>
        {zone !== business.timeZone && (
          <p className="text-muted text-sm">
            {t("there", {
              business: business.name,
              when: formatWhen(start, end, business.timeZone, locale),
              zone: zoneLabel(business.timeZone, start, locale),
            })}
          </p>
        )}
        <dl className="mt-6 grid gap-x-8 gap-y-4 sm:grid-cols-2">
          <Line term={t("what")}>
            {service.name}
            {party > 1 && <span className="block">{t("forPeople", { count: party })}</span>}
          </Line>
          <Line term={t("withTerm")}>{offer.staff.name}</Line>
          <Line term={t("price")}>
            {priceMinor === null
              ? t("priceOnRequest")
              : priceMinor === 0
                ? t("free")
                : formatMoney(priceMinor, offer.currency, locale)}
          </Line>
          {place && <Line term={t("where")}>{place}</Line>}
        </dl>
      </div>
      <div className="border-line border-t border-dashed px-5 py-5 sm:px-8">{children}</div>
    </article>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0 [overflow-wrap:anywhere]">
      <dt className="text-muted text-sm">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

import { CalendarDays, Clock, Globe, Tag, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "#words";
import { cn } from "@/components/ui/cn";
import type { FreeTime } from "@/lib/availability/schema";
import {
  formatDateLong,
  formatDay,
  formatDuration,
  formatMoney,
  formatRange,
  inRow,
  localDate,
  zoneLabel,
} from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import type { BookingBusiness, BookingService, Performer } from "./types";

type Priced = Pick<BookingService, "performers" | "priceMinor">;
type Timed = Pick<BookingService, "performers" | "durationMin">;

/** The price of what is being booked, in words; "from" while it depends on who is chosen. */
export function priceWords(
  t: Translate<"facts">,
  services: readonly Priced[],
  staff: string,
  party: number,
  currency: string,
  locale: string,
): string {
  let [least, most] = [0, 0];
  for (const service of services) {
    const chosen = whoMay(service, staff).map(({ priceMinor }) => priceMinor);
    const prices = chosen.length > 0 ? chosen : [service.priceMinor];
    if (prices.some((price) => price === null)) return t("onRequest");
    least += Math.min(...(prices as number[]));
    most += Math.max(...(prices as number[]));
  }
  if (most === 0) return t("free");
  const total = formatMoney(least * party, currency, locale);
  return most > least ? t("from", { price: total }) : total;
}

/** How long it takes: "45 min", or "45 min – 1 hr" while it depends on who is chosen. */
export function lengthWords(services: readonly Timed[], staff: string, locale: string): string {
  let [least, most] = [0, 0];
  for (const service of services) {
    const chosen = whoMay(service, staff).map(({ durationMin }) => durationMin);
    const lengths = chosen.length > 0 ? chosen : [service.durationMin];
    least += Math.min(...lengths);
    most += Math.max(...lengths);
  }
  const words = formatDuration(most, locale);
  return least === most ? words : `${formatDuration(least, locale)} – ${words}`;
}

/** Whom a choice leaves: a chosen person need not do every part of a visit, which then goes to anyone. */
function whoMay({ performers }: { performers: readonly Performer[] }, staff: string) {
  const chosen = performers.filter(({ slug }) => slug === staff);
  return chosen.length > 0 ? chosen : performers;
}

/** Lines of a summary: an icon, a fact. */
function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2.5">
      <span className="mt-0.75 text-muted [&_svg]:size-4.5">{icon}</span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </li>
  );
}

/** What is being booked and, once chosen, when: on both clocks where they differ. */
export function Facts({
  business,
  services,
  staff,
  party,
  time,
  zone,
  locale,
}: {
  business: BookingBusiness;
  /** One, or the parts of a visit in their order. */
  services: readonly [BookingService, ...BookingService[]];
  staff: string;
  party: number;
  time: Pick<FreeTime, "start" | "end" | "parts"> | null;
  zone: string;
  locale: string;
}) {
  const t = useWords("facts");
  const [service] = services;
  const parts = time?.parts;
  const person: Performer | undefined =
    service.performers.find(({ slug }) => slug === staff) ??
    (service.performers.length === 1 ? service.performers[0] : undefined);
  return (
    <ul className={cn("flex gap-x-5 gap-y-2", time ? "flex-col" : "flex-wrap lg:flex-col")}>
      {time && (
        <>
          <Fact icon={<CalendarDays aria-hidden="true" />}>
            <time dateTime={time.start} className="block font-medium">
              {formatDateLong(time.start, zone, locale)}
              <br />
              {formatRange(time.start, time.end, zone, locale)}
            </time>
          </Fact>
          <Fact icon={<Globe aria-hidden="true" />}>
            {zoneLabel(zone, time.start, locale)}
            {zone !== business.timeZone && (
              <span className="block text-muted text-sm">
                {inRow(
                  [
                    // Far away it may be another day.
                    ...(localDate(time.start, zone) === localDate(time.start, business.timeZone)
                      ? []
                      : [formatDay(time.start, business.timeZone, locale)]),
                    formatRange(time.start, time.end, business.timeZone, locale),
                    zoneLabel(business.timeZone, time.start, locale),
                  ],
                  locale,
                )}
              </span>
            )}
          </Fact>
        </>
      )}
      <Fact icon={<Clock aria-hidden="true" />}>
        {parts && time
          ? formatDuration((Date.parse(time.end) - Date.parse(time.start)) / 60_000, locale)
          : lengthWords(services, staff, locale)}
      </Fact>
      <Fact icon={<Tag aria-hidden="true" />}>
        {priceWords(t, services, staff, party, business.currency, locale)}
        {party > 1 && <span className="text-muted"> {t("forPeople", { count: party })}</span>}
      </Fact>
      {parts ? (
        <VisitParts parts={parts} services={services} zone={zone} locale={locale} />
      ) : person && services.length === 1 ? (
        <Fact icon={<UserRound aria-hidden="true" />}>{t("with", { name: person.name })}</Fact>
      ) : (
        time && <Fact icon={<UserRound aria-hidden="true" />}>{t("withAnyone")}</Fact>
      )}
    </ul>
  );
}

/** The parts of a visit at its time: what when, and with whom. */
function VisitParts({
  parts,
  services,
  zone,
  locale,
}: {
  parts: NonNullable<FreeTime["parts"]>;
  services: readonly BookingService[];
  zone: string;
  locale: string;
}) {
  const t = useWords("facts");
  return parts.map((part, i) => {
    const service = services[i];
    const person = service?.performers.find(({ slug }) => slug === part.staff);
    return (
      <Fact key={part.start} icon={<UserRound aria-hidden="true" />}>
        {service?.name}
        <span className="block text-muted text-sm">
          <time dateTime={part.start}>{formatRange(part.start, part.end, zone, locale)}</time>
          {person && <span className="block">{t("with", { name: person.name })}</span>}
        </span>
      </Fact>
    );
  });
}

import { CalendarDays, Clock, Globe, Tag, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { formatDateLong, formatDuration, formatMoney, formatRange, zoneLabel } from "@/lib/format";
import type { BookingBusiness, BookingService, Performer } from "./types";

/** The price of what is being booked, in words; "from" while it depends on who is chosen. */
export function priceWords(
  service: Pick<BookingService, "performers" | "priceMinor">,
  staff: string,
  party: number,
  currency: string,
  locale: string,
): string {
  const chosen = service.performers.filter(({ slug }) => staff === "any" || slug === staff);
  const prices = chosen.map(({ priceMinor }) => priceMinor);
  if (prices.length === 0) prices.push(service.priceMinor);
  if (prices.some((price) => price === null)) return "Price on request";
  const amounts = prices as number[];
  const least = Math.min(...amounts);
  if (least === 0 && Math.max(...amounts) === 0) return "Free of charge";
  const total = formatMoney(least * party, currency, locale);
  return Math.max(...amounts) > least ? `from ${total}` : total;
}

/** How long it takes: "45 min", or "45 min – 1 hr" while it depends on who is chosen. */
export function lengthWords(
  service: Pick<BookingService, "performers" | "durationMin">,
  staff: string,
  locale: string,
): string {
  const chosen = service.performers.filter(({ slug }) => staff === "any" || slug === staff);
  const lengths = chosen.map(({ durationMin }) => durationMin);
  if (lengths.length === 0) lengths.push(service.durationMin);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  const words = formatDuration(most, locale);
  return least === most ? words : `${formatDuration(least, locale)} – ${words}`;
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
  service,
  staff,
  party,
  time,
  zone,
  locale,
}: {
  business: BookingBusiness;
  service: BookingService;
  staff: string;
  party: number;
  time: { start: string; end: string } | null;
  zone: string;
  locale: string;
}) {
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
                {formatRange(time.start, time.end, business.timeZone, locale)},{" "}
                {zoneLabel(business.timeZone, time.start, locale)}
              </span>
            )}
          </Fact>
        </>
      )}
      <Fact icon={<Clock aria-hidden="true" />}>{lengthWords(service, staff, locale)}</Fact>
      <Fact icon={<Tag aria-hidden="true" />}>
        {priceWords(service, staff, party, business.currency, locale)}
        {party > 1 && <span className="text-muted"> for {party} people</span>}
      </Fact>
      {person ? (
        <Fact icon={<UserRound aria-hidden="true" />}>with {person.name}</Fact>
      ) : (
        time && <Fact icon={<UserRound aria-hidden="true" />}>with whoever is free</Fact>
      )}
    </ul>
  );
}

import { MapPin, Phone } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "#words";
import { Avatar } from "@/components/ui/avatar";
import { StatusBadge } from "@/components/ui/badge";
import type { Booking } from "@/lib/bookings/schema";
import { answerLabel } from "@/lib/business/translations";
import {
  formatDateLong,
  formatDuration,
  formatMoney,
  formatRange,
  formatWhen,
  unparted,
  zoneLabel,
} from "@/lib/format";

/** The state of a customer's own booking. */
export function OwnStatus({ status }: { status: Booking["status"] }) {
  const t = useWords("status");
  return (
    <StatusBadge status={status}>
      {t(status === "pending" ? "awaited" : status === "no_show" ? "missed" : status)}
    </StatusBadge>
  );
}

/** A booking as one would keep it: when on whose clock, who, where, what it costs. Prints well. */
export function Ticket({
  booking,
  parts = [booking],
  locale,
  children,
}: {
  booking: Booking;
  /** All of a visit, by time. */
  parts?: readonly Booking[];
  locale: string;
  /** What can be done with it, under a perforation. */
  children?: ReactNode;
}) {
  const t = useWords("facts");
  const { business, timeZone: zone } = booking;
  const [start, end] = [parts[0]!.start, parts.at(-1)!.end];
  const prices = parts.map(({ priceMinor }) => priceMinor);
  const price = prices.includes(null) ? null : (prices as number[]).reduce((a, b) => a + b, 0);
  const asked = new Map(
    parts.flatMap(({ service, answers }) =>
      service.questions
        .filter(({ id }) => answers[id] !== undefined)
        .map((one) => [
          one.label,
          answers[one.id] === true ? t("yes") : answerLabel(one, String(answers[one.id])),
        ]),
    ),
  );
  const over = ["cancelled", "declined", "expired"].includes(booking.status);
  const place = [business.address, business.city].filter(Boolean).join(", ");
  return (
    <article className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="h-2 bg-accent print:border-line print:border-b" />
      <div className="px-5 pt-5 pb-6 sm:px-8">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="font-medium">{business.name}</p>
          <OwnStatus status={booking.status} />
        </div>
        <p className={over ? "mt-5 text-muted line-through decoration-1" : "mt-5"}>
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
          {parts.length === 1 ? (
            <>
              <Entry term={t("what")}>
                {booking.service.name}
                <span className="block text-muted text-sm">
                  {formatDuration((Date.parse(end) - Date.parse(start)) / 60_000, locale)}
                  {booking.party > 1 && (
                    <span className="block">{t("forPeople", { count: booking.party })}</span>
                  )}
                </span>
              </Entry>
              <Entry term={t("withTerm")}>
                <Performer staff={booking.staff} />
              </Entry>
            </>
          ) : (
            parts.map((part) => (
              <Entry key={part.id} term={formatRange(part.start, part.end, zone, locale)}>
                {part.service.name}
                {part.status !== booking.status && <OwnStatus status={part.status} />}
                <Performer staff={part.staff} />
              </Entry>
            ))
          )}
          <Entry term={t("for")}>{booking.customer.name}</Entry>
          <Entry term={t("price")}>
            {price === null
              ? t("priceOnRequest")
              : price === 0
                ? t("free")
                : formatMoney(price, booking.currency, locale)}
          </Entry>
          {place && (
            <Entry term={t("where")}>
              <a
                href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(`${business.name}, ${place}`)}`}
                rel="noreferrer"
                className="prose-link inline-flex items-start gap-1.5"
              >
                <MapPin aria-hidden="true" className="mt-1 size-4 shrink-0" />
                {place}
              </a>
            </Entry>
          )}
          {business.phone && (
            <Entry term={t("questions")}>
              <a
                href={`tel:${business.phone.replace(/[^+\d]/g, "")}`}
                className="prose-link inline-flex items-start gap-1.5"
              >
                <Phone aria-hidden="true" className="mt-1 size-4 shrink-0" />
                <bdi dir="ltr">{business.phone}</bdi>
              </a>
            </Entry>
          )}
          {booking.note && <Entry term={t("note")}>{booking.note}</Entry>}
          {[...asked].map(([label, answer]) => (
            <Entry key={label} term={label!}>
              {answer}
            </Entry>
          ))}
        </dl>
      </div>
      {children && (
        <div className="border-line border-t border-dashed px-5 py-5 sm:px-8 print:hidden">
          {children}
        </div>
      )}
    </article>
  );
}

function Performer({ staff }: { staff: Booking["staff"] }) {
  return (
    <span className="flex items-center gap-2.5">
      <Avatar name={staff.name} src={staff.photoUrl} staff={staff.hue} size="sm" />
      {staff.name}
    </span>
  );
}

function Entry({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0 [overflow-wrap:anywhere]">
      <dt className="text-muted text-sm">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

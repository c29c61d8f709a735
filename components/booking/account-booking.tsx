import { ChevronRight } from "lucide-react";
import { useWords } from "#words";
import { Button } from "@/components/ui/button";
import { openBookingAction } from "@/lib/bookings/actions";
import { customerMayCancel, customerMayMove, stands } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";
import { formatDayRelative, formatLocalDate, formatTime, inRow, zoneTime } from "@/lib/format";
import { localDateOf } from "@/lib/scheduling/zone";
import { OwnStatus } from "./ticket";

/** One line of a customer's list: it opens the appointment's own page, or what is to be done with it. */
export function AccountBooking({
  booking,
  locale,
  now,
}: {
  booking: Booking;
  locale: string;
  now: number;
}) {
  const t = useWords("account");
  const { business, service, staff, start, timeZone: zone } = booking;
  const ahead = Date.parse(start) > now;
  const day = ahead
    ? formatDayRelative(start, now, zone, locale)
    : formatLocalDate(localDateOf(zone, Date.parse(start)), locale);
  // The half of the day does not leave its hour at the end of a line.
  const time = formatTime(start, zone, locale).replaceAll(" ", "\u00a0");
  const acts = [
    ...(ahead && customerMayMove(booking, now).allowed ? [{ to: "move", label: t("move") }] : []),
    ...(ahead && customerMayCancel(booking, now).allowed
      ? [{ to: "cancel", label: t("cancel") }]
      : []),
    ...((!ahead || !stands(booking)) && service.active ? [{ to: "again", label: t("again") }] : []),
  ];
  const what = t("whatWhen", { service: service.name, day });
  return (
    <li className="py-1">
      <form action={openBookingAction} data-network>
        <input type="hidden" name="booking" value={booking.id} />
        <button
          type="submit"
          className="flex w-full items-center gap-4 px-5 py-3 text-start transition-colors hover:bg-sunken focus-visible:-outline-offset-2"
        >
          <span className="min-w-0 flex-1">
            <time dateTime={start} className="block font-medium">
              {inRow([day, time], locale)}
              <span className="block font-normal text-muted text-sm">{zoneTime(zone, locale)}</span>
            </time>
            <span className="block [overflow-wrap:anywhere]">
              {t("serviceAt", { service: service.name, business: business.name })}
            </span>
            <span className="block text-muted text-sm">{t("with", { name: staff.name })}</span>
          </span>
          <OwnStatus status={booking.status} />
          <ChevronRight aria-hidden="true" className="size-5 shrink-0 text-muted rtl:rotate-180" />
        </button>
        {acts.length > 0 && (
          <div className="flex flex-wrap gap-2 px-5 pb-3">
            {acts.map(({ to, label }) => (
              <Button
                key={to}
                type="submit"
                name="to"
                value={to}
                size="sm"
                aria-label={t("actOn", { act: label, what })}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
      </form>
    </li>
  );
}

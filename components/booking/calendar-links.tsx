import { CalendarPlus, Download } from "lucide-react";
import { useWords } from "#words";
import type { Booking } from "@/lib/bookings/schema";
import { addToCalendarLinks } from "@/lib/calendars/links";

const link =
  "flex min-h-11 items-center gap-2 rounded-md px-3 hover:bg-ink/6 focus-visible:-outline-offset-2";

/** Puts a booking into the calendar that somebody already has. Opens without script. */
export function CalendarLinks({ booking, token }: { booking: Booking; token: string }) {
  const t = useWords("manage");
  const links = addToCalendarLinks(booking);
  const calendars = [
    ["Google Calendar", links.google],
    ["Outlook.com", links.outlook],
    ["Microsoft 365", links.office365],
    ["Yahoo", links.yahoo],
  ] as const;
  return (
    <details className="group rounded-md border border-line bg-surface print:hidden">
      <summary className="flex min-h-11 list-none items-center justify-center gap-2 rounded-md px-4 font-medium hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <CalendarPlus aria-hidden="true" className="size-4.5" />
        {t("addToCalendar")}
      </summary>
      <ul className="border-line border-t p-1">
        <li>
          <a href={`/manage/${token}/calendar`} download className={link}>
            <Download aria-hidden="true" className="size-4.5 text-muted" />
            {t("calendarFile")}
          </a>
        </li>
        {calendars.map(([name, href]) => (
          <li key={name}>
            <a href={href} target="_blank" rel="noreferrer" className={link}>
              <CalendarPlus aria-hidden="true" className="size-4.5 text-muted" />
              {name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

import { type CalendarBooking, entryDetails, entryPlace, entryTitle } from "./entry.ts";

/** Where a click opens a new entry, filled in, in the calendar that somebody already has. */
export interface CalendarLinks {
  google: string;
  outlook: string;
  office365: string;
  yahoo: string;
}

/**
 * Links that add a booking to a web calendar. Times go in UTC, so that each calendar shows them in its owner's zone.
 * @param manageUrl is written into the entry's description, if given
 */
export function addToCalendarLinks(
  booking: CalendarBooking,
  manageUrl?: string | null,
): CalendarLinks {
  const title = entryTitle(booking);
  const details = entryDetails(booking, manageUrl);
  const place = entryPlace(booking);
  const start = new Date(booking.start).toISOString();
  const end = new Date(booking.end).toISOString();
  const microsoft = {
    path: "/calendar/action/compose",
    rru: "addevent",
    startdt: start,
    enddt: end,
    subject: title,
    body: details,
    location: place,
  };
  return {
    google: link("https://calendar.google.com/calendar/render", {
      action: "TEMPLATE",
      text: title,
      dates: `${compact(start)}/${compact(end)}`,
      details,
      location: place,
    }),
    outlook: link("https://outlook.live.com/calendar/0/deeplink/compose", microsoft),
    office365: link("https://outlook.office.com/calendar/0/deeplink/compose", microsoft),
    yahoo: link("https://calendar.yahoo.com/", {
      v: "60",
      title,
      st: compact(start),
      et: compact(end),
      desc: details,
      in_loc: place,
    }),
  };
}

/** "2026-11-24T09:00:00.000Z" → "20261124T090000Z". */
function compact(iso: string): string {
  return iso.replace(/[-:]|\.\d+/g, "");
}

// Outlook shows the plus signs of URLSearchParams as they are; per cent signs all four read.
function link(base: string, parameters: Record<string, string>): string {
  const query = Object.entries(parameters)
    .filter(([, value]) => value !== "")
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `${base}?${query.join("&")}`;
}

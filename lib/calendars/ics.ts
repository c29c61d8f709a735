import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from "ical-generator";
import { type CalendarBooking, entryDetails, entryPlace, entryTitle } from "./entry.ts";
import { oneLine } from "./text.ts";

/** REQUEST invites and updates, CANCEL takes away, PUBLISH is a file to keep (RFC 5546). */
export type CalendarMethod = "REQUEST" | "CANCEL" | "PUBLISH";

const PRODUCT = { company: "Daybook", product: "Daybook", language: "EN" };

/**
 * One booking as an iCalendar file (RFC 5545), by time rule 20: one UID for life, SEQUENCE from the booking, times in
 * UTC.
 * @param options.appUrl the installation's address, without a slash at its end
 * @param options.manageUrl the customer's manage link; without it the entry links to the business's page
 * @param options.organizer whom invitations come from: the sender of the e-mail, so that calendars accept its updates;
 *   default: the business's own address, and none if it has none
 * @param options.now DTSTAMP: when this state of the booking was written down
 * @returns the file, lines ended with CRLF
 */
export function bookingCalendar(options: {
  booking: CalendarBooking;
  method: CalendarMethod;
  appUrl: string;
  manageUrl?: string | null;
  organizer?: string | null;
  now: Date;
}): string {
  const { booking, method } = options;
  const calendar = ical({ prodId: PRODUCT, method: ICalCalendarMethod[method] });
  const place = entryPlace(booking);
  const event = calendar.createEvent({
    id: calendarUid(booking.id),
    sequence: booking.sequence,
    start: new Date(booking.start),
    end: new Date(booking.end),
    stamp: options.now,
    summary: entryTitle(booking),
    description: entryDetails(booking, options.manageUrl),
    location: place === "" ? null : place,
    url: options.manageUrl ?? `${options.appUrl}/${booking.business.slug}`,
    status: method === "CANCEL" ? ICalEventStatus.CANCELLED : statusOf(booking.status),
  });
  const organizer = options.organizer ?? booking.business.email;
  if (organizer) event.organizer({ name: parameter(booking.business.name), email: organizer });
  // A published entry invites nobody; RFC 5546 forbids attendees there.
  if (method !== "PUBLISH" && booking.customer.email) {
    event.createAttendee({
      name: parameter(booking.customer.name),
      email: booking.customer.email,
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.ACCEPTED,
      rsvp: false,
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** The UID that a booking keeps for life. */
function calendarUid(bookingId: string): string {
  return `${bookingId}@daybook`;
}

function statusOf(status: string): ICalEventStatus {
  if (status === "pending" || status === "held") return ICalEventStatus.TENTATIVE;
  if (status === "cancelled" || status === "declined" || status === "expired") {
    return ICalEventStatus.CANCELLED;
  }
  return ICalEventStatus.CONFIRMED;
}

// A parameter cannot contain a double quote in any form (RFC 5545, 3.2), and a backslash is no escape there.
function parameter(name: string): string {
  return oneLine(name).replaceAll('"', "'").replaceAll("\\", "/") || "-";
}

import { oneLine } from "./text.ts";

/** What a calendar entry needs of a booking; instants are ISO texts in UTC. */
export interface CalendarBooking {
  id: string;
  status: string;
  start: string;
  end: string;
  /** Raised by every change that a calendar must hear of (time rule 20). */
  sequence: number;
  locale?: string;
  service: { name: string };
  staff: { name: string };
  customer: { name: string; email?: string | null };
  business: {
    slug: string;
    name: string;
    address: string;
    city: string;
    phone?: string | null;
    email?: string | null;
  };
}

interface EntryWords {
  title(service: string, business: string): string;
  with(staff: string): string;
  phone(number: string): string;
  change(url: string): string;
}

// One table per language; a locale whose language is missing reads English.
const english: EntryWords = {
  title: (service, business) => `${service} at ${business}`,
  with: (staff) => `With ${staff}`,
  phone: (number) => `Phone: ${number}`,
  change: (url) => `Change or cancel: ${url}`,
};
const words: Record<string, EntryWords> = { en: english };

function wordsFor(locale: string | undefined): EntryWords {
  return words[locale?.split("-")[0] ?? "en"] ?? english;
}

/** "Cut and finish at Lotus Hair". */
export function entryTitle(booking: CalendarBooking): string {
  const { service, business, locale } = booking;
  return wordsFor(locale).title(oneLine(service.name), oneLine(business.name));
}

/** "Lotus Hair, Oranienstrasse 84, Berlin"; empty for a business without an address. */
export function entryPlace({ business }: CalendarBooking): string {
  const address = [business.address, business.city].map(oneLine).filter((part) => part !== "");
  return address.length === 0 ? "" : [oneLine(business.name), ...address].join(", ");
}

/** Who, a number to call and, if given, the manage link; one per line. */
export function entryDetails(booking: CalendarBooking, manageUrl?: string | null): string {
  const say = wordsFor(booking.locale);
  const phone = booking.business.phone ? oneLine(booking.business.phone) : "";
  return [
    say.with(oneLine(booking.staff.name)),
    ...(phone ? [say.phone(phone)] : []),
    ...(manageUrl ? [say.change(manageUrl)] : []),
  ].join("\n");
}

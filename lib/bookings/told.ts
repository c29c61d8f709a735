import { bookingIn } from "@/lib/business/translations";
import { languageOfLocale } from "@/lib/i18n/negotiate";
import type { Booking } from "./schema";

/** A booking as the JSON API tells it: without the business's internal ids, in the language that it was made in. */
export function told(made: Booking) {
  const booking = bookingIn(made, languageOfLocale(made.locale));
  return {
    id: booking.id,
    status: booking.status,
    start: booking.start,
    end: booking.end,
    party: booking.party,
    staff: { slug: booking.staff.slug, name: booking.staff.name },
    service: { slug: booking.service.slug, name: booking.service.name },
    business: {
      slug: booking.business.slug,
      name: booking.business.name,
      timeZone: booking.business.timeZone,
      address: booking.business.address,
      city: booking.business.city,
      phone: booking.business.phone,
    },
    customer: booking.customer,
    answers: booking.answers,
    note: booking.note,
    price:
      booking.priceMinor === null
        ? null
        : { minor: booking.priceMinor, currency: booking.currency },
    timeZone: booking.timeZone,
    sequence: booking.sequence,
    cancelUntil: booking.cancelUntil,
    moveUntil: booking.moveUntil,
  };
}

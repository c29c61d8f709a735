import { bookingIn } from "@/lib/business/translations";
import type { Language } from "@/lib/i18n/languages";
import { type Together, together } from "./together";

/** A booking with those of its visit or its series, in a language. */
export async function groupIn(bookingId: string, language: Language): Promise<Together> {
  const { kind, bookings } = await together(bookingId);
  return { kind, bookings: bookings.map((one) => bookingIn(one, language)) };
}

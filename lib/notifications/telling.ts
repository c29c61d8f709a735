import type { z } from "zod";
import { manageToken } from "../bookings/token.ts";
import { bookingIn } from "../business/translations.ts";
import type { CalendarMethod } from "../calendars/ics.ts";
import { oneLine } from "../calendars/text.ts";
import { invalid, type LetterSettings } from "./compose.ts";
import { alsoFact, type Telling } from "./facts.ts";
import { findKind } from "./kinds/index.ts";
import { voiceFor } from "./language.ts";
import type { Letter } from "./letter.ts";
import { isOvertaken } from "./rules.ts";
import {
  type bookingData,
  type Claimed,
  claimedSchema,
  type MessageBooking,
  problemsOf,
} from "./schema.ts";
import { sharedWords } from "./words.ts";

/** What a claimed row about a booking says, before it takes the form of its channel. */
export interface Told {
  ok: true;
  message: Claimed;
  telling: Telling;
  /** In Daybook's own words. */
  letter: Letter;
  calendar: Exclude<CalendarMethod, "PUBLISH"> | null;
  /** The further bookings that it is about. */
  others: MessageBooking[];
  /** When it was before it moved. */
  previousStart?: string;
}

/**
 * Reads a claimed row about a booking and writes its letter. The times come from the row (what was true when it was
 * written), names and addresses from the booking as it is now. The same row gives the same letter each time, so that a
 * provider can tell a repetition by its idempotency key, except for the sentence on cut-offs, which may pass in between.
 * @param raw one element of claim_notifications
 * @param now for cut-offs that have passed
 */
export async function tell(
  raw: unknown,
  settings: LetterSettings,
  now: Date,
): Promise<Told | { ok: false; reason: "invalid" | "overtaken"; error: string }> {
  const parsed = claimedSchema.safeParse(raw);
  if (!parsed.success) return invalid(problemsOf(parsed.error));
  const message = parsed.data;
  const kind = findKind(message.kind, message.audience);
  if (!kind) return invalid(`no such message: ${message.kind} to ${message.audience}`);
  const read = kind.read(message.data);
  if (!read.ok) return invalid(problemsOf(read.error));
  if (isOvertaken(message, read.facts.sequence)) {
    return { ok: false, reason: "overtaken", error: "a later change of the booking tells more" };
  }
  const voice = voiceFor(message.locale, message.booking.business.country);
  // Staff read what the business wrote; customers read it in their language where it says it there.
  const spoken = (one: MessageBooking) =>
    message.audience === "customer" ? bookingIn(one, voice.language) : one;
  const others = read.facts.others.map(spoken);
  const booking = spoken(asTold(message.booking, read.facts));
  const { business } = booking;
  const telling: Telling = {
    booking,
    voice,
    zone: message.timeZone,
    now,
    manageUrl: await manageUrlOf(booking, settings),
    bookUrl: `${settings.appUrl}/${encodeURIComponent(business.slug)}`,
    diaryUrl: `${settings.appUrl}/dashboard/bookings/${booking.id}`,
  };
  const letter = read.write(telling);
  letter.subject = oneLine(letter.subject);
  if (others.length > 0) {
    letter.subject = sharedWords(voice.language).andMore(letter.subject, others.length);
    letter.facts.splice(1, 0, alsoFact(others, telling));
  }
  const { previousStart } = read.facts as { previousStart?: string };
  return {
    ok: true,
    message,
    telling,
    letter,
    calendar: read.calendar,
    others,
    ...(previousStart ? { previousStart } : {}),
  };
}

/** Where the customer sees and changes a booking. */
export async function manageUrlOf(
  booking: Pick<MessageBooking, "id">,
  settings: LetterSettings,
): Promise<string> {
  return `${settings.appUrl}/manage/${await manageToken(settings.tokenSecret, booking.id)}`;
}

/**
 * The booking as it was when the message was written; its cut-offs keep their distance from the start. The price is
 * that of all bookings that the message is about.
 */
function asTold(booking: MessageBooking, facts: z.infer<typeof bookingData>): MessageBooking {
  const shift = Date.parse(facts.start) - Date.parse(booking.start);
  const shifted = (instant: string) => new Date(Date.parse(instant) + shift).toISOString();
  return {
    ...booking,
    start: facts.start,
    end: facts.end,
    sequence: facts.sequence,
    status: facts.status,
    moveUntil: shifted(booking.moveUntil),
    cancelUntil: shifted(booking.cancelUntil),
    staff: { name: facts.staffName ?? booking.staff.name },
    priceMinor: total([booking, ...facts.others]),
  };
}

function total(bookings: MessageBooking[]): number | null {
  const prices = bookings.map(({ priceMinor }) => priceMinor).filter((price) => price !== null);
  return prices.length === 0 ? null : prices.reduce((sum, price) => sum + price, 0);
}

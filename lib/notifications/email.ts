import type { z } from "zod";
import { manageToken } from "../bookings/token.ts";
import { bookingCalendar } from "../calendars/ics.ts";
import { oneLine } from "../calendars/text.ts";
import { localDate } from "../format/index.ts";
import type { Email } from "./channels/port.ts";
import type { Composed, LetterSettings } from "./compose.ts";
import { alsoFact, type Telling } from "./facts.ts";
import { findKind } from "./kinds/index.ts";
import { voiceFor } from "./language.ts";
import { renderHtml, renderText } from "./render.ts";
import { isOvertaken } from "./rules.ts";
import {
  type bookingData,
  claimedSchema,
  isAddress,
  type MessageBooking,
  problemsOf,
} from "./schema.ts";
import { composeWaitlistEmail, isAboutWaiting } from "./waitlist-email.ts";
import { sharedWords } from "./words.ts";

/**
 * Makes the e-mail of a claimed row of the outbox. The times come from the row (what was true when it was written),
 * names and addresses from the booking as it is now. The same row gives the same e-mail each time, so that a provider
 * can tell a repetition by its idempotency key, except for the sentence on cut-offs, which may pass in between.
 * @param raw one element of claim_notifications
 * @param now for cut-offs that have passed
 */
export async function composeEmail(
  raw: unknown,
  settings: LetterSettings,
  now: Date,
): Promise<Composed> {
  if (isAboutWaiting(raw)) return composeWaitlistEmail(raw, settings);
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

  const { others } = read.facts;
  const booking = asTold(message.booking, read.facts);
  const { business } = booking;
  const voice = voiceFor(message.locale, business.country);
  const say = sharedWords(voice.language);
  const manageUrl = await manageUrlOf(booking, settings);
  const telling: Telling = {
    booking,
    voice,
    zone: message.timeZone,
    now,
    manageUrl,
    bookUrl: `${settings.appUrl}/${encodeURIComponent(business.slug)}`,
    diaryUrl: `${settings.appUrl}/dashboard?date=${localDate(booking.start, business.timeZone)}&booking=${booking.id}`,
  };
  const letter = read.write(telling);
  if (others.length > 0) {
    letter.subject = say.andMore(letter.subject, others.length);
    letter.facts.splice(1, 0, alsoFact(others, telling));
  }
  const toCustomer = message.audience === "customer";
  const name = oneLine(business.name);
  const sender = {
    name,
    brandColor: business.brandColor,
    footer: toCustomer ? say.footer(name) : say.staffFooter(name),
  };
  const replyTo = toCustomer ? business.email : booking.customer.email;
  const email: Email = {
    id: message.id,
    from: { name, address: settings.mailFrom },
    to: message.recipient,
    ...(replyTo && isAddress(replyTo) ? { replyTo } : {}),
    subject: oneLine(letter.subject),
    html: renderHtml(letter, sender, voice),
    text: renderText(letter, sender),
  };
  if (read.calendar) {
    email.calendars = [];
    for (const one of [booking, ...others]) {
      const content = bookingCalendar({
        booking: { ...one, customer: { ...one.customer, email: message.recipient } },
        method: read.calendar,
        appUrl: settings.appUrl,
        manageUrl: await manageUrlOf(one, settings),
        organizer: settings.mailFrom,
        now: new Date(message.createdAt ?? one.updatedAt),
      });
      email.calendars.push({ method: read.calendar, content });
    }
  }
  return { ok: true, email };
}

function invalid(error: string): Composed {
  return { ok: false, reason: "invalid", error };
}

async function manageUrlOf(booking: MessageBooking, settings: LetterSettings): Promise<string> {
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

import { waitlistToken } from "../bookings/token.ts";
import { bookingIn } from "../business/translations.ts";
import { oneLine } from "../calendars/text.ts";
import type { Email } from "./channels/port.ts";
import { type Composed, invalid, type LetterSettings } from "./compose.ts";
import { waitlistClosed } from "./kinds/waitlist-closed.ts";
import { waitlistJoined } from "./kinds/waitlist-joined.ts";
import { waitlistOffer } from "./kinds/waitlist-offer.ts";
import { voiceFor } from "./language.ts";
import { renderHtml, renderText } from "./render.ts";
import { claimedWithoutBooking, isAddress, problemsOf } from "./schema.ts";
import { type WaitlistKind, waitlistData } from "./waitlist.ts";
import { sharedWords } from "./words.ts";

const kinds: readonly WaitlistKind[] = [waitlistJoined, waitlistOffer, waitlistClosed];

/** Whether a claimed row of the outbox is about the waiting list. */
export function isAboutWaiting(raw: unknown): boolean {
  const kind = (raw as { kind?: unknown } | null)?.kind;
  return typeof kind === "string" && kind.startsWith("waitlist.");
}

/** Makes the e-mail of a claimed row about the waiting list, from what the row alone tells. */
export async function composeWaitlistEmail(
  raw: unknown,
  settings: LetterSettings,
): Promise<Composed<Email>> {
  const parsed = claimedWithoutBooking.safeParse(raw);
  if (!parsed.success) return invalid(problemsOf(parsed.error));
  const message = parsed.data;
  const kind = kinds.find((one) => one.kind === message.kind);
  if (!kind) return invalid(`no such message: ${message.kind}`);
  const told = waitlistData.safeParse(message.data);
  if (!told.success) return invalid(problemsOf(told.error));
  const voice = voiceFor(message.locale, told.data.entry.business.country);
  const entry = bookingIn(told.data.entry, voice.language);
  if (message.kind === waitlistOffer.kind && !entry.offer) return invalid("an offer of nothing");

  const { business } = entry;
  const name = oneLine(business.name);
  const letter = kind.write({
    entry,
    voice,
    zone: message.timeZone,
    entryUrl: `${settings.appUrl}/waitlist/${await waitlistToken(settings.tokenSecret, entry.id)}`,
    bookUrl: `${settings.appUrl}/${encodeURIComponent(business.slug)}`,
  });
  const sender = {
    name,
    brandColor: business.brandColor,
    footer: sharedWords(voice.language).waitlistFooter(name),
  };
  return {
    ok: true,
    content: { subject: oneLine(letter.subject), letter, sender, language: voice.language },
    message: {
      id: message.id,
      from: { name, address: settings.mailFrom },
      to: message.recipient,
      ...(business.email && isAddress(business.email) ? { replyTo: business.email } : {}),
      subject: oneLine(letter.subject),
      html: renderHtml(letter, sender, voice),
      text: renderText(letter, sender),
    },
  };
}

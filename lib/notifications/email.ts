import { bookingCalendar } from "../calendars/ics.ts";
import { oneLine } from "../calendars/text.ts";
import { composeAgenda, isAgenda } from "./agenda.ts";
import { composeCalendarEmail, isAboutCalendars } from "./calendar-email.ts";
import type { Email } from "./channels/port.ts";
import { composeClosing, isAboutClosing } from "./closing-email.ts";
import { type Composed, invalid, type LetterSettings } from "./compose.ts";
import { composeInvitation, isInvitation } from "./invitation-email.ts";
import type { Letter } from "./letter.ts";
import { preferencesUrl, unsubscribeUrl } from "./links.ts";
import { renderHtml, renderText, type Sender } from "./render.ts";
import { optionalTopic } from "./rules.ts";
import { isAddress } from "./schema.ts";
import { manageUrlOf, type Told, tell } from "./telling.ts";
import { emailTemplate, inOwnWords, valuesFor } from "./templates.ts";
import { composeTrialEmail, isTrial } from "./trial.ts";
import { composeWaitlistEmail, isAboutWaiting } from "./waitlist-email.ts";
import { sharedWords } from "./words.ts";

/**
 * Makes the e-mail of a claimed row of the outbox, in the business's own words where it has some.
 * @param raw one element of claim_notifications
 * @param now for cut-offs that have passed
 */
export async function composeEmail(
  raw: unknown,
  settings: LetterSettings,
  now: Date,
): Promise<Composed<Email>> {
  if (isAboutCalendars(raw)) return composeCalendarEmail(raw, settings);
  if (isAboutWaiting(raw)) return composeWaitlistEmail(raw, settings);
  if (isAboutClosing(raw)) return composeClosing(raw, settings);
  if (isInvitation(raw)) return composeInvitation(raw, settings);
  if (isAgenda(raw)) return composeAgenda(raw, settings);
  if (isTrial(raw)) return composeTrialEmail(raw, settings);
  const told = await tell(raw, settings, now);
  if (!told.ok) return told;
  const { message, telling, calendar, others } = told;
  if (!isAddress(message.recipient)) return invalid("recipient: an e-mail address");
  const { booking, voice } = telling;
  const { business } = booking;
  const { letter, sender } = await letterOf(told, settings);
  const name = oneLine(business.name);
  const toCustomer = message.audience === "customer";
  const replyTo = toCustomer ? business.email : booking.customer.email;
  const topic = optionalTopic(message.kind);
  const email: Email = {
    id: message.id,
    from: { name, address: settings.mailFrom },
    to: message.recipient,
    ...(replyTo && isAddress(replyTo) ? { replyTo } : {}),
    subject: letter.subject,
    html: renderHtml(letter, sender, voice),
    text: renderText(letter, sender),
    ...(topic && message.customerId
      ? { unsubscribeUrl: await unsubscribeUrl(settings, message.customerId, topic) }
      : {}),
  };
  if (calendar) {
    email.calendars = [];
    for (const one of [booking, ...others]) {
      const content = bookingCalendar({
        booking: { ...one, customer: { ...one.customer, email: message.recipient } },
        method: calendar,
        appUrl: settings.appUrl,
        manageUrl: await manageUrlOf(one, settings),
        organizer: settings.mailFrom,
        now: new Date(message.createdAt ?? one.updatedAt),
      });
      email.calendars.push({ method: calendar, content });
    }
  }
  return {
    ok: true,
    message: email,
    content: { subject: email.subject, letter, sender, language: voice.language },
  };
}

/** The letter in the words that the business chose, and whose it is. */
export async function letterOf(
  told: Told,
  settings: LetterSettings,
): Promise<{ letter: Letter; sender: Sender }> {
  const own = emailTemplate.safeParse(told.message.template);
  const letter = own.success
    ? inOwnWords(told.letter, own.data, valuesFor(told.telling, told.letter, told.previousStart))
    : told.letter;
  return { letter, sender: await senderOf(told, settings) };
}

/** Whose letter it is, and how its reader says what they want to hear. */
async function senderOf({ message, telling }: Told, settings: LetterSettings): Promise<Sender> {
  const { business } = telling.booking;
  const say = sharedWords(telling.voice.language);
  const name = oneLine(business.name);
  if (message.audience === "staff") {
    return { name, brandColor: business.brandColor, footer: say.staffFooter(name) };
  }
  return {
    name,
    brandColor: business.brandColor,
    footer: say.footer(name),
    ...(message.customerId
      ? { choices: { label: say.choices, url: await preferencesUrl(settings, message.customerId) } }
      : {}),
  };
}

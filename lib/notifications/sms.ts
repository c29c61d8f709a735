import { oneLine, plainText } from "../calendars/text.ts";
import type { Sms } from "./channels/port.ts";
import { type Composed, invalid, type LetterSettings } from "./compose.ts";
import { optionalTopic } from "./rules.ts";
import { type Told, tell } from "./telling.ts";
import { fill, smsTemplate, valuesFor } from "./templates.ts";
import { composeTrialSms, isTrial } from "./trial.ts";
import { sharedWords } from "./words.ts";

const E164 = /^\+[0-9]{6,15}$/;
/** Ten parts; Twilio takes no more than 1600 letters. */
const LONGEST = 1500;

/**
 * Makes the text message of a claimed row about a booking.
 * @param raw one element of claim_notifications
 */
export async function composeSms(
  raw: unknown,
  settings: LetterSettings,
  now: Date,
): Promise<Composed<Sms>> {
  if (isTrial(raw)) return composeTrialSms(raw, now);
  const told = await tell(raw, settings, now);
  if (!told.ok) return told;
  const { message } = told;
  if (!E164.test(message.recipient)) return invalid("recipient: not a number in E.164");
  const body = wordsOf(told);
  return {
    ok: true,
    message: {
      id: message.id,
      to: message.recipient,
      body,
      createdAt: message.createdAt ?? now.toISOString(),
      repeated: message.attempt > 1 || message.crashes > 0,
    },
    content: { body },
  };
}

/** The words of a text message, the business's own where it has some. */
export function wordsOf({ message, telling, letter, previousStart }: Told): string {
  const own = smsTemplate.safeParse(message.template);
  if (own.success) {
    return forPhones(fill(own.data.body, valuesFor(telling, letter, previousStart)));
  }
  return forPhones(defaultSms({ kind: message.kind, telling, letter }));
}

/** A text message in Daybook's own words: the letter's subject, how to answer, and the link. */
export function defaultSms({
  kind,
  telling,
  letter,
}: Pick<Told, "telling" | "letter"> & { kind: string }): string {
  const say = sharedWords(telling.voice.language);
  const parts = [letter.subject.replace(/[.!?؟]?$/u, (end) => end || ".")];
  if (kind === "booking.reminder") parts.push(say.smsAnswers);
  if (letter.action) parts.push(letter.action.url);
  if (optionalTopic(kind)) parts.push(say.smsStop);
  return parts.join(" ");
}

/**
 * A text as phones get it: typographic spaces, dashes and quotes become plain ones, because a single one of them halves
 * what fits into a part; nothing invisible stays in.
 */
export function forPhones(text: string): string {
  return plainText(text)
    .replace(/[\u00a0\u2007\u2009\u202f]/g, " ")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/[\u2018\u2019\u201b]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replaceAll("\u2026", "...")
    .replace(/[\u200e\u200f]/g, "")
    .slice(0, LONGEST);
}

/** An answer to an incoming message, on one line. */
export function replyText(text: string): string {
  return forPhones(oneLine(text));
}

import { oneLine } from "../../calendars/text.ts";
import { questionNotes } from "../facts.ts";
import type { Language } from "../language.ts";
import { type WaitlistKind, wishFacts } from "../waitlist.ts";
import { sharedWords } from "../words.ts";

interface Words {
  subject(business: string): string;
  preheader: string;
  heading: string;
  because: Record<string, (business: string) => string>;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business) => `You are no longer on the waiting list at ${business}`,
    preheader: "You are welcome to book or to join again.",
    heading: "You are no longer on the waiting list",
    because: {
      dates_over: (business) =>
        `We are sorry: nothing came free at ${business} on the days that you asked for.`,
      offers_passed: () =>
        "Two times were kept for you and went by without an answer, so others are asked now. You are welcome to join again.",
      service_gone: (business) => `What you were waiting for is no longer offered by ${business}.`,
      removed: (business) => `${business} has taken you off the waiting list.`,
    },
  },
};

/** To who waited: waiting has ended, and why. */
export const waitlistClosed: WaitlistKind = {
  kind: "waitlist.closed",
  write(telling) {
    const { entry, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(entry.business.name);
    const because = say.because[entry.closedBecause ?? "removed"] ?? say.because.removed!;
    return {
      subject: say.subject(business),
      preheader: say.preheader,
      heading: say.heading,
      intro: [because(business)],
      facts: wishFacts(telling),
      action: { label: sharedWords(voice.language).bookAgain, url: telling.bookUrl },
      closing: questionNotes({ booking: entry, voice }),
    };
  },
};

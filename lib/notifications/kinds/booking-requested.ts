import { oneLine } from "../../calendars/text.ts";
import { ending, placeFacts, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader(business: string): string;
  heading: string;
  intro(business: string): string;
  until(when: string): string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `Your request to ${business}: ${when}`,
    preheader: (business) => `Not confirmed yet: ${business} will answer by e-mail.`,
    heading: "Your request has arrived",
    intro: (business) =>
      `The time is kept for you. It is not confirmed yet: ${business} looks at each request and will answer by e-mail.`,
    until: (when) =>
      `Without an answer by ${when} the request ends by itself, and we will tell you.`,
  },
};

/** To the customer: the business has to agree first. Calendars hear of it when it does. */
export const bookingRequested = defineKind({
  kind: "booking.requested",
  audience: "customer",
  data: bookingData,
  calendar: () => null,
  write(telling) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(booking.business.name);
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader(business),
      heading: say.heading,
      intro: [
        say.intro(business),
        ...(booking.decideBy ? [say.until(shortWhen(booking.decideBy, telling))] : []),
      ],
      facts: [whenFact(telling), ...placeFacts(telling)],
      action: { label: sharedWords(voice.language).manage, url: telling.manageUrl },
      ...ending(telling),
    };
  },
});

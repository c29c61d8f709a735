import { oneLine } from "../../calendars/text.ts";
import { placeFacts, questionNotes, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader: string;
  heading: string;
  unanswered(business: string): string;
  unconfirmed: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `No longer kept at ${business}: ${when}`,
    preheader: "You can choose another time.",
    heading: "The time is no longer kept for you",
    unanswered: (business) =>
      `We are sorry: ${business} did not answer your request in time, so it has ended. You are welcome to choose another time.`,
    unconfirmed:
      "The appointment was not confirmed in time, so it has ended. You are welcome to choose another time.",
  },
};

/** To the customer: a request that nobody answered, or a booking that they did not confirm, is over. */
export const bookingExpired = defineKind({
  kind: "booking.expired",
  audience: "customer",
  data: bookingData,
  calendar: () => null,
  write(telling) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(booking.business.name);
    const own = booking.service.confirmation === "email";
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader,
      heading: say.heading,
      intro: [own ? say.unconfirmed : say.unanswered(business)],
      facts: [whenFact(telling), ...placeFacts(telling)],
      action: { label: sharedWords(voice.language).bookAgain, url: telling.bookUrl },
      closing: questionNotes(telling),
    };
  },
});

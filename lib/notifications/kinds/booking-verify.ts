import { oneLine } from "../../calendars/text.ts";
import { placeFacts, questionNotes, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader: string;
  heading: string;
  intro(business: string, until: string | null): string;
  action: string;
  notYou: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `Please confirm your appointment at ${business}: ${when}`,
    preheader: "One tap, so that we know the address is yours.",
    heading: "One more step",
    intro: (business, until) =>
      `Please confirm that you want this appointment at ${business}. ${
        until
          ? `The time is kept for you until ${until}; then it is free for others again.`
          : "The time is kept for you for a while; then it is free for others again."
      }`,
    action: "Confirm the appointment",
    notYou: "If you did not ask for it, there is nothing to do.",
  },
};

/** To the customer: say on the manage page that it was you. Nothing happens by opening the link alone. */
export const bookingVerify = defineKind({
  kind: "booking.verify",
  audience: "customer",
  data: bookingData,
  calendar: () => null,
  write(telling) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(booking.business.name);
    const until = booking.decideBy ? shortWhen(booking.decideBy, telling) : null;
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader,
      heading: say.heading,
      intro: [say.intro(business, until)],
      facts: [whenFact(telling), ...placeFacts(telling)],
      action: { label: say.action, url: telling.manageUrl },
      closing: [say.notYou, ...questionNotes(telling)],
    };
  },
});

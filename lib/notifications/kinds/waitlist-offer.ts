import { oneLine } from "../../calendars/text.ts";
import { placeFacts, questionNotes, shortWhen, whenFact } from "../facts.ts";
import type { Language } from "../language.ts";
import type { WaitlistKind } from "../waitlist.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader(until: string): string;
  heading: string;
  intro(business: string, until: string): string;
  action: string;
  otherwise: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `A time has come free at ${business}: ${when}`,
    preheader: (until) => `It is kept for you until ${until}.`,
    heading: "A time has come free",
    intro: (business, until) =>
      `${business} has a free time for you. It is kept for you until ${until}; then it goes to the next in line.`,
    action: "Take this time",
    otherwise:
      "The link does nothing by itself: there you take the time, let it go to the next in line and keep waiting, or leave the list.",
  },
};

/** To the first in line: this time is yours until the deadline. */
export const waitlistOffer: WaitlistKind = {
  kind: "waitlist.offer",
  write(telling) {
    const { entry, voice } = telling;
    const say = words[voice.language];
    const offer = entry.offer!;
    const business = oneLine(entry.business.name);
    const until = shortWhen(offer.deadline, telling);
    const place = { ...telling, booking: { ...entry, ...offer } };
    return {
      subject: say.subject(business, shortWhen(offer.start, telling)),
      preheader: say.preheader(until),
      heading: say.heading,
      intro: [say.intro(business, until)],
      facts: [whenFact(place), ...placeFacts(place)],
      action: { label: say.action, url: telling.entryUrl },
      closing: [say.otherwise, ...questionNotes({ booking: entry, voice })],
    };
  },
};

import { oneLine } from "../../calendars/text.ts";
import { questionNotes } from "../facts.ts";
import type { Language } from "../language.ts";
import { type WaitlistKind, wishFacts } from "../waitlist.ts";

interface Words {
  subject(business: string): string;
  preheader: string;
  heading: string;
  intro(business: string): string;
  ahead(people: number): string;
  action: string;
  notYou: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business) => `You are on the waiting list at ${business}`,
    preheader: "We write to you as soon as something comes free.",
    heading: "You are on the waiting list",
    intro: (business) =>
      `As soon as a time comes free at ${business}, we offer it in the order in which people asked, and keep it for you for a while.`,
    ahead: (people) =>
      people === 0
        ? "You are the first in line."
        : people === 1
          ? "One person is ahead of you."
          : `${people} people are ahead of you.`,
    action: "See your place or leave the list",
    notYou: "If you did not ask for it, leave the list there, and you hear no more of it.",
  },
};

/** To who has joined the waiting list: what they wait for, and the way out. */
export const waitlistJoined: WaitlistKind = {
  kind: "waitlist.joined",
  write(telling) {
    const { entry, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(entry.business.name);
    return {
      subject: say.subject(business),
      preheader: say.preheader,
      heading: say.heading,
      intro: [say.intro(business), say.ahead(entry.ahead)],
      facts: wishFacts(telling),
      action: { label: say.action, url: telling.entryUrl },
      closing: [say.notYou, ...questionNotes({ booking: entry, voice })],
    };
  },
};

import { oneLine } from "../../calendars/text.ts";
import { questionNotes, whatFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

interface Words {
  followSubject(business: string): string;
  followHeading: string;
  followIntro(customer: string, business: string): string;
  rebookSubject(business: string): string;
  rebookHeading: string;
  rebookIntro(customer: string, service: string): string;
}

const words: Record<Language, Words> = {
  en: {
    followSubject: (business) => `Thank you for coming to ${business}`,
    followHeading: "How was it?",
    followIntro: (customer, business) =>
      `${customer}, thank you for your visit to ${business}. If anything was not as you hoped, just answer this message.`,
    rebookSubject: (business) => `Time for your next visit to ${business}?`,
    rebookHeading: "Time for the next one?",
    rebookIntro: (customer, service) =>
      `${customer}, it has been a while since your last appointment (${service}). You are welcome to choose a time that suits you.`,
  },
};

/** To the customer who agreed to it, after the appointment: thanks, and an ear. */
export const bookingFollowUp = defineKind({
  kind: "booking.follow_up",
  audience: "customer",
  data: bookingData,
  calendar: () => null,
  write({ booking, voice, bookUrl }) {
    const say = words[voice.language];
    const business = oneLine(booking.business.name);
    return {
      subject: say.followSubject(business),
      preheader: oneLine(booking.service.name),
      heading: say.followHeading,
      intro: [say.followIntro(oneLine(booking.customer.name), business)],
      facts: [whatFact(booking, voice)],
      action: { label: sharedWords(voice.language).bookAgain, url: bookUrl },
      closing: questionNotes({ booking, voice }),
    };
  },
});

/** To the customer who agreed to it and has nothing booked: come again. */
export const bookingRebook = defineKind({
  kind: "booking.rebook",
  audience: "customer",
  data: bookingData,
  calendar: () => null,
  write({ booking, voice, bookUrl }) {
    const say = words[voice.language];
    return {
      subject: say.rebookSubject(oneLine(booking.business.name)),
      preheader: oneLine(booking.service.name),
      heading: say.rebookHeading,
      intro: [say.rebookIntro(oneLine(booking.customer.name), oneLine(booking.service.name))],
      facts: [],
      action: { label: sharedWords(voice.language).bookAgain, url: bookUrl },
      closing: questionNotes({ booking, voice }),
    };
  },
});

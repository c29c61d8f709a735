import { oneLine } from "../../calendars/text.ts";
import { customerFacts, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

interface Words {
  subject(customer: string, when: string): string;
  heading: string;
  requestSubject(customer: string, when: string): string;
  requestHeading: string;
  requestIntro(until: string | null): string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (customer, when) => `New: ${customer}, ${when}`,
    heading: "A new appointment",
    requestSubject: (customer, when) => `Please answer: ${customer}, ${when}`,
    requestHeading: "A request that waits for your answer",
    requestIntro: (until) =>
      until
        ? `The time is kept until you accept or decline it in the diary, at most until ${until}.`
        : "The time is kept until you accept or decline it in the diary.",
  },
};

/** To the staff member who is booked: an appointment, or a request to answer. */
export const bookingNew = defineKind({
  kind: "booking.new",
  audience: "staff",
  data: bookingData,
  calendar: () => null,
  write(telling, { status }) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const customer = oneLine(booking.customer.name);
    const when = shortWhen(booking.start, telling);
    const waits = status === "pending";
    const until = booking.decideBy ? shortWhen(booking.decideBy, telling) : null;
    return {
      subject: waits ? say.requestSubject(customer, when) : say.subject(customer, when),
      preheader: oneLine(booking.service.name),
      heading: waits ? say.requestHeading : say.heading,
      intro: waits ? [say.requestIntro(until)] : [],
      facts: [whenFact(telling), ...customerFacts(telling)],
      action: { label: sharedWords(voice.language).openDiary, url: telling.diaryUrl },
      closing: [],
    };
  },
});

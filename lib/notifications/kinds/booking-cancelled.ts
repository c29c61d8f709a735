import { z } from "zod";
import { oneLine, plainText } from "../../calendars/text.ts";
import { customerFacts, placeFacts, questionNotes, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

type By = z.infer<typeof data>["by"];

interface Words {
  subject(business: string, when: string): string;
  preheader(service: string): string;
  heading: string;
  intro(by: By, business: string): string;
  staffSubject(customer: string, when: string): string;
  staffHeading: string;
  staffIntro(by: By, customer: string): string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `Cancelled at ${business}: ${when}`,
    preheader: (service) => `${service} will not take place.`,
    heading: "Your appointment is cancelled",
    intro: (by, business) =>
      by === "customer"
        ? "As you asked. The time is free again, and there is nothing more to do."
        : `${business} has had to cancel this appointment. You are welcome to choose another time.`,
    staffSubject: (customer, when) => `Cancelled: ${customer}, ${when}`,
    staffHeading: "An appointment is cancelled",
    staffIntro: (by, customer) =>
      by === "customer"
        ? `${customer} has cancelled. The time is free again.`
        : "It was cancelled by the business. The time is free again.",
  },
};

const data = bookingData.extend({
  by: z.enum(["customer", "staff", "system"]),
  reason: z.string().nullish(),
});

/** To the customer: it will not take place. Takes it out of their calendar. */
export const bookingCancelled = defineKind({
  kind: "booking.cancelled",
  audience: "customer",
  data,
  calendar: () => "CANCEL",
  write(telling, told) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const shared = sharedWords(voice.language);
    const business = oneLine(booking.business.name);
    // Their own words would only come back to them.
    const reason = told.by === "customer" ? "" : plainText(told.reason ?? "");
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader(oneLine(booking.service.name)),
      heading: say.heading,
      intro: [say.intro(told.by, business)],
      facts: [whenFact(telling), ...placeFacts(telling)],
      ...(reason === "" ? {} : { quote: { label: shared.message, text: reason } }),
      action: { label: shared.bookAgain, url: telling.bookUrl },
      closing: questionNotes(telling),
    };
  },
});

/** To the staff member who had it. */
export const bookingCancelledStaff = defineKind({
  kind: "booking.cancelled",
  audience: "staff",
  data,
  calendar: () => null,
  write(telling, told) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const shared = sharedWords(voice.language);
    const customer = oneLine(booking.customer.name);
    const reason = plainText(told.reason ?? "");
    return {
      subject: say.staffSubject(customer, shortWhen(booking.start, telling)),
      preheader: say.preheader(oneLine(booking.service.name)),
      heading: say.staffHeading,
      intro: [say.staffIntro(told.by, customer)],
      facts: [whenFact(telling), ...customerFacts(telling)],
      ...(reason === "" ? {} : { quote: { label: shared.message, text: reason } }),
      action: { label: shared.openDiary, url: telling.diaryUrl },
      closing: [],
    };
  },
});

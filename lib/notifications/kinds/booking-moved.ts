import { z } from "zod";
import { oneLine } from "../../calendars/text.ts";
import {
  beforeFact,
  customerFacts,
  ending,
  placeFacts,
  shortWhen,
  type Telling,
  whenFact,
} from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader(before: string): string;
  heading: string;
  changedHeading: string;
  intro(business: string): string;
  waiting(business: string): string;
  staffSubject(customer: string, when: string): string;
  staffHeading: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `New time at ${business}: ${when}`,
    preheader: (before) => `Before: ${before}.`,
    heading: "Your appointment has moved",
    changedHeading: "Your appointment has changed",
    intro: (business) => `This is how it stands now at ${business}.`,
    waiting: (business) => `It is not confirmed yet: ${business} will answer by e-mail.`,
    staffSubject: (customer, when) => `Moved: ${customer}, ${when}`,
    staffHeading: "An appointment has moved",
  },
  de: {
    subject: (business, when) => `Neue Zeit bei ${business}: ${when}`,
    preheader: (before) => `Vorher: ${before}.`,
    heading: "Ihr Termin ist verschoben",
    changedHeading: "Ihr Termin hat sich geändert",
    intro: (business) => `So steht er jetzt bei ${business}.`,
    waiting: (business) => `Er ist noch nicht bestätigt: ${business} antwortet per E-Mail.`,
    staffSubject: (customer, when) => `Verschoben: ${customer}, ${when}`,
    staffHeading: "Ein Termin ist verschoben",
  },
  fr: {
    subject: (business, when) => `Nouvelle heure chez ${business} : ${when}`,
    preheader: (before) => `Avant : ${before}.`,
    heading: "Votre rendez-vous est déplacé",
    changedHeading: "Votre rendez-vous a changé",
    intro: (business) => `Voici ce qui est prévu désormais chez ${business}.`,
    waiting: (business) => `Il n'est pas encore confirmé : ${business} répondra par e-mail.`,
    staffSubject: (customer, when) => `Déplacé : ${customer}, ${when}`,
    staffHeading: "Un rendez-vous est déplacé",
  },
  es: {
    subject: (business, when) => `Nueva hora en ${business}: ${when}`,
    preheader: (before) => `Antes: ${before}.`,
    heading: "Su cita se ha cambiado de hora",
    changedHeading: "Su cita ha cambiado",
    intro: (business) => `Así queda ahora en ${business}.`,
    waiting: (business) => `Todavía no está confirmada: ${business} responderá por correo.`,
    staffSubject: (customer, when) => `Cambio de hora: ${customer}, ${when}`,
    staffHeading: "Una cita ha cambiado de hora",
  },
  ar: {
    subject: (business, when) => `وقت جديد لدى ${business}: ${when}`,
    preheader: (before) => `سابقًا: ${before}.`,
    heading: "تم نقل موعدك",
    changedHeading: "تغيّر موعدك",
    intro: (business) => `هذا هو موعدك الآن لدى ${business}.`,
    waiting: (business) => `لم يتم تأكيده بعد: سيجيبك ${business} بالبريد الإلكتروني.`,
    staffSubject: (customer, when) => `نُقل الموعد: ${customer}، ${when}`,
    staffHeading: "تم نقل موعد",
  },
};

const data = bookingData.extend({
  previousStart: z.iso.datetime({ offset: true }),
  previousEnd: z.iso.datetime({ offset: true }),
});

/** A booking can also move to another person at the same time; then there is no other time to tell. */
function timeFacts(telling: Telling, { previousStart }: z.infer<typeof data>) {
  const moved = Date.parse(previousStart) !== Date.parse(telling.booking.start);
  return {
    moved,
    facts: [whenFact(telling), ...(moved ? [beforeFact(previousStart, telling)] : [])],
  };
}

/** To the customer: another time or person. Updates their calendar, once it is confirmed. */
export const bookingMoved = defineKind({
  kind: "booking.moved",
  audience: "customer",
  data,
  calendar: ({ status }) => (status === "confirmed" ? "REQUEST" : null),
  write(telling, told) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(booking.business.name);
    const { moved, facts } = timeFacts(telling, told);
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader(shortWhen(told.previousStart, telling)),
      heading: moved ? say.heading : say.changedHeading,
      intro: [told.status === "pending" ? say.waiting(business) : say.intro(business)],
      facts: [...facts, ...placeFacts(telling)],
      action: { label: sharedWords(voice.language).manage, url: telling.manageUrl },
      ...ending(telling),
    };
  },
});

/** To the staff member who now has it. */
export const bookingMovedStaff = defineKind({
  kind: "booking.moved",
  audience: "staff",
  data,
  calendar: () => null,
  write(telling, told) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    return {
      subject: say.staffSubject(oneLine(booking.customer.name), shortWhen(booking.start, telling)),
      preheader: say.preheader(shortWhen(told.previousStart, telling)),
      heading: say.staffHeading,
      intro: [],
      facts: [...timeFacts(telling, told).facts, ...customerFacts(telling)],
      action: { label: sharedWords(voice.language).openDiary, url: telling.diaryUrl },
      closing: [],
    };
  },
});

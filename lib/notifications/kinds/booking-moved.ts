import { z } from "zod";
import { oneLine } from "../../calendars/text.ts";
import { formatRange } from "../../format/index.ts";
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
  /** The time stays, and something else is different. */
  changedSubject(business: string, when: string): string;
  preheader(before: string): string;
  heading: string;
  changedHeading: string;
  intro(business: string): string;
  waiting(business: string): string;
  staffSubject(customer: string, when: string): string;
  staffHeading: string;
  staffChangedSubject(customer: string, when: string): string;
  staffChangedHeading: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `New time at ${business}: ${when}`,
    changedSubject: (business, when) => `Changed at ${business}: ${when}`,
    preheader: (before) => `Before: ${before}.`,
    heading: "Your appointment has moved",
    changedHeading: "Your appointment has changed",
    intro: (business) => `This is how it stands now at ${business}.`,
    waiting: (business) => `It is not confirmed yet: ${business} will answer by e-mail.`,
    staffSubject: (customer, when) => `Moved: ${customer}, ${when}`,
    staffHeading: "An appointment has moved",
    staffChangedSubject: (customer, when) => `Changed: ${customer}, ${when}`,
    staffChangedHeading: "An appointment has changed",
  },
  de: {
    subject: (business, when) => `Neue Zeit bei ${business}: ${when}`,
    changedSubject: (business, when) => `Geändert bei ${business}: ${when}`,
    preheader: (before) => `Vorher: ${before}.`,
    heading: "Ihr Termin ist verschoben",
    changedHeading: "Ihr Termin hat sich geändert",
    intro: (business) => `So steht er jetzt bei ${business}.`,
    waiting: (business) => `Er ist noch nicht bestätigt: ${business} antwortet per E-Mail.`,
    staffSubject: (customer, when) => `Verschoben: ${customer}, ${when}`,
    staffHeading: "Ein Termin ist verschoben",
    staffChangedSubject: (customer, when) => `Geändert: ${customer}, ${when}`,
    staffChangedHeading: "Ein Termin hat sich geändert",
  },
  fr: {
    subject: (business, when) => `Nouvelle heure chez ${business} : ${when}`,
    changedSubject: (business, when) => `Changement chez ${business} : ${when}`,
    preheader: (before) => `Avant : ${before}.`,
    heading: "Votre rendez-vous est déplacé",
    changedHeading: "Votre rendez-vous a changé",
    intro: (business) => `Voici ce qui est prévu désormais chez ${business}.`,
    waiting: (business) => `Il n'est pas encore confirmé : ${business} répondra par e-mail.`,
    staffSubject: (customer, when) => `Déplacé : ${customer}, ${when}`,
    staffHeading: "Un rendez-vous est déplacé",
    staffChangedSubject: (customer, when) => `Changé : ${customer}, ${when}`,
    staffChangedHeading: "Un rendez-vous a changé",
  },
  es: {
    subject: (business, when) => `Nueva hora en ${business}: ${when}`,
    changedSubject: (business, when) => `Cambio en ${business}: ${when}`,
    preheader: (before) => `Antes: ${before}.`,
    heading: "Su cita se ha cambiado de hora",
    changedHeading: "Su cita ha cambiado",
    intro: (business) => `Así queda ahora en ${business}.`,
    waiting: (business) => `Todavía no está confirmada: ${business} responderá por correo.`,
    staffSubject: (customer, when) => `Cambio de hora: ${customer}, ${when}`,
    staffHeading: "Una cita ha cambiado de hora",
    staffChangedSubject: (customer, when) => `Cambio: ${customer}, ${when}`,
    staffChangedHeading: "Una cita ha cambiado",
  },
  ar: {
    subject: (business, when) => `وقت جديد لدى ${business}: ${when}`,
    changedSubject: (business, when) => `تغيير لدى ${business}: ${when}`,
    preheader: (before) => `سابقًا: ${before}.`,
    heading: "تم نقل موعدك",
    changedHeading: "تغيّر موعدك",
    intro: (business) => `هذا هو موعدك الآن لدى ${business}.`,
    waiting: (business) => `لم يتم تأكيده بعد: سيجيبك ${business} بالبريد الإلكتروني.`,
    staffSubject: (customer, when) => `نُقل الموعد: ${customer}، ${when}`,
    staffHeading: "تم نقل موعد",
    staffChangedSubject: (customer, when) => `تغيير: ${customer}، ${when}`,
    staffChangedHeading: "تغيّر موعد",
  },
};

const data = bookingData.extend({
  previousStart: z.iso.datetime({ offset: true }),
  previousEnd: z.iso.datetime({ offset: true }),
  /** What else it was before, and the service as it is now; null or left out = the same, or not known. */
  previousStaff: z.string().nullish(),
  previousService: z.string().nullish(),
  service: z.string().nullish(),
  previousParty: z.int().min(1).nullish(),
});

/** A booking can also change at its time: another person, another service, more people. Then no time is told twice. */
function changesOf(telling: Telling, told: z.infer<typeof data>) {
  const { booking, voice } = telling;
  const moved = Date.parse(told.previousStart) !== Date.parse(booking.start);
  const lasts = Date.parse(told.previousEnd) !== Date.parse(booking.end);
  const { previousStaff, previousService, previousParty } = told;
  const before = [
    ...(moved ? [shortWhen(told.previousStart, telling)] : []),
    ...(!moved && lasts
      ? [formatRange(told.previousStart, told.previousEnd, telling.zone, voice.locale)]
      : []),
    ...(previousService && previousService !== (told.service ?? booking.service.name)
      ? [oneLine(previousService)]
      : []),
    ...(previousStaff && previousStaff !== booking.staff.name ? [oneLine(previousStaff)] : []),
    ...(previousParty && previousParty !== booking.party
      ? [sharedWords(voice.language).party(previousParty)]
      : []),
  ];
  return {
    moved,
    /** On one line, for the preview of a mail program. */
    before: before.join(", "),
    facts: [whenFact(telling), ...(before.length > 0 ? [beforeFact(before, telling)] : [])],
  };
}

/** To the customer: another time, person, service or party. Updates their calendar, once it is confirmed. */
export const bookingMoved = defineKind({
  kind: "booking.moved",
  audience: "customer",
  data,
  calendar: ({ status }) => (status === "confirmed" ? "REQUEST" : null),
  write(telling, told) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(booking.business.name);
    const when = shortWhen(booking.start, telling);
    const { moved, before, facts } = changesOf(telling, told);
    return {
      subject: moved ? say.subject(business, when) : say.changedSubject(business, when),
      preheader: before ? say.preheader(before) : say.intro(business),
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
    const customer = oneLine(booking.customer.name);
    const when = shortWhen(booking.start, telling);
    const { moved, before, facts } = changesOf(telling, told);
    return {
      subject: moved ? say.staffSubject(customer, when) : say.staffChangedSubject(customer, when),
      preheader: before ? say.preheader(before) : when,
      heading: moved ? say.staffHeading : say.staffChangedHeading,
      intro: [],
      facts: [...facts, ...customerFacts(telling)],
      action: { label: sharedWords(voice.language).openDiary, url: telling.diaryUrl },
      closing: [],
    };
  },
});

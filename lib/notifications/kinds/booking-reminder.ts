import { oneLine } from "../../calendars/text.ts";
import { ending, placeFacts, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader(service: string, staff: string): string;
  heading: string;
  intro(business: string): string;
  action: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `Reminder: ${business}, ${when}`,
    preheader: (service, staff) => `${service} with ${staff}.`,
    heading: "See you soon",
    intro: (business) => `A short reminder of your appointment at ${business}.`,
    action: "Confirm, change or cancel",
  },
  de: {
    subject: (business, when) => `Erinnerung: ${business}, ${when}`,
    preheader: (service, staff) => `${service} bei ${staff}.`,
    heading: "Bis bald",
    intro: (business) => `Eine kurze Erinnerung an Ihren Termin bei ${business}.`,
    action: "Zusagen, ändern oder absagen",
  },
  fr: {
    subject: (business, when) => `Rappel : ${business}, ${when}`,
    preheader: (service, staff) => `${service} avec ${staff}.`,
    heading: "À bientôt",
    intro: (business) => `Un petit rappel de votre rendez-vous chez ${business}.`,
    action: "Confirmer, modifier ou annuler",
  },
  es: {
    subject: (business, when) => `Recordatorio: ${business}, ${when}`,
    preheader: (service, staff) => `${service} con ${staff}.`,
    heading: "Hasta pronto",
    intro: (business) => `Le recordamos su cita en ${business}.`,
    action: "Confirmar, cambiar o cancelar",
  },
  ar: {
    subject: (business, when) => `تذكير: ${business}، ${when}`,
    preheader: (service, staff) => `${service} مع ${staff}.`,
    heading: "إلى اللقاء قريبًا",
    intro: (business) => `تذكير قصير بموعدك لدى ${business}.`,
    action: "تأكيد أو تغيير أو إلغاء",
  },
};

/** To the customer: it is soon. */
export const bookingReminder = defineKind({
  kind: "booking.reminder",
  audience: "customer",
  data: bookingData,
  calendar: () => null,
  write(telling) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(booking.business.name);
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader(oneLine(booking.service.name), oneLine(booking.staff.name)),
      heading: say.heading,
      intro: [say.intro(business)],
      facts: [whenFact(telling), ...placeFacts(telling)],
      action: { label: say.action, url: `${telling.manageUrl}?come=1` },
      ...ending(telling),
    };
  },
});

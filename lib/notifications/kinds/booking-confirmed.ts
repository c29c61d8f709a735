import { oneLine } from "../../calendars/text.ts";
import { ending, placeFacts, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader(service: string, staff: string): string;
  heading: string;
  intro(business: string): string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `Your appointment at ${business}: ${when}`,
    preheader: (service, staff) => `${service} with ${staff}. The calendar file is attached.`,
    heading: "Your appointment is booked",
    intro: (business) => `${business} is looking forward to seeing you.`,
  },
  de: {
    subject: (business, when) => `Ihr Termin bei ${business}: ${when}`,
    preheader: (service, staff) => `${service} bei ${staff}. Der Kalendereintrag liegt bei.`,
    heading: "Ihr Termin ist gebucht",
    intro: (business) => `${business} freut sich auf Sie.`,
  },
  fr: {
    subject: (business, when) => `Votre rendez-vous chez ${business} : ${when}`,
    preheader: (service, staff) => `${service} avec ${staff}. Le fichier d'agenda est joint.`,
    heading: "Votre rendez-vous est pris",
    intro: (business) => `${business} se réjouit de vous accueillir.`,
  },
  es: {
    subject: (business, when) => `Su cita en ${business}: ${when}`,
    preheader: (service, staff) => `${service} con ${staff}. El archivo de calendario va adjunto.`,
    heading: "Su cita está reservada",
    intro: (business) => `${business} le espera con mucho gusto.`,
  },
  ar: {
    subject: (business, when) => `موعدك لدى ${business}: ${when}`,
    preheader: (service, staff) => `${service} مع ${staff}. ملف التقويم مرفق.`,
    heading: "تم حجز موعدك",
    intro: (business) => `يتطلع ${business} إلى استقبالك.`,
  },
};

/** To the customer: the appointment stands. Invites their calendar. */
export const bookingConfirmed = defineKind({
  kind: "booking.confirmed",
  audience: "customer",
  data: bookingData,
  calendar: () => "REQUEST",
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
      action: { label: sharedWords(voice.language).manage, url: telling.manageUrl },
      ...ending(telling),
    };
  },
});

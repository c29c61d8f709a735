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
  de: {
    followSubject: (business) => `Danke für Ihren Besuch bei ${business}`,
    followHeading: "Wie war es?",
    followIntro: (customer, business) =>
      `${customer}, danke für Ihren Besuch bei ${business}. Wenn etwas nicht so war, wie Sie es sich gewünscht haben, antworten Sie einfach auf diese Nachricht.`,
    rebookSubject: (business) => `Zeit für den nächsten Termin bei ${business}?`,
    rebookHeading: "Zeit für den nächsten Termin?",
    rebookIntro: (customer, service) =>
      `${customer}, Ihr letzter Termin (${service}) liegt schon eine Weile zurück. Suchen Sie sich gern eine Zeit aus, die Ihnen passt.`,
  },
  fr: {
    followSubject: (business) => `Merci de votre visite chez ${business}`,
    followHeading: "Comment était-ce ?",
    followIntro: (customer, business) =>
      `${customer}, merci de votre visite chez ${business}. Si quelque chose n'était pas comme vous le souhaitiez, répondez simplement à ce message.`,
    rebookSubject: (business) => `Envie de revenir chez ${business} ?`,
    rebookHeading: "Un prochain rendez-vous ?",
    rebookIntro: (customer, service) =>
      `${customer}, votre dernier rendez-vous (${service}) remonte à quelque temps. Choisissez l'heure qui vous convient.`,
  },
  es: {
    followSubject: (business) => `Gracias por su visita a ${business}`,
    followHeading: "¿Qué tal ha ido?",
    followIntro: (customer, business) =>
      `${customer}, gracias por su visita a ${business}. Si algo no fue como esperaba, responda a este mensaje.`,
    rebookSubject: (business) => `¿Una nueva cita en ${business}?`,
    rebookHeading: "¿Una nueva cita?",
    rebookIntro: (customer, service) =>
      `${customer}, ha pasado un tiempo desde su última cita (${service}). Elija la hora que mejor le convenga.`,
  },
  ar: {
    followSubject: (business) => `شكرًا لزيارتك ${business}`,
    followHeading: "كيف كانت الزيارة؟",
    followIntro: (customer, business) =>
      `${customer}، شكرًا لزيارتك ${business}. إذا لم يكن شيء ما كما تتمنى، فما عليك إلا الرد على هذه الرسالة.`,
    rebookSubject: (business) => `هل حان وقت زيارتك القادمة إلى ${business}؟`,
    rebookHeading: "موعد جديد؟",
    rebookIntro: (customer, service) =>
      `${customer}، مضى بعض الوقت على موعدك الأخير (${service}). يمكنك اختيار الوقت الذي يناسبك.`,
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

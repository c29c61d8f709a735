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
  de: {
    subject: (customer, when) => `Neu: ${customer}, ${when}`,
    heading: "Ein neuer Termin",
    requestSubject: (customer, when) => `Bitte antworten: ${customer}, ${when}`,
    requestHeading: "Eine Anfrage, die auf Ihre Antwort wartet",
    requestIntro: (until) =>
      until
        ? `Die Zeit wird freigehalten, bis Sie im Kalender zu- oder absagen, längstens bis ${until}.`
        : "Die Zeit wird freigehalten, bis Sie im Kalender zu- oder absagen.",
  },
  fr: {
    subject: (customer, when) => `Nouveau : ${customer}, ${when}`,
    heading: "Un nouveau rendez-vous",
    requestSubject: (customer, when) => `Merci de répondre : ${customer}, ${when}`,
    requestHeading: "Une demande attend votre réponse",
    requestIntro: (until) =>
      until
        ? `L'heure est gardée jusqu'à ce que vous acceptiez ou refusiez dans l'agenda, au plus tard jusqu'à ${until}.`
        : "L'heure est gardée jusqu'à ce que vous acceptiez ou refusiez dans l'agenda.",
  },
  es: {
    subject: (customer, when) => `Nueva: ${customer}, ${when}`,
    heading: "Una cita nueva",
    requestSubject: (customer, when) => `Responda, por favor: ${customer}, ${when}`,
    requestHeading: "Una solicitud espera su respuesta",
    requestIntro: (until) =>
      until
        ? `La hora se guarda hasta que la acepte o la rechace en la agenda, como máximo hasta ${until}.`
        : "La hora se guarda hasta que la acepte o la rechace en la agenda.",
  },
  ar: {
    subject: (customer, when) => `جديد: ${customer}، ${when}`,
    heading: "موعد جديد",
    requestSubject: (customer, when) => `يرجى الرد: ${customer}، ${when}`,
    requestHeading: "طلب ينتظر ردك",
    requestIntro: (until) =>
      until
        ? `الوقت محجوز إلى أن تقبله أو ترفضه في المفكرة، حتى ${until} على الأكثر.`
        : "الوقت محجوز إلى أن تقبله أو ترفضه في المفكرة.",
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

import { oneLine } from "../../calendars/text.ts";
import { ending, placeFacts, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader(business: string): string;
  heading: string;
  intro(business: string): string;
  until(when: string): string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `Your request to ${business}: ${when}`,
    preheader: (business) => `Not confirmed yet: ${business} will answer by e-mail.`,
    heading: "Your request has arrived",
    intro: (business) =>
      `The time is kept for you. It is not confirmed yet: ${business} looks at each request and will answer by e-mail.`,
    until: (when) =>
      `Without an answer by ${when} the request ends by itself, and we will tell you.`,
  },
  de: {
    subject: (business, when) => `Ihre Anfrage an ${business}: ${when}`,
    preheader: (business) => `Noch nicht bestätigt: ${business} antwortet per E-Mail.`,
    heading: "Ihre Anfrage ist angekommen",
    intro: (business) =>
      `Die Zeit wird für Sie freigehalten. Sie ist noch nicht bestätigt: ${business} sieht sich jede Anfrage an und antwortet per E-Mail.`,
    until: (when) =>
      `Ohne Antwort bis ${when} endet die Anfrage von selbst, und wir sagen Ihnen Bescheid.`,
  },
  fr: {
    subject: (business, when) => `Votre demande à ${business} : ${when}`,
    preheader: (business) => `Pas encore confirmé : ${business} répondra par e-mail.`,
    heading: "Votre demande est arrivée",
    intro: (business) =>
      `L'heure est gardée pour vous. Elle n'est pas encore confirmée : ${business} examine chaque demande et répondra par e-mail.`,
    until: (when) =>
      `Sans réponse d'ici ${when}, la demande prend fin d'elle-même, et nous vous le dirons.`,
  },
  es: {
    subject: (business, when) => `Su solicitud a ${business}: ${when}`,
    preheader: (business) => `Aún sin confirmar: ${business} responderá por correo.`,
    heading: "Su solicitud ha llegado",
    intro: (business) =>
      `La hora se guarda para usted. Aún no está confirmada: ${business} revisa cada solicitud y responderá por correo.`,
    until: (when) =>
      `Sin respuesta antes de ${when}, la solicitud termina por sí sola y se lo diremos.`,
  },
  ar: {
    subject: (business, when) => `طلبك إلى ${business}: ${when}`,
    preheader: (business) => `لم يتم التأكيد بعد: سيجيبك ${business} بالبريد الإلكتروني.`,
    heading: "وصل طلبك",
    intro: (business) =>
      `الوقت محجوز لك، لكنه لم يُؤكَّد بعد: ينظر ${business} في كل طلب ويجيب بالبريد الإلكتروني.`,
    until: (when) => `إذا لم يصل جواب حتى ${when} ينتهي الطلب من تلقاء نفسه، وسنخبرك بذلك.`,
  },
};

/** To the customer: the business has to agree first. Calendars hear of it when it does. */
export const bookingRequested = defineKind({
  kind: "booking.requested",
  audience: "customer",
  data: bookingData,
  calendar: () => null,
  write(telling) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(booking.business.name);
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader(business),
      heading: say.heading,
      intro: [
        say.intro(business),
        ...(booking.decideBy ? [say.until(shortWhen(booking.decideBy, telling))] : []),
      ],
      facts: [whenFact(telling), ...placeFacts(telling)],
      action: { label: sharedWords(voice.language).manage, url: telling.manageUrl },
      ...ending(telling),
    };
  },
});

import { oneLine } from "../../calendars/text.ts";
import { placeFacts, questionNotes, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader: string;
  heading: string;
  unanswered(business: string): string;
  unconfirmed: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `No longer kept at ${business}: ${when}`,
    preheader: "You can choose another time.",
    heading: "The time is no longer kept for you",
    unanswered: (business) =>
      `We are sorry: ${business} did not answer your request in time, so it has ended. You are welcome to choose another time.`,
    unconfirmed:
      "The appointment was not confirmed in time, so it has ended. You are welcome to choose another time.",
  },
  de: {
    subject: (business, when) => `Nicht mehr freigehalten bei ${business}: ${when}`,
    preheader: "Sie können eine andere Zeit wählen.",
    heading: "Die Zeit wird nicht mehr für Sie freigehalten",
    unanswered: (business) =>
      `Es tut uns leid: ${business} hat Ihre Anfrage nicht rechtzeitig beantwortet, deshalb ist sie abgelaufen. Suchen Sie sich gern eine andere Zeit aus.`,
    unconfirmed:
      "Der Termin wurde nicht rechtzeitig bestätigt, deshalb ist er abgelaufen. Suchen Sie sich gern eine andere Zeit aus.",
  },
  fr: {
    subject: (business, when) => `Plus gardé chez ${business} : ${when}`,
    preheader: "Vous pouvez choisir une autre heure.",
    heading: "L'heure n'est plus gardée pour vous",
    unanswered: (business) =>
      `Nous sommes désolés : ${business} n'a pas répondu à temps à votre demande, elle a donc pris fin. Vous pouvez choisir une autre heure.`,
    unconfirmed:
      "Le rendez-vous n'a pas été confirmé à temps, il a donc pris fin. Vous pouvez choisir une autre heure.",
  },
  es: {
    subject: (business, when) => `Ya no se guarda en ${business}: ${when}`,
    preheader: "Puede elegir otra hora.",
    heading: "La hora ya no se guarda para usted",
    unanswered: (business) =>
      `Lo sentimos: ${business} no ha respondido a tiempo a su solicitud, por lo que ha terminado. Puede elegir otra hora.`,
    unconfirmed:
      "La cita no se confirmó a tiempo, por lo que ha terminado. Puede elegir otra hora.",
  },
  ar: {
    subject: (business, when) => `لم يعد محجوزًا لدى ${business}: ${when}`,
    preheader: "يمكنك اختيار وقت آخر.",
    heading: "لم يعد الوقت محجوزًا لك",
    unanswered: (business) =>
      `نأسف: لم يُجب ${business} عن طلبك في الوقت المناسب، فانتهى. يمكنك اختيار وقت آخر.`,
    unconfirmed: "لم يتم تأكيد الموعد في الوقت المناسب، فانتهى. يمكنك اختيار وقت آخر.",
  },
};

/** To the customer: a request that nobody answered, or a booking that they did not confirm, is over. */
export const bookingExpired = defineKind({
  kind: "booking.expired",
  audience: "customer",
  data: bookingData,
  calendar: () => null,
  write(telling) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(booking.business.name);
    const own = booking.service.confirmation === "email";
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader,
      heading: say.heading,
      intro: [own ? say.unconfirmed : say.unanswered(business)],
      facts: [whenFact(telling), ...placeFacts(telling)],
      action: { label: sharedWords(voice.language).bookAgain, url: telling.bookUrl },
      closing: questionNotes(telling),
    };
  },
});

import { oneLine } from "../../calendars/text.ts";
import { placeFacts, questionNotes, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader: string;
  heading: string;
  intro(business: string, until: string | null): string;
  action: string;
  notYou: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `Please confirm your appointment at ${business}: ${when}`,
    preheader: "One tap, so that we know the address is yours.",
    heading: "One more step",
    intro: (business, until) =>
      `Please confirm that you want this appointment at ${business}. ${
        until
          ? `The time is kept for you until ${until}; then it is free for others again.`
          : "The time is kept for you for a while; then it is free for others again."
      }`,
    action: "Confirm the appointment",
    notYou: "If you did not ask for it, there is nothing to do.",
  },
  de: {
    subject: (business, when) => `Bitte bestätigen Sie Ihren Termin bei ${business}: ${when}`,
    preheader: "Ein Tippen, damit wir wissen, dass die Adresse Ihre ist.",
    heading: "Noch ein Schritt",
    intro: (business, until) =>
      `Bitte bestätigen Sie, dass Sie diesen Termin bei ${business} möchten. ${
        until
          ? `Die Zeit wird bis ${until} für Sie freigehalten; danach ist sie wieder für andere frei.`
          : "Die Zeit wird eine Weile für Sie freigehalten; danach ist sie wieder für andere frei."
      }`,
    action: "Termin bestätigen",
    notYou: "Wenn Sie nicht danach gefragt haben, müssen Sie nichts tun.",
  },
  fr: {
    subject: (business, when) => `Merci de confirmer votre rendez-vous chez ${business} : ${when}`,
    preheader: "Un geste, pour que nous sachions que l'adresse est la vôtre.",
    heading: "Encore une étape",
    intro: (business, until) =>
      `Merci de confirmer que vous souhaitez ce rendez-vous chez ${business}. ${
        until
          ? `L'heure est gardée pour vous jusqu'à ${until} ; ensuite elle est de nouveau libre.`
          : "L'heure est gardée pour vous un moment ; ensuite elle est de nouveau libre."
      }`,
    action: "Confirmer le rendez-vous",
    notYou: "Si vous n'avez rien demandé, il n'y a rien à faire.",
  },
  es: {
    subject: (business, when) => `Confirme su cita en ${business}: ${when}`,
    preheader: "Un toque, para saber que la dirección es suya.",
    heading: "Un paso más",
    intro: (business, until) =>
      `Confirme que desea esta cita en ${business}. ${
        until
          ? `La hora se guarda para usted hasta ${until}; después vuelve a estar libre.`
          : "La hora se guarda para usted un rato; después vuelve a estar libre."
      }`,
    action: "Confirmar la cita",
    notYou: "Si no la ha pedido, no tiene que hacer nada.",
  },
  ar: {
    subject: (business, when) => `يرجى تأكيد موعدك لدى ${business}: ${when}`,
    preheader: "لمسة واحدة، لنعرف أن العنوان لك.",
    heading: "خطوة واحدة بعد",
    intro: (business, until) =>
      `يرجى تأكيد أنك تريد هذا الموعد لدى ${business}. ${
        until
          ? `الوقت محجوز لك حتى ${until}، ثم يصبح متاحًا للآخرين.`
          : "الوقت محجوز لك لفترة، ثم يصبح متاحًا للآخرين."
      }`,
    action: "تأكيد الموعد",
    notYou: "إذا لم تطلبه، فلا يلزمك القيام بشيء.",
  },
};

/** To the customer: say on the manage page that it was you. Nothing happens by opening the link alone. */
export const bookingVerify = defineKind({
  kind: "booking.verify",
  audience: "customer",
  data: bookingData,
  calendar: () => null,
  write(telling) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(booking.business.name);
    const until = booking.decideBy ? shortWhen(booking.decideBy, telling) : null;
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader,
      heading: say.heading,
      intro: [say.intro(business, until)],
      facts: [whenFact(telling), ...placeFacts(telling)],
      action: { label: say.action, url: telling.manageUrl },
      closing: [say.notYou, ...questionNotes(telling)],
    };
  },
});

import { z } from "zod";
import { oneLine, plainText } from "../../calendars/text.ts";
import { placeFacts, questionNotes, shortWhen, whenFact } from "../facts.ts";
import { defineKind } from "../kind.ts";
import type { Language } from "../language.ts";
import { bookingData } from "../schema.ts";
import { sharedWords } from "../words.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader: string;
  heading: string;
  intro(business: string): string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `${business} cannot take your request: ${when}`,
    preheader: "You can ask for another time.",
    heading: "Your request could not be taken",
    intro: (business) =>
      `${business} cannot take this appointment, so the time is no longer kept for you. You are welcome to choose another one.`,
  },
  de: {
    subject: (business, when) => `${business} kann Ihre Anfrage nicht annehmen: ${when}`,
    preheader: "Sie können nach einer anderen Zeit fragen.",
    heading: "Ihre Anfrage konnte nicht angenommen werden",
    intro: (business) =>
      `${business} kann diesen Termin nicht annehmen, deshalb wird die Zeit nicht mehr für Sie freigehalten. Suchen Sie sich gern eine andere aus.`,
  },
  fr: {
    subject: (business, when) => `${business} ne peut pas accepter votre demande : ${when}`,
    preheader: "Vous pouvez demander une autre heure.",
    heading: "Votre demande n'a pas pu être acceptée",
    intro: (business) =>
      `${business} ne peut pas prendre ce rendez-vous, l'heure n'est donc plus gardée pour vous. Vous pouvez en choisir une autre.`,
  },
  es: {
    subject: (business, when) => `${business} no puede aceptar su solicitud: ${when}`,
    preheader: "Puede pedir otra hora.",
    heading: "Su solicitud no se ha podido aceptar",
    intro: (business) =>
      `${business} no puede atender esta cita, así que la hora ya no se guarda para usted. Puede elegir otra.`,
  },
  ar: {
    subject: (business, when) => `لا يستطيع ${business} قبول طلبك: ${when}`,
    preheader: "يمكنك طلب وقت آخر.",
    heading: "تعذّر قبول طلبك",
    intro: (business) =>
      `لا يستطيع ${business} قبول هذا الموعد، لذلك لم يعد الوقت محجوزًا لك. يمكنك اختيار وقت آخر.`,
  },
};

/** To the customer: the business has said no. */
export const bookingDeclined = defineKind({
  kind: "booking.declined",
  audience: "customer",
  data: bookingData.extend({ reason: z.string().nullish() }),
  calendar: () => null,
  write(telling, data) {
    const { booking, voice } = telling;
    const say = words[voice.language];
    const shared = sharedWords(voice.language);
    const business = oneLine(booking.business.name);
    const reason = plainText(data.reason ?? "");
    return {
      subject: say.subject(business, shortWhen(booking.start, telling)),
      preheader: say.preheader,
      heading: say.heading,
      intro: [say.intro(business)],
      facts: [whenFact(telling), ...placeFacts(telling)],
      ...(reason === "" ? {} : { quote: { label: shared.message, text: reason } }),
      action: { label: shared.bookAgain, url: telling.bookUrl },
      closing: questionNotes(telling),
    };
  },
});

import { oneLine } from "../../calendars/text.ts";
import { questionNotes } from "../facts.ts";
import type { Language } from "../language.ts";
import { type WaitlistKind, wishFacts } from "../waitlist.ts";
import { sharedWords } from "../words.ts";

interface Words {
  subject(business: string): string;
  preheader: string;
  heading: string;
  because: Record<string, (business: string) => string>;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business) => `You are no longer on the waiting list at ${business}`,
    preheader: "You are welcome to book or to join again.",
    heading: "You are no longer on the waiting list",
    because: {
      dates_over: (business) =>
        `We are sorry: nothing came free at ${business} on the days that you asked for.`,
      offers_passed: () =>
        "Two times were kept for you and went by without an answer, so others are asked now. You are welcome to join again.",
      service_gone: (business) => `What you were waiting for is no longer offered by ${business}.`,
      removed: (business) => `${business} has taken you off the waiting list.`,
    },
  },
  de: {
    subject: (business) => `Sie stehen nicht mehr auf der Warteliste von ${business}`,
    preheader: "Sie können gern buchen oder sich wieder eintragen.",
    heading: "Sie stehen nicht mehr auf der Warteliste",
    because: {
      dates_over: (business) =>
        `Es tut uns leid: Bei ${business} ist an Ihren Tagen nichts frei geworden.`,
      offers_passed: () =>
        "Zwei Zeiten wurden für Sie freigehalten und blieben ohne Antwort, deshalb sind jetzt andere an der Reihe. Tragen Sie sich gern wieder ein.",
      service_gone: (business) => `Worauf Sie gewartet haben, bietet ${business} nicht mehr an.`,
      removed: (business) => `${business} hat Sie von der Warteliste genommen.`,
    },
  },
  fr: {
    subject: (business) => `Vous n'êtes plus sur la liste d'attente de ${business}`,
    preheader: "Vous pouvez réserver ou vous inscrire de nouveau.",
    heading: "Vous n'êtes plus sur la liste d'attente",
    because: {
      dates_over: (business) =>
        `Nous sommes désolés : rien ne s'est libéré chez ${business} aux jours que vous souhaitiez.`,
      offers_passed: () =>
        "Deux heures ont été gardées pour vous sans réponse, d'autres sont donc sollicités. Vous pouvez vous inscrire de nouveau.",
      service_gone: (business) => `Ce que vous attendiez n'est plus proposé par ${business}.`,
      removed: (business) => `${business} vous a retiré de la liste d'attente.`,
    },
  },
  es: {
    subject: (business) => `Ya no está en la lista de espera de ${business}`,
    preheader: "Puede reservar o apuntarse de nuevo.",
    heading: "Ya no está en la lista de espera",
    because: {
      dates_over: (business) =>
        `Lo sentimos: no ha quedado nada libre en ${business} en los días que pidió.`,
      offers_passed: () =>
        "Se le guardaron dos horas que quedaron sin respuesta, así que ahora se pregunta a otras personas. Puede apuntarse de nuevo.",
      service_gone: (business) => `Lo que esperaba ya no lo ofrece ${business}.`,
      removed: (business) => `${business} le ha quitado de la lista de espera.`,
    },
  },
  ar: {
    subject: (business) => `لم تعد في قائمة الانتظار لدى ${business}`,
    preheader: "يمكنك الحجز أو الانضمام من جديد.",
    heading: "لم تعد في قائمة الانتظار",
    because: {
      dates_over: (business) => `نأسف: لم يتوفر شيء لدى ${business} في الأيام التي طلبتها.`,
      offers_passed: () =>
        "حُجز لك وقتان ومرّا دون رد، لذلك يُسأل الآخرون الآن. يمكنك الانضمام من جديد.",
      service_gone: (business) => `ما كنت تنتظره لم يعد يقدمه ${business}.`,
      removed: (business) => `أزالك ${business} من قائمة الانتظار.`,
    },
  },
};

/** To who waited: waiting has ended, and why. */
export const waitlistClosed: WaitlistKind = {
  kind: "waitlist.closed",
  write(telling) {
    const { entry, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(entry.business.name);
    const because = say.because[entry.closedBecause ?? "removed"] ?? say.because.removed!;
    return {
      subject: say.subject(business),
      preheader: say.preheader,
      heading: say.heading,
      intro: [because(business)],
      facts: wishFacts(telling),
      action: { label: sharedWords(voice.language).bookAgain, url: telling.bookUrl },
      closing: questionNotes({ booking: entry, voice }),
    };
  },
};

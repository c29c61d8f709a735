import { oneLine } from "../../calendars/text.ts";
import { placeFacts, questionNotes, shortWhen, whenFact } from "../facts.ts";
import type { Language } from "../language.ts";
import type { WaitlistKind } from "../waitlist.ts";

interface Words {
  subject(business: string, when: string): string;
  preheader(until: string): string;
  heading: string;
  intro(business: string, until: string): string;
  action: string;
  otherwise: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business, when) => `A time has come free at ${business}: ${when}`,
    preheader: (until) => `It is kept for you until ${until}.`,
    heading: "A time has come free",
    intro: (business, until) =>
      `${business} has a free time for you. It is kept for you until ${until}; then it goes to the next in line.`,
    action: "Take this time",
    otherwise:
      "The link does nothing by itself: there you take the time, let it go to the next in line and keep waiting, or leave the list.",
  },
  de: {
    subject: (business, when) => `Bei ${business} ist eine Zeit frei geworden: ${when}`,
    preheader: (until) => `Sie wird bis ${until} für Sie freigehalten.`,
    heading: "Eine Zeit ist frei geworden",
    intro: (business, until) =>
      `${business} hat eine freie Zeit für Sie. Sie wird bis ${until} für Sie freigehalten; danach geht sie an die nächste Person.`,
    action: "Diese Zeit nehmen",
    otherwise:
      "Der Link tut von sich aus nichts: Dort nehmen Sie die Zeit, lassen sie weitergehen und warten weiter, oder verlassen die Liste.",
  },
  fr: {
    subject: (business, when) => `Une heure s'est libérée chez ${business} : ${when}`,
    preheader: (until) => `Elle est gardée pour vous jusqu'à ${until}.`,
    heading: "Une heure s'est libérée",
    intro: (business, until) =>
      `${business} a une heure libre pour vous. Elle est gardée pour vous jusqu'à ${until} ; ensuite elle passe à la personne suivante.`,
    action: "Prendre cette heure",
    otherwise:
      "Le lien ne fait rien de lui-même : vous y prenez l'heure, la laissez à la personne suivante en continuant d'attendre, ou quittez la liste.",
  },
  es: {
    subject: (business, when) => `Ha quedado libre una hora en ${business}: ${when}`,
    preheader: (until) => `Se guarda para usted hasta ${until}.`,
    heading: "Ha quedado libre una hora",
    intro: (business, until) =>
      `${business} tiene una hora libre para usted. Se guarda para usted hasta ${until}; después pasa a la siguiente persona.`,
    action: "Tomar esta hora",
    otherwise:
      "El enlace no hace nada por sí solo: allí toma la hora, la deja pasar y sigue esperando, o sale de la lista.",
  },
  ar: {
    subject: (business, when) => `توفر وقت لدى ${business}: ${when}`,
    preheader: (until) => `محجوز لك حتى ${until}.`,
    heading: "توفر وقت",
    intro: (business, until) =>
      `لدى ${business} وقت متاح لك. إنه محجوز لك حتى ${until}، ثم ينتقل إلى التالي في القائمة.`,
    action: "خذ هذا الوقت",
    otherwise:
      "الرابط لا يفعل شيئًا من تلقاء نفسه: هناك تأخذ الوقت، أو تتركه للتالي وتواصل الانتظار، أو تغادر القائمة.",
  },
};

/** To the first in line: this time is yours until the deadline. */
export const waitlistOffer: WaitlistKind = {
  kind: "waitlist.offer",
  write(telling) {
    const { entry, voice } = telling;
    const say = words[voice.language];
    const offer = entry.offer!;
    const business = oneLine(entry.business.name);
    const until = shortWhen(offer.deadline, telling);
    const place = { ...telling, booking: { ...entry, ...offer } };
    return {
      subject: say.subject(business, shortWhen(offer.start, telling)),
      preheader: say.preheader(until),
      heading: say.heading,
      intro: [say.intro(business, until)],
      facts: [whenFact(place), ...placeFacts(place)],
      action: { label: say.action, url: telling.entryUrl },
      closing: [say.otherwise, ...questionNotes({ booking: entry, voice })],
    };
  },
};

import { oneLine } from "../../calendars/text.ts";
import { questionNotes } from "../facts.ts";
import type { Language } from "../language.ts";
import { type WaitlistKind, wishFacts } from "../waitlist.ts";

interface Words {
  subject(business: string): string;
  preheader: string;
  heading: string;
  intro(business: string): string;
  ahead(people: number): string;
  action: string;
  notYou: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (business) => `You are on the waiting list at ${business}`,
    preheader: "We write to you as soon as something comes free.",
    heading: "You are on the waiting list",
    intro: (business) =>
      `As soon as a time comes free at ${business}, we offer it in the order in which people asked, and keep it for you for a while.`,
    ahead: (people) =>
      people === 0
        ? "You are the first in line."
        : people === 1
          ? "One person is ahead of you."
          : `${people} people are ahead of you.`,
    action: "See your place or leave the list",
    notYou: "If you did not ask for it, leave the list there, and you hear no more of it.",
  },
  de: {
    subject: (business) => `Sie stehen auf der Warteliste von ${business}`,
    preheader: "Wir schreiben Ihnen, sobald etwas frei wird.",
    heading: "Sie stehen auf der Warteliste",
    intro: (business) =>
      `Sobald bei ${business} eine Zeit frei wird, bieten wir sie in der Reihenfolge an, in der gefragt wurde, und halten sie eine Weile für Sie frei.`,
    ahead: (people) =>
      people === 0
        ? "Sie sind die erste Person in der Reihe."
        : people === 1
          ? "Eine Person ist vor Ihnen."
          : `${people} Personen sind vor Ihnen.`,
    action: "Platz ansehen oder Liste verlassen",
    notYou:
      "Wenn Sie nicht danach gefragt haben, verlassen Sie dort die Liste; dann hören Sie nichts mehr davon.",
  },
  fr: {
    subject: (business) => `Vous êtes sur la liste d'attente de ${business}`,
    preheader: "Nous vous écrivons dès que quelque chose se libère.",
    heading: "Vous êtes sur la liste d'attente",
    intro: (business) =>
      `Dès qu'une heure se libère chez ${business}, nous la proposons dans l'ordre des demandes et la gardons un moment pour vous.`,
    ahead: (people) =>
      people === 0
        ? "Vous êtes en tête de la liste."
        : people === 1
          ? "Une personne est avant vous."
          : `${people} personnes sont avant vous.`,
    action: "Voir votre place ou quitter la liste",
    notYou:
      "Si vous n'avez rien demandé, quittez la liste à cet endroit et vous n'en entendrez plus parler.",
  },
  es: {
    subject: (business) => `Está en la lista de espera de ${business}`,
    preheader: "Le escribimos en cuanto quede algo libre.",
    heading: "Está en la lista de espera",
    intro: (business) =>
      `En cuanto quede una hora libre en ${business}, la ofrecemos por orden de solicitud y se la guardamos un rato.`,
    ahead: (people) =>
      people === 0
        ? "Es la primera persona de la lista."
        : people === 1
          ? "Hay una persona antes."
          : `Hay ${people} personas antes.`,
    action: "Ver su lugar o salir de la lista",
    notYou: "Si no lo ha pedido, salga allí de la lista y no recibirá nada más.",
  },
  ar: {
    subject: (business) => `أنت في قائمة الانتظار لدى ${business}`,
    preheader: "سنكتب إليك حالما يتوفر وقت.",
    heading: "أنت في قائمة الانتظار",
    intro: (business) => `حالما يتوفر وقت لدى ${business} نعرضه حسب ترتيب الطلبات ونحجزه لك لفترة.`,
    ahead: (people) =>
      people === 0
        ? "أنت الأول في القائمة."
        : people === 1
          ? "هناك شخص واحد قبلك."
          : `عدد الأشخاص قبلك: ${people}.`,
    action: "عرض مكانك أو مغادرة القائمة",
    notYou: "إذا لم تطلب ذلك، فغادر القائمة هناك ولن يصلك شيء آخر عنها.",
  },
};

/** To who has joined the waiting list: what they wait for, and the way out. */
export const waitlistJoined: WaitlistKind = {
  kind: "waitlist.joined",
  write(telling) {
    const { entry, voice } = telling;
    const say = words[voice.language];
    const business = oneLine(entry.business.name);
    return {
      subject: say.subject(business),
      preheader: say.preheader,
      heading: say.heading,
      intro: [say.intro(business), say.ahead(entry.ahead)],
      facts: wishFacts(telling),
      action: { label: say.action, url: telling.entryUrl },
      closing: [say.notYou, ...questionNotes({ booking: entry, voice })],
    };
  },
};

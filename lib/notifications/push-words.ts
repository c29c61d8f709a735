import { type Language, voiceFor } from "./language.ts";

/** What the switch for knocks on this browser says. */
export interface PushWords {
  on: string;
  off: string;
  /** Shown where the browser refuses for good; null = nothing is shown then. */
  blocked: string | null;
  /** Shown where it cannot be; null = nothing is shown then. */
  impossible: string | null;
  failed: string;
  /** Beside the button while it is off, and while it is on. */
  offer?: string;
  told?: string;
}

/** To those who work in the dashboard. */
export const staffPushWords: PushWords = {
  on: "Notify me in this browser",
  off: "Stop notifying this browser",
  blocked: "Notifications are blocked for this site. Allow them in your browser's settings first.",
  impossible: "This browser cannot show notifications.",
  failed: "This did not work just now. Please try again.",
};

/** What is offered to customers: for one booking, or for all that they have. */
interface Offer {
  on: string;
  off: string;
  failed: string;
  one: string;
  all: string;
  told: string;
}

const offers: Record<Language, Offer> = {
  en: {
    on: "Notify me in this browser",
    off: "Stop notifying me here",
    failed: "This did not work just now. Please try again.",
    one: "Would you like to hear at once if something changes?",
    all: "Would you like to hear at once if one of your appointments changes?",
    told: "This browser tells you at once if something changes.",
  },
  de: {
    on: "In diesem Browser benachrichtigen",
    off: "Hier nicht mehr benachrichtigen",
    failed: "Das hat gerade nicht geklappt. Bitte versuchen Sie es noch einmal.",
    one: "Möchten Sie sofort erfahren, wenn sich etwas ändert?",
    all: "Möchten Sie sofort erfahren, wenn sich einer Ihrer Termine ändert?",
    told: "Dieser Browser sagt Ihnen sofort, wenn sich etwas ändert.",
  },
  fr: {
    on: "Me prévenir dans ce navigateur",
    off: "Ne plus me prévenir ici",
    failed: "Cela n'a pas fonctionné. Veuillez réessayer.",
    one: "Souhaitez-vous être prévenu tout de suite si quelque chose change ?",
    all: "Souhaitez-vous être prévenu tout de suite si l'un de vos rendez-vous change ?",
    told: "Ce navigateur vous prévient tout de suite si quelque chose change.",
  },
  es: {
    on: "Avisarme en este navegador",
    off: "No avisarme más aquí",
    failed: "No ha funcionado. Inténtelo de nuevo.",
    one: "¿Quiere saber enseguida si algo cambia?",
    all: "¿Quiere saber enseguida si cambia alguna de sus citas?",
    told: "Este navegador le avisa enseguida si algo cambia.",
  },
  ar: {
    on: "أبلغني في هذا المتصفح",
    off: "لا تبلغني هنا بعد الآن",
    failed: "لم ينجح ذلك الآن. يرجى المحاولة مرة أخرى.",
    one: "هل تريد أن تعرف فورًا إذا تغيّر شيء؟",
    all: "هل تريد أن تعرف فورًا إذا تغيّر أحد مواعيدك؟",
    told: "يبلغك هذا المتصفح فورًا إذا تغيّر شيء.",
  },
};

/**
 * To customers: an offer, which vanishes where the browser cannot or may not.
 * @param locale the visitor's
 * @param about one booking, or everything of the person who is signed in
 */
export function customerPushWords(locale: string, about: "booking" | "person"): PushWords {
  const { on, off, failed, one, all, told } = offers[voiceFor(locale).language];
  return {
    on,
    off,
    failed,
    told,
    offer: about === "booking" ? one : all,
    blocked: null,
    impossible: null,
  };
}

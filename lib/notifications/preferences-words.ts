import type { Language } from "./language.ts";

/** The words of the page where a customer chooses what to hear. */
export interface PreferencesWords {
  title: string;
  intro: string;
  always: string;
  alwaysHint: string;
  reminders: string;
  news: string;
  newsHint: string;
  byEmail: string;
  byText: string;
  stopped: string;
  save: string;
  nothing: string;
  saved: string;
  gone: string;
  offline: string;
}

/** @param business its name, on one line */
export function preferencesWords(language: Language, business: string): PreferencesWords {
  return words[language](business);
}

const words: Record<Language, (business: string) => PreferencesWords> = {
  en: (business) => ({
    title: "What you hear from us",
    intro: `Choose what ${business} may write to you.`,
    always: "About your bookings",
    alwaysHint:
      "Confirmations, changes and cancellations always reach you: without them you would not know where you stand.",
    reminders: "Reminders before an appointment",
    news: "News",
    newsHint:
      "A word of thanks afterwards and an invitation to come again, now and then. Only if you want them.",
    byEmail: "By e-mail",
    byText: "By text message",
    stopped: "You have answered STOP. Write START to our number to get text messages again.",
    save: "Save",
    nothing: "None of these",
    saved: "Saved. It holds from now on.",
    gone: "This link leads nowhere any more. Nothing was saved.",
    offline: "There is no connection just now. Nothing was saved; please try again.",
  }),
};

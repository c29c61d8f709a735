/** Languages that customers are spoken to in. Every table of words is a Record over them, so that none can be forgotten. */
export type Language = "en" | "de" | "fr" | "es" | "ar";

/** Each language by the name that its own speakers look for, and the way it is written. */
const known: Record<Language, { name: string; direction: "ltr" | "rtl" }> = {
  en: { name: "English", direction: "ltr" },
  de: { name: "Deutsch", direction: "ltr" },
  fr: { name: "Français", direction: "ltr" },
  es: { name: "Español", direction: "ltr" },
  ar: { name: "العربية", direction: "rtl" },
};

/** All of them, in the order in which they are offered. */
export const languages = Object.keys(known) as Language[];

/** Where the visitor's own choice is kept. */
export const LANGUAGE_COOKIE = "language";

/** Where the language that a link named is kept while the browser is open; above the choice. */
export const LINK_LANGUAGE_COOKIE = "language-link";

export function isLanguage(text: unknown): text is Language {
  return typeof text === "string" && Object.hasOwn(known, text);
}

/** "Deutsch" for "de". */
export function nameOf(language: Language): string {
  return known[language].name;
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return known[language].direction;
}

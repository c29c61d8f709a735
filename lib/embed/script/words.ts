/** Where the script came from: the only origin whose messages count. */
export interface Site {
  host: string;
}

const WORDS = {
  en: { book: "Book a time", close: "Close" },
  de: { book: "Termin buchen", close: "Schließen" },
  fr: { book: "Prendre rendez-vous", close: "Fermer" },
  es: { book: "Reservar cita", close: "Cerrar" },
  ar: { book: "احجز موعدًا", close: "إغلاق" },
};

/** The script's own two words, in the language that the frame will speak. */
export function wordsFor(language?: string): { book: string; close: string; dir: "ltr" | "rtl" } {
  for (const wish of [language, ...navigator.languages]) {
    const key = wish?.slice(0, 2).toLowerCase() as keyof typeof WORDS | undefined;
    if (key && Object.hasOwn(WORDS, key))
      return { ...WORDS[key], dir: key === "ar" ? "rtl" : "ltr" };
  }
  return { ...WORDS.en, dir: "ltr" };
}

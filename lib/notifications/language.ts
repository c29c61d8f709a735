import { directionOf, isLanguage, type Language } from "../i18n/languages.ts";

export type { Language };

export interface Voice {
  /** The language of the words. */
  language: Language;
  /** The locale of dates and money: the recipient's own if the words are in its language. */
  locale: string;
  /** Our own sentences run as their language does, whatever the script of a name in them. */
  direction: "ltr" | "rtl";
}

/**
 * How to speak to somebody with this locale; unknown languages and rubbish get English with British dates.
 * @param country the business's ISO country: a locale without a region ("en") writes dates and times as it does
 */
export function voiceFor(locale: string, country?: string): Voice {
  const bare = /^[a-z]{2,3}$/i.test(locale) && /^[A-Z]{2}$/.test(country ?? "");
  // Arabic is written with the digits of the reader's own region, and with 0–9 where that is not known: as on the pages.
  const digits = locale.toLowerCase() === "ar" ? "-u-nu-latn" : "";
  const canonical = canonicalLocale(bare ? `${locale}-${country}${digits}` : `${locale}${digits}`);
  const tongue = canonical?.split("-")[0] ?? "";
  if (canonical && isLanguage(tongue)) {
    return { language: tongue, locale: canonical, direction: directionOf(tongue) };
  }
  return { language: "en", locale: "en-GB", direction: "ltr" };
}

function canonicalLocale(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

import { isLanguage, type Language } from "./languages.ts";

/** What a request says about the language that is wanted, the strongest first. */
export interface Wishes {
  /** What the address names: "?lang=de". */
  asked?: string | null | undefined;
  /** What the address of an earlier page named, since the browser was opened. */
  linked?: string | undefined;
  /** What the visitor once chose from the list of languages. */
  chosen?: string | undefined;
  /** The browser's header. */
  acceptLanguage: string | null;
}

/**
 * The language of a page: what the address names, what the link that led here named, the visitor's lasting choice, the
 * browser's first language that we speak. Choosing from the list ends what links have named (app/language).
 * @returns null when none of them names one of ours: then the business's own language is spoken
 */
export function languageOf({ asked, linked, chosen, acceptLanguage }: Wishes): Language | null {
  return (
    [asked, linked, chosen].find(isLanguage) ??
    wishes(acceptLanguage).map(tongueOf).find(isLanguage) ??
    null
  );
}

/** The language of a locale such as "de-AT", if it is one of ours; else English. */
export function languageOfLocale(locale: string): Language {
  const tongue = tongueOf(locale);
  return isLanguage(tongue) ? tongue : "en";
}

/**
 * The locale of dates, times and money: the language, with the habits of the visitor's own region where their browser
 * names one for it, else those of the business's country. English in Germany reads 14:30; a visitor with "en-US" reads
 * 2:30 PM there. Arabic is written with the digits of the visitor's own region, and with 0–9 where that is not known.
 * @param business whose times they are, if it is one's: its locale and its country as ISO code
 * @returns a tag that Intl knows, such as "en-DE" or "ar-DE-u-nu-latn"
 */
export function localeOf(
  language: Language,
  acceptLanguage: string | null,
  business?: { locale: string; country: string },
): string {
  for (const tag of wishes(acceptLanguage)) {
    const [, tongue = "", region = ""] = /^([a-z]{2,3})-([a-z]{2})$/i.exec(tag) ?? [];
    if (tongue.toLowerCase() === language) return `${language}-${region.toUpperCase()}`;
  }
  const own = business?.locale ?? "";
  if (own.startsWith(`${language}-`)) return own;
  const country = business?.country ?? "";
  const place = /^[A-Z]{2}$/.test(country) ? `${language}-${country}` : language;
  return language === "ar" ? `${place}-u-nu-latn` : place;
}

/** The tags of the header, the most wanted first; a header longer than any browser sends is cut. */
function wishes(acceptLanguage: string | null): string[] {
  return (acceptLanguage ?? "")
    .slice(0, 200)
    .split(",")
    .map((wish) => {
      const [tag = "", ...parameters] = wish.split(";");
      const quality = /^\s*q=([\d.]+)\s*$/.exec(parameters.join(";"))?.[1];
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== "" && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

function tongueOf(tag: string): string {
  return tag.split("-")[0]!.toLowerCase();
}

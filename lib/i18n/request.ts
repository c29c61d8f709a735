import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { publicPage } from "@/lib/business/data";
import type { Namespace } from "./catalogue";
import { LANGUAGE_COOKIE, type Language, LINK_LANGUAGE_COOKIE } from "./languages";
import { languageOf, languageOfLocale, localeOf } from "./negotiate";
import { type Translate, translator, type Voice } from "./translate";
import { wordsFor } from "./words";

/** Where staff work. They are spoken to in English; the way in, which customers share, speaks every language. */
const STAFF = /^\/(dashboard|start)(\/|$)/;

/** The language of the page that is being rendered, and the locale of its numbers. */
export const requestVoice = cache(async (): Promise<Voice> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const { pathname, searchParams } = new URL(head.get("x-pathname") ?? "/", "http://here.invalid");
  if (STAFF.test(pathname)) return { language: "en", locale: "en-GB" };
  const acceptLanguage = head.get("accept-language");
  // What stands in a frame speaks as the website around it asks, whatever was chosen elsewhere.
  const kept = (name: string) =>
    pathname.startsWith("/embed/") ? undefined : jar.get(name)?.value;
  const language =
    languageOf({
      asked: searchParams.get("lang"),
      linked: kept(LINK_LANGUAGE_COOKIE),
      chosen: kept(LANGUAGE_COOKIE),
      acceptLanguage,
    }) ?? (await languageOfBusiness(pathname));
  return { language, locale: localeOf(language, acceptLanguage) };
});

/** The locale of a business's times and prices on the page that is being rendered. */
export async function requestLocale(business: {
  locale: string;
  country: string;
}): Promise<string> {
  const { language } = await requestVoice();
  return localeOf(language, (await headers()).get("accept-language"), business);
}

/** For whoever speaks none of our languages: that of the business whose page it is. */
async function languageOfBusiness(pathname: string): Promise<Language> {
  const page = await publicPage(pathname.replace(/^\/embed/, "").split("/")[1] ?? "");
  return page ? languageOfLocale(page.business.locale) : "en";
}

/** The words of one namespace in the language of a business: for pictures that are made once for everybody. */
export function wordsIn<N extends Namespace>(
  namespace: N,
  business: { locale: string; country: string },
): Translate<N> {
  const language = languageOfLocale(business.locale);
  const locale = localeOf(language, null, business);
  return translator(wordsFor(language, [namespace]), { language, locale }, namespace);
}

/** The words of one namespace in the language of the page that is being rendered. */
export async function words<N extends Namespace>(namespace: N): Promise<Translate<N>> {
  const voice = await requestVoice();
  return translator(wordsFor(voice.language, [namespace]), voice, namespace);
}

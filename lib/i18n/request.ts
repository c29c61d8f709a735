import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { publicPage } from "@/lib/business/data";
import type { Namespace } from "./catalogue";
import { LANGUAGE_COOKIE, type Language } from "./languages";
import { languageOf, languageOfLocale, localeOf } from "./negotiate";
import { type Translate, translator, type Voice } from "./translate";
import { wordsFor } from "./words";

/** Where staff work. They are spoken to in English until members choose a language; the words are there. */
const STAFF = /^\/(dashboard|start|auth|sign-in|sign-up|forgot|reset|invite)(\/|$)/;

/** The language of the page that is being rendered, and the locale of its numbers. */
export const requestVoice = cache(async (): Promise<Voice> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const { pathname, searchParams } = new URL(head.get("x-pathname") ?? "/", "http://here.invalid");
  if (STAFF.test(pathname)) return { language: "en", locale: "en-GB" };
  const acceptLanguage = head.get("accept-language");
  // What stands in a frame speaks as the website around it asks, whatever was chosen elsewhere.
  const framed = pathname.startsWith("/embed/");
  const language =
    languageOf({
      chosen: framed ? undefined : jar.get(LANGUAGE_COOKIE)?.value,
      asked: searchParams.get("lang"),
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

/**
 * The words of one namespace in the language of a business: for pictures that are made once for everybody. They are
 * drawn with Latin letters, so a language of another script gets English.
 */
export function wordsIn<N extends Namespace>(namespace: N, locale: string): Translate<N> {
  const own = languageOfLocale(locale);
  const language = own === "ar" ? "en" : own;
  return translator(wordsFor(language, [namespace]), { language, locale: language }, namespace);
}

/** The words of one namespace in the language of the page that is being rendered. */
export async function words<N extends Namespace>(namespace: N): Promise<Translate<N>> {
  const voice = await requestVoice();
  return translator(wordsFor(voice.language, [namespace]), voice, namespace);
}

import { LANGUAGE_COOKIE, type Language, LINK_LANGUAGE_COOKIE } from "./languages";

const YEAR = 60 * 60 * 24 * 365;

/** The cookie that keeps a choice of language for a year. */
export function languageCookie(language: Language) {
  return { ...common, name: LANGUAGE_COOKIE, value: language, maxAge: YEAR } as const;
}

/** The cookie that lets a link's language hold for the pages after it, until the browser is closed. */
export function linkLanguageCookie(language: Language) {
  return { ...common, name: LINK_LANGUAGE_COOKIE, value: language } as const;
}

const common = { path: "/", sameSite: "lax", httpOnly: true } as const;

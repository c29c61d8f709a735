import { LANGUAGE_COOKIE, type Language } from "./languages";

const YEAR = 60 * 60 * 24 * 365;

/** The cookie that keeps a choice of language for a year. */
export function languageCookie(language: Language) {
  return {
    name: LANGUAGE_COOKIE,
    value: language,
    path: "/",
    maxAge: YEAR,
    sameSite: "lax",
    httpOnly: true,
  } as const;
}

import type { Translate } from "@/lib/i18n/translate";

/** The rules' own words, which the API answers too, and what a form says for them. */
const known = {
  "your name": "name",
  "your e-mail address": "email",
  "an e-mail address such as name@example.com": "emailForm",
  "a phone number, with its country code if it is abroad": "phone",
  "please tick this": "tick",
  "please answer this": "answer",
  "please choose one of these": "oneOfThese",
  "a date such as 2026-07-18": "date",
  "a date between 1970 and 2199": "date",
  "not before the first day": "notBefore",
  "one person at a time": "onePerson",
  "a whole number": "number",
  "without control characters": "signs",
  "text that can be kept": "signs",
} as const;

/**
 * What is wrong with a field, in the reader's language. The rules speak in few words ("your name", "at most 120
 * characters"); a field whose words are not known here is at least pointed at.
 */
export function problemWords(t: Translate<"problems">, message: string): string {
  if (Object.hasOwn(known, message)) return t(known[message as keyof typeof known]);
  const [, bound, digits, unit] =
    /^(at most|at least) (\d+|one)(?: (characters|days))?$/.exec(message) ?? [];
  const count = digits === "one" ? 1 : Number(digits);
  if (bound === "at least") return t("atLeast", { count });
  if (bound === undefined) return t("other");
  if (unit === "characters") return t("tooLong", { count });
  return unit === "days" ? t("tooManyDays", { count }) : t("atMost", { count });
}

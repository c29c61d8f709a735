import { problemWords } from "@/components/booking/problem-words";
import type { AuthState } from "@/lib/auth/schema";
import { formatDuration } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

/** The sentence above a form of the sign-in pages; null when the fields say it all. */
export function sentenceFor(t: Translate<"auth">, state: AuthState): string | null {
  if (!state || state.ok || state.code === "invalid") return null;
  if (state.code !== "too_many") return t(state.code);
  const minutes = Math.ceil((state.retryAfter ?? 60) / 60);
  return t("too_many", { wait: formatDuration(minutes, t.locale) });
}

/** What the rules of an account say of a field, beside what they say of every form. */
const known = {
  "your password": "passwordMissing",
  "the six digits from the e-mail": "sixDigits",
  "too easy to guess": "tooEasy",
  "this is the old one": "oldOne",
} as const;

/** What is wrong with a field of the sign-in pages, in the reader's language. */
export function fieldWords(
  t: Translate<"auth">,
  problems: Translate<"problems">,
  message: string | undefined,
): string | undefined {
  if (message === undefined) return undefined;
  if (Object.hasOwn(known, message)) return t(known[message as keyof typeof known]);
  const [, least] = /^at least (\d+) characters$/.exec(message) ?? [];
  return least ? t("tooShort", { count: Number(least) }) : problemWords(problems, message);
}

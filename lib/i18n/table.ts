import type { Language } from "./languages";

/** The messages of one corner of the product, in every language. */
export type Table<En extends Record<string, string>> = { en: En } & Record<
  Exclude<Language, "en">,
  Record<keyof En, string>
>;

/**
 * Messages in every language; one that lacks a message, or has one too many, does not compile. They are written in ICU
 * MessageFormat: `{name}`, `{count, plural, one {# person} other {# people}}`, `{who, select, …}`, `<link>…</link>`.
 */
export function table<const En extends Record<string, string>>(messages: Table<En>): Table<En> {
  return messages;
}

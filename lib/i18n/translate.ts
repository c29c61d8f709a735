import format, { type CompiledMessage } from "icu-minify/format";
import { createElement, Fragment, type ReactNode } from "react";
import { numberFormatter, pluralRules } from "../format/cache";
import type { Catalogue, Namespace } from "./catalogue";
import { directionOf, type Language } from "./languages";

/** The messages of some namespaces in one language, compiled: what travels to the browser. */
export type Words = Partial<Record<Namespace, Record<string, CompiledMessage>>>;

/** A language with the locale of its numbers, dates and money. */
export interface Voice {
  language: Language;
  locale: string;
}

type English<N extends Namespace> = Catalogue[N]["en"];

// The names that an English message asks for: what stands between a brace and the next comma or brace. Texts of plural
// and select branches are told apart by their spaces, so a branch of a single word does not work.
type Name<S extends string> = S extends `${infer Head},${string}` ? Word<Head> : Word<S>;
type Word<S extends string> = S extends "" | `${string} ${string}` | `#${string}` ? never : S;
type LastOf<S extends string> = S extends `${string}{${infer Rest}` ? LastOf<Rest> : S;
type FirstOf<S extends string> = S extends `${infer Head}{${string}` ? Head : S;
type NamesIn<S extends string> = S extends `${string}{${infer Inside}}${infer Rest}`
  ? Name<FirstOf<Inside>> | Name<LastOf<Inside>> | NamesIn<Rest>
  : never;

type Value = string | number;
type Tag = (chunks: ReactNode) => ReactNode;
type Values<S extends string> = [NamesIn<S>] extends [never]
  ? []
  : [values: Record<NamesIn<S>, Value>];

/** Puts a message of one namespace into the reader's language. */
export interface Translate<N extends Namespace> {
  <K extends keyof English<N> & string>(key: K, ...values: Values<English<N>[K] & string>): string;
  /** The same with elements in it: `<link>…</link>` in the message calls `link` with what stands between. */
  rich(key: keyof English<N> & string, values: Record<string, Value | Tag>): ReactNode;
  /** Whether there is such a message; for keys that come from elsewhere. */
  has(key: string): key is keyof English<N> & string;
  language: Language;
  /** Of the page's numbers and dates. */
  locale: string;
}

const formatters = {
  getDateTimeFormat(): never {
    throw new Error("dates are formatted by lib/format and put into messages as text");
  },
  getNumberFormat: (locale?: string | Intl.Locale | readonly (string | Intl.Locale)[]) =>
    numberFormatter(String(locale), {}),
  getPluralRules: (locale?: string | Intl.Locale | readonly (string | Intl.Locale)[]) =>
    pluralRules(String(locale)),
};

/** The value by which `{who, select, …}` chooses; it is never shown. */
const CHOOSES = "who";

/** First strong isolates: a name in another script keeps its place in the sentence, and the sentence its full stop. */
const isolated = (text: string) => `\u2068${text}\u2069`;

/**
 * Translates with the messages of one namespace.
 * @param words must hold that namespace
 */
export function translator<N extends Namespace>(
  words: Words,
  { language, locale }: Voice,
  namespace: N,
): Translate<N> {
  const messages = words[namespace];
  const isolates = directionOf(language) === "rtl";

  function say(key: string, values: Record<string, Value | Tag> = {}): ReactNode {
    const message = messages?.[key];
    if (message === undefined) throw new Error(`the page has no words for ${namespace}.${key}`);
    const given = Object.entries(values).map(([name, value]) => {
      if (typeof value === "function") return [name, (chunks: ReactNode[]) => value(row(chunks))];
      const shown = typeof value === "string" && name !== CHOOSES;
      return [name, isolates && shown ? isolated(value) : value];
    });
    const said = format<ReactNode>(message, locale, Object.fromEntries(given), { formatters });
    return Array.isArray(said) ? row(said) : (said as ReactNode);
  }
  const translate = (key: string, values?: Record<string, Value>) => String(say(key, values));
  return Object.assign(translate, {
    rich: say,
    has: (key: string): key is keyof English<N> & string =>
      messages !== undefined && Object.hasOwn(messages, key),
    language,
    locale,
  }) as Translate<N>;
}

/** Pieces beside each other; as a row of arguments they need no keys. */
function row(pieces: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...pieces);
}

import type { Namespace } from "./catalogue";
import type { Language } from "./languages";
import { type Translate, translator } from "./translate";
import { wordsFor } from "./words";

/** The words of a namespace as a page in that language has them, for tests. */
export function inLanguage<N extends Namespace>(language: Language, namespace: N): Translate<N> {
  const locale = { en: "en-GB", de: "de-DE", fr: "fr-FR", es: "es-ES", ar: "ar-u-nu-latn" }[
    language
  ];
  return translator(wordsFor(language, [namespace]), { language, locale }, namespace);
}

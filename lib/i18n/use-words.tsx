"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import type { Namespace } from "./catalogue";
import { directionOf } from "./languages";
import { type Translate, translator, type Voice, type Words } from "./translate";

const Spoken = createContext<{ voice: Voice; words: Words } | null>(null);

/** Gives the components below the words that they speak; a page brings only those that it needs. */
export function WordsProvider({
  voice,
  words,
  children,
}: {
  voice: Voice;
  words: Words;
  children: ReactNode;
}) {
  const around = useContext(Spoken);
  const { language, locale } = voice;
  const value = useMemo(
    () => ({
      voice: { language, locale },
      words: around?.voice.language === language ? { ...around.words, ...words } : words,
    }),
    [around, language, locale, words],
  );
  // A link inside the app may lead to a page in another language; the document itself stays.
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  return <Spoken value={value}>{children}</Spoken>;
}

/** The words of one namespace in the language of the page. Import it as "#words": it is another one on the server. */
export function useWords<N extends Namespace>(namespace: N): Translate<N> {
  const spoken = useContext(Spoken);
  return useMemo(
    () =>
      translator(
        spoken?.words ?? {},
        spoken?.voice ?? { language: "en", locale: "en-GB" },
        namespace,
      ),
    [spoken, namespace],
  );
}

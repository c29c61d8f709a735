import type { ReactNode } from "react";
import type { Namespace } from "@/lib/i18n/catalogue";
import { requestVoice } from "@/lib/i18n/request";
import { WordsProvider } from "@/lib/i18n/use-words";
import { wordsFor } from "@/lib/i18n/words";

/** What the controls of every page say, and its error page. */
export const EVERYWHERE = ["ui", "status", "errors"] as const satisfies readonly Namespace[];

/** Sends the words that the components inside need along with the page, in its language. */
export async function Speak({
  words,
  children,
}: {
  words: readonly Namespace[];
  children: ReactNode;
}) {
  const voice = await requestVoice();
  return (
    <WordsProvider voice={voice} words={wordsFor(voice.language, words)}>
      {children}
    </WordsProvider>
  );
}

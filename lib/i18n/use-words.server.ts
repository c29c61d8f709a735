import "server-only";
import { use } from "react";
import type { Namespace } from "./catalogue";
import { requestVoice } from "./request";
import { type Translate, translator } from "./translate";
import { wordsFor } from "./words";

/** `useWords` for components that render on the server; an async one awaits `words` instead. */
export function useWords<N extends Namespace>(namespace: N): Translate<N> {
  const voice = use(requestVoice());
  return translator(wordsFor(voice.language, [namespace]), voice, namespace);
}

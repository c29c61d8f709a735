import "server-only";
import compile from "icu-minify/compile";
import type { CompiledMessage } from "icu-minify/format";
import { catalogue, type Namespace } from "./catalogue";
import type { Language } from "./languages";
import type { Words } from "./translate";

const compiled = new Map<string, Record<string, CompiledMessage>>();

/** The messages of some namespaces, compiled once per process: the browser formats them, but never has to read ICU. */
export function wordsFor(language: Language, namespaces: readonly Namespace[]): Words {
  return Object.fromEntries(
    namespaces.map((namespace) => [namespace, section(language, namespace)]),
  );
}

function section(language: Language, namespace: Namespace): Record<string, CompiledMessage> {
  const key = `${language} ${namespace}`;
  let known = compiled.get(key);
  if (!known) {
    const messages: Record<string, string> = catalogue[namespace][language];
    known = Object.fromEntries(
      // Its branches have no prototype, which React would not send; JSON gives them one.
      Object.entries(messages).map(([name, message]) => [
        name,
        JSON.parse(JSON.stringify(compile(message))) as CompiledMessage,
      ]),
    );
    compiled.set(key, known);
  }
  return known;
}

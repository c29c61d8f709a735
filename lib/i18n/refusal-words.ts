import type { Translate } from "./translate";

/** Why something was not done, by the code of the answer. A code that is not a customer's is a fault of ours. */
export function refusalWords(t: Translate<"refusals">, code: string): string {
  return t.has(code) ? t(code) : t("internal");
}

import { useEffect, useState } from "react";
import { keepDraft, readDraft } from "./draft";
import { DETAILS_FORM, typedEarly } from "./typed-early";

/**
 * Keeps what is typed into the server's form before the form's own script has come. Should news arrive meanwhile (a time
 * is gone, say), React makes the form anew, and what stood in the old one would be lost.
 * @param draft the form's name among the drafts
 * @param key the idempotency key that it came with
 */
export function useEarlyTyping(draft: string, key: string): void {
  // While this renders for the first time the old form still stands; when its effects run, it may be gone.
  const [before] = useState(typedSoFar);
  useEffect(() => {
    const keep = (early = typedSoFar()) => {
      if (!early) return;
      const kept = readDraft(draft);
      keepDraft(draft, { key: kept?.key ?? key, details: { ...kept?.details, ...early } });
    };
    const onInput = () => keep();
    keep(before);
    keep();
    document.addEventListener("input", onInput);
    return () => document.removeEventListener("input", onInput);
  }, [before, draft, key]);
}

function typedSoFar() {
  const early = typedEarly(DETAILS_FORM);
  return early && isTouched() ? early : null;
}

/** Whether something stands there that the server did not put there (the name of whoever is signed in, say). */
function isTouched(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    `#${DETAILS_FORM} :is(input, textarea)`,
  );
  return [...fields].some(
    (field) =>
      field.value !== field.defaultValue ||
      ("checked" in field && field.checked !== field.defaultChecked),
  );
}

import { type RefObject, useEffect, useRef } from "react";

const FAULTS =
  ":is(input, select, textarea, button)[aria-invalid=true], fieldset[aria-invalid=true] input";

/**
 * Leads to the first field that an answer finds fault with: it gets the focus and scrolls into sight, for on a phone the
 * button is far below it.
 * @param answer what came back; another object each time that the form is sent
 * @returns the ref of the form
 */
export function useFirstFault(answer: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (answer) form.current?.querySelector<HTMLElement>(FAULTS)?.focus();
  }, [answer]);
  return form;
}

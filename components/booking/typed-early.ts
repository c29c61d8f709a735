import type { Details } from "./details-schema";

/** The id of the form that asks who is coming. */
export const DETAILS_FORM = "details";

/**
 * What was typed into the server's form before the page came alive; it would be overwritten otherwise.
 * @param form its id
 * @returns only the fields that hold something; null when that form is not in the page
 */
export function typedEarly(form: string): Partial<Details> | null {
  if (typeof document === "undefined") return null;
  const element = document.getElementById(form);
  if (!(element instanceof HTMLFormElement)) return null;
  const found: Record<string, unknown> = {};
  const answers: Details["answers"] = {};
  for (const [name, value] of new FormData(element)) {
    if (typeof value !== "string" || value === "") continue;
    if (name.startsWith("answers.")) {
      answers[name.slice("answers.".length)] = value === "true" ? true : value;
    } else if (name === "name" || name === "email" || name === "phone" || name === "note") {
      found[name] = value;
    }
  }
  if (Object.keys(answers).length > 0) found.answers = answers;
  return found as Partial<Details>;
}

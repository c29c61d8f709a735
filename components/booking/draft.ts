import type { Details } from "./details-schema";

const PREFIX = "daybook-draft:";

/** A form that has been begun: its idempotency key and what was typed. */
interface Draft {
  key: string;
  details: Partial<Details>;
}

/** The name under which a service's form is kept. */
export function draftOf(business: { slug: string }, service: { slug: string }): string {
  return `${business.slug}/${service.slug}`;
}

/** What was typed into this service's form in this tab, if anything. */
export function readDraft(form: string): Draft | null {
  try {
    const draft = JSON.parse(sessionStorage.getItem(PREFIX + form) ?? "null") as Draft | null;
    return draft && typeof draft.key === "string" && typeof draft.details === "object"
      ? draft
      : null;
  } catch {
    // Storage is closed to us, or holds something else: the form begins empty.
    return null;
  }
}

/** Keeps what is typed until the tab is closed or the booking is made. */
export function keepDraft(form: string, draft: Draft): void {
  try {
    sessionStorage.setItem(PREFIX + form, JSON.stringify(draft));
  } catch {
    // A full or closed storage costs only the convenience.
  }
}

/** Forgets one form. */
export function forgetDraft(form: string): void {
  try {
    sessionStorage.removeItem(PREFIX + form);
  } catch {
    // Nothing was kept, then.
  }
}

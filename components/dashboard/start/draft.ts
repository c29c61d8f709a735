const PREFIX = "daybook-start:";

/** What was typed on the first page of an opening. */
export interface StartDraft {
  name: string;
  ownSlug: string | null;
  kind: string;
  country: string;
  ownCurrency: string | null;
  zone: string;
  ownerName: string;
}

/** What this person typed in this browser, if they did not get to the end. */
export function readStart(personId: string): StartDraft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(PREFIX + personId) ?? "null");
    const { name, kind, country, ownerName, zone } = draft ?? {};
    return [name, kind, country, ownerName, zone].every((value) => typeof value === "string")
      ? (draft as StartDraft)
      : null;
  } catch {
    // Storage is closed to us, or holds something else: the form begins empty.
    return null;
  }
}

/** Keeps it; null forgets it. */
export function keepStart(personId: string, draft: StartDraft | null): void {
  try {
    if (draft) localStorage.setItem(PREFIX + personId, JSON.stringify(draft));
    else localStorage.removeItem(PREFIX + personId);
  } catch {
    // A closed storage costs only the convenience.
  }
}

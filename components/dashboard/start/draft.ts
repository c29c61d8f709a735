import type { FirstServiceRow } from "@/lib/members/start-schema";

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

const SERVICES = "daybook-start-services:";

/**
 * What was typed on the page of first services and not sent, in this browser.
 * @param known the rows that the page came with: what was typed over others is not put back
 */
export function readServices(
  businessId: string,
  known: readonly FirstServiceRow[],
): FirstServiceRow[] | null {
  try {
    const kept = JSON.parse(localStorage.getItem(SERVICES + businessId) ?? "null");
    if (kept?.known !== JSON.stringify(known)) return null;
    return Array.isArray(kept.rows) ? kept.rows : null;
  } catch {
    return null;
  }
}

/** Keeps it; null forgets it. */
export function keepServices(
  businessId: string,
  known: readonly FirstServiceRow[],
  rows: readonly FirstServiceRow[] | null,
): void {
  try {
    if (rows === null) localStorage.removeItem(SERVICES + businessId);
    else {
      const text = JSON.stringify({ known: JSON.stringify(known), rows });
      localStorage.setItem(SERVICES + businessId, text);
    }
  } catch {
    // A closed storage costs only the convenience.
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

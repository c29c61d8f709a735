const PREFIX = "daybook-note:";

/** A note about a customer that is being written. */
export interface NoteDraft {
  /** What stood there when it was begun. */
  was: string;
  text: string;
}

/** Keeps what somebody types in this tab: it outlives a reload, and the record's being merged. null = forgets it. */
export function keepNote(customerId: string, draft: NoteDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(PREFIX + customerId);
    else sessionStorage.setItem(PREFIX + customerId, JSON.stringify(draft));
  } catch {
    // A closed storage costs only the convenience.
  }
}

/** What was typed and not saved; null = nothing. */
export function readNote(customerId: string): NoteDraft | null {
  try {
    const draft = JSON.parse(sessionStorage.getItem(PREFIX + customerId) ?? "null");
    return typeof draft?.was === "string" && typeof draft.text === "string" ? draft : null;
  } catch {
    return null;
  }
}

/**
 * The notes of the record that was kept, with what was being typed about the one that became a part of it. What stood
 * in that one before has come along with the record itself and is not said twice.
 */
export function carriedInto(kept: string, { was, text }: NoteDraft): string {
  const typed = text.startsWith(was) ? text.slice(was.length) : text;
  return [kept, typed.trim()].filter(Boolean).join("\n\n");
}

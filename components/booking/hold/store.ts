/**
 * The holds of this browser, shared by its tabs: two tabs at one time share one hold, a reload takes it up again, and only
 * the last tab that leaves gives it back.
 */

const PREFIX = "daybook-hold:";

export interface KeptHold {
  /** The secret by which it is renewed, released or booked. */
  token: string;
  /** Until when, on this device's clock: epoch milliseconds. */
  until: number;
  /** The tabs that show its form. */
  tabs: string[];
}

/** What is held: the same subject, the same hold. */
export interface HoldSubject {
  business: string;
  service: string;
  /** Further services of the visit. */
  add: readonly string[];
  start: string;
  staff: string;
  party: number;
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The store's name for a subject. */
export function subjectKey({ business, service, add, start, staff, party }: HoldSubject): string {
  return [PREFIX, business, "/", service, "?", [start, staff, party, ...add].join("&")].join("");
}

/** Takes part in a hold that this browser has already; null when there is none that still stands. */
export function joinHold(shelf: Shelf, key: string, tab: string, now: number): KeptHold | null {
  const kept = read(shelf, key);
  if (!kept || kept.until <= now) return null;
  const joined = { ...kept, tabs: [...new Set([...kept.tabs, tab])] };
  write(shelf, key, joined);
  return joined;
}

/** Keeps a hold that was made or renewed. */
export function keepHold(shelf: Shelf, key: string, tab: string, token: string, until: number) {
  const known = read(shelf, key);
  const tabs = known?.token === token ? known.tabs : [];
  write(shelf, key, { token, until, tabs: [...new Set([...tabs, tab])] });
}

/**
 * A tab leaves its form.
 * @returns the token to give back, where no other tab shows the same form
 */
export function leaveHold(
  shelf: Shelf,
  key: string,
  tab: string,
  { reloading }: { reloading: boolean },
): string | null {
  const kept = read(shelf, key);
  if (!kept) return null;
  const tabs = kept.tabs.filter((one) => one !== tab);
  // It may be a reload, which looks for the token again.
  if (tabs.length > 0 || reloading) write(shelf, key, { ...kept, tabs });
  else shelf.removeItem(key);
  return tabs.length > 0 ? null : kept.token;
}

/** Forgets a hold that is gone, unless another has taken its place meanwhile. */
export function forgetHold(shelf: Shelf, key: string, token: string): void {
  if (read(shelf, key)?.token === token) shelf.removeItem(key);
}

/** The token of a hold of this service, so that one's own place counts as free; the one that lasts longest. */
export function heldToken(
  shelf: Shelf,
  business: string,
  service: string,
  now: number,
): string | null {
  let best: KeptHold | null = null;
  for (let i = 0; i < shelf.length; i++) {
    const key = shelf.key(i);
    if (!key?.startsWith(`${PREFIX}${business}/${service}?`)) continue;
    const kept = read(shelf, key);
    if (kept && kept.until > now && (!best || kept.until > best.until)) best = kept;
  }
  return best?.token ?? null;
}

/** The browser's storage; where it is closed to us, one that lasts as long as the page. */
export function shelf(): Shelf {
  try {
    return window.localStorage;
  } catch {
    return memory;
  }
}

const held = new Map<string, string>();
const memory: Shelf = {
  get length() {
    return held.size;
  },
  key: (i) => [...held.keys()][i] ?? null,
  getItem: (key) => held.get(key) ?? null,
  setItem: (key, value) => void held.set(key, value),
  removeItem: (key) => void held.delete(key),
};

function read(shelf: Shelf, key: string): KeptHold | null {
  try {
    const kept = JSON.parse(shelf.getItem(key) ?? "null") as KeptHold | null;
    return kept && typeof kept.token === "string" && Array.isArray(kept.tabs) ? kept : null;
  } catch {
    return null;
  }
}

function write(shelf: Shelf, key: string, kept: KeptHold): void {
  try {
    shelf.setItem(key, JSON.stringify(kept));
  } catch {
    // A full storage costs only the sharing; the hold itself is the server's.
  }
}

import type { RemoteEvent, Span } from "./port.ts";

/** Policy of the exchange with calendars: when, how far, and what a change over there means. Pure; runs under Deno too. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** An hour of history and a year ahead, with a week to spare so that the window rolls on once a week. */
export function windowAt(now: number): Span {
  return { start: now - HOUR, end: now + 373 * DAY };
}

/** Whether what is known of a calendar no longer reaches a year ahead: then it is read anew. */
export function mustRollOn(windowUntil: number, now: number): boolean {
  return windowUntil < now + 366 * DAY;
}

/** Seconds until a connection is looked at again without anybody's asking; told of changes, a look is only the safety net. */
export function pollSeconds(provider: string, watched: boolean): number {
  if (provider === "feed") return 900;
  return watched ? 1800 : 300;
}

/** A channel is renewed a day before it ends, or in the last quarter of a shorter life. */
export function mustRenew(expiresAt: number, now: number): boolean {
  return expiresAt - now < DAY;
}

/** What happened to an entry of ours in somebody's calendar. */
export type EntryChange =
  | { kind: "none" }
  /** Something that we do not mind: a colour, a reminder, their notes. */
  | { kind: "touched"; etag: string | null }
  | { kind: "moved"; to: Span; etag: string | null }
  | { kind: "deleted" };

/**
 * Tells our own writing, when it comes back, from what somebody did there.
 * @param link how both sides last agreed
 */
export function changeOf(
  event: Pick<RemoteEvent, "gone" | "declined" | "etag" | "at">,
  link: { etag: string | null; start: string; end: string },
): EntryChange {
  if (event.gone || event.declined) return { kind: "deleted" };
  if (event.etag !== null && event.etag === link.etag) return { kind: "none" };
  const { at } = event;
  // Made into a series there: its first time is still ours.
  if (at && (at.start !== Date.parse(link.start) || at.end !== Date.parse(link.end))) {
    return { kind: "moved", to: at, etag: event.etag };
  }
  return event.etag === link.etag ? { kind: "none" } : { kind: "touched", etag: event.etag };
}

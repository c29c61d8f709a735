/**
 * The one shape in which Daybook sees everybody's calendars. A provider turns its vendor's words into these at its
 * border. Instants are epoch milliseconds, spans are half-open.
 */

export interface Span {
  start: number;
  end: number;
}

/** A calendar as its provider lists it. */
export interface RemoteCalendar {
  remoteId: string;
  name: string;
  /** #rrggbb, or null. */
  color: string | null;
  /** IANA zone that its all-day events are in; null = not told. */
  timeZone: string | null;
  writable: boolean;
  /** The account's main calendar. */
  primary: boolean;
}

/** An event, or one occurrence of a series, or a whole series: whatever the provider names with one key. */
export interface RemoteEvent {
  /** The provider's name of it, unique in its calendar. */
  key: string;
  etag: string | null;
  /** It is no longer there, or cancelled. */
  gone: boolean;
  /** The owner of the calendar has declined it. */
  declined: boolean;
  /** When it makes its owner busy (time rule 21), within the window that was asked for. */
  spans: Span[];
  /** The booking or session of which it says it is the entry. */
  subject: string | null;
  /** When it is, busy or not; null for series and for what is gone. */
  at: Span | null;
}

export interface PullPage {
  events: RemoteEvent[];
  /** Set on the last page: where the next pull goes on. */
  cursor?: string;
}

export interface PullRequest {
  remoteId: string;
  /** From the last pull; null = everything in the window. */
  cursor: string | null;
  window: Span;
  /** Of all-day events and of times without a zone. */
  timeZone: string;
}

/** What of a booking is written to a calendar. */
export interface OutEntry {
  subjectId: string;
  start: number;
  end: number;
  title: string;
  details: string;
  place: string;
  url: string;
  tentative: boolean;
  /** Rises with each change (time rule 20). */
  sequence: number;
  /** When it changed. */
  stamp: number;
}

export interface Written {
  key: string;
  etag: string | null;
}

/** Where a provider is to tell of changes. */
export interface ChannelRequest {
  id: string;
  /** Comes back with each message. */
  secret: string;
  url: string;
}

export interface CalendarProvider {
  calendars(): Promise<RemoteCalendar[]>;
  /**
   * What is new since the cursor, page by page; without a cursor everything in the window.
   * @throws CursorExpired when the provider wants a new beginning
   */
  pull(request: PullRequest): AsyncIterable<PullPage>;
  /** One event, asked for itself; null = it is really not there any more. */
  read(remoteId: string, key: string, timeZone: string): Promise<RemoteEvent | null>;
  /**
   * Creates the entry, or updates the known one.
   * @throws EtagConflict when somebody else has changed it since
   */
  write(remoteId: string, entry: OutEntry, known: Written | null): Promise<Written>;
  /** The name that an entry has after its owner has moved it to another calendar of the account. */
  keyIn?(remoteId: string, key: string): string;
  /** Takes the entry away; one that is gone already is fine. @throws EtagConflict as write */
  remove(remoteId: string, known: Written): Promise<void>;
  /** Asks to be told of changes; null where the provider cannot. */
  watch?(
    remoteId: string,
    channel: ChannelRequest,
  ): Promise<{ remoteId: string; expiresAt: number } | null>;
  unwatch?(channel: { id: string; remoteId: string }): Promise<void>;
  /** Gives our access back, where the provider takes it: of this account for the whole installation. */
  revoke?(): Promise<void>;
}

/** Access was revoked or has run out: only its owner can give it again. */
export class AccessExpired extends Error {
  override name = "AccessExpired";
}

/** The cursor is too old or not understood: begin anew. */
export class CursorExpired extends Error {
  override name = "CursorExpired";
}

/** The entry is not as it was when we last saw it. */
export class EtagConflict extends Error {
  override name = "EtagConflict";
}

/** Not now: too many requests, an outage, a network that is away. */
export class ProviderAway extends Error {
  override name = "ProviderAway";
  constructor(
    /** A word for the log and the page: rate_limited, unavailable, timeout, unreachable. */
    readonly code: string,
    /** Seconds that the provider asked us to wait, 0 = not said. */
    readonly retryAfter = 0,
  ) {
    super(code);
  }
}

/** It will not work this way, however often it is tried: not found, not allowed, not a calendar. */
export class ProviderRefused extends Error {
  override name = "ProviderRefused";
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * What a status of HTTP means to us.
 * @param retryAfter the header of that name: seconds or a date
 * @param now the clock, epoch milliseconds
 */
export function failureOf(status: number, retryAfter: string | null, now: number): Error {
  if (status === 401) return new AccessExpired();
  if (status === 410) return new CursorExpired();
  if (status === 409 || status === 412) return new EtagConflict();
  if (status === 429 || status >= 500) {
    return new ProviderAway(
      status === 429 ? "rate_limited" : "unavailable",
      waitOf(retryAfter, now),
    );
  }
  if (status === 404) return new ProviderRefused("not_found");
  return new ProviderRefused(status === 403 ? "forbidden" : "refused");
}

/** Retry-After in seconds, at most an hour: what is asked beyond that is asked again then. */
export function waitOf(retryAfter: string | null, now: number): number {
  if (!retryAfter) return 0;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(0, Math.ceil(seconds))) : 0;
}

/** The booking or session that a UID of ours stands for; null for everybody else's. */
export function subjectOf(uid: string | null | undefined): string | null {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@daybook$/.exec(uid ?? "")?.[1] ?? null;
}

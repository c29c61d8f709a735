import {
  AccessExpired,
  type CalendarProvider,
  failureOf,
  ProviderRefused,
  type PullPage,
  type PullRequest,
} from "../port.ts";
import { nameOfFile, readEvents } from "../read-ics.ts";
import { addressOf } from "../safe-fetch.ts";

/** A file of this size is read whole each time; more than this in one page would only be held twice. */
const PAGE = 500;

/**
 * A calendar file at an address: read only, one calendar, read whole when its ETag has changed.
 * @param options.url the address, which is often a secret itself
 * @param options.fetch the guarded one: people type this address
 */
export function feedProvider(options: { url: string; fetch: typeof fetch }): CalendarProvider {
  async function get(cursor: Cursor | null): Promise<Response> {
    const headers: Record<string, string> = {
      accept: "text/calendar, text/plain;q=0.8, */*;q=0.1",
    };
    if (cursor?.etag) headers["if-none-match"] = cursor.etag;
    if (cursor?.modified) headers["if-modified-since"] = cursor.modified;
    const answer = await options.fetch(options.url, { headers });
    if (answer.ok || answer.status === 304) return answer;
    // A private address that has ended: nobody but its owner can give a new one.
    if ([401, 403, 404, 410].includes(answer.status)) throw new AccessExpired();
    throw failureOf(answer.status, answer.headers.get("retry-after"), Date.now());
  }

  return {
    async calendars() {
      const text = await (await get(null)).text();
      readEvents(text, { window: { start: 0, end: 0 }, timeZone: "UTC" });
      const name = nameOfFile(text);
      return [
        {
          remoteId: "feed",
          name: (name ?? addressOf(options.url).hostname).slice(0, 200),
          color: null,
          timeZone: null,
          writable: false,
          primary: true,
        },
      ];
    },
    async *pull(request: PullRequest): AsyncIterable<PullPage> {
      const cursor = request.cursor === null ? null : readCursor(request.cursor);
      const answer = await get(cursor);
      if (answer.status === 304) {
        yield { events: [], cursor: request.cursor! };
        return;
      }
      const text = await answer.text();
      const hash = await sha256(text);
      const next = JSON.stringify({
        etag: answer.headers.get("etag"),
        modified: answer.headers.get("last-modified"),
        hash,
      } satisfies Cursor);
      // Many servers know no ETag: the same bytes are nothing new either.
      if (cursor && cursor.hash === hash) {
        yield { events: [], cursor: next };
        return;
      }
      const events = readEvents(text, { window: request.window, timeZone: request.timeZone });
      for (let at = 0; at < events.length; at += PAGE) {
        yield { events: events.slice(at, at + PAGE) };
      }
      yield { events: [], cursor: next };
    },
    read: () => Promise.resolve(null),
    write: () => Promise.reject(new ProviderRefused("read_only")),
    remove: () => Promise.reject(new ProviderRefused("read_only")),
  };
}

interface Cursor {
  etag: string | null;
  modified: string | null;
  hash: string;
}

function readCursor(text: string): Cursor | null {
  try {
    return JSON.parse(text) as Cursor;
  } catch {
    return null;
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

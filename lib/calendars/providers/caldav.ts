import { DAVClient, type DAVResponse } from "tsdav";
import type { AccessOf } from "../access.ts";
import { mergedResource } from "../merge-ics.ts";
import {
  AccessExpired,
  type CalendarProvider,
  CursorExpired,
  EtagConflict,
  failureOf,
  ProviderRefused,
  type PullPage,
  type PullRequest,
  type RemoteEvent,
  type Span,
} from "../port.ts";
import { readEvents } from "../read-ics.ts";
import { entryResource } from "../write-ics.ts";
import { zoneNamed } from "../zones.ts";

/** Objects asked for at once. */
const BATCH = 50;
/** A server may cut its list of changes and ask to be asked again (RFC 6578, 3.6). */
const MAX_ROUNDS = 1000;

/**
 * A CalDAV account (RFC 4791) through tsdav: iCloud, Nextcloud, Fastmail, Radicale and their like, with an app password.
 * @param options.fetch the guarded one: people type the server's address, and the server names further ones
 */
export function caldavProvider(
  { serverUrl, username, password }: AccessOf<"caldav">,
  options: { fetch: typeof fetch },
): CalendarProvider {
  const authorization = `Basic ${base64(`${username}:${password}`)}`;
  // tsdav turns many failures into empty answers; ours are told apart before it sees them.
  const checked: typeof fetch = async (input, init) => {
    const answer = await options.fetch(input, init);
    if (answer.status === 401) throw new AccessExpired();
    if (answer.status === 429 || answer.status >= 500) {
      throw failureOf(answer.status, answer.headers.get("retry-after"), Date.now());
    }
    return answer;
  };
  const client = new DAVClient({
    serverUrl,
    credentials: { username, password },
    authMethod: "Basic",
    defaultAccountType: "caldav",
    fetch: checked,
  });
  client.authHeaders = { authorization };

  async function report(url: string, body: object, depth: "0" | "1"): Promise<DAVResponse[]> {
    const answer = await client.davRequest({
      url,
      init: { method: "REPORT", namespace: "d", headers: { depth, authorization }, body },
      fetch: checked,
    });
    const [head] = answer;
    if (answer.length === 1 && head && !head.ok && !head.props && !head.href?.endsWith(".ics")) {
      // An unknown sync token is a 403 or a 409 with a precondition in its body (RFC 6578, 3.2).
      if (/valid-sync-token/.test(JSON.stringify(head.raw ?? ""))) throw new CursorExpired();
      throw failureOf(head.status, null, Date.now());
    }
    return answer;
  }

  async function state(url: string): Promise<{ token: string | null; ctag: string | null }> {
    const [answer] = await client.propfind({
      url,
      props: { "d:sync-token": {}, "cs:getctag": {} },
      depth: "0",
      headers: { authorization },
      fetch: checked,
    });
    if (answer && answer.status === 404) throw new ProviderRefused("not_found");
    const text = (value: unknown) =>
      value === undefined || typeof value === "object" ? null : String(value);
    return { token: text(answer?.props?.syncToken), ctag: text(answer?.props?.getctag) };
  }

  async function* load(url: string, keys: string[], request: PullRequest): AsyncIterable<PullPage> {
    for (let at = 0; at < keys.length; at += BATCH) {
      const batch = keys.slice(at, at + BATCH);
      const answers = await report(
        url,
        {
          "c:calendar-multiget": {
            _attributes: { "xmlns:d": "DAV:", "xmlns:c": "urn:ietf:params:xml:ns:caldav" },
            "d:prop": { "d:getetag": {}, "c:calendar-data": {} },
            "d:href": batch,
          },
        },
        "1",
      ).catch(onlyIfMissing);
      const events: RemoteEvent[] = [];
      const answered = new Set<string>();
      for (const { href, props, status } of answers) {
        if (!href) continue;
        const key = keyOf(href, url);
        const data = textOf(props?.calendarData);
        if (status === 404 || data === null) continue;
        answered.add(key);
        events.push(eventOf(key, data, textOf(props?.getetag), request));
      }
      for (const key of batch) if (!answered.has(key)) events.push(goneEvent(key));
      yield { events };
    }
  }

  async function get(
    remoteId: string,
    key: string,
  ): Promise<{ text: string; etag: string | null } | null> {
    const answer = await checked(urlOf(key, remoteId), {
      headers: { authorization, accept: "text/calendar" },
    });
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw failureOf(answer.status, null, Date.now());
    return { text: await answer.text(), etag: answer.headers.get("etag") };
  }

  return {
    async calendars() {
      const account = await client.createAccount({
        account: { serverUrl, accountType: "caldav" },
        headers: { authorization },
        loadCollections: false,
      });
      client.account = account;
      const found = await client.fetchCalendars({ account, headers: { authorization } });
      return found
        .filter(({ components }) => !components?.length || components.includes("VEVENT"))
        .map((calendar, index) => ({
          remoteId: calendar.url,
          name: (textOf(calendar.displayName) || "Calendar").slice(0, 200),
          color:
            /^#[0-9a-f]{6}/i.exec(textOf(calendar.calendarColor) ?? "")?.[0].toLowerCase() ?? null,
          timeZone: zoneNamed(/TZID:(.+)/.exec(calendar.timezone ?? "")?.[1]),
          writable: true,
          primary: index === 0,
        }));
    },

    async *pull(request: PullRequest): AsyncIterable<PullPage> {
      const url = request.remoteId;
      // Before the list is read: a change between the two is then told twice rather than never.
      const now = await state(url);
      const cursor = request.cursor === null ? null : readCursor(request.cursor);
      if (cursor?.token) {
        let token = cursor.token;
        for (let round = 0; round < MAX_ROUNDS; round += 1) {
          const changes = await report(url, syncBody(token), "0");
          const keys: string[] = [];
          const gone: RemoteEvent[] = [];
          let cut = false;
          for (const { href, status } of changes) {
            if (!href) continue;
            const key = keyOf(href, url);
            if (key === keyOf(url, url)) cut = cut || status === 507;
            else if (status === 404) gone.push(goneEvent(key));
            else if (!key.endsWith("/")) keys.push(key);
          }
          if (gone.length > 0) yield { events: gone };
          yield* load(url, keys, request);
          token = tokenOf(changes) ?? now.token ?? token;
          if (!cut) break;
        }
        yield { events: [], cursor: JSON.stringify({ token, ctag: now.ctag }) };
        return;
      }
      if (cursor && cursor.ctag !== null && cursor.ctag === now.ctag) {
        yield { events: [], cursor: request.cursor! };
        return;
      }
      // A server without a list of changes: something has changed, so everything is read again.
      if (cursor) throw new CursorExpired();
      const listed = await report(url, queryBody(request.window), "1");
      const keys = listed
        .filter(({ href, ok }) => href && ok !== false)
        .map(({ href }) => keyOf(href!, url));
      yield* load(url, keys, request);
      yield { events: [], cursor: JSON.stringify(now) };
    },

    async read(remoteId, key, timeZone) {
      const found = await get(remoteId, key);
      if (!found) return null;
      const window = { start: 0, end: Number.MAX_SAFE_INTEGER };
      return eventOf(key, found.text, found.etag, { window, timeZone });
    },

    async write(remoteId, entry, known) {
      const key =
        known?.key ??
        keyOf(new URL(`daybook-${entry.subjectId}.ics`, slash(remoteId)).href, remoteId);
      const put = (body: string, guard: Record<string, string>) =>
        checked(urlOf(key, remoteId), {
          method: "PUT",
          headers: { authorization, "content-type": "text/calendar; charset=utf-8", ...guard },
          body,
        });
      // What is there is changed rather than replaced: alarms and notes that its owner added stay.
      const update = async (etag: string | null) => {
        const there = await get(remoteId, key);
        if (!there || (etag && there.etag && there.etag !== etag)) throw new EtagConflict();
        return put(mergedResource(there.text, entry), there.etag ? { "if-match": there.etag } : {});
      };
      let answer: Response;
      if (known) answer = await update(known.etag);
      else {
        answer = await put(entryResource(entry), { "if-none-match": "*" });
        // An attempt whose answer was lost has made it: the name is this entry's alone.
        if (answer.status === 412 || answer.status === 409) answer = await update(null);
      }
      if (answer.status === 404 && known) throw new EtagConflict();
      if (!answer.ok) throw failureOf(answer.status, answer.headers.get("retry-after"), Date.now());
      // A server that rewrites what it is given tells no ETag (RFC 4791, 5.3.4).
      return { key, etag: answer.headers.get("etag") ?? (await get(remoteId, key))?.etag ?? null };
    },

    // Programs put it there under its own name, and delete it here.
    keyIn: (remoteId, key) =>
      keyOf(new URL(key.slice(key.lastIndexOf("/") + 1), slash(remoteId)).href, remoteId),

    async remove(remoteId, known) {
      const answer = await checked(urlOf(known.key, remoteId), {
        method: "DELETE",
        headers: { authorization, ...(known.etag ? { "if-match": known.etag } : {}) },
      });
      if (answer.ok || answer.status === 404 || answer.status === 410) return;
      throw failureOf(answer.status, answer.headers.get("retry-after"), Date.now());
    },
  };

  function eventOf(
    key: string,
    text: string,
    etag: string | null,
    { window, timeZone }: { window: Span; timeZone: string },
  ): RemoteEvent {
    try {
      const events = readEvents(text, { window, timeZone, owner: username });
      const [event] = events;
      if (!event) return { ...goneEvent(key), gone: false, etag };
      return { ...event, key, etag, spans: events.flatMap(({ spans }) => spans) };
    } catch {
      // One entry that nobody can read must not hold up all the others.
      return { ...goneEvent(key), gone: false, etag };
    }
  }
}

function onlyIfMissing(error: unknown): DAVResponse[] {
  // All of a batch has gone since it was listed: some servers answer that with a bare 404.
  if (error instanceof ProviderRefused && error.code === "not_found") return [];
  throw error;
}

function goneEvent(key: string): RemoteEvent {
  return { key, etag: null, gone: true, declined: false, spans: [], subject: null, at: null };
}

function keyOf(href: string, base: string): string {
  return new URL(href, base).pathname;
}

/** The address of a key; by its path alone, so that no name of a resource can lead to another server. */
function urlOf(key: string, remoteId: string): string {
  const url = new URL(remoteId);
  url.pathname = key;
  url.search = "";
  return url.href;
}

function slash(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  const data = (value as { _cdata?: unknown } | null | undefined)?._cdata;
  return typeof data === "string" ? data : null;
}

function readCursor(text: string): { token: string | null; ctag: string | null } | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The new token stands beside the answers, in what tsdav keeps of the whole. */
function tokenOf(answers: DAVResponse[]): string | null {
  for (const { raw } of answers) {
    const token = (raw as { multistatus?: { syncToken?: unknown } } | undefined)?.multistatus
      ?.syncToken;
    if (typeof token === "string" || typeof token === "number") return String(token);
  }
  return null;
}

function syncBody(token: string): object {
  return {
    "sync-collection": {
      _attributes: { "xmlns:d": "DAV:" },
      "sync-token": token,
      "sync-level": 1,
      "d:prop": { "d:getetag": {} },
    },
  };
}

function queryBody(window: Span): object {
  const utc = (instant: number) =>
    `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  return {
    "c:calendar-query": {
      _attributes: { "xmlns:d": "DAV:", "xmlns:c": "urn:ietf:params:xml:ns:caldav" },
      "d:prop": { "d:getetag": {} },
      "c:filter": {
        "c:comp-filter": {
          _attributes: { name: "VCALENDAR" },
          "c:comp-filter": {
            _attributes: { name: "VEVENT" },
            "c:time-range": { _attributes: { start: utc(window.start), end: utc(window.end) } },
          },
        },
      },
    },
  };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

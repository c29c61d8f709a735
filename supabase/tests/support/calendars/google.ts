import { randomUUID } from "node:crypto";
import { consentDesk, idToken } from "./consent.ts";
import type { Fake } from "./remote.ts";
import { type Answer, type Asked, jsonServer, plain } from "./server.ts";

interface Stored {
  id: string;
  etag: string;
  status: string;
  version: number;
  [more: string]: unknown;
}

const error = (status: number, reason: string): Answer => ({
  status,
  body: { error: { code: status, message: reason, errors: [{ reason }] } },
});

/** A patch as Google takes it: what is not named stays, null takes away, objects are merged. */
function patched(before: unknown, change: unknown): unknown {
  if (typeof change !== "object" || change === null || Array.isArray(change)) return change;
  const known = typeof before === "object" && before !== null ? before : {};
  const merged: Record<string, unknown> = { ...known };
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete merged[name];
    else merged[name] = patched(merged[name], value);
  }
  return merged;
}

/**
 * Google Calendar as far as Daybook uses it: sign-in, sync tokens that end with 410, pages, etags, ids that stay taken after a
 * deletion, and channels.
 * @param pageSize events on a page, whatever is asked for
 */
export async function googleCalendar(
  pageSize = 250,
  port = 0,
): Promise<
  Fake & {
    channels: Map<string, Record<string, unknown>>;
    /** Its owner, among the guests of an entry, says that they do not come. */
    decline(id: string): void;
  }
> {
  const events = new Map<string, Stored>();
  const channels = new Map<string, Record<string, unknown>>();
  let version = 0;
  let epoch = 0;
  let revoked = false;
  const lies = new Set<string>();
  const desk = consentDesk({ id: "id", secret: "secret" });

  function store(id: string, change: Record<string, unknown>): Stored {
    version += 1;
    const stored = { ...events.get(id), ...change, id, version, etag: `"${version}"` } as Stored;
    events.set(id, stored);
    return stored;
  }
  const guarded = (asked: Asked, stored: Stored) => {
    const wanted = asked.headers["if-match"];
    return wanted !== undefined && wanted !== stored.etag;
  };

  const server = await jsonServer((asked): Answer => {
    const { url, method, body } = asked;
    if (url.pathname === "/o/oauth2/v2/auth") return desk.page(asked);
    if (url.pathname === "/token" && body.grant_type === "authorization_code") {
      const allowed = desk.redeem(asked);
      if (!allowed) return { status: 400, body: { error: "invalid_grant" } };
      revoked = false;
      return {
        body: {
          access_token: `at-${randomUUID()}`,
          refresh_token: "rt",
          expires_in: 3600,
          token_type: "Bearer",
          scope: allowed.scope,
          id_token: idToken({ sub: "google-mara", email: "mara@mail.example" }),
        },
      };
    }
    if (url.pathname === "/revoke" && method === "POST") {
      if (revoked || body.token !== "rt") return { status: 400, body: { error: "invalid_token" } };
      revoked = true;
      return {};
    }
    if (url.pathname === "/token") {
      if (revoked) return { status: 400, body: { error: "invalid_grant" } };
      return {
        body: { access_token: `at-${randomUUID()}`, expires_in: 3600, token_type: "Bearer" },
      };
    }
    if (revoked) return error(401, "authError");
    if (url.pathname === "/calendar/v3/users/me/calendarList") {
      return {
        body: {
          items: [
            {
              id: "mara@mail.example",
              summary: "Mara",
              backgroundColor: "#9fe1e7",
              timeZone: "Europe/Berlin",
              accessRole: "owner",
              primary: true,
            },
            { id: "holidays", summary: "Holidays", accessRole: "reader" },
          ],
        },
      };
    }
    if (url.pathname === "/calendar/v3/channels/stop") {
      channels.delete(String(body.id));
      return { status: 204 };
    }
    const match = /^\/calendar\/v3\/calendars\/[^/]+\/events(?:\/([^/]+))?$/.exec(url.pathname);
    if (!match) return error(404, "notFound");
    if (url.pathname.includes("/thrown-away/")) return error(404, "notFound");
    const id = match[1];
    if (id === "watch") {
      channels.set(String(body.id), body);
      return {
        body: {
          id: body.id,
          resourceId: `res-${body.id}`,
          expiration: String(Date.now() + 604_800_000),
        },
      };
    }
    if (!id && method === "POST") {
      const wanted = String(body.id ?? randomUUID().replaceAll("-", ""));
      if (!/^[a-v0-9]{5,1024}$/.test(wanted)) return error(400, "invalid");
      if (events.has(wanted)) return error(409, "duplicate");
      return { body: store(wanted, body) };
    }
    if (!id) return list(url);
    const stored = events.get(decodeURIComponent(id));
    if (!stored) return error(404, "notFound");
    if (method === "GET") return { body: stored };
    if (guarded(asked, stored)) return error(412, "conditionNotMet");
    if (method === "PATCH") {
      const next = patched(stored, body) as Stored;
      for (const side of [next.start, next.end] as Record<string, unknown>[]) {
        if (side.date && side.dateTime) return error(400, "invalid");
      }
      // Told as a change of all: what was taken away must not come back from before.
      events.delete(stored.id);
      return { body: store(stored.id, next) };
    }
    if (stored.status === "cancelled") return error(410, "deleted");
    store(stored.id, { status: "cancelled" });
    return { status: 204 };
  }, port);

  function list(url: URL): Answer {
    const query = url.searchParams;
    const token = query.get("syncToken");
    let since = 0;
    if (token) {
      const [, era, at] = /^(\d+):(\d+)$/.exec(token) ?? [];
      if (Number(era) !== epoch) return error(410, "fullSyncRequired");
      since = Number(at);
    }
    const time = (event: Stored, side: "start" | "end") => {
      const value = event[side] as { dateTime?: string; date?: string } | undefined;
      return Date.parse(value?.dateTime ?? value?.date ?? "");
    };
    const found = [...events.values()]
      .filter((event) => event.version > since || (lies.has(event.id) && token))
      .filter((event) => token || event.status !== "cancelled")
      .filter(
        (event) =>
          token ||
          (time(event, "end") > Date.parse(query.get("timeMin") ?? "") &&
            time(event, "start") < Date.parse(query.get("timeMax") ?? "")),
      )
      .map((event) =>
        lies.has(event.id) ? { id: event.id, status: "cancelled", etag: '"lie"' } : event,
      );
    const from = Number(query.get("pageToken") ?? 0);
    const more = from + pageSize < found.length;
    const items = found.slice(from, from + pageSize);
    if (!more) lies.clear();
    return {
      body: {
        items,
        ...(more
          ? { nextPageToken: String(from + pageSize) }
          : { nextSyncToken: `${epoch}:${version}` }),
      },
    };
  }

  const at = (instant: number) => ({ dateTime: new Date(instant).toISOString() });
  return {
    access: {
      provider: "google",
      email: "mara@mail.example",
      accessToken: null,
      refreshToken: "rt",
      expiresAt: null,
    },
    settings: {
      google: { clientId: "id", clientSecret: "secret", baseUrl: server.base },
      microsoft: null,
      allowPrivate: true,
    },
    remoteId: "mara@mail.example",
    channels,
    async add({ start, end, free }) {
      const id = randomUUID().replaceAll("-", "");
      store(id, {
        status: "confirmed",
        summary: "Private",
        start: at(start),
        end: at(end),
        ...(free ? { transparency: "transparent" } : {}),
      });
      return id;
    },
    async entries() {
      return [...events.values()]
        .filter(({ status, extendedProperties }) => status !== "cancelled" && extendedProperties)
        .map((event) => ({
          id: event.id,
          title: String(event.summary),
          start: Date.parse((event.start as { dateTime: string }).dateTime),
          end: Date.parse((event.end as { dateTime: string }).dateTime),
        }));
    },
    async move(id, start, end) {
      store(id, { start: at(start), end: at(end) });
    },
    async remove(id) {
      store(id, { status: "cancelled" });
    },
    async annotate(id, above, below) {
      // As its pages do: lines become <br>, addresses become links.
      const text = `${above}\n${events.get(id)?.description}\n${below}`
        .replace(/https:\S+/g, '<a href="$&">$&</a>')
        .replaceAll("\n", "<br>");
      store(id, {
        description: text,
        colorId: "11",
        reminders: { useDefault: false, overrides: [{ method: "popup", minutes: 20 }] },
        attendees: [{ email: "ada@mail.example" }],
      });
    },
    decline(id) {
      const attendees = [
        { email: "mara@mail.example", self: true, responseStatus: "declined" },
        { email: "ada@mail.example", responseStatus: "accepted" },
      ];
      store(id, { attendees });
    },
    async detailsOf(id) {
      const { description, colorId, reminders, attendees } = events.get(id)!;
      return { text: plain(String(description)), extras: { colorId, reminders, attendees } };
    },
    counts: server.counts,
    stop: server.stop,
    fail: (times, status, headers = {}, body = {}) =>
      server.plan(Array.from({ length: times }, () => ({ status, headers, body }))),
    forgetCursors() {
      epoch += 1;
    },
    lieAbout: (id) => void lies.add(id),
    revoke() {
      revoked = true;
    },
    restore() {
      revoked = false;
    },
    isRevoked: () => revoked,
  };
}

import { randomUUID } from "node:crypto";
import { consentDesk, idToken } from "./consent.ts";
import type { Fake } from "./remote.ts";
import { type Answer, jsonServer, plain } from "./server.ts";

interface Stored {
  id: string;
  version: number;
  deleted?: boolean;
  "@odata.etag": string;
  [more: string]: unknown;
}

const error = (status: number, code: string): Answer => ({
  status,
  body: { error: { code, message: code } },
});

/** What MSAL keeps of an account that has signed in. */
function msalCache(): string {
  const environment = "login.microsoftonline.com";
  const home = { home_account_id: "uid.tid", environment };
  return JSON.stringify({
    Account: {
      "uid.tid-login.microsoftonline.com-tid": {
        ...home,
        realm: "tid",
        local_account_id: "uid",
        username: "mara@outlook.example",
        authority_type: "MSSTS",
      },
    },
    RefreshToken: {
      "uid.tid-login.microsoftonline.com-refreshtoken-id----": {
        ...home,
        credential_type: "RefreshToken",
        client_id: "id",
        secret: "rt",
      },
    },
    IdToken: {},
    AccessToken: {},
    AppMetadata: {},
  });
}

interface Body {
  contentType: string;
  content: string;
}

/** Text comes back as the document that Exchange makes of it. */
function asDocument({ contentType, content }: Body): Body {
  if (contentType !== "text") return { contentType, content };
  const lines = content
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", "<br>\r\n");
  return {
    contentType: "html",
    content: `<html><head><meta charset="utf-8"></head><body>\r\n<div class="PlainText">${lines}</div>\r\n</body></html>`,
  };
}

/** Microsoft Graph as far as Daybook uses it: sign-in, delta links that end with 410, pages, etags, deletions as @removed, subscriptions. */
export async function graphCalendar(
  pageSize = 100,
  port = 0,
): Promise<Fake & { subscriptions: Map<string, Record<string, unknown>> }> {
  const events = new Map<string, Stored>();
  const subscriptions = new Map<string, Record<string, unknown>>();
  let version = 0;
  let epoch = 0;
  let revoked = false;
  const lies = new Set<string>();
  const desk = consentDesk({ id: "id", secret: "secret" });

  function store(id: string, given: Record<string, unknown>): Stored {
    const change = given.body ? { ...given, body: asDocument(given.body as Body) } : given;
    version += 1;
    const stored = {
      type: "singleInstance",
      ...events.get(id),
      ...change,
      id,
      version,
    } as unknown as Stored;
    stored["@odata.etag"] = `W/"${version}"`;
    events.set(id, stored);
    return stored;
  }
  const subjectOf = (event: Stored) =>
    (event.singleValueExtendedProperties as { value: string }[] | undefined)?.[0]?.value;

  const server = await jsonServer((asked, base): Answer => {
    const { url, method, body, headers } = asked;
    const path = decodeURIComponent(url.pathname);
    if (path.endsWith("/oauth2/v2.0/authorize")) return desk.page(asked);
    if (path.endsWith("/oauth2/v2.0/token")) {
      if (body.grant_type === "authorization_code") {
        if (!desk.redeem(asked)) return { status: 400, body: { error: "invalid_grant" } };
        revoked = false;
      }
      if (revoked)
        return { status: 400, body: { error: "invalid_grant", error_description: "AADSTS50173" } };
      const claims = {
        iss: "x",
        sub: "uid",
        oid: "uid",
        tid: "tid",
        aud: "id",
        preferred_username: "mara@outlook.example",
      };
      return {
        body: {
          access_token: `at-${randomUUID()}`,
          refresh_token: "rt",
          expires_in: 3600,
          token_type: "Bearer",
          scope: "User.Read Calendars.ReadWrite",
          id_token: idToken(claims),
          client_info: Buffer.from('{"uid":"uid","utid":"tid"}').toString("base64url"),
        },
      };
    }
    if (revoked) return error(401, "InvalidAuthenticationToken");
    if (path === "/v1.0/me/calendars") {
      return {
        body: {
          value: [
            { id: "cal-1", name: "Calendar", canEdit: true, isDefaultCalendar: true, hexColor: "" },
          ],
        },
      };
    }
    if (path === "/v1.0/subscriptions") {
      const id = randomUUID();
      subscriptions.set(id, body);
      return { status: 201, body: { id, expirationDateTime: body.expirationDateTime } };
    }
    if (path.startsWith("/v1.0/subscriptions/")) {
      return { status: subscriptions.delete(path.split("/").pop()!) ? 204 : 404 };
    }
    if (path.endsWith("/calendarView/delta")) return delta(url, base);
    if (path === "/v1.0/me/calendars/cal-1/events" && method === "GET") {
      const wanted = /ep\/value eq '([^']+)'/.exec(url.searchParams.get("$filter") ?? "")?.[1];
      return {
        body: {
          value: [...events.values()].filter((one) => !one.deleted && subjectOf(one) === wanted),
        },
      };
    }
    if (path === "/v1.0/me/calendars/cal-1/events") {
      const same = [...events.values()].find(
        (one) => one.transactionId === body.transactionId && !one.deleted,
      );
      return { status: 201, body: same ?? store(randomUUID(), body) };
    }
    const stored = events.get(path.replace("/v1.0/me/events/", ""));
    if (!stored || stored.deleted) return error(404, "ErrorItemNotFound");
    if (method === "GET") return { body: stored };
    const guard = headers["if-match"];
    if (guard && guard !== stored["@odata.etag"]) return error(412, "ErrorIrresolvableConflict");
    if (method === "PATCH") return { body: store(stored.id, body) };
    store(stored.id, { deleted: true });
    return { status: 204 };
  }, port);

  function delta(url: URL, base: string): Answer {
    const token = url.searchParams.get("$deltatoken") ?? url.searchParams.get("$skiptoken");
    const [, kind, era = "", since = "0", from = "0"] =
      /^(d|s):(\d+):(\d+):(\d+)$/.exec(token ?? "") ?? [];
    if (token && Number(era) !== epoch) return error(410, "syncStateNotFound");
    const incremental = kind === "d" || (kind === "s" && Number(since) > 0);
    const found = [...events.values()]
      .filter((event) => event.version > Number(since) || (lies.has(event.id) && incremental))
      .filter((event) => incremental || !event.deleted)
      .map((event) =>
        event.deleted || lies.has(event.id)
          ? { id: event.id, "@removed": { reason: "deleted" } }
          : event,
      );
    const first = Number(from);
    const more = first + pageSize < found.length;
    const link = `${base}/v1.0/me/calendars/cal-1/calendarView/delta`;
    if (!more) lies.clear();
    return {
      body: {
        value: found.slice(first, first + pageSize),
        ...(more
          ? { "@odata.nextLink": `${link}?$skiptoken=s:${epoch}:${since}:${first + pageSize}` }
          : { "@odata.deltaLink": `${link}?$deltatoken=d:${epoch}:${version}:0` }),
      },
    };
  }

  const at = (instant: number) => ({
    dateTime: new Date(instant).toISOString().slice(0, 19),
    timeZone: "UTC",
  });
  return {
    access: {
      provider: "microsoft",
      email: "mara@outlook.example",
      accountId: "uid.tid",
      cache: msalCache(),
    },
    settings: {
      google: null,
      microsoft: { clientId: "id", clientSecret: "secret", baseUrl: server.base },
      allowPrivate: true,
    },
    remoteId: "cal-1",
    subscriptions,
    async add({ start, end, free }) {
      return store(randomUUID(), {
        subject: "Private",
        start: at(start),
        end: at(end),
        showAs: free ? "free" : "busy",
      }).id;
    },
    async entries() {
      return [...events.values()]
        .filter((event) => !event.deleted && subjectOf(event))
        .map((event) => ({
          id: event.id,
          title: String(event.subject),
          start: Date.parse(`${(event.start as { dateTime: string }).dateTime}Z`),
          end: Date.parse(`${(event.end as { dateTime: string }).dateTime}Z`),
        }));
    },
    async move(id, start, end) {
      store(id, { start: at(start), end: at(end) });
    },
    async remove(id) {
      store(id, { deleted: true });
    },
    async annotate(id, above, below) {
      const { content } = events.get(id)!.body as Body;
      store(id, {
        body: {
          contentType: "html",
          content: content
            .replace('<div class="PlainText">', `<p><b>${above}</b></p><div class="PlainText">`)
            .replace("</body>", `<p>${below}</p></body>`),
        },
        categories: ["Blue category"],
        reminderMinutesBeforeStart: 20,
        attendees: [{ emailAddress: { address: "ada@mail.example" } }],
      });
    },
    async detailsOf(id) {
      const { body, categories, reminderMinutesBeforeStart, attendees } = events.get(id)!;
      return {
        text: plain((body as Body).content),
        extras: { categories, reminderMinutesBeforeStart, attendees },
      };
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

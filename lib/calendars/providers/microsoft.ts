import {
  ConfidentialClientApplication,
  type INetworkModule,
  InteractionRequiredAuthError,
  type NetworkRequestOptions,
  type NetworkResponse,
} from "@azure/msal-node";
import {
  AuthenticationHandler,
  Client,
  type Context,
  GraphError,
  type Middleware,
} from "@microsoft/microsoft-graph-client";
import type { AccessOf, KeepAccess } from "../access.ts";
import { isHtml, ourText, withOurText } from "../notes.ts";
import {
  AccessExpired,
  type CalendarProvider,
  CursorExpired,
  EtagConflict,
  failureOf,
  type OutEntry,
  ProviderAway,
  ProviderRefused,
  type PullPage,
  type PullRequest,
  type RemoteEvent,
  subjectOf,
} from "../port.ts";
import { wallMidnight } from "../read-ics.ts";

export interface MicrosoftSettings {
  clientId: string;
  clientSecret: string;
  /** Tests speak to a server of their own instead of Microsoft's. */
  baseUrl?: string | undefined;
}

export const MICROSOFT_SCOPES = ["User.Read", "Calendars.ReadWrite"];

const AUTHORITY = "https://login.microsoftonline.com/common";
const PAGE = 500;
const TIMEOUT_MS = 30_000;
/** The longest that Graph keeps a subscription to events, a little short of its seven days. */
const WATCH_MS = 6 * 86_400_000;
const FIELDS =
  "id,seriesMasterId,type,start,end,showAs,isAllDay,isCancelled,responseStatus,transactionId";
/** Where our entries say of which booking they are; the GUID is Daybook's own name space. */
const SUBJECT = "String {6f0c3f5e-5d0b-4f5e-9d25-7f6f0b6c8a11} Name daybook";

/** MSAL's client of an installation, over whatever fetch; `cache` is what it stored of one account. */
export function microsoftClient(
  settings: MicrosoftSettings,
  cache?: string,
): ConfidentialClientApplication {
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: settings.clientId,
      clientSecret: settings.clientSecret,
      authority: AUTHORITY,
    },
    system: { networkClient: overFetch(settings.baseUrl) },
  });
  if (cache) application.getTokenCache().deserialize(cache);
  return application;
}

/** MSAL's network by fetch, which Node and Deno have alike. */
function overFetch(baseUrl: string | undefined): INetworkModule {
  async function send<T>(
    method: string,
    address: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const url = baseUrl ? address.replace("https://login.microsoftonline.com", baseUrl) : address;
    const answer = await fetch(url, {
      method,
      headers: options?.headers ?? {},
      ...(options?.body ? { body: options.body } : {}),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return {
      headers: Object.fromEntries(answer.headers),
      body: (await answer.json()) as T,
      status: answer.status,
    };
  }
  return {
    sendGetRequestAsync: (url, options) => send("GET", url, options),
    sendPostRequestAsync: (url, options) => send("POST", url, options),
  };
}

/** A Microsoft 365 or Outlook account through the official Graph client. */
export function microsoftProvider(
  access: AccessOf<"microsoft">,
  options: { settings: MicrosoftSettings; keep: KeepAccess; fetch: typeof fetch },
): CalendarProvider {
  const { settings } = options;
  let current = access;
  const application = microsoftClient(settings, access.cache);
  const host = settings.baseUrl ?? "https://graph.microsoft.com";

  async function accessToken(): Promise<string> {
    try {
      const account = await application.getTokenCache().getAccountByHomeId(access.accountId);
      if (!account) throw new AccessExpired();
      const answer = await application.acquireTokenSilent({ account, scopes: MICROSOFT_SCOPES });
      const cache = application.getTokenCache().serialize();
      if (cache !== current.cache) {
        current = { ...current, cache };
        await options.keep(current);
      }
      return answer.accessToken;
    } catch (error) {
      if (error instanceof InteractionRequiredAuthError) throw new AccessExpired();
      if (/invalid_grant|interaction_required|invalid_client/.test(String(error))) {
        throw new AccessExpired();
      }
      if (error instanceof AccessExpired) throw error;
      throw new ProviderAway("unreachable");
    }
  }

  // Neither the library's retries nor its redirects: the queue knows what else waits.
  const authentication = new AuthenticationHandler({ getAccessToken: accessToken });
  // The library loses how long we are asked to wait when the answer has no body.
  let retryAfter: string | null = null;
  authentication.setNext(
    sender(options.fetch, (answer) => {
      retryAfter = answer.headers.get("retry-after");
    }),
  );
  const graph = Client.initWithMiddleware({
    baseUrl: host,
    defaultVersion: "v1.0",
    middleware: authentication,
    customHosts: new Set([new URL(host).hostname]),
  });

  async function ask<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      throw translated(error, retryAfter);
    }
  }

  const calendarPath = (id: string) => `/me/calendars/${encodeURIComponent(id)}`;
  const eventPath = (id: string) => `/me/events/${encodeURIComponent(id)}`;
  const prefer = (extra = "") =>
    `IdType="ImmutableId", outlook.timezone="UTC"${extra ? `, ${extra}` : ""}`;

  async function find(remoteId: string, subject: string): Promise<GraphEvent | null> {
    const answer: { value?: GraphEvent[] } = await ask(() =>
      graph
        .api(`${calendarPath(remoteId)}/events`)
        .header("Prefer", prefer())
        .filter(
          `singleValueExtendedProperties/Any(ep: ep/id eq '${SUBJECT}' and ep/value eq '${subject}')`,
        )
        .top(1)
        .get(),
    );
    return answer.value?.[0] ?? null;
  }

  return {
    async calendars() {
      const found = [];
      let next: string | null = "/me/calendars?$top=100";
      while (next) {
        const address: string = next;
        const page: { value?: GraphCalendar[]; "@odata.nextLink"?: string } = await ask(() =>
          graph.api(address).header("Prefer", prefer()).get(),
        );
        for (const one of page.value ?? []) {
          found.push({
            remoteId: one.id,
            name: (one.name || "Calendar").slice(0, 200),
            color: /^#[0-9a-f]{6}$/i.test(one.hexColor ?? "") ? one.hexColor!.toLowerCase() : null,
            timeZone: null,
            writable: one.canEdit !== false,
            primary: one.isDefaultCalendar === true,
          });
        }
        next = page["@odata.nextLink"] ?? null;
      }
      return found;
    },

    async *pull(request: PullRequest): AsyncIterable<PullPage> {
      const { window, remoteId } = request;
      const first =
        `${calendarPath(remoteId)}/calendarView/delta?startDateTime=${new Date(window.start).toISOString()}` +
        `&endDateTime=${new Date(window.end).toISOString()}`;
      const masters = new Map<string, GraphEvent>();
      let next: string | null = request.cursor ?? first;
      while (next) {
        const address: string = next;
        const page: GraphPage = await ask(() =>
          graph
            .api(address)
            .header("Prefer", prefer(`odata.maxpagesize=${PAGE}`))
            .get(),
        );
        const events: RemoteEvent[] = [];
        for (const item of page.value ?? []) {
          // An occurrence tells its time alone; the rest is its series'.
          if (item.type === "seriesMaster") masters.set(item.id, item);
        }
        for (const item of page.value ?? []) {
          if (item.type === "seriesMaster") continue;
          const master = await masterOf(item, masters);
          events.push(eventOf({ ...master, ...item }, request.timeZone));
        }
        next = page["@odata.nextLink"] ?? null;
        const cursor = page["@odata.deltaLink"];
        if (!next && !cursor) throw new CursorExpired();
        yield next ? { events } : { events, cursor: cursor! };
      }
    },

    async read(_remoteId, key, timeZone) {
      try {
        const item: GraphEvent = await ask(() =>
          graph.api(eventPath(key)).header("Prefer", prefer()).get(),
        );
        return item.isCancelled ? null : eventOf(item, timeZone);
      } catch (error) {
        if (error instanceof ProviderRefused && error.code === "not_found") return null;
        throw error;
      }
    },

    async write(remoteId, entry, known) {
      const there = known ?? keyOf(await find(remoteId, entry.subjectId));
      if (there) {
        return change(there, entry).catch((error) => {
          if (error instanceof ProviderRefused && error.code === "not_found")
            throw new EtagConflict();
          throw error;
        });
      }
      const item: GraphEvent = await ask(() =>
        graph
          .api(`${calendarPath(remoteId)}/events`)
          .header("Prefer", prefer())
          // The same id again within the hour is the same event: a retry whose first answer was lost makes no second one.
          .post({ ...newBody(entry), transactionId: `${entry.subjectId}@daybook` }),
      );
      return { key: item.id, etag: item["@odata.etag"] ?? null };
    },

    async remove(_remoteId, known) {
      const request = graph.api(eventPath(known.key)).header("Prefer", prefer());
      if (known.etag) request.header("If-Match", known.etag);
      await ask(() => request.delete()).catch((error) => {
        if (!(error instanceof ProviderRefused && error.code === "not_found")) throw error;
      });
    },

    async watch(remoteId, channel) {
      const expiresAt = Date.now() + WATCH_MS;
      const answer: { id?: string; expirationDateTime?: string } = await ask(() =>
        graph.api("/subscriptions").post({
          changeType: "created,updated,deleted",
          resource: `${calendarPath(remoteId).slice(1)}/events`,
          notificationUrl: channel.url,
          lifecycleNotificationUrl: channel.url,
          clientState: channel.secret,
          expirationDateTime: new Date(expiresAt).toISOString(),
        }),
      );
      if (!answer.id) return null;
      return {
        remoteId: answer.id,
        expiresAt: Date.parse(answer.expirationDateTime ?? "") || expiresAt,
      };
    },

    async unwatch(channel) {
      await ask(() =>
        graph.api(`/subscriptions/${encodeURIComponent(channel.remoteId)}`).delete(),
      ).catch((error) => {
        if (!(error instanceof ProviderRefused || error instanceof CursorExpired)) throw error;
      });
    },
  };

  /** Changes of an entry what is ours; notes, categories, reminders and guests that its owner added stay. */
  async function change(known: { key: string; etag: string | null }, entry: OutEntry) {
    const there: GraphEvent = await ask(() =>
      graph.api(eventPath(known.key)).header("Prefer", prefer()).get(),
    );
    const etag = there["@odata.etag"] ?? null;
    if (known.etag && etag && known.etag !== etag) throw new EtagConflict();
    const request = graph.api(eventPath(known.key)).header("Prefer", prefer());
    if (etag) request.header("If-Match", etag);
    const item: GraphEvent = await ask(() => request.patch(changedBody(entry, there)));
    return { key: item.id, etag: item["@odata.etag"] ?? null };
  }

  async function masterOf(
    item: GraphEvent,
    masters: Map<string, GraphEvent>,
  ): Promise<GraphEvent | null> {
    if (!item.seriesMasterId || item.showAs || item["@removed"]) return null;
    const known = masters.get(item.seriesMasterId);
    if (known) return known;
    const found: GraphEvent = await ask(() =>
      graph.api(eventPath(item.seriesMasterId!)).header("Prefer", prefer()).select(FIELDS).get(),
    );
    masters.set(item.seriesMasterId, found);
    return found;
  }
}

interface GraphCalendar {
  id: string;
  name?: string;
  hexColor?: string;
  canEdit?: boolean;
  isDefaultCalendar?: boolean;
}

interface GraphEvent {
  id: string;
  "@odata.etag"?: string;
  "@removed"?: { reason: string };
  type?: "singleInstance" | "occurrence" | "exception" | "seriesMaster";
  seriesMasterId?: string | null;
  start?: { dateTime: string; timeZone: string };
  end?: { dateTime: string; timeZone: string };
  showAs?: string;
  isAllDay?: boolean;
  isCancelled?: boolean;
  responseStatus?: { response?: string };
  body?: { contentType?: string; content?: string };
  recurrence?: object | null;
  /** Given when it was made; ours begins with the booking's id. */
  transactionId?: string | null;
  singleValueExtendedProperties?: { id: string; value: string }[];
}

interface GraphPage {
  value?: GraphEvent[];
  "@odata.nextLink"?: string;
  "@odata.deltaLink"?: string;
}

function keyOf(item: GraphEvent | null) {
  return item ? { key: item.id, etag: item["@odata.etag"] ?? null } : null;
}

/** A patch leaves out what it does not name. */
function changedBody(entry: OutEntry, there: GraphEvent): object {
  const { body, ...rest } = newBody(entry);
  const text = there.body?.content ?? "";
  const content = withOurText(text, entry.details);
  return {
    ...rest,
    // Unchanged text is not sent: it comes back differently formatted, and a meeting's link lives in it.
    ...(content === text && text !== ""
      ? {}
      : { body: { ...body, content, contentType: isHtml(content) ? "html" : "text" } }),
    // Made into a whole day or a series over there: a booking is once, and has a time.
    ...(there.isAllDay ? { isAllDay: false } : {}),
    ...(there.recurrence ? { recurrence: null } : {}),
  };
}

function newBody(entry: OutEntry) {
  const utc = (instant: number) => ({
    dateTime: new Date(instant).toISOString().slice(0, 19),
    timeZone: "UTC",
  });
  return {
    subject: entry.title,
    body: { contentType: "text", content: ourText(entry.details) },
    location: { displayName: entry.place },
    start: utc(entry.start),
    end: utc(entry.end),
    showAs: entry.tentative ? "tentative" : "busy",
    singleValueExtendedProperties: [{ id: SUBJECT, value: entry.subjectId }],
  };
}

function eventOf(item: GraphEvent, timeZone: string): RemoteEvent {
  const gone = item["@removed"] !== undefined || item.isCancelled === true;
  const declined = item.responseStatus?.response === "declined";
  const at = gone ? null : spanOf(item, timeZone);
  const free = item.showAs === "free" || item.showAs === "workingElsewhere";
  const own = item.singleValueExtendedProperties?.find(({ id }) => /name daybook$/i.test(id));
  return {
    key: item.id,
    etag: item["@odata.etag"] ?? null,
    gone,
    declined,
    spans: at && !free && !declined && at.end > at.start ? [at] : [],
    // A list of changes does not tell what we have added to an event, only how it was made.
    subject: own ? subjectOf(`${own.value}@daybook`) : subjectOf(item.transactionId),
    at,
  };
}

function spanOf({ start, end, isAllDay }: GraphEvent, timeZone: string) {
  if (!start || !end) return null;
  // Asked for in UTC, an all-day event begins at midnight of its date: it is the date that counts (time rule 21).
  const instant = ({ dateTime }: { dateTime: string }) =>
    isAllDay
      ? wallMidnight(timeZone, dateTime.slice(0, 10))
      : Date.parse(/Z$/i.test(dateTime) ? dateTime : `${dateTime}Z`);
  return { start: instant(start), end: instant(end) };
}

function sender(ask: typeof fetch, heard: (answer: Response) => void): Middleware {
  return {
    async execute(context: Context) {
      const { request } = context;
      if (typeof request !== "string") throw new ProviderRefused("refused");
      const { middlewareControl: _unused, ...init } = (context.options ?? {}) as RequestInit & {
        middlewareControl?: unknown;
      };
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await ask(request, { ...init, signal });
      heard(answer);
      context.response = answer;
    },
    setNext() {
      throw new Error("nothing comes after sending");
    },
  };
}

/** Graph's errors in our words; none of its own text goes further. */
function translated(error: unknown, retryAfter: string | null): Error {
  if (
    error instanceof ProviderAway ||
    error instanceof ProviderRefused ||
    error instanceof AccessExpired ||
    error instanceof CursorExpired ||
    error instanceof EtagConflict
  ) {
    return error;
  }
  if (error instanceof GraphError && error.statusCode > 0) {
    if (/syncStateNotFound|resyncRequired|syncStateInvalid/i.test(error.code ?? "")) {
      return new CursorExpired();
    }
    if (/ErrorItemNotFound/.test(error.code ?? "")) return new ProviderRefused("not_found");
    if (/ErrorAccessDenied|MailboxNotEnabledForRESTAPI/.test(error.code ?? "")) {
      return new ProviderRefused("forbidden");
    }
    return failureOf(error.statusCode, retryAfter, Date.now());
  }
  // The client keeps of what its middleware throws no more than the name.
  if (error instanceof GraphError && error.code === "AccessExpired") return new AccessExpired();
  return new ProviderAway("unreachable");
}

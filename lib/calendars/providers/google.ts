import { auth, type calendar_v3, calendar as calendarApi } from "@googleapis/calendar";
import type { AccessOf, KeepAccess } from "../access.ts";
import { ourText, withOurText } from "../notes.ts";
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
  waitOf,
} from "../port.ts";
import { wallMidnight } from "../read-ics.ts";
import { zoneNamed } from "../zones.ts";

export interface GoogleSettings {
  clientId: string;
  clientSecret: string;
  /** Tests speak to a server of their own instead of googleapis.com. */
  baseUrl?: string | undefined;
}

/** The largest page that the API gives: 10,000 events are four requests. */
const PAGE = 2500;
const TIMEOUT_MS = 30_000;
const REVOKE_URL = "https://oauth2.googleapis.com/revoke";
const FIELDS =
  "nextPageToken,nextSyncToken,items(id,etag,status,iCalUID,start,end,transparency,eventType,recurringEventId,attendees(self,responseStatus),extendedProperties/private)";

/** The OAuth client of an installation. */
export function googleClient(settings: GoogleSettings, redirectUri?: string) {
  const { baseUrl } = settings;
  return new auth.OAuth2({
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    ...(redirectUri ? { redirectUri } : {}),
    ...(baseUrl
      ? {
          endpoints: {
            oauth2AuthBaseUrl: `${baseUrl}/o/oauth2/v2/auth`,
            oauth2TokenUrl: `${baseUrl}/token`,
            oauth2RevokeUrl: `${baseUrl}/revoke`,
          },
        }
      : {}),
  });
}

/** A Google account through the official client. Series arrive as their occurrences; our entries have ids made from the booking's. */
export function googleProvider(
  access: AccessOf<"google">,
  options: { settings: GoogleSettings; keep: KeepAccess; fetch?: typeof fetch },
): CalendarProvider {
  const client = googleClient(options.settings);
  client.setCredentials({
    access_token: access.accessToken,
    refresh_token: access.refreshToken,
    expiry_date: access.expiresAt,
  });
  // Renewed access is kept by whoever holds the connection; it is waited for before the turn ends.
  let kept: Promise<void> = Promise.resolve();
  client.on("tokens", (tokens) => {
    kept = options.keep({
      ...access,
      accessToken: tokens.access_token ?? null,
      refreshToken: tokens.refresh_token ?? access.refreshToken,
      expiresAt: tokens.expiry_date ?? null,
    });
  });
  const api = calendarApi({
    version: "v3",
    auth: client,
    timeout: TIMEOUT_MS,
    // What fails is tried again by the queue, which knows what else waits.
    retry: false,
    ...(options.fetch ? { fetchImplementation: options.fetch } : {}),
    ...(options.settings.baseUrl ? { rootUrl: `${options.settings.baseUrl}/` } : {}),
  });

  async function ask<T>(request: () => Promise<{ data: T }>): Promise<T> {
    try {
      const { data } = await request();
      await kept;
      return data;
    } catch (error) {
      throw translated(error);
    }
  }

  return {
    async calendars() {
      const found = [];
      let pageToken: string | undefined;
      do {
        const page: calendar_v3.Schema$CalendarList = await ask(() =>
          api.calendarList.list({ maxResults: 250, ...(pageToken ? { pageToken } : {}) }),
        );
        for (const one of page.items ?? []) {
          if (!one.id || one.deleted) continue;
          found.push({
            remoteId: one.id,
            name: (one.summaryOverride ?? one.summary ?? one.id).slice(0, 200),
            color: /^#[0-9a-f]{6}$/i.test(one.backgroundColor ?? "")
              ? one.backgroundColor!.toLowerCase()
              : null,
            timeZone: zoneNamed(one.timeZone),
            writable: one.accessRole === "owner" || one.accessRole === "writer",
            primary: one.primary === true,
          });
        }
        pageToken = page.nextPageToken ?? undefined;
      } while (pageToken);
      return found;
    },

    async *pull(request: PullRequest): AsyncIterable<PullPage> {
      const scope = request.cursor
        ? { syncToken: request.cursor }
        : {
            timeMin: new Date(request.window.start).toISOString(),
            timeMax: new Date(request.window.end).toISOString(),
          };
      let pageToken: string | undefined;
      do {
        const page: calendar_v3.Schema$Events = await ask(() =>
          api.events.list({
            calendarId: request.remoteId,
            singleEvents: true,
            maxResults: PAGE,
            fields: FIELDS,
            ...scope,
            ...(pageToken ? { pageToken } : {}),
          }),
        );
        const events = (page.items ?? []).flatMap((item) => eventOf(item, request.timeZone) ?? []);
        pageToken = page.nextPageToken ?? undefined;
        const cursor = page.nextSyncToken ?? undefined;
        if (!pageToken && !cursor) throw new CursorExpired();
        yield pageToken ? { events } : { events, cursor: cursor! };
      } while (pageToken);
    },

    async read(remoteId, key, timeZone) {
      try {
        const event = await ask(() => api.events.get({ calendarId: remoteId, eventId: key }));
        // A deleted event can still be asked for; it says so itself.
        return event.status === "cancelled" ? null : eventOf(event, timeZone);
      } catch (error) {
        if (error instanceof CursorExpired) return null;
        if (error instanceof ProviderRefused && error.code === "not_found") return null;
        throw error;
      }
    },

    async write(remoteId, entry, known) {
      if (known) return change(remoteId, known.key, entry, known.etag).catch(missingIsConflict);
      const id = eventId(entry.subjectId);
      try {
        const event = await ask(() =>
          api.events.insert({
            calendarId: remoteId,
            sendUpdates: "none",
            requestBody: { ...newBody(entry), id, iCalUID: `${entry.subjectId}@daybook` },
          }),
        );
        return { key: event.id ?? id, etag: event.etag ?? null };
      } catch (error) {
        if (!(error instanceof EtagConflict)) throw error;
        // The id is taken: by an attempt whose answer was lost, or by our own entry that was deleted.
        return change(remoteId, id, entry, null);
      }
    },

    // An event keeps its id.
    keyIn: (_remoteId, key) => key,

    async remove(remoteId, known) {
      await ask(() =>
        api.events.delete(
          { calendarId: remoteId, eventId: known.key, sendUpdates: "none" },
          known.etag ? { headers: { "If-Match": known.etag } } : {},
        ),
      ).catch((error) => {
        const gone =
          error instanceof CursorExpired ||
          (error instanceof ProviderRefused && error.code === "not_found");
        if (!gone) throw error;
      });
    },

    async watch(remoteId, channel) {
      const answer = await ask(() =>
        api.events.watch({
          calendarId: remoteId,
          requestBody: {
            id: channel.id,
            type: "web_hook",
            address: channel.url,
            token: channel.secret,
          },
        }),
      );
      if (!answer.resourceId) return null;
      return {
        remoteId: answer.resourceId,
        expiresAt: Number(answer.expiration ?? Date.now() + 86_400_000),
      };
    },

    async unwatch(channel) {
      await ask(() =>
        api.channels.stop({ requestBody: { id: channel.id, resourceId: channel.remoteId } }),
      ).catch((error) => {
        if (!(error instanceof ProviderRefused || error instanceof CursorExpired)) throw error;
      });
    },

    async revoke() {
      const { baseUrl } = options.settings;
      const answer = await fetch(baseUrl ? `${baseUrl}/revoke` : REVOKE_URL, {
        method: "POST",
        // In the body: an address is what servers on the way write down.
        body: new URLSearchParams({ token: access.refreshToken }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch(() => {
        throw new ProviderAway("unreachable");
      });
      await answer.body?.cancel();
      // A 400 says that it had ended already.
      if (answer.status === 429 || answer.status >= 500) {
        throw failureOf(answer.status, answer.headers.get("retry-after"), Date.now());
      }
    },
  };

  /** Changes of an entry what is ours; notes, colour, reminders and guests that its owner added stay. */
  async function change(remoteId: string, key: string, entry: OutEntry, etag: string | null) {
    const where = { calendarId: remoteId, eventId: key };
    const there = await ask(() => api.events.get(where));
    if (etag && there.etag && there.etag !== etag) throw new EtagConflict();
    const guard = there.etag ? { headers: { "If-Match": there.etag } } : {};
    const requestBody = changedBody(entry, there);
    const event = await ask(() =>
      api.events.patch({ ...where, requestBody, sendUpdates: "none" }, guard),
    );
    return { key, etag: event.etag ?? null };
  }
}

/** An event's id may have the letters a to v and digits: the booking's UUID without its hyphens has no others. */
function eventId(subjectId: string): string {
  return `db${subjectId.replaceAll("-", "")}`;
}

function newBody(entry: OutEntry): calendar_v3.Schema$Event {
  return {
    status: entry.tentative ? "tentative" : "confirmed",
    summary: entry.title,
    description: ourText(entry.details),
    location: entry.place,
    start: { dateTime: new Date(entry.start).toISOString() },
    end: { dateTime: new Date(entry.end).toISOString() },
    transparency: "opaque",
    source: { title: "Daybook", url: entry.url },
    extendedProperties: { private: { daybook: entry.subjectId } },
  };
}

/** A patch leaves out what it does not name. */
function changedBody(entry: OutEntry, there: calendar_v3.Schema$Event): calendar_v3.Schema$Event {
  const { start, end, ...body } = newBody(entry);
  return {
    ...body,
    description: withOurText(there.description ?? "", entry.details),
    // Made into a whole day over there: a time and a date at once would be refused.
    start: { ...start, date: null },
    end: { ...end, date: null },
    // Declined over there and put back: one that they go to.
    ...(there.attendees?.some(hasDeclined)
      ? {
          attendees: there.attendees.map((one) =>
            hasDeclined(one) ? { ...one, responseStatus: "accepted" } : one,
          ),
        }
      : {}),
    // Made into a series over there: a booking is once.
    ...(there.recurrence?.length ? { recurrence: null } : {}),
  };
}

function eventOf(item: calendar_v3.Schema$Event, timeZone: string): RemoteEvent | null {
  if (!item.id) return null;
  const declined = item.attendees?.some(hasDeclined) ?? false;
  const gone = item.status === "cancelled";
  const at = gone ? null : spanOf(item, timeZone);
  const free =
    item.transparency === "transparent" ||
    item.eventType === "workingLocation" ||
    item.eventType === "birthday";
  const own = item.extendedProperties?.private?.daybook;
  return {
    key: item.id,
    etag: item.etag ?? null,
    gone,
    declined,
    spans: at && !free && !declined && at.end > at.start ? [at] : [],
    subject: (own ? subjectOf(`${own}@daybook`) : null) ?? subjectOf(item.iCalUID),
    at,
  };
}

function hasDeclined({ self, responseStatus }: calendar_v3.Schema$EventAttendee): boolean {
  return self === true && responseStatus === "declined";
}

function spanOf({ start, end }: calendar_v3.Schema$Event, timeZone: string) {
  const instant = (time: calendar_v3.Schema$EventDateTime | undefined) =>
    time?.dateTime
      ? Date.parse(time.dateTime)
      : time?.date
        ? wallMidnight(timeZone, time.date)
        : null;
  const from = instant(start);
  const to = instant(end);
  return from === null || to === null ? null : { start: from, end: to };
}

function missingIsConflict(error: unknown): never {
  if (error instanceof ProviderRefused && error.code === "not_found") throw new EtagConflict();
  if (error instanceof CursorExpired) throw new EtagConflict();
  throw error;
}

const LIMITS = new Set([
  "rateLimitExceeded",
  "userRateLimitExceeded",
  "quotaExceeded",
  "dailyLimitExceeded",
]);

/** Google says "too fast" with a 403 as well as with a 429. */
export async function isGoogleRefusal(answer: Response): Promise<boolean> {
  if (answer.status !== 403) return answer.status === 429;
  return /"(?:user)?rateLimitExceeded"/i.test(await answer.clone().text());
}

/** Google's errors in our words; none of its own text goes further. */
function translated(error: unknown): Error {
  const { response, status, message } = error as {
    response?: { status?: number; headers?: Headers; data?: unknown };
    status?: number;
    message?: string;
  };
  if (/invalid_grant|invalid_client|No refresh token|unauthorized_client/.test(String(message))) {
    return new AccessExpired();
  }
  const answered = response?.status ?? status;
  if (!answered) return new ProviderAway("unreachable");
  const after = response?.headers?.get?.("retry-after") ?? null;
  const data = response?.data as
    | { error?: string | { errors?: { reason?: string }[]; status?: string } }
    | undefined;
  if (data?.error === "invalid_grant") return new AccessExpired();
  const detail = typeof data?.error === "object" ? data.error : undefined;
  const reason = detail?.errors?.[0]?.reason ?? "";
  if (answered === 403) {
    if (LIMITS.has(reason) || detail?.status === "RESOURCE_EXHAUSTED") {
      return new ProviderAway("rate_limited", waitOf(after, Date.now()));
    }
    if (reason === "insufficientPermissions") return new AccessExpired();
  }
  // Google does not want to call our address, and says it as if the account were closed.
  if (reason.startsWith("push.")) return new ProviderRefused("forbidden");
  return failureOf(answered, after, Date.now());
}

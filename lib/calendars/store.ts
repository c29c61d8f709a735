import { z } from "zod";
import type { CallFunction } from "../waitlist/store.ts";
import { entryData } from "./out-entry.ts";

const instant = z.iso.datetime();

const calendarRow = z.object({
  id: z.uuid(),
  remoteId: z.string(),
  name: z.string(),
  timeZone: z.string().nullable(),
  writable: z.boolean(),
  blocks: z.boolean(),
  receives: z.boolean(),
  privacy: z.enum(["details", "busy"]),
  cursor: z.object({ value: z.string(), windowUntil: instant }).nullable(),
  channel: z.object({ id: z.uuid(), remoteId: z.string(), expiresAt: instant }).nullable(),
});
export type CalendarRow = z.infer<typeof calendarRow>;

const connectionRow = z.object({
  id: z.uuid(),
  businessId: z.uuid(),
  staffId: z.uuid(),
  provider: z.enum(["google", "microsoft", "caldav", "feed"]),
  failures: z.int(),
  policy: z.enum(["apply", "ask", "undo"]),
  timeZone: z.string(),
  staffName: z.string(),
  pullDue: z.boolean(),
  /** Somebody has disconnected it: until then we take leave of it. */
  leavingUntil: instant.nullable(),
  /** The same account is connected elsewhere in this installation. */
  shared: z.boolean(),
  keyVersion: z.int(),
  sealed: z.string(),
  calendars: z.array(calendarRow),
});
export type ConnectionRow = z.infer<typeof connectionRow>;

const linkRow = z.object({
  subjectId: z.uuid(),
  remoteKey: z.string(),
  etag: z.string().nullable(),
  fingerprint: z.string(),
  start: instant,
  end: instant,
  /** Our own change is still on its way there. */
  pending: z.boolean(),
});
export type LinkRow = z.infer<typeof linkRow>;

const pushRow = z.object({
  calendarId: z.uuid(),
  subjectId: z.uuid(),
  revision: z.int(),
  attempts: z.int(),
  wanted: entryData.nullable(),
  link: linkRow.omit({ subjectId: true, pending: true }).nullable(),
});
export type PushRow = z.infer<typeof pushRow>;

export interface LinkState {
  remoteKey: string;
  etag: string | null;
  start: string;
  end: string;
  fingerprint: string;
}

export interface SyncOutcome {
  result: "ok" | "retry" | "expired";
  error?: string;
  /** Seconds until the next turn. */
  again: number;
  facts: Record<string, number>;
}

/** A worker whose lease has passed on stops where it is: the other one does the work. */
export class LeaseLost extends Error {
  override name = "LeaseLost";
}

/** What the exchange with calendars needs of the database. */
export type SyncStore = ReturnType<typeof syncStore>;

/**
 * The store over whatever calls database functions.
 * @param worker a name that no other worker has
 */
export function syncStore(call: CallFunction, worker: string) {
  const leased = z.object({ ok: z.boolean(), code: z.string().optional() }).loose();
  async function underLease(name: string, args: Record<string, string | number | object | null>) {
    const answer = leased.parse(await call<unknown>(name, args));
    if (!answer.ok) throw new LeaseLost(answer.code);
    return answer;
  }
  return {
    worker,
    call,
    async claim(limit: number, only: string | null): Promise<ConnectionRow[]> {
      const rows = await call<unknown>("claim_calendar_connections", {
        p_worker: worker,
        p_limit: limit,
        p_only: only,
      });
      return z.array(connectionRow).parse(rows);
    },
    async extend(connectionId: string): Promise<void> {
      const held = await call<boolean>("extend_calendar_lease", {
        p_connection: connectionId,
        p_worker: worker,
      });
      if (!held) throw new LeaseLost();
    },
    async pushes(connectionId: string): Promise<PushRow[]> {
      return z
        .array(pushRow)
        .parse(await call<unknown>("calendar_pushes", { p_connection: connectionId, p_limit: 50 }));
    },
    finishPush: (
      row: Pick<PushRow, "calendarId" | "subjectId" | "revision">,
      outcome: { result: "done"; link: LinkState | null } | { result: "retry" },
    ) =>
      call<void>("finish_calendar_push", {
        p_outcome: {
          calendarId: row.calendarId,
          subjectId: row.subjectId,
          revision: row.revision,
          ...outcome,
        },
      }),
    requestPush: (calendarId: string, subjectId: string) =>
      call<void>("request_calendar_push", { p_calendar: calendarId, p_subject: subjectId }),
    async links(calendarId: string): Promise<LinkRow[]> {
      return z
        .array(linkRow)
        .parse(await call<unknown>("calendar_links_of", { p_calendar: calendarId }));
    },
    async apply(
      calendarId: string,
      events: { key: string; subject: string | null; spans: [number, number][] }[],
    ): Promise<{ written: number; removed: number; conflicts: number }> {
      const answer = await underLease("apply_calendar_events", {
        p_calendar: calendarId,
        p_worker: worker,
        p_events: events,
      });
      const {
        written = 0,
        removed = 0,
        conflicts = 0,
      } = answer as Record<string, number | undefined>;
      return { written, removed, conflicts };
    },
    async finishPull(pull: {
      calendarId: string;
      cursor: string;
      windowUntil: string;
      seen: string[] | null;
    }): Promise<number> {
      const answer = await underLease("finish_calendar_pull", { p_pull: { ...pull, worker } });
      return Number((answer as { removed?: number }).removed ?? 0);
    },
    finish: (connectionId: string, outcome: SyncOutcome) =>
      call<boolean>("finish_calendar_sync", {
        p_connection: connectionId,
        p_worker: worker,
        p_outcome: { ...outcome },
      }),
    keepSecret: (connectionId: string, secret: { keyVersion: number; sealed: string }) =>
      call<boolean>("put_calendar_secret", {
        p_connection: connectionId,
        p_worker: worker,
        p_key_version: secret.keyVersion,
        p_sealed: secret.sealed,
      }),
    note: (connectionId: string, kind: string, facts: Record<string, string | number>) =>
      call<void>("note_calendar_event", {
        p_connection: connectionId,
        p_kind: kind,
        p_facts: facts,
      }),
    /** Has a calendar neither block nor receive. */
    leaveAlone: (calendarId: string, privacy: CalendarRow["privacy"]) =>
      call<unknown>("set_calendar_use", {
        p_calendar: calendarId,
        p_blocks: false,
        p_receives: false,
        p_privacy: privacy,
      }),
    putChannel: (channel: {
      id: string;
      calendarId: string;
      remoteId: string;
      secretHash: string;
      expiresAt: string;
    }) => call<void>("put_calendar_channel", { p_request: channel }),
    /** Forgets a connection that somebody has disconnected. */
    finishLeave: (connectionId: string) =>
      call<boolean>("finish_calendar_leave", { p_connection: connectionId, p_worker: worker }),
    dropChannel: (id: string) => call<void>("drop_calendar_channel", { p_channel: id }),
  };
}

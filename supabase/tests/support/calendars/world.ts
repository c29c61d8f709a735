import { randomUUID } from "node:crypto";
import type pg from "pg";
import { providerFor } from "../../../../lib/calendars/providers/factory.ts";
import { seal, sealKeys } from "../../../../lib/calendars/seal.ts";
import { syncStore } from "../../../../lib/calendars/store.ts";
import { type SyncReport, syncCalendars } from "../../../../lib/calendars/sync.ts";
import type { CallFunction } from "../../../../lib/waitlist/store.ts";
import { type Business, makeBusiness } from "../fixture.ts";
import type { Remote } from "./remote.ts";

const SECRET = "a secret of the tests that is long enough";

/** A business whose one staff member has connected a calendar that blocks and receives. */
export interface CalendarWorld {
  business: Business;
  connectionId: string;
  calendarId: string;
  call: CallFunction;
  /** One turn of a worker; due or not. */
  sync(options?: { worker?: string; webhooks?: boolean }): Promise<SyncReport>;
  connect(): Promise<void>;
  busy(): Promise<string[]>;
  connection(): Promise<{
    status: string;
    error_code: string | null;
    failures: number;
    wait: number;
  }>;
  lines: string[];
}

/** Calls database functions by name, as the edge function does, over a plain connection. */
export function callerOf(db: pg.Pool): CallFunction {
  return async <T>(
    name: string,
    args: Record<string, string | number | boolean | object | null>,
  ) => {
    const names = Object.keys(args);
    const values = names.map((one) => {
      const value = args[one];
      return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
    });
    const list = names.map((one, i) => `${one} => $${i + 1}`).join(", ");
    const { rows } = await db.query<{ result: T }>(
      `select public.${name}(${list}) as result`,
      values,
    );
    return rows[0]!.result;
  };
}

export async function calendarWorld(
  db: pg.Pool,
  remote: Remote,
  options: {
    policy?: "apply" | "ask" | "undo";
    services?: Parameters<typeof makeBusiness>[1];
    /** What the account is known by; otherwise nobody else has it. */
    account?: string;
  } = {},
): Promise<CalendarWorld> {
  const business = await makeBusiness(db, options.services ?? {});
  await db.query("update public.businesses set calendar_policy = $2 where id = $1", [
    business.id,
    options.policy ?? "apply",
  ]);
  const call = callerOf(db);
  const keys = await sealKeys(undefined, SECRET);
  const connectionId = randomUUID();
  const lines: string[] = [];

  async function connect() {
    const { keyVersion, sealed } = await seal(keys, connectionId, remote.access);
    const answer = await call<{ ok: boolean }>("put_calendar_connection", {
      p_request: {
        id: connectionId,
        businessId: business.id,
        staffId: business.staff[0],
        userId: null,
        provider: remote.access.provider,
        account: options.account ?? `mara-${connectionId}`,
        keyVersion,
        sealed,
        calendars: [
          {
            remoteId: remote.remoteId,
            name: "Work",
            color: null,
            timeZone: null,
            writable: true,
            blocks: true,
          },
        ],
      },
    });
    if (!answer.ok) throw new Error("not connected");
  }
  await connect();
  const { rows } = await db.query<{ id: string }>(
    "select id from public.calendars where connection_id = $1",
    [connectionId],
  );
  const calendarId = rows[0]!.id;
  await call("set_calendar_use", {
    p_calendar: calendarId,
    p_blocks: true,
    p_receives: remote.access.provider !== "feed",
    p_privacy: "details",
  });

  return {
    business,
    connectionId,
    calendarId,
    call,
    connect,
    lines,
    sync: ({ worker = randomUUID(), webhooks = false } = {}) =>
      syncCalendars(
        {
          store: syncStore(call, worker),
          keys,
          providerOf: (access, keep) => providerFor(access, remote.settings, keep),
          appUrl: "https://daybook.example",
          webhookUrl: () => (webhooks ? "https://functions.example/hook" : null),
          now: Date.now,
          log: (line) => void lines.push(line),
        },
        connectionId,
      ),
    async busy() {
      const found = await db.query<{ starts_at: Date; ends_at: Date }>(
        "select starts_at, ends_at from public.busy_times where calendar_id = $1 order by 1",
        [calendarId],
      );
      return found.rows.map((row) => `${row.starts_at.toISOString()}/${row.ends_at.toISOString()}`);
    },
    async connection() {
      const found = await db.query(
        `select status, error_code, failures, extract(epoch from next_sync_at - now())::integer as wait
         from public.calendar_connections where id = $1`,
        [connectionId],
      );
      return found.rows[0];
    },
  };
}

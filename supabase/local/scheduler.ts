import pg from "pg";
import { isDue } from "./cron.ts";

const MINUTE_MS = 60_000;
const RECONNECT_MS = 500;

export interface Scheduler {
  stop(): Promise<void>;
}

/** Where private.call_function says which edge function it would call, on a database without pg_net. */
const FUNCTIONS_CHANNEL = "daybook_functions";

/**
 * What pg_cron and pg_net do on a hosted project. At every whole minute it runs the SQL commands that
 * the table private.schedules (name, schedule, command) declares due, as `postgres`; one that still
 * runs from an earlier minute is left to finish first, as pg_cron does. And it calls the edge functions
 * that the database names on its channel, as the database does by pg_net where it has that.
 */
export function startScheduler(options: {
  databaseUrl: string;
  /** Calls the edge function of that name; what it throws is logged. Left out where none run. */
  callFunction?: (name: string) => Promise<void>;
}): Scheduler {
  const busy = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let timer: NodeJS.Timeout;
  let stopped = false;

  function once(name: string, work: () => Promise<void>) {
    if (busy.has(name)) return;
    const run = work()
      .catch((error) => {
        if (!stopped) console.error(`scheduler: ${name}:`, error?.message ?? error);
      })
      .finally(() => busy.delete(name));
    busy.set(name, run);
  }

  /** A call that is asked for while one is under way follows it, once: it may have looked too early. */
  function call(name: string) {
    const key = `function ${name}`;
    if (busy.has(key)) {
      again.add(name);
      return;
    }
    once(key, async () => {
      try {
        await options.callFunction?.(name);
      } finally {
        if (again.delete(name) && !stopped) setImmediate(call, name);
      }
    });
  }

  function tick() {
    const minute = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
    once("schedules", async () => {
      for (const row of await readSchedules(options.databaseUrl)) {
        try {
          if (isDue(row.schedule, minute)) {
            once(`schedule ${row.name}`, () => runSql(options.databaseUrl, row.command));
          }
        } catch (error) {
          console.error(`scheduler: ${row.name}:`, (error as Error).message);
        }
      }
    });
    next();
  }

  function next() {
    // A little after the minute, so that a clock that runs a hair fast does not tick twice.
    timer = setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS) + 50);
  }

  next();
  const listener = listenForCalls(options.databaseUrl, call);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await listener.stop();
      await Promise.race([
        Promise.all(busy.values()),
        new Promise((resolve) => setTimeout(resolve, 3000)),
      ]);
    },
  };
}

/** Listens until it is stopped, through restarts and resets of the database. */
function listenForCalls(databaseUrl: string, call: (name: string) => void) {
  let client: pg.Client | undefined;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  async function connect() {
    const mine = new pg.Client({
      connectionString: databaseUrl,
      application_name: "daybook-functions",
    });
    client = mine;
    const reconnect = () => {
      if (stopped || client !== mine) return;
      client = undefined;
      retry = setTimeout(connect, RECONNECT_MS);
    };
    mine.on("error", reconnect);
    mine.on("end", reconnect);
    mine.on("notification", ({ payload }) => {
      if (payload) call(payload);
    });
    try {
      await mine.connect();
      await mine.query(`listen ${FUNCTIONS_CHANNEL}`);
    } catch {
      reconnect();
    }
  }
  void connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}

interface ScheduleRow {
  name: string;
  schedule: string;
  command: string;
}

async function readSchedules(databaseUrl: string): Promise<ScheduleRow[]> {
  return withClient(databaseUrl, async (client) => {
    const { rows: found } = await client.query(
      "select to_regclass('private.schedules') is not null as yes",
    );
    if (!found[0]?.yes) return [];
    const { rows } = await client.query<ScheduleRow>(
      "select name, schedule, command from private.schedules order by name",
    );
    return rows;
  });
}

function runSql(databaseUrl: string, command: string): Promise<void> {
  return withClient(databaseUrl, async (client) => {
    await client.query(command);
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "daybook-scheduler" });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

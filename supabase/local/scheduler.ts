import pg from "pg";
import { isDue } from "./cron.ts";

const MINUTE_MS = 60_000;

export interface Scheduler {
  stop(): Promise<void>;
}

/**
 * What pg_cron does on a hosted project: at every whole minute it runs the SQL commands that the table
 * private.schedules (name, schedule, command) declares due, as `postgres`; and it calls the edge
 * function `dispatch`, as a hosted project's schedule does through pg_net. A command that still runs
 * from an earlier minute is left to finish first, as pg_cron does.
 */
export function startScheduler(options: {
  databaseUrl: string;
  /** Called once a minute; what it throws is logged. */
  dispatch?: () => Promise<void>;
}): Scheduler {
  const busy = new Map<string, Promise<void>>();
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

  function tick() {
    const minute = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
    if (options.dispatch) once("dispatch", options.dispatch);
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
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await Promise.race([
        Promise.all(busy.values()),
        new Promise((resolve) => setTimeout(resolve, 3000)),
      ]);
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

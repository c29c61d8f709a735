import { googleCalendar } from "../../supabase/tests/support/calendars/google.ts";
import { calendarWorld } from "../../supabase/tests/support/calendars/world.ts";
import { MINUTE } from "../../supabase/tests/support/fixture.ts";
import { crowd } from "./calendar-crowd.ts";
import { startInstallation } from "./installation.ts";

const EVENTS = 10_000;
const CHANGES = 50;
const HOUR = 60 * MINUTE;
const ROWS = "select pg_catalog.pg_stat_force_next_flush()";
const WRITTEN = `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::integer as n
  from pg_catalog.pg_stat_user_tables where relname in ('busy_times', 'calendar_links', 'calendar_conflicts')`;

interface Figure {
  ms: number;
  /** Asked of the provider. */
  requests: number;
  /** Rows of busy times, links and conflicts that were inserted, changed or removed. */
  writes: number;
  /** Memory that was in use at most, beyond what was before. */
  heapMb: number;
}

/**
 * The first exchange with a calendar of ten thousand events, and the second after fifty of them have changed, through the
 * official client against the tests' stand-in for Google. Then a thousand connections that are due at once. Resolves to `{first, second, crowd}`, the first two `{ms, requests, writes, heapMb}`.
 */
export async function run(): Promise<object> {
  const world = await startInstallation({ app: false, connections: 8, functions: false });
  const { db } = world;
  const remote = await googleCalendar(2500);
  try {
    const begin = Math.ceil(Date.now() / HOUR) * HOUR + 24 * HOUR;
    const ids: string[] = [];
    for (let n = 0; n < EVENTS; n += 1) {
      const start = begin + n * 45 * MINUTE;
      ids.push(await remote.add({ start, end: start + 30 * MINUTE }));
    }
    const calendar = await calendarWorld(db, remote);

    const written = async () => {
      await db.query(ROWS);
      const { rows } = await db.query<{ n: number }>(WRITTEN);
      return rows[0]!.n;
    };
    const measured = async (): Promise<Figure> => {
      const { requests } = remote.counts();
      const rows = await written();
      const before = process.memoryUsage().heapUsed;
      let most = before;
      const watching = setInterval(() => {
        most = Math.max(most, process.memoryUsage().heapUsed);
      }, 20);
      const at = performance.now();
      const report = await calendar.sync();
      const ms = Math.round(performance.now() - at);
      clearInterval(watching);
      if (report.failed > 0) throw new Error(`the exchange failed: ${calendar.lines.join("; ")}`);
      await new Promise((wake) => setTimeout(wake, 1500));
      return {
        ms,
        requests: remote.counts().requests - requests,
        writes: (await written()) - rows,
        heapMb: Math.round((most - before) / 1_048_576),
      };
    };

    const first = await measured();
    for (let n = 0; n < CHANGES; n += 1) {
      const start = begin + (n * 200 + 1) * 45 * MINUTE;
      await remote.move(ids[n * 200]!, start - 15 * MINUTE, start);
    }
    const second = await measured();
    return { first, second, crowd: await crowd(db) };
  } finally {
    await remote.stop();
    await world.stop();
  }
}

import { randomUUID } from "node:crypto";
import type pg from "pg";
import { fillWithAppointments } from "../../supabase/tests/support/bulk.ts";
import {
  type Business,
  bookingRequest,
  DAY,
  MINUTE,
  makeBusiness,
  type Outcome,
} from "../../supabase/tests/support/fixture.ts";
import { PLANNED, plansAmong, readWhole } from "../../supabase/tests/support/plans.ts";
import { startInstallation } from "./installation.ts";
import { writeSameRows } from "./same-rows.ts";
import { percentile } from "./statistics.ts";

const CONCURRENCY = 8;
const SECONDS = 5;
const STAFF = 50;
const SAMPLES = 300;

/**
 * Bookings per second through create_booking alone and through the whole app, beside bare inserts into a table with the
 * same exclusion constraint on the same Postgres, and beside the rows of a booking written without its rules; and how long
 * one takes among ten thousand and among a million appointments. Resolves to
 * `{functionPerSecond, bareInsertPerSecond, sameRowsPerSecond, appPerSecond, at10k: ms, at1m: ms}`.
 */
export async function run(): Promise<object> {
  const world = await startInstallation({
    app: true,
    connections: CONCURRENCY,
    functions: false,
  });
  const { db } = world;
  try {
    const plan = { staff: STAFF, services: { cut: { duration: 30 } } };
    const business = await makeBusiness(db, plan);
    await db.query(`create table private.bench_spans (
      id uuid primary key default gen_random_uuid(), staff_id uuid not null, blocked tstzrange not null,
      exclude using gist (staff_id extensions.gist_uuid_ops with =, blocked with &&))`);
    const insert = async (n: number) => {
      const { start, team } = place(n);
      await db.query({
        name: "bare",
        text: "insert into private.bench_spans (staff_id, blocked) values ($1, tstzrange($2, $3))",
        values: [business.staff[team], new Date(start), new Date(start + 30 * MINUTE)],
      });
    };
    const book = async (n: number) => {
      const { start, team } = place(n);
      const outcome = await create(db, business, { start, teams: [[team]], key: randomUUID() });
      if (!outcome.ok) throw new Error(`booking ${n} was refused: ${outcome.code}`);
    };
    const rows = async (n: number) => {
      // Four years on, beyond what the others have booked.
      const { start, team } = place(n);
      await writeSameRows(db, business, n, { start: start + 1460 * DAY, team });
    };
    const throughApp = async (n: number) => {
      // Two years on, beyond what the function has booked.
      const { start, team } = place(n);
      const answer = await fetch(`${world.url}/api/bookings`, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
        body: JSON.stringify({
          business: business.slug,
          service: "cut",
          staff: `person-${team}`,
          start: new Date(start + 730 * DAY).toISOString(),
          customer: { name: `Guest ${n}`, email: `app-${n}@mail.example` },
          timeZone: "Europe/Berlin",
        }),
      });
      const text = await answer.text();
      if (answer.status !== 201)
        throw new Error(`booking ${n}: ${answer.status} ${text.slice(0, 200)}`);
    };
    // Each is warm before it is measured: connections, plans and caches.
    await perSecond(insert, 1, 0);
    const bareInsertPerSecond = await perSecond(insert, SECONDS, 100_000);
    await perSecond(book, 1, 0);
    // As autovacuum does within a minute: a new database has no figures to plan by.
    await db.query("analyze");
    const functionPerSecond = await perSecond(book, SECONDS, 100_000);
    await perSecond(rows, 1, 0);
    const sameRowsPerSecond = await perSecond(rows, SECONDS, 100_000);
    await perSecond(throughApp, 1, 0);
    const appPerSecond = await perSecond(throughApp, SECONDS, 100_000);

    const small = await makeBusiness(db, plan);
    await fillWithAppointments(db, small, 10_000);
    const at10k = await medianMs(db, small);
    const big = await makeBusiness(db, { staff: STAFF, ...PLANNED });
    console.error("   writing a million appointments (a few minutes)");
    await fillWithAppointments(db, big, 1_000_000);
    const at1m = await medianMs(db, big);
    // The test of the plans stops at a hundred thousand: a million takes minutes to write.
    const whole = readWhole(await plansAmong(world.stack.superuserUrl, big));
    if (whole.length > 0) throw new Error(`among a million, read from end to end: ${whole}`);
    return { functionPerSecond, bareInsertPerSecond, sameRowsPerSecond, appPerSecond, at10k, at1m };
  } finally {
    await world.stop();
  }
}

/** The n-th free place: the staff in turn, then the next half hour. */
function place(n: number): { start: number; team: number } {
  const day0 = Math.ceil(Date.now() / DAY) * DAY + DAY;
  return { start: day0 + Math.floor(n / STAFF) * 30 * MINUTE, team: n % STAFF };
}

async function create(
  db: pg.Pool,
  business: Business,
  plan: Parameters<typeof bookingRequest>[1],
): Promise<Outcome> {
  const { rows } = await db.query<{ result: Outcome }>({
    name: "create_booking",
    text: "select public.create_booking($1) as result",
    values: [JSON.stringify(bookingRequest(business, plan))],
  });
  return rows[0]!.result;
}

/** How often `act` is done in a second by as many at once as there are connections, each with a number of its own. */
async function perSecond(
  act: (n: number) => Promise<void>,
  seconds: number,
  first: number,
): Promise<number> {
  let next = first;
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (performance.now() < until) await act(next++);
    }),
  );
  return Math.round((next - first) / ((performance.now() - began) / 1000));
}

/** Milliseconds that one booking takes, one after the other, in the evenings that the bulk has left free. */
async function medianMs(db: pg.Pool, business: Business): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < SAMPLES + 50; n++) {
    const start = Math.ceil(Date.now() / DAY) * DAY + (1 + (n % 4)) * DAY + 20 * 60 * MINUTE;
    const began = performance.now();
    const outcome = await create(db, business, {
      start: start + Math.floor(n / (4 * STAFF)) * 30 * MINUTE,
      teams: [[Math.floor(n / 4) % STAFF]],
      key: randomUUID(),
    });
    // The first fifty warm the caches.
    if (n >= 50) times.push(performance.now() - began);
    if (!outcome.ok) throw new Error(`a booking among many was refused: ${outcome.code}`);
  }
  return percentile(times, 50);
}

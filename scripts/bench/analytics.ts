import { randomUUID } from "node:crypto";
import type pg from "pg";
import { makeBusiness } from "../../supabase/tests/support/fixture.ts";
import { fillYears } from "../../supabase/tests/support/year.ts";
import { startInstallation } from "./installation.ts";
import { percentile } from "./statistics.ts";

const BOOKINGS = 100_000;
const RUNS = 15;

interface Spread {
  p50: number;
  p95: number;
}

/**
 * The figures of a year with a hundred thousand bookings (and as many in the year before), as an owner asks for them,
 * under row-level security; beside a plain count of the same year's appointments by their index. Resolves to
 * `{bookings, yearMs: {p50, p95}, onePersonMs, pageMs, countMs}`; the page asks for the year and the one before at once.
 */
export async function run(): Promise<object> {
  const world = await startInstallation({ app: false, connections: 4 });
  try {
    const { db } = world;
    const business = await makeBusiness(db, {
      staff: 25,
      resources: { room: 25, basin: 25 },
      services: { cut: {}, colour: {}, beard: {}, massage: {}, facial: {}, nails: {} },
    });
    const owner = await ownerOf(db, business.id);
    console.error("   writing two years of bookings");
    const year = await fillYears(db, business, BOOKINGS, 2);
    const before = {
      from: `${Number(year.from.slice(0, 4)) - 1}${year.from.slice(4)}`,
      to: `${Number(year.to.slice(0, 4)) - 1}${year.to.slice(4)}`,
    };
    const ask = (period: { from: string; to: string }, staff: string | null = null) =>
      asOwner(db, owner, (client) =>
        client.query("select public.analytics($1, $2, $3, null, $4)", [
          business.id,
          period.from,
          period.to,
          staff,
        ]),
      );
    const count = () =>
      asOwner(db, owner, (client) =>
        client.query(
          `select count(*) from public.appointments where business_id = $1
             and starts_at >= $2::date and starts_at < $3::date + 1`,
          [business.id, year.from, year.to],
        ),
      );
    const answer = (await ask(year)).rows[0].analytics;
    if (!answer.ok) throw new Error(`the figures were refused: ${answer.code}`);
    const yearMs = await spread(() => ask(year));
    return {
      bookings: answer.totals.bookings + answer.totals.cancelled + answer.totals.declined,
      yearMs,
      onePersonMs: await spread(() => ask(year, business.staff[0])),
      pageMs: await spread(() => Promise.all([ask(year), ask(before)])),
      countMs: await spread(count),
    };
  } finally {
    await world.stop();
  }
}

async function ownerOf(db: pg.Pool, businessId: string): Promise<string> {
  const userId = randomUUID();
  await db.query(
    "insert into auth.users (id, email, aud, role) values ($1, $2, 'authenticated', 'authenticated')",
    [userId, `owner-${userId}@mail.example`],
  );
  await db.query(
    "insert into public.members (business_id, user_id, role, name) values ($1, $2, 'owner', 'Owner')",
    [businessId, userId],
  );
  return userId;
}

/** Runs a statement as the API would for somebody who is signed in. */
async function asOwner<T>(
  db: pg.Pool,
  userId: string,
  act: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify({ sub: userId, role: "authenticated" }),
    ]);
    await client.query("set local role authenticated");
    return await act(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

async function spread(act: () => Promise<unknown>): Promise<Spread> {
  const times: number[] = [];
  await act();
  for (let n = 0; n < RUNS; n++) {
    const began = performance.now();
    await act();
    times.push(performance.now() - began);
  }
  return { p50: percentile(times, 50), p95: percentile(times, 95) };
}

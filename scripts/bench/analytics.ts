import { randomUUID } from "node:crypto";
import type pg from "pg";
import { makeBusiness } from "../../supabase/tests/support/fixture.ts";
import { fillYears } from "../../supabase/tests/support/year.ts";
import { startInstallation } from "./installation.ts";
import { percentile } from "./statistics.ts";

const BOOKINGS = 100_000;
const RUNS = 9;

interface Spread {
  p50: number;
  p95: number;
}

/**
 * The figures of a year with a hundred thousand bookings (and as many in the year before), as an owner asks for them,
 * under row-level security; beside a plain count of the same year's appointments by their index. Resolves to
 * `{bookings, firstMs, yearMs: {p50, p95}, changedMs, oneServiceMs, onePersonMs, pageMs, countMs}`: the very first question
 * (which counts every day and keeps it), the same again, with a past booking changed in between, of one service, of one
 * person, the year and the one before at once as the page asks, and the count.
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
    const ask = (
      period: { from: string; to: string },
      only: { service?: string; staff?: string } = {},
    ) =>
      asOwner(db, owner, (client) =>
        client.query("select public.analytics($1, $2, $3, $4, $5)", [
          business.id,
          period.from,
          period.to,
          only.service ?? null,
          only.staff ?? null,
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
    const began = performance.now();
    const answer = (await ask(year)).rows[0].analytics;
    const firstMs = performance.now() - began;
    if (!answer.ok) throw new Error(`the figures were refused: ${answer.code}`);
    await ask(before);
    const yearMs = await spread(() => ask(year));
    const { rows: past } = await db.query(
      "select id from public.bookings where business_id = $1 and status = 'completed' order by random() limit $2",
      [business.id, RUNS + 1],
    );
    const changedMs = await spread(
      () => ask(year),
      () =>
        db.query("update public.bookings set status = 'no_show' where id = $1", [past.pop().id]),
    );
    return {
      bookings: answer.totals.bookings + answer.totals.cancelled + answer.totals.declined,
      firstMs,
      yearMs,
      changedMs,
      oneServiceMs: await spread(() => ask(year, { service: business.services.cut })),
      onePersonMs: await spread(() => ask(year, { staff: business.staff[0] })),
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
    const answer = await act(client);
    await client.query("commit");
    return answer;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

/** @param before what happens before each run, and is not measured */
async function spread(
  act: () => Promise<unknown>,
  before: () => Promise<unknown> = async () => {},
): Promise<Spread> {
  const times: number[] = [];
  await before();
  await act();
  for (let n = 0; n < RUNS; n++) {
    await before();
    const began = performance.now();
    await act();
    times.push(performance.now() - began);
  }
  return { p50: percentile(times, 50), p95: percentile(times, 95) };
}

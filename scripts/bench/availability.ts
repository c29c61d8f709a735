import { fillWithAppointments } from "../../supabase/tests/support/bulk.ts";
import { type Business, DAY, type Db, makeBusiness } from "../../supabase/tests/support/fixture.ts";
import { startInstallation } from "./installation.ts";
import { percentile } from "./statistics.ts";

const CONNECTIONS = 10;
const SECONDS = 8;
const WARM_UP_SECONDS = 3;
const APPOINTMENTS = 100_000;
const QUESTIONS = 400;

interface Pace {
  rps: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

/**
 * GET /api/availability of the built app, on the demo and on a business of fifty staff, two hundred services with rules
 * of their own and a hundred thousand bookings; beside it a route of the same app that answers a constant of the same
 * size. Resolves to `{rps, p50Ms, p95Ms, p99Ms, yardstick: {…the same}, changing: {…the same}}`, the last while the
 * businesses change twenty times a second, so that hardly an answer can be given twice.
 */
export async function run(): Promise<object> {
  const world = await startInstallation({ app: true, connections: 4 });
  try {
    const business = await bigBusiness(world.db);
    const paths = questions(business);
    const sizes = await Promise.all(paths.slice(0, 50).map((path) => sizeOf(world.url + path)));
    const bytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
    console.error(`   an answer has ${bytes} bytes on average`);
    const constant = [`/api/bench?bytes=${bytes}`];
    await drive(world.url, paths, WARM_UP_SECONDS);
    await drive(world.url, constant, WARM_UP_SECONDS);
    const answer = await drive(world.url, paths, SECONDS);
    const yardstick = await drive(world.url, constant, SECONDS);
    const changing = await whileChanging(world.db, () => drive(world.url, paths, SECONDS));
    return { ...answer, yardstick, changing };
  } finally {
    await world.stop();
  }
}

/** Fifty people with hours of their own; each of two hundred services is performed by five of them. */
async function bigBusiness(db: Db): Promise<Business> {
  const services = Object.fromEntries(
    Array.from({ length: 200 }, (_, n) => [
      `service-${n}`,
      {
        duration: 20 + (n % 8) * 10,
        buffers: [(n % 3) * 5, (n % 4) * 5] as [number, number],
        step: [10, 15, 20, 30][n % 4]!,
        fillGaps: n % 5 === 0,
        ...(n % 10 === 0 ? { limitPerDay: 30 } : {}),
      },
    ]),
  );
  const business = await makeBusiness(db, { staff: 50, services });
  await db.query(
    `delete from public.service_staff as skill using public.services as s, public.staff as person
     where s.id = skill.service_id and person.id = skill.staff_id and s.business_id = $1
       and (substring(s.slug from 9)::integer + person.position) % 10 <> 0`,
    [business.id],
  );
  await db.query(
    `insert into public.weekly_hours (business_id, staff_id, weekday, start_min, end_min)
     select $1, person.id, day, part.opens, part.closes
     from public.staff as person, generate_series(1, 6) as day, (values (480, 750), (795, 1140)) as part (opens, closes)
     where person.business_id = $1`,
    [business.id],
  );
  await db.query("update public.staff set follows_business_hours = false where business_id = $1", [
    business.id,
  ]);
  await db.query(
    `insert into public.time_off (business_id, staff_id, starts_at, ends_at)
     select $1, person.id, now() + make_interval(days => 3 * n), now() + make_interval(days => 3 * n, hours => 4)
     from public.staff as person, generate_series(1, 10) as n where person.business_id = $1`,
    [business.id],
  );
  await fillWithAppointments(db, business, APPOINTMENTS);
  await db.query("analyze");
  return business;
}

/** A week of one service each, over the next six weeks; every tenth asks the demo's salon. */
function questions(business: Business): string[] {
  return Array.from({ length: QUESTIONS }, (_, n) => {
    const from = new Date(Date.now() + ((n * 7) % 42) * DAY).toISOString().slice(0, 10);
    const to = new Date(Date.parse(from) + 6 * DAY).toISOString().slice(0, 10);
    const about =
      n % 10 === 0
        ? "business=lotus-hair&service=cut"
        : `business=${business.slug}&service=service-${n % 200}`;
    return `/api/availability?${about}&from=${from}&to=${to}&tz=Europe/Berlin`;
  });
}

/** Makes every answer known so far out of date again and again, as bookings do, while something is measured. */
async function whileChanging<T>(db: Db, measure: () => Promise<T>): Promise<T> {
  const change = () => db.query("update private.availability_versions set version = default");
  const timer = setInterval(() => void change(), 50);
  try {
    return await measure();
  } finally {
    clearInterval(timer);
  }
}

async function sizeOf(url: string): Promise<number> {
  const answer = await fetch(url);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${text.slice(0, 200)}`);
  return Buffer.byteLength(text);
}

async function drive(url: string, paths: string[], seconds: number): Promise<Pace> {
  const { default: autocannon } = await import("autocannon");
  const times: number[] = [];
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: paths.map((path) => ({ method: "GET", path })),
  }).on("response", (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} answers were refusals and ${result.errors} requests failed`);
  }
  return {
    rps: Math.round(result.requests.average),
    p50Ms: percentile(times, 50),
    p95Ms: percentile(times, 95),
    p99Ms: percentile(times, 99),
  };
}

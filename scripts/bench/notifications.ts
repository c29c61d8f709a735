import type pg from "pg";
import {
  type Business,
  book,
  makeBusiness,
  morning,
} from "../../supabase/tests/support/fixture.ts";
import { cpuMs, type Dispatcher, familyOf, kill, startDispatcher } from "./dispatcher.ts";
import { type Installation, startInstallation } from "./installation.ts";
import { type Sink, startResendSink, startSmtpSink, startTwilioSink } from "./sinks.ts";

/** Due messages to the SMTP server: half of them for one dispatcher, half for four. */
const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 50_000);
/** As many to each provider's emulator, split the same way. */
const TO_PROVIDERS = Number(process.env.BENCH_PROVIDER_MESSAGES ?? Math.round(MESSAGES / 5));
const KILLED = Number(process.env.BENCH_KILLED ?? 5_000);
const KILLS = Number(process.env.BENCH_KILLS ?? 100);
/** Bookings that the messages are about: enough that no dispatcher has to keep an order among many. */
const BOOKINGS = 200;
const BATCH = 40;
/** Code, connections and the heap that they take are there after so many. */
const WARM = 2_000;
const SAMPLES = 32;
const LEASE_SECONDS = 2;

const providers = {
  smtp: { start: startSmtpSink, env: (url: string) => ({ SMTP_URL: url }), channel: "email" },
  resend: {
    start: startResendSink,
    env: (url: string) => ({
      RESEND_API_KEY: "re_bench",
      RESEND_BASE_URL: url,
      MAIL_FROM: "bookings@daybook.example",
    }),
    channel: "email",
  },
  twilio: {
    start: startTwilioSink,
    env: (url: string) => ({
      SMTP_URL: "smtp://127.0.0.1:9",
      TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
      TWILIO_AUTH_TOKEN: "bench",
      TWILIO_FROM: "+15005550006",
      TWILIO_BASE_URL: url,
    }),
    channel: "sms",
  },
} as const;

/**
 * Messages per second of one and of four dispatchers into an SMTP server that keeps nothing and into emulators of Resend
 * and Twilio, beside the bare loop that claims and marks rows in SQL; what arrived twice or not at all; whose processor
 * time a message takes; the memory of a dispatcher; and what arrives when dispatchers are killed at random moments.
 */
export async function run(): Promise<object> {
  const world = await startInstallation({ app: false, connections: 8 });
  try {
    const { db } = world;
    // The installation's own dispatcher would help, and send to its own mailbox.
    await db.query("delete from private.schedules where name = 'dispatch'");
    const business = await makeBusiness(db, { staff: 10 });
    const bookings = await bookingsOf(db, business);
    const queue = queueOf(db, business, bookings);
    const barePerSecond = await bare(db);
    const smtp = await measure(world, queue, "smtp", MESSAGES);
    say(`smtp ${JSON.stringify(smtp.perSecond)}`);
    const resend = await measure(world, queue, "resend", TO_PROVIDERS);
    const twilio = await measure(world, queue, "twilio", TO_PROVIDERS);
    say(`resend ${JSON.stringify(resend.perSecond)}, twilio ${JSON.stringify(twilio.perSecond)}`);
    return { ...smtp, barePerSecond, resend, twilio, kill: await killed(world, queue) };
  } finally {
    await world.stop();
  }
}

async function measure(
  world: Installation,
  queue: Queue,
  name: keyof typeof providers,
  messages: number,
) {
  const { db } = world;
  const { start, env, channel } = providers[name];
  const sink = await start();
  const dispatchers: Dispatcher[] = [];
  const half = Math.floor(messages / 2);
  const warm = Math.min(WARM, half);
  try {
    dispatchers.push(await startDispatcher(world, env(sink.url)));
    await queue(warm, channel);
    await drained(db, dispatchers, warm, channel);
    await queue(half, channel);
    const memory = sampled(dispatchers[0]!, sink, half);
    const spent = spender(world, dispatchers);
    const one = await drained(db, dispatchers, half, channel);
    const cpu = spent(half);
    const memoryMb = memory();
    const others = await Promise.all([1, 2, 3].map(() => startDispatcher(world, env(sink.url))));
    dispatchers.push(...others);
    // They begin as the first one did: with code and connections in place.
    await queue(warm, channel);
    await drained(db, others, warm, channel);
    await queue(half, channel);
    const four = await drained(db, dispatchers, half, channel);
    const counts = [...sink.arrived.values()];
    return {
      perSecond: { one, four },
      sent: counts.length,
      duplicates: counts.reduce((sum, count) => sum + count - 1, 0),
      missing: (warm + half) * 2 - counts.length,
      /** Milliseconds of processor time for a message, while one dispatcher works. */
      cpuMsPerMessage: cpu,
      memoryMb,
      /** The least of each half of the work: what is collected only now and then makes the rest a saw. */
      memoryFloorMb: halves(memoryMb).map((part) => Math.min(...part)),
    };
  } finally {
    for (const { child } of dispatchers) await kill(child);
    await sink.stop();
    await db.query("delete from public.notifications");
  }
}

/** Dispatchers that are killed in the middle of their work, again and again, until everything is out. */
async function killed(world: Installation, queue: Queue) {
  const { db } = world;
  const provider = await startResendSink();
  const due = async () =>
    (
      await db.query(
        "select count(*) as n from public.notifications where channel = 'email' and status in ('queued', 'sending')",
      )
    ).rows[0].n as number;
  try {
    await queue(KILLED, "email");
    let kills = 0;
    const begin = () =>
      startDispatcher(world, {
        ...providers.resend.env(provider.url),
        DISPATCH_LEASE_SECONDS: String(LEASE_SECONDS),
      });
    // The next one begins while the one before it still works: a hundred beginnings are most of the time of this test.
    let next = begin();
    for (;;) {
      const one = await next;
      next = begin();
      const call = one.call().catch(() => undefined);
      if (kills < KILLS) {
        // Spread over the whole of the work: each life takes its share of what is left, and a little at random.
        const share = Math.max(1, ((await due()) / (KILLS - kills)) * 1.2);
        const before = provider.arrived.size;
        const end = Date.now() + 1_500;
        while (Date.now() < end && provider.arrived.size - before < share * Math.random() * 2)
          await pause(5);
        kills += 1;
      } else await call;
      await kill(one.child);
      if (kills < KILLS) continue;
      if ((await due()) === 0) break;
      await pause(LEASE_SECONDS * 1000);
    }
    await kill((await next).child);
    const { rows } = await db.query(
      "select count(*) as n from public.notifications where dedupe_key like 'bench:%' and status <> 'sent'",
    );
    const counts = [...provider.arrived.values()];
    return {
      kills,
      sent: counts.length,
      // What a dispatcher sent again, and the provider knew by its key.
      repeatedAndKnown: counts.reduce((sum, count) => sum + count - 1, 0),
      missing: KILLED - counts.length,
      notMarked: rows[0].n,
    };
  } finally {
    await provider.stop();
  }
}

async function bookingsOf(db: pg.Pool, business: Business): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < BOOKINGS; n += 1) {
    const { booking } = await book(db, business, {
      start: morning(5 + Math.floor(n / 10)),
      teams: [[n % 10]],
    });
    ids.push(booking!.id);
  }
  await db.query("delete from public.notifications");
  return ids;
}

type Queue = (count: number, channel: "email" | "sms") => Promise<void>;

/** Writes due messages about the bookings, each to somebody else. */
function queueOf(db: pg.Pool, business: Business, bookings: string[]): Queue {
  let queued = 0;
  return async (count, channel) => {
    queued += 1;
    await db.query(
      `insert into public.notifications (business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key)
       select $1, b.id, case $5 when 'sms' then 'booking.confirmed' else 'booking.new' end, $5::public.channel,
         case $5 when 'sms' then 'customer' else 'staff' end,
         case $5 when 'sms' then '+49151' || lpad(n::text, 8, '0') else 'staff-' || n || '@mail.example' end, 'en', 'Europe/Berlin',
         jsonb_build_object('start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at), 'sequence', 0,
           'status', 'confirmed', 'staffName', 'Mara'),
         'bench:' || $4 || ':' || n
       from generate_series(1, $3) as n
       join public.bookings as b on b.id = ($2::uuid[])[1 + n % array_length($2::uuid[], 1)]
       join public.appointments as a on a.id = b.appointment_id`,
      [business.id, bookings, count, queued, channel],
    );
    await db.query("analyze public.notifications");
  };
}

/** The same claiming and marking without anything to send: what the database alone could do. */
async function bare(db: pg.Pool): Promise<number> {
  const rows = Math.min(MESSAGES, 20_000);
  await db.query(`create table private.bench_queue (
    id bigint generated always as identity primary key, due_at timestamptz not null default now(), status text not null default 'queued')`);
  await db.query(
    "create index on private.bench_queue (due_at, id) where status in ('queued', 'sending')",
  );
  await db.query(
    "insert into private.bench_queue (status) select 'queued' from generate_series(1, $1)",
    [rows],
  );
  const began = performance.now();
  for (;;) {
    const { rows: taken } = await db.query(
      `update private.bench_queue as q set status = 'sending' from (
         select id from private.bench_queue where status = 'queued' and due_at <= now() order by due_at, id limit ${BATCH} for update skip locked
       ) as due where q.id = due.id returning q.id`,
    );
    if (taken.length === 0) break;
    await db.query("update private.bench_queue set status = 'sent' where id = any ($1)", [
      taken.map(({ id }) => id),
    ]);
  }
  return Math.round(rows / ((performance.now() - began) / 1000));
}

/** Calls the dispatchers until nothing is left; → messages per second. */
async function drained(
  db: pg.Pool,
  dispatchers: Dispatcher[],
  count: number,
  channel: string,
): Promise<number> {
  const began = performance.now();
  for (;;) {
    await Promise.all(dispatchers.map((one) => one.call()));
    const { rows } = await db.query(
      "select count(*) as n from public.notifications where channel = $1 and status in ('queued', 'sending') and due_at <= now()",
      [channel],
    );
    if (rows[0].n === 0) break;
  }
  return Math.round(count / ((performance.now() - began) / 1000));
}

/** Looks at a dispatcher's memory in even parts of its work; → megabytes of resident memory. */
function sampled(dispatcher: Dispatcher, sink: Sink, count: number): () => number[] {
  const before = sink.arrived.size;
  const samples = [dispatcher.memoryMb()];
  const timer = setInterval(() => {
    const done = (sink.arrived.size - before) / count;
    if (done * SAMPLES >= samples.length) samples.push(dispatcher.memoryMb());
  }, 20);
  return () => {
    clearInterval(timer);
    return samples;
  };
}

function halves(samples: number[]): [number[], number[]] {
  // The first samples are those of a heap that has not found its size yet.
  const settled = samples.slice(Math.floor(samples.length / 4));
  const middle = Math.floor(settled.length / 2);
  return [settled.slice(0, middle), settled.slice(middle)];
}

/** Whose processor time the work takes; what the sink and this script take is this process's own. */
function spender({ stack, postmaster }: Installation, dispatchers: Dispatcher[]) {
  const groups: Record<string, () => number> = {
    dispatcher: () => cpuMs(dispatchers.map(({ child }) => child.pid)),
    database: () => cpuMs(familyOf(postmaster)),
    api: () => cpuMs([stack.child.pid]),
    sink: () => cpuMs([process.pid]),
  };
  const before = Object.entries(groups).map(([name, spent]) => [name, spent()] as const);
  return (count: number): Record<string, number> =>
    Object.fromEntries(
      before.map(([name, was]) => [
        name,
        Math.round(((groups[name]!() - was) / count) * 100) / 100,
      ]),
    );
}

function say(line: string): void {
  console.error(`   ${line}`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

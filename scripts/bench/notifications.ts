import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import type pg from "pg";
import { SMTPServer } from "smtp-server";
import { freePort } from "../../supabase/local/ports.ts";
import {
  type Business,
  book,
  makeBusiness,
  morning,
} from "../../supabase/tests/support/fixture.ts";
import { type Installation, startInstallation } from "./installation.ts";

/** Half of them for one dispatcher, half for four. */
const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 50_000);
const KILLED = Number(process.env.BENCH_KILLED ?? 5_000);
const KILLS = Number(process.env.BENCH_KILLS ?? 100);
/** Bookings that the messages are about: enough that no dispatcher has to keep an order among many. */
const BOOKINGS = 200;
const BATCH = 40;
const WARM = 500;
const LEASE_SECONDS = 2;

/**
 * Messages per second of one and of four dispatchers into an SMTP server that keeps nothing, beside the bare loop that
 * claims and marks rows in SQL; what arrived twice or not at all; the memory of a dispatcher; and what arrives, by
 * idempotency key, when dispatchers are killed at random moments.
 */
export async function run(): Promise<object> {
  const world = await startInstallation({ app: false, connections: 8 });
  const sink = await startSmtpSink();
  const dispatchers: Dispatcher[] = [];
  try {
    const { db } = world;
    // The installation's own dispatcher would help, and send to its own mailbox.
    await db.query("delete from private.schedules where name = 'dispatch'");
    const business = await makeBusiness(db, { staff: 10 });
    const bookings = await bookingsOf(db, business);
    const barePerSecond = await bare(db);

    const half = Math.floor(MESSAGES / 2);
    dispatchers.push(await startDispatcher(world, { SMTP_URL: sink.url }));
    // Warm before it is measured: code, connections, and the heap that they take.
    await queue(db, business, bookings, WARM);
    await drained(db, dispatchers, WARM);
    const first = dispatchers[0]!.memoryMb();
    await queue(db, business, bookings, half);
    const one = await drained(db, dispatchers, half);
    const last = dispatchers[0]!.memoryMb();
    await queue(db, business, bookings, half);
    for (let n = 0; n < 3; n += 1) {
      dispatchers.push(await startDispatcher(world, { SMTP_URL: sink.url }));
    }
    const four = await drained(db, dispatchers, half);
    const counts = [...sink.arrived.values()];
    const kill = await killed(world, business, bookings);
    return {
      perSecond: { one, four },
      barePerSecond,
      sent: counts.length,
      duplicates: counts.reduce((sum, count) => sum + count - 1, 0),
      missing: WARM + half * 2 - counts.length,
      memoryMb: { first, last },
      kill,
    };
  } finally {
    for (const { child } of dispatchers) await kill(child);
    await sink.stop();
    await world.stop();
  }
}

/** Dispatchers that are killed in the middle of their work, again and again, until everything is out. */
async function killed(world: Installation, business: Business, bookings: string[]) {
  const { db } = world;
  const provider = await startKeyedSink();
  try {
    await queue(db, business, bookings, KILLED);
    let kills = 0;
    for (;;) {
      const one = await startDispatcher(world, {
        RESEND_API_KEY: "re_bench",
        RESEND_BASE_URL: provider.url,
        MAIL_FROM: "bookings@daybook.example",
        DISPATCH_LEASE_SECONDS: String(LEASE_SECONDS),
      });
      const call = one.call().catch(() => undefined);
      if (kills < KILLS) {
        await pause(Math.random() * 400);
        kills += 1;
      } else await call;
      await kill(one.child);
      if (kills < KILLS) continue;
      const { rows } = await db.query(
        "select count(*) from public.notifications where kind = 'booking.new' and channel = 'email' and status in ('queued', 'sending')",
      );
      if (rows[0].count === 0) break;
      await pause(LEASE_SECONDS * 1000);
    }
    const { rows } = await db.query(
      "select count(*) from public.notifications where dedupe_key like 'bench:%' and status <> 'sent'",
    );
    return {
      kills,
      sent: provider.delivered.size,
      // What a dispatcher sent again, and the provider knew by its key.
      repeatedAndKnown: provider.repeated(),
      missing: KILLED - provider.delivered.size,
      notMarked: rows[0].count,
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

let queued = 0;

async function queue(db: pg.Pool, business: Business, bookings: string[], count: number) {
  queued += 1;
  await db.query(
    `insert into public.notifications (business_id, booking_id, kind, channel, audience, recipient, locale, time_zone, data, dedupe_key)
     select $1, b.id, 'booking.new', 'email', 'staff', 'staff-' || n || '@mail.example', 'en', 'Europe/Berlin',
       jsonb_build_object('start', private.instant_text(a.starts_at), 'end', private.instant_text(a.ends_at), 'sequence', 0,
         'status', 'confirmed', 'staffName', 'Mara'),
       'bench:' || $4 || ':' || n
     from generate_series(1, $3) as n
     join public.bookings as b on b.id = ($2::uuid[])[1 + n % array_length($2::uuid[], 1)]
     join public.appointments as a on a.id = b.appointment_id`,
    [business.id, bookings, count, queued],
  );
  await db.query("analyze public.notifications");
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
async function drained(db: pg.Pool, dispatchers: Dispatcher[], count: number): Promise<number> {
  const began = performance.now();
  for (;;) {
    await Promise.all(dispatchers.map((one) => one.call()));
    const { rows } = await db.query(
      "select count(*) from public.notifications where channel = 'email' and status in ('queued', 'sending') and due_at <= now()",
    );
    if (rows[0].count === 0) break;
  }
  return Math.round(count / ((performance.now() - began) / 1000));
}

interface Dispatcher {
  child: ChildProcess;
  call(): Promise<unknown>;
  memoryMb(): number;
}

async function startDispatcher(
  { stack }: Installation,
  env: Record<string, string>,
): Promise<Dispatcher> {
  const folder = join(import.meta.dirname, "../../supabase/functions/dispatch");
  const deno = join(dirname(createRequire(import.meta.url).resolve("deno/package.json")), "deno");
  const port = await freePort();
  const flags = [
    "--allow-net",
    "--allow-env",
    "--allow-read",
    "--allow-sys",
    "--no-prompt",
    "--no-check",
  ];
  const child = spawn(
    deno,
    [
      "run",
      ...flags,
      "--node-modules-dir=manual",
      "--config",
      join(folder, "deno.json"),
      join(folder, "index.ts"),
    ],
    {
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "",
        DENO_NO_UPDATE_CHECK: "1",
        DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
        SUPABASE_URL: stack.env.NEXT_PUBLIC_SUPABASE_URL ?? "",
        SUPABASE_SERVICE_ROLE_KEY: stack.env.SUPABASE_SECRET_KEY ?? "",
        FUNCTION_SECRET: stack.env.FUNCTION_SECRET ?? "",
        TOKEN_SECRET: stack.env.TOKEN_SECRET ?? "",
        APP_URL: stack.env.APP_URL ?? "",
        ...env,
      },
      stdio: "ignore",
    },
  );
  const url = `http://127.0.0.1:${port}/dispatch`;
  for (let tries = 0; tries < 400 && child.exitCode === null; tries += 1) {
    try {
      await (await fetch(url)).arrayBuffer();
      break;
    } catch {
      await pause(25);
    }
  }
  return {
    child,
    async call() {
      const headers = { "x-function-secret": stack.env.FUNCTION_SECRET ?? "" };
      const answer = await fetch(url, { method: "POST", headers });
      return answer.json();
    },
    memoryMb() {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
        return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      } catch {
        return 0;
      }
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

/** Takes everything, and counts it by the outbox id in its Message-ID. */
async function startSmtpSink() {
  const arrived = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    closeTimeout: 200,
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        if (text.length < 8_000) text += chunk.toString("latin1");
      });
      stream.on("end", () => {
        const id = /^Message-ID: <([^@>]+)@/im.exec(text)?.[1] ?? "unknown";
        arrived.set(id, (arrived.get(id) ?? 0) + 1);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    arrived,
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** As much of Resend as it takes: accepts, and knows what it has accepted by its idempotency key. */
async function startKeyedSink() {
  const delivered = new Set<string>();
  let repeated = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const key = String(request.headers["idempotency-key"]);
      if (delivered.has(key)) repeated += 1;
      delivered.add(key);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ id: key }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    delivered,
    repeated: () => repeated,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

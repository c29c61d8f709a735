import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import { paces } from "../../lib/calendars/pace.ts";
import { providerFor } from "../../lib/calendars/providers/factory.ts";
import { seal, sealKeys } from "../../lib/calendars/seal.ts";
import { syncStore } from "../../lib/calendars/store.ts";
import { syncCalendars } from "../../lib/calendars/sync.ts";
import { callerOf } from "../../supabase/tests/support/calendars/world.ts";
import { makeBusiness } from "../../supabase/tests/support/fixture.ts";

const CONNECTIONS = 1000;
const BUSINESSES = 20;
/** BENCH_SPEED=4 lets the provider's clock run four times as fast: at its own, this takes two minutes. */
const SPEED = Number(process.env.BENCH_SPEED ?? 1);
const ANSWERS_IN_MS = 500 / SPEED;
const PER_SECOND = 10 * SPEED;
/** Workers at once, as two processes would be: neither knows how fast the other asks. */
const WORKERS = 2;
/** Runs of a worker, each of which claims for forty seconds. */
const MAX_RUNS = 8;

/** A provider that answers slowly and refuses what is more than its limit in any second. */
async function busyProvider() {
  const taken: number[] = [];
  const answeredAt = new Map<string, number[]>();
  const seen = { requests: 0, refused: 0, busiestSecond: 0 };
  const server = createServer((request, response) => {
    const now = performance.now();
    seen.requests += 1;
    while (taken.length > 0 && taken[0]! <= now - 1000) taken.shift();
    const refused = taken.length >= PER_SECOND;
    if (refused) seen.refused += 1;
    else taken.push(now);
    seen.busiestSecond = Math.max(seen.busiestSecond, taken.length);
    setTimeout(() => {
      const calendar = /calendars\/([^/]+)\/events/.exec(request.url ?? "")?.[1] ?? "";
      if (!refused) {
        answeredAt.set(calendar, [...(answeredAt.get(calendar) ?? []), performance.now()]);
      }
      response.writeHead(refused ? 429 : 200, {
        "content-type": "application/json",
        ...(refused ? { "retry-after": "1" } : {}),
      });
      response.end(
        JSON.stringify(
          refused
            ? { error: { code: 429, errors: [{ reason: "rateLimitExceeded" }] } }
            : { items: [], nextSyncToken: "1" },
        ),
      );
    }, ANSWERS_IN_MS);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answeredAt,
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/**
 * A thousand connections that are due at once, with a provider that answers in half a second and takes ten requests a
 * second. Nobody is lost, nobody has two turns before everybody had one, and few requests
 * are refused; beside it the time that the limit itself asks for.
 */
export async function crowd(db: pg.Pool): Promise<object> {
  const call = callerOf(db);
  const keys = await sealKeys(undefined, "a secret of the bench that is long enough");
  const remote = await busyProvider();
  try {
    const perBusiness = CONNECTIONS / BUSINESSES;
    for (let b = 0; b < BUSINESSES; b += 1) {
      const business = await makeBusiness(db, { staff: perBusiness });
      for (const staffId of business.staff) {
        const id = randomUUID();
        const sealed = await seal(keys, id, {
          provider: "google",
          email: "x@mail.example",
          accessToken: "token",
          refreshToken: "refresh",
          expiresAt: Date.now() + 3_600_000,
        });
        await call("put_calendar_connection", {
          p_request: {
            id,
            businessId: business.id,
            staffId,
            userId: null,
            provider: "google",
            account: "x@mail.example",
            ...sealed,
            calendars: [
              {
                remoteId: id,
                name: "Work",
                color: null,
                timeZone: null,
                writable: true,
                blocks: true,
              },
            ],
          },
        });
      }
    }
    const google = { clientId: "id", clientSecret: "secret", baseUrl: remote.baseUrl };
    const problems = new Map<string, number>();
    const heap = () => Math.round(process.memoryUsage().heapUsed / 1_048_576);
    const heapBefore = heap();
    let heapMost = heapBefore;
    const watching = setInterval(() => {
      heapMost = Math.max(heapMost, heap());
    }, 200);
    const began = performance.now();
    const done = async () =>
      (
        await db.query<{ n: number }>(
          "select count(*)::integer as n from public.calendar_connections where last_success_at is not null and account = 'x@mail.example'",
        )
      ).rows[0]!.n;
    async function work(): Promise<void> {
      const settings = { google, microsoft: null, allowPrivate: true, paceOf: paces() };
      for (let run = 0; run < MAX_RUNS && (await done()) < CONNECTIONS; run += 1) {
        await syncCalendars({
          store: syncStore(call, randomUUID()),
          keys,
          providerOf: (access, keep) => providerFor(access, settings, keep),
          appUrl: "https://daybook.example",
          webhookUrl: () => null,
          now: Date.now,
          log: (line) => {
            const code = line.split(": ").pop()!;
            problems.set(code, (problems.get(code) ?? 0) + 1);
          },
        });
      }
    }
    await Promise.all(Array.from({ length: WORKERS }, work));
    const ms = Math.round(performance.now() - began);
    clearInterval(watching);
    const turns = [...remote.answeredAt.values()];
    const waits = turns.map(([first]) => first! - began).sort((a, b) => a - b);
    return {
      connections: CONNECTIONS,
      ms,
      limitMs: Math.round((CONNECTIONS / PER_SECOND) * 1000),
      ...remote.seen,
      limitPerSecond: PER_SECOND,
      lost: CONNECTIONS - (await done()),
      turns: {
        least: turns.length < CONNECTIONS ? 0 : Math.min(...turns.map((times) => times.length)),
        most: Math.max(...turns.map((times) => times.length)),
      },
      waitedMs: {
        median: Math.round(waits[waits.length >> 1] ?? 0),
        longest: Math.round(waits.at(-1) ?? 0),
      },
      heapMb: { before: heapBefore, most: heapMost },
      failed: Object.fromEntries(problems),
    };
  } finally {
    await remote.stop();
  }
}

import { randomUUID } from "node:crypto";
import { DAY, makeBusiness } from "../../supabase/tests/support/fixture.ts";
import { violations } from "../../supabase/tests/support/invariants.ts";
import { startInstallation } from "./installation.ts";
import { percentile } from "./statistics.ts";

const CUSTOMERS = 100;
const SECONDS = 60;
/** How long people look at a page, at most, in milliseconds. */
const PAUSE_MS = 400;

interface Times {
  all: number[];
  /** Answers that no customer should ever see: 5xx, and requests that failed. */
  failed: number;
}

/**
 * `npm run load`: a hundred customers look, hold, book, move and cancel for a minute, on a throw-away installation; the
 * invariants are then proven over the whole database. The last line is `{"perSecond", "p95Ms", "violations": {NAME: count}}`,
 * and the exit code is 1 when anything was violated or failed.
 */
export async function load(): Promise<void> {
  const world = await startInstallation({ app: true, connections: 4 });
  try {
    // Few places for many people, so that they get in each other's way.
    const business = await makeBusiness(world.db, {
      staff: 6,
      resources: { basin: 2 },
      services: {
        cut: { duration: 45, buffers: [0, 10], fillGaps: true },
        colour: { duration: 90, needs: { basin: 1 }, step: 30 },
        yoga: { duration: 60, capacity: 8, step: 60 },
        massage: { duration: 60, staffRequired: 2, step: 30 },
      },
    });
    const began = new Date();
    const times: Times = { all: [], failed: 0 };
    const until = Date.now() + SECONDS * 1000;
    console.error(`   ${CUSTOMERS} customers for ${SECONDS} seconds`);
    await Promise.all(
      Array.from({ length: CUSTOMERS }, (_, n) =>
        customer(world.url, business.slug, n, until, times),
      ),
    );
    const seconds = (Date.now() - began.getTime()) / 1000;
    const found = await violations(world.db, began);
    if (times.failed > 0) found.failedRequests = times.failed;
    const { rows } = await world.db.query(
      "select status, count(*)::integer from public.bookings where business_id = $1 group by 1 order by 1",
      [business.id],
    );
    console.error(
      `   bookings: ${rows.map(({ status, count }) => `${count} ${status}`).join(", ")}`,
    );
    console.log(
      JSON.stringify({
        perSecond: Math.round(times.all.length / seconds),
        p95Ms: percentile(times.all, 95),
        violations: found,
      }),
    );
    process.exitCode = Object.values(found).some((count) => count > 0) ? 1 : 0;
  } finally {
    await world.stop();
  }
  process.exit();
}

/** One customer's minute: look, perhaps hold, book, and then perhaps move, cancel, or leave it at that. */
async function customer(
  url: string,
  slug: string,
  who: number,
  until: number,
  times: Times,
): Promise<void> {
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, read where they are used
  const ask = async (method: string, path: string, body?: unknown): Promise<any> => {
    const began = performance.now();
    try {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      times.all.push(performance.now() - began);
      if (answer.status >= 500) {
        times.failed++;
        console.error(`   ${method} ${path.split("?")[0]}: ${answer.status}`);
      }
      return answer.ok && text !== "" ? JSON.parse(text) : {};
    } catch {
      times.failed++;
      return {};
    }
  };
  const pause = () => new Promise((wake) => setTimeout(wake, Math.random() * PAUSE_MS));
  const day = (ahead: number) => new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10);

  while (Date.now() < until) {
    const service = ["cut", "cut", "colour", "yoga", "massage"][Math.floor(Math.random() * 5)]!;
    const from = 2 + Math.floor(Math.random() * 3);
    const looked = await ask(
      "GET",
      `/api/availability?business=${slug}&service=${service}&from=${day(from)}&to=${day(from + 2)}&tz=Europe/Berlin`,
    );
    await pause();
    const pick = () => looked.slots?.[Math.floor(Math.random() * looked.slots.length)];
    const slot = pick();
    if (!slot) continue;
    const wanted = { business: slug, service, start: slot.start, timeZone: "Europe/Berlin" };
    const held = Math.random() < 0.5 ? (await ask("POST", "/api/holds", wanted)).hold : undefined;
    if (held) await pause();
    if (held && Math.random() < 0.2) {
      // Somebody who leaves the page.
      await ask("DELETE", `/api/holds/${held.token}`);
      continue;
    }
    const made = await ask("POST", "/api/bookings", {
      ...wanted,
      ...(held ? { hold: held.token } : {}),
      customer: { name: `Customer ${who}`, email: `customer-${who}@mail.example` },
    });
    if (!made.booking) continue;
    const link = `/api/bookings/manage/${made.manageUrl.split("/").at(-1)}`;
    await pause();
    const next = Math.random();
    if (next < 0.4) await ask("PATCH", link, { start: pick().start });
    if (next > 0.3 && next < 0.8) await ask("DELETE", link, { reason: "something came up" });
  }
}

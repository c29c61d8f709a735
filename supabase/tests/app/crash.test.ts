import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { ended } from "../../../scripts/lib/children.ts";
import { PROJECT } from "../../local/paths.ts";
import { freePort } from "../../local/ports.ts";
import { dataFolder } from "../../local/stack.ts";
import { type Business, MINUTE, makeBusiness, morning } from "../support/fixture.ts";
import { broken } from "../support/invariants.ts";

const stateDir = mkdtempSync(join(tmpdir(), "daybook-crash-"));
let world: World | undefined;

interface World {
  group: ChildProcess;
  databaseUrl: string;
}

/** An installation of its own, as a process group of its own. */
async function start(port: number): Promise<World> {
  const group = spawn(
    process.execPath,
    ["--import", "tsx", "supabase/tests/support/world.ts", stateDir, String(port)],
    { cwd: PROJECT, detached: true, stdio: ["ignore", "pipe", "inherit"] },
  );
  for await (const line of createInterface({ input: group.stdout! })) {
    if (line.startsWith("{")) return { group, ...(JSON.parse(line) as { databaseUrl: string }) };
  }
  throw new Error("the installation did not start");
}

/** What a power cut leaves: the process group is gone, and so is the database, which runs in a group of its own. */
async function kill({ group }: World): Promise<void> {
  const postmaster = Number(
    readFileSync(join(dataFolder(stateDir), "postmaster.pid"), "utf8").split("\n")[0],
  );
  process.kill(-group.pid!, "SIGKILL");
  process.kill(-postmaster, "SIGKILL");
  await ended(group);
}

afterAll(async () => {
  if (world) await kill(world);
  rmSync(dataFolder(stateDir), { recursive: true, force: true });
  rmSync(stateDir, { recursive: true, force: true });
});

it("keeps every booking that was answered, whole, when everything is killed among a hundred", async () => {
  const began = new Date();
  const port = await freePort();
  world = await start(port);
  let db = new pg.Pool({ connectionString: world.databaseUrl, max: 4 });
  db.on("error", () => {});
  const business: Business = await makeBusiness(db, { staff: 4, services: { cut: { step: 15 } } });

  const requests = Array.from({ length: 100 }, (_, n) => ({
    key: randomUUID(),
    body: {
      business: business.slug,
      service: "cut",
      staff: `person-${n % 4}`,
      start: new Date(morning(10) + Math.floor(n / 4) * 60 * MINUTE).toISOString(),
      customer: { name: `Guest ${n}`, email: `guest-${n}@mail.example` },
      timeZone: "Europe/Berlin",
    },
  }));
  const send = async ({ key, body }: (typeof requests)[number]): Promise<string | null> => {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/api/bookings`, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      expect(answer.status, text).toBe(201);
      return (JSON.parse(text) as { booking: { id: string } }).booking.id;
    } catch (error) {
      // Cut off: the customer does not know. Whatever was answered is judged above.
      if (error instanceof TypeError) return null;
      throw error;
    }
  };

  const answered: string[] = [];
  let killed: Promise<void> | undefined;
  await Promise.all(
    requests.map(async (request) => {
      const id = await send(request);
      if (id) answered.push(id);
      if (answered.length >= 40) killed ??= kill(world!);
    }),
  );
  await killed;
  await db.end().catch(() => {});
  expect(answered.length).toBeGreaterThanOrEqual(40);
  expect(answered.length).toBeLessThan(100);

  world = await start(port);
  db = new pg.Pool({ connectionString: world.databaseUrl, max: 4 });
  const { rows: kept } = await db.query(
    `select b.id from public.bookings as b
     where b.id = any ($1) and b.status = 'confirmed'
       and (select count(*) from public.notifications as n where n.booking_id = b.id and n.rule_id is null) = 2
       and (select count(*) from public.booking_events as e where e.booking_id = b.id) = 1`,
    [answered],
  );
  expect(kept).toHaveLength(answered.length);
  expect(await broken(db, began)).toEqual({});

  // Whoever got no answer asks again with the same key, and everybody has exactly one booking.
  const again = await Promise.all(requests.map(send));
  expect(new Set(again).size).toBe(100);
  for (const id of answered) expect(again).toContain(id);
  const { rows } = await db.query(
    "select count(*)::int from public.bookings where business_id = $1",
    [business.id],
  );
  expect(rows[0].count).toBe(100);
  expect(await broken(db, began)).toEqual({});
  await db.end();
});

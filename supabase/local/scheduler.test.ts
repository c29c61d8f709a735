import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Scheduler, startScheduler } from "./scheduler.ts";
import { type Stack, startStack } from "./stack.ts";

const root = mkdtempSync(join(tmpdir(), "daybook-scheduler-"));
const called: string[] = [];
const release = new Map<string, () => void>();
let stack: Stack;
let scheduler: Scheduler;

beforeAll(async () => {
  stack = await startStack({
    stateDir: root,
    migrations: join(root, "none"),
    functions: false,
    mail: false,
    throwaway: true,
  });
  scheduler = startScheduler({
    databaseUrl: stack.databaseUrl,
    callFunction: (name) => {
      called.push(name);
      return new Promise((resolve) => {
        release.set(name, resolve);
      });
    },
  });
});

afterAll(async () => {
  for (const finish of release.values()) finish();
  await scheduler.stop();
  await stack.stop();
  rmSync(root, { recursive: true, force: true });
});

async function notify(name: string) {
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  await client.query("select pg_notify('daybook_functions', $1)", [name]);
  await client.end();
}

describe("the scheduler", () => {
  it("calls the function that the database names, and once more for calls that came meanwhile", async () => {
    await vi.waitFor(async () => {
      if (called.length === 0) await notify("dispatch");
      expect(called).toEqual(["dispatch"]);
    }, 10_000);
    await notify("dispatch");
    await notify("dispatch");
    await notify("other");
    await vi.waitFor(() => expect(called).toEqual(["dispatch", "other"]), 10_000);
    release.get("dispatch")?.();
    await vi.waitFor(() => expect(called).toEqual(["dispatch", "other", "dispatch"]), 10_000);
  });

  it("still hears the database after a reset", async () => {
    called.length = 0;
    await stack.reset();
    await vi.waitFor(async () => {
      if (called.length === 0) await notify("after-reset");
      expect(called).toContain("after-reset");
    }, 10_000);
  });
});

import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "../../supabase/local/ports.ts";
import { dataFolder } from "../../supabase/local/stack.ts";
import { buildIfChanged } from "../lib/build.ts";
import { openLog, startNext, stopChild, untilAnswers } from "../lib/children.ts";
import { type StackProcess, startStackProcess } from "../lib/stack-process.ts";

// Shared with `npm test`, so that whichever comes second need not build again.
const DIST_DIR = ".next-test";

/** A throw-away installation to measure: the stack as `npm start` runs it, and the built app where it is asked for. */
export interface Installation {
  stack: StackProcess;
  db: pg.Pool;
  /** Process id of the database server. */
  postmaster: number;
  /** Address of the built app; "" without one. */
  url: string;
  stop(): Promise<void>;
}

/**
 * @param connections how many connections the pool may open
 * @param functions whether the edge functions run, and send what the outbox holds; where writes are measured they would
 *   take half the machine
 */
export async function startInstallation({
  app,
  connections,
  functions = true,
}: {
  app: boolean;
  connections: number;
  functions?: boolean;
}): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), "daybook-bench-"));
  const say = (line: string) => console.error(`   ${line}`);
  const port = await freePort();
  const stack = await startStackProcess(
    join(folder, "stack"),
    { appUrl: `http://127.0.0.1:${port}`, seed: true, functions },
    () => {},
    join(folder, "stack.log"),
  );
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const db = new pg.Pool({ connectionString: stack.databaseUrl, max: connections });
  db.on("error", () => {});
  const { rows } = await db.query("select pg_backend_pid() as pid");
  const postmaster = parentOf(rows[0].pid);
  let next: ChildProcess | undefined;
  const stop = async () => {
    if (next) await stopChild(next);
    await db.end();
    await stack.stop();
    rmSync(dataFolder(join(folder, "stack")), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (!app) return { stack, db, postmaster, url: "", stop };
    const env = {
      ...stack.env,
      NEXT_DIST_DIR: DIST_DIR,
      BENCH: "true",
      // All load comes from one address here.
      THROTTLE_SCALE: "100000",
    };
    await buildIfChanged({ distDir: DIST_DIR, env, logFile: join(folder, "build.log"), log: say });
    const log = openLog(join(folder, "app.log"));
    next = startNext(
      ["start", "-H", "127.0.0.1", "-p", String(port)],
      { ...env, NODE_ENV: "production" },
      ["ignore", log, log],
    );
    const url = `http://127.0.0.1:${port}`;
    await untilAnswers(`${url}/api/health`, next);
    return { stack, db, postmaster, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The process that a process comes from; 0 where the system does not tell (everywhere but Linux). */
function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

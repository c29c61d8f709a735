import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { freePort } from "../../supabase/local/ports.ts";
import type { Installation } from "./installation.ts";

/** The dispatch function in a Deno process of its own. */
export interface Dispatcher {
  child: ChildProcess;
  /** Has it look at the outbox, as the schedule does; resolves when its run is over. */
  call(): Promise<unknown>;
  memoryMb(): number;
}

/** @param env how it sends */
export async function startDispatcher(
  { stack }: Installation,
  env: Record<string, string>,
): Promise<Dispatcher> {
  const folder = join(import.meta.dirname, "../../supabase/functions/dispatch");
  const deno = join(dirname(createRequire(import.meta.url).resolve("deno/package.json")), "deno");
  const port = await freePort();
  const child = spawn(
    deno,
    [
      "run",
      "--allow-net",
      "--allow-env",
      "--allow-read",
      "--allow-sys",
      "--no-prompt",
      "--no-check",
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
  for (let tries = 0; tries < 800 && child.exitCode === null; tries += 1) {
    try {
      await (await fetch(url)).arrayBuffer();
      break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  return {
    child,
    async call() {
      const headers = { "x-function-secret": stack.env.FUNCTION_SECRET ?? "" };
      const answer = await fetch(url, { method: "POST", headers });
      return answer.json();
    },
    memoryMb: () =>
      Math.round(Number(/VmRSS:\s+(\d+)/.exec(proc(child.pid, "status"))?.[1] ?? 0) / 1024),
  };
}

/** Ends a process without a warning, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

/**
 * Milliseconds of processor time that processes have used, with those of theirs that are over.
 * @returns 0 where the system does not tell (everywhere but Linux)
 */
export function cpuMs(pids: (number | undefined)[]): number {
  let ticks = 0;
  for (const pid of pids) {
    // After the name, which may hold anything: user, system, and the same of children that have ended.
    const fields = proc(pid, "stat").split(") ").at(-1)?.split(" ") ?? [];
    for (const field of fields.slice(11, 15)) ticks += Number(field) || 0;
  }
  return ticks * 10;
}

/** The processes of a server that works by forking: itself, and those that it has now. */
export function familyOf(pid: number): number[] {
  return [pid, ...proc(pid, `task/${pid}/children`).split(" ").filter(Boolean).map(Number)];
}

function proc(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { dirname, join } from "node:path";
import { PROJECT } from "../../supabase/local/paths.ts";

const PATIENCE_MS = 8000;
const LEASH = new URL("./leash.mjs", import.meta.url).href;

/** This process's environment with `extra`, for a child that must not outlive us. */
export function childEnvironment(extra: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const { NODE_OPTIONS = "", ...rest } = process.env;
  return {
    ...rest,
    ...extra,
    NODE_OPTIONS: `${NODE_OPTIONS} --import ${LEASH}`.trim(),
    NEXT_TELEMETRY_DISABLED: "1",
    LITE_TELEMETRY: "0",
    DO_NOT_TRACK: "1",
  };
}

/** Starts Next.js with `args` in the project's folder. */
export function startNext(
  args: string[],
  env: Record<string, string | undefined>,
  stdio: SpawnOptions["stdio"],
): ChildProcess {
  const next = join(PROJECT, "node_modules", "next", "dist", "bin", "next");
  return spawn(process.execPath, [next, ...args], {
    cwd: PROJECT,
    env: childEnvironment(env),
    stdio,
  });
}

/** Opens a log file for a child's output, making its folder. `fresh` empties it first. */
export function openLog(file: string, fresh = false): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, fresh ? "w" : "a");
}

/** The last lines of a file; empty if there is none. */
export function tail(file: string, lines = 30): string {
  if (!existsSync(file)) return "";
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
}

/** Resolves with the exit code, or the signal that ended it. */
export function ended(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve(child.exitCode ?? child.signalCode ?? 0);
      return;
    }
    child.once("exit", (code, signal) => resolve(code ?? signal ?? 0));
    child.once("error", (error) => resolve(error.message));
  });
}

/** Asks a child to stop, and makes it if it takes too long. */
export async function stopChild(child: ChildProcess, patienceMs = PATIENCE_MS): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = ended(child);
  child.kill("SIGTERM");
  const hurry = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await gone;
  clearTimeout(hurry);
}

/**
 * Waits until something answers HTTP at `url`, whatever it says. Throws when `child` ends before or
 * when it takes longer than `timeoutMs`.
 */
export async function untilAnswers(
  url: string,
  child: ChildProcess,
  timeoutMs = 180_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`);
    }
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(60_000) });
      await answer.arrayBuffer();
      return;
    } catch {
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
  throw new Error(`nothing answers at ${url}`);
}

/**
 * Where `localhost` means ::1 first, somebody else's server there would answer in our place, and a
 * client that tries one address only would find nobody: so ::1 leads to 127.0.0.1 as well. Resolves
 * with undefined where there is no IPv6.
 */
export function forwardFromIpv6(port: number): Promise<Server | undefined> {
  const server = createServer((socket) => {
    const target = connect({ port, host: "127.0.0.1" });
    socket.pipe(target).pipe(socket);
    socket.on("error", () => target.destroy());
    target.on("error", () => socket.destroy());
  });
  return new Promise((resolve) => {
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "::1" }, () => resolve(server));
  });
}

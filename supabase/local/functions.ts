import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { type Gateway, headersOf, readBody, sendAnswer } from "./api.ts";
import { PROJECT } from "./paths.ts";
import { freePort } from "./ports.ts";
import { commandLine } from "./processes.ts";

const NAME = /^[a-z0-9][a-z0-9_-]*$/i;
const START_TIMEOUT_MS = 30_000;
const ANSWER_TIMEOUT_MS = 150_000;
const SETTLED_MS = 10_000;
const MAX_BACKOFF_MS = 30_000;

interface Running {
  child: ChildProcess;
  port: number;
  startedAt: number;
}

export interface Functions {
  gateway: Gateway;
  stop(): Promise<void>;
}

/**
 * Runs the edge functions under Deno behind /functions/v1/NAME: one process per folder with an
 * index.ts, started at its first request and started again when it has died (waiting longer each time
 * while it dies young). As on a hosted project with `verify_jwt = false`, a function checks its
 * callers itself.
 */
export function startFunctions(options: {
  /** Folder of the functions. */
  folder: string;
  stateDir: string;
  /** The functions' environment, on top of this process's own. */
  env: Record<string, string>;
  logFile: string;
  /** Restart a function when its files change. */
  watch?: boolean;
}): Functions {
  const pidFile = join(options.stateDir, "functions.json");
  endLeftovers(pidFile, options.folder);
  const running = new Map<string, Running>();
  const starting = new Map<string, Promise<Running>>();
  const failures = new Map<string, { count: number; at: number }>();
  let stopping = false;

  function remember() {
    const pids = [...running.values()].map(({ child }) => child.pid);
    writeFileSync(pidFile, JSON.stringify(pids));
  }

  async function start(name: string): Promise<Running> {
    const failed = failures.get(name);
    if (failed) {
      const wait = Math.min(MAX_BACKOFF_MS, 250 * 2 ** failed.count) - (Date.now() - failed.at);
      if (wait > 0) throw new Error(`${name} died; it starts again in ${wait} ms`);
    }
    const folder = join(options.folder, name);
    const port = await freePort();
    const log = openSync(options.logFile, "a");
    const child = spawn(
      denoBinary(),
      [
        "run",
        ...(options.watch ? ["--watch"] : []),
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
        cwd: PROJECT,
        env: {
          ...process.env,
          ...options.env,
          DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
          DENO_NO_UPDATE_CHECK: "1",
          NO_COLOR: "1",
        },
        stdio: ["ignore", log, log],
      },
    );
    const entry = { child, port, startedAt: Date.now() };
    const gone = new Promise<never>((_, reject) => {
      const end = (why: unknown) => {
        if (running.get(name) === entry) running.delete(name);
        if (!stopping) {
          const young = Date.now() - entry.startedAt < SETTLED_MS;
          const count = young ? (failures.get(name)?.count ?? 0) + 1 : 0;
          failures.set(name, { count, at: Date.now() });
        }
        reject(new Error(`${name} ended (${why}); see ${options.logFile}`));
      };
      child.once("error", end);
      child.once("exit", (code, signal) => end(signal ?? code));
    });
    gone.catch(() => {});
    running.set(name, entry);
    remember();
    await Promise.race([untilListening(port), gone]);
    return entry;
  }

  function get(name: string): Promise<Running> {
    const waiting = starting.get(name);
    if (waiting) return waiting;
    const now = running.get(name);
    if (now) return Promise.resolve(now);
    const begun = start(name).finally(() => starting.delete(name));
    starting.set(name, begun);
    return begun;
  }

  return {
    async gateway(path, request, response) {
      const match = /^\/functions\/v1\/([^/]+)(\/.*)?$/.exec(path);
      if (!match) return false;
      const name = match[1] ?? "";
      const refuse = (status: number, message: string) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify({ message }));
        return true;
      };
      if (!NAME.test(name) || !existsSync(join(options.folder, name, "index.ts"))) {
        return refuse(404, "Requested function was not found");
      }
      const body = await readBody(request, response);
      if (body === null) return true;
      let target: Running;
      try {
        target = await get(name);
      } catch (error) {
        console.error("functions:", error instanceof Error ? error.message : error);
        return refuse(503, "Function failed to start");
      }
      const url = new URL(request.url ?? "/", `http://127.0.0.1:${target.port}`);
      // A hosted function sees its own name as the first part of the path.
      url.pathname = `/${name}${match[2] ?? ""}`;
      const headers = headersOf(request);
      for (const name of ["host", "connection", "content-length", "transfer-encoding"]) {
        headers.delete(name);
      }
      try {
        const answer = await fetch(url, {
          method: request.method ?? "GET",
          headers,
          body: body.length > 0 ? new Uint8Array(body) : null,
          redirect: "manual",
          signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        });
        await sendAnswer(answer, response);
      } catch (error) {
        console.error(`functions: ${name}:`, error);
        if (response.headersSent) response.end();
        else refuse(502, "Function did not answer");
      }
      return true;
    },
    async stop() {
      stopping = true;
      const children = [...running.values()].map(({ child }) => child);
      await Promise.all(
        children.map(
          (child) =>
            new Promise<void>((resolve) => {
              if (child.exitCode !== null || child.signalCode !== null) return resolve();
              child.once("exit", () => resolve());
              child.kill("SIGTERM");
              setTimeout(() => child.kill("SIGKILL"), 3000).unref();
            }),
        ),
      );
      rmSync(pidFile, { force: true });
    },
  };
}

/** Ends the function processes of a run that was killed without warning. */
function endLeftovers(pidFile: string, folder: string): void {
  if (!existsSync(pidFile)) return;
  for (const pid of JSON.parse(readFileSync(pidFile, "utf8")) as number[]) {
    if (commandLine(pid).includes(folder)) process.kill(pid, "SIGKILL");
  }
  rmSync(pidFile, { force: true });
}

function denoBinary(): string {
  const name = process.platform === "win32" ? "deno.exe" : "deno";
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("deno/package.json"));
  const linked = join(folder, name);
  if (existsSync(linked)) return linked;
  // The install script, which links it there, was blocked: the platform's own package has it.
  const libc = process.platform === "linux" ? "-glibc" : "";
  const platform = `@deno/${process.platform}-${process.arch}${libc}`;
  return join(
    dirname(createRequire(join(folder, "x.js")).resolve(`${platform}/package.json`)),
    name,
  );
}

async function untilListening(port: number): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect({ port, host: "127.0.0.1" });
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(false));
    });
    if (open) return;
    await new Promise((wake) => setTimeout(wake, 20));
  }
  throw new Error(`nothing listens on port ${port} after ${START_TIMEOUT_MS} ms`);
}

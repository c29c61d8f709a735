import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:net";
import { join, resolve } from "node:path";
import pg from "pg";
import { PROJECT } from "../../supabase/local/paths.ts";
import { freePort, isFree } from "../../supabase/local/ports.ts";
import { identity } from "../../supabase/local/processes.ts";
import { forget } from "../../supabase/local/stack.ts";
import { buildIfChanged } from "./build.ts";
import {
  ended,
  forwardFromIpv6,
  openLog,
  startNext,
  stopChild,
  tail,
  untilAnswers,
} from "./children.ts";
import { type StackProcess, startStackProcess } from "./stack-process.ts";

const USAGE = `npm start [-- --reset] [-- --dev]

  --reset   delete the local data (bookings, accounts, mail) and begin anew
  --dev     reload while you edit (npm run dev is the same)

PORT chooses the app's port (3000). With NEXT_PUBLIC_SUPABASE_URL and its keys set, the app runs
against that Supabase project and nothing embedded is started.`;

const DEFAULT_PORT = 3000;
// From port 3000 this makes the numbers that the Supabase CLI uses on a developer's machine.
const OFFSETS = { api: 51_321, database: 51_322, mailbox: 51_324, smtp: 51_325 };
const DEMO_PASSWORD = "daybook-demo";

const say = (line: string) => console.log(`  ${line}`);

interface RunningFile {
  process: string;
  port: number;
  /** What was printed once everything ran; missing while it starts. */
  block?: string;
}

/** `npm start`: everything from an empty folder to a page that answers, and down again on Ctrl-C. */
export async function start(args: string[]): Promise<void> {
  const unknown = args.filter((arg) => !["--reset", "--dev", "--help", "-h"].includes(arg));
  if (unknown.length > 0 || args.includes("--help") || args.includes("-h")) {
    console.log(USAGE);
    process.exit(unknown.length > 0 ? 2 : 0);
  }
  const dev = args.includes("--dev");
  const reset = args.includes("--reset");
  const stateDir = resolve(process.env.DAYBOOK_STATE ?? join(PROJECT, ".daybook"));
  const runningFile = join(stateDir, "running.json");
  mkdirSync(stateDir, { recursive: true });
  await leaveIfRunning(runningFile, reset);

  const wantedPort = Number(process.env.PORT) || DEFAULT_PORT;
  const port = await choosePort(wantedPort);
  const appUrl = process.env.APP_URL ?? `http://localhost:${port}`;
  const remember = (block?: string) => {
    const file: RunningFile = { process: identity(process.pid), port, block };
    writeFileSync(runningFile, JSON.stringify(file));
  };
  remember();

  let stack: StackProcess | undefined;
  let app: ChildProcess | undefined;
  let ipv6: Server | undefined;
  let stopping: Promise<void> | undefined;
  const stop = (code: number) => {
    stopping ??= (async () => {
      if (code === 0) console.log("\nStopping");
      ipv6?.close();
      if (app) await stopChild(app);
      if (stack) await stack.stop();
      rmSync(runningFile, { force: true });
      process.exit(code);
    })();
    return stopping;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void stop(0));
  }

  try {
    const logs = join(stateDir, "logs");
    let env: Record<string, string | undefined> = { APP_URL: appUrl };
    if (isHosted()) {
      if (reset)
        throw new Error("--reset is for the embedded stack; this runs on a hosted project.");
      say(`Using the Supabase project at ${hostedValue("NEXT_PUBLIC_SUPABASE_URL")}`);
    } else {
      if (reset) {
        say("Deleting the local data");
        forget(stateDir);
      }
      const ports = Object.fromEntries(
        Object.entries(OFFSETS)
          .map(([name, offset]) => [name, port + offset] as const)
          .filter(([, number]) => number < 65_536),
      );
      stack = await startStackProcess(
        stateDir,
        { ports, appUrl, seed: true, scheduler: true, watch: dev },
        say,
        join(logs, "stack.log"),
      );
      env = { ...env, ...stack.env };
      void ended(stack.child).then((how) => {
        if (stopping) return;
        console.error(`\nThe stack has ended (${how}):\n${tail(join(logs, "stack.log"))}`);
        void stop(1);
      });
    }
    if (stopping) return;

    const appLog = join(logs, "app.log");
    if (dev) {
      app = startNext(["dev", "-H", "127.0.0.1", "-p", String(port)], env, "inherit");
    } else {
      await buildIfChanged({ distDir: ".next", env, logFile: join(logs, "build.log"), log: say });
      if (stopping) return;
      const output = openLog(appLog, true);
      app = startNext(
        ["start", "-H", "127.0.0.1", "-p", String(port)],
        { ...env, NODE_ENV: "production" },
        ["ignore", output, output],
      );
    }
    say("Starting the app");
    await untilAnswers(`http://127.0.0.1:${port}/api/health`, app).catch((error) => {
      throw new Error(`The app did not start: ${error.message}\n${dev ? "" : tail(appLog)}`);
    });
    void ended(app).then((how) => {
      if (stopping) return;
      console.error(`\nThe app has ended (${how}):\n${dev ? "" : tail(appLog)}`);
      void stop(1);
    });
    ipv6 = await forwardFromIpv6(port);
    const block = await summary(appUrl, stack);
    remember(block);
    console.log(block);
    console.log(dev ? "" : "  Ctrl-C stops everything.\n");
  } catch (error) {
    if (!stopping) console.error(`\n${error instanceof Error ? error.message : error}\n`);
    await stop(1);
  }
}

/** A second start while one runs says where that one is, and is done. */
async function leaveIfRunning(file: string, reset: boolean): Promise<void> {
  if (!existsSync(file)) return;
  let running: RunningFile;
  try {
    running = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return;
  }
  const pid = Number.parseInt(running.process, 10);
  if (!running.process || identity(pid) !== running.process) return;
  if (reset) {
    console.error(`Daybook runs here (process ${pid}). Stop it with Ctrl-C before --reset.`);
    process.exit(1);
  }
  if (running.block) {
    console.log(`Daybook already runs here (process ${pid}).\n${running.block}`);
  } else {
    console.log(`Daybook is starting here already, on port ${running.port} (process ${pid}).`);
  }
  process.exit(0);
}

async function choosePort(wanted: number): Promise<number> {
  if (await isFree(wanted)) return wanted;
  for (let port = wanted + 1; port < Math.min(wanted + 100, 65_536); port++) {
    if (await isFree(port)) {
      say(`Port ${wanted} is taken; Daybook uses ${port}. (PORT=… chooses another.)`);
      return port;
    }
  }
  const port = await freePort();
  say(`Port ${wanted} is taken; Daybook uses ${port}.`);
  return port;
}

/** Whether the environment, or the .env files that Next reads, names a Supabase project. */
function isHosted(): boolean {
  return Boolean(
    hostedValue("NEXT_PUBLIC_SUPABASE_URL") && hostedValue("NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY"),
  );
}

function hostedValue(name: string): string | undefined {
  if (process.env[name]) return process.env[name];
  for (const file of [".env.production.local", ".env.local", ".env.production", ".env"]) {
    const path = join(PROJECT, file);
    if (!existsSync(path)) continue;
    const line = new RegExp(`^\\s*${name}\\s*=\\s*["']?([^"'\\s#]+)`, "m");
    const value = line.exec(readFileSync(path, "utf8"))?.[1];
    if (value) return value;
  }
  return undefined;
}

/** The block that a start ends with: where to look, and who to be. */
async function summary(appUrl: string, stack: StackProcess | undefined): Promise<string> {
  const lines: [string, string][] = [];
  const demo = stack ? await readDemo(stack.databaseUrl) : { businesses: [], people: [] };
  for (const { slug, name } of demo.businesses) lines.push([name, `${appUrl}/${slug}`]);
  if (demo.businesses.length === 0) lines.push(["Daybook", appUrl]);
  lines.push(["Dashboard", `${appUrl}/dashboard`]);
  for (const { role, email } of demo.people) {
    lines.push([`Sign in as ${role}`, `${email}   password ${DEMO_PASSWORD}`]);
  }
  if (stack) lines.push(["Mailbox", stack.mailboxUrl]);
  const width = Math.max(...lines.map(([label]) => label.length)) + 3;
  return `\n${lines.map(([label, value]) => `  ${label.padEnd(width)}${value}`).join("\n")}\n`;
}

async function readDemo(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const businesses = await client.query<{ slug: string; name: string }>(
      "select slug, name from public.businesses order by created_at limit 4",
    );
    const people = await client.query<{ role: string; email: string }>(
      `select split_part(email, '@', 1) as role, email from auth.users
       where email in ('owner@daybook.example', 'staff@daybook.example', 'customer@daybook.example')
       order by array_position(array['owner', 'staff', 'customer'], split_part(email, '@', 1))`,
    );
    return { businesses: businesses.rows, people: people.rows };
  } finally {
    await client.end();
  }
}

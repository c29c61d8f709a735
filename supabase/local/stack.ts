import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { type Api, type Gateway, startApi } from "./api.ts";
import { databaseSql, rolesSql } from "./bootstrap.ts";
import { type Functions, startFunctions } from "./functions.ts";
import { type Mailbox, startMailbox } from "./mailbox.ts";
import { type MigrationReport, migrate, seed } from "./migrate.ts";
import { isOpenToAll, isRoot, outsideFolder, PROJECT } from "./paths.ts";
import { freePort, isFree } from "./ports.ts";
import {
  connectionString,
  makeWalkable,
  type PostgresServer,
  SUPERUSER,
  startPostgres,
} from "./postgres.ts";
import { identity } from "./processes.ts";
import { startScheduler } from "./scheduler.ts";
import { readSecrets } from "./secrets.ts";
import { storageGateway } from "./storage.ts";

// The local stand-in for Twilio: an account of zeros, and Twilio's own test number to send from.
const TWILIO_SID = `AC${"0".repeat(32)}`;
const TWILIO_NUMBER = "+15005550006";

interface StackPorts {
  api: number;
  database: number;
  mailbox: number;
  smtp: number;
}

export interface StackOptions {
  /** Folder for data, secrets, mail and logs; made if missing, kept afterwards. */
  stateDir: string;
  /** Ports to take if they are free; others are chosen freely (those of the last run, if they can be had). */
  ports?: Partial<StackPorts>;
  /** Where the app is: for links in mail and for functions. Default http://localhost:3000. */
  appUrl?: string;
  /** The mailbox. Default true. */
  mail?: boolean;
  /** The edge functions. Default true. */
  functions?: boolean;
  /** Run seed.sql on a database that has not had it. Default false. */
  seed?: boolean;
  /** Run schedules, and the edge functions that they call, every minute. Default false. */
  scheduler?: boolean;
  /** Restart functions when their files change. Default false. */
  watch?: boolean;
  /** Faster, and not safe against a power cut: for what is thrown away. Default false. */
  throwaway?: boolean;
  /** Folder of the migrations. Default supabase/migrations. */
  migrations?: string;
  /** Told what happens, one short line each. */
  log?: (line: string) => void;
}

export interface Stack {
  /** What the app needs in its environment. */
  env: Record<string, string>;
  databaseUrl: string;
  /** As the superuser: for tests and measurements that look where `postgres` may not. */
  superuserUrl: string;
  apiUrl: string;
  mailboxUrl: string;
  smtpUrl: string;
  /** Empties the database: migrations from the start, and the seed if the stack was started with it. */
  reset(): Promise<void>;
  /** Applies the migrations that have come since. */
  migrate(): Promise<MigrationReport>;
  stop(): Promise<void>;
}

/** What `stack.json` in the state folder says while a stack runs there. */
export interface StackFile {
  pid: number;
  env: Record<string, string>;
  superuserUrl: string;
}

/**
 * Starts the embedded stand-in for a Supabase project: PostgreSQL, the API, the mailbox, the edge
 * functions and the scheduler, all on 127.0.0.1, and brings the database up to the last migration.
 * If something fails on the way, what was started is stopped and the error is thrown.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stateDir = resolve(options.stateDir);
  const log = options.log ?? (() => {});
  const logs = join(stateDir, "logs");
  makeWalkable(stateDir);
  mkdirSync(logs, { recursive: true });
  takeLock(stateDir);
  const secrets = readSecrets(stateDir);
  const ports = await choosePorts(stateDir, options.ports ?? {});
  const dataDir = dataFolder(stateDir);
  const migrations = options.migrations ?? join(PROJECT, "supabase", "migrations");
  const seedFile = join(PROJECT, "supabase", "seed.sql");
  const appUrl = options.appUrl ?? "http://localhost:3000";
  const started: { stop(): Promise<void> }[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      rmSync(join(stateDir, "stack.json"), { force: true });
      for (const part of started.reverse()) await part.stop();
      rmSync(join(stateDir, "stack.lock"), { force: true });
    })();
    return stopped;
  };

  try {
    log("Starting the database");
    const postgres = await startPostgres({
      dataDir,
      logFile: join(logs, "postgres.log"),
      port: ports.database,
      password: secrets.databasePassword,
      throwaway: options.throwaway,
    });
    started.push(postgres);
    const url = (role: string, database?: string) =>
      connectionString(role, secrets.databasePassword, ports.database, database);
    const databaseUrl = url("postgres");
    const superuserUrl = url(SUPERUSER);
    await ensureRoles(url(SUPERUSER, "template1"), secrets.databasePassword);
    await ensureProject(superuserUrl);

    const bringUp = async () => {
      const report = await migrate(databaseUrl, migrations);
      for (const file of report.applied) log(`Applied ${file}`);
      for (const file of report.changed) {
        log(
          `Warning: ${file} was applied earlier and has been changed since (--reset starts anew)`,
        );
      }
      for (const file of report.missing) log(`Warning: ${file} was applied earlier and is gone`);
      if (options.seed && (await seed(databaseUrl, seedFile))) log("Filled in the demo");
      return report;
    };
    await bringUp();

    let mailbox: Mailbox | undefined;
    if (options.mail !== false) {
      mailbox = await startMailbox({
        folder: join(stateDir, "mail"),
        httpPort: ports.mailbox,
        smtpPort: ports.smtp,
        sms: {
          account: {
            accountSid: TWILIO_SID,
            authToken: secrets.twilioToken,
            number: TWILIO_NUMBER,
          },
          incomingUrl:
            options.functions === false
              ? null
              : `http://127.0.0.1:${ports.api}/functions/v1/twilio/incoming`,
        },
      });
      started.push(mailbox);
    }
    const apiUrl = `http://127.0.0.1:${ports.api}`;
    const env: Record<string, string> = {
      NEXT_PUBLIC_SUPABASE_URL: apiUrl,
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
      SUPABASE_SECRET_KEY: secrets.secretKey,
      DATABASE_URL: databaseUrl,
      APP_URL: appUrl,
      TOKEN_SECRET: secrets.tokenSecret,
      FUNCTION_SECRET: secrets.functionSecret,
      // Trials send hundreds of requests from one address; the limits' shape stays, their size grows.
      THROTTLE_SCALE: "100",
      VAPID_PUBLIC_KEY: secrets.vapidPublicKey,
      ...(mailbox ? { MAILBOX_URL: mailbox.url, SMTP_URL: mailbox.smtpUrl } : {}),
    };

    let functions: Functions | undefined;
    if (options.functions !== false) {
      functions = startFunctions({
        folder: join(PROJECT, "supabase", "functions"),
        stateDir,
        logFile: join(logs, "functions.log"),
        watch: options.watch,
        env: {
          ...env,
          SUPABASE_URL: apiUrl,
          SUPABASE_ANON_KEY: secrets.publishableKey,
          SUPABASE_SERVICE_ROLE_KEY: secrets.secretKey,
          SUPABASE_DB_URL: databaseUrl,
          VAPID_PRIVATE_KEY: secrets.vapidPrivateKey,
          RESEND_WEBHOOK_SECRET: secrets.resendWebhookSecret,
          ...(mailbox
            ? {
                TWILIO_ACCOUNT_SID: TWILIO_SID,
                TWILIO_AUTH_TOKEN: secrets.twilioToken,
                TWILIO_FROM: TWILIO_NUMBER,
                TWILIO_BASE_URL: mailbox.twilioUrl,
              }
            : {}),
        },
      });
      started.push(functions);
    }

    let api: Api;
    const reset = async () => {
      await recreateProject(url(SUPERUSER, "template1"), superuserUrl);
      await bringUp();
      await api.reconnect();
    };
    const update = async () => {
      const report = await bringUp();
      await api.reloadSchema();
      return report;
    };
    log("Starting the API");
    api = await startApi({
      port: ports.api,
      databaseUrl: superuserUrl,
      secrets,
      appUrl,
      smtpUrl: mailbox?.smtpUrl,
      gateway: gatewayFor(secrets.secretKey, { reset, migrate: update }, [
        storageGateway(join(stateDir, "storage"), secrets.secretKey),
        ...(functions ? [functions.gateway] : []),
      ]),
    });
    started.push(api);

    if (options.scheduler) {
      started.push(
        startScheduler({
          databaseUrl,
          ...(functions
            ? {
                callFunction: (name) =>
                  callFunction(name, apiUrl, secrets.secretKey, secrets.functionSecret),
              }
            : {}),
        }),
      );
    }
    const file: StackFile = { pid: process.pid, env, superuserUrl };
    writeWhole(join(stateDir, "stack.json"), JSON.stringify(file, null, 2));
    watchDatabase(postgres, () => stopped !== undefined);
    return {
      env,
      databaseUrl,
      superuserUrl,
      apiUrl,
      mailboxUrl: mailbox?.url ?? "",
      smtpUrl: mailbox?.smtpUrl ?? "",
      reset,
      migrate: update,
      stop,
    };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}

/** The process that runs or starts a stack on a state folder, if there is one. */
export function ownerOf(stateDir: string): number | undefined {
  const file = join(resolve(stateDir), "stack.lock");
  if (!existsSync(file)) return undefined;
  const mark = readFileSync(file, "utf8").trim();
  const pid = Number.parseInt(mark, 10);
  return mark !== "" && identity(pid) === mark ? pid : undefined;
}

function takeLock(stateDir: string): void {
  const owner = ownerOf(stateDir);
  if (owner) throw new Error(`A stack already runs on ${stateDir} (process ${owner}).`);
  const file = join(stateDir, "stack.lock");
  rmSync(file, { force: true });
  writeFileSync(file, identity(process.pid), { flag: "wx" });
}

/** Where the database's files are for a state folder. */
export function dataFolder(stateDir: string): string {
  if (isRoot && !isOpenToAll(resolve(stateDir))) {
    const outside = outsideFolder(stateDir);
    makeWalkable(outside);
    return join(outside, "database");
  }
  return join(resolve(stateDir), "database");
}

/** Deletes a state folder's data (not while a stack runs there). Secrets go too. */
export function forget(stateDir: string): void {
  const owner = ownerOf(stateDir);
  if (owner) throw new Error(`A stack runs on ${stateDir} (process ${owner}); stop it first.`);
  rmSync(dataFolder(stateDir), { recursive: true, force: true });
  for (const part of [
    "mail",
    "logs",
    "secrets.json",
    "ports.json",
    "stack.json",
    "functions.json",
  ]) {
    rmSync(join(stateDir, part), { recursive: true, force: true });
  }
}

async function choosePorts(stateDir: string, wanted: Partial<StackPorts>): Promise<StackPorts> {
  const file = join(stateDir, "ports.json");
  const last = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Partial<StackPorts>)
    : {};
  const taken = new Set<number>();
  const choose = async (name: keyof StackPorts) => {
    // The last run's first: the API's address is built into the app, and a new one means a new build.
    for (const port of [last[name], wanted[name]]) {
      if (port && !taken.has(port) && (await isFree(port))) {
        taken.add(port);
        return port;
      }
    }
    let port = await freePort();
    while (taken.has(port)) port = await freePort();
    taken.add(port);
    return port;
  };
  const ports = {
    api: await choose("api"),
    database: await choose("database"),
    mailbox: await choose("mailbox"),
    smtp: await choose("smtp"),
  };
  writeWhole(file, JSON.stringify(ports));
  return ports;
}

async function ensureRoles(templateUrl: string, password: string): Promise<void> {
  await withClient(templateUrl, async (client) => {
    const { rowCount } = await client.query("select from pg_roles where rolname = 'anon'");
    if (!rowCount) await client.query(rolesSql(password));
  });
}

async function ensureProject(superuserUrl: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const { rows } = await client.query("select to_regclass('auth.users') is null as empty");
    // Many statements in one query are one transaction: all of it or nothing.
    if (rows[0].empty) await client.query(databaseSql("postgres"));
  });
}

async function recreateProject(templateUrl: string, superuserUrl: string): Promise<void> {
  await withClient(templateUrl, async (client) => {
    await client.query("drop database postgres with (force)");
    await client.query("create database postgres template template0");
  });
  await ensureProject(superuserUrl);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Puts the stack's own commands (for the `stack` command line) before the functions. */
function gatewayFor(
  secretKey: string,
  commands: { reset(): Promise<void>; migrate(): Promise<MigrationReport> },
  others: Gateway[],
): Gateway {
  return async (path, request, response) => {
    const command = /^\/_stack\/(reset|migrate)$/.exec(path)?.[1] as
      | "reset"
      | "migrate"
      | undefined;
    if (!command) {
      for (const other of others) if (await other(path, request, response)) return true;
      return false;
    }
    const allowed = request.method === "POST" && request.headers.apikey === secretKey;
    let status = 403;
    let body: unknown = { message: "not allowed" };
    if (allowed) {
      try {
        body = { ok: true, report: (await commands[command]()) ?? null };
        status = 200;
      } catch (error) {
        status = 500;
        body = { message: error instanceof Error ? error.message : String(error) };
      }
    }
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
    return true;
  };
}

async function callFunction(
  name: string,
  apiUrl: string,
  secretKey: string,
  functionSecret: string,
) {
  if (!existsSync(join(PROJECT, "supabase", "functions", name, "index.ts"))) return;
  const answer = await fetch(`${apiUrl}/functions/v1/${encodeURIComponent(name)}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${secretKey}`,
      apikey: secretKey,
      "x-function-secret": functionSecret,
      "content-type": "application/json",
    },
    body: "{}",
    signal: AbortSignal.timeout(120_000),
  });
  if (!answer.ok)
    throw new Error(`status ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  await answer.arrayBuffer();
}

function watchDatabase(postgres: PostgresServer, isStopping: () => boolean): void {
  void postgres.exited.then(() => {
    if (!isStopping()) console.error("The database has stopped by itself.");
  });
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseSql } from "../local/bootstrap.ts";
import { migrate } from "../local/migrate.ts";
import { isRoot, NOBODY, PROJECT } from "../local/paths.ts";
import { freePort } from "../local/ports.ts";

// The schedule as a hosted project runs it: the migrations on a real PostgreSQL that has pg_cron. pg_net and the vault
// exist on hosted projects alone, so that the call of an edge function is caught where pg_net would take it.

const VERSIONS = "/usr/lib/postgresql";
const version = existsSync(VERSIONS)
  ? readdirSync(VERSIONS)
      .filter((one) => existsSync(join(VERSIONS, one, "lib", "pg_cron.so")))
      .sort((a, b) => Number(b) - Number(a))[0]
  : undefined;
const bin = join(VERSIONS, version ?? "", "bin");
const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
/** A job begins with the minute. */
const MINUTE_AND_SOME_MS = 75_000;

const what = version
  ? `the schedule on PostgreSQL ${version} with pg_cron`
  : "the schedule under pg_cron (left out: no PostgreSQL with pg_cron here, apt-get install postgresql-15-cron brings one)";

describe.skipIf(!version)(what, () => {
  let folder: string;
  let server: ChildProcess | undefined;
  let db: pg.Client;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "daybook-cron-"));
    const data = join(folder, "data");
    if (isRoot) chownSync(folder, NOBODY, NOBODY);
    const env = { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" };
    execFileSync(
      join(bin, "initdb"),
      ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
      { ...as, cwd: "/", env: { ...env, NODE_ENV: "test" }, stdio: "ignore" },
    );
    const port = await freePort();
    const settings = [
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      "shared_preload_libraries=pg_cron",
      "cron.database_name=postgres",
      "cron.use_background_workers=on",
      "max_worker_processes=20",
      "timezone=UTC",
      "fsync=off",
    ];
    server = spawn(
      join(bin, "postgres"),
      ["-D", data, "-p", String(port), ...settings.flatMap((one) => ["-c", one])],
      { ...as, cwd: "/", env: { ...env, NODE_ENV: "test" }, stdio: "ignore" },
    );
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
    db = await connected(url);
    await db.query(`
      create role anon nologin noinherit;
      create role authenticated nologin noinherit;
      create role service_role nologin noinherit bypassrls;
      create role supabase_auth_admin noinherit createrole login;
      create role dashboard_user;
    `);
    await db.query(databaseSql("postgres"));
    await db.query(`
      create schema net;
      create table net.calls (url text, body jsonb, headers jsonb, at timestamptz default clock_timestamp());
      create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}',
        timeout_milliseconds integer default 5000) returns bigint language sql as
        'insert into net.calls (url, body, headers) values (url, body, headers); select 1::bigint';
      create schema vault;
      create view vault.decrypted_secrets as select * from (values
        ('functions_url', 'https://project.example/functions/v1'), ('function_secret', 'a secret of the vault')
      ) as t(name, decrypted_secret);
    `);
    await migrate(url, join(PROJECT, "supabase", "migrations"));
  });

  afterAll(async () => {
    await db?.end();
    if (server && server.exitCode === null) {
      const gone = new Promise((resolve) => server?.once("exit", resolve));
      server.kill("SIGINT");
      await gone;
    }
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("holds what the table of schedules says, each in its own words and at its own time", async () => {
    const { rows: jobs } = await db.query(
      "select jobname as name, schedule, command, active from cron.job order by jobname",
    );
    const { rows: declared } = await db.query(
      "select 'daybook-' || name as name, schedule, command, true as active from private.schedules order by 1",
    );
    expect(declared.length).toBeGreaterThan(5);
    expect(jobs).toEqual(declared);
  });

  it("calls an edge function with the address and the secret that the vault holds", async () => {
    await db.query("select private.call_function('dispatch')");
    const { rows } = await db.query("select url, body, headers from net.calls order by at limit 1");
    expect(rows).toEqual([
      {
        url: "https://project.example/functions/v1/dispatch",
        body: {},
        headers: {
          "content-type": "application/json",
          "x-function-secret": "a secret of the vault",
        },
      },
    ]);
  });

  it(
    "runs by itself when the minute comes, and nothing of it fails",
    async () => {
      await db.query("delete from net.calls");
      const end = Date.now() + MINUTE_AND_SOME_MS;
      const every = await db.query(
        "select count(*)::int as n from cron.job where schedule = '* * * * *'",
      );
      let done: { name: string; status: string; message: string }[] = [];
      while (Date.now() < end && done.length < every.rows[0].n) {
        await new Promise((wake) => setTimeout(wake, 500));
        const { rows } = await db.query(
          `select j.jobname as name, d.status, d.return_message as message from cron.job_run_details as d
           join cron.job as j using (jobid) where d.end_time is not null order by 1`,
        );
        done = rows;
      }
      expect(done.filter(({ status }) => status !== "succeeded")).toEqual([]);
      expect(done.map(({ name }) => name)).toContain("daybook-dispatch");
      const { rows: calls } = await db.query("select distinct url from net.calls");
      expect(calls.map(({ url }) => url)).toContain(
        "https://project.example/functions/v1/dispatch",
      );
    },
    MINUTE_AND_SOME_MS + 10_000,
  );
});

async function connected(url: string): Promise<pg.Client> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
}

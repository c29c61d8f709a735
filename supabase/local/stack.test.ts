import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { PROJECT } from "./paths.ts";
import { isServerOf } from "./postgres.ts";
import { dataFolder, type Stack, startStack } from "./stack.ts";

const SCHEMA = `
  create extension btree_gist with schema extensions;
  create table public.notes (id int primary key, body text check (body <> 'no'), owner uuid references auth.users (id));
  alter table public.notes enable row level security;
  create policy own on public.notes to authenticated using (owner = (select auth.uid()));
  create table public.closed (id int primary key);
  alter table public.closed enable row level security;
  revoke all on public.closed from anon, authenticated;
  create table public.spans (span tstzrange, exclude using gist (span with &&));
  alter table public.spans enable row level security;
  create function public.refuse() returns void language plpgsql set search_path = '' as
    $$ begin raise exception 'not today' using hint = 'try tomorrow'; end $$;
  create function public.conflict() returns void language plpgsql set search_path = '' as
    $$ begin raise exception 'again' using errcode = '40001'; end $$;
`;
const PERSON = "11111111-1111-4111-8111-111111111111";

const root = mkdtempSync(join(tmpdir(), "daybook-stack-"));
const migrations = join(root, "migrations");
mkdirSync(migrations);
writeFileSync(join(migrations, "20260101000000_notes.sql"), SCHEMA);
// The API says on stderr what the database refused; these tests ask for refusals.
vi.spyOn(console, "error").mockImplementation(() => {});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the embedded stack", () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack({
      stateDir: join(root, "state"),
      migrations,
      functions: false,
      throwaway: true,
    });
  });
  afterAll(() => stack?.stop());

  /** A request to the API as the holder of a key and, perhaps, of a session. */
  async function call(
    path: string,
    body?: unknown,
    options: { key?: string; token?: string } = {},
  ) {
    const key = options.key ?? stack.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? "";
    const answer = await fetch(stack.apiUrl + path, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        apikey: key,
        "content-type": "application/json",
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : null };
  }

  async function query(sql: string, values?: unknown[]) {
    const client = new pg.Client({ connectionString: stack.databaseUrl });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  it("leaves a revoked table revoked after the API's first requests", async () => {
    for (let request = 0; request < 2; request++) {
      expect(await call("/rest/v1/notes")).toMatchObject({ status: 200, body: [] });
      expect(await call("/rest/v1/closed")).toMatchObject({ status: 401, body: { code: "42501" } });
    }
    const rows = await query(
      "select has_table_privilege('anon', 'public.closed', 'select') as anon, has_table_privilege('authenticated', 'public.closed', 'insert') as member",
    );
    expect(rows).toEqual([{ anon: false, member: false }]);
  });

  it("answers database errors as PostgREST does", async () => {
    const secret = { key: stack.env.SUPABASE_SECRET_KEY ?? "" };
    const span = { span: "[2026-01-01,2026-01-02)" };
    expect((await call("/rest/v1/spans", span, secret)).status).toBe(201);
    expect(await call("/rest/v1/spans", span, secret)).toMatchObject({
      status: 400,
      body: { code: "23P01", message: expect.stringContaining("exclusion constraint") },
    });
    expect(await call("/rest/v1/notes", { id: 1, body: "no" }, secret)).toMatchObject({
      status: 400,
      body: { code: "23514" },
    });
    expect(await call("/rest/v1/rpc/refuse", {})).toEqual({
      status: 400,
      body: { code: "P0001", message: "not today", details: null, hint: "try tomorrow" },
    });
    expect(await call("/rest/v1/rpc/conflict", {})).toMatchObject({
      status: 500,
      body: { code: "40001" },
    });
  });

  it("needs a key, and does not take an unknown one", async () => {
    expect((await call("/rest/v1/notes", undefined, { key: "" })).status).toBe(401);
    expect((await call("/rest/v1/notes", undefined, { key: "sb_secret_wrong" })).status).toBe(401);
    const reset = await fetch(`${stack.apiUrl}/_stack/reset`, {
      method: "POST",
      headers: { apikey: stack.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? "" },
    });
    expect(reset.status).toBe(403);
  });

  it("signs in a person whom the seed inserted, and shows them their rows only", async () => {
    await query(
      `insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
         raw_app_meta_data, raw_user_meta_data, confirmation_token, recovery_token, email_change,
         email_change_token_new, email_change_token_current)
       values ('00000000-0000-0000-0000-000000000000', $1, 'authenticated', 'authenticated', 'ada@daybook.example',
         extensions.crypt('correct horse', extensions.gen_salt('bf', 6)), now(),
         '{"provider": "email", "providers": ["email"]}', '{}', '', '', '', '', '')`,
      [PERSON],
    );
    await query("insert into public.notes values (7, 'mine', $1), (8, 'nobody''s', null)", [
      PERSON,
    ]);
    const wrong = { email: "ada@daybook.example", password: "wrong horse" };
    expect((await call("/auth/v1/token?grant_type=password", wrong)).status).toBe(400);
    const right = { email: "Ada@daybook.example", password: "correct horse" };
    const session = await call("/auth/v1/token?grant_type=password", right);
    expect(session.status).toBe(200);
    const token = session.body.access_token as string;
    expect((await call("/rest/v1/notes?select=id", undefined, { token })).body).toEqual([
      { id: 7 },
    ]);
  });

  it("sends a code and a link that lead into the app", async () => {
    const sent = await call("/auth/v1/signup", {
      email: "new@daybook.example",
      password: "a long one",
    });
    expect(sent.status).toBe(200);
    const list = await (
      await fetch(`${stack.mailboxUrl}/api/messages?to=new@daybook.example`)
    ).json();
    const id = (list as { messages: { id: string }[] }).messages[0]?.id;
    const mail = (await (await fetch(`${stack.mailboxUrl}/api/messages/${id}`)).json()) as {
      text: string;
    };
    expect(mail.text).toMatch(/^\d{6}$/m);
    const link = new URL(/http\S+/.exec(mail.text)?.[0] ?? "");
    expect(link.origin + link.pathname).toBe("http://localhost:3000/auth/confirm");
    const verified = await call("/auth/v1/verify", {
      type: link.searchParams.get("type"),
      token_hash: link.searchParams.get("token_hash"),
    });
    expect(verified.body.user.email).toBe("new@daybook.example");
  });

  it("runs migrations as a role that is no superuser, and says where one fails", async () => {
    expect(await query("select usesuper from pg_user where usename = current_user")).toEqual([
      { usesuper: false },
    ]);
    const file = join(migrations, "20260102000000_broken.sql");
    writeFileSync(file, "create table public.half (id int);\n\nselect wrong;\n");
    await expect(stack.migrate()).rejects.toThrow(/20260102000000_broken\.sql:3: column "wrong"/);
    expect(await query("select to_regclass('public.half') as half")).toEqual([{ half: null }]);
    rmSync(file);
    writeFileSync(
      join(migrations, "20260103000000_more.sql"),
      "create table public.more (id int);",
    );
    expect((await stack.migrate()).applied).toEqual(["20260103000000_more.sql"]);
    const key = stack.env.SUPABASE_SECRET_KEY;
    expect((await call("/rest/v1/more", undefined, { key })).status).toBe(200);
    rmSync(join(migrations, "20260103000000_more.sql"));
  });

  it("starts no second stack on the same folder", async () => {
    await expect(startStack({ stateDir: join(root, "state"), migrations })).rejects.toThrow(
      /already runs/,
    );
    expect((await call("/rest/v1/notes")).status).toBe(200);
  });
});

describe("a stack that was killed", () => {
  const stateDir = join(root, "killed");
  const children: ChildProcess[] = [];

  afterAll(() => {
    for (const child of children) child.kill("SIGTERM");
  });

  /** A stack in a process of its own, as `npm start` has it. */
  function serve(): Promise<{ child: ChildProcess; databaseUrl: string }> {
    const options = JSON.stringify({ migrations, functions: false, mail: false, seed: false });
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "supabase/local/cli.ts", "serve", options],
      {
        cwd: PROJECT,
        env: { ...process.env, DAYBOOK_STATE: stateDir },
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      },
    );
    children.push(child);
    return new Promise((resolve, reject) => {
      child.on("message", (message) => {
        const news = message as { ready?: { databaseUrl: string }; failed?: string };
        if (news.ready) resolve({ child, databaseUrl: news.ready.databaseUrl });
        if (news.failed) reject(new Error(news.failed));
      });
      child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
    });
  }

  it("comes up again with everything that was committed", async () => {
    const first = await serve();
    const client = new pg.Client({ connectionString: first.databaseUrl });
    client.on("error", () => {});
    await client.connect();
    await client.query("insert into public.notes (id, body) values (1, 'kept')");
    await client.query("begin");
    await client.query("insert into public.notes (id, body) values (2, 'never committed')");
    const dead = new Promise((resolve) => first.child.once("exit", resolve));
    first.child.kill("SIGKILL");
    await dead;

    const lock = readFileSync(join(dataFolder(stateDir), "postmaster.pid"), "utf8");
    const orphan = Number.parseInt(lock, 10);
    expect(isServerOf(orphan, dataFolder(stateDir))).toBe(true);

    const second = await serve();
    expect(isServerOf(orphan, dataFolder(stateDir))).toBe(false);
    const again = new pg.Client({ connectionString: second.databaseUrl });
    await again.connect();
    expect((await again.query("select id, body from public.notes")).rows).toEqual([
      { id: 1, body: "kept" },
    ]);
    await again.end();
    await client.end().catch(() => {});
    const gone = new Promise((resolve) => second.child.once("exit", resolve));
    second.child.kill("SIGTERM");
    await gone;
    expect(() => readFileSync(join(dataFolder(stateDir), "postmaster.pid"))).toThrow("ENOENT");
  });
});

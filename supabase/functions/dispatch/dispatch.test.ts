import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ICAL from "ical.js";
import pg from "pg";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { manageToken, tokenHash } from "../../../lib/bookings/token.ts";
import { apiOutbox } from "../../../lib/notifications/outbox.ts";
import { startResend } from "../../../lib/notifications/testing/resend-server.ts";
import { type Stack, startStack } from "../../local/stack.ts";

const FOLDER = import.meta.dirname;
const PROJECT = join(FOLDER, "..", "..", "..");
const CUT = "5e000000-0000-4000-8000-000000000001";
const MARA = "50000000-0000-4000-8000-000000000001";
const DAY_MS = 86_400_000;
const DENO = join(dirname(createRequire(import.meta.url).resolve("deno/package.json")), "deno");

const stateDir = mkdtempSync(join(tmpdir(), "daybook-dispatch-"));
const cleanups: (() => unknown)[] = [];
let stack: Stack;
let database: pg.Client;
let booked = 0;

beforeAll(async () => {
  stack = await startStack({ stateDir, throwaway: true, functions: true, mail: true, seed: true });
  database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
});

afterAll(async () => {
  await database?.end();
  await stack?.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

beforeEach(async () => {
  await database.query("delete from public.notifications");
  await database.query(
    "update private.channel_breakers set failures = 0, trips = 0, open_until = null, probing = false",
  );
  await fetch(`${stack.mailboxUrl}/api/messages`, { method: "DELETE" });
});

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Calls a database function, as the app does; returns its outcome. */
async function run(sql: string, values: unknown[]): Promise<Record<string, unknown>> {
  const { rows } = await database.query(`select public.${sql} as outcome`, values);
  return rows[0].outcome;
}

/** Books a cut with Mara on a day of its own; one message to the customer and one to her are due after it. */
async function book(email = "clara@mail.example") {
  const bookingId = randomUUID();
  booked += 1;
  const start = new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + (60 + booked) * DAY_MS);
  const token = await manageToken(stack.env.TOKEN_SECRET ?? "", bookingId);
  const outcome = await run("create_booking($1)", [
    {
      bookingId,
      tokenHash: await tokenHash(token),
      serviceId: CUT,
      start: start.toISOString(),
      party: 1,
      staff: [[MARA]],
      customer: { name: "Clara <b>Nowak</b>", email, phone: null },
      timeZone: "America/New_York",
      locale: "en-GB",
      actor: { kind: "customer" },
      idempotencyKey: bookingId,
      requestHash: createHash("sha256").update(bookingId).digest("hex"),
    },
  ]);
  expect(outcome.code).toBeUndefined();
  return { bookingId, token, start };
}

async function call(url = `${stack.apiUrl}/functions/v1/dispatch`, headers = secretHeader()) {
  const answer = await fetch(url, { method: "POST", headers });
  return { status: answer.status, body: await answer.json() };
}

function secretHeader(): Record<string, string> {
  return { "x-function-secret": stack.env.FUNCTION_SECRET ?? "" };
}

interface Mail {
  id: string;
  subject: string;
  to: string[];
  text: string;
  html: string;
  attachments: { filename: string; mimeType: string; text: string | null }[];
}

async function mails(to?: string): Promise<Mail[]> {
  const query = to ? `?to=${encodeURIComponent(to)}` : "";
  const list = await (await fetch(`${stack.mailboxUrl}/api/messages${query}`)).json();
  return Promise.all(
    list.messages.map(async ({ id }: { id: string }) =>
      (await fetch(`${stack.mailboxUrl}/api/messages/${id}`)).json(),
    ),
  );
}

async function outbox() {
  const { rows } = await database.query(
    "select *, due_at > now() + interval '20 seconds' as later from public.notifications where rule_id is null and channel <> 'push' order by created_at, id",
  );
  return rows;
}

/** Takes the claim of a dead dispatcher away, as two minutes would. */
async function letClaimsEnd() {
  await database.query(
    "update public.notifications set locked_until = now() - interval '1 second' where status = 'sending'",
  );
}

/** Lets a channel that rests try again, as its time would. */
async function endPauses() {
  await database.query(
    "update private.channel_breakers set open_until = now() where open_until is not null",
  );
}

/** A dispatcher of its own, in a Deno process with its own settings. */
async function startDispatcher(env: Record<string, string>) {
  const port = await freePort();
  const child = spawn(
    DENO,
    [
      "run",
      "--allow-net",
      "--allow-env",
      "--allow-read",
      "--allow-sys",
      "--no-prompt",
      "--node-modules-dir=manual",
      "--no-check",
      "--config",
      join(FOLDER, "deno.json"),
      join(FOLDER, "index.ts"),
    ],
    {
      cwd: PROJECT,
      env: {
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "",
        DENO_NO_UPDATE_CHECK: "1",
        DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
        SUPABASE_URL: stack.apiUrl,
        SUPABASE_SERVICE_ROLE_KEY: stack.env.SUPABASE_SECRET_KEY ?? "",
        FUNCTION_SECRET: stack.env.FUNCTION_SECRET ?? "",
        TOKEN_SECRET: stack.env.TOKEN_SECRET ?? "",
        APP_URL: stack.env.APP_URL ?? "",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
    });
  }
  cleanups.push(() => kill(child));
  const url = `http://127.0.0.1:${port}/dispatch`;
  for (let tries = 0; tries < 200 && child.exitCode === null; tries += 1) {
    try {
      await fetch(url);
      break;
    } catch {
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
  return { child, url, output: () => output };
}

async function kill(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("dispatch", () => {
  it("lets nobody in but its own server, and says nothing to others", async () => {
    const key = stack.env.SUPABASE_SECRET_KEY ?? "";
    const { bookingId } = await book();
    for (const headers of [
      {},
      { "x-function-secret": "wrong" },
      { "x-function-secret": "" },
      { authorization: `Bearer ${stack.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY}` },
      { authorization: key },
    ]) {
      const { status, body } = await call(undefined, headers as Record<string, string>);
      expect(status).toBe(401);
      expect(JSON.stringify(body)).not.toContain(bookingId);
    }
    expect((await outbox()).every(({ status }) => status === "queued")).toBe(true);
    const get = await fetch(`${stack.apiUrl}/functions/v1/dispatch`, { headers: secretHeader() });
    expect(get.status).toBe(405);
    await get.arrayBuffer();
    expect((await call(undefined, { authorization: `Bearer ${key}` })).body.sent).toBe(2);
  });

  it("takes a booking to the customer's and the staff's mailboxes, once", async () => {
    const { bookingId, token, start } = await book();
    const { status, body } = await call();
    expect(status).toBe(200);
    expect(body).toEqual({ claimed: 2, sent: 2, retried: 0, refused: 0, dropped: 0 });
    const [mail, ...more] = await mails("clara@mail.example");
    expect(more).toEqual([]);
    expect(mail?.subject).toMatch(/^Your appointment at Lotus Hair: /);
    expect(mail?.text).toContain(`${stack.env.APP_URL}/manage/${token}`);
    expect(mail?.text).toContain("New York time");
    expect(mail?.text).toContain("Berlin time");
    const file = mail?.attachments.find(({ mimeType }) => mimeType.startsWith("text/calendar"));
    const calendar = new ICAL.Component(ICAL.parse(file?.text ?? ""));
    const entry = calendar.getFirstSubcomponent("vevent");
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    expect(entry?.getFirstPropertyValue("uid")).toBe(`${bookingId}@daybook`);
    expect(entry?.getFirstPropertyValue("sequence")).toBe(0);
    const begins = entry?.getFirstPropertyValue("dtstart") as ICAL.Time | undefined;
    expect(begins?.toJSDate()).toEqual(start);
    const [staff] = await mails("mara@lotus-hair.example");
    expect(staff?.subject).toMatch(/^New: /);
    expect(staff?.html).toContain("Clara &lt;b&gt;Nowak&lt;/b&gt;");
    for (const row of await outbox()) {
      expect(row).toMatchObject({ status: "sent", provider: "smtp", attempts: 1, locked_by: null });
      expect(row.provider_message_id).toContain(row.id);
    }
    expect((await call()).body.claimed).toBe(0);
  });

  it("tells of a move and a cancellation under the same UID with a higher sequence", async () => {
    const { bookingId, start } = await book();
    await call();
    const moved = new Date(start.getTime() + 3_600_000 * 3).toISOString();
    const actor = { kind: "customer" };
    const request = { bookingId, start: moved, staff: [[MARA]], actor };
    expect(await run("move_booking($1)", [request])).toMatchObject({ ok: true });
    await call();
    const cancel = await run("change_booking_status($1, 'cancelled', $2, 'Ill')", [
      bookingId,
      actor,
    ]);
    expect(cancel).toMatchObject({ ok: true });
    await call();
    const told = (await mails("clara@mail.example")).reverse().map(({ attachments }) => {
      const file = attachments.find(({ mimeType }) => mimeType.startsWith("text/calendar"));
      const calendar = new ICAL.Component(ICAL.parse(file?.text ?? ""));
      const entry = calendar.getFirstSubcomponent("vevent");
      expect(entry?.getFirstPropertyValue("uid")).toBe(`${bookingId}@daybook`);
      return [
        calendar.getFirstPropertyValue("method"),
        entry?.getFirstPropertyValue("sequence"),
        entry?.getFirstPropertyValue("status"),
      ];
    });
    expect(told).toEqual([
      ["REQUEST", 0, "CONFIRMED"],
      ["REQUEST", 1, "CONFIRMED"],
      ["CANCEL", 2, "CANCELLED"],
    ]);
  });

  it("sends each message once, however many dispatchers there are", async () => {
    const addresses = Array.from({ length: 25 }, (_, n) => `guest${n}@mail.example`);
    for (const address of addresses) await book(address);
    const others = await Promise.all(
      [1, 2].map(() => startDispatcher({ SMTP_URL: stack.smtpUrl })),
    );
    const urls = [undefined, ...others.map(({ url }) => url)];
    const reports = await Promise.all([...urls, ...urls].map((url) => call(url)));
    expect(reports.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const rows = await outbox();
    expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual(
      Array(50).fill(["sent", 1]),
    );
    for (const address of addresses) expect(await mails(address)).toHaveLength(1);
    expect(await mails("mara@lotus-hair.example")).toHaveLength(25);
  });

  it("keeps what it cannot send while the mail server is down", async () => {
    await book();
    const { url } = await startDispatcher({ SMTP_URL: `smtp://127.0.0.1:${await freePort()}` });
    const { status, body } = await call(url);
    expect(status).toBe(200);
    expect(body).toEqual({ claimed: 2, sent: 0, retried: 2, refused: 0, dropped: 0 });
    for (const row of await outbox()) {
      // The provider's fault costs a message neither its place in the queue nor an attempt.
      expect(row).toMatchObject({ status: "queued", later: false, attempts: 0, locked_by: null });
      expect(row.last_error).toMatch(/ECONNREFUSED|refused/i);
    }
    expect((await call()).body.sent).toBe(2);
  });

  it("refuses for good what can never be sent, and sends the rest", async () => {
    await book();
    await database.query(
      "update public.notifications set data = data || '{\"start\": \"soon\"}' where audience = 'staff'",
    );
    expect((await call()).body).toMatchObject({ sent: 1, refused: 1 });
    const [dead] = (await outbox()).filter(({ audience }) => audience === "staff");
    expect(dead).toMatchObject({ status: "dead", last_error: "start: Invalid ISO datetime" });
  });

  it("gives up an address that the server refuses", async () => {
    await book("nobody@mail.example");
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      onRcptTo: ({ address }, _, done) =>
        done(
          address.startsWith("nobody")
            ? Object.assign(new Error("5.1.1 no such mailbox"), { responseCode: 550 })
            : null,
        ),
      onData: (stream, _, done) => stream.on("end", () => done()).resume(),
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanups.push(() => new Promise<void>((resolve) => server.close(resolve)));
    const { port } = server.server.address() as AddressInfo;
    const { url } = await startDispatcher({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    expect((await call(url)).body).toMatchObject({ sent: 1, refused: 1, retried: 0 });
    const [dead] = (await outbox()).filter(({ status }) => status === "dead");
    expect(dead.recipient).toBe("nobody@mail.example");
    expect(dead.last_error).toContain("no such mailbox");
  });

  it("loses nothing when a dispatcher is killed in the middle of sending", async () => {
    await book();
    let arrived = () => {};
    const sending = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    // A server that takes the message and never says that it has.
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      closeTimeout: 100,
      onData: (stream) => stream.on("end", arrived).resume(),
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanups.push(() => new Promise<void>((resolve) => server.close(resolve)));
    const { port } = server.server.address() as AddressInfo;
    const { url, child } = await startDispatcher({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    const cut = fetch(url, { method: "POST", headers: secretHeader() }).catch(() => "cut");
    await sending;
    await kill(child);
    expect(await cut).toBe("cut");

    expect((await outbox()).map(({ status }) => status)).toEqual(["sending", "sending"]);
    expect((await call()).body.claimed).toBe(0);
    await letClaimsEnd();
    expect((await call()).body.sent).toBe(2);
    expect(await mails("clara@mail.example")).toHaveLength(1);
    expect((await outbox()).map(({ attempts }) => attempts)).toEqual([2, 2]);
  });

  it("does not let a dispatcher report on a claim that has passed on", async () => {
    await book();
    const slow = apiOutbox({
      channel: "email",
      url: stack.apiUrl,
      serviceKey: stack.env.SUPABASE_SECRET_KEY ?? "",
      worker: "slow",
    });
    const [first] = (await slow.claim(1)) as { id: string }[];
    await letClaimsEnd();
    await call();
    const id = first?.id ?? "";
    expect(await slow.finish([{ id, result: "retry", error: "late" }])).toEqual([id]);
    expect((await outbox()).every(({ status }) => status === "sent")).toBe(true);
  });

  it("sends through Resend when there is a key, and repeats nothing that Resend has", async () => {
    const resend = await startResend();
    cleanups.push(() => resend.stop());
    const { url } = await startDispatcher({
      SMTP_URL: stack.smtpUrl,
      RESEND_API_KEY: "re_test",
      RESEND_BASE_URL: resend.url,
      MAIL_FROM: "bookings@studio.example",
    });
    await book();
    resend.failures.push(
      { status: 429, name: "rate_limit_exceeded" },
      { status: 500, name: "internal_server_error" },
    );
    expect((await call(url)).body).toMatchObject({ claimed: 2, sent: 0, retried: 2 });
    // A provider that asks for a pause gets it, for all of its channel.
    expect((await call(url)).body.claimed).toBe(0);
    await endPauses();
    expect((await call(url)).body).toMatchObject({ sent: 2 });
    const rows = await outbox();
    expect(rows.every(({ provider }) => provider === "resend")).toBe(true);
    expect(resend.delivered.map(({ key }) => key).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(resend.delivered[0]?.body.from).toBe('"Lotus Hair" <bookings@studio.example>');

    // As after a crash between the provider's answer and the report.
    await database.query(
      "update public.notifications set status = 'queued', due_at = now(), sent_at = null where rule_id is null",
    );
    expect((await call(url)).body).toMatchObject({ sent: 2 });
    expect(resend.delivered).toHaveLength(2);
    const again = await outbox();
    expect(again.map((row) => row.provider_message_id).sort()).toEqual(
      rows.map((row) => row.provider_message_id).sort(),
    );

    await book();
    resend.failures.push({ status: 422, name: "validation_error", message: "Invalid `to` field" });
    expect((await call(url)).body).toMatchObject({ sent: 1, refused: 1 });
    const [dead] = (await outbox()).filter(({ status }) => status === "dead");
    expect(dead.last_error).toBe("validation_error: Invalid `to` field");
    expect(await mails()).toEqual([]);
  });

  it("does not start without its settings, and names what is missing", async () => {
    const { child, output } = await startDispatcher({ APP_URL: "", TOKEN_SECRET: "short" });
    expect(child.exitCode).not.toBe(0);
    expect(child.exitCode).not.toBeNull();
    for (const name of ["APP_URL", "TOKEN_SECRET", "SMTP_URL"]) expect(output()).toContain(name);
    expect(output()).not.toContain(stack.env.FUNCTION_SECRET);
  });

  it("is sound in the eyes of Deno, which the app's own check of types leaves out", async () => {
    const config = join(FOLDER, "deno.json");
    const child = spawn(
      DENO,
      ["check", "--node-modules-dir=manual", "--config", config, join(FOLDER, "index.ts")],
      { cwd: PROJECT, env: { ...process.env, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] },
    );
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
    });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect(code, output).toBe(0);
  });

  it("runs with the versions that the app has", () => {
    const { imports } = JSON.parse(readFileSync(join(FOLDER, "deno.json"), "utf8"));
    const { dependencies } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
    for (const [name, target] of Object.entries(imports)) {
      expect(target).toBe(`npm:${name}@${dependencies[name]}`);
    }
  });
});

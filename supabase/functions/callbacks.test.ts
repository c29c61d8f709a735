import { createHmac, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSecrets } from "../local/secrets.ts";
import { type Stack, startStack } from "../local/stack.ts";
import { type Business, book, makeBusiness, morning } from "../tests/support/fixture.ts";

const stateDir = mkdtempSync(join(tmpdir(), "daybook-callbacks-"));
let stack: Stack;
let db: pg.Pool;
let business: Business;
let day = 10;

beforeAll(async () => {
  stack = await startStack({ stateDir, throwaway: true, functions: true, mail: true });
  db = new pg.Pool({ connectionString: stack.databaseUrl, max: 4 });
  business = await makeBusiness(db, { zone: "Europe/Berlin" });
  await db.query("update public.businesses set name = 'Lotus Hair', phone = '+49 30 5550142'");
  await db.query(
    "insert into private.message_settings (business_id, sms_kinds) values ($1, array['booking.confirmed', 'booking.cancelled'])",
    [business.id],
  );
  await db.query(
    "insert into private.reminder_rules (business_id, kind, channel, minutes) values ($1, 'reminder', 'sms', 120)",
    [business.id],
  );
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

beforeEach(async () => {
  await db.query("delete from public.notifications");
  await db.query("delete from private.suppressions");
  for (const part of ["sms", "messages"]) {
    await fetch(`${stack.mailboxUrl}/api/${part}`, { method: "DELETE" });
  }
});

let people = 0;

/** A booking of somebody with a phone of their own. */
async function booked(to?: string) {
  people += 1;
  day += 1;
  const number = to ?? `+4915112340${String(people).padStart(3, "0")}`;
  const { booking } = await book(db, business, { start: morning(day) });
  const id = booking!.id;
  // The fixture's customers have no phone; the message of the confirmation is written as the booking function would.
  await db.query("update public.bookings set contact_phone = $2 where id = $1", [id, number]);
  await db.query("delete from public.notifications where booking_id = $1", [id]);
  await db.query("select private.enqueue($1, 'booking.confirmed', 'customer')", [id]);
  return { id, number };
}

async function dispatch(): Promise<{ sent: number; refused: number; dropped: number }> {
  const answer = await fetch(`${stack.apiUrl}/functions/v1/dispatch`, {
    method: "POST",
    headers: { "x-function-secret": stack.env.FUNCTION_SECRET ?? "" },
  });
  return answer.json();
}

async function texts(number: string): Promise<{ sid: string; body: string; direction: string }[]> {
  const answer = await fetch(`${stack.mailboxUrl}/api/sms?to=${encodeURIComponent(number)}`);
  return (await answer.json()).messages;
}

async function say(from: string, body: string): Promise<string | null> {
  const answer = await fetch(`${stack.mailboxUrl}/api/sms`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from, body }),
  });
  return (await answer.json()).reply;
}

async function message(bookingId: string, kind: string, channel = "sms") {
  const { rows } = await db.query(
    "select * from public.notifications where booking_id = $1 and kind = $2 and channel = $3 order by created_at desc",
    [bookingId, kind, channel],
  );
  return rows[0];
}

async function until<T>(look: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const value = await look();
    if (good(value) || tries === 100) return value;
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

function twilioCall(path: string, form: Record<string, string>, token?: string) {
  const url = `${stack.apiUrl}/functions/v1/twilio${path}`;
  const signed = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + form[name], url);
  const key = token ?? readSecrets(stateDir).twilioToken;
  const signature = createHmac("sha1", key).update(signed).digest("base64");
  return fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": signature,
    },
    body: new URLSearchParams(form),
  });
}

function resendCall(
  payload: unknown,
  id = `msg_${randomUUID()}`,
  secret?: string,
  at = new Date(),
) {
  const body = JSON.stringify(payload);
  const time = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(
    (secret ?? readSecrets(stateDir).resendWebhookSecret).slice("whsec_".length),
    "base64",
  );
  const digest = createHmac("sha256", key).update(`${id}.${time}.${body}`).digest("base64");
  return fetch(`${stack.apiUrl}/functions/v1/resend`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "svix-id": id,
      "svix-timestamp": time,
      "svix-signature": `v1,${digest}`,
    },
    body,
  });
}

describe("text messages", () => {
  it("go out beside the e-mail, say their parts, and hear that they have arrived", async () => {
    const { id, number } = await booked();
    expect(await dispatch()).toMatchObject({ sent: 2, refused: 0 });
    const [text] = await texts(number);
    expect(text?.body).toMatch(/^Your appointment at Lotus Hair: .*\(Berlin time\)\. http\S+$/);
    expect(text?.body).not.toMatch(/\u00a0/);
    const row = await until(
      () => message(id, "booking.confirmed"),
      ({ delivery }) => delivery !== null,
    );
    expect(row).toMatchObject({
      status: "sent",
      provider: "twilio",
      provider_message_id: text?.sid,
      delivery: "delivered",
      segments: 1 + Number((text?.body.length ?? 0) > 160),
      content: { body: text?.body },
    });
  });

  it("to what is no mobile are given up, and not asked again", async () => {
    const { id } = await booked("+15005550009");
    expect(await dispatch()).toMatchObject({ sent: 1, refused: 1 });
    expect(await message(id, "booking.confirmed")).toMatchObject({
      status: "dead",
      attempts: 1,
      last_error: expect.stringContaining("21614"),
    });
  });

  it("that a dead dispatcher has sent are not sent again", async () => {
    const { id, number } = await booked();
    await dispatch();
    // As after a crash between Twilio's answer and the report, with the callbacks lost.
    await db.query(
      `update public.notifications set status = 'queued', attempts = 1, sent_at = null, provider_message_id = null, delivery = null
       where booking_id = $1 and channel = 'sms' and kind = 'booking.confirmed'`,
      [id],
    );
    // This dispatcher or the schedule's own, whichever comes first.
    await dispatch();
    const row = await until(
      () => message(id, "booking.confirmed"),
      ({ provider_message_id }) => provider_message_id !== null,
    );
    const sent = await texts(number);
    expect(sent).toHaveLength(1);
    expect(row.provider_message_id).toBe(sent[0]?.sid);
  });
});

describe("status callbacks", () => {
  it("are believed only with Twilio's signature, and heard once and in order", async () => {
    const { id } = await booked();
    await dispatch();
    const row = await until(
      () => message(id, "booking.confirmed"),
      ({ delivery }) => delivery === "delivered",
    );
    const events = async () =>
      (
        await db.query("select event from private.notification_events where notification_id = $1", [
          row.id,
        ])
      ).rows;
    const before = (await events()).length;
    const path = `/status?message=${row.id}`;
    const form = {
      MessageSid: row.provider_message_id,
      MessageStatus: "failed",
      ErrorCode: "30005",
    };
    expect((await twilioCall(path, form, "wrong token")).status).toBe(403);
    expect((await events()).length).toBe(before);
    // Late news of an earlier state, twice.
    const late = { MessageSid: row.provider_message_id, MessageStatus: "sent" };
    expect((await twilioCall(path, late)).status).toBe(204);
    expect((await twilioCall(path, late)).status).toBe(204);
    expect((await message(id, "booking.confirmed")).delivery).toBe("delivered");
    // Of another message's: nothing.
    await twilioCall(path, { ...form, MessageSid: `SM${"1".repeat(32)}` });
    expect((await message(id, "booking.confirmed")).delivery).toBe("delivered");
    expect((await twilioCall(path, form)).status).toBe(204);
    expect((await twilioCall(path, form)).status).toBe(204);
    expect((await events()).length).toBe(before + 1);
    expect(await message(id, "booking.confirmed")).toMatchObject({
      delivery: "undelivered",
      delivery_error: "error 30005",
    });
  });

  it("tell that a message is out when its dispatcher could not", async () => {
    const { id } = await booked();
    const row = await message(id, "booking.confirmed");
    await db.query(
      "update public.notifications set status = 'sending', locked_by = 'dead', locked_until = now() where id = $1",
      [row.id],
    );
    const form = { MessageSid: `SM${"2".repeat(32)}`, MessageStatus: "delivered" };
    expect((await twilioCall(`/status?message=${row.id}`, form)).status).toBe(204);
    await dispatch();
    expect(await message(id, "booking.confirmed")).toMatchObject({
      status: "sent",
      provider_message_id: form.MessageSid,
    });
    expect(await texts(row.recipient)).toEqual([]);
  });
});

describe("answers by text message", () => {
  it("stop, and what falls due afterwards stays here; START begins again", async () => {
    const { id, number } = await booked();
    await dispatch();
    expect(await say(number, "Stop!")).toContain("no more text messages from Lotus Hair");
    await db.query(
      "update public.notifications set due_at = now() where booking_id = $1 and kind = 'booking.reminder' and channel = 'sms'",
      [id],
    );
    expect(await dispatch()).toMatchObject({ sent: 0, refused: 1 });
    expect(await message(id, "booking.reminder")).toMatchObject({
      status: "dead",
      last_error: "stopped",
      attempts: 1,
    });
    expect(await say(number, "START")).toContain("again");
    await db.query("update public.notifications set status = 'queued' where status = 'dead'");
    expect(await dispatch()).toMatchObject({ sent: 1 });
    const [reminder] = await texts(number);
    expect(reminder?.body).toContain("Answer C to confirm or X to cancel.");
  });

  it("confirm and cancel the appointment that was last written about", async () => {
    const { id, number } = await booked();
    await dispatch();
    expect(await say(number, "c")).toMatch(/look forward to seeing you: .*Berlin time/);
    const { rows } = await db.query(
      "select answer from private.sms_replies where booking_id = $1",
      [id],
    );
    expect(rows).toEqual([{ answer: "confirmed" }]);
    expect(await say(number, " X ")).toMatch(/is cancelled: /);
    const { rows: after } = await db.query(
      "select status, cancelled_by from public.bookings where id = $1",
      [id],
    );
    expect(after).toEqual([{ status: "cancelled", cancelled_by: "customer" }]);
    expect(await message(id, "booking.cancelled")).toBeDefined();
    expect(await message(id, "booking.reminder")).toMatchObject({ status: "dropped" });
    expect(await say(number, "X")).toBe("There is no appointment ahead for this number.");
    expect(await say(number, "help")).toContain("+49 30 5550142");
    expect(await say(number, "What a lovely day")).toBeNull();
  });

  it("are forged and repeated in vain", async () => {
    const { id, number } = await booked();
    await dispatch();
    const form = { MessageSid: `SM${randomUUID().replaceAll("-", "")}`, From: number, Body: "X" };
    expect((await twilioCall("/incoming", form, "wrong token")).status).toBe(403);
    const { rows } = await db.query("select status from public.bookings where id = $1", [id]);
    expect(rows).toEqual([{ status: "confirmed" }]);
    const first = await (await twilioCall("/incoming", form)).text();
    expect(first).toContain("is cancelled");
    const again = await (await twilioCall("/incoming", form)).text();
    expect(again).not.toContain("<Message");
  });
});

describe("webhooks of Resend", () => {
  const event = (type: string, id: string, tag: string, more = {}) => ({
    type,
    created_at: new Date().toISOString(),
    data: { email_id: id, tags: { message: tag }, ...more },
  });

  it("are believed only signed and fresh, heard once, and never taken back", async () => {
    const { id } = await booked();
    await dispatch();
    const row = await message(id, "booking.confirmed", "email");
    await db.query(
      "update public.notifications set provider = 'resend', provider_message_id = 're-1' where id = $1",
      [row.id],
    );
    const delivery = async () => (await message(id, "booking.confirmed", "email")).delivery;
    const delivered = event("email.delivered", "re-1", row.id);
    const forged = `whsec_${Buffer.from("another secret of some length").toString("base64")}`;
    expect((await resendCall(delivered, "msg_1", forged)).status).toBe(403);
    expect(
      (await resendCall(delivered, "msg_1", undefined, new Date(Date.now() - 3_600_000))).status,
    ).toBe(403);
    expect(await delivery()).toBeNull();
    expect((await resendCall(delivered, "msg_1")).status).toBe(200);
    expect((await resendCall(event("email.delivery_delayed", "re-1", row.id))).status).toBe(200);
    expect(await delivery()).toBe("delivered");
    expect((await resendCall(event("email.opened", "re-1", row.id))).status).toBe(200);
    expect((await resendCall({ type: "email.delivered" })).status).toBe(200);
    const bounce = { bounce: { type: "Permanent", message: "No such\r\nmailbox" } };
    await resendCall(event("email.bounced", "re-1", row.id, bounce), "msg_9");
    await resendCall(event("email.bounced", "re-1", row.id, bounce), "msg_9");
    expect(await message(id, "booking.confirmed", "email")).toMatchObject({
      delivery: "bounced",
      delivery_error: "No such mailbox",
    });
    const { rows } = await db.query("select reason from private.suppressions where address = $1", [
      row.recipient,
    ]);
    expect(rows).toEqual([{ reason: "bounced" }]);
  });
});

describe("the bucket of photos", () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const fileOf = (name: string) => join(stateDir, "storage", "photos", name);

  /** Sends a photo as the server does, a week ago. */
  async function sent(folder: string): Promise<string> {
    const name = `${folder}/${randomUUID()}.png`;
    const answer = await fetch(`${stack.apiUrl}/storage/v1/object/photos/${name}`, {
      method: "POST",
      headers: { apikey: readSecrets(stateDir).secretKey, "content-type": "image/png" },
      body: png,
    });
    expect(answer.status).toBe(200);
    const past = new Date(Date.now() - 7 * 86_400_000);
    utimesSync(fileOf(name), past, past);
    return name;
  }

  it("loses what nothing shows any more, by the schedule alone", async () => {
    const [shown, replaced] = [await sent(business.id), await sent(business.id)];
    const orphan = await sent(randomUUID());
    await db.query("update public.services set photo_url = $2 where business_id = $1", [
      business.id,
      `/api/photos/${shown}`,
    ]);
    const call = (secret: string) =>
      fetch(`${stack.apiUrl}/functions/v1/photos`, {
        method: "POST",
        headers: { "x-function-secret": secret },
      });
    expect((await call("somebody")).status).toBe(401);
    const answer = await call(stack.env.FUNCTION_SECRET!);
    expect(await answer.json()).toEqual({ looked: 3, removed: 2 });
    expect(existsSync(fileOf(shown))).toBe(true);
    expect(existsSync(fileOf(replaced))).toBe(false);
    expect(existsSync(fileOf(orphan))).toBe(false);
    // Visitors can neither look into the bucket nor empty it.
    for (const [method, path] of [
      ["POST", "list/photos"],
      ["DELETE", "photos"],
    ] as const) {
      const refused = await fetch(`${stack.apiUrl}/storage/v1/object/${path}`, {
        method,
        headers: { apikey: stack.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY! },
        body: JSON.stringify({ prefix: "", prefixes: [shown] }),
      });
      expect(refused.status).toBe(403);
    }
    expect(existsSync(fileOf(shown))).toBe(true);
  });
});

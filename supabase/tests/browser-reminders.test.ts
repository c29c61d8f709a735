import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Business,
  book,
  call,
  change,
  DAY,
  makeBusiness,
  morning,
  move,
} from "./support/fixture.ts";
import { signedIn } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let stack: TestStack;
let db: pg.Pool;
let owner: string;
let business: Business;

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 4);
  // The stack may stop before the pool has closed its last connection.
  db.on("error", () => {});
  owner = (await signedIn(stack, db, "owner of reminders")).userId!;
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

beforeEach(async () => {
  business = await makeBusiness(db);
  await db.query(
    "insert into public.members (business_id, user_id, role, name) values ($1, $2, 'owner', 'Olga')",
    [business.id, owner],
  );
  await rules([{ channel: "push", minutes: 120 }]);
});

async function rules(list: { channel: string; minutes: number }[], smsKinds: string[] = []) {
  const outcome = await call(db, "save_message_settings", [
    business.id,
    owner,
    {
      smsKinds,
      quietFromMin: 0,
      quietToMin: 0,
      keepDays: 400,
      rules: list.map((rule) => ({ serviceId: null, kind: "reminder", active: true, ...rule })),
    },
  ]);
  expect(outcome).toMatchObject({ ok: true });
}

/** An appointment, with as many browsers allowed by its link. */
async function appointment(
  browsers: number,
  { phone, ...more }: { start?: number; email?: string; phone?: string } = {},
) {
  const { booking } = await book(db, business, { start: morning(10), ...more });
  if (phone) {
    await db.query("update public.bookings set contact_phone = $2 where id = $1", [
      booking!.id,
      phone,
    ]);
  }
  for (let n = 0; n < browsers; n += 1) await allow(booking!.id);
  return booking!.id;
}

const allow = (bookingId: string, endpoint = `http://127.0.0.1/push/${randomUUID()}`) =>
  call(db, "save_booking_push", [
    bookingId,
    { endpoint, keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) } },
  ]);

async function reminders(bookingId: string) {
  const { rows } = await db.query(
    "select * from public.notifications where booking_id = $1 and rule_id is not null order by created_at, channel, recipient",
    [bookingId],
  );
  return rows;
}

const ways = async (bookingId: string) =>
  (await reminders(bookingId)).map(({ channel, status }) => `${channel} ${status}`).sort();

/** Its reminders are due; → what a dispatcher takes of it by push. */
async function due(bookingId: string) {
  await db.query(
    `update public.notifications set due_at = now() + interval '1 day'
     where status = 'queued' and due_at <= now() and booking_id is distinct from $1`,
    [bookingId],
  );
  await db.query(
    "update public.notifications set due_at = now() where booking_id = $1 and rule_id is not null and status = 'queued'",
    [bookingId],
  );
  return call<{ id: string; subscription: object | null; gate: object | null }[]>(
    db,
    "claim_notifications",
    ["tester", "push", 50, 60],
  );
}

const report = (outcomes: object[]) =>
  call(db, "finish_notifications", ["tester", "push", JSON.stringify(outcomes)]);

const wants = async (bookingId: string, wanted: object) => {
  const { rows } = await db.query("select customer_id from public.bookings where id = $1", [
    bookingId,
  ]);
  return call(db, "save_customer_preferences", [rows[0].customer_id, wanted, "test"]);
};

describe("a reminder by browser", () => {
  it("knocks once on each browser that is allowed by then", async () => {
    const id = await appointment(1);
    const twice = `http://127.0.0.1/push/${randomUUID()}`;
    await allow(id, twice);
    await allow(id, twice);
    expect(await ways(id)).toEqual(["push queued"]);
    const taken = await due(id);
    expect(taken).toHaveLength(2);
    expect(taken.every(({ subscription, gate }) => subscription && gate === null)).toBe(true);
    expect(await due(id)).toEqual([]);
    await report(taken.map((one) => ({ id: one.id, result: "sent", provider: "web-push" })));
    expect(await ways(id)).toEqual(["push sent", "push sent"]);
  });

  it("goes by e-mail where no browser is allowed, or none is wanted there", async () => {
    const none = await appointment(0);
    expect(await due(none)).toEqual([]);
    expect(await ways(none)).toEqual(["email queued"]);

    const unwanted = await appointment(1, { start: morning(11) });
    expect(await wants(unwanted, { reminderPush: false })).toMatchObject({
      reminderPush: false,
      browsers: 1,
    });
    expect(await due(unwanted)).toEqual([]);
    expect(await ways(unwanted)).toEqual(["email queued"]);
    const [reminder] = await reminders(unwanted);
    expect(reminder.recipient).toContain("@");
  });

  it("goes by text message only where the business writes any, and not at all where nothing is wanted", async () => {
    const id = await appointment(0, { phone: "+493012345678" });
    await wants(id, { reminderEmail: false });
    await due(id);
    expect(await reminders(id)).toMatchObject([{ status: "dropped", last_error: "no_browser" }]);

    await rules([{ channel: "push", minutes: 120 }], ["booking.moved"]);
    const texted = await appointment(0, { start: morning(11), phone: "+493012345678" });
    await wants(texted, { reminderEmail: false });
    await due(texted);
    expect(await reminders(texted)).toMatchObject([
      { channel: "sms", status: "queued", recipient: "+493012345678" },
    ]);
    await wants(texted, { reminderEmail: false, reminderSms: false, reminderPush: false });
    const taken = await call<{ id: string; gate: { error: string } | null }[]>(
      db,
      "claim_notifications",
      ["tester", "sms", 200, 60],
    );
    const [mine] = await reminders(texted);
    expect(taken.find(({ id: one }) => one === mine.id)?.gate?.error).toBe("not_wanted");
  });

  it("does not double what is sent at that hour by e-mail anyhow", async () => {
    await rules([
      { channel: "push", minutes: 120 },
      { channel: "email", minutes: 120 },
    ]);
    const id = await appointment(0);
    await due(id);
    expect(await ways(id)).toEqual(["email queued", "push dropped"]);
  });

  it("goes another way once every browser has left, and only then", async () => {
    const id = await appointment(2);
    const [one, other] = await due(id);
    await report([{ id: one!.id, result: "dropped", error: "gone" }]);
    expect(await ways(id)).toEqual(["push dropped", "push sending"]);
    await report([{ id: other!.id, result: "refused", provider: "web-push", error: "status 410" }]);
    expect(await ways(id)).toEqual(["email queued", "push dead", "push dropped"]);
    const instead = (await reminders(id)).find(({ channel }) => channel === "email");
    expect(instead.resend_of).toBe(other!.id);
  });

  it("moves with the appointment and goes with it, whatever way it was to go", async () => {
    const id = await appointment(0);
    await move(db, business, id, { start: morning(10) + DAY });
    expect(await ways(id)).toEqual(["push dropped", "push queued"]);
    await due(id);
    expect(await ways(id)).toEqual(["email queued", "push dropped"]);
    // There and back: the way is asked for again.
    await move(db, business, id, { start: morning(10) + 2 * DAY });
    await move(db, business, id, { start: morning(10) + DAY });
    await allow(id);
    expect((await reminders(id)).filter(({ status }) => status === "queued")).toMatchObject([
      { channel: "push", recipient: "browsers" },
    ]);
    await change(db, id, "cancelled");
    expect((await ways(id)).every((way) => way.endsWith("dropped"))).toBe(true);
  });
});

describe("what somebody wants who was in the book twice", () => {
  it("is one thing: a no on either is a no, and a consent keeps its day and its words", async () => {
    const customerOf = async (bookingId: string): Promise<string> =>
      (await db.query("select customer_id from public.bookings where id = $1", [bookingId])).rows[0]
        .customer_id;
    const keep = await customerOf(await appointment(0));
    const lose = await customerOf(
      await appointment(0, { start: morning(11), email: `${randomUUID()}@mail.example` }),
    );
    const consent = {
      newsEmail: true,
      newsSms: true,
      reminderSms: false,
      consentText: "News, yes",
    };
    await call(db, "save_customer_preferences", [lose, consent, "preferences page"]);
    const given = await call<{ consent: { at: string } }>(db, "customer_preferences_of", [lose]);
    const { version } = await call<{ version: string }>(db, "merge_preview", [
      business.id,
      owner,
      keep,
      lose,
    ]);
    const merged = await call(db, "merge_customers", [business.id, owner, keep, lose, version]);
    expect(merged).toMatchObject({ ok: true });
    await call(db, "unsubscribe_customer", [keep, "news"]);
    const now = await call<{ consent: object }>(db, "customer_preferences_of", [keep]);
    expect(now).toMatchObject({ newsEmail: false, newsSms: true, reminderSms: false });
    expect(now.consent).toEqual(given.consent);
    expect(given.consent).toMatchObject({ source: "preferences page", text: "News, yes" });
    const { rows } = await db.query(
      "select customer_id from private.customer_preferences where business_id = $1",
      [business.id],
    );
    expect(rows).toEqual([{ customer_id: keep }]);
  });
});

describe("the list of messages", () => {
  it("begins with what has happened; what is planned has its own, the next one first", async () => {
    await rules([
      { channel: "email", minutes: 60 },
      { channel: "email", minutes: 120 },
    ]);
    const id = await appointment(0);
    const list = async (filter: object) =>
      (
        await call<{ messages: { kind: string; dueAt: string }[]; total: number }>(
          db,
          "message_history",
          [business.id, filter],
        )
      ).messages;
    const kinds = (messages: { kind: string }[]) => messages.map(({ kind }) => kind).sort();
    expect(kinds(await list({}))).toEqual(["booking.confirmed", "booking.new"]);
    const planned = (await list({ state: "waiting", kind: "booking.reminder" })).map((one) =>
      Date.parse(one.dueAt),
    );
    expect(planned).toEqual([morning(10) - 120 * 60_000, morning(10) - 60 * 60_000]);
    expect(kinds(await list({ booking: id }))).toHaveLength(4);
  });
});

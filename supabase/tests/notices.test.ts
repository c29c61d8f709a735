import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Business,
  book,
  call,
  change,
  MINUTE,
  makeBusiness,
  morning,
  move,
} from "./support/fixture.ts";
import { signedIn } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let stack: TestStack;
let db: pg.Pool;
let owner: string;
let guest: string;
let business: Business;

interface Told {
  unread: number;
  notices: { id: number; kind: string; bookingId: string; read: boolean }[];
}

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 6);
  // The stack may stop before the pool has closed its last connection.
  db.on("error", () => {});
  owner = (await signedIn(stack, db, "owner of notices")).userId!;
  guest = (await signedIn(stack, db, "customer with notices")).userId!;
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

beforeEach(async () => {
  business = await makeBusiness(db, { services: { cut: {}, class: { capacity: 8 } } });
  await db.query(
    "insert into public.members (business_id, user_id, role, name) values ($1, $2, 'owner', 'Olga')",
    [business.id, owner],
  );
});

async function messages(bookingId: string) {
  const { rows } = await db.query(
    "select * from public.notifications where booking_id = $1 order by created_at, kind, audience",
    [bookingId],
  );
  return rows;
}

const endpoint = () => `http://127.0.0.1/push/${randomUUID()}`;
const browser = (address: string) => ({
  endpoint: address,
  keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) },
  device: "A browser",
});

describe("the bell of a customer without an account", () => {
  it("tells what others do to the booking, and counts it until it is read", async () => {
    const { booking } = await book(db, business, { start: morning(3) });
    const id = booking!.id;
    const other = (await book(db, business, { start: morning(4) })).booking!.id;
    const seen = () => call<Told>(db, "booking_notices", [id]);
    // They have booked themselves: that is no news.
    expect(await seen()).toEqual({ unread: 0, notices: [] });
    await move(db, business, id, { start: morning(5), actor: "staff" });
    await change(db, other, "cancelled");
    const told = await seen();
    expect(told.unread).toBe(1);
    expect(told.notices.map(({ kind, bookingId }) => [kind, bookingId])).toEqual([
      ["booking.moved", id],
    ]);
    // Whoever has the link of one booking reads nothing of another by it.
    const { notices } = await call<Told>(db, "booking_notices", [other]);
    await call(db, "read_booking_notices", [id, `{${notices[0]!.id}}`]);
    expect(await seen()).toMatchObject({ unread: 1 });
    expect(await call<number>(db, "read_booking_notices", [id])).toBe(1);
    expect(await seen()).toMatchObject({ unread: 0 });
    expect(await call<Told>(db, "booking_notices", [other])).toMatchObject({ unread: 1 });
  });

  it("goes with them into the account that they make later", async () => {
    const email = `${randomUUID()}@mail.example`;
    const { booking } = await book(db, business, { start: morning(3), email });
    await change(db, booking!.id, "cancelled");
    await call(db, "link_customer", [guest, email]);
    const mine = await call<Told>(db, "my_notices", [guest]);
    expect(mine.notices.filter(({ bookingId }) => bookingId === booking!.id)).toHaveLength(1);
    expect(mine.unread).toBe(1);
    await call(db, "read_notices", [guest, null]);
    expect(await call<Told>(db, "booking_notices", [booking!.id])).toMatchObject({ unread: 0 });
  });

  it("knocks on the browser that was allowed for this booking, once, in its language, and for no other", async () => {
    const { booking } = await book(db, business, { start: morning(3) });
    const other = (await book(db, business, { start: morning(4), email: booking!.customer.email }))
      .booking!;
    const address = endpoint();
    await db.query(
      "update public.bookings set locale = 'de', time_zone = 'Asia/Tokyo' where id = $1",
      [booking!.id],
    );
    await call(db, "save_booking_push", [booking!.id, browser(address)]);
    await call(db, "save_booking_push", [booking!.id, browser(address)]);
    expect(await call(db, "is_push_known", [address, null, booking!.id])).toBe(true);
    expect(await call(db, "is_push_known", [address, null, other.id])).toBe(false);
    const knocks = async () =>
      (await messages(booking!.id)).filter(({ channel }) => channel === "push");
    // One's own doing is no reason to knock.
    await move(db, business, booking!.id, { start: morning(6) });
    expect(await knocks()).toEqual([]);
    await move(db, business, booking!.id, { start: morning(7), actor: "staff" });
    await change(db, other.id, "cancelled");
    expect(await knocks()).toMatchObject([
      { kind: "booking.moved", audience: "customer", locale: "de", time_zone: "Asia/Tokyo" },
    ]);
    expect((await messages(other.id)).filter(({ channel }) => channel === "push")).toEqual([]);
    await call(db, "remove_booking_push", [booking!.id, address]);
    await change(db, booking!.id, "cancelled");
    expect(await knocks()).toHaveLength(1);
  });

  it("knocks once where the same browser was allowed for a person too", async () => {
    const email = `${randomUUID()}@mail.example`;
    await call(db, "link_customer", [guest, email]);
    const { booking } = await book(db, business, { start: morning(3), email });
    await call(db, "link_customer", [guest, email]);
    const address = endpoint();
    await call(db, "save_booking_push", [booking!.id, browser(address)]);
    await call(db, "save_push_subscription", [guest, browser(address)]);
    await change(db, booking!.id, "cancelled");
    const knocks = (await messages(booking!.id)).filter(({ channel }) => channel === "push");
    expect(knocks).toHaveLength(1);
    // Somebody else signs in on it: the person's goes, the booking's stays.
    await call(db, "save_push_subscription", [owner, browser(address)]);
    expect(await call(db, "is_push_known", [address, guest, null])).toBe(false);
    expect(await call(db, "is_push_known", [address, null, booking!.id])).toBe(true);
    await call(db, "remove_push_subscription", [owner, address]);
  });
});

describe("an address that is put right at the desk", () => {
  const edit = async (id: string, change: object) => {
    const { rows } = await db.query("select ics_sequence as n from public.bookings where id = $1", [
      id,
    ]);
    return call(db, "edit_at_desk", [
      { bookingId: id, actor: { kind: "staff" }, expectedSequence: rows[0].n, ...change },
    ]);
  };
  const toCustomer = async (id: string) =>
    (await messages(id))
      .filter(({ audience, channel }) => audience === "customer" && channel !== "push")
      .map(({ kind, channel, recipient, status }) => [kind, channel, recipient, status]);

  it("gets the confirmation, and the reminders that wait follow it", async () => {
    const { booking } = await book(db, business, { start: morning(6), email: "tpyo@mail.example" });
    await db.query(
      "update public.notifications set status = 'dead', last_error = 'no such mailbox' where booking_id = $1 and kind = 'booking.confirmed'",
      [booking!.id],
    );
    const failed = () => call<{ error: string }[]>(db, "failed_messages", [business.id]);
    expect(await failed()).toMatchObject([{ error: "no such mailbox", kind: "booking.confirmed" }]);
    expect(await edit(booking!.id, { email: "Right@mail.example" })).toMatchObject({ ok: true });
    expect((await toCustomer(booking!.id)).sort()).toEqual([
      ["booking.confirmed", "email", "right@mail.example", "queued"],
      ["booking.confirmed", "email", "tpyo@mail.example", "dead"],
      ["booking.reminder", "email", "right@mail.example", "queued"],
    ]);
    // What did not arrive has thereby been seen to.
    expect(await failed()).toEqual([]);
    // The same address again, or another detail, is no reason to write.
    await edit(booking!.id, { email: "right@mail.example", name: "Somebody" });
    expect(await toCustomer(booking!.id)).toHaveLength(3);
    await edit(booking!.id, { email: null });
    expect((await toCustomer(booking!.id)).filter(([, , , status]) => status === "queued")).toEqual(
      [],
    );
  });

  it("begins reminders where there was none, and a confirmation on its way is not doubled", async () => {
    const { booking } = await book(db, business, {
      start: morning(6),
      email: "first@mail.example",
    });
    await edit(booking!.id, { email: "second@mail.example" });
    expect((await toCustomer(booking!.id)).sort()).toEqual([
      ["booking.confirmed", "email", "second@mail.example", "queued"],
      ["booking.reminder", "email", "second@mail.example", "queued"],
    ]);
    await call(db, "save_message_settings", [
      business.id,
      owner,
      {
        smsKinds: [],
        quietFromMin: 0,
        quietToMin: 0,
        keepDays: 400,
        rules: [{ serviceId: null, kind: "reminder", channel: "sms", minutes: 120, active: true }],
      },
    ]);
    await edit(booking!.id, { phone: "+4915112345678" });
    expect(await toCustomer(booking!.id)).toContainEqual([
      "booking.reminder",
      "sms",
      "+4915112345678",
      "queued",
    ]);
  });

  it("another party is told to both sides, with what it was before", async () => {
    const { booking } = await book(db, business, { service: "class", start: morning(6), party: 2 });
    await edit(booking!.id, { party: 3 });
    const told = (await messages(booking!.id)).filter(({ kind }) => kind === "booking.moved");
    expect(told.map(({ audience }) => audience).sort()).toEqual(["customer", "staff"]);
    for (const { data } of told) {
      expect(data).toMatchObject({ previousParty: 2, previousStart: data.start });
    }
  });
});

describe("a change to another person", () => {
  it("says in its message who it was before", async () => {
    const two = await makeBusiness(db, { staff: 2 });
    const { booking } = await book(db, two, { start: morning(3) });
    await move(db, two, booking!.id, { start: morning(3), teams: [[1]], actor: "staff" });
    const all = (await messages(booking!.id)).filter(({ kind }) => kind === "booking.moved");
    // Both of them hear of it: who has it now, and who had it.
    expect(
      all
        .filter(({ audience }) => audience === "staff")
        .map(({ recipient }) => recipient.split("@")[0])
        .sort(),
    ).toEqual(["person-0", "person-1"]);
    const [moved] = all;
    expect(moved.data).toMatchObject({ previousStaff: "person-0", staffName: "person-1" });
  });
});

describe("consent on the booking form", () => {
  const text = "Lotus may write to me now and then.";
  const stored = async (bookingId: string) =>
    (
      await db.query(
        `select p.* from private.customer_preferences as p join public.bookings as b on b.customer_id = p.customer_id where b.id = $1`,
        [bookingId],
      )
    ).rows[0];
  const settings = (askNews: boolean) =>
    call(db, "save_message_settings", [
      business.id,
      owner,
      { smsKinds: [], quietFromMin: 0, quietToMin: 0, keepDays: 400, askNews, rules: [] },
    ]);

  it("counts only where the business asks, with its time and its words, and the first time stands", async () => {
    const { booking } = await book(db, business, { start: morning(3) });
    expect(await call(db, "asks_for_news", [business.id])).toBe(false);
    expect(await call(db, "consent_to_news", [booking!.id, text])).toMatchObject({ ok: false });
    expect(await stored(booking!.id)).toBeUndefined();
    await settings(true);
    expect(await call(db, "asks_for_news", [business.id])).toBe(true);
    await call(db, "consent_to_news", [booking!.id, text]);
    const first = await stored(booking!.id);
    expect(first).toMatchObject({
      news_email: true,
      news_sms: false,
      reminder_email: true,
      consent_source: "booking form",
      consent_text: text,
    });
    await call(db, "consent_to_news", [booking!.id, "Other words"]);
    expect(await stored(booking!.id)).toEqual(first);
    await call(db, "unsubscribe_customer", [first.customer_id, "news"]);
    expect(await stored(booking!.id)).toMatchObject({ news_email: false, consent_text: "" });
    await call(db, "consent_to_news", [booking!.id, "Again"]);
    expect(await stored(booking!.id)).toMatchObject({ news_email: true, consent_text: "Again" });
  });
});

describe("members", () => {
  it("who want it get letters of their colleagues' appointments, once", async () => {
    const wanted = {
      emailKinds: ["booking.new"],
      emailAll: true,
      pushKinds: [],
      agendaMin: null,
    };
    await call(db, "save_member_preferences", [business.id, owner, wanted]);
    const { booking } = await book(db, business, { start: morning(3) });
    await change(db, booking!.id, "cancelled");
    const { rows } = await db.query(
      "select n.kind, n.recipient = u.email as theirs from public.notifications as n, auth.users as u where u.id = $2 and n.booking_id = $1 and n.audience = 'staff' and n.channel = 'email' order by 1, 2",
      [booking!.id, owner],
    );
    expect(rows.map(({ kind, theirs }) => [kind, theirs])).toEqual([
      ["booking.cancelled", false],
      ["booking.new", false],
      ["booking.new", true],
    ]);
    expect(await call(db, "member_preferences_of", [business.id, owner])).toMatchObject(wanted);
  });
});

describe("messages that did not arrive", () => {
  it("are told until they are sent again or do not matter any more", async () => {
    const { booking } = await book(db, business, { start: morning(3) });
    const [first] = (await messages(booking!.id)).filter(({ audience }) => audience === "customer");
    await db.query(
      "update public.notifications set status = 'sent', sent_at = now(), delivery = 'bounced', delivery_error = 'mailbox full' where id = $1",
      [first.id],
    );
    const failed = () => call<{ id: string }[]>(db, "failed_messages", [business.id]);
    expect(await failed()).toMatchObject([{ id: first.id, error: "mailbox full" }]);
    await db.query(
      "update public.appointments set starts_at = date_trunc('hour', now()) - interval '3 hours', ends_at = date_trunc('hour', now()) - interval '2 hours' where id = (select appointment_id from public.bookings where id = $1)",
      [booking!.id],
    );
    expect(await failed()).toEqual([]);
    const { booking: next } = await book(db, business, { start: morning(5) + MINUTE * 60 });
    await db.query(
      "update public.notifications set status = 'dead', last_error = 'stopped' where booking_id = $1",
      [next!.id],
    );
    expect(await failed()).toEqual([]);
  });
});

describe("whether they will come", () => {
  it("is said by the link once, told to the desk, and void when the appointment moves", async () => {
    const { booking } = await book(db, business, { start: morning(3) });
    const id = booking!.id;
    const said = () => call<Record<string, string>>(db, "attendance_of", [`{${id}}`]);
    const heard = async () =>
      (await call<Told>(db, "my_notices", [owner, business.id])).notices.filter(
        ({ kind }) => kind === "booking.answered",
      ).length;
    expect(await said()).toEqual({});
    await call(db, "confirm_attendance", [id]);
    expect(await call(db, "confirm_attendance", [id])).toMatchObject({ ok: true });
    expect(Object.keys(await said())).toEqual([id]);
    expect(await heard()).toBe(1);
    await move(db, business, id, { start: morning(4), actor: "staff" });
    expect(await said()).toEqual({});
    await call(db, "confirm_attendance", [id]);
    expect(await heard()).toBe(2);
    await change(db, id, "cancelled");
    expect(await call(db, "confirm_attendance", [id])).toMatchObject({ code: "not_possible" });
  });

  it("is said by text message all the same, once, and not of a request that waits for its answer", async () => {
    const asked = await makeBusiness(db, { services: { ask: { confirmation: "approval" } } });
    const { booking } = await book(db, asked, { start: morning(3) });
    const id = booking!.id;
    const number = `+4915${String(Date.now()).slice(-9)}`;
    await db.query(
      `insert into public.notifications (business_id, booking_id, kind, channel, audience, recipient, time_zone, dedupe_key, status, sent_at)
       values ($1, $2, 'booking.reminder', 'sms', 'customer', $3, 'Europe/Berlin', $4, 'sent', now())`,
      [asked.id, id, number, randomUUID()],
    );
    const says = (word: string) =>
      call<{ answer: string }>(db, "incoming_sms", [{ key: randomUUID(), from: number, word }]);
    const replies = async () =>
      (await db.query("select way from private.sms_replies where booking_id = $1", [id])).rows;
    expect(await says("confirm")).toMatchObject({ answer: "nothing" });
    await change(db, id, "confirmed");
    expect(await says("confirm")).toMatchObject({ answer: "confirm" });
    expect(await says("confirm")).toMatchObject({ answer: "confirm" });
    expect(await replies()).toEqual([{ way: "sms" }]);
    expect(await says("cancel")).toMatchObject({ answer: "cancelled" });
    expect(await says("confirm")).toMatchObject({ answer: "nothing" });
  });
});

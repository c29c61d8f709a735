import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Business,
  book,
  call,
  change,
  DAY,
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
let business: Business;

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 6);
  owner = (await signedIn(stack, db, "owner of messages")).userId!;
});

afterAll(async () => {
  await db?.query("delete from private.suppressions");
  await restChannels();
  await db?.end();
  await stack?.stop();
});

beforeEach(async () => {
  business = await makeBusiness(db);
  await db.query(
    "insert into public.members (business_id, user_id, role, name) values ($1, $2, 'owner', 'Olga')",
    [business.id, owner],
  );
});

async function restChannels() {
  await db?.query(
    "update private.channel_breakers set failures = 0, trips = 0, open_until = null, probing = false",
  );
}

async function messages(bookingId: string, kind = "booking.reminder") {
  const { rows } = await db.query(
    "select * from public.notifications where booking_id = $1 and kind = $2 order by due_at",
    [bookingId, kind],
  );
  return rows;
}

async function rules(list: object[], more: object = {}) {
  const outcome = await call(db, "save_message_settings", [
    business.id,
    owner,
    { smsKinds: [], quietFromMin: 0, quietToMin: 0, keepDays: 400, rules: list, ...more },
  ]);
  expect(outcome).toMatchObject({ ok: true });
}

const ahead = (minutes: number, more: object = {}) => ({
  serviceId: null,
  kind: "reminder",
  channel: "email",
  minutes,
  active: true,
  ...more,
});

/** What a dispatcher would take of this business now; everything else stays where it is. */
async function claimed(bookingId: string, channel = "email") {
  await db.query(
    "update public.notifications set due_at = now() + interval '1 day' where booking_id is distinct from $1 and status = 'queued' and due_at <= now()",
    [bookingId],
  );
  return call<{ id: string; kind: string; gate: { result: string; error: string } | null }[]>(
    db,
    "claim_notifications",
    ["tester", channel, 50, 60],
  );
}

describe("reminders", () => {
  it("are written with the booking, move with it and go with it; none whose time has passed", async () => {
    await rules([ahead(1440), ahead(120), ahead(60 * 24 * 30)]);
    const start = morning(10);
    const { booking } = await book(db, business, { start });
    const id = booking!.id;
    const due = async () =>
      (await messages(id))
        .filter(({ status }) => status === "queued")
        .map(({ due_at }) => (start - due_at.getTime()) / MINUTE);
    // Thirty days before has passed already.
    expect(await due()).toEqual([1440, 120]);
    await move(db, business, id, { start: start + DAY });
    expect(await due()).toEqual([0, 120 - 1440]);
    await move(db, business, id, { start });
    expect(await due()).toEqual([1440, 120]);
    await change(db, id, "cancelled");
    expect(await due()).toEqual([]);
    const { booking: soon } = await book(db, business, {
      start: Math.ceil(Date.now() / (15 * MINUTE)) * 15 * MINUTE + 60 * MINUTE,
    });
    expect(await messages(soon!.id)).toEqual([]);
  });

  it("of a cancelled or begun appointment are not sent after an outage, and each due one is sent once", async () => {
    await rules([ahead(1440), ahead(120)]);
    const { booking } = await book(db, business, { start: morning(12) });
    await db.query(
      "update public.notifications set due_at = now() - interval '1 hour' where booking_id = $1 and rule_id is not null",
      [booking!.id],
    );
    const first = await claimed(booking!.id);
    const due = first.filter(({ kind }) => kind === "booking.reminder");
    expect(due.map(({ gate }) => gate)).toEqual([null, null]);
    expect(await claimed(booking!.id)).toEqual([]);
    await db.query("update public.notifications set status = 'queued' where booking_id = $1", [
      booking!.id,
    ]);
    await db.query(
      "update public.notifications set expires_at = now() where booking_id = $1 and rule_id is not null",
      [booking!.id],
    );
    const late = await claimed(booking!.id);
    expect(late.filter(({ gate }) => gate?.error === "too_late")).toHaveLength(2);
    await db.query("update public.notifications set status = 'queued' where booking_id = $1", [
      booking!.id,
    ]);
    await change(db, booking!.id, "cancelled");
    const after = await messages(booking!.id);
    expect(after.map(({ status }) => status)).toEqual(["dropped", "dropped"]);
  });

  it("keep quiet at night on the recipient's own clock", async () => {
    const quiet = async (due: string, start: string | null, zone: string) => {
      const { rows } = await db.query("select private.out_of_quiet($1, $3, 1260, 480, $2) as at", [
        due,
        start,
        zone,
      ]);
      return rows[0].at.toISOString();
    };
    // 14:00 in Berlin is 22:00 in Tokyo: at 08:00 there the next morning.
    expect(await quiet("2026-12-01T13:00:00Z", "2026-12-02T13:00:00Z", "Asia/Tokyo")).toBe(
      "2026-12-01T23:00:00.000Z",
    );
    expect(await quiet("2026-12-01T13:00:00Z", null, "Europe/Berlin")).toBe(
      "2026-12-01T13:00:00.000Z",
    );
    // 06:30 for an appointment at 08:15: the evening before, for 08:00 would be too close.
    expect(await quiet("2026-12-01T05:30:00Z", "2026-12-01T07:15:00Z", "Europe/Berlin")).toBe(
      "2026-11-30T19:59:00.000Z",
    );
    // The night in which the clocks go back in New York.
    expect(await quiet("2026-11-01T04:30:00Z", null, "America/New_York")).toBe(
      "2026-11-01T13:00:00.000Z",
    );
  });

  it("of a service with its own rules are those alone, and a visit is reminded of once", async () => {
    const both = await makeBusiness(db, { services: { cut: {}, wash: {} } });
    await db.query(
      "insert into private.reminder_rules (business_id, service_id, kind, channel, minutes) values ($1, $2, 'reminder', 'email', 60)",
      [both.id, both.services.wash],
    );
    await db.query(
      "insert into private.message_settings (business_id, quiet_from_min, quiet_to_min) values ($1, 0, 0)",
      [both.id],
    );
    const start = morning(14);
    const { booking } = await book(db, both, { service: "wash", start });
    const written = await messages(booking!.id);
    expect(written.map(({ due_at }) => (start - due_at.getTime()) / MINUTE)).toEqual([60]);
  });

  it("follow new rules for appointments that stand already, and send nothing twice", async () => {
    await rules([ahead(1440)]);
    const start = morning(15);
    const { booking } = await book(db, business, { start });
    await db.query(
      "update public.notifications set status = 'sent', sent_at = now() where booking_id = $1 and rule_id is not null",
      [booking!.id],
    );
    await rules([ahead(1440), ahead(120)]);
    const all = await messages(booking!.id);
    expect(all.map(({ status }) => status)).toEqual(["sent", "queued"]);
    await rules([]);
    expect(await messages(booking!.id)).toHaveLength(1);
  });
});

describe("consent", () => {
  const customerOf = async (id: string): Promise<string> =>
    (await db.query("select customer_id from public.bookings where id = $1", [id])).rows[0]
      .customer_id;

  it("is asked when a message is due: reminders unless refused, news only if wanted", async () => {
    await rules([ahead(1440), ahead(1440, { kind: "follow_up" }), ahead(1440, { kind: "rebook" })]);
    const { booking } = await book(db, business, { start: morning(20) });
    const customer = await customerOf(booking!.id);
    const gates = async () => {
      await db.query(
        "update public.notifications set status = 'queued', due_at = now(), expires_at = now() + interval '1 hour' where booking_id = $1 and rule_id is not null",
        [booking!.id],
      );
      const rows = await claimed(booking!.id);
      return Object.fromEntries(
        rows
          .filter(({ kind }) => !kind.endsWith("confirmed") && !kind.endsWith("new"))
          .map(({ kind, gate }) => [kind, gate?.error ?? null]),
      );
    };
    expect(await gates()).toEqual({
      "booking.reminder": null,
      "booking.follow_up": "no_consent",
      "booking.rebook": "no_consent",
    });
    await call(db, "save_customer_preferences", [customer, { newsEmail: true }, "test"]);
    // Somebody who has an appointment ahead needs no invitation.
    expect(await gates()).toMatchObject({
      "booking.follow_up": null,
      "booking.rebook": "booked_again",
    });
    await call(db, "unsubscribe_customer", [customer, "reminder"]);
    await call(db, "unsubscribe_customer", [customer, "news"]);
    await call(db, "unsubscribe_customer", [customer, "news"]);
    expect(await gates()).toEqual({
      "booking.reminder": "not_wanted",
      "booking.follow_up": "no_consent",
      "booking.rebook": "no_consent",
    });
    const kept = await call<{ newsEmail: boolean; reminderSms: boolean }>(
      db,
      "customer_preferences_of",
      [customer],
    );
    expect(kept).toMatchObject({ newsEmail: false, reminderEmail: false, reminderSms: true });
  });

  it("what is about the booking itself arrives all the same", async () => {
    const { booking } = await book(db, business, {
      start: morning(21),
      email: "angry@mail.example",
    });
    await call(db, "unsubscribe_customer", [await customerOf(booking!.id), "reminder"]);
    await db.query(
      "insert into private.suppressions values ('email', 'angry@mail.example', 'complained') on conflict do nothing",
    );
    const rows = await claimed(booking!.id);
    expect(rows.find(({ kind }) => kind === "booking.confirmed")?.gate).toBeNull();
  });
});

describe("the queue", () => {
  /** → the ids whose claim had passed to another dispatcher */
  const finish = async (outcomes: object[]): Promise<string[]> => {
    const { rows } = await db.query(
      "select public.finish_notifications('tester', 'email', $1) as lost",
      [JSON.stringify(outcomes)],
    );
    return rows[0].lost;
  };
  const breaker = async () =>
    (
      await db.query(
        "select *, open_until > now() as resting from private.channel_breakers where channel = 'email'",
      )
    ).rows[0];

  it("rests while its provider is away, loses no attempt and no order, and one message tries whether it is back", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) {
      const { booking } = await book(db, business, { start: morning(30 + n) });
      ids.push(booking!.id);
    }
    await restChannels();
    await db.query(
      "update public.notifications set due_at = now() + interval '1 day' where booking_id <> all ($1) and status = 'queued' and due_at <= now()",
      [ids],
    );
    const first = await call<{ id: string }[]>(db, "claim_notifications", [
      "tester",
      "email",
      50,
      60,
    ]);
    expect(first.length).toBe(8);
    await finish(
      first.map(({ id }) => ({
        id,
        result: "retry",
        provider: "smtp",
        outage: true,
        error: "down",
      })),
    );
    expect(await breaker()).toMatchObject({ resting: true, trips: 1, reason: "down" });
    const { rows } = await db.query(
      "select attempts, status, due_at <= now() as due from public.notifications where id = any ($1)",
      [first.map(({ id }) => id)],
    );
    expect(rows).toEqual(Array(8).fill({ attempts: 0, status: "queued", due: true }));
    expect(await call(db, "claim_notifications", ["tester", "email", 50, 60])).toEqual([]);
    // Other channels go on.
    expect(await call(db, "claim_notifications", ["tester", "sms", 1, 60])).toBeInstanceOf(Array);
    await db.query(
      "update private.channel_breakers set open_until = now() where channel = 'email'",
    );
    const probes = await Promise.all(
      [1, 2, 3].map(() =>
        call<{ id: string }[]>(db, "claim_notifications", ["tester", "email", 50, 60]),
      ),
    );
    expect(probes.map((rows) => rows.length).sort()).toEqual([0, 0, 1]);
    const [probe] = probes.flat();
    expect(probe?.id).toBe(first[0]?.id);
    await finish([
      { id: probe!.id, result: "retry", provider: "smtp", outage: true, error: "down" },
    ]);
    expect(await breaker()).toMatchObject({ resting: true, trips: 2 });
    await db.query(
      "update private.channel_breakers set open_until = now() where channel = 'email'",
    );
    const [again] = await call<{ id: string }[]>(db, "claim_notifications", [
      "tester",
      "email",
      50,
      60,
    ]);
    await finish([{ id: again!.id, result: "sent", provider: "smtp", messageId: "x" }]);
    expect(await breaker()).toMatchObject({ resting: null, trips: 0, failures: 0 });
    const rest = await call<{ id: string }[]>(db, "claim_notifications", [
      "tester",
      "email",
      50,
      60,
    ]);
    expect(rest.map(({ id }) => id)).toEqual(first.slice(1).map(({ id }) => id));
    await finish(rest.map(({ id }) => ({ id, result: "sent", provider: "smtp", messageId: id })));
  });

  it("keeps what was sent also when the provider's word comes before the dispatcher's", async () => {
    const { booking } = await book(db, business, { start: morning(41) });
    const mine = (await claimed(booking!.id)).find(({ kind }) => kind === "booking.confirmed")!;
    const messageId = randomUUID();
    await call(db, "record_delivery", [
      { provider: "smtp", key: messageId, notificationId: mine.id, messageId, event: "sent" },
    ]);
    const report = { id: mine.id, result: "sent", provider: "smtp", content: { body: "Hello" } };
    // Somebody else's report, as if it had been sent a second time, is not believed.
    expect(await finish([{ ...report, messageId: randomUUID() }])).toEqual([mine.id]);
    expect(await finish([{ ...report, messageId, segments: 2 }])).toEqual([]);
    const [sent] = await messages(booking!.id, "booking.confirmed");
    expect(sent).toMatchObject({ status: "sent", content: { body: "Hello" }, segments: 2 });
  });

  it("backs off with jitter, gives up, and a manager sends it again to the address of today", async () => {
    const { booking } = await book(db, business, {
      start: morning(40),
      email: `typo-${randomUUID()}@mail.example`,
    });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 16; attempt++) {
      await db.query(
        "update public.notifications set due_at = now() where booking_id = $1 and kind = 'booking.confirmed'",
        [booking!.id],
      );
      const rows = await claimed(booking!.id);
      const mine = rows.find(({ kind }) => kind === "booking.confirmed")!;
      await finish([{ id: mine.id, result: "retry", provider: "smtp", error: "mailbox full" }]);
      const { rows: now } = await db.query(
        "select status, extract(epoch from due_at - now())::float as wait from public.notifications where id = $1",
        [mine.id],
      );
      if (now[0].status === "queued") waits.push(now[0].wait);
      else expect(attempt).toBe(16);
    }
    for (const [n, wait] of waits.entries()) {
      const middle = Math.min(3600, 30 * 2 ** n);
      expect(wait).toBeGreaterThan(middle * 0.7);
      expect(wait).toBeLessThan(middle * 1.3);
    }
    const [dead] = await messages(booking!.id, "booking.confirmed");
    expect(dead).toMatchObject({ status: "dead", last_error: "mailbox full", attempts: 16 });
    const health = await call<{ failedThisWeek: number }>(db, "message_health", [business.id]);
    expect(health.failedThisWeek).toBe(1);
    await db.query(
      "update public.customers set email = 'right@mail.example' where id = (select customer_id from public.bookings where id = $1)",
      [booking!.id],
    );
    const stranger = randomUUID();
    expect(await call(db, "resend_notification", [business.id, stranger, dead.id])).toMatchObject({
      code: "forbidden",
    });
    expect(await call(db, "resend_notification", [business.id, owner, dead.id])).toMatchObject({
      ok: true,
    });
    expect(await call(db, "resend_notification", [business.id, owner, dead.id])).toMatchObject({
      code: "already",
    });
    const all = await messages(booking!.id, "booking.confirmed");
    expect(all.map(({ status, recipient }) => [status, recipient.split("-")[0]]).sort()).toEqual([
      ["dead", "typo"],
      ["queued", "right@mail.example"],
    ]);
  });
});

describe("templates", () => {
  const key = { kind: "booking.confirmed", audience: "customer", channel: "sms", language: "en" };
  it("keep every version, and nobody overwrites what they have not seen", async () => {
    const save = (content: object | null, was: number) =>
      call<{ ok: boolean; code?: string; version?: number }>(db, "save_message_template", [
        business.id,
        owner,
        { ...key, content, was },
      ]);
    expect(await save({ body: "one" }, 0)).toMatchObject({ version: 1 });
    expect(await save({ body: "mine" }, 0)).toMatchObject({ code: "stale", version: 1 });
    const both = await Promise.all([save({ body: "two" }, 1), save({ body: "too" }, 1)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await save(null, 2)).toMatchObject({ ok: true, version: 0 });
    const versions = await call<{ version: number; active: boolean }[]>(
      db,
      "message_template_versions",
      [business.id, key],
    );
    expect(versions.map(({ version, active }) => [version, active])).toEqual([
      [2, false],
      [1, false],
    ]);
    expect(await save({ body: "one" }, 0)).toMatchObject({ version: 3 });
  });
});

describe("the bell and the agenda", () => {
  it("tells whoever it concerns, once, and is read one by one or all together", async () => {
    const { booking } = await book(db, business, { start: morning(50), name: "Clara" });
    await book(db, business, { start: morning(51) });
    const seen = await call<{
      unread: number;
      notices: { id: number; bookingId: string; data: { who: string } }[];
    }>(db, "my_notices", [owner, business.id]);
    expect(seen.unread).toBe(2);
    expect(seen.notices[1]).toMatchObject({ bookingId: booking!.id, data: { who: "Clara" } });
    await db.query("select public.read_notices($1, $2, $3)", [
      owner,
      business.id,
      [seen.notices[1]!.id],
    ]);
    expect(await call(db, "my_notices", [owner, business.id])).toMatchObject({ unread: 1 });
    expect(await call(db, "my_notices", [randomUUID(), business.id])).toEqual({
      unread: 0,
      notices: [],
    });
    await db.query("select public.read_notices($1, $2)", [owner, business.id]);
    expect(await call(db, "my_notices", [owner, business.id])).toMatchObject({ unread: 0 });
  });

  it("sends the day's agenda at its hour, once a day", async () => {
    const { rows } = await db.query(
      "select extract(hour from now() at time zone 'Europe/Berlin')::int * 60 + extract(minute from now() at time zone 'Europe/Berlin')::int as minute",
    );
    const wanted = { emailKinds: [], pushKinds: [], agendaMin: rows[0].minute };
    await call(db, "save_member_preferences", [business.id, owner, wanted]);
    await Promise.all([1, 2, 3].map(() => db.query("select public.enqueue_agendas()")));
    const { rows: sent } = await db.query(
      "select data, time_zone from public.notifications where business_id = $1 and kind = 'agenda.day'",
      [business.id],
    );
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ time_zone: "Europe/Berlin", data: { items: [] } });
  });
});

import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { waitlistToken } from "../../lib/bookings/token.ts";
import { fullStarts, outlookOf } from "../../lib/waitlist/full.ts";
import { offerFreedTimes } from "../../lib/waitlist/match.ts";
import type { Entry } from "../../lib/waitlist/schema.ts";
import { type CallFunction, waitlistStore } from "../../lib/waitlist/store.ts";
import {
  type Business,
  book,
  bookingRequest,
  call,
  change,
  DAY,
  makeBusiness,
  morning,
  move,
  type Outcome,
  type ServicePlan,
  sha256,
  tally,
} from "./support/fixture.ts";
import { broken } from "./support/invariants.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

const SECRET = "a secret of at least thirty-two characters";
let began: Date;
let stack: TestStack;
let db: pg.Pool;

beforeAll(async () => {
  began = new Date();
  stack = await testStack();
  db = connections(stack, 30);
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

afterEach(async () => {
  expect(await broken(db, began)).toEqual({});
});

/** Calls by name over the pool, as the app does. */
const byName: CallFunction = async (name, args) => {
  const names = Object.keys(args);
  const values = names.map((key) => {
    const value = args[key];
    return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
  });
  const list = names.map((key, i) => `${key} => $${i + 1}`).join(", ");
  const { rows } = await db.query(`select public.${name}(${list}) as result`, values);
  return rows[0].result;
};

/** A matcher that sees to one business only: other files' businesses are not its concern. */
function matcher(business: Business) {
  const store = waitlistStore(byName, SECRET);
  return {
    ...store,
    async claim() {
      const { rows } = await db.query<{ id: string }>(
        "delete from private.waitlist_wakeups where business_id = $1 returning id",
        [business.id],
      );
      return rows.length === 0 ? [] : [{ businessId: business.id, wakeups: [] }];
    },
  };
}

const unexpected = (line: string) => {
  throw new Error(line);
};
const match = (business: Business) => offerFreedTimes(matcher(business), Date.now, unexpected);

/** One service of one hour with one person, and the start at ten, three days ahead, taken. */
async function fullMorning(service: ServicePlan = {}, staff = 1) {
  const business = await makeBusiness(db, { staff, services: { cut: { step: 60, ...service } } });
  const start = morning(3);
  const taken = await book(db, business, { start });
  expect(taken.ok).toBe(true);
  return { business, start, taken: taken.booking!.id };
}

interface Join {
  name?: string;
  email?: string;
  start: number;
  days?: number;
  party?: number;
  service?: string;
}

async function join(business: Business, wish: Join): Promise<string> {
  const id = randomUUID();
  const date = (n: number) => new Date(wish.start + n * DAY).toISOString().slice(0, 10);
  const minute = (wish.start % DAY) / 60_000;
  const outcome = await call<Outcome>(db, "join_waitlist", [
    {
      entryId: id,
      tokenHash: sha256(await waitlistToken(SECRET, id)),
      serviceId: business.services[wish.service ?? "cut"],
      staffId: null,
      party: wish.party ?? 1,
      from: date(0),
      to: date(wish.days ?? 0),
      weekdays: [],
      fromMin: minute,
      toMin: minute + 1,
      customer: {
        name: wish.name ?? "Wanda",
        email: wish.email ?? `${id.slice(0, 8)}@mail.example`,
        phone: null,
      },
      timeZone: "UTC",
    },
  ]);
  expect(outcome).toEqual({ ok: true });
  return id;
}

async function entry(id: string): Promise<Entry> {
  const { rows } = await db.query<{ entry: Entry }>("select private.waitlist_json($1) as entry", [
    id,
  ]);
  return rows[0]!.entry;
}

const statuses = (ids: string[]) => Promise.all(ids.map(async (id) => (await entry(id)).status));

async function mails(id: string): Promise<string[]> {
  const { rows } = await db.query<{ kind: string }>(
    "select kind from public.notifications where data #>> '{entry,id}' = $1 and status <> 'dropped' order by created_at, kind",
    [id],
  );
  return rows.map(({ kind }) => kind);
}

/** Keeps the start for an entry until a whole second that is near. */
async function offerFor(business: Business, id: string, start: number, seconds: number) {
  const deadline = (Math.ceil(Date.now() / 1000) + seconds) * 1000;
  const store = waitlistStore(byName, SECRET);
  const outcome = await store.offer(await entry(id), {
    start,
    staff: [[business.staff[0]!]],
    deadline,
  });
  return { ...outcome, deadline };
}

function take(business: Business, found: Entry, start: number): Promise<Outcome> {
  const { bookingId: _, ...request } = bookingRequest(business, {
    start,
    key: `waitlist:${found.offer?.id}`,
    name: found.customer.name,
    email: found.customer.email,
    party: found.party,
  });
  return call(db, "take_waitlist_offer", [
    { ...request, bookingId: randomUUID(), offerId: found.offer?.id },
  ]);
}

const until = (instant: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, instant - Date.now())));

describe("the queue", () => {
  it("gives what comes free to the first in line, then to the next", async () => {
    const { business, start, taken } = await fullMorning();
    const first = await join(business, { start });
    const second = await join(business, { start });
    expect(await match(business)).toMatchObject({ offered: 0 });
    expect(await statuses([first, second])).toEqual(["waiting", "waiting"]);

    await change(db, taken, "cancelled", "customer");
    expect(await match(business)).toMatchObject({ offered: 1 });
    expect(await statuses([first, second])).toEqual(["offered", "waiting"]);
    expect(await mails(first)).toEqual(["waitlist.joined", "waitlist.offer"]);
    // The place is kept: nobody else gets it.
    expect((await book(db, business, { start })).code).toBe("slot_taken");

    const declined = await call<Outcome>(db, "decline_waitlist_offer", [first]);
    expect(declined.ok).toBe(true);
    await match(business);
    expect(await statuses([first, second])).toEqual(["waiting", "offered"]);

    const booked = await take(business, await entry(second), start);
    expect(booked.booking).toMatchObject({ status: "confirmed" });
    expect(await entry(second)).toMatchObject({ status: "booked", bookingId: booked.booking!.id });
    await match(business);
    // The first had its chance at this start and waits for another.
    expect(await statuses([first])).toEqual(["waiting"]);
  });

  it("wakes when a booking moves away, when it is declined, and when hours open", async () => {
    const { business, start, taken } = await fullMorning();
    const waiting = await join(business, { start });
    await match(business);
    await move(db, business, taken, { start: start + DAY });
    await match(business);
    expect(await statuses([waiting])).toEqual(["offered"]);

    const approval = await fullMorning({ confirmation: "approval" });
    const other = await join(approval.business, { start });
    await match(approval.business);
    await change(db, approval.taken, "declined", "staff");
    await match(approval.business);
    expect(await statuses([other])).toEqual(["offered"]);

    const closed = await makeBusiness(db, { services: { cut: { step: 60 } } });
    await db.query("delete from public.weekly_hours where business_id = $1", [closed.id]);
    const patient = await join(closed, { start });
    await match(closed);
    expect(await statuses([patient])).toEqual(["waiting"]);
    await db.query(
      "insert into public.weekly_hours (business_id, weekday, start_min, end_min) select $1, d, 0, 1440 from generate_series(1, 7) as d",
      [closed.id],
    );
    await match(closed);
    expect(await statuses([patient])).toEqual(["offered"]);
  });

  it("passes over a party that does not fit, and serves the next one that does", async () => {
    const { business, start, taken } = await fullMorning({ capacity: 2 });
    expect((await book(db, business, { start })).ok).toBe(true);
    const pair = await join(business, { start, party: 2 });
    const single = await join(business, { start, party: 1 });
    await match(business);
    await change(db, taken, "cancelled", "staff");
    await match(business);
    expect(await statuses([pair, single])).toEqual(["waiting", "offered"]);
  });

  it("does not stand in the way of deleting a business", async () => {
    const { business, start } = await fullMorning();
    await join(business, { start });
    const empty = await makeBusiness(db);
    await db.query("delete from public.businesses where id = $1", [empty.id]);
    await expect(
      db.query("delete from public.weekly_hours where business_id = $1", [business.id]),
    ).resolves.toBeDefined();
  });
});

describe("joining", () => {
  it("twice is once, with the same answer and one letter a day", async () => {
    const { business, start } = await fullMorning();
    const mail = `twice-${randomUUID().slice(0, 8)}@mail.example`;
    const first = await join(business, { start, email: mail, name: "Zoe" });
    await Promise.all(
      Array.from({ length: 8 }, () =>
        join(business, { start, email: mail, name: "Somebody else" }),
      ),
    );
    const { rows } = await db.query(
      "select id, contact_name from public.waitlist_entries where contact_email = $1",
      [mail],
    );
    expect(rows).toEqual([{ id: first, contact_name: "Zoe" }]);
    expect(await mails(first)).toEqual(["waitlist.joined"]);
  });

  it("opens by its link alone", async () => {
    const { business, start } = await fullMorning();
    const id = await join(business, { start });
    const byToken = (token: string) => call<Outcome>(db, "waitlist_by_token", [sha256(token)]);
    expect(await byToken(await waitlistToken(SECRET, id))).toMatchObject({
      ok: true,
      entry: { id },
    });
    expect(await byToken(await waitlistToken(SECRET, randomUUID()))).toMatchObject({
      code: "not_found",
    });
  });

  it("is refused to whom the business has blocked", async () => {
    const { business, start } = await fullMorning();
    await db.query(
      "insert into public.customers (business_id, name, email, blocked_at) values ($1, 'B', 'b@mail.example', now())",
      [business.id],
    );
    await expect(join(business, { start, email: "B@mail.example" })).rejects.toThrow(
      /not_accepted/,
    );
  });
});

describe("whether there is something to wait for", () => {
  it("is what the engine says, with and without the bookings", async () => {
    const { business, start } = await fullMorning();
    const waiting = await entry(await join(business, { start }));
    const { availability } = waitlistStore(byName, SECRET);
    const outlook = async (change: Partial<Entry> = {}) => {
      const wish = { ...waiting, ...change };
      const data = await availability(wish, { from: start - 3 * DAY, to: start + 3 * DAY });
      return outlookOf(wish, data!, Date.now());
    };
    expect(await outlook()).toBe("full");
    expect(await outlook({ fromMin: 0, toMin: 1440 })).toBe("free");
    expect(await outlook({ party: 2 })).toBe("closed");
    await db.query(
      `insert into public.closures (business_id, kind, name, from_date, to_date) values ($1, 'closure', 'Away', $2, $2)`,
      [business.id, waiting.from],
    );
    expect(await outlook()).toBe("closed");

    const data = await availability(waiting, { from: start - DAY, to: start + DAY });
    expect(fullStarts(data!, { from: start, to: start + 1, party: 1 }, Date.now())).toEqual([]);
    await db.query("delete from public.closures where business_id = $1", [business.id]);
    const open = await availability(waiting, { from: start - DAY, to: start + DAY });
    expect(fullStarts(open!, { from: start, to: start + 1, party: 1 }, Date.now())).toEqual([
      start,
    ]);
  });
});

describe("a wake-up", () => {
  it("that could not be seen to can be claimed again in seconds, not after its lease", async () => {
    const { business, start, taken } = await fullMorning();
    await join(business, { start });
    await change(db, taken, "cancelled", "customer");
    const store = waitlistStore(byName, SECRET);
    const mine = async () => (await store.claim()).find((one) => one.businessId === business.id);
    const claimed = await mine();
    expect(await mine()).toBeUndefined();
    await store.release(claimed!.wakeups);
    const { rows } = await db.query<{ seconds: number }>(
      `select extract(epoch from max(locked_until) - now())::integer as seconds
       from private.waitlist_wakeups where business_id = $1`,
      [business.id],
    );
    expect(rows[0]!.seconds).toBeLessThanOrEqual(10);
    await db.query(
      "update private.waitlist_wakeups set locked_until = now() - interval '1 second' where business_id = $1",
      [business.id],
    );
    expect(await mine()).toEqual(claimed);
  });
});

describe("races", () => {
  it("of an offer and leaving: the time is not kept for somebody who has gone", async () => {
    const { business, start, taken } = await fullMorning();
    const id = await join(business, { start });
    await change(db, taken, "cancelled", "customer");
    const offering = await db.connect();
    try {
      await offering.query("begin");
      const offer = await call<Outcome>(offering, "offer_waitlist_place", [
        {
          entryId: id,
          bookingId: randomUUID(),
          tokenHash: sha256(id),
          start: new Date(start).toISOString(),
          staff: [[business.staff[0]]],
          deadline: new Date(start - DAY).toISOString(),
        },
      ]);
      expect(offer.ok).toBe(true);
      const leaving = call<Outcome>(db, "leave_waitlist", [id, "customer"]);
      await expect
        .poll(async () => (await db.query("select 1 from pg_locks where not granted")).rowCount)
        .toBe(1);
      await offering.query("commit");
      expect((await leaving).ok).toBe(true);
    } finally {
      offering.release(true);
    }
    expect(await statuses([id])).toEqual(["left"]);
    expect((await book(db, business, { start })).ok).toBe(true);
  });

  it("of a time offered by hand and the matcher with another: one place is kept", async () => {
    const { business, start, taken } = await fullMorning();
    const id = await join(business, { start, days: 2 });
    await change(db, taken, "cancelled", "customer");
    const byHand = await db.connect();
    try {
      await byHand.query("begin");
      const offer = await call<Outcome>(byHand, "offer_waitlist_place", [
        {
          entryId: id,
          bookingId: randomUUID(),
          tokenHash: sha256(id),
          start: new Date(start + DAY).toISOString(),
          staff: [[business.staff[0]]],
          deadline: new Date(start).toISOString(),
          actor: { kind: "staff" },
        },
      ]);
      expect(offer.ok).toBe(true);
      const matching = match(business);
      await expect
        .poll(async () => (await db.query("select 1 from pg_locks where not granted")).rowCount)
        .toBe(1);
      await byHand.query("commit");
      expect(await matching).toMatchObject({ businesses: 1, offered: 0 });
    } finally {
      byHand.release(true);
    }
    expect((await book(db, business, { start })).ok).toBe(true);
  });

  it("of two matchers for two seats and three who wait: two offers, in order", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { business, start, taken } = await fullMorning({ capacity: 2 });
      const other = await book(db, business, { start });
      const line = [];
      for (let n = 0; n < 3; n += 1) line.push(await join(business, { start }));
      await match(business);
      await change(db, taken, "cancelled", "customer");
      await change(db, other.booking!.id, "cancelled", "customer");
      const store = matcher(business);
      const woken = async () => [{ businessId: business.id, wakeups: [] }];
      await Promise.all(
        [0, 1].map(() => {
          let turn = 0;
          return offerFreedTimes(
            { ...store, claim: async () => (turn++ === 0 ? woken() : []) },
            Date.now,
            unexpected,
          );
        }),
      );
      expect(await statuses(line)).toEqual(["offered", "offered", "waiting"]);
      const { rows } = await db.query(
        "select count(*)::integer as open from public.waitlist_offers where business_id = $1 and outcome is null",
        [business.id],
      );
      expect(rows[0].open).toBe(2);
    }
  });

  it("of a customer who books and the matcher: one gets the time, and the other knows", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { business, start, taken } = await fullMorning();
      const waiting = await join(business, { start });
      await match(business);
      await change(db, taken, "cancelled", "customer");
      const [bought] = await Promise.all([book(db, business, { start }), match(business)]);
      const [status] = await statuses([waiting]);
      expect([bought.ok, status]).toEqual(bought.ok ? [true, "waiting"] : [false, "offered"]);
    }
  });

  it("of two taps on one offer: one booking", async () => {
    const { business, start, taken } = await fullMorning();
    const waiting = await join(business, { start });
    await change(db, taken, "cancelled", "customer");
    await match(business);
    const found = await entry(waiting);
    const taps = await Promise.all(Array.from({ length: 6 }, () => take(business, found, start)));
    expect(tally(taps)).toEqual({ ok: 6 });
    expect(new Set(taps.map(({ booking }) => booking!.id)).size).toBe(1);
    expect(taps.filter(({ replayed }) => replayed)).toHaveLength(5);
  });

  it("of taking and declining at once: one of the two, and never both", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { business, start, taken } = await fullMorning();
      const waiting = await join(business, { start });
      await change(db, taken, "cancelled", "customer");
      await match(business);
      const found = await entry(waiting);
      const [took, declined] = await Promise.all([
        take(business, found, start),
        call<Outcome>(db, "decline_waitlist_offer", [waiting]),
      ]);
      expect([took.ok, declined.ok].filter(Boolean)).toHaveLength(1);
      expect(await statuses([waiting])).toEqual([took.ok ? "booked" : "waiting"]);
    }
  });

  it("at the deadline: taken or passed, and the sweep agrees", async () => {
    const { business, start, taken } = await fullMorning();
    const waiting = await join(business, { start });
    await match(business);
    await change(db, taken, "cancelled", "customer");
    const offer = await offerFor(business, waiting, start, 1);
    expect(offer.ok).toBe(true);
    const found = await entry(waiting);
    await until(offer.deadline);
    const [took] = await Promise.all([
      take(business, found, start),
      db.query("select public.expire_holds()"),
      db.query("select public.expire_holds()"),
    ]);
    expect(took.code).toBe("offer_over");
    expect(await entry(waiting)).toMatchObject({ status: "waiting", offersPassed: 1 });
    expect((await take(business, found, start)).code).toBe("offer_over");
  });
});

describe("the deadline", () => {
  it("passes the time on, keeps the place in the queue, and closes after two", async () => {
    const { business, start, taken } = await fullMorning();
    const first = await join(business, { start, days: 5 });
    const second = await join(business, { start });
    await change(db, taken, "cancelled", "customer");
    const offer = await offerFor(business, first, start, 1);
    await until(offer.deadline);
    await db.query("select public.expire_holds()");
    expect(await entry(first)).toMatchObject({ status: "waiting", offersPassed: 1, ahead: 0 });
    expect(await mails(first)).toEqual(["waitlist.joined"]);

    // The wake-up comes by itself. The first in line gets another day, the time that passed goes to the second.
    await match(business);
    expect((await entry(first)).offer?.start).not.toBe((await entry(second)).offer?.start);
    expect(Date.parse((await entry(second)).offer!.start)).toBe(start);

    await db.query("select public.decline_waitlist_offer($1)", [first]);
    const last = await offerFor(business, first, start + 2 * DAY, 1);
    expect(last.ok).toBe(true);
    await until(last.deadline);
    await db.query("select public.expire_holds()");
    expect(await entry(first)).toMatchObject({ status: "closed", closedBecause: "offers_passed" });
    expect(await mails(first)).toContain("waitlist.closed");
  });

  it("lies before the start, and an offer never changes", async () => {
    const { business, start, taken } = await fullMorning();
    const waiting = await join(business, { start });
    await change(db, taken, "cancelled", "customer");
    const tooLate = await waitlistStore(byName, SECRET).offer(await entry(waiting), {
      start,
      staff: [[business.staff[0]!]],
      deadline: start + 1000,
    });
    expect(tooLate).toMatchObject({ ok: false, code: "too_soon" });
    await match(business);
    await expect(
      db.query(
        "update public.waitlist_offers set deadline = deadline + interval '1 hour' where entry_id = $1",
        [waiting],
      ),
    ).rejects.toThrow(/only ever gets its outcome/);
  });
});

describe("an old page", () => {
  it("neither takes nor lets go another offer than the one that it shows", async () => {
    Object.assign(process.env, stack.env);
    process.env.APP_URL ??= "http://localhost:3000";
    const { declineOffer, takeOffer } = await import("../../lib/waitlist/mutations.ts");
    const { business, start, taken } = await fullMorning();
    const id = await join(business, { start, days: 4 });
    await change(db, taken, "cancelled", "customer");
    await match(business);
    const first = (await entry(id)).offer!;
    await call(db, "decline_waitlist_offer", [id]);
    await match(business);
    const found = await entry(id);
    expect(found.offer!.start).not.toBe(first.start);

    const over = { ok: false, code: "offer_over" };
    expect(await takeOffer(found, first.id, {}, Date.now())).toEqual(over);
    expect(await declineOffer(found, first.id)).toEqual(over);
    expect(await entry(id)).toMatchObject({ status: "offered", offer: { id: found.offer!.id } });
    expect(await declineOffer(found, found.offer!.id)).toMatchObject({ ok: true });
    expect(await statuses([id])).toEqual(["waiting"]);
  });
});

describe("taking", () => {
  it("confirms a booking that would otherwise ask for the address", async () => {
    const { business, start, taken } = await fullMorning();
    await db.query("update public.services set confirmation = 'email' where id = $1", [
      business.services.cut,
    ]);
    const waiting = await join(business, { start });
    await change(db, taken, "cancelled", "customer");
    await match(business);
    const booked = await take(business, await entry(waiting), start);
    expect(booked.booking).toMatchObject({ status: "confirmed" });
    const { rows } = await db.query(
      "select kind, status from public.notifications where booking_id = $1 and audience = 'customer' and rule_id is null order by kind",
      [booked.booking!.id],
    );
    expect(rows).toEqual([
      { kind: "booking.confirmed", status: "queued" },
      { kind: "booking.verify", status: "dropped" },
    ]);
  });
});

describe("leaving", () => {
  it("hands an open offer to the next in line", async () => {
    const { business, start, taken } = await fullMorning();
    const first = await join(business, { start });
    const second = await join(business, { start });
    await change(db, taken, "cancelled", "customer");
    await match(business);
    expect(await statuses([first, second])).toEqual(["offered", "waiting"]);
    expect((await call<Outcome>(db, "leave_waitlist", [first, "customer"])).ok).toBe(true);
    await match(business);
    expect(await statuses([first, second])).toEqual(["left", "offered"]);
    expect((await call<Outcome>(db, "leave_waitlist", [first, "customer"])).code).toBe("already");
    // Whoever has left may come back, at the end.
    expect(
      (await entry(await join(business, { start, email: (await entry(first)).customer.email })))
        .ahead,
    ).toBe(1);
  });

  it("by the business's hand can be undone before anybody is told", async () => {
    const { business, start } = await fullMorning();
    const first = await join(business, { start });
    const second = await join(business, { start });
    await call(db, "leave_waitlist", [first, "staff"]);
    expect(await mails(first)).toContain("waitlist.closed");
    expect((await call<Outcome>(db, "restore_waitlist_entry", [first])).ok).toBe(true);
    expect(await mails(first)).toEqual(["waitlist.joined"]);
    expect((await entry(second)).ahead).toBe(1);
    expect((await call<Outcome>(db, "restore_waitlist_entry", [first])).code).toBe("not_possible");
  });

  it("forgets an address on request, and frees what was kept for it", async () => {
    const { business, start, taken } = await fullMorning();
    const first = await join(business, { start });
    const second = await join(business, { start });
    await change(db, taken, "cancelled", "customer");
    await match(business);
    const { email } = (await entry(first)).customer;
    const { rows: known } = await db.query("select private.waitlist_of($1, $2) as all", [
      business.id,
      email,
    ]);
    expect(known[0].all).toMatchObject([{ id: first, customer: { email } }]);
    await db.query("select private.erase_waitlist($1, $2)", [business.id, email]);
    const { rows: left } = await db.query(
      `select 1 from public.notifications where recipient = $1
       union all select 1 from public.waitlist_entries where contact_email = $1`,
      [email],
    );
    expect(left).toEqual([]);
    await match(business);
    expect(await statuses([second])).toEqual(["offered"]);
  });

  it("happens by itself when the dates are over", async () => {
    const { business, start } = await fullMorning();
    const id = await join(business, { start });
    await db.query(
      "update public.waitlist_entries set from_date = current_date - 9, to_date = current_date - 3 where id = $1",
      [id],
    );
    await db.query("select public.close_waitlist()");
    expect(await entry(id)).toMatchObject({ status: "closed", closedBecause: "dates_over" });
    expect(await mails(id)).toEqual(["waitlist.joined", "waitlist.closed"]);
  });
});

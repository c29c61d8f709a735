import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { giveBack, keepFree } from "../../lib/appointments/called-off.ts";
import { slotQuery } from "../../lib/availability/query.ts";
import type { AvailabilityData } from "../../lib/availability/schema.ts";
import { findSlots } from "../../lib/scheduling/index.ts";
import type { BusinessId } from "../../lib/supabase/session.ts";
import {
  type Business,
  bookingRequest,
  book as bookPlan,
  call,
  change,
  MINUTE,
  makeBusiness,
  morning,
  type Outcome,
  tally,
} from "./support/fixture.ts";
import { broken } from "./support/invariants.ts";
import { type Caller, signedIn, visitor } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let began: Date;
const HOUR = 60 * MINUTE;
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

// Every story ends with the proof over the whole database.
afterEach(async () => {
  expect(await broken(db, began)).toEqual({});
});

interface Place {
  id: string;
  start: string;
  end: string;
  staffId: string;
  serviceId: string;
}

async function place(bookingId: string): Promise<Place> {
  const { rows } = await db.query<{ id: string; s: Date; e: Date; staff: string; svc: string }>(
    `select a.id, a.starts_at as s, a.ends_at as e, a.staff_id as staff, a.service_id as svc
     from public.appointments as a join public.bookings as b on b.appointment_id = a.id where b.id = $1`,
    [bookingId],
  );
  const [row] = rows;
  return {
    id: row!.id,
    start: row!.s.toISOString(),
    end: row!.e.toISOString(),
    staffId: row!.staff,
    serviceId: row!.svc,
  };
}

async function made(business: Business, plan: Parameters<typeof bookPlan>[2]): Promise<string> {
  const outcome = await bookPlan(db, business, plan);
  expect(outcome.code).toBeUndefined();
  return outcome.booking!.id;
}

interface Change {
  start?: number;
  end?: number;
  staff?: number;
  service?: string;
  expected?: Place;
  override?: boolean;
  notify?: boolean;
}

/** Changes the appointment of a booking; what is not said stays. */
async function alter(business: Business, bookingId: string, to: Change): Promise<Outcome> {
  const now = await place(bookingId);
  const { id, ...expected } = to.expected ?? now;
  return call(db, "change_appointment", [
    {
      appointmentId: id,
      start: to.start === undefined ? now.start : new Date(to.start).toISOString(),
      ...(to.end === undefined ? {} : { end: new Date(to.end).toISOString() }),
      staff: [[to.staff === undefined ? now.staffId : business.staff[to.staff]]],
      ...(to.service ? { serviceId: business.services[to.service] } : {}),
      expected,
      override: to.override ?? false,
      notify: to.notify ?? true,
      actor: { kind: "staff", name: "Reception" },
    },
  ]);
}

async function messages(bookingId: string, kind = "booking.moved") {
  const { rows } = await db.query<{ audience: string; status: string; previous: string | null }>(
    `select audience, status::text, data ->> 'previousStart' as previous from public.notifications
     where booking_id = $1 and kind = $2 order by created_at, audience`,
    [bookingId, kind],
  );
  return rows;
}

describe("booking at the desk", () => {
  it("keeps the confirmation from the customer when it is not wanted, and the team's note from both", async () => {
    const business = await makeBusiness(db);
    const request = bookingRequest(business, { start: morning(3), actor: "staff" });
    const outcome = await call(db, "book_at_desk", [
      { ...request, notify: false, staffNote: "Likes the window" },
    ]);
    expect(outcome.ok).toBe(true);
    expect(JSON.stringify(outcome)).not.toContain("window");
    const told = await messages(outcome.booking!.id, "booking.confirmed");
    expect(told.map(({ audience, status }) => `${audience} ${status}`)).toEqual([
      "customer dropped",
    ]);
    const { rows } = await db.query("select staff_note from public.bookings where id = $1", [
      outcome.booking!.id,
    ]);
    expect(rows).toEqual([{ staff_note: "Likes the window" }]);
  });

  it("books for a customer from the list who has no address, without a second record", async () => {
    const business = await makeBusiness(db);
    const { rows } = await db.query<{ id: string }>(
      "insert into public.customers (business_id, name) values ($1, 'Walk In') returning id",
      [business.id],
    );
    const [walkIn] = rows;
    const request = bookingRequest(business, { start: morning(3), actor: "staff" });
    const customer = { id: walkIn!.id, name: "Walk In", email: null, phone: null };
    const outcome = await call(db, "book_at_desk", [{ ...request, customer }]);
    expect(outcome.ok).toBe(true);
    const { rows: kept } = await db.query(
      "select count(*)::int as n from public.customers where business_id = $1",
      [business.id],
    );
    expect(kept).toEqual([{ n: 1 }]);
    const { rows: whose } = await db.query(
      "select customer_id from public.bookings where id = $1",
      [outcome.booking!.id],
    );
    expect(whose).toEqual([{ customer_id: walkIn!.id }]);
  });

  it("takes nobody else's customer", async () => {
    const business = await makeBusiness(db);
    const other = await makeBusiness(db);
    const { rows } = await db.query<{ id: string }>(
      "insert into public.customers (business_id, name) values ($1, 'Theirs') returning id",
      [other.id],
    );
    const request = bookingRequest(business, { start: morning(3), actor: "staff" });
    const outcome = await call(db, "book_at_desk", [
      { ...request, customer: { id: rows[0]!.id, name: "Ours", email: null, phone: null } },
    ]);
    const { rows: whose } = await db.query<{ business_id: string; name: string }>(
      `select c.business_id, c.name from public.bookings as b join public.customers as c on c.id = b.customer_id where b.id = $1`,
      [outcome.booking!.id],
    );
    expect(whose).toEqual([{ business_id: business.id, name: "Ours" }]);
  });

  it("forgets the team's notes with the customer", async () => {
    const business = await makeBusiness(db);
    const request = bookingRequest(business, { start: morning(3), actor: "staff" });
    const outcome = await call(db, "book_at_desk", [{ ...request, staffNote: "Owes a coffee" }]);
    const id = outcome.booking!.id;
    await db.query(
      "update public.customers set erased_at = now() where id = (select customer_id from public.bookings where id = $1)",
      [id],
    );
    const { rows } = await db.query("select staff_note from public.bookings where id = $1", [id]);
    expect(rows).toEqual([{ staff_note: "" }]);
  });
});

describe("changing an appointment", () => {
  it("moves it onto a time that overlaps its own, with its people", async () => {
    const business = await makeBusiness(db, { services: { yoga: { capacity: 5 } } });
    const first = await made(business, { start: morning(4) });
    const second = await made(business, { start: morning(4), party: 2 });
    const outcome = await alter(business, first, { start: morning(4) + 30 * MINUTE });
    expect(outcome.ok).toBe(true);
    const now = await place(second);
    expect(now.start).toBe(new Date(morning(4) + 30 * MINUTE).toISOString());
    expect((await place(first)).id).toBe(now.id);
  });

  it("stretches it, and refuses to stretch it onto the next one", async () => {
    const business = await makeBusiness(db);
    const booking = await made(business, { start: morning(5) });
    await made(business, { start: morning(5) + 2 * HOUR });
    expect((await alter(business, booking, { end: morning(5) + 2 * HOUR })).ok).toBe(true);
    const kept = await place(booking);
    expect(await alter(business, booking, { end: morning(5) + 2 * HOUR + MINUTE })).toMatchObject({
      ok: false,
      code: "slot_taken",
    });
    expect(await place(booking)).toEqual(kept);
  });

  it("hands it to a colleague, with the rooms and the helpers that it needs", async () => {
    const business = await makeBusiness(db, {
      staff: 3,
      resources: { room: 1 },
      services: { duo: { staffRequired: 2, needs: { room: 1 } } },
    });
    const booking = await made(business, { start: morning(6), teams: [[0, 1]] });
    const other = await made(business, { start: morning(6) + 2 * HOUR, teams: [[0, 1]] });
    const { id } = await place(booking);
    const outcome = await call(db, "change_appointment", [
      {
        appointmentId: id,
        start: new Date(morning(6) + HOUR).toISOString(),
        staff: [[business.staff[2], business.staff[1]]],
        actor: { kind: "staff" },
      },
    ]);
    expect(outcome.ok).toBe(true);
    // The one room is taken then.
    expect(
      await call(db, "change_appointment", [
        {
          appointmentId: (await place(other)).id,
          start: new Date(morning(6) + HOUR + 30 * MINUTE).toISOString(),
          staff: [[business.staff[0], business.staff[1]]],
          actor: { kind: "staff" },
        },
      ]),
    ).toMatchObject({ ok: false, code: "slot_taken" });
  });

  it("makes another service of it, at that service's length and price", async () => {
    const business = await makeBusiness(db, {
      services: { cut: {}, colour: { duration: 90, buffers: [0, 15] } },
    });
    await db.query("update public.services set price_minor = 9900 where id = $1", [
      business.services.colour,
    ]);
    const booking = await made(business, { service: "cut", start: morning(7) });
    expect((await alter(business, booking, { service: "colour" })).ok).toBe(true);
    const now = await place(booking);
    expect(Date.parse(now.end) - Date.parse(now.start)).toBe(90 * MINUTE);
    const { rows } = await db.query("select price_minor from public.bookings where id = $1", [
      booking,
    ]);
    expect(rows).toEqual([{ price_minor: 9900 }]);
  });

  it("tells the one who was slower, and leaves what the faster did", async () => {
    const business = await makeBusiness(db);
    const booking = await made(business, { start: morning(8) });
    const seen = await place(booking);
    expect((await alter(business, booking, { start: morning(8) + HOUR })).ok).toBe(true);
    expect(
      await alter(business, booking, { start: morning(8) + 3 * HOUR, expected: seen }),
    ).toMatchObject({ ok: false, code: "changed_meanwhile" });
    expect((await place(booking)).start).toBe(new Date(morning(8) + HOUR).toISOString());
  });

  it("says nothing of a move that is undone at once, and tells of two moves as one", async () => {
    const business = await makeBusiness(db);
    const booking = await made(business, { start: morning(9) });
    const start = new Date(morning(9)).toISOString().replace(".000Z", "Z");
    await alter(business, booking, { start: morning(9) + HOUR });
    await alter(business, booking, { start: morning(9) + 2 * HOUR });
    expect((await messages(booking)).filter(({ status }) => status === "queued")).toEqual([
      { audience: "customer", status: "queued", previous: start },
      { audience: "staff", status: "queued", previous: start },
    ]);
    await alter(business, booking, { start: morning(9) });
    expect((await messages(booking)).filter(({ status }) => status === "queued")).toEqual([]);
  });

  it("does not touch what is over, or what is only held", async () => {
    const business = await makeBusiness(db);
    const booking = await made(business, { start: morning(-1), actor: "staff", override: true });
    await change(db, booking, "completed");
    expect(await alter(business, booking, { start: morning(10) })).toMatchObject({
      code: "not_possible",
    });
    const cancelled = await made(business, { start: morning(10) });
    await change(db, cancelled, "cancelled");
    expect(await alter(business, cancelled, { start: morning(11) })).toMatchObject({
      code: "not_possible",
    });
  });

  it("lets a storm of drags onto one time through once", async () => {
    const business = await makeBusiness(db, { staff: 4 });
    const bookings = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        made(business, { start: morning(12) + Math.floor(n / 4) * HOUR, teams: [[n % 4]] }),
      ),
    );
    const outcomes = await Promise.all(
      bookings.map((booking) =>
        alter(business, booking, { start: morning(12) + 6 * HOUR, staff: 0 }),
      ),
    );
    expect(tally(outcomes)).toEqual({ ok: 1, slot_taken: 11 });
  });

  it("keeps its order among drags, cancellations and customers who join", async () => {
    const business = await makeBusiness(db, { services: { yoga: { capacity: 40 } } });
    const seats = await Promise.all(
      Array.from({ length: 8 }, () => made(business, { start: morning(13) })),
    );
    const outcomes = await Promise.all([
      ...seats.map((booking) => change(db, booking, "cancelled")),
      ...Array.from({ length: 4 }, (_, n) =>
        place(seats[0]!).then(({ id, staffId }) =>
          call(db, "change_appointment", [
            {
              appointmentId: id,
              start: new Date(morning(13) + n * 15 * MINUTE).toISOString(),
              staff: [[staffId]],
              actor: { kind: "staff" },
            },
          ]),
        ),
      ),
      ...Array.from({ length: 8 }, () => bookPlan(db, business, { start: morning(13) })),
    ]);
    expect(
      Object.keys(tally(outcomes)).filter(
        (code) => !["ok", "slot_taken", "not_possible"].includes(code),
      ),
    ).toEqual([]);
  });
});

describe("editing a booking", () => {
  const edit = (bookingId: string, rest: object) =>
    call(db, "edit_at_desk", [{ bookingId, actor: { kind: "staff" }, wasStaffNote: "", ...rest }]);

  it("changes party, contact and notes, and refuses what was seen before somebody else's change", async () => {
    const business = await makeBusiness(db, { services: { yoga: { capacity: 4 } } });
    const booking = await made(business, { start: morning(14) });
    const outcome = await edit(booking, {
      expectedSequence: 0,
      party: 3,
      name: "Renamed",
      email: "New@Mail.example",
      staffNote: "Brings a friend",
    });
    expect(outcome.booking).toMatchObject({
      sequence: 1,
      customer: { name: "Renamed", email: "new@mail.example" },
    });
    expect(await edit(booking, { expectedSequence: 0, name: "Late" })).toMatchObject({
      code: "changed_meanwhile",
    });
    expect(
      await edit(booking, { expectedSequence: 1, staffNote: "Other", wasStaffNote: "" }),
    ).toMatchObject({ code: "changed_meanwhile" });
  });

  it("keeps nothing of an edit that would overfill the session", async () => {
    const business = await makeBusiness(db, { services: { yoga: { capacity: 2 } } });
    const booking = await made(business, { start: morning(14) });
    await made(business, { start: morning(14) });
    expect(await edit(booking, { expectedSequence: 0, party: 2, staffNote: "Two" })).toMatchObject({
      code: "session_full",
    });
    const { rows } = await db.query("select staff_note, party from public.bookings where id = $1", [
      booking,
    ]);
    expect(rows).toEqual([{ staff_note: "", party: 1 }]);
  });

  it("moves one seat to another session and leaves the others", async () => {
    const business = await makeBusiness(db, { services: { yoga: { capacity: 3 } } });
    const stays = await made(business, { start: morning(15) });
    const goes = await made(business, { start: morning(15) });
    const there = await made(business, { start: morning(16) });
    const outcome = await call(db, "move_seat", [
      {
        bookingId: goes,
        start: new Date(morning(16)).toISOString(),
        staff: [[business.staff[0]]],
        actor: { kind: "staff" },
        notify: false,
      },
    ]);
    expect(outcome.ok).toBe(true);
    expect((await place(goes)).id).toBe((await place(there)).id);
    expect((await place(stays)).start).toBe(new Date(morning(15)).toISOString());
    expect((await messages(goes)).map(({ audience, status }) => `${audience} ${status}`)).toEqual([
      "customer dropped",
      "staff queued",
    ]);
  });
});

describe("many rows at once", () => {
  it("takes each step that is possible and names the others, without locking colleagues out", async () => {
    const business = await makeBusiness(db, { staff: 6 });
    const bookings = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        made(business, { start: morning(20) + Math.floor(n / 6) * HOUR, teams: [[n % 6]] }),
      ),
    );
    const two = await Promise.all(
      [bookings, [...bookings].reverse()].map((ids) =>
        call<{ ok: boolean; done: string[]; refused: { id: string; code: string }[] }>(
          db,
          "change_bookings_at_desk",
          [`{${ids.join(",")}}`, "cancelled", { kind: "staff" }, "Flood", false],
        ),
      ),
    );
    expect(two.map(({ done }) => done.length).sort((a, b) => a - b)).toEqual([0, 24]);
    expect(new Set(two.flatMap(({ refused }) => refused.map(({ code }) => code)))).toEqual(
      new Set(["already"]),
    );
    const { rows } = await db.query(
      `select count(*)::int as n from public.notifications where business_id = $1 and kind = 'booking.cancelled'
       and audience = 'customer' and status <> 'dropped'`,
      [business.id],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});

describe("a session that is called off", () => {
  it("is booked by nobody where its time is kept free, until that is taken back", async () => {
    const business = await makeBusiness(db, {
      services: { yoga: { capacity: 5 }, cut: {} },
    });
    const start = morning(21);
    const seats: string[] = [];
    for (let n = 0; n < 2; n++) {
      seats.push(await made(business, { service: "yoga", start, teams: [[0]] }));
    }
    const { id } = await place(seats[0]!);
    const desk = await member(business, "manager");
    const who = {
      businessId: business.id as BusinessId,
      db: createClient(stack.apiUrl, stack.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY!, {
        accessToken: async () => desk.bearer,
        realtime: { transport: class {} as never },
      }),
    };
    const offered = async (service: string) => {
      const [from, to] = [start, start + HOUR];
      const data = await call<AvailabilityData>(db, "availability_data", [
        business.slug,
        service,
        new Date(from).toISOString(),
        new Date(to).toISOString(),
        null,
        null,
      ]);
      return findSlots(slotQuery(data, { now: Date.now(), from, to, party: 1 })).length;
    };
    expect(await offered("yoga")).toBeGreaterThan(0);

    const blocked = await keepFree(who, id);
    expect(blocked).toHaveLength(1);
    expect([await offered("yoga"), await offered("cut")]).toEqual([0, 0]);
    // Whoever has a seat keeps it until the session is called off.
    const stands = async () =>
      (
        await db.query(
          "select status::text, count(*)::int as n from public.bookings where business_id = $1 group by status",
          [business.id],
        )
      ).rows;
    expect(await stands()).toEqual([{ status: "confirmed", n: 2 }]);
    await call(db, "change_bookings_at_desk", [
      `{${seats.join(",")}}`,
      "cancelled",
      { kind: "staff" },
      "Ill",
      false,
    ]);
    expect(await stands()).toEqual([{ status: "cancelled", n: 2 }]);
    expect([await offered("yoga"), await offered("cut")]).toEqual([0, 0]);
    // A mark rather than words, so that each calendar says it in its own.
    const { rows } = await db.query(
      "select distinct reason, called_off from public.time_off where business_id = $1",
      [business.id],
    );
    expect(rows).toEqual([{ reason: "", called_off: true }]);

    await giveBack(who, blocked);
    expect(await offered("yoga")).toBeGreaterThan(0);
    await made(business, { service: "yoga", start, teams: [[0]] });
  });
});

async function member(business: Business, role: string): Promise<Caller> {
  const person = await signedIn(stack, db, `${role} ${randomUUID().slice(0, 4)}`);
  await db.query(
    "insert into public.members (business_id, user_id, role, name) values ($1, $2, $3, $4)",
    [business.id, person.userId, role, person.name],
  );
  return person;
}

describe("rights", () => {
  it("gives each member views of their own, in their own business", async () => {
    const business = await makeBusiness(db);
    const other = await makeBusiness(db);
    const [one, two] = [await member(business, "staff"), await member(business, "owner")];
    const view = { business_id: business.id, name: "No-shows", query: "?status=no_show" };
    expect((await one.rest("POST", "saved_views", view)).status).toBe(201);
    expect((await one.rest("GET", "saved_views?select=name")).rows).toEqual([{ name: "No-shows" }]);
    expect((await two.rest("GET", "saved_views?select=name")).rows).toEqual([]);
    expect((await two.rest("DELETE", "saved_views?name=eq.No-shows")).rows).toEqual([]);
    expect((await one.rest("POST", "saved_views", { ...view, business_id: other.id })).status).toBe(
      403,
    );
    expect(
      (await one.rest("POST", "saved_views", { ...view, name: "Hers", user_id: two.userId }))
        .status,
    ).toBe(403);
    expect((await visitor(stack).rest("GET", "saved_views")).status).toBeGreaterThanOrEqual(400);
  });

  it("keeps the desk's functions to the server", async () => {
    const business = await makeBusiness(db);
    const owner = await member(business, "owner");
    for (const [name, body] of [
      ["book_at_desk", { p_request: {} }],
      ["change_appointment", { p_request: {} }],
      ["move_seat", { p_request: {} }],
      ["edit_at_desk", { p_request: {} }],
      ["change_bookings_at_desk", { p_booking_ids: [], p_to: "cancelled", p_actor: {} }],
    ] as const) {
      for (const caller of [owner, visitor(stack)]) {
        expect(
          (await caller.rest("POST", `rpc/${name}`, body)).status,
          name,
        ).toBeGreaterThanOrEqual(400);
      }
    }
  });
});

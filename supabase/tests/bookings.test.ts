import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { transitions } from "../../lib/bookings/rules.ts";
import {
  type Business,
  book,
  bookingRequest,
  call,
  change,
  DAY,
  type Db,
  MINUTE,
  makeBusiness,
  morning,
  move,
  type Outcome,
  sha256,
  tally,
} from "./support/fixture.ts";
import { broken } from "./support/invariants.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

const CONNECTIONS = 100;
let began: Date;
let stack: TestStack;
let db: pg.Pool;

beforeAll(async () => {
  began = new Date();
  stack = await testStack();
  db = connections(stack, CONNECTIONS);
  // A storm is one only when everybody is connected before it breaks.
  await Promise.all(Array.from({ length: CONNECTIONS }, () => db.query("select pg_sleep(0.2)")));
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

// Every story ends with the proof over the whole database.
afterEach(async () => {
  expect(await broken(db, began)).toEqual({});
});

function storm<T>(count: number, act: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => act(n)));
}

/** Resolves when so many sessions wait for a lock. */
async function waiting(count: number): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await db.query<{ n: number }>(
        "select count(*)::integer as n from pg_locks where not granted",
      );
      return rows[0]!.n;
    })
    .toBe(count);
}

/** The active spans of a business's staff, buffers included, in order of time. */
async function spans(business: Business): Promise<{ start: number; end: number }[]> {
  const { rows } = await db.query<{ start: Date; end: Date }>(
    `select lower(blocked) as start, upper(blocked) as end from public.appointments
     where business_id = $1 and active order by 1`,
    [business.id],
  );
  return rows.map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() }));
}

describe("many at once", () => {
  it("gives one start of one person to one of 200", async () => {
    const business = await makeBusiness(db);
    const outcomes = await storm(200, () => book(db, business, { start: morning(10) }));
    expect(tally(outcomes)).toEqual({ ok: 1, slot_taken: 199 });
    expect(await spans(business)).toHaveLength(1);
  });

  it("lets no two of 200 staggered bookings overlap, and leaves no room that a loser could have had", async () => {
    const business = await makeBusiness(db, {
      services: { cut: { duration: 45, buffers: [5, 10] } },
    });
    const start = (n: number) => morning(10) + n * 7 * MINUTE;
    const outcomes = await storm(200, (n) => book(db, business, { start: start(n) }));
    const counts = tally(outcomes);
    expect(Object.keys(counts).sort()).toEqual(["ok", "slot_taken"]);
    const taken = await spans(business);
    expect(taken).toHaveLength(counts.ok!);
    for (const [n, outcome] of outcomes.entries()) {
      if (outcome.ok) continue;
      const from = start(n) - 5 * MINUTE;
      const to = start(n) + 55 * MINUTE;
      expect(taken.some((span) => span.start < to && from < span.end)).toBe(true);
    }
  });

  it("spreads one start over the people who are free, each once", async () => {
    const business = await makeBusiness(db, { staff: 5 });
    const teams = [[0], [1], [2], [3], [4]];
    const outcomes = await storm(60, (n) =>
      book(db, business, {
        start: morning(11),
        teams: [...teams.slice(n % 5), ...teams.slice(0, n % 5)],
      }),
    );
    expect(tally(outcomes)).toEqual({ ok: 5, slot_taken: 55 });
  });

  it("gives the last seats of a class away once", async () => {
    const business = await makeBusiness(db, { services: { yoga: { capacity: 10 } } });
    const outcomes = await storm(60, (n) =>
      book(db, business, { start: morning(10), party: 1 + (n % 3) }),
    );
    const seats = outcomes.reduce((sum, { ok }, n) => sum + (ok ? 1 + (n % 3) : 0), 0);
    const { rows } = await db.query(
      "select seats_taken from public.appointments where business_id = $1",
      [business.id],
    );
    expect(rows).toEqual([{ seats_taken: seats }]);
    // Whoever wanted one seat was refused only when none was left.
    const single = outcomes.some(({ ok }, n) => !ok && n % 3 === 0);
    expect(seats).toBe(single ? 10 : seats);
    expect(Object.keys(tally(outcomes)).sort()).toEqual(["ok", "session_full"]);
  });

  it("keeps a class and a private lesson of one person apart", async () => {
    const business = await makeBusiness(db, { services: { yoga: { capacity: 4 }, lesson: {} } });
    const outcomes = await storm(40, (n) =>
      book(db, business, {
        service: n % 2 ? "yoga" : "lesson",
        start: morning(10) + (n % 4) * 15 * MINUTE,
      }),
    );
    expect(outcomes.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    const { rows } = await db.query(
      "select count(distinct service_id)::int as services from public.appointments where business_id = $1 and active",
      [business.id],
    );
    expect(rows[0].services).toBe(1);
  });

  it("lets one basin serve one person at a time, and two basins two", async () => {
    const business = await makeBusiness(db, {
      staff: 4,
      resources: { basin: 1, mirror: 2 },
      services: { colour: { needs: { basin: 1 } }, fringe: { needs: { mirror: 1 } } },
    });
    const colours = await storm(20, (n) =>
      book(db, business, {
        service: "colour",
        start: morning(10) + (n % 3) * 20 * MINUTE,
        teams: [[n % 4]],
      }),
    );
    expect(tally(colours)).toEqual({ ok: 1, slot_taken: 19 });
    const fringes = await storm(40, (n) =>
      book(db, business, { service: "fringe", start: morning(12), teams: [[n % 4]] }),
    );
    expect(tally(fringes)).toEqual({ ok: 2, slot_taken: 38 });
  });

  it("takes two people for a service that needs two, and frees both", async () => {
    const business = await makeBusiness(db, {
      staff: 4,
      services: { massage: { staffRequired: 2 }, cut: {} },
    });
    const teams = [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
    ];
    const outcomes = await storm(40, (n) =>
      book(db, business, {
        service: "massage",
        start: morning(10),
        teams: [...teams.slice(n % 4), ...teams.slice(0, n % 4)],
      }),
    );
    // Two disjoint teams fit, unless the first one splits the other.
    const won = outcomes.filter(({ ok }) => ok);
    expect(won.length).toBeGreaterThanOrEqual(1);
    expect(won.length).toBeLessThanOrEqual(2);
    expect(await spans(business)).toHaveLength(won.length * 2);
    for (const { booking } of won) await change(db, booking!.id, "cancelled");
    expect(await spans(business)).toHaveLength(0);
    const again = await storm(4, (n) =>
      book(db, business, { service: "cut", start: morning(10), teams: [[n]] }),
    );
    expect(tally(again)).toEqual({ ok: 4 });
  });

  it("keeps to limits per day and week, of a service and of a person", async () => {
    const service = await makeBusiness(db, { staff: 3, services: { first: { limitPerDay: 3 } } });
    const outcomes = await storm(40, (n) =>
      book(db, service, {
        start: morning(10) - 6 * 60 * MINUTE + (n % 12) * 60 * MINUTE,
        teams: [[n % 3]],
      }),
    );
    expect(tally(outcomes).ok).toBe(3);

    const person = await makeBusiness(db, { staffLimits: { perDay: 2, perWeek: 5 } });
    // Monday to Sunday of the week after next, twelve hourly starts each.
    const monday = morning(7) + ((8 - new Date(morning(7)).getUTCDay()) % 7) * DAY;
    const busy = await storm(84, (n) =>
      book(db, person, { start: monday + Math.floor(n / 12) * DAY + (n % 12) * 60 * MINUTE }),
    );
    expect(tally(busy).ok).toBe(5);
    const { rows } = await db.query(
      `select max(count)::int as most from (select count(*) from public.appointments where business_id = $1 and active
       group by (starts_at at time zone 'Europe/Berlin')::date) as days`,
      [person.id],
    );
    expect(rows[0].most).toBeLessThanOrEqual(2);
    expect(await book(db, person, { start: monday + 7 * DAY })).toMatchObject({ ok: true });
    expect(await book(db, person, { start: monday + 3 * DAY + 5 * MINUTE })).toMatchObject({
      ok: false,
    });
    // Staff may pass over a limit, never over another booking (time rule 16).
    const night = monday + 15 * 60 * MINUTE;
    expect(await book(db, person, { start: night, actor: "staff", override: true })).toMatchObject({
      ok: true,
    });
    expect(await book(db, person, { start: night, actor: "staff", override: true })).toMatchObject({
      code: "slot_taken",
    });
  });

  it("survives everybody doing everything on few slots", async () => {
    const business = await makeBusiness(db, {
      staff: 3,
      resources: { room: 2 },
      services: {
        cut: { duration: 30 },
        yoga: { capacity: 4, duration: 45 },
        duo: { staffRequired: 2, duration: 30, needs: { room: 1 } },
        colour: { duration: 60, buffers: [10, 10], needs: { room: 1 }, confirmation: "approval" },
      },
    });
    const names = ["cut", "yoga", "duo", "colour"] as const;
    const made: { id: string; service: string }[] = [];
    // A fixed sequence stands in for chance, so that a failure can be looked at again.
    let seed = 42;
    const chance = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    const teamsFor = (service: string) => {
      const lead = chance(3);
      return service === "duo" ? [[lead, (lead + 1) % 3]] : [[lead], [(lead + 1) % 3]];
    };
    const outcomes = await storm(400, async (n): Promise<Outcome> => {
      const start = morning(10) + chance(10) * 30 * MINUTE;
      const service = names[chance(4)]!;
      const teams = teamsFor(service);
      const roll = chance(10);
      // The later ones find bookings to act on.
      if (n > 100) await db.query("select pg_sleep(0.05)");
      const target = made[chance(made.length || 1)];
      if (roll < 5 || !target) {
        const outcome = await book(db, business, {
          service,
          start,
          teams,
          party: service === "yoga" ? 1 + chance(2) : 1,
        });
        if (outcome.ok) made.push({ id: outcome.booking!.id, service });
        return outcome;
      }
      if (roll < 7)
        return move(db, business, target.id, { start, teams: teamsFor(target.service) });
      return change(
        db,
        target.id,
        ["cancelled", "confirmed", "declined"][chance(3)]!,
        roll === 7 ? "customer" : "staff",
      );
    });
    expect(tally(outcomes).ok).toBeGreaterThan(20);
  });
});

describe("idempotency keys", () => {
  it("answers the same key twenty times at once with one booking", async () => {
    const business = await makeBusiness(db);
    const key = randomUUID();
    const plan = { start: morning(10), key, email: "same@mail.example", name: "Same" };
    const outcomes = await storm(20, () => book(db, business, plan));
    expect(tally(outcomes)).toEqual({ ok: 20 });
    expect(new Set(outcomes.map(({ booking }) => JSON.stringify(booking))).size).toBe(1);
    expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const { rows } = await db.query("select count(*) from public.bookings where business_id = $1", [
      business.id,
    ]);
    expect(rows[0].count).toBe(1);
    const { rows: messages } = await db.query(
      "select kind, audience, count(*)::int from public.notifications where business_id = $1 and rule_id is null group by 1, 2 order by 1",
      [business.id],
    );
    expect(messages).toEqual([
      { kind: "booking.confirmed", audience: "customer", count: 1 },
      { kind: "booking.new", audience: "staff", count: 1 },
    ]);
  });

  it("refuses a used key with another body, and keeps keys of businesses apart", async () => {
    const business = await makeBusiness(db);
    const other = await makeBusiness(db);
    const key = randomUUID();
    const first = await book(db, business, { start: morning(10), key });
    expect(first.ok).toBe(true);
    expect(await book(db, business, { start: morning(11), key })).toEqual({
      ok: false,
      code: "idempotency_mismatch",
    });
    expect(await book(db, other, { start: morning(11), key })).toMatchObject({
      ok: true,
      replayed: false,
    });
  });

  it("takes a key again that was refused before", async () => {
    const business = await makeBusiness(db, { maxOpenBookings: 1 });
    const taken = await book(db, business, { start: morning(10), email: "a@mail.example" });
    const key = randomUUID();
    expect(await book(db, business, { start: morning(10), key })).toMatchObject({
      code: "slot_taken",
    });
    // Refused after the place had been taken, by the roll-back of everything.
    expect(
      await book(db, business, { start: morning(12), key, email: "a@mail.example" }),
    ).toMatchObject({
      code: "too_many_open",
    });
    await change(db, taken.booking!.id, "cancelled");
    expect(
      await book(db, business, { start: morning(12), key, email: "a@mail.example" }),
    ).toMatchObject({
      ok: true,
      replayed: false,
    });
  });

  it("finds the answer before the engine is asked", async () => {
    const business = await makeBusiness(db);
    const request = bookingRequest(business, { start: morning(10), key: "k-1" });
    const first = await call(db, "create_booking", [request]);
    const look = (hash: string) => call(db, "replayed_booking", [business.id, "k-1", hash]);
    expect(await look(request.requestHash!)).toEqual({ ok: true, booking: first.booking });
    expect(await look("other")).toEqual({ ok: false, code: "idempotency_mismatch" });
    expect(await call(db, "replayed_booking", [business.id, "k-2", "x"])).toBeNull();
  });
});

describe("moving", () => {
  it("onto a time that overlaps one's own, and into one's own place", async () => {
    const business = await makeBusiness(db);
    const { booking } = await book(db, business, { start: morning(10) });
    const moved = await move(db, business, booking!.id, { start: morning(10) + 30 * MINUTE });
    expect(moved).toMatchObject({ ok: true, booking: { sequence: 1 } });
    expect(await spans(business)).toEqual([
      { start: morning(10) + 30 * MINUTE, end: morning(10) + 90 * MINUTE },
    ]);
    expect(
      await move(db, business, booking!.id, { start: morning(10) + 30 * MINUTE }),
    ).toMatchObject({ ok: true });
  });

  it("is refused with the old place kept as it was", async () => {
    const business = await makeBusiness(db, {
      staff: 2,
      resources: { room: 2 },
      services: { duo: { staffRequired: 2, needs: { room: 1 } }, yoga: { capacity: 2 } },
    });
    const state = async () =>
      (
        await db.query(
          `select to_jsonb(b) as booking, to_jsonb(a) as appointment from public.bookings as b
           join public.appointments as a on a.id = b.appointment_id where b.business_id = $1 order by b.id`,
          [business.id],
        )
      ).rows;
    const mine = await book(db, business, { service: "duo", start: morning(10), teams: [[0, 1]] });
    await book(db, business, { service: "duo", start: morning(11), teams: [[0, 1]] });
    const seat = await book(db, business, { service: "yoga", start: morning(12) });
    await book(db, business, { service: "yoga", start: morning(13), party: 2 });
    const before = await state();
    expect(
      await move(db, business, mine.booking!.id, {
        start: morning(11),
        teams: [
          [0, 1],
          [1, 0],
        ],
      }),
    ).toMatchObject({ ok: false, code: "slot_taken" });
    expect(await move(db, business, seat.booking!.id, { start: morning(13) })).toMatchObject({
      ok: false,
      code: "session_full",
    });
    expect(await state()).toEqual(before);
  });

  it("to one place by two goes to one of them, and the free place can be booked", async () => {
    const business = await makeBusiness(db);
    const bookings = await Promise.all(
      [0, 1, 2].map((n) => book(db, business, { start: morning(10 + n) })),
    );
    const outcomes = await Promise.all(
      bookings.map(({ booking }) => move(db, business, booking!.id, { start: morning(14) })),
    );
    expect(tally(outcomes)).toEqual({ ok: 1, slot_taken: 2 });
    const freed = outcomes.findIndex(({ ok }) => ok);
    expect(await book(db, business, { start: morning(10 + freed) })).toMatchObject({ ok: true });
  });

  it("swapping two bookings at once ends in order, not in a deadlock", async () => {
    const business = await makeBusiness(db, { staff: 2 });
    const [a, b] = await Promise.all([
      book(db, business, { start: morning(10), teams: [[0]] }),
      book(db, business, { start: morning(10), teams: [[1]] }),
    ]);
    for (let round = 0; round < 10; round++) {
      const outcomes = await Promise.all([
        move(db, business, a!.booking!.id, {
          start: morning(10),
          teams: [[1 - (round % 2)]],
          actor: "staff",
        }),
        move(db, business, b!.booking!.id, {
          start: morning(10),
          teams: [[round % 2]],
          actor: "staff",
        }),
      ]);
      for (const { ok, code } of outcomes) expect([true, "slot_taken"]).toContain(ok || code);
    }
  });

  it("a class that is dragged while somebody joins it and leaves again waits for nobody who waits for it", async () => {
    const business = await makeBusiness(db, {
      staff: 2,
      services: { yoga: { capacity: 4, duration: 60 } },
    });
    const { rows } = await db.query<{ n: number }>(
      `select n::integer - 1 as n from unnest($1::uuid[]) with ordinality as s(id, n)
       order by private.lock_key('staff', s.id)`,
      [business.staff],
    );
    // Queues are taken in the order of their keys: the drag has the teacher's and still waits for the other one.
    const [teacher, other] = rows.map(({ n }) => n) as [number, number];
    const first = await book(db, business, { start: morning(10), teams: [[teacher]] });
    const joining = await db.connect();
    const holding = await db.connect();
    try {
      const queue = (session: Db, n: number) =>
        session.query("select pg_advisory_xact_lock(private.lock_key('staff', $1))", [
          business.staff[n],
        ]);
      await joining.query("begin");
      await holding.query("begin");
      await queue(joining, teacher);
      await queue(holding, other);
      const drag = call(db, "change_appointment", [
        {
          appointmentId: first.booking!.appointmentId,
          start: new Date(morning(12)).toISOString(),
          staff: [[business.staff[other]]],
          actor: { kind: "staff" },
        },
      ]);
      await waiting(1);
      const second = await book(joining, business, { start: morning(10), teams: [[teacher]] });
      await joining.query("commit");
      const leaving = change(db, second.booking!.id, "cancelled", "customer");
      await waiting(2);
      await holding.query("commit");
      expect(await Promise.all([drag, leaving])).toMatchObject([{ ok: true }, { ok: true }]);
    } finally {
      joining.release(true);
      holding.release(true);
    }
  });

  it("knows the cut-off, the number of moves and a stale page", async () => {
    const business = await makeBusiness(db, { maxMoves: 1, cutoff: 60 });
    const { booking } = await book(db, business, { start: morning(10) });
    const id = booking!.id;
    expect(await move(db, business, id, { start: morning(11), sequence: 7 })).toMatchObject({
      code: "changed_meanwhile",
    });
    expect(
      await move(db, business, id, { start: Date.now() - DAY - (Date.now() % MINUTE) }),
    ).toMatchObject({ code: "in_the_past" });
    expect(await move(db, business, id, { start: morning(11), sequence: 0 })).toMatchObject({
      ok: true,
    });
    expect(await move(db, business, id, { start: morning(12) })).toMatchObject({
      code: "too_many_moves",
    });
    expect(await move(db, business, id, { start: morning(12), actor: "staff" })).toMatchObject({
      ok: true,
    });
    const soon = Math.ceil(Date.now() / MINUTE) * MINUTE + 30 * MINUTE;
    const near = await book(db, business, { start: soon });
    expect(await move(db, business, near.booking!.id, { start: morning(15) })).toMatchObject({
      code: "too_late",
    });
    expect(await change(db, near.booking!.id, "cancelled", "customer")).toMatchObject({
      code: "too_late",
    });
    expect(await change(db, near.booking!.id, "cancelled", "staff")).toMatchObject({ ok: true });
    expect(
      await move(db, business, near.booking!.id, { start: morning(15), actor: "staff" }),
    ).toMatchObject({
      code: "not_possible",
    });
  });
});

describe("the life of a booking", () => {
  it("has the same steps in the database as in the rules", async () => {
    const { rows } = await db.query<{ step: string }>(
      "select from_status || ' → ' || to_status as step from private.booking_transitions order by 1",
    );
    expect(rows.map(({ step }) => step).sort()).toEqual(
      transitions.map(({ from, to }) => `${from} → ${to}`).sort(),
    );
  });

  it("refuses every other step, even to plain SQL", async () => {
    const business = await makeBusiness(db, { services: { cut: {} } });
    const statuses = [
      "held",
      "pending",
      "confirmed",
      "completed",
      "no_show",
      "cancelled",
      "declined",
      "expired",
    ];
    const allowed = new Set(transitions.map(({ from, to }) => `${from} ${to}`));
    const { booking } = await book(db, business, { start: morning(10) });
    const client = await db.connect();
    try {
      for (const from of statuses) {
        for (const to of statuses) {
          if (from === to) continue;
          await client.query("begin");
          await client.query("alter table public.bookings disable trigger bookings_transition");
          await client.query(
            "update public.bookings set status = $2, hold_expires_at = now() where id = $1",
            [booking!.id, from],
          );
          // A table with triggers that wait for the end cannot be altered.
          await client.query("set constraints all immediate");
          await client.query("alter table public.bookings enable trigger bookings_transition");
          const step = client.query("update public.bookings set status = $2 where id = $1", [
            booking!.id,
            to,
          ]);
          if (allowed.has(`${from} ${to}`)) await step;
          else await expect(step, `${from} ${to}`).rejects.toMatchObject({ code: "23514" });
          await client.query("rollback");
        }
      }
    } finally {
      client.release();
    }
  });

  it("tells the second of two people what the first one did", async () => {
    const business = await makeBusiness(db, { services: { colour: { confirmation: "approval" } } });
    for (let round = 0; round < 10; round++) {
      const { booking } = await book(db, business, { start: morning(10 + round) });
      expect(booking!.status).toBe("pending");
      const [confirmed, declined] = await Promise.all([
        change(db, booking!.id, "confirmed", "staff"),
        change(db, booking!.id, "declined", "staff"),
      ]);
      const [winner, loser] = confirmed!.ok ? [confirmed!, declined!] : [declined!, confirmed!];
      expect(winner.ok).toBe(true);
      expect(loser).toMatchObject({
        ok: false,
        code: "not_possible",
        status: winner.booking!.status,
      });
    }
    const { booking } = await book(db, business, { start: morning(30) });
    const twice = await storm(8, () => change(db, booking!.id, "cancelled", "customer"));
    expect(tally(twice)).toEqual({ ok: 1, already: 7 });
    expect(await change(db, booking!.id, "confirmed", "customer")).toMatchObject({ ok: false });
  });

  it("gives back seats, assistants and rooms when it is called off", async () => {
    const business = await makeBusiness(db, {
      staff: 2,
      resources: { room: 1 },
      services: {
        duo: { staffRequired: 2, needs: { room: 1 } },
        yoga: { capacity: 3, needs: { room: 1 } },
      },
    });
    const duo = await book(db, business, { service: "duo", start: morning(10), teams: [[0, 1]] });
    expect(
      await book(db, business, { service: "yoga", start: morning(10), teams: [[0], [1]] }),
    ).toMatchObject({
      code: "slot_taken",
    });
    await change(db, duo.booking!.id, "cancelled", "customer");
    const seats = await storm(3, () => book(db, business, { service: "yoga", start: morning(10) }));
    expect(tally(seats)).toEqual({ ok: 3 });
    expect(await book(db, business, { service: "yoga", start: morning(10) })).toMatchObject({
      code: "session_full",
      seatsLeft: 0,
    });
    await change(db, seats[0]!.booking!.id, "cancelled", "customer");
    expect(await book(db, business, { service: "yoga", start: morning(10) })).toMatchObject({
      ok: true,
    });
    for (const { booking } of seats.slice(1)) await change(db, booking!.id, "cancelled");
    expect(
      await book(db, business, { service: "duo", start: morning(10), teams: [[1, 0]] }),
    ).toMatchObject({ code: "slot_taken" });
  });

  it("frees the place of a hold that ran out, before anybody sweeps, and once", async () => {
    const business = await makeBusiness(db, { services: { yoga: { capacity: 2 }, cut: {} } });
    // What a form that is being filled leaves behind.
    const hold = async (service: string, start: number, party: number, left: string) => {
      const { rows } = await db.query<{ id: string }>(
        `with place as (
           insert into public.appointments (business_id, service_id, staff_id, starts_at, ends_at, capacity, seats_taken)
           select s.business_id, s.id, $2, $3::timestamptz, $3::timestamptz + interval '1 hour', s.capacity, $4
           from public.services as s where s.id = $1 returning id, business_id
         ), held as (
           insert into public.bookings (business_id, appointment_id, status, party, currency, time_zone, hold_expires_at)
           select business_id, id, 'held', $4, 'EUR', 'Europe/Berlin', now() + $5::interval from place returning id, business_id
         )
         insert into public.booking_events (business_id, booking_id, kind, actor, after)
         select business_id, id, 'held', 'customer', '{"status": "held"}' from held returning booking_id as id`,
        [business.services[service], business.staff[0], new Date(start), party, left],
      );
      return rows[0]!.id;
    };
    const old = await hold("cut", morning(10), 1, "-1 second");
    const alive = await hold("cut", morning(11), 1, "10 minutes");
    const seats = await hold("yoga", morning(12), 2, "-1 second");
    const others = await storm(20, (n) =>
      book(db, business, {
        service: n % 2 ? "cut" : "yoga",
        start: n % 2 ? morning(10) : morning(12),
      }),
    );
    expect(tally(others.filter((_, n) => n % 2))).toEqual({ ok: 1, slot_taken: 9 });
    expect(tally(others.filter((_, n) => !(n % 2)))).toEqual({ ok: 2, session_full: 8 });
    expect(await book(db, business, { service: "cut", start: morning(11) })).toMatchObject({
      code: "slot_taken",
    });
    const { rows } = await db.query("select id, status from public.bookings where id = any ($1)", [
      [old, alive, seats],
    ]);
    expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
      [old]: "expired",
      [alive]: "held",
      [seats]: "expired",
    });
  });

  it("writes each message once, for whom it concerns", async () => {
    const business = await makeBusiness(db, {
      services: { cut: {}, colour: { confirmation: "approval" } },
    });
    const told = async (id: string) =>
      (
        await db.query<{ told: string }>(
          "select kind || ' ' || audience as told from public.notifications where booking_id = $1 and rule_id is null order by 1",
          [id],
        )
      ).rows.map((row) => row.told);
    const { booking } = await book(db, business, {
      service: "colour",
      start: morning(10),
      email: "anna@mail.example",
    });
    expect(await told(booking!.id)).toEqual(["booking.new staff", "booking.requested customer"]);
    await storm(5, () => change(db, booking!.id, "confirmed"));
    await move(db, business, booking!.id, { start: morning(11) });
    await move(db, business, booking!.id, { start: morning(12) });
    await storm(5, () => change(db, booking!.id, "cancelled", "customer"));
    expect(await told(booking!.id)).toEqual([
      "booking.cancelled customer",
      "booking.cancelled staff",
      "booking.confirmed customer",
      "booking.moved customer",
      "booking.moved customer",
      "booking.moved staff",
      "booking.moved staff",
      "booking.new staff",
      "booking.requested customer",
    ]);
    const refused = await book(db, business, { service: "cut", start: morning(20), teams: [[0]] });
    await storm(5, () => book(db, business, { service: "cut", start: morning(20) }));
    const { rows } = await db.query(
      "select count(*) from public.notifications where business_id = $1 and booking_id not in ($2, $3)",
      [business.id, booking!.id, refused.booking!.id],
    );
    expect(rows[0].count).toBe(0);
  });
});

describe("customers", () => {
  it("are not changed by whoever types their address", async () => {
    const business = await makeBusiness(db);
    await book(db, business, { start: morning(10), email: "clara@mail.example", name: "Clara" });
    await db.query(
      "update public.customers set phone = '+4930123456', notes = 'likes tea' where business_id = $1",
      [business.id],
    );
    const { rows: before } = await db.query(
      "select to_jsonb(c) as row from public.customers as c where business_id = $1",
      [business.id],
    );
    const other = await book(db, business, {
      start: morning(11),
      email: "CLARA@mail.example",
      name: "Mallory",
    });
    expect(other.booking!.customer.name).toBe("Mallory");
    expect(JSON.stringify(other)).not.toContain("4930123456");
    const { rows: after } = await db.query(
      "select to_jsonb(c) as row from public.customers as c where business_id = $1",
      [business.id],
    );
    expect(after).toEqual(before);
  });

  it("of one address are one, however many book at once", async () => {
    const business = await makeBusiness(db, { staff: 20 });
    const outcomes = await storm(20, (n) =>
      book(db, business, { start: morning(10), teams: [[n]], email: "one@mail.example" }),
    );
    expect(tally(outcomes)).toEqual({ ok: 20 });
    const { rows } = await db.query(
      "select count(*) from public.customers where business_id = $1",
      [business.id],
    );
    expect(rows[0].count).toBe(1);
  });

  it("who are blocked get nothing and leave nothing, but staff may book them", async () => {
    const business = await makeBusiness(db);
    const first = await book(db, business, { start: morning(10), email: "rude@mail.example" });
    await change(db, first.booking!.id, "cancelled");
    await db.query("update public.customers set blocked_at = now() where business_id = $1", [
      business.id,
    ]);
    expect(await book(db, business, { start: morning(11), email: "rude@mail.example" })).toEqual({
      ok: false,
      code: "not_accepted",
    });
    expect(await spans(business)).toEqual([]);
    expect(
      await book(db, business, { start: morning(11), email: "rude@mail.example", actor: "staff" }),
    ).toMatchObject({ ok: true });
  });

  it("have at most as many bookings ahead as the business allows, also when they ask for all at once", async () => {
    const business = await makeBusiness(db, { staff: 12, maxOpenBookings: 3 });
    const outcomes = await storm(12, (n) =>
      book(db, business, { start: morning(10), teams: [[n]], email: "keen@mail.example" }),
    );
    expect(tally(outcomes)).toEqual({ ok: 3, too_many_open: 9 });
  });
});

describe("holds", () => {
  const hold = (business: Business, start: number, team = [[0]]) => {
    const request = bookingRequest(business, { start, teams: team });
    return call(db, "hold_place", [request]);
  };

  it("have one holder, who alone can book the place", async () => {
    const business = await makeBusiness(db);
    const holds = await storm(100, () => hold(business, morning(10)));
    expect(tally(holds)).toEqual({ ok: 1, slot_taken: 99 });
    const holdId = holds.find(({ ok }) => ok)!.booking!.id;
    const tries = await storm(21, (n) =>
      call(db, "create_booking", [
        { ...bookingRequest(business, { start: morning(10) }), ...(n === 10 ? { holdId } : {}) },
      ]),
    );
    expect(tally(tries)).toEqual({ ok: 1, slot_taken: 20 });
    expect(tries[10]).toMatchObject({ ok: true, booking: { id: holdId, status: "confirmed" } });
  });

  it("become one booking, or a free place, when everything happens at once", async () => {
    const business = await makeBusiness(db, { staff: 2 });
    for (let round = 0; round < 15; round++) {
      const start = morning(10 + round);
      const { booking } = await hold(business, start);
      const holdId = booking!.id;
      const book = (at: number) =>
        call(db, "create_booking", [{ ...bookingRequest(business, { start: at }), holdId }]);
      // The page is left while the form is sent, twice, once of them for another time; and the sweep comes by.
      const outcomes = await Promise.all([
        book(start),
        call<boolean>(db, "release_hold", [holdId]),
        book(start),
        call(db, "renew_hold", [holdId]),
        book(start + 30 * MINUTE),
        call<number>(db, "expire_holds", []),
      ]);
      const bookings = [outcomes[0], outcomes[2], outcomes[4]];
      expect(tally(bookings).ok).toBe(1);
      expect(tally(bookings).slot_taken).toBe(2);
    }
  });
});

describe("what users cannot cause", () => {
  it("is answered with a code where they might", async () => {
    const business = await makeBusiness(db, {
      staff: 2,
      services: { cut: {}, yoga: { capacity: 3 } },
    });
    const other = await makeBusiness(db);
    const past = Math.floor(Date.now() / MINUTE) * MINUTE - DAY;
    expect(await book(db, business, { start: past })).toMatchObject({ code: "in_the_past" });
    expect(
      await book(db, business, { service: "cut", start: morning(10), party: 2 }),
    ).toMatchObject({ code: "party_too_large" });
    expect(
      await book(db, business, { service: "yoga", start: morning(10), party: 4 }),
    ).toMatchObject({ code: "session_full" });
    const request = bookingRequest(business, { start: morning(10) });
    const foreign = { ...request, staff: [[other.staff[0]]] };
    expect(await call(db, "create_booking", [foreign])).toMatchObject({ code: "staff_not_found" });
    const tooMany = { ...request, staff: [business.staff] };
    await expect(call(db, "create_booking", [tooMany])).rejects.toMatchObject({ code: "22023" });
    const nowhere = { ...request, serviceId: randomUUID() };
    expect(await call(db, "create_booking", [nowhere])).toMatchObject({
      code: "service_not_found",
    });
    await db.query("update public.businesses set archived_at = now() where id = $1", [business.id]);
    expect(await call(db, "create_booking", [request])).toMatchObject({
      code: "business_not_found",
    });
  });

  it("opens a booking by the hash of its link only", async () => {
    const business = await makeBusiness(db);
    const request = bookingRequest(business, { start: morning(10) });
    await call(db, "create_booking", [request]);
    expect(await call(db, "booking_by_token", [request.tokenHash])).toMatchObject({
      ok: true,
      booking: { id: request.bookingId },
      history: [{ kind: "booked", actor: "customer" }],
    });
    expect(await call(db, "booking_by_token", [sha256("something else")])).toMatchObject({
      code: "not_found",
    });
  });
});

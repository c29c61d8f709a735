import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { slotQuery } from "../../lib/availability/query.ts";
import type { AvailabilityData } from "../../lib/availability/schema.ts";
import { findSlots } from "../../lib/scheduling/index.ts";
import {
  type Business,
  book,
  call,
  change,
  MINUTE,
  makeBusiness,
  morning,
  move,
  tally,
} from "./support/fixture.ts";
import { broken } from "./support/invariants.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let began: Date;
let stack: TestStack;
let db: pg.Pool;

beforeAll(async () => {
  began = new Date();
  stack = await testStack();
  db = connections(stack, 20);
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

interface Question {
  service?: string;
  from: number;
  to: number;
  staff?: string;
  except?: string;
  party?: number;
}

/** What a visitor is offered: the path of GET /api/availability without HTTP. */
async function offered(business: Business, question: Question) {
  const data = await call<AvailabilityData>(db, "availability_data", [
    business.slug,
    question.service ?? Object.keys(business.services)[0],
    new Date(question.from).toISOString(),
    new Date(question.to).toISOString(),
    question.staff ?? null,
    question.except ?? null,
  ]);
  expect(data.ok).toBe(true);
  const { from, to } = question;
  return findSlots(slotQuery(data, { now: Date.now(), from, to, party: question.party ?? 1 }));
}

/** Positions of the staff that a slot names. */
function teamsOf(slot: { staff: readonly string[] }, size = 1): number[][] {
  const people = slot.staff.map((slug) => Number(slug.slice("person-".length)));
  return [people.slice(0, size)];
}

describe("what is offered", () => {
  it("can be booked, every time of it, and is then gone", async () => {
    const business = await makeBusiness(db, {
      staff: 3,
      resources: { basin: 1 },
      services: {
        cut: { duration: 45, buffers: [5, 10], fillGaps: true, step: 30 },
        yoga: { capacity: 3, duration: 60, buffers: [10, 0], step: 30 },
        duo: { staffRequired: 2, duration: 30, step: 30 },
        colour: { duration: 50, needs: { basin: 1 }, step: 20, limitPerDay: 4 },
      },
    });
    const span = { from: morning(10), to: morning(10) + 8 * 60 * MINUTE };
    const plan = ["cut", "yoga", "duo", "colour", "yoga", "cut", "colour", "duo", "cut", "yoga"];
    for (const [round, service] of plan.entries()) {
      const slots = await offered(business, { service, ...span });
      if (slots.length === 0) continue;
      const slot = slots[(round * 7) % slots.length]!;
      const size = service === "duo" ? 2 : 1;
      const outcome = await book(db, business, {
        service,
        start: slot.start,
        teams: teamsOf(slot, size),
      });
      expect(outcome, `${service} at ${new Date(slot.start).toISOString()}`).toMatchObject({
        ok: true,
      });
      const after = await offered(business, { service, ...span });
      const again = after.find(({ start }) => start === slot.start);
      // A class keeps its teacher on offer until its seats are gone.
      if (service !== "yoga") expect(again?.staff.length ?? 0).toBeLessThan(slot.staff.length);
    }
    // And now all that is left, until nothing is: none of it may be refused.
    for (const service of ["colour", "duo", "cut", "yoga"]) {
      for (let guard = 0; guard < 60; guard++) {
        const [slot] = await offered(business, { service, ...span });
        if (!slot) break;
        const outcome = await book(db, business, {
          service,
          start: slot.start,
          teams: teamsOf(slot, service === "duo" ? 2 : 1),
        });
        expect(outcome, `${service} at ${new Date(slot.start).toISOString()}`).toMatchObject({
          ok: true,
        });
      }
      expect(await offered(business, { service, ...span })).toEqual([]);
    }
    expect(await broken(db, began)).toEqual({});
  });

  it("takes each of several people for their own length", async () => {
    const business = await makeBusiness(db, {
      staff: 3,
      services: { duo: { staffRequired: 2, duration: 30, step: 30 }, cut: { duration: 30 } },
    });
    for (const [person, minutes] of [
      [0, 60],
      [1, 30],
      [2, 90],
    ] as const) {
      await db.query(
        "update public.service_staff set duration_min = $3 where service_id = $1 and staff_id = $2",
        [business.services.duo, business.staff[person], minutes],
      );
    }
    // The quick one is taken half an hour later, and leads nothing: the slow one's length is not theirs.
    const next = { service: "cut", start: morning(10) + 30 * MINUTE, teams: [[1]] };
    expect(await book(db, business, next)).toMatchObject({ ok: true });
    const span = { service: "duo", from: morning(10), to: morning(10) + 6 * 60 * MINUTE };
    expect((await offered(business, span))[0]!.start).toBe(morning(10));
    const first = { service: "duo", start: morning(10), teams: [[0, 1]] };
    const { booking } = await book(db, business, first);
    const ends = async (booking: unknown) => {
      const { rows } = await db.query(
        "select staff_id, ends_at from public.appointments where $1 in (id, assists) order by assists nulls first",
        [(booking as { appointmentId: string }).appointmentId],
      );
      return rows.map(({ staff_id, ends_at }) => [
        business.staff.indexOf(staff_id),
        (ends_at.getTime() - morning(10)) / MINUTE,
      ]);
    };
    expect(await ends(booking)).toEqual([
      [0, 60],
      [1, 30],
    ]);
    // A quick leader's slow assistant is not free again before their own end.
    const quick = { start: morning(10) + 60 * MINUTE, teams: [[1, 2]] };
    const moved = await move(db, business, booking!.id, quick);
    expect(moved).toMatchObject({ ok: true });
    expect(await ends(moved.booking)).toEqual([
      [1, 90],
      [2, 150],
    ]);
    for (let guard = 0; guard < 30; guard++) {
      const [slot] = await offered(business, span);
      if (!slot) break;
      const people = slot.staff.map((slug) => Number(slug.slice("person-".length)));
      const team = guard % 2 === 0 ? people : people.toReversed();
      const outcome = await book(db, business, {
        service: "duo",
        start: slot.start,
        teams: [team.slice(0, 2)],
      });
      expect(outcome, new Date(slot.start).toISOString()).toMatchObject({ ok: true });
    }
    expect(await offered(business, span)).toEqual([]);
  });

  it("is all that can be booked on the grid", async () => {
    const business = await makeBusiness(db, {
      services: { cut: { duration: 40, buffers: [10, 5] } },
    });
    for (const [hour, minute] of [
      [0, 0],
      [1, 30],
      [4, 10],
    ]) {
      await book(db, business, { start: morning(9) + hour! * 60 * MINUTE + minute! * MINUTE });
    }
    const span = { from: morning(9) - 60 * MINUTE, to: morning(9) + 6 * 60 * MINUTE };
    const starts = new Set((await offered(business, span)).map(({ start }) => start));
    expect(starts.size).toBeGreaterThan(3);
    for (let start = span.from; start < span.to; start += 15 * MINUTE) {
      const outcome = await book(db, business, { start });
      expect(outcome.ok, new Date(start).toISOString()).toBe(starts.has(start));
      if (outcome.ok) await change(db, outcome.booking!.id, "cancelled");
    }
  });

  it("takes one's own place as free when one moves, and only then", async () => {
    const business = await makeBusiness(db, {
      staff: 2,
      resources: { basin: 1 },
      services: {
        colour: { needs: { basin: 1 }, limitPerDay: 1, step: 15 },
        yoga: { capacity: 2 },
        duo: { staffRequired: 2 },
      },
    });
    const span = { from: morning(10) - 60 * MINUTE, to: morning(10) + 60 * MINUTE };
    for (const service of ["colour", "yoga", "duo"]) {
      const teams = service === "duo" ? [[0, 1]] : [[0]];
      const party = service === "yoga" ? 2 : 1;
      const { booking } = await book(db, business, { service, start: morning(10), teams, party });
      const around = { service, ...span, staff: service === "duo" ? undefined : "person-0", party };
      const others = await offered(business, around);
      expect(
        others.some(({ start }) => start === morning(10)),
        service,
      ).toBe(false);
      const mine = await offered(business, { ...around, except: booking!.id });
      expect(
        mine.some(({ start }) => start === morning(10)),
        service,
      ).toBe(true);
      expect(
        mine.some(({ start }) => start === morning(10) + 15 * MINUTE),
        service,
      ).toBe(true);
      const moved = await move(db, business, booking!.id, {
        start: morning(10) + 15 * MINUTE,
        teams,
      });
      expect(moved, service).toMatchObject({ ok: true });
      await change(db, booking!.id, "cancelled");
    }
  });

  it("keeps clear of outside calendars and time off", async () => {
    const business = await makeBusiness(db, { services: { cut: { buffers: [15, 15], step: 15 } } });
    const at = (minutes: number) => new Date(morning(10) + minutes * MINUTE);
    await db.query(
      `insert into public.busy_times (business_id, staff_id, starts_at, ends_at, source, source_key) values ($1, $2, $3, $4, 'test', 'x')`,
      [business.id, business.staff[0], at(0), at(60)],
    );
    await db.query(
      "insert into public.time_off (business_id, staff_id, starts_at, ends_at) values ($1, $2, $3, $4)",
      [business.id, business.staff[0], at(180), at(240)],
    );
    const slots = await offered(business, { from: morning(10), to: morning(10) + 300 * MINUTE });
    expect(slots.map(({ start }) => (start - morning(10)) / MINUTE)).toEqual([
      75, 90, 105, 120, 240, 255, 270, 285,
    ]);
  });

  it("loses nothing to two hundred people who all take what they were offered", async () => {
    const business = await makeBusiness(db, {
      staff: 4,
      services: { cut: { duration: 30, step: 30 } },
    });
    const span = { from: morning(12), to: morning(12) + 4 * 60 * MINUTE };
    const slots = await offered(business, span);
    expect(slots).toHaveLength(8);
    const everyone = [[0], [1], [2], [3]];
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        book(db, business, {
          start: slots[n % 8]!.start,
          teams: [...everyone.slice(n % 4), ...everyone.slice(0, n % 4)],
        }),
      ),
    );
    expect(tally(outcomes)).toEqual({ ok: 32, slot_taken: 168 });
    expect(await offered(business, span)).toEqual([]);
    expect(await broken(db, began)).toEqual({});
  });

  it("keeps its word after the rules of a class have changed", async () => {
    const business = await makeBusiness(db, {
      services: { yoga: { capacity: 3, duration: 60, buffers: [0, 15], step: 15 } },
    });
    expect(await book(db, business, { start: morning(10) })).toMatchObject({ ok: true });
    // Shorter, larger and without a pause: what has been booked stays as it was.
    await db.query(
      "update public.services set duration_min = 30, capacity = 12, buffer_after_min = 0 where id = $1",
      [business.services.yoga],
    );
    const span = { from: morning(10) - 60 * MINUTE, to: morning(10) + 120 * MINUTE };
    const slots = await offered(business, span);
    const at = slots.map(({ start }) => (start - morning(10)) / MINUTE);
    expect(at).toEqual([-60, -45, -30, 0, 75, 90, 105]);
    expect(slots.find(({ start }) => start === morning(10))?.seatsLeft).toBe(2);
    for (const { start, seatsLeft } of [slots[0]!, slots[2]!, slots[3]!, slots[4]!]) {
      expect(await book(db, business, { start, party: seatsLeft })).toMatchObject({ ok: true });
    }
  });

  it("stands on one grid, however much is asked for", async () => {
    const business = await makeBusiness(db, { services: { cut: { duration: 20, step: 50 } } });
    // Open round the clock since the day after, so that the grid runs on from there, day by day.
    const closed = new Date(morning(3)).toISOString().slice(0, 10);
    await db.query(
      "insert into public.closures (business_id, from_date, to_date) values ($1, $2, $2)",
      [business.id, closed],
    );
    const span = { from: morning(14), to: morning(15) };
    const slots = await offered(business, span);
    expect(slots.length).toBeGreaterThan(20);
    for (const { start } of slots) {
      expect(await offered(business, { from: start, to: start + MINUTE })).toHaveLength(1);
    }
  });
});

interface Since {
  same: boolean;
  version: string;
  until: number | null;
  data: AvailabilityData;
}

describe("what has changed since", () => {
  const since = (business: Business, known: Pick<Since, "version" | "until"> | null) =>
    sinceAll([question(business, known)]).then(([answer]) => answer!);
  const sinceAll = (questions: object[]) =>
    call<Since[]>(db, "availability_since_all", [JSON.stringify(questions)]);
  const question = (business: Business, known: Pick<Since, "version" | "until"> | null) => ({
    business: business.slug,
    service: Object.keys(business.services)[0],
    from: new Date(morning(10)).toISOString(),
    to: new Date(morning(11)).toISOString(),
    staff: null,
    known: known?.version ?? null,
    until: known?.until ?? null,
  });

  it("is nothing, until anything is written that times depend on", async () => {
    const business = await makeBusiness(db, { resources: { room: 2 }, services: { cut: {} } });
    const other = await makeBusiness(db);
    const elsewhere = await since(other, null);
    const sql = (text: string) => () =>
      db.query(
        text.replaceAll("BIZ", `'${business.id}'`).replaceAll("WHO", `'${business.staff[0]}'`),
      );
    const booked = await book(db, business, { start: morning(10) });
    const writes: Record<string, () => Promise<unknown>> = {
      booking: () => book(db, business, { start: morning(10) + 120 * MINUTE }),
      move: () =>
        move(db, business, booked.booking!.id, { start: morning(10) + 300 * MINUTE, teams: [[0]] }),
      cancellation: () => change(db, booked.booking!.id, "cancelled"),
      hours: sql(
        "update public.weekly_hours set end_min = 1200 where business_id = BIZ and weekday = 1",
      ),
      season: sql(
        "insert into public.seasons (business_id, name, from_date, to_date) values (BIZ, 'S', '2030-01-01', '2030-02-01')",
      ),
      repeat: sql(
        "insert into public.hour_patterns (business_id, rrule, from_date, start_min, end_min) values (BIZ, 'FREQ=DAILY', '2030-01-01', 0, 60)",
      ),
      day: sql("insert into public.date_overrides (business_id, date) values (BIZ, '2030-01-01')"),
      closure: sql(
        "insert into public.closures (business_id, from_date, to_date) values (BIZ, '2030-01-01', '2030-01-01')",
      ),
      away: sql(
        "insert into public.time_off (business_id, staff_id, starts_at, ends_at) values (BIZ, WHO, now(), now() + interval '1 hour')",
      ),
      calendar: sql(
        "insert into public.busy_times (business_id, staff_id, starts_at, ends_at, source, source_key) values (BIZ, WHO, now(), now() + interval '1 hour', 't', 'x')",
      ),
      "calendar's end": sql("delete from public.busy_times where business_id = BIZ"),
      service: sql("update public.services set step_min = 20 where business_id = BIZ"),
      person: sql("update public.staff set limit_per_day = 30 where business_id = BIZ"),
      skill: sql("update public.service_staff set duration_min = 50 where business_id = BIZ"),
      room: sql("update public.resources set quantity = 3 where business_id = BIZ"),
      zone: sql("update public.businesses set time_zone = 'Europe/Lisbon' where id = BIZ"),
    };
    let known = await since(business, null);
    for (const [what, write] of Object.entries(writes)) {
      expect(await since(business, known), what).toEqual({ same: true });
      await write();
      const now = await since(business, known);
      expect(now.same, what).toBe(false);
      expect(now.version, what).not.toBe(known.version);
      known = now;
    }
    // Neither what nobody's times depend on, nor what went wrong.
    await sql("update public.businesses set name = 'Other name' where id = BIZ")();
    await sql("update public.bookings set note = 'x' where business_id = BIZ")();
    await expect(
      sql("update public.weekly_hours set end_min = 9999 where business_id = BIZ")(),
    ).rejects.toThrow();
    expect(await since(business, known)).toEqual({ same: true });
    expect(await since(other, elsewhere)).toEqual({ same: true });
  });

  it("is told of many at once, in the order that they were asked", async () => {
    const [one, two] = [await makeBusiness(db), await makeBusiness(db, { staff: 2 })];
    const known = await since(one, null);
    const answers = await sinceAll([
      question(two, null),
      question(one, known),
      { ...question(one, null), business: "nobody" },
      question(one, null),
    ]);
    expect(answers).toMatchObject([
      { same: false, data: { ok: true, business: { slug: two.slug } } },
      { same: true },
      { same: false, data: { ok: false, code: "business_not_found" } },
      { same: false, version: known.version, data: { business: { slug: one.slug } } },
    ]);
  });

  it("is one thing for a whole transaction, and each version has one answer", async () => {
    const business = await makeBusiness(db, {
      staff: 8,
      services: { cut: { duration: 30, step: 30 } },
    });
    const seen = new Map<string, string>();
    let going = true;
    const look = async () => {
      while (going) {
        const { version, data } = await since(business, null);
        // In whatever order.
        const text = JSON.stringify(data.staff.map((one) => one.appointments.map(String).sort()));
        expect(seen.get(version) ?? text).toBe(text);
        seen.set(version, text);
      }
    };
    const lookers = [look(), look(), look()];
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        book(db, business, { start: morning(10) + (n % 5) * 30 * MINUTE, teams: [[n % 8]] }),
      ),
    );
    going = false;
    await Promise.all(lookers);
    expect(tally(outcomes)).toEqual({ ok: 40 });
    expect(seen.size).toBeGreaterThan(1);
    expect(seen.size).toBeLessThanOrEqual(41);
  });

  it("is what the clock frees, too: a hold that runs out", async () => {
    const business = await makeBusiness(db);
    await db.query(
      `with place as (
         insert into public.appointments (business_id, service_id, staff_id, starts_at, ends_at, capacity, seats_taken)
         values ($1, $2, $3, $4, $5, 1, 1) returning id, business_id
       ), held as (
         insert into public.bookings (business_id, appointment_id, status, currency, time_zone, hold_expires_at)
         select business_id, id, 'held', 'EUR', 'Europe/Berlin', now() + interval '2 seconds' from place returning id, business_id
       )
       insert into public.booking_events (business_id, booking_id, kind, actor, after)
       select business_id, id, 'held', 'customer', '{"status": "held"}' from held`,
      [
        business.id,
        business.services.cut,
        business.staff[0],
        new Date(morning(10)),
        new Date(morning(10) + 60 * MINUTE),
      ],
    );
    const held = await since(business, null);
    expect(held.data.staff[0]!.appointments).toHaveLength(1);
    expect(held.until).toBeGreaterThan(0);
    await new Promise((wake) => setTimeout(wake, 2_100));
    const freed = await since(business, held);
    expect(freed).toMatchObject({ same: false, until: null, version: held.version });
    expect(freed.data.staff[0]!.appointments).toEqual([]);
  });
});

describe("reads", () => {
  it("are counted several at once, and the limit is one for all", async () => {
    const bucket = `reads:${Math.random()}`;
    const take = (count: number) =>
      call<{ granted: number; seconds: number }>(db, "throttle_lease", [bucket, 100, 3600, count]);
    const grants = await Promise.all(Array.from({ length: 12 }, () => take(16)));
    expect(grants.reduce((sum, { granted }) => sum + granted, 0)).toBe(100);
    const { granted, seconds } = await take(1);
    expect(granted).toBe(0);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(3600);
  });
});

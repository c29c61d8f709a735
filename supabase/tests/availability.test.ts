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

const began = new Date();
let stack: TestStack;
let db: pg.Pool;

beforeAll(async () => {
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
});

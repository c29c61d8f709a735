import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Business,
  book,
  bookingRequest,
  call,
  change,
  DAY,
  MINUTE,
  makeBusiness,
  morning,
  move,
  type Outcome,
  tally,
} from "./support/fixture.ts";
import { broken } from "./support/invariants.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

/** Everybody at once on few times: customers, colleagues, whole series. Whatever comes of it, the invariants hold. */

let began: Date;
const HOUR = 60 * MINUTE;
const WEEKS = 4;
const desk = { kind: "staff", name: "Reception" };
let stack: TestStack;
let db: pg.Pool;
let shop: Business;

/** A fixed sequence stands in for chance, so that a failure can be looked at again. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

interface Series {
  ids: string[];
  start: number;
  team: number;
}

/** Books the same time in several weeks, as one. */
async function series(team: number, start: number): Promise<Series> {
  const items = Array.from({ length: WEEKS }, (_, week) =>
    bookingRequest(shop, { service: "cut", start: start + week * 7 * DAY, teams: [[team]] }),
  );
  const outcome = await call<Outcome & { bookings: { id: string }[] }>(db, "create_bookings", [
    {
      businessId: shop.id,
      items,
      group: { kind: "series", id: randomUUID(), every: "week", interval: 1 },
    },
  ]);
  if (!outcome.ok) throw new Error(`a series on free times was refused: ${outcome.code}`);
  return { ids: outcome.bookings.map(({ id }) => id), start, team };
}

function moveSeries({ ids, start, team }: Series, by: number, to: number): Promise<Outcome> {
  const items = ids.map((bookingId, week) => ({
    bookingId,
    start: new Date(start + week * 7 * DAY + by).toISOString(),
    staff: [[shop.staff[to]], [shop.staff[team]]],
  }));
  if (by > 0) items.reverse();
  return call(db, "move_bookings", [{ actor: desk, items }]);
}

beforeAll(async () => {
  began = new Date();
  stack = await testStack();
  db = connections(stack, 24);
  shop = await makeBusiness(db, {
    staff: 3,
    resources: { room: 2 },
    services: {
      cut: { duration: 60 },
      yoga: { capacity: 4, duration: 60 },
      colour: { duration: 90, buffers: [10, 10], needs: { room: 1 }, confirmation: "approval" },
    },
  });
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

describe("a storm", () => {
  it("of series that are moved, cancelled and torn apart at once kills nobody and breaks nothing", async () => {
    const all = await Promise.all(
      [0, 1, 2].flatMap((team) => [0, 1, 2].map((hour) => series(team, morning(10) + hour * HOUR))),
    );
    const roll = dice(7);
    const outcomes = await Promise.all(
      Array.from({ length: 160 }, (): Promise<Outcome> => {
        const one = all[roll(all.length)]!;
        const other = all[roll(all.length)]!;
        switch (roll(6)) {
          case 0:
            return moveSeries(one, HOUR * (1 + roll(2)), roll(3));
          case 1:
            return moveSeries(one, -HOUR, roll(3));
          case 2:
            // Two people of two series each, in whatever order they were ticked.
            return call(db, "change_bookings_status", [
              `{${[...one.ids.slice(2), ...other.ids.slice(0, 2)].join(",")}}`,
              "cancelled",
              { kind: "customer" },
              "",
            ]);
          case 3:
            return call(db, "change_bookings_at_desk", [
              `{${[...other.ids.slice(1), ...one.ids].join(",")}}`,
              "cancelled",
              desk,
              "",
              roll(2) === 0,
            ]);
          case 4:
            return move(db, shop, one.ids[roll(WEEKS)]!, {
              start: one.start + roll(WEEKS) * 7 * DAY + roll(4) * HOUR,
              teams: [[roll(3)], [roll(3)]],
            });
          default:
            return change(db, other.ids[roll(WEEKS)]!, "cancelled", "customer");
        }
      }),
    );
    expect(tally(outcomes).ok).toBeGreaterThan(20);
    expect(await broken(db, began)).toEqual({});
  });

  it("of requests, answers, classes, arrivals and drags leaves each place with one holder", async () => {
    const roll = dice(11);
    const made: string[] = [];
    const outcomes = await Promise.all(
      Array.from({ length: 260 }, async (_, n): Promise<Outcome> => {
        const service = (["cut", "yoga", "colour"] as const)[roll(3)]!;
        const start = morning(50) + roll(6) * 30 * MINUTE;
        const teams = [[roll(3)], [roll(3)]];
        const action = roll(9);
        const [first, second] = [roll(1000), roll(1000)];
        // The later ones find bookings to act on.
        if (n > 60) await db.query("select pg_sleep(0.1)");
        const target = made[first % Math.max(1, made.length)];
        if (action < 3 || !target) {
          const outcome = await book(db, shop, { service, start, teams });
          if (outcome.ok) made.push(outcome.booking!.id);
          return outcome;
        }
        if (action === 3) return move(db, shop, target, { start, teams });
        if (action === 4) return change(db, target, second % 2 ? "confirmed" : "declined");
        if (action === 5) return change(db, target, "cancelled", second % 2 ? "customer" : "staff");
        if (action === 6) return call(db, "note_arrival", [shop.id, null, target, true]);
        const { rows } = await db.query<{ id: string }>(
          "select appointment_id as id from public.bookings where id = $1",
          [target],
        );
        return call(db, "change_appointment", [
          {
            appointmentId: rows[0]!.id,
            start: new Date(start).toISOString(),
            staff: teams.map((team) => team.map((one) => shop.staff[one])),
            actor: desk,
            notify: second % 2 === 0,
          },
        ]);
      }),
    );
    expect(tally(outcomes).ok).toBeGreaterThan(20);
    expect(await broken(db, began)).toEqual({});
  });
});

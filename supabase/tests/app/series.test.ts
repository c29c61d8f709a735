import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../support/app.ts";
import { type Business, DAY, MINUTE, makeBusiness, morning } from "../support/fixture.ts";
import { broken } from "../support/invariants.ts";
import { connections, type TestStack, testStack } from "../support/stack.ts";

const began = new Date();
let stack: TestStack;
let db: pg.Pool;
let salon: Business;

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 2);
  salon = await makeBusiness(db, { zone: "Europe/Berlin", services: { cut: {}, once: {} } });
  await db.query(
    "update public.services set customer_series = (slug = 'cut'), max_advance_days = null where business_id = $1",
    [salon.id],
  );
});

afterAll(async () => {
  expect(await broken(db, began)).toEqual({});
  await db?.end();
  await stack?.stop();
});

const iso = (start: number) => `${new Date(start).toISOString().slice(0, 19)}Z`;

async function plan(start: number, rule: string, service = "cut") {
  return ask(
    "GET",
    `/api/availability/series?business=${salon.slug}&service=${service}&start=${iso(start)}&${rule}`,
  );
}

function book(starts: string[], more: object = {}, key: string = randomUUID()) {
  return ask(
    "POST",
    "/api/bookings",
    {
      business: salon.slug,
      service: "cut",
      start: starts[0],
      series: { every: "week", interval: 1, starts },
      customer: { name: "Sera", email: `sera-${randomUUID()}@mail.example` },
      timeZone: "Europe/Berlin",
      ...more,
    },
    { "idempotency-key": key },
  );
}

const pathOf = (manageUrl: string) =>
  `/api/bookings/manage/${new URL(manageUrl).pathname.split("/").at(-1)}`;

async function standing(bookings: { id: string }[]): Promise<string[]> {
  const { rows } = await db.query<{ start: string }>(
    `select to_char(a.starts_at at time zone 'Europe/Berlin', 'YYYY-MM-DD HH24:MI') as start
     from public.bookings as b join public.appointments as a on a.id = b.appointment_id
     where b.id = any ($1) and b.status = 'confirmed' order by a.starts_at`,
    [bookings.map(({ id }) => id)],
  );
  return rows.map(({ start }) => start);
}

/** Ten o'clock in Berlin, three weeks before the clocks go forward. */
function beforeTheChange(): number {
  const year = new Date().getUTCFullYear() + 1;
  const march = new Date(Date.UTC(year, 2, 31));
  const lastSunday = 31 - march.getUTCDay();
  return Date.UTC(year, 2, lastSunday, 9) - 19 * DAY;
}

describe("a series", () => {
  it("keeps its time of day across a clock change, and moves and ends as far as is meant", async () => {
    const first = beforeTheChange();
    const { json } = await plan(first, "every=week&count=5");
    const starts = json.occurrences.map((one: { start: string }) => one.start);
    expect(starts.map((start: string) => start.slice(11, 16))).toEqual([
      "09:00",
      "09:00",
      "09:00",
      "08:00",
      "08:00",
    ]);
    const key = randomUUID();
    const customer = { name: "Sera", email: `sera-${randomUUID()}@mail.example` };
    const made = await book(starts, { customer }, key);
    expect(made.status).toBe(201);
    expect(made.json.bookings).toHaveLength(5);
    expect((await book(starts, { customer }, key)).json.bookings).toHaveLength(5);
    const { bookings } = made.json;
    expect((await standing(bookings)).map((start) => start.slice(11))).toEqual(
      Array(5).fill("10:00"),
    );

    // The third and those after it go half an hour and a day on: the first two stay.
    const third = await linkOf(bookings[2].id);
    const moved = await ask("PATCH", third, {
      start: iso(Date.parse(starts[2]) + DAY + 30 * MINUTE),
      which: "following",
    });
    expect(moved.status).toBe(200);
    expect((await standing(bookings)).map((start) => start.slice(11))).toEqual([
      "10:00",
      "10:00",
      "10:30",
      "10:30",
      "10:30",
    ]);

    // Only the second; then all that are left.
    expect((await ask("DELETE", await linkOf(bookings[1].id), {})).status).toBe(200);
    expect(await standing(bookings)).toHaveLength(4);
    const all = await ask("DELETE", pathOf(made.json.manageUrl), { which: "all" });
    expect(all.json.booking.status).toBe("cancelled");
    expect(await standing(bookings)).toEqual([]);
  });

  it("names what is not free, and is booked whole or not at all", async () => {
    const first = morning(20);
    const taken = first + 7 * DAY;
    await ask("POST", "/api/bookings", {
      business: salon.slug,
      service: "once",
      start: iso(taken),
      customer: { name: "Other", email: `other-${randomUUID()}@mail.example` },
      timeZone: "UTC",
    });
    const { json } = await plan(first, "every=week&count=3");
    expect(json.occurrences.map(({ free }: { free: boolean }) => free)).toEqual([
      true,
      false,
      true,
    ]);
    const [one, two, three] = json.occurrences;
    expect(two).toMatchObject({ reason: "taken" });
    expect(two.alternatives).toHaveLength(4);

    const refused = await book([one.start, two.start, three.start]);
    expect(refused).toMatchObject({
      status: 409,
      json: { error: { code: "date_taken", details: { start: two.start } } },
    });
    const { json: again } = await plan(first, "every=week&count=3");
    expect(again.occurrences[0].free).toBe(true);
    const made = await book([one.start, two.alternatives[0], three.start]);
    expect(made.json.bookings.map(({ start }: { start: string }) => start)).toEqual([
      one.start,
      two.alternatives[0],
      three.start,
    ]);
    // Where one of them has no room, none moves.
    const before = await standing(made.json.bookings);
    await ask("POST", "/api/bookings", {
      business: salon.slug,
      service: "once",
      start: iso(Date.parse(three.start) + 120 * MINUTE),
      customer: { name: "Other", email: `other-${randomUUID()}@mail.example` },
      timeZone: "UTC",
    });
    const moved = await ask("PATCH", pathOf(made.json.manageUrl), {
      start: iso(Date.parse(one.start) + 120 * MINUTE),
      which: "all",
    });
    expect(moved).toMatchObject({ status: 409, json: { error: { code: "one_taken" } } });
    expect(moved.json.error.details.date).toBe(three.date);
    expect(await standing(made.json.bookings)).toEqual(before);
  });

  it("is for services that allow it, and has an end", async () => {
    expect((await plan(morning(40), "every=month&count=3", "once")).json.error.code).toBe(
      "no_series",
    );
    const start = iso(morning(40));
    expect((await book([start], { service: "once" })).json.error.code).toBe("no_series");
    expect((await plan(morning(40), "every=week&count=53")).status).toBe(422);
    expect((await plan(morning(40), "every=day&count=3")).status).toBe(422);
  });
});

/** The manage path of one booking of the series, as its page links it. */
async function linkOf(id: string): Promise<string> {
  const { manageToken } = await import("../../../lib/bookings/token.ts");
  return `/api/bookings/manage/${await manageToken(stack.env.TOKEN_SECRET!, id)}`;
}

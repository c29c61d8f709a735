import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, type Told } from "../support/app.ts";
import { type Business, MINUTE, makeBusiness, morning } from "../support/fixture.ts";
import { broken } from "../support/invariants.ts";
import { connections, type TestStack, testStack } from "../support/stack.ts";

const began = new Date();
let stack: TestStack;
let db: pg.Pool;
let salon: Business;

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 2);
  salon = await makeBusiness(db, {
    maxMoves: 2,
    services: {
      cut: {},
      short: { duration: 30 },
      colour: { confirmation: "approval" },
      class: { capacity: 4 },
    },
  });
  await db.query(
    `update public.services set price_minor = 400,
       questions = '[{"id": "curls", "label": "Curls?", "kind": "text", "required": true}]'
     where business_id = $1 and slug = 'short'`,
    [salon.id],
  );
});

afterAll(async () => {
  expect(await broken(db, began)).toEqual({});
  await db?.end();
  await stack?.stop();
});

const iso = (start: number) => `${new Date(start).toISOString().slice(0, 19)}Z`;

interface Made {
  path: string;
  email: string;
  id: string;
}

async function made(start: number, more: object = {}): Promise<Made> {
  const email = `changer-${randomUUID()}@mail.example`;
  const { json, status } = await ask("POST", "/api/bookings", {
    business: salon.slug,
    service: "cut",
    start: iso(start),
    customer: { name: "Change Er", email },
    timeZone: "Europe/Berlin",
    ...more,
  });
  expect(status).toBe(201);
  const token = new URL(json.manageUrl).pathname.split("/").at(-1);
  return { path: `/api/bookings/manage/${token}`, email, id: json.booking.id };
}

const patch = ({ path }: Made, body: object): Promise<Told> => ask("PATCH", path, body);

async function letters({ id }: Made): Promise<string[]> {
  const { rows } = await db.query<{ kind: string }>(
    `select kind from public.notifications
     where booking_id = $1 and audience = 'customer' and channel = 'email' and kind not like '%reminder%'
     order by created_at, kind`,
    [id],
  );
  return rows.map(({ kind }) => kind);
}

describe("the details of a booking", () => {
  it("change by its link, and nothing else does", async () => {
    const one = await made(morning(10));
    const { json, status } = await patch(one, {
      name: "  Änne  Er ",
      phone: "030 5550199",
      note: "Side door",
      answers: { unknown: "x" },
    });
    expect(status).toBe(200);
    expect(json.booking).toMatchObject({
      customer: { name: "Änne Er", phone: "+49305550199", email: one.email },
      note: "Side door",
      answers: {},
      start: iso(morning(10)),
      sequence: 1,
    });
    expect(await letters(one)).toEqual(["booking.confirmed"]);
    expect(await patch(one, { phone: "12" })).toMatchObject({
      status: 422,
      json: { error: { details: { "customer.phone": expect.any(String) } } },
    });
    expect((await patch(one, { email: "other@mail.example" })).status).toBe(422);
    expect((await patch(one, { name: "" })).status).toBe(422);
  });

  it("a party grows as far as there are seats, and both sides hear of it", async () => {
    const one = await made(morning(11), { service: "class", party: 2 });
    const other = await made(morning(11), { service: "class" });
    const grown = await patch(one, { party: 3 });
    expect(grown.json.booking).toMatchObject({ party: 3, price: { minor: 3000 }, sequence: 1 });
    expect(await letters(one)).toEqual(["booking.confirmed", "booking.moved"]);
    expect(await patch(other, { party: 2 })).toMatchObject({
      status: 409,
      json: { error: { code: "session_full" } },
    });
    expect((await patch(other, { party: 5 })).status).toBe(422);
  });

  it("stay open until the start; the party closes with the cut-off", async () => {
    const one = await made(morning(12), { service: "class", party: 2 });
    await db.query("update public.services set move_cutoff_min = 100000 where id = $1", [
      salon.services.class,
    ]);
    expect((await patch(one, { party: 1 })).json.error.code).toBe("too_late");
    expect((await patch(one, { note: "With a friend" })).status).toBe(200);
    await db.query("update public.services set move_cutoff_min = null where id = $1", [
      salon.services.class,
    ]);
    await ask("DELETE", one.path);
    expect((await patch(one, { note: "Never mind" })).json.error.code).toBe("not_possible");
  });
});

describe("another service instead", () => {
  it("takes its length and price, frees the old place, and keeps link and calendar entry", async () => {
    const one = await made(morning(20), { answers: { curls: "yes" } });
    // The answer was not asked by the first service, so that it was not kept.
    expect(await patch(one, { service: "short", start: iso(morning(20)) })).toMatchObject({
      status: 409,
      json: { error: { code: "ask_anew" } },
    });
    await db.query('update public.bookings set answers = \'{"curls": "yes"}\' where id = $1', [
      one.id,
    ]);
    const { json } = await patch(one, { service: "short", start: iso(morning(20)) });
    expect(json.booking).toMatchObject({
      id: one.id,
      service: { slug: "short" },
      start: iso(morning(20)),
      end: iso(morning(20) + 30 * MINUTE),
      price: { minor: 400 },
      sequence: 1,
    });
    expect(await letters(one)).toEqual(["booking.confirmed", "booking.moved"]);
    // What is left of the old hour is free again.
    await made(morning(20) + 30 * MINUTE);
    const { rows } = await db.query(
      "select before ->> 'service' as was, after ->> 'service' as is from public.booking_events where booking_id = $1 and kind = 'moved'",
      [one.id],
    );
    expect(rows).toEqual([{ was: "cut", is: "short" }]);
  });

  it("does not slip past an approval, a cut-off or the number of moves, nor take what is taken", async () => {
    const one = await made(morning(21));
    const change = (service: string, start: number) => patch(one, { service, start: iso(start) });
    expect((await change("colour", morning(21))).json.error.code).toBe("ask_anew");
    expect((await change("nothing", morning(21))).json.error.code).toBe("service_not_found");
    await made(morning(22));
    const taken = await change("class", morning(22));
    expect(taken.json.error.code).toBe("slot_taken");
    expect(taken.json.error.details.alternatives.length).toBeGreaterThan(0);
    const still = await ask("GET", one.path);
    expect(still.json.booking).toMatchObject({ service: { slug: "cut" }, sequence: 0 });
    expect((await change("class", morning(23))).status).toBe(200);
    expect((await change("cut", morning(23))).status).toBe(200);
    expect((await change("class", morning(23))).json.error.code).toBe("too_many_moves");
  });
});

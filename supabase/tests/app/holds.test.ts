import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../support/app.ts";
import { type Business, makeBusiness, morning } from "../support/fixture.ts";
import { broken } from "../support/invariants.ts";
import { connections, type TestStack, testStack } from "../support/stack.ts";

const began = new Date();
let stack: TestStack;
let db: pg.Pool;
let business: Business;

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 2);
  business = await makeBusiness(db, { services: { cut: {} } });
});

afterAll(async () => {
  expect(await broken(db, began)).toEqual({});
  await db?.end();
  await stack?.stop();
});

const iso = (start: number) => new Date(start).toISOString();
const subject = (start: number) => ({
  business: business.slug,
  service: "cut",
  start: iso(start),
  timeZone: "Europe/Berlin",
});
const hold = (start: number, more: object = {}) =>
  ask("POST", "/api/holds", { ...subject(start), ...more });
const book = (start: number, more: object = {}, key: string = randomUUID()) =>
  ask(
    "POST",
    "/api/bookings",
    {
      ...subject(start),
      customer: { name: "Holder", email: `holder-${start}@mail.example` },
      ...more,
    },
    { "idempotency-key": key },
  );

async function isFree(start: number, headers: Record<string, string> = {}): Promise<boolean> {
  const date = iso(start).slice(0, 10);
  const { json } = await ask(
    "GET",
    `/api/availability?business=${business.slug}&service=cut&from=${date}&to=${date}&tz=UTC`,
    undefined,
    headers,
  );
  return json.slots.some((slot: { start: string }) => Date.parse(slot.start) === start);
}

describe("a held time", () => {
  it("is taken for others, and free for whoever holds it", async () => {
    const start = morning(10);
    const { status, json } = await hold(start);
    expect(status).toBe(201);
    expect(Date.parse(json.hold.expiresAt) - Date.now()).toBeGreaterThan(9 * 60_000);
    expect(await isFree(start)).toBe(false);
    expect(await isFree(start, { "x-hold": json.hold.token })).toBe(true);
    expect(await isFree(start, { "x-hold": "rubbish" })).toBe(false);
    expect(await hold(start)).toMatchObject({
      status: 409,
      json: { error: { code: "slot_taken" } },
    });
    expect((await book(start)).status).toBe(409);
    expect((await book(start, { hold: json.hold.token })).status).toBe(201);
    expect((await ask("PATCH", `/api/holds/${json.hold.token}`)).status).toBe(404);
    // What was booked does not end with its hold.
    expect((await ask("DELETE", `/api/holds/${json.hold.token}`)).status).toBe(204);
    expect(await isFree(start)).toBe(false);
  });

  it("does not stand in the way of another choice of the same customer", async () => {
    const first = await hold(morning(11));
    const second = await hold(morning(11) + 30 * 60_000, { replaces: first.json.hold.token });
    expect(second.status).toBe(201);
    const third = await book(morning(11), { hold: second.json.hold.token });
    expect(third.status).toBe(201);
  });

  it("makes one request of a form, however often its hold changed", async () => {
    const start = morning(12);
    const key = randomUUID();
    const first = await hold(start);
    const booked = await book(start, { hold: first.json.hold.token }, key);
    expect(booked.status).toBe(201);
    const again = await book(start, { hold: "another" }, key);
    expect(again).toMatchObject({ status: 201, json: { booking: { id: booked.json.booking.id } } });
  });

  it("is free some seconds after its page was left, unless that was only a reload", async () => {
    const [left, reloaded] = [morning(13), morning(14)];
    const one = await hold(left);
    const two = await hold(reloaded);
    for (const { json } of [one, two]) {
      expect((await ask("DELETE", `/api/holds/${json.hold.token}?grace=1`)).status).toBe(204);
    }
    expect(await isFree(left)).toBe(false);
    expect((await ask("PATCH", `/api/holds/${two.json.hold.token}`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect(await isFree(left)).toBe(true);
    expect(await isFree(reloaded)).toBe(false);
    const { rows } = await db.query("select status from public.bookings where id = any ($1)", [
      await heldIds(left),
    ]);
    // The sweep that tells open pages has been by.
    expect(rows).toEqual([{ status: "expired" }]);
    expect((await ask("DELETE", `/api/holds/${two.json.hold.token}?grace=99`)).status).toBe(422);
  });
});

async function heldIds(start: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select b.id from public.bookings as b join public.appointments as a on a.id = b.appointment_id
     where a.starts_at = $1 and a.business_id = $2`,
    [iso(start), business.id],
  );
  return rows.map(({ id }) => id);
}

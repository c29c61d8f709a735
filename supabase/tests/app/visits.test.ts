import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../support/app.ts";
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
    services: {
      cut: { buffers: [0, 15] },
      colour: { duration: 90 },
      class: { capacity: 6 },
    },
  });
});

afterAll(async () => {
  expect(await broken(db, began)).toEqual({});
  await db?.end();
  await stack?.stop();
});

const iso = (start: number) => `${new Date(start).toISOString().slice(0, 19)}Z`;

function visit(start: number, more: object = {}) {
  return {
    business: salon.slug,
    service: "cut",
    add: ["colour"],
    start: iso(start),
    customer: { name: "Vera", email: `vera-${randomUUID()}@mail.example` },
    timeZone: "Europe/Berlin",
    ...more,
  };
}

const book = (start: number, more: object = {}, key: string = randomUUID()) =>
  ask("POST", "/api/bookings", visit(start, more), { "idempotency-key": key });

async function offered(start: number): Promise<{ start: string; end: string; parts: object[] }> {
  const date = iso(start).slice(0, 10);
  const { json } = await ask(
    "GET",
    `/api/availability?business=${salon.slug}&service=cut&add=colour&from=${date}&to=${date}&tz=UTC`,
  );
  return json.slots.find((slot: { start: string }) => slot.start === iso(start));
}

async function standing(start: number): Promise<{ starts: string; status: string }[]> {
  const { rows } = await db.query(
    `select to_char(a.starts_at at time zone 'UTC', 'HH24:MI') as starts, b.status
     from public.bookings as b join public.appointments as a on a.id = b.appointment_id
     where b.business_id = $1 and a.starts_at >= $2 and a.starts_at < $2::timestamptz + interval '8 hours' and b.status <> 'expired'
     order by a.starts_at, b.created_at`,
    [salon.id, iso(start)],
  );
  return rows;
}

describe("several services in one visit", () => {
  it("are offered back to back, with the buffers of one person between them", async () => {
    const start = morning(10);
    expect(await offered(start)).toMatchObject({
      end: iso(start + 165 * MINUTE),
      staff: ["person-0"],
      parts: [
        { service: "cut", start: iso(start), end: iso(start + 60 * MINUTE) },
        { service: "colour", start: iso(start + 75 * MINUTE), end: iso(start + 165 * MINUTE) },
      ],
    });
  });

  it("are held, booked, moved and cancelled as one", async () => {
    const start = morning(11);
    const key = randomUUID();
    const request = visit(start);
    const { json: held } = await ask("POST", "/api/holds", request);
    expect(held.hold.token).toMatch(/^[\w-]{43}\.[\w-]{43}$/);
    expect(await offered(start)).toBeUndefined();
    const send = () =>
      ask(
        "POST",
        "/api/bookings",
        { ...request, hold: held.hold.token },
        { "idempotency-key": key },
      );
    const first = await send();
    expect(first.status).toBe(201);
    expect(first.json.bookings).toHaveLength(2);
    expect((await send()).json.bookings).toHaveLength(2);
    expect(await standing(start)).toEqual([
      { starts: "10:00", status: "confirmed" },
      { starts: "11:15", status: "confirmed" },
    ]);

    // An hour later overlaps its own old time, which counts as free.
    const path = `/api/bookings/manage/${new URL(first.json.manageUrl).pathname.split("/").at(-1)}`;
    const moved = await ask("PATCH", path, { start: iso(start + 60 * MINUTE) });
    expect(moved).toMatchObject({
      status: 200,
      json: { booking: { start: iso(start + 60 * MINUTE), sequence: 1 } },
    });
    expect((await standing(start)).map(({ starts }) => starts)).toEqual(["11:00", "12:15"]);

    expect((await ask("DELETE", path)).json.booking.status).toBe("cancelled");
    expect((await standing(start)).map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
    const { rows } = await db.query(
      `select n.kind, n.data ? 'others' as together from public.notifications as n
       join public.bookings as b on b.id = n.booking_id
       where b.contact_email = $1 and n.audience = 'customer' and n.channel = 'email' and n.kind <> 'booking.reminder' order by n.created_at`,
      [request.customer.email],
    );
    expect(rows).toEqual([
      { kind: "booking.confirmed", together: true },
      { kind: "booking.moved", together: true },
      { kind: "booking.cancelled", together: true },
    ]);
  });

  it("are booked all or not at all; the nearest visits are offered instead", async () => {
    const start = morning(12);
    // The second part's place goes to somebody else.
    const other = await book(start + 90 * MINUTE, { add: [] });
    expect(other.status).toBe(201);
    const refused = await book(start);
    expect(refused).toMatchObject({ status: 409, json: { error: { code: "slot_taken" } } });
    expect(refused.json.error.details.alternatives[0].parts).toHaveLength(2);
    expect(await standing(start)).toHaveLength(1);
  });

  it("leave out what stands alone, and say what is not known", async () => {
    expect(await book(morning(13), { add: ["class"] })).toMatchObject({
      status: 422,
      json: { error: { code: "not_in_a_visit" } },
    });
    expect(await book(morning(13), { add: ["nothing"] })).toMatchObject({
      status: 404,
      json: { error: { code: "service_not_found" } },
    });
    expect((await book(morning(13), { add: ["cut", "cut", "cut", "cut"] })).status).toBe(422);
  });
});

import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { slotQuery } from "../../lib/availability/query.ts";
import type { AvailabilityData } from "../../lib/availability/schema.ts";
import { findSlots } from "../../lib/scheduling/index.ts";
import { emptyBusiness, fillWithAppointments } from "./support/bulk.ts";
import { type Business, call, DAY, makeBusiness, morning } from "./support/fixture.ts";
import { PLANNED, plansAmong, readWhole } from "./support/plans.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let stack: TestStack;
let db: pg.Pool;

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 4);
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

describe("at a hundred thousand appointments", () => {
  let big: Business;
  let logged: string;

  beforeAll(async () => {
    big = await makeBusiness(db, { staff: 50, ...PLANNED });
    await fillWithAppointments(db, big, 100_000);
    logged = await plansAmong(stack.superuserUrl, big);
  });

  // The other files prove things over the whole database.
  afterAll(() => emptyBusiness(db, big));

  it("answers with what is free between them", async () => {
    const span = { from: morning(10), to: morning(10) + DAY };
    const data = await call<AvailabilityData>(db, "availability_data", [
      big.slug,
      "cut",
      new Date(span.from).toISOString(),
      new Date(span.to).toISOString(),
    ]);
    const slots = findSlots(slotQuery(data, { now: Date.now(), ...span, party: 1 }));
    // 08:00 to 18:00 UTC is full for everybody; the business is open round the clock.
    expect(slots.length).toBeGreaterThan(30);
    expect(
      slots.every(
        ({ start }) => new Date(start).getUTCHours() < 8 || new Date(start).getUTCHours() >= 18,
      ),
    ).toBe(true);
  });

  it("reads appointments, bookings, rooms and busy times by index alone", () => {
    for (const table of [
      "appointments",
      "bookings",
      "booking_events",
      "notifications",
      "customers",
    ]) {
      expect(logged, table).toMatch(
        new RegExp(
          `Index[ \\w]* on [\\w.]*${table === "notifications" ? "appointments" : table}|Insert on ${table}`,
        ),
      );
    }
    expect(readWhole(logged)).toEqual([]);
    // A table of which other tests have written a handful of rows is rightly read whole.
    expect(logged).not.toMatch(
      /Seq Scan on (public\.)?(busy_times|appointment_resources|time_off)\b.*actual rows=\d{3,}/,
    );
  });

  it("finds no row twice over: the work is in proportion to the answer", () => {
    const rows = [
      ...logged.matchAll(
        /Scan[^\n]* on (?:public\.)?appointments[^\n]*\(actual rows=([\d.]+) loops=(\d+)\)/g,
      ),
    ];
    expect(rows.length).toBeGreaterThan(0);
    // Fifty people, twenty appointments a day each: 31 days, whole weeks at both ends for the weekly limit, and the
    // days that other zones add. Nothing near a hundred thousand.
    const most = Math.max(...rows.map(([, count, loops]) => Number(count) * Number(loops)));
    expect(most).toBeLessThan(50 * 20 * (31 + 7 + 7 + 4 + 4));
  });
});

import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { slotQuery } from "../../lib/availability/query.ts";
import type { AvailabilityData } from "../../lib/availability/schema.ts";
import { findSlots } from "../../lib/scheduling/index.ts";
import { emptyBusiness, fillWithAppointments } from "./support/bulk.ts";
import {
  type Business,
  book,
  call,
  change,
  DAY,
  MINUTE,
  makeBusiness,
  morning,
  move,
} from "./support/fixture.ts";
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
    big = await makeBusiness(db, {
      staff: 50,
      resources: { room: 3 },
      services: {
        cut: { duration: 30 },
        room: { needs: { room: 1 } },
        limited: { limitPerDay: 10, limitPerWeek: 50 },
      },
    });
    await fillWithAppointments(db, big, 100_000);
    // The plans of the statements inside the functions, as they ran.
    const client = new pg.Client({
      connectionString: stack.superuserUrl,
    });
    await client.connect();
    const notices: string[] = [];
    client.on("notice", ({ message }) => notices.push(message ?? ""));
    await client.query(`
      load 'auto_explain';
      set auto_explain.log_min_duration = 0;
      set auto_explain.log_nested_statements = on;
      set auto_explain.log_analyze = on;
      set auto_explain.log_timing = off;
      set auto_explain.log_level = notice;
      set client_min_messages = notice;`);
    const from = new Date(morning(10));
    const to = new Date(morning(41));
    for (const service of ["cut", "room", "limited"]) {
      await client.query("select public.availability_data($1, $2, $3, $4)", [
        big.slug,
        service,
        from,
        to,
      ]);
    }
    const booked = await book(client, big, {
      service: "room",
      start: morning(10) + 11 * 60 * MINUTE,
    });
    expect(booked).toMatchObject({ ok: true });
    await book(client, big, { service: "limited", start: morning(10) + 12 * 60 * MINUTE });
    await move(client, big, booked.booking!.id, { start: morning(10) + 13 * 60 * MINUTE });
    await change(client, booked.booking!.id, "cancelled");
    await client.end();
    logged = notices.join("\n");
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
      expect(logged, table).not.toMatch(new RegExp(`Seq Scan on (public\\.)?${table}\\b`));
    }
    expect(logged).not.toMatch(
      /Seq Scan on (public\.)?(busy_times|appointment_resources|time_off)\b(?!.*rows=0)/,
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

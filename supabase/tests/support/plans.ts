import pg from "pg";
import { type Business, book, change, MINUTE, morning, move } from "./fixture.ts";

/** What a business needs for plansAmong, beside its staff. */
export const PLANNED = {
  resources: { room: 3 },
  services: {
    cut: { duration: 30 },
    room: { needs: { room: 1 } },
    limited: { limitPerDay: 10, limitPerWeek: 50 },
  },
};

/**
 * Asks for a month of times, books, moves and cancels, and tells how PostgreSQL went about it: the plans of all
 * statements inside the functions, as they ran.
 * @param superuserUrl only a superuser may load auto_explain
 */
export async function plansAmong(superuserUrl: string, business: Business): Promise<string> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const notices: string[] = [];
  client.on("notice", ({ message }) => notices.push(message ?? ""));
  try {
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
    for (const service of Object.keys(PLANNED.services)) {
      await client.query("select public.availability_data($1, $2, $3, $4)", [
        business.slug,
        service,
        from,
        to,
      ]);
    }
    const booked = await book(client, business, {
      service: "room",
      start: morning(10) + 11 * 60 * MINUTE,
    });
    if (!booked.ok) throw new Error(`a free time was refused: ${booked.code}`);
    await book(client, business, { service: "limited", start: morning(10) + 12 * 60 * MINUTE });
    await move(client, business, booked.booking!.id, { start: morning(10) + 13 * 60 * MINUTE });
    await change(client, booked.booking!.id, "cancelled");
  } finally {
    await client.end();
  }
  return notices.join("\n");
}

/**
 * The tables of the plans that are read from end to end though they grow with the bookings. A table that holds a handful
 * of rows is rightly read whole: only scans that PostgreSQL reckons with at a hundred or more count.
 */
export function readWhole(plans: string): string[] {
  return ["appointments", "bookings", "booking_events", "notifications", "customers"].filter(
    (table) =>
      [
        ...plans.matchAll(
          new RegExp(`Seq Scan on (?:public\\.)?${table}\\b.*?cost=[\\d.]+\\.\\.([\\d.]+)`, "g"),
        ),
      ].some(([, cost]) => Number(cost) >= 100),
  );
}

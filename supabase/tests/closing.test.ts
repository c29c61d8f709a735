import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { EXPORTED } from "../../lib/business/export-tables.ts";
import { type Business, book, change, makeBusiness, morning } from "./support/fixture.ts";
import { type Caller, signedIn } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";
import { fillYears } from "./support/year.ts";

const database = vi.hoisted(() => ({ pool: null as unknown }));
vi.mock("@/lib/supabase/postgres", () => ({ pool: () => database.pool }));

let stack: TestStack;
let db: pg.Pool;
let ours: Business;
let theirs: Business;
let owner: Caller;
let second: Caller;
let manager: Caller;
let name: string;

type Outcome = { ok: boolean; code?: string; upcoming?: number; deleteAt?: string };

async function call(fn: string, ...args: unknown[]): Promise<Outcome> {
  const list = args.map((_, i) => `$${i + 1}`).join(", ");
  const { rows } = await db.query(`select public.${fn}(${list}) as outcome`, args);
  return rows[0].outcome;
}

/** The letters to owners, as KIND STATUS, in the order of their kinds. */
async function letters(): Promise<string[]> {
  const { rows } = await db.query(
    "select kind || ' ' || status as letter from public.notifications where business_id = $1 and kind like 'business.%' order by 1",
    [ours.id],
  );
  return rows.map(({ letter }) => letter);
}

/** How many rows of a business each table holds. */
async function rowsOf(businessId: string): Promise<Record<string, number>> {
  const { rows: tables } = await db.query(
    `select n.nspname || '.' || c.relname as name, case when c.relname = 'businesses' then 'id' else 'business_id' end as column
     from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
     where n.nspname in ('public', 'private') and c.relkind = 'r' and (c.relname = 'businesses' or exists (
       select 1 from pg_attribute as a where a.attrelid = c.oid and a.attname = 'business_id'))`,
  );
  const counts: Record<string, number> = {};
  for (const { name: table, column } of tables) {
    const { rows } = await db.query(`select count(*) as n from ${table} where ${column} = $1`, [
      businessId,
    ]);
    if (rows[0].n > 0) counts[table] = rows[0].n;
  }
  return counts;
}

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 4);
  database.pool = db;
  const plan = { staff: 2, resources: { basin: 2 }, services: { cut: { needs: { basin: 1 } } } };
  ours = await makeBusiness(db, plan);
  theirs = await makeBusiness(db, plan);
  [owner, second, manager] = (await Promise.all(
    ["closing owner", "closing second", "closing manager"].map((who) => signedIn(stack, db, who)),
  )) as [Caller, Caller, Caller];
  for (const [person, role] of [
    [owner, "owner"],
    [second, "owner"],
    [manager, "manager"],
  ] as const) {
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, $3, $4)",
      [ours.id, person.userId, role, person.name],
    );
  }
  const { rows } = await db.query("select name from public.businesses where id = $1", [ours.id]);
  name = rows[0].name;
  for (const business of [ours, theirs]) {
    await fillYears(db, business, 1_200, 1);
    const { booking } = await book(db, business, { start: morning(10) });
    await change(db, booking!.id, "cancelled");
    const entry = await db.query(
      `insert into public.waitlist_entries (id, business_id, service_id, party, from_date, to_date, contact_name, contact_email, time_zone)
       values (gen_random_uuid(), $1, $2, 1, current_date + 18, current_date + 20, 'Wanda', 'wanda@mail.example', 'Europe/Berlin') returning id`,
      [business.id, business.services.cut],
    );
    await db.query(
      `insert into public.waitlist_offers (entry_id, business_id, booking_id, staff_id, starts_at, ends_at, deadline, outcome, settled_at)
       select $1, $2, $3, $4, now() + interval '2 days', now() + interval '3 days', now() + interval '1 day', 'passed', now()`,
      [entry.rows[0].id, business.id, booking!.id, business.staff[0]],
    );
    await db.query("select private.keep_day_figures($1, current_date - 30, current_date)", [
      business.id,
    ]);
    await db.query(
      "update public.bookings set status = 'no_show' where id = (select id from public.bookings where business_id = $1 and status = 'completed' order by starts_at limit 1)",
      [business.id],
    );
  }
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

describe("an export of everything", () => {
  it("is one JSON text with every row of the business, and nobody else's", async () => {
    const { businessExport } = await import("../../lib/business/export.ts");
    const text = await new Response(
      businessExport(ours.id as never, "https://daybook.example"),
    ).text();
    const told = JSON.parse(text);
    expect(told.business.id).toBe(ours.id);
    const { rows } = await db.query(
      "select count(*) as n from public.bookings where business_id = $1",
      [ours.id],
    );
    // More than two pages.
    expect(rows[0].n).toBeGreaterThan(1_000);
    expect(new Set(told.bookings.map(({ id }: { id: string }) => id)).size).toBe(rows[0].n);
    expect(told.booking_events.length).toBeGreaterThan(1);
    expect(told.reminder_rules).toHaveLength(1);
    expect(text).not.toContain(theirs.id);
    expect(text).not.toContain("token_hash");
  });

  it("leaves out nothing but what is derived, secret or somebody's own", async () => {
    const { rows } = await db.query(
      `select n.nspname || '.' || c.relname as name from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
       where n.nspname in ('public', 'private') and c.relkind = 'r'
         and exists (select 1 from pg_attribute as a where a.attrelid = c.oid and a.attname = 'business_id') order by 1`,
    );
    const told = EXPORTED.map(({ schema = "public", name: table }) => `${schema}.${table}`);
    const left = [
      "private.availability_versions",
      "private.calendar_feeds",
      "private.calendar_links",
      "private.day_figures",
      "private.idempotency_keys",
      "private.member_preferences",
      "private.notices",
      "private.stale_days",
      "private.waitlist_wakeups",
      "public.calendar_log",
      "public.saved_views",
    ];
    expect([...told, ...left].sort()).toEqual(rows.map(({ name: table }) => table));
    const { rows: secret } = await db.query(
      `select c.relname || '.' || a.attname as column from pg_attribute as a join pg_class as c on c.oid = a.attrelid
       where a.attrelid = any ($1::regclass[]) and a.attnum > 0 and not a.attisdropped
         and (a.atttypid = 'bytea'::regtype or a.attname ~ 'token|secret')`,
      [told],
    );
    const withheld = EXPORTED.flatMap(({ name: table, without = [] }) =>
      without.map((column) => `${table}.${column}`),
    );
    expect(secret.map(({ column }) => column).filter((one) => !withheld.includes(one))).toEqual([]);
  });
});

describe("deleting a business", () => {
  it("is an owner's decision, with its name, when nobody is coming", async () => {
    expect((await call("delete_business", ours.id, manager.userId, name)).code).toBe("forbidden");
    expect((await call("delete_business", ours.id, owner.userId, "x")).code).toBe("not_confirmed");
    const { booking } = await book(db, ours, { start: morning(11) });
    expect(await call("delete_business", ours.id, owner.userId, name)).toMatchObject({
      code: "has_upcoming",
      upcoming: 1,
    });
    await change(db, booking!.id, "cancelled");
    expect(await letters()).toEqual([]);
  });

  it("closes at once and tells every owner; whoever opens it again calls that off", async () => {
    const both = await Promise.all([
      call("delete_business", ours.id, owner.userId, name),
      call("delete_business", ours.id, second.userId, name),
    ]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(both[0]!.deleteAt).toBe(both[1]!.deleteAt);
    const days = (Date.parse(both[0]!.deleteAt!) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect((await call("public_business", ours.slug)).ok).toBe(false);
    expect(await letters()).toEqual([
      "business.closing queued",
      "business.closing queued",
      "business.last_days queued",
      "business.last_days queued",
    ]);
    expect((await call("reopen_business", ours.id, manager.userId)).code).toBe("forbidden");
    expect((await call("reopen_business", ours.id, second.userId)).ok).toBe(true);
    expect((await call("public_business", ours.slug)).ok).toBe(true);
    expect(await letters()).toEqual([
      "business.closing dropped",
      "business.closing dropped",
      "business.kept queued",
      "business.kept queued",
      "business.last_days dropped",
      "business.last_days dropped",
    ]);
  });

  it("takes everything of it, on its day and not before, and nothing of anybody else's", async () => {
    expect((await call("delete_business", ours.id, owner.userId, name)).ok).toBe(true);
    const before = await rowsOf(theirs.id);
    expect(Object.keys(await rowsOf(ours.id)).length).toBeGreaterThan(20);
    await db.query("select private.delete_due_businesses()");
    await expect(
      db.query("select private.delete_everything_of($1)", [ours.id]),
    ).rejects.toMatchObject({ code: "42501" });
    await db.query("update public.businesses set delete_at = now() where id = $1", [ours.id]);
    await db.query("select private.delete_due_businesses()");
    expect(await rowsOf(ours.id)).toEqual({});
    expect(await rowsOf(theirs.id)).toEqual(before);
    expect((await call("reopen_business", ours.id, owner.userId)).code).toBe("forbidden");
  });

  it("opens no other way into the history", async () => {
    const client = await db.connect();
    try {
      await client.query("begin");
      await client.query("select set_config('daybook.deleting', $1, true)", [theirs.id]);
      await expect(
        client.query("delete from public.booking_events where business_id = $1", [theirs.id]),
      ).rejects.toMatchObject({ code: "42501" });
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
});

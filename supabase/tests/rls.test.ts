import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Business, book, DAY, makeBusiness, morning } from "./support/fixture.ts";
import { type Answer, type Caller, server, signedIn, visitor } from "./support/people.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let stack: TestStack;
let db: pg.Pool;
/** Two businesses, and everybody who has something or nothing to do with the first. */
let ours: Business;
let theirs: Business;
let owner: Caller;
let manager: Caller;
let jonas: Caller;
let theirOwner: Caller;
let customer: Caller;
let stranger: Caller;
let nobody: Caller;
let all: Caller;

interface Table {
  name: string;
  /** Columns that a client could write. */
  columns: string[];
  key: string[];
}
let tables: Table[];

/** Functions that signed-in people call, with their own rights. */
const membersMayCall = [
  "schedule_of",
  "team_schedules",
  "save_schedule",
  "service_rules",
  "save_service_rules",
  "save_resources",
  "find_customers",
  "customer_record",
  "service_details",
  "save_first_services",
  "save_translations",
  "save_service",
  "duplicate_service",
  "staff_details",
  "save_staff",
  "save_order",
  "put_away",
  "delete_for_good",
  "analytics",
];

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 4);
  nobody = visitor(stack);
  all = server(stack);
  [owner, manager, jonas, theirOwner, customer, stranger] = (await Promise.all(
    ["owner", "manager", "jonas", "their owner", "customer", "stranger"].map((name) =>
      signedIn(stack, db, name),
    ),
  )) as [Caller, Caller, Caller, Caller, Caller, Caller];
  const plan = { staff: 2, resources: { basin: 1 }, services: { cut: { needs: { basin: 1 } } } };
  [ours, theirs] = [await makeBusiness(db, plan), await makeBusiness(db, plan)];
  for (const [business, person, role] of [
    [ours, owner, "owner"],
    [ours, manager, "manager"],
    [ours, jonas, "staff"],
    [theirs, theirOwner, "owner"],
  ] as const) {
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, $3, $4)",
      [business.id, person.userId, role, person.name],
    );
  }
  await db.query("update public.staff set user_id = $2 where id = $1", [
    ours.staff[1],
    jonas.userId,
  ]);
  await fill(ours);
  await invite(ours);
  await book(db, ours, { start: morning(10) });
  await fillAround(ours);
  await db.query("update public.customers set user_id = $2 where business_id = $1", [
    ours.id,
    customer.userId,
  ]);

  const { rows } = await db.query<Table>(`
    select c.relname as name,
      array(select a.attname::text from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attidentity = '' and a.attgenerated = '' order by a.attnum) as columns,
      array(select a.attname::text from pg_index as i join pg_attribute as a on a.attrelid = c.oid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class as c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
    order by 1`);
  tables = rows;
});

afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

/** A row in every table that the booking itself does not fill. */
async function fill(business: Business): Promise<void> {
  const [id, staff] = [business.id, business.staff[0]];
  const today = new Date(morning(0)).toISOString().slice(0, 10);
  await db.query(
    "insert into public.seasons (business_id, name, from_date, to_date) values ($1, 'Summer', '2027-06-01', '2027-08-31')",
    [id],
  );
  await db.query(
    "insert into public.hour_patterns (business_id, rrule, from_date, start_min, end_min) values ($1, 'FREQ=MONTHLY;BYDAY=2SA', $2, 600, 700)",
    [id, today],
  );
  await db.query("insert into public.series (business_id, every) values ($1, 'week')", [id]);
  await db.query(
    "insert into public.date_overrides (business_id, date) values ($1, '2027-12-24')",
    [id],
  );
  await db.query(
    "insert into public.closures (business_id, name, from_date, to_date) values ($1, 'Stocktaking', '2027-01-07', '2027-01-08')",
    [id],
  );
  await db.query(
    "insert into public.time_off (business_id, staff_id, starts_at, ends_at) values ($1, $2, now() + '40 days', now() + '41 days')",
    [id, staff],
  );
  await db.query(
    `insert into public.busy_times (business_id, staff_id, starts_at, ends_at, source, source_key)
     values ($1, $2, now() + '50 days', now() + '51 days', 'test', 'one')`,
    [id, staff],
  );
  // Views are each member's own; the test's staff member looks for his.
  await db.query(
    "insert into public.saved_views (business_id, user_id, name, query) select business_id, user_id, 'Requests', '?status=pending' from public.members where business_id = $1",
    [id],
  );
}

/** A service's page that somebody has opened, and an invitation, which only owners see. */
async function invite(business: Business): Promise<void> {
  await db.query(
    "insert into public.page_views (business_id, service_id, date, views) select business_id, id, '2026-11-01', 3 from public.services where business_id = $1 limit 1",
    [business.id],
  );
  await db.query(
    `insert into public.invitations (id, business_id, email, role, token_hash)
     values (gen_random_uuid(), $1, 'invited@mail.example', 'staff', extensions.gen_random_bytes(32))`,
    [business.id],
  );
}

/** Rows that hang on a booking of the business. */
async function fillAround(business: Business): Promise<void> {
  await db.query(
    `with entry as (
       insert into public.waitlist_entries (id, business_id, service_id, from_date, to_date, contact_name, contact_email, time_zone, status)
       select gen_random_uuid(), a.business_id, a.service_id, a.starts_at::date, a.starts_at::date, 'Waiting', 'waiting@mail.example',
         'Europe/Berlin', 'left'
       from public.appointments as a where a.business_id = $1 limit 1
       returning id, business_id
     )
     insert into public.waitlist_offers (business_id, entry_id, booking_id, staff_id, starts_at, ends_at, deadline, outcome, settled_at)
     select entry.business_id, entry.id, b.id, a.staff_id, a.starts_at, a.ends_at, now(), 'declined', now()
     from entry
     join public.bookings as b on b.business_id = entry.business_id
     join public.appointments as a on a.id = b.appointment_id
     limit 1`,
    [business.id],
  );
  // The calendar of the staff member whom a person of the test is: calendars are their owner's and the managers'.
  await db.query(
    `with connection as (
       insert into public.calendar_connections (id, business_id, staff_id, provider, account)
       values (gen_random_uuid(), $1, $2, 'caldav', 'somebody') returning id, business_id, staff_id
     ), note as (
       insert into public.calendar_log (business_id, connection_id, kind)
       select business_id, id, 'connected' from connection
     ), calendar as (
       insert into public.calendars (business_id, connection_id, staff_id, remote_id, name)
       select business_id, id, staff_id, 'work', 'Work' from connection returning id, business_id, staff_id
     )
     insert into public.calendar_conflicts (business_id, staff_id, calendar_id, appointment_id, kind, source_key, starts_at, ends_at)
     select calendar.business_id, calendar.staff_id, calendar.id, a.id, 'overlap', 'one', a.starts_at, a.ends_at
     from calendar, public.appointments as a where a.business_id = $1 limit 1`,
    [business.id, business.staff[1]],
  );
}

/** One of a business's rows, as a client would see or send it. */
async function rowOf(table: Table, business: Business): Promise<Record<string, unknown>> {
  const owned = table.name === "businesses" ? "id" : "business_id";
  const { rows } = await db.query(
    `select to_jsonb(t) as row from public.${table.name} as t where ${owned} = $1 order by ctid limit 1`,
    [business.id],
  );
  return rows[0]?.row;
}

/** Changes with every write to the table, even one that writes what was there. */
async function fingerprint(table: Table): Promise<string> {
  const { rows } = await db.query(
    `select md5(coalesce(string_agg(ctid::text || xmin::text, ',' order by ctid), '')) as print from public.${table.name}`,
  );
  return rows[0].print;
}

function filter(table: Table, row: Record<string, unknown>): string {
  return table.key
    .map((column) => `${column}=eq.${encodeURIComponent(String(row[column]))}`)
    .join("&");
}

function only(table: Table, row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => table.columns.includes(name)));
}

/** Nothing was let through: refused for want of rights, or done to no row at all. */
function gotNothing({ status, rows, text }: Answer): boolean {
  if (status === 401 || status === 403) return true;
  return status < 300 && rows.length === 0 && (text === "" || text === "[]");
}

describe("every table, to those who have no business there", () => {
  const outsiders = () => [nobody, stranger, customer, theirOwner];

  it("has a row to protect", async () => {
    // A new table fails here until `fill` writes a row of it: the tests below would prove nothing about it.
    expect(tables.length).toBeGreaterThanOrEqual(20);
    for (const table of tables) expect(await rowOf(table, ours), table.name).toBeTruthy();
  });

  it("is closed by default", async () => {
    const { rows } = await db.query(
      `select relname from pg_class where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
       and relkind in ('r', 'p') and not relrowsecurity`,
    );
    expect(rows).toEqual([]);
    for (const { name } of tables) {
      for (const right of [
        "select",
        "insert",
        "update",
        "delete",
        "truncate",
        "references",
        "trigger",
      ]) {
        const { rows: held } = await db.query(
          "select has_table_privilege('anon', $1, $2) as held",
          [`public.${name}`, right],
        );
        expect(held[0].held, `anon may ${right} ${name}`).toBe(false);
      }
      const { rows: held } = await db.query(
        "select has_table_privilege('authenticated', $1, 'truncate, references, trigger') as held",
        [`public.${name}`],
      );
      expect(held[0].held, name).toBe(false);
    }
  });

  it("shows nothing of the business", async () => {
    for (const table of tables) {
      for (const who of outsiders()) {
        const answer = await who.rest("GET", `${table.name}?select=*`);
        const about = `${who.name} reads ${table.name}: ${answer.status}`;
        expect(answer.text.includes(ours.id), about).toBe(false);
        expect(answer.status === 200 || answer.status === 401 || answer.status === 403, about).toBe(
          true,
        );
        if (who === nobody || who === stranger) expect(answer.rows, about).toEqual([]);
      }
      // The same question of a member: what is hidden above is there.
      if (!["notifications", "invitations"].includes(table.name)) {
        const seen = await jonas.rest("GET", `${table.name}?select=*`);
        expect(seen.text.includes(ours.id), `jonas reads ${table.name}`).toBe(true);
      }
    }
  });

  it("takes no new row, no change and no removal", async () => {
    for (const table of tables) {
      const row = await rowOf(table, ours);
      const before = await fingerprint(table);
      for (const who of outsiders()) {
        const copy = {
          ...only(table, row),
          ...(table.key.join() === "id" && table.columns.includes("id")
            ? { id: crypto.randomUUID() }
            : {}),
        };
        const same =
          table.columns.find((name) => !table.key.includes(name) && row[name] !== null) ??
          table.columns[0]!;
        const tries: [string, Answer][] = [
          ["insert", await who.rest("POST", table.name, copy)],
          [
            "upsert",
            await who.rest("POST", table.name, only(table, row), {
              prefer: "resolution=merge-duplicates,return=representation",
            }),
          ],
          [
            "update",
            await who.rest("PATCH", `${table.name}?${filter(table, row)}`, { [same]: row[same] }),
          ],
          ["delete", await who.rest("DELETE", `${table.name}?${filter(table, row)}`)],
        ];
        for (const [what, answer] of tries) {
          expect(
            gotNothing(answer),
            `${who.name} may ${what} ${table.name}: ${answer.status} ${answer.text}`,
          ).toBe(true);
        }
      }
      expect(await fingerprint(table), table.name).toBe(before);
    }
  });
});

describe("every function", () => {
  it("of the API is the server's alone, but for the members' own", async () => {
    const { rows } = await db.query<{
      name: string;
      args: string[] | null;
      anon: boolean;
      members: boolean;
      definer: boolean;
    }>(`
      select p.proname as name, p.proargnames[1:p.pronargs] as args, p.prosecdef as definer,
        has_function_privilege('anon', p.oid, 'execute') as anon,
        has_function_privilege('authenticated', p.oid, 'execute') as members
      from pg_proc as p where p.pronamespace = 'public'::regnamespace
        and not exists (select 1 from pg_depend as d where d.objid = p.oid and d.deptype = 'e')`);
    expect(rows.length).toBeGreaterThanOrEqual(15);
    for (const { name, args, anon, members, definer } of rows) {
      expect({ name, anon, members, definer }).toEqual({
        name,
        anon: false,
        members: membersMayCall.includes(name),
        definer: false,
      });
      const nothing = Object.fromEntries((args ?? []).map((arg) => [arg, null]));
      for (const who of members ? [nobody] : [nobody, stranger, owner]) {
        const answer = await who.rest("POST", `rpc/${name}`, nothing);
        expect([401, 403, 404], `${who.name} calls ${name}: ${answer.status}`).toContain(
          answer.status,
        );
      }
      // Row-level security decides in those: whoever does not belong is told no more than that.
      for (const who of members ? [stranger, customer, theirOwner] : []) {
        const answer = await who.rest("POST", `rpc/${name}`, { ...nothing, p_business: ours.id });
        const refused =
          answer.status >= 400 || answer.text === "[]" || answer.text.includes('"ok":false');
        expect(refused, `${who.name} calls ${name}: ${answer.status} ${answer.text}`).toBe(true);
        expect(answer.text).not.toContain("cut");
      }
    }
  });

  it("has a fixed search path", async () => {
    const { rows } = await db.query(`
      select p.oid::regprocedure::text as name from pg_proc as p
      where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
        and not exists (select 1 from pg_depend as d where d.objid = p.oid and d.deptype = 'e')
        and not coalesce(p.proconfig, '{}') && array['search_path=""', 'search_path=']`);
    expect(rows).toEqual([]);
  });

  it("of the schema private is out of reach, and so are its tables", async () => {
    for (const who of [nobody, stranger, owner]) {
      for (const schema of ["private", "auth", "extensions"]) {
        const read = await who.rest("GET", "settings?select=*", undefined, {
          "accept-profile": schema,
        });
        expect(read.status, `${who.name} reads ${schema}: ${read.text}`).toBeGreaterThanOrEqual(
          400,
        );
        const called = await who.rest(
          "POST",
          "rpc/my_businesses",
          {},
          { "content-profile": schema },
        );
        expect(called.status, `${who.name} calls ${schema}: ${called.text}`).toBeGreaterThanOrEqual(
          400,
        );
      }
    }
    const { rows } = await db.query(`
      select c.relname, role from pg_class as c, unnest(array['anon', 'authenticated']) as role
      where c.relnamespace = 'private'::regnamespace and c.relkind in ('r', 'p', 'S', 'v')
        and (c.relkind = 'S' and has_sequence_privilege(role, c.oid, 'usage, select, update')
          or c.relkind <> 'S' and has_table_privilege(role, c.oid, 'select, insert, update, delete, truncate'))`);
    expect(rows).toEqual([]);
    const { rows: usage } = await db.query(
      "select has_schema_privilege('anon', 'private', 'usage') as held",
    );
    expect(usage[0].held).toBe(false);
    // Signed-in people call, through their policies, what answers about themselves; nothing that writes or reads
    // more. "figures" asks first whether the caller manages the business that it counts.
    const { rows: callable } = await db.query(
      `select proname as name from pg_proc where pronamespace = 'private'::regnamespace
         and prosecdef and has_function_privilege('authenticated', oid, 'execute') order by 1`,
    );
    expect(callable.map(({ name }) => name)).toEqual(["figures", "my_businesses", "my_staff"]);
  });
});

describe("a member of staff", () => {
  const hours = (staff: string | null, weekday = 6) => ({
    business_id: ours.id,
    staff_id: staff,
    weekday,
    start_min: 600,
    end_min: 720,
  });

  it("arranges their own hours", async () => {
    const own = ours.staff[1]!;
    const added = await jonas.rest("POST", "weekly_hours", hours(own));
    expect(added.status, added.text).toBe(201);
    const id = added.rows[0]!.id;
    const changed = await jonas.rest("PATCH", `weekly_hours?id=eq.${id}`, { end_min: 780 });
    expect(changed.rows).toMatchObject([{ end_min: 780 }]);
    const removed = await jonas.rest("DELETE", `weekly_hours?id=eq.${id}`);
    expect(removed.rows).toHaveLength(1);
    const away = await jonas.rest("POST", "time_off", {
      business_id: ours.id,
      staff_id: own,
      starts_at: new Date(morning(20)).toISOString(),
      ends_at: new Date(morning(20) + DAY).toISOString(),
    });
    expect(away.status, away.text).toBe(201);
  });

  it("does not arrange a colleague's, the business's, or their own for somebody else", async () => {
    for (const staff of [ours.staff[0]!, null]) {
      expect((await jonas.rest("POST", "weekly_hours", hours(staff))).status).toBe(403);
      const there = await db.query(
        "insert into public.weekly_hours (business_id, staff_id, weekday, start_min, end_min) values ($1, $2, 1, 60, 120) returning id",
        [ours.id, staff],
      );
      const id = there.rows[0].id;
      expect(
        (await jonas.rest("PATCH", `weekly_hours?id=eq.${id}`, { end_min: 180 })).rows,
      ).toEqual([]);
      expect((await jonas.rest("DELETE", `weekly_hours?id=eq.${id}`)).rows).toEqual([]);
      expect(
        (await jonas.rest("PATCH", `weekly_hours?id=eq.${id}`, { staff_id: ours.staff[1] })).rows,
      ).toEqual([]);
      const { rows } = await db.query("select end_min from public.weekly_hours where id = $1", [
        id,
      ]);
      expect(rows).toEqual([{ end_min: 120 }]);
    }
    const own = await jonas.rest("POST", "weekly_hours", hours(ours.staff[1]!));
    const handed = await jonas.rest("PATCH", `weekly_hours?id=eq.${own.rows[0]!.id}`, {
      staff_id: ours.staff[0],
    });
    expect(handed.status, handed.text).toBe(403);
  });

  it("does not slip hours of their own into the business's season", async () => {
    const season = await rowOf(tables.find(({ name }) => name === "seasons")!, ours);
    const slipped = await jonas.rest("POST", "weekly_hours", {
      ...hours(ours.staff[1]!),
      season_id: season.id,
    });
    expect(slipped.status, slipped.text).toBeGreaterThanOrEqual(400);
    const { rows } = await db.query(
      "select private.layer_of($1, null, '2027-06-01', '2027-06-30') #> '{seasons,0,weekly}' as weekly",
      [ours.id],
    );
    expect(rows[0].weekly).toEqual([]);
  });

  it("changes nothing else of the business, and reads no messages", async () => {
    const service = Object.values(ours.services)[0];
    const tries: [string, string, string, unknown?][] = [
      ["PATCH", "services", `id=eq.${service}`, { price_minor: 1 }],
      ["DELETE", "services", `id=eq.${service}`],
      ["PATCH", "businesses", `id=eq.${ours.id}`, { name: "Mine now" }],
      ["PATCH", "staff", `id=eq.${ours.staff[1]}`, { weight: 100 }],
      ["DELETE", "service_staff", `staff_id=eq.${ours.staff[0]}`],
      ["PATCH", "members", `user_id=eq.${jonas.userId}`, { role: "owner" }],
      ["PATCH", "bookings", `business_id=eq.${ours.id}`, { price_minor: 0 }],
      ["DELETE", "bookings", `business_id=eq.${ours.id}`],
      ["PATCH", "customers", `business_id=eq.${ours.id}`, { notes: "x" }],
      ["PATCH", "appointments", `business_id=eq.${ours.id}`, { active: false }],
    ];
    for (const [method, table, where, body] of tries) {
      const answer = await jonas.rest(method, `${table}?${where}`, body);
      expect(gotNothing(answer), `${method} ${table}: ${answer.status} ${answer.text}`).toBe(true);
    }
    expect((await jonas.rest("GET", "notifications?select=*")).rows).toEqual([]);
    expect((await manager.rest("GET", "notifications?select=*")).rows.length).toBeGreaterThan(0);
  });

  it("has nothing any more once they have left", async () => {
    expect((await jonas.rest("GET", "bookings?select=id")).rows.length).toBeGreaterThan(0);
    await db.query("delete from public.members where user_id = $1", [jonas.userId]);
    for (const { name } of tables)
      expect((await jonas.rest("GET", `${name}?select=*`)).rows, name).toEqual([]);
    expect((await jonas.rest("POST", "weekly_hours", hours(ours.staff[1]!))).status).toBe(403);
    await db.query(
      "insert into public.members (business_id, user_id, role, name) values ($1, $2, 'staff', 'Jonas')",
      [ours.id, jonas.userId],
    );
  });
});

describe("managers and owners", () => {
  it("edit services and staff, but touch no member and close no business", async () => {
    const service = Object.values(ours.services)[0];
    const priced = await manager.rest("PATCH", `services?id=eq.${service}`, { price_minor: 4200 });
    expect(priced.rows).toMatchObject([{ price_minor: 4200 }]);
    for (const who of [manager, owner]) {
      const tries: [string, string, unknown?][] = [
        [
          "POST",
          "members",
          { business_id: ours.id, user_id: stranger.userId, role: "owner", name: "Friend" },
        ],
        ["PATCH", `members?user_id=eq.${manager.userId}`, { role: "owner" }],
        ["DELETE", `members?user_id=eq.${owner.userId}`],
        ["PATCH", `businesses?id=eq.${ours.id}`, { archived_at: new Date().toISOString() }],
        ["PATCH", `businesses?id=eq.${ours.id}`, { id: theirs.id }],
        ["DELETE", `businesses?id=eq.${ours.id}`],
        ["POST", "businesses", { slug: "another", name: "Another", time_zone: "Europe/Berlin" }],
      ];
      for (const [method, path, body] of tries) {
        const answer = await who.rest(method, path, body);
        expect(
          gotNothing(answer),
          `${who.name} ${method} ${path}: ${answer.status} ${answer.text}`,
        ).toBe(true);
      }
    }
    const { rows } = await db.query(
      "select role from public.members where business_id = $1 order by role",
      [ours.id],
    );
    expect(rows.map(({ role }) => role)).toEqual(["owner", "manager", "staff"]);
  });

  it("cannot reach over into another business, in whichever direction", async () => {
    const [ourService, theirService] = [
      Object.values(ours.services)[0],
      Object.values(theirs.services)[0],
    ];
    const tries: [string, string, unknown][] = [
      [
        "POST",
        "weekly_hours",
        { business_id: ours.id, staff_id: theirs.staff[0], weekday: 1, start_min: 0, end_min: 60 },
      ],
      [
        "POST",
        "weekly_hours",
        {
          business_id: theirs.id,
          staff_id: theirs.staff[0],
          weekday: 1,
          start_min: 0,
          end_min: 60,
        },
      ],
      [
        "POST",
        "weekly_hours",
        { business_id: ours.id, service_id: theirService, weekday: 1, start_min: 0, end_min: 60 },
      ],
      [
        "POST",
        "service_staff",
        { business_id: ours.id, service_id: ourService, staff_id: theirs.staff[0] },
      ],
      [
        "POST",
        "service_staff",
        { business_id: ours.id, service_id: theirService, staff_id: ours.staff[0] },
      ],
      [
        "POST",
        "service_resources",
        { business_id: ours.id, service_id: theirService, resource_id: ours.resources.basin },
      ],
      ["PATCH", `staff?id=eq.${ours.staff[0]}`, { business_id: theirs.id }],
      ["PATCH", `services?id=eq.${ourService}`, { business_id: theirs.id }],
      ["PATCH", `resources?id=eq.${ours.resources.basin}`, { business_id: theirs.id }],
    ];
    for (const [method, path, body] of tries) {
      const answer = await owner.rest(method, path, body);
      expect(
        [403, 409],
        `${method} ${path} ${JSON.stringify(body)}: ${answer.status} ${answer.text}`,
      ).toContain(answer.status);
    }
    // The server may write everything, but not what crosses from one business into another.
    await expect(
      db.query(
        "insert into public.time_off (business_id, staff_id, starts_at, ends_at) values ($1, $2, now(), now() + '1 hour')",
        [ours.id, theirs.staff[0]],
      ),
    ).rejects.toMatchObject({ code: "23503" });
    await expect(
      db.query(
        "update public.bookings set customer_id = (select id from public.customers where business_id <> $1 limit 1) where business_id = $1",
        [ours.id],
      ),
    ).rejects.toMatchObject({ code: "23503" });
  });
});

describe("the history of bookings", () => {
  it("is changed by nobody, the server included", async () => {
    const { rows } = await db.query("select id from public.booking_events where business_id = $1", [
      ours.id,
    ]);
    const where = `booking_events?id=eq.${rows[0].id}`;
    for (const who of [all, owner, stranger, nobody]) {
      const changed = await who.rest("PATCH", where, { note: "it never happened" });
      expect([401, 403], `${who.name}: ${changed.status} ${changed.text}`).toContain(
        changed.status,
      );
      const removed = await who.rest("DELETE", where);
      expect([401, 403], `${who.name}: ${removed.status} ${removed.text}`).toContain(
        removed.status,
      );
    }
    for (const statement of [
      "update public.booking_events set note = 'x'",
      "delete from public.booking_events",
      "truncate public.booking_events cascade",
      "truncate public.bookings cascade",
    ]) {
      await expect(db.query(statement), statement).rejects.toMatchObject({ code: "42501" });
    }
  });
});

describe("the API server", () => {
  it("leaves the rights as the migrations have set them", async () => {
    const rights = async () =>
      (
        await db.query(`select c.oid::regclass::text as table, c.relacl::text as rights from pg_class as c
          where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'S') order by 1`)
      ).rows;
    await db.query(
      "create table public.revoked (id integer primary key); alter table public.revoked enable row level security",
    );
    try {
      const before = await rights();
      await db.query("notify pgrst, 'reload schema'");
      for (const who of [nobody, stranger, all])
        await who.rest("GET", "businesses?select=id&limit=1");
      expect((await nobody.rest("GET", "revoked?select=*")).rows).toEqual([]);
      expect(await rights()).toEqual(before);
      expect(before.find(({ table }) => table.endsWith("revoked"))!.rights).not.toMatch(
        /anon|authenticated/,
      );
    } finally {
      await db.query("drop table public.revoked");
    }
  });
});

import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { googleCalendar } from "./support/calendars/google.ts";
import { graphCalendar } from "./support/calendars/graph.ts";
import type { Fake } from "./support/calendars/remote.ts";
import { type CalendarWorld, calendarWorld } from "./support/calendars/world.ts";
import { book, MINUTE, morning } from "./support/fixture.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

const HOUR = 60 * MINUTE;
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

const leave = (world: CalendarWorld, remove: boolean) =>
  world.call<{ ok: boolean; done?: boolean }>("leave_calendar_connection", {
    p_connection: world.connectionId,
    p_remove_entries: remove,
  });

/** How much is still known of a connection: the row, and the access. */
async function known(world: CalendarWorld): Promise<[number, number]> {
  const { rows } = await db.query(
    `select (select count(*) from public.calendar_connections where id = $1)::integer as connections,
      (select count(*) from private.calendar_secrets where connection_id = $1)::integer as secrets`,
    [world.connectionId],
  );
  return [rows[0].connections, rows[0].secrets];
}

const providers: [string, () => Promise<Fake>, (remote: Fake) => number][] = [
  [
    "Google",
    googleCalendar,
    (remote) => (remote as Awaited<ReturnType<typeof googleCalendar>>).channels.size,
  ],
  [
    "Outlook",
    graphCalendar,
    (remote) => (remote as Awaited<ReturnType<typeof graphCalendar>>).subscriptions.size,
  ],
];

for (const [name, open, channelsOf] of providers) {
  describe(`taking leave of ${name}`, () => {
    let remote: Fake;
    let world: CalendarWorld;
    afterEach(() => remote.stop());

    async function inUse() {
      await remote?.stop();
      remote = await open();
      world = await calendarWorld(db, remote);
      const start = morning(4);
      await book(db, world.business, { start });
      await remote.add({ start: start + 3 * HOUR, end: start + 4 * HOUR });
      await world.sync({ webhooks: true });
      expect(await remote.entries()).toHaveLength(1);
      expect(channelsOf(remote)).toBe(1);
      expect(await world.busy()).toHaveLength(1);
    }

    it("frees at once what it blocked, and leaves or takes out the entries, as was chosen", async () => {
      await inUse();
      expect(await leave(world, false)).toEqual({ ok: true, done: false });
      expect(await world.busy()).toEqual([]);
      await book(db, world.business, { start: morning(5) });
      await world.sync({ webhooks: true });
      expect(await remote.entries()).toHaveLength(1);
      expect(channelsOf(remote)).toBe(0);
      expect(await known(world)).toEqual([0, 0]);
      expect(remote.isRevoked()).toBe(name === "Google");

      await inUse();
      await leave(world, true);
      await world.sync({ webhooks: true });
      expect(await remote.entries()).toEqual([]);
      expect(channelsOf(remote)).toBe(0);
      expect(await known(world)).toEqual([0, 0]);
      expect(await leave(world, true)).toMatchObject({ ok: false, code: "not_found" });
    });

    it("tries again while the provider is away, and forgets the access after a day at the latest", async () => {
      await inUse();
      await leave(world, true);
      remote.fail(1, 503);
      await world.sync();
      expect(await known(world)).toEqual([1, 1]);
      expect(await leave(world, true)).toEqual({ ok: true, done: false });
      await world.sync();
      expect(await remote.entries()).toEqual([]);
      expect(await known(world)).toEqual([0, 0]);

      await inUse();
      await leave(world, false);
      await db.query(
        "update public.calendar_connections set leaving_until = now() - interval '1 second' where id = $1",
        [world.connectionId],
      );
      remote.fail(3, 503);
      await world.sync();
      expect(await known(world)).toEqual([0, 0]);
    });

    it("is forgotten at once when it has expired before", async () => {
      await inUse();
      remote.revoke();
      await world.sync();
      expect(await leave(world, true)).toEqual({ ok: true, done: true });
      expect(await known(world)).toEqual([0, 0]);
    });

    it("connected again before we had left, begins anew and doubles nothing", async () => {
      await inUse();
      await leave(world, false);
      await world.connect();
      const { rows } = await db.query<{ id: string }>(
        "select id from public.calendars where connection_id = $1",
        [world.connectionId],
      );
      await world.call("set_calendar_use", {
        p_calendar: rows[0]!.id,
        p_blocks: true,
        p_receives: true,
        p_privacy: "details",
      });
      await world.sync();
      await world.sync();
      expect(await remote.entries()).toHaveLength(1);
      expect(await known(world)).toEqual([1, 1]);
      expect(remote.isRevoked()).toBe(false);
    });
  });
}

describe("somebody who has left the business", () => {
  it("is taken leave of a week later", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote);
    const archived = (days: number) =>
      db.query(
        "update public.staff set archived_at = now() - make_interval(days => $2) where id = $1",
        [world.business.staff[0], days],
      );
    await archived(6);
    await world.call("forget_past_busy_times", {});
    await world.sync();
    expect(await known(world)).toEqual([1, 1]);
    await archived(8);
    await world.call("forget_past_busy_times", {});
    await world.sync();
    expect(await known(world)).toEqual([0, 0]);
    expect(remote.isRevoked()).toBe(true);
    await remote.stop();
  });
});

describe("an account that is connected twice", () => {
  it("keeps its permission until its last connection goes", async () => {
    const remote = await googleCalendar();
    const account = `${randomUUID()}@mail.example`;
    const first = await calendarWorld(db, remote, { account });
    const second = await calendarWorld(db, remote, { account: account.toUpperCase() });
    await first.sync();
    await second.sync();
    await leave(first, false);
    await first.sync();
    expect(await known(first)).toEqual([0, 0]);
    expect(remote.isRevoked()).toBe(false);
    await leave(second, false);
    await second.sync();
    expect(remote.isRevoked()).toBe(true);
    await remote.stop();
  });
});

describe("the bell", () => {
  it("tells the staff member and those in charge of what was put back, of clashes and of expired access", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote);
    const person = async (role: string) => {
      const { rows } = await db.query<{ id: string }>(
        "insert into auth.users (id, email) values (gen_random_uuid(), $1) returning id",
        [`${randomUUID()}@mail.example`],
      );
      await db.query(
        "insert into public.members (business_id, user_id, role, name) values ($1, $2, $3::public.member_role, $3)",
        [world.business.id, rows[0]!.id, role],
      );
      return rows[0]!.id;
    };
    const manager = await person("manager");
    const staff = await person("staff");
    const colleague = await person("staff");
    await db.query("update public.staff set user_id = $2 where id = $1", [
      world.business.staff[0],
      staff,
    ]);
    const told = async (user: string) =>
      (
        await world.call<{ notices: { kind: string; bookingId: string | null; data: object }[] }>(
          "my_notices",
          { p_user: user, p_business: world.business.id },
        )
      ).notices.filter(({ kind }) => kind.startsWith("calendar."));

    const start = morning(4);
    const { booking } = await book(db, world.business, { start, name: "Clara Nowak" });
    await book(db, world.business, { start: start + 2 * HOUR });
    await world.sync();
    const entry = (await remote.entries()).find((one) => one.start === start)!;
    await remote.move(entry.id, start + 2 * HOUR, start + 3 * HOUR);
    await world.sync();
    await world.sync();
    for (const user of [manager, staff]) {
      expect(await told(user)).toMatchObject([
        {
          kind: "calendar.undone",
          bookingId: booking!.id,
          data: { who: "Clara Nowak", service: "cut", code: "slot_taken", deleted: false },
        },
      ]);
    }
    expect(await told(colleague)).toEqual([]);

    await remote.add({ start, end: start + 4 * HOUR });
    await world.sync();
    expect(await told(manager)).toMatchObject([
      { kind: "calendar.conflict", data: { what: "overlap", who: "Clara Nowak", more: 1 } },
      { kind: "calendar.undone" },
    ]);
    remote.revoke();
    await world.sync();
    expect((await told(staff))[0]).toMatchObject({
      kind: "calendar.expired",
      data: { connectionId: world.connectionId },
    });
    await remote.stop();
  });
});

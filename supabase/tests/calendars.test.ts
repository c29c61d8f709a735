import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeMove } from "../../lib/calendars/inbound.ts";
import { composeEmail } from "../../lib/notifications/email.ts";
import { googleCalendar } from "./support/calendars/google.ts";
import { graphCalendar } from "./support/calendars/graph.ts";
import { findRadicale, radicaleCalendar } from "./support/calendars/radicale.ts";
import type { Fake, Remote } from "./support/calendars/remote.ts";
import { type CalendarWorld, calendarWorld } from "./support/calendars/world.ts";
import { book, change, DAY, MINUTE, morning, move } from "./support/fixture.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

let stack: TestStack;
let db: pg.Pool;
const HOUR = 60 * MINUTE;

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 8);
});
afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

const radicale = findRadicale();

const providers: [string, (() => Promise<Remote>) | null][] = [
  ["Google", googleCalendar],
  ["Outlook", graphCalendar],
  ["a CalDAV server", radicale ? () => radicaleCalendar(radicale) : null],
];

const iso = (instant: number) => new Date(instant).toISOString();
const span = (start: number, end: number) => `${iso(start)}/${iso(end)}`;

async function bookingNow(id: string) {
  const { rows } = await db.query<{
    status: string;
    starts_at: Date;
    ends_at: Date;
    ics_sequence: number;
  }>(
    `select b.status, a.starts_at, a.ends_at, b.ics_sequence from public.bookings b
     join public.appointments a on a.id = b.appointment_id where b.id = $1`,
    [id],
  );
  return rows[0]!;
}

async function booked(world: CalendarWorld, start: number, extra: object = {}): Promise<string> {
  const outcome = await book(db, world.business, { start, name: "Clara Nowak", ...extra });
  expect(outcome).toMatchObject({ ok: true });
  return outcome.booking!.id;
}

/** The letters of a kind that a business's people get, as text, in the order in which they were written. */
async function lettersTo(world: CalendarWorld, kind: string): Promise<string[]> {
  const { rows } = await db.query(
    `select id, kind, channel, audience, recipient, locale, time_zone as "timeZone", data, 1 as attempt, null as booking
     from public.notifications where business_id = $1 and kind = $2 order by created_at`,
    [world.business.id, kind],
  );
  const settings = {
    appUrl: "https://daybook.example",
    tokenSecret: "a secret of the tests that is long enough",
    mailFrom: "bookings@daybook.example",
  };
  const composed = await Promise.all(rows.map((row) => composeEmail(row, settings, new Date())));
  return composed.map((one) => (one.ok ? one.message.text : one.error));
}

for (const [name, open] of providers) {
  // Where Radicale can neither be found nor installed, this one is skipped.
  describe.skipIf(!open)(`with ${name}`, () => {
    let remote: Remote;
    let world: CalendarWorld;
    beforeAll(async () => {
      remote = await open!();
      world = await calendarWorld(db, remote);
    });
    afterAll(() => remote?.stop());

    it("takes over what makes busy, and nothing the second time", async () => {
      const start = morning(3);
      await remote.add({ start, end: start + HOUR });
      await remote.add({ start: start + 3 * HOUR, end: start + 4 * HOUR, free: true });
      await remote.add({ start: start + 500 * DAY, end: start + 500 * DAY + HOUR });
      await world.sync();
      expect(await world.busy()).toEqual([span(start, start + HOUR)]);
      const before = await db.query(
        "select id, updated_at from public.busy_times where calendar_id = $1",
        [world.calendarId],
      );
      await world.sync();
      const after = await db.query(
        "select id, updated_at from public.busy_times where calendar_id = $1",
        [world.calendarId],
      );
      expect(after.rows).toEqual(before.rows);
      const late = await remote.add({ start: start + 6 * HOUR, end: start + 7 * HOUR });
      await world.sync();
      expect(await world.busy()).toHaveLength(2);
      await remote.remove(late);
      await world.sync();
      expect(await world.busy()).toEqual([span(start, start + HOUR)]);
    });

    it("writes a booking once, follows its move, and takes it away with its cancellation", async () => {
      const start = morning(5);
      const id = await booked(world, start);
      await world.sync();
      const [entry] = await remote.entries();
      expect(entry).toMatchObject({ title: "cut: Clara Nowak", start, end: start + HOUR });
      const { writes } = remote.counts();
      await world.sync();
      await world.sync();
      expect(remote.counts().writes).toBe(writes);
      expect(await world.busy()).not.toContain(span(start, start + HOUR));

      expect(await move(db, world.business, id, { start: start + 2 * HOUR })).toMatchObject({
        ok: true,
      });
      await world.sync();
      expect(await remote.entries()).toMatchObject([{ id: entry!.id, start: start + 2 * HOUR }]);

      expect(await change(db, id, "cancelled")).toMatchObject({ ok: true });
      await world.sync();
      expect(await remote.entries()).toEqual([]);
      expect(await bookingNow(id)).toMatchObject({ status: "cancelled" });
    });

    it("changes in an entry what is its own, and leaves what its owner has added", async () => {
      const start = morning(6);
      const id = await booked(world, start);
      await world.sync();
      const [entry] = await remote.entries();
      expect((await remote.detailsOf(entry!.id)).text).toContain(`/dashboard/bookings/${id}`);
      await remote.annotate(entry!.id, "Bring the key", "allergic to lilies");
      const { extras } = await remote.detailsOf(entry!.id);
      await world.sync();
      await db.query("update public.bookings set note = 'Window seat' where id = $1", [id]);
      await world.sync();
      await move(db, world.business, id, { start: start + 2 * HOUR });
      await db.query("update public.bookings set note = 'By the door' where id = $1", [id]);
      await world.sync();
      expect(await remote.entries()).toMatchObject([{ start: start + 2 * HOUR }]);
      const after = await remote.detailsOf(entry!.id);
      expect(after.extras).toEqual(extras);
      const lines = after.text.split(/\s*\n+\s*/).filter(Boolean);
      expect(lines[0]).toBe("Bring the key");
      expect(lines.at(-1)).toBe("allergic to lilies");
      expect(lines.filter((line) => line === "Clara Nowak")).toHaveLength(1);
      expect(lines).toContain("By the door");
      expect(lines).not.toContain("Window seat");

      await world.call("set_calendar_use", {
        p_calendar: world.calendarId,
        p_blocks: true,
        p_receives: true,
        p_privacy: "busy",
      });
      await world.sync();
      const busy = await remote.detailsOf(entry!.id);
      expect(busy.text.split(/\s*\n+\s*/).filter(Boolean)).toEqual([
        "Bring the key",
        "allergic to lilies",
      ]);
      expect(busy.extras).toEqual(extras);
      await world.call("set_calendar_use", {
        p_calendar: world.calendarId,
        p_blocks: true,
        p_receives: true,
        p_privacy: "details",
      });
      await change(db, id, "cancelled");
      await world.sync();
      expect(await remote.entries()).toEqual([]);
    });

    it("takes over a move to a free time, tells the customer, and comes to rest", async () => {
      const start = morning(7);
      const id = await booked(world, start);
      await world.sync();
      const [entry] = await remote.entries();
      await remote.move(entry!.id, start + 3 * HOUR, start + 4 * HOUR);
      await world.sync();
      expect((await bookingNow(id)).starts_at.getTime()).toBe(start + 3 * HOUR);
      const told = await db.query(
        "select audience from public.notifications where booking_id = $1 and kind = 'booking.moved' order by 1",
        [id],
      );
      expect(told.rows.map(({ audience }) => audience)).toContain("customer");
      await world.sync();
      const { writes } = remote.counts();
      const { ics_sequence } = await bookingNow(id);
      await world.sync();
      await world.sync();
      expect(remote.counts().writes).toBe(writes);
      expect((await bookingNow(id)).ics_sequence).toBe(ics_sequence);
      expect(await remote.entries()).toMatchObject([{ start: start + 3 * HOUR }]);
      await change(db, id, "cancelled");
      await world.sync();
    });

    it("puts back what lands on another booking, and follows what gets longer or shorter in free time", async () => {
      const start = morning(9);
      const first = await booked(world, start);
      const second = await booked(world, start + 2 * HOUR);
      await world.sync();
      const entry = (await remote.entries()).find((one) => one.start === start)!;
      const there = async () => (await remote.entries()).find((one) => one.id === entry.id)!;
      const lands = [
        [start + 2 * HOUR + 30 * MINUTE, start + 3 * HOUR + 30 * MINUTE],
        [start, start + 150 * MINUTE],
        [start - 10 * HOUR, start + 14 * HOUR],
      ] as const;
      for (const [from, to] of lands) {
        await remote.move(entry.id, from, to);
        await world.sync();
        expect((await bookingNow(first)).starts_at.getTime()).toBe(start);
        expect((await bookingNow(first)).ends_at.getTime()).toBe(start + HOUR);
        expect(await there()).toMatchObject({ start, end: start + HOUR });
      }
      const log = await db.query(
        "select facts ->> 'code' as code from public.calendar_log where connection_id = $1 and kind = 'moved_undone' order by id",
        [world.connectionId],
      );
      expect(log.rows.map(({ code }) => code)).toEqual(["slot_taken", "slot_taken", "length"]);
      expect(await lettersTo(world, "calendar.undone")).toEqual([
        expect.stringContaining("because something else is at that time"),
        expect.stringContaining("because something else is at that time"),
        expect.stringContaining("at most twelve hours"),
      ]);

      await remote.move(entry.id, start, start + 90 * MINUTE);
      await world.sync();
      expect((await bookingNow(first)).ends_at.getTime()).toBe(start + 90 * MINUTE);
      // Its length goes with it when it is moved.
      await remote.move(entry.id, start - 3 * HOUR, start - 90 * MINUTE);
      await world.sync();
      expect((await bookingNow(first)).starts_at.getTime()).toBe(start - 3 * HOUR);
      expect((await bookingNow(first)).ends_at.getTime()).toBe(start - 90 * MINUTE);
      await world.sync();
      expect(await there()).toMatchObject({ start: start - 3 * HOUR, end: start - 90 * MINUTE });
      for (const id of [first, second]) await change(db, id, "cancelled");
      await world.sync();
      expect(await remote.entries()).toEqual([]);
    });

    it("cancels what was deleted there", async () => {
      const id = await booked(world, morning(11));
      await world.sync();
      const [entry] = await remote.entries();
      await remote.remove(entry!.id);
      await world.sync();
      expect(await bookingNow(id)).toMatchObject({ status: "cancelled" });
      await world.sync();
      expect(await remote.entries()).toEqual([]);
    });

    it("raises a conflict for an event on a booking, and closes it when the event goes", async () => {
      const start = morning(13);
      const id = await booked(world, start);
      await world.sync();
      const event = await remote.add({ start: start + 15 * MINUTE, end: start + 2 * HOUR });
      await world.sync();
      const open = async () =>
        (await world.call<{ kind: string; start: string; id: string }[]>("calendar_conflicts_of", {
          p_business: world.business.id,
          p_staff: null,
        })) ?? [];
      expect(await open()).toMatchObject([{ kind: "overlap" }]);
      expect(await bookingNow(id)).toMatchObject({ status: "confirmed" });
      await remote.remove(event);
      await world.sync();
      expect(await open()).toEqual([]);

      const stays = await remote.add({ start: start + 15 * MINUTE, end: start + 2 * HOUR });
      await world.sync();
      const [again] = await open();
      await world.call("settle_calendar_conflict", {
        p_conflict: again!.id,
        p_status: "kept",
        p_user: null,
      });
      await world.sync();
      expect(await open()).toEqual([]);
      await remote.remove(stays);
      await change(db, id, "cancelled");
      await world.sync();
    });

    it("lets one worker at a time have a connection", async () => {
      const start = morning(15);
      await booked(world, start);
      const { writes } = remote.counts();
      const reports = await Promise.all(
        Array.from({ length: 4 }, (_, n) => world.sync({ worker: `w${n}` })),
      );
      expect(reports.filter(({ connections: seen }) => seen > 0).length).toBeGreaterThanOrEqual(1);
      expect((await remote.entries()).filter((one) => one.start === start)).toHaveLength(1);
      if (remote.counts().requests > 0) expect(remote.counts().writes).toBe(writes + 1);
    });
  });
}

describe("when a provider misbehaves", () => {
  for (const [name, open] of [
    ["Google", googleCalendar],
    ["Outlook", graphCalendar],
  ] as [string, (pageSize?: number) => Promise<Fake>][]) {
    it(`${name}: a false "deleted" cancels nothing`, async () => {
      const remote = await open();
      const world = await calendarWorld(db, remote);
      const id = await booked(world, morning(4));
      await world.sync();
      const [entry] = await remote.entries();
      remote.lieAbout(entry!.id);
      await world.sync();
      expect(await bookingNow(id)).toMatchObject({ status: "confirmed" });
      await remote.stop();
    });

    it(`${name}: a refused cursor is a new beginning, without double or lost events`, async () => {
      const remote = await open(7);
      const world = await calendarWorld(db, remote);
      const start = morning(20);
      const ids = [];
      for (let n = 0; n < 25; n += 1) {
        ids.push(
          await remote.add({ start: start + n * HOUR, end: start + n * HOUR + 30 * MINUTE }),
        );
      }
      await world.sync();
      expect(await world.busy()).toHaveLength(25);
      remote.forgetCursors();
      await remote.remove(ids[3]!);
      await world.sync();
      expect(await world.busy()).toHaveLength(24);
      await remote.stop();
    });

    it(`${name}: waits as long as it is asked to, and carries on`, async () => {
      const remote = await open();
      const world = await calendarWorld(db, remote);
      await booked(world, morning(4));
      remote.fail(1, 429, { "retry-after": "900" });
      await world.sync();
      const waiting = await world.connection();
      expect(waiting).toMatchObject({ error_code: "rate_limited", failures: 1, status: "active" });
      expect(waiting.wait).toBeGreaterThan(890);
      remote.fail(1, 503);
      await world.sync();
      expect(await world.connection()).toMatchObject({ error_code: "unavailable", failures: 2 });
      await world.sync();
      expect(await world.connection()).toMatchObject({ error_code: null, failures: 0 });
      expect(await remote.entries()).toHaveLength(1);
      await remote.stop();
    });

    it(`${name}: revoked access is noticed, and connecting again loses and doubles nothing`, async () => {
      const remote = await open();
      const world = await calendarWorld(db, remote);
      await booked(world, morning(4));
      await world.sync();
      remote.revoke();
      await booked(world, morning(6));
      await world.sync();
      expect(await world.connection()).toMatchObject({ status: "expired", error_code: "expired" });
      expect(await lettersTo(world, "calendar.expired")).toEqual([
        expect.stringContaining("needs to be connected again"),
      ]);
      await world.sync();
      expect(await lettersTo(world, "calendar.expired")).toHaveLength(1);
      remote.restore();
      await world.connect();
      await world.sync();
      expect(await world.connection()).toMatchObject({ status: "active", error_code: null });
      expect(await remote.entries()).toHaveLength(2);
      const { rows } = await db.query(
        "select count(*) as n from public.calendars where connection_id = $1",
        [world.connectionId],
      );
      expect(rows[0].n).toBe(1);
      await remote.stop();
    });

    it(`${name}: an entry that its own provider forgot is made again, not twice`, async () => {
      const remote = await open();
      const world = await calendarWorld(db, remote);
      const id = await booked(world, morning(4));
      await world.sync();
      // As after a crash between the write and its being noted.
      await db.query("delete from private.calendar_links where subject_id = $1", [id]);
      await world.call("request_calendar_push", { p_calendar: world.calendarId, p_subject: id });
      await world.sync();
      expect(await remote.entries()).toHaveLength(1);
      await remote.stop();
    });
  }
});

describe("when workers get in each other's way", () => {
  it("a worker that died is followed by another after three minutes, and has no say when it wakes up", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote);
    await booked(world, morning(4));
    const claim = (worker: string) =>
      world.call<unknown[]>("claim_calendar_connections", {
        p_worker: worker,
        p_limit: 1,
        p_only: world.connectionId,
      });
    expect(await claim("dead")).toHaveLength(1);
    expect(await claim("other")).toEqual([]);
    expect((await world.sync()).connections).toBe(0);
    await db.query(
      "update public.calendar_connections set locked_until = now() - interval '1 second' where id = $1",
      [world.connectionId],
    );
    expect((await world.sync()).connections).toBe(1);
    expect(await remote.entries()).toHaveLength(1);
    const before = await world.connection();
    const woken = await world.call<boolean>("finish_calendar_sync", {
      p_connection: world.connectionId,
      p_worker: "dead",
      p_outcome: { result: "expired", error: "expired", again: 0, facts: {} },
    });
    expect(woken).toBe(false);
    expect(await world.connection()).toMatchObject({ status: before.status, failures: 0 });
    await remote.stop();
  });

  it("an account that is connected again in the middle of a turn stays connected", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote);
    await world.sync();
    await world.call("claim_calendar_connections", {
      p_worker: "slow",
      p_limit: 1,
      p_only: world.connectionId,
    });
    await world.connect();
    // The slow one has found the old access refused, and would put it back.
    const secret = await world.call<boolean>("put_calendar_secret", {
      p_connection: world.connectionId,
      p_worker: "slow",
      p_key_version: 0,
      p_sealed: "old",
    });
    expect(secret).toBe(false);
    await world.call("finish_calendar_sync", {
      p_connection: world.connectionId,
      p_worker: "slow",
      p_outcome: { result: "expired", error: "expired", again: 0, facts: {} },
    });
    expect(await world.connection()).toMatchObject({ status: "active", error_code: null });
    expect((await world.sync()).failed).toBe(0);
    await remote.stop();
  });

  it("what was booked just now goes first, before those whose time has merely come", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote);
    await world.sync();
    await db.query(
      "update public.calendar_connections set next_sync_at = now() - interval '1 hour' where id <> $1 and status = 'active'",
      [world.connectionId],
    );
    await booked(world, morning(4));
    const [first] = await world.call<{ id: string; pullDue: boolean }[]>(
      "claim_calendar_connections",
      { p_worker: "next", p_limit: 1, p_only: null },
    );
    expect(first).toMatchObject({ id: world.connectionId, pullDue: false });
    await remote.stop();
  });

  it("a calendar that is emptied cancels nobody before somebody has been asked", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote);
    const ids = [];
    for (let n = 0; n < 7; n += 1) ids.push(await booked(world, morning(4 + n)));
    await world.sync();
    for (const { id } of await remote.entries()) await remote.remove(id);
    await world.sync();
    for (const id of ids) expect(await bookingNow(id)).toMatchObject({ status: "confirmed" });
    const asked = await world.call<{ kind: string }[]>("calendar_conflicts_of", {
      p_business: world.business.id,
      p_staff: null,
    });
    expect(asked.map(({ kind }) => kind)).toEqual(Array(7).fill("deleted"));
    await remote.stop();
  });

  it("a calendar that was deleted over there stops blocking, and the others are read", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote);
    await remote.add({ start: morning(4), end: morning(4) + HOUR });
    await world.sync();
    const fresh = await world.call<number>("refresh_calendars", {
      p_connection: world.connectionId,
      p_calendars: [
        { remoteId: remote.remoteId, name: "Mara", color: null, timeZone: null, writable: true },
        { remoteId: "thrown-away", name: "Old", color: null, timeZone: null, writable: true },
      ],
    });
    expect(fresh).toBe(1);
    const calendars = () =>
      db.query(
        "select name, blocks, receives from public.calendars where connection_id = $1 order by name",
        [world.connectionId],
      );
    expect((await calendars()).rows).toEqual([
      { name: "Mara", blocks: true, receives: true },
      { name: "Old", blocks: false, receives: false },
    ]);
    await db.query("update public.calendars set blocks = true where name = 'Old'");
    await world.sync();
    expect((await calendars()).rows[1]).toEqual({ name: "Old", blocks: false, receives: false });
    expect(await world.connection()).toMatchObject({ status: "active", error_code: null });
    expect(await world.busy()).toHaveLength(1);
    await remote.stop();
  });

  it("an entry that its calendar refuses is said once in the log, and holds up no other", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote);
    await booked(world, morning(4));
    await booked(world, morning(5));
    remote.fail(1, 400);
    await world.sync();
    expect(await remote.entries()).toHaveLength(1);
    await db.query("update private.calendar_pushes set due_at = now() where calendar_id = $1", [
      world.calendarId,
    ]);
    remote.fail(1, 400);
    await world.sync();
    const { rows } = await db.query(
      "select facts ->> 'code' as code from public.calendar_log where connection_id = $1 and kind = 'entry_refused'",
      [world.connectionId],
    );
    expect(rows).toEqual([{ code: "refused" }]);
    await world.call("sync_calendar_now", { p_connection: world.connectionId });
    await world.sync();
    expect(await remote.entries()).toHaveLength(2);
    await remote.stop();
  });
});

describe("by the business's policy", () => {
  it("asks: a move and a deletion wait for somebody's word", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote, { policy: "ask" });
    const start = morning(4);
    const id = await booked(world, start);
    await world.sync();
    const [entry] = await remote.entries();
    await remote.move(entry!.id, start + HOUR, start + 2 * HOUR);
    await world.sync();
    expect((await bookingNow(id)).starts_at.getTime()).toBe(start);
    const open = () =>
      world.call<
        { kind: string; start: string; id: string; calendarId: string; subjectId: string }[]
      >("calendar_conflicts_of", { p_business: world.business.id, p_staff: null });
    expect(await open()).toMatchObject([
      { kind: "moved", subjectId: id, start: iso(start + HOUR).replace(".000Z", "Z") },
    ]);
    const [asked] = await open();
    await world.call("settle_calendar_conflict", {
      p_conflict: asked!.id,
      p_status: "refused",
      p_user: null,
    });
    await world.call("request_calendar_push", { p_calendar: asked!.calendarId, p_subject: id });
    await world.sync();
    expect(await remote.entries()).toMatchObject([{ start }]);
    expect(await open()).toEqual([]);
    await remote.remove(entry!.id);
    await world.sync();
    expect(await bookingNow(id)).toMatchObject({ status: "confirmed" });
    expect(await open()).toMatchObject([{ kind: "deleted" }]);
    await remote.stop();
  });

  it("asks about a longer time too, which takes effect with somebody's word", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote, { policy: "ask" });
    const start = morning(4);
    const id = await booked(world, start);
    await world.sync();
    const [entry] = await remote.entries();
    await remote.move(entry!.id, start, start + 2 * HOUR);
    await world.sync();
    expect((await bookingNow(id)).ends_at.getTime()).toBe(start + HOUR);
    const context = {
      call: world.call,
      policy: "apply" as const,
      calendarId: world.calendarId,
      staffId: world.business.staff[0]!,
      staffName: "Mara",
      now: Date.now(),
    };
    expect(await takeMove(context, id, { start, end: start + 2 * HOUR })).toEqual({
      result: "applied",
    });
    expect((await bookingNow(id)).ends_at.getTime()).toBe(start + 2 * HOUR);
    const { writes } = remote.counts();
    await world.sync();
    await world.sync();
    expect(remote.counts().writes).toBeLessThanOrEqual(writes + 1);
    expect(await remote.entries()).toMatchObject([{ start, end: start + 2 * HOUR }]);
    await remote.stop();
  });

  it("undoes: the entry goes back to where it was", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote, { policy: "undo" });
    const start = morning(4);
    const id = await booked(world, start);
    await world.sync();
    const [entry] = await remote.entries();
    await remote.move(entry!.id, start + HOUR, start + 2 * HOUR);
    await world.sync();
    expect(await remote.entries()).toMatchObject([{ start }]);
    await remote.remove(entry!.id);
    await world.sync();
    expect(await remote.entries()).toMatchObject([{ start }]);
    expect(await bookingNow(id)).toMatchObject({ status: "confirmed" });
    await remote.stop();
  });

  it("puts back what was declined as something that its owner goes to, once", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote, { policy: "undo" });
    await booked(world, morning(4));
    await world.sync();
    const [entry] = await remote.entries();
    remote.decline(entry!.id);
    for (let n = 0; n < 3; n += 1) await world.sync();
    expect(await lettersTo(world, "calendar.undone")).toEqual([
      expect.stringContaining("because bookings are changed in Daybook only"),
    ]);
    expect(await remote.detailsOf(entry!.id)).toMatchObject({
      extras: {
        attendees: [{ self: true, responseStatus: "accepted" }, { email: expect.any(String) }],
      },
    });
    await remote.stop();
  });

  it("writes a session of several as one entry", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote, {
      services: { services: { yoga: { capacity: 4 } } },
    });
    const start = morning(4);
    const first = await booked(world, start, { name: "Clara" });
    await booked(world, start, { name: "Deniz", party: 2 });
    await world.sync();
    expect(await remote.entries()).toMatchObject([{ title: "yoga, 3 of 4 seats taken" }]);
    await change(db, first, "cancelled");
    await world.sync();
    expect(await remote.entries()).toMatchObject([{ title: "yoga, 2 of 4 seats taken" }]);
    await remote.stop();
  });
});

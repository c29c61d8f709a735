import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { feedToken, tokenHash } from "../../lib/bookings/token.ts";
import { entryData, staffEntry } from "../../lib/calendars/out-entry.ts";
import { googleMessage, microsoftMessage } from "../../lib/calendars/webhooks.ts";
import { calendarFile } from "../../lib/calendars/write-ics.ts";
import { googleCalendar } from "./support/calendars/google.ts";
import { graphCalendar } from "./support/calendars/graph.ts";
import { calendarWorld, callerOf } from "./support/calendars/world.ts";
import { book, change, makeBusiness, morning } from "./support/fixture.ts";
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

interface FeedAnswer {
  ok: boolean;
  audience: string;
  timeZone: string;
  entries: unknown[];
}

describe("calendar_feed", () => {
  it("tells the bookings of a business or of one person, keeps what was cancelled, and ends with its address", async () => {
    const call = callerOf(db);
    const business = await makeBusiness(db, {
      staff: 2,
      services: { cut: {}, yoga: { capacity: 5 } },
    });
    const first = await book(db, business, { service: "cut", start: morning(3), name: "Clara; N" });
    await book(db, business, { service: "cut", start: morning(4), teams: [[1]] });
    await book(db, business, { service: "yoga", start: morning(5), party: 2 });
    await book(db, business, { service: "yoga", start: morning(5) });
    await change(db, first.booking!.id, "cancelled");

    async function feed(staffId: string | null) {
      const id = randomUUID();
      const hash = await tokenHash(
        await feedToken("a secret of the tests that is long enough", id),
      );
      await call("make_calendar_feed", {
        p_request: { id, tokenHash: hash, businessId: business.id, staffId },
      });
      return { id, read: () => call<FeedAnswer>("calendar_feed", { p_token_hash: hash }) };
    }
    const whole = await feed(null);
    const everyone = await whole.read();
    expect(everyone).toMatchObject({ ok: true, audience: "staff", timeZone: "Europe/Berlin" });
    expect(everyone.entries).toHaveLength(3);
    const one = await feed(business.staff[1]!);
    expect((await one.read()).entries).toHaveLength(1);

    const text = calendarFile({
      name: "x",
      timeZone: everyone.timeZone,
      entries: everyone.entries.map((raw) => {
        const data = entryData.parse(raw);
        return {
          ...staffEntry(data, "details", "https://daybook.example"),
          cancelled: data.cancelled ?? false,
        };
      }),
    });
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
    const said = events.map((event) => [
      event.getFirstPropertyValue("summary"),
      event.getFirstPropertyValue("status"),
    ]);
    expect(said).toContainEqual(["yoga, 3 of 5 seats taken", "CONFIRMED"]);
    expect(said.filter(([, status]) => status === "CANCELLED")).toHaveLength(1);

    await call("end_calendar_feed", { p_feed: whole.id });
    expect(await whole.read()).toMatchObject({ ok: false, code: "gone" });
    expect(await call("calendar_feed", { p_token_hash: "0".repeat(64) })).toMatchObject({
      code: "not_found",
    });
    expect((await one.read()).ok).toBe(true);
    await db.query("update public.staff set archived_at = now() where id = $1", [
      business.staff[1],
    ]);
    expect(await one.read()).toMatchObject({ ok: false, code: "gone" });
  });
});

describe("what providers tell", () => {
  const due = async (connection: string) =>
    (
      await db.query(
        "select next_sync_at <= now() as due from public.calendar_connections where id = $1",
        [connection],
      )
    ).rows[0].due;

  it("Google: a known channel makes the calendar due, once per message; nobody else does", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote);
    await world.sync({ webhooks: true });
    await world.sync({ webhooks: true });
    expect(remote.channels.size).toBe(1);
    const [channel] = [...remote.channels.values()];
    const message = (changes: Record<string, string> = {}) =>
      googleMessage(
        new Headers({
          "x-goog-channel-id": String(channel!.id),
          "x-goog-channel-token": String(channel!.token),
          "x-goog-resource-id": `res-${channel!.id}`,
          "x-goog-resource-state": "exists",
          "x-goog-message-number": "2",
          ...changes,
        }),
        world.call,
      );
    expect((await message({ "x-goog-channel-token": "guessed" })).status).toBe(404);
    expect((await message({ "x-goog-resource-id": "another" })).status).toBe(404);
    expect((await message({ "x-goog-channel-id": "none" })).status).toBe(400);
    expect((await message({ "x-goog-resource-state": "sync" })).status).toBe(200);
    expect(await due(world.connectionId)).toBe(false);
    expect((await message()).status).toBe(200);
    expect(await due(world.connectionId)).toBe(true);
    await world.sync({ webhooks: true });
    expect((await message()).status).toBe(200);
    expect((await message({ "x-goog-message-number": "1" })).status).toBe(200);
    expect(await due(world.connectionId)).toBe(false);

    // A channel that is about to end is replaced before it does, and the old one stopped.
    await db.query("update private.calendar_channels set expires_at = now() + interval '1 hour'");
    await world.sync({ webhooks: true });
    expect([...remote.channels.keys()]).toHaveLength(1);
    expect(remote.channels.has(String(channel!.id))).toBe(false);
    await remote.stop();
  });

  it("a channel that has ended unnoticed costs nothing: the regular look finds what it did not tell, and opens another", async () => {
    const remote = await googleCalendar();
    const world = await calendarWorld(db, remote);
    await world.sync({ webhooks: true });
    await db.query(
      `update private.calendar_channels set expires_at = now() - interval '2 days'
       where calendar_id = $1`,
      [world.calendarId],
    );
    remote.channels.clear();
    await remote.add({ start: morning(6), end: morning(6) + 3_600_000 });
    await world.sync({ webhooks: true });
    expect(await world.busy()).toHaveLength(1);
    expect(remote.channels.size).toBe(1);
    await world.call("forget_past_busy_times", {});
    const { rows } = await db.query(
      "select expires_at > now() as open from private.calendar_channels where calendar_id = $1",
      [world.calendarId],
    );
    expect(rows).toEqual([{ open: true }]);
    await remote.stop();
  });

  it("a flood that nobody here knows is looked at no further than its beginning", async () => {
    let asked = 0;
    const nobody = <T>() => {
      asked += 1;
      return Promise.resolve({ ok: false, code: "not_found" } as T);
    };
    const flood = (body: string) =>
      microsoftMessage(
        new Request("https://functions.example/hook", { method: "POST", body }),
        nobody,
      );
    const value = Array.from({ length: 900 }, (_, n) => ({
      subscriptionId: `s-${n}`,
      clientState: "guessed",
    }));
    expect((await flood(JSON.stringify({ value }))).status).toBe(202);
    expect(asked).toBe(10);
    expect((await flood(`{"value": [], "more": "${"x".repeat(1_100_000)}"}`)).status).toBe(400);
    expect(asked).toBe(10);
  });

  it("Graph: answers the handshake, takes its own state only, and opens an ended subscription anew", async () => {
    const remote = await graphCalendar();
    const world = await calendarWorld(db, remote);
    await world.sync({ webhooks: true });
    const [[id, subscription]] = [...remote.subscriptions.entries()] as [
      [string, Record<string, unknown>],
    ];
    const send = (value: object[]) =>
      microsoftMessage(
        new Request("https://functions.example/hook", {
          method: "POST",
          body: JSON.stringify({ value }),
        }),
        world.call,
      );
    const shaken = await microsoftMessage(
      new Request("https://functions.example/hook?validationToken=a%20b%3Cc%3E", {
        method: "POST",
      }),
      world.call,
    );
    expect(await shaken.text()).toBe("a b<c>");
    expect(shaken.headers.get("content-type")).toBe("text/plain");

    await send([{ subscriptionId: id, clientState: "guessed", changeType: "updated" }]);
    expect(await due(world.connectionId)).toBe(false);
    const answer = await send([
      { subscriptionId: id, clientState: subscription.clientState, changeType: "updated" },
      { subscriptionId: id, clientState: subscription.clientState, changeType: "created" },
    ]);
    expect(answer.status).toBe(202);
    expect(await due(world.connectionId)).toBe(true);
    expect((await send([{ nonsense: true }])).status).toBe(400);

    await world.sync({ webhooks: true });
    await send([
      {
        subscriptionId: id,
        clientState: subscription.clientState,
        lifecycleEvent: "subscriptionRemoved",
      },
    ]);
    remote.subscriptions.clear();
    await world.sync({ webhooks: true });
    expect(remote.subscriptions.size).toBe(1);
    // One that Graph wants to be allowed anew is replaced as well: it tells nothing meanwhile.
    const [[second, again]] = [...remote.subscriptions.entries()] as [
      [string, Record<string, unknown>],
    ];
    await send([
      {
        subscriptionId: second,
        clientState: again.clientState,
        lifecycleEvent: "reauthorizationRequired",
      },
    ]);
    await world.sync({ webhooks: true });
    expect([...remote.subscriptions.keys()].some((one) => one !== second)).toBe(true);
    await remote.stop();
  });
});

import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { feedToken, tokenHash } from "../../../lib/bookings/token.ts";
import { ask, type Told } from "../support/app.ts";
import { type Business, book, call, change, makeBusiness, morning } from "../support/fixture.ts";
import { signedIn } from "../support/people.ts";
import { connections, type TestStack, testStack } from "../support/stack.ts";

let stack: TestStack;
let db: pg.Pool;
let salon: Business;

beforeAll(async () => {
  stack = await testStack();
  db = connections(stack, 2);
  salon = await makeBusiness(db, {
    zone: "America/New_York",
    staff: 2,
    services: { cut: {}, yoga: { capacity: 5 } },
  });
});
afterAll(async () => {
  await db?.end();
  await stack?.stop();
});

/** Makes a feed as the pages do, with its secret address. */
async function openFeed(owner: object) {
  const id = randomUUID();
  const token = await feedToken(stack.env.TOKEN_SECRET!, id);
  await call(db, "make_calendar_feed", [{ id, tokenHash: await tokenHash(token), ...owner }]);
  const path = `/api/feeds/${token}.ics`;
  return {
    read: (headers: Record<string, string> = {}) => ask("GET", path, undefined, headers),
    end: () => call(db, "end_calendar_feed", [id]),
  };
}

interface Entry {
  uid: string;
  status: string;
  summary: string;
  sequence: number;
  start: number;
}

function entriesOf({ text }: Told): Entry[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone as never);
  }
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      status: String(component.getFirstPropertyValue("status")),
      summary: event.summary,
      sequence: event.sequence,
      start: event.startDate.toUnixTime() * 1000,
    };
  });
}

describe("GET /api/feeds/SECRET.ics", () => {
  it("is a calendar with its zone, told once: unchanged is 304, changed is told anew, cancelled is kept for a while", async () => {
    const feed = await openFeed({ businessId: salon.id, staffId: null });
    const stays = await book(db, salon, { start: morning(3), name: "Ada" });
    const goes = await book(db, salon, { start: morning(4), teams: [[1]], name: "Bea" });
    await book(db, salon, { service: "yoga", start: morning(5), party: 2 });

    const first = await feed.read();
    expect(first.status).toBe(200);
    expect(first.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(first.headers.get("cache-control")).toContain("private");
    expect(first.headers.get("x-robots-tag")).toBe("noindex");
    expect(first.text).toContain("REFRESH-INTERVAL;VALUE=DURATION:PT15M");
    expect(first.text).toContain("BEGIN:VTIMEZONE\r\nTZID:America/New_York");
    expect(first.text).toMatch(/DTSTART;TZID=America\/New_York:\d{8}T\d{6}\r\n/);
    expect(entriesOf(first).map(({ summary, start }) => [summary, start])).toEqual([
      ["cut: Ada", morning(3)],
      ["cut: Bea", morning(4)],
      ["yoga, 2 of 5 seats taken", morning(5)],
    ]);

    const etag = first.headers.get("etag")!;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await feed.read({ "if-none-match": known });
      expect(again.status).toBe(304);
      expect(again.text).toBe("");
      expect(again.headers.get("etag")).toBe(etag);
    }

    await change(db, goes.booking!.id, "cancelled");
    const second = await feed.read({ "if-none-match": etag });
    expect(second.status).toBe(200);
    const bea = entriesOf(second).find(({ uid }) => uid === `${goes.booking!.id}@daybook`)!;
    expect(bea.status).toBe("CANCELLED");
    expect(bea.sequence).toBeGreaterThan(
      entriesOf(first).find(({ uid }) => uid === bea.uid)!.sequence,
    );

    // Three weeks later everybody who subscribes has seen it go.
    const later = new pg.Client({ connectionString: process.env.SUPERUSER_URL });
    await later.connect();
    await later.query("set session_replication_role = replica");
    await later.query(
      "update public.bookings set updated_at = now() - interval '21 days' where id = $1",
      [goes.booking!.id],
    );
    await later.end();
    expect(entriesOf(await feed.read()).map(({ uid }) => uid)).not.toContain(bea.uid);
    expect(entriesOf(await feed.read()).map(({ uid }) => uid)).toContain(
      `${stays.booking!.id}@daybook`,
    );

    await feed.end();
    const ended = await feed.read({ "if-none-match": etag });
    expect(ended.status).toBe(410);
    expect(ended.json.error.code).toBe("feed_ended");
  });

  it("of one person tells theirs alone, of a customer their own everywhere", async () => {
    const mine = await openFeed({ businessId: salon.id, staffId: salon.staff[1] });
    const theirs = await book(db, salon, { start: morning(8), teams: [[1]], name: "Cleo" });
    await book(db, salon, { start: morning(8), name: "Dora" });
    expect(entriesOf(await mine.read()).map(({ summary }) => summary)).toEqual(["cut: Cleo"]);

    const elsewhere = await makeBusiness(db, {});
    const person = await signedIn(stack, db, "feed reader");
    const email = `reader-${randomUUID()}@mail.example`;
    const one = await book(db, salon, { start: morning(9), email });
    const two = await book(db, elsewhere, { start: morning(10), email });
    await db.query("update public.customers set user_id = $1 where email = $2", [
      person.userId,
      email,
    ]);
    const own = await openFeed({ businessId: null, userId: person.userId });
    const told = await own.read();
    expect(entriesOf(told).map(({ uid }) => uid)).toEqual(
      [one, two].map(({ booking }) => `${booking!.id}@daybook`),
    );
    expect(told.text.replace(/\r\n /g, "")).toMatch(/Change or cancel: http\S+\/manage\//);
    expect(told.text).not.toContain(theirs.booking!.id);
    await own.end();
    expect((await own.read()).status).toBe(410);
  });

  it("opens nothing for what is no address", async () => {
    for (const token of ["x", "y".repeat(43), "%00", "..%2f..%2fhealth"]) {
      const told = await ask("GET", `/api/feeds/${token}.ics`);
      expect([400, 404]).toContain(told.status);
      expect(told.text).not.toContain("VCALENDAR");
    }
  });
});

describe("one booking as a file", () => {
  it("keeps its UID and raises its SEQUENCE until it is cancelled", async () => {
    const { json } = await ask("POST", "/api/bookings", {
      business: salon.slug,
      service: "cut",
      start: `${new Date(morning(12)).toISOString().slice(0, 19)}Z`,
      customer: { name: "Filed", email: `filed-${randomUUID()}@mail.example` },
      timeZone: "Europe/Berlin",
    });
    const path = new URL(json.manageUrl).pathname;
    const made = await ask("GET", `${path}/calendar`);
    expect(made.status).toBe(200);
    expect(made.headers.get("content-disposition")).toContain("attachment");
    const [before] = entriesOf(made);
    expect(before).toMatchObject({ uid: `${json.booking.id}@daybook`, start: morning(12) });
    await change(db, json.booking.id, "cancelled", "customer");
    const [after] = entriesOf(await ask("GET", `${path}/calendar`));
    expect(after).toMatchObject({ uid: before!.uid, status: "CANCELLED" });
    expect(after!.sequence).toBeGreaterThan(before!.sequence);
  });
});

describe("the whole calendar", () => {
  it("tells everything, past and cancelled, and is given to managers only", async () => {
    const past = await book(db, salon, {
      start: morning(-40),
      actor: "staff",
      override: true,
      name: "Long Ago",
    });
    expect(past.ok).toBe(true);
    const gone = await book(db, salon, { start: morning(14) });
    await change(db, gone.booking!.id, "cancelled");
    const told = await call<{ entries: { subjectId: string; cancelled: boolean }[] }>(
      db,
      "calendar_export",
      [salon.id],
    );
    const ids = new Map(told.entries.map((entry) => [entry.subjectId, entry.cancelled]));
    expect(ids.get(past.booking!.id)).toBe(false);
    expect(ids.get(gone.booking!.id)).toBe(true);
    const refused = await ask("GET", `/api/calendars/export?business=${salon.id}`);
    expect(refused.status).toBe(403);
    expect(refused.text).not.toContain("VCALENDAR");
  });
});

import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRadicale, type Radicale, radicaleCalendar } from "./support/calendars/radicale.ts";
import { type CalendarWorld, calendarWorld } from "./support/calendars/world.ts";
import { book, change, MINUTE, morning, move } from "./support/fixture.ts";
import { connections, type TestStack, testStack } from "./support/stack.ts";

const HOUR = 60 * MINUTE;
const radicale = findRadicale();
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

/** Both sides, as pairs of who and when; equal when they agree. */
async function bothSides(world: CalendarWorld, remote: Radicale) {
  const { rows } = await db.query<{ name: string; starts_at: Date; ends_at: Date }>(
    `select b.contact_name as name, a.starts_at, a.ends_at from public.bookings b
     join public.appointments a on a.id = b.appointment_id
     where b.business_id = $1 and b.status = 'confirmed' order by 2, 1`,
    [world.business.id],
  );
  const entries = (await remote.entries()).sort((a, b) => a.start - b.start);
  return {
    here: rows.map(({ name, starts_at, ends_at }) => [
      name,
      starts_at.getTime(),
      ends_at.getTime(),
    ]),
    there: entries.map(({ title, start, end }) => [title.replace("cut: ", ""), start, end]),
  };
}

/** The last Sunday of a month that is at least two weeks ahead: there the clocks of Berlin change. */
function nextChange(month: 2 | 9): Date {
  for (let year = new Date().getUTCFullYear(); ; year += 1) {
    const day = new Date(Date.UTC(year, month + 1, 0));
    day.setUTCDate(day.getUTCDate() - day.getUTCDay());
    if (day.getTime() > morning(14)) return day;
  }
}

const compact = (date: Date, days = 0) =>
  new Date(date.getTime() + days * 24 * HOUR).toISOString().slice(0, 10).replaceAll("-", "");

// Where Radicale can neither be found nor installed, this is skipped.
describe.skipIf(!radicale)("a week in a CalDAV client", () => {
  let remote: Radicale;
  let world: CalendarWorld;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    remote = await radicaleCalendar(radicale!);
    world = await calendarWorld(db, remote);
  });
  afterAll(() => remote?.stop());

  const entryOf = async (name: string) =>
    (await remote.entries()).find(({ title }) => title.endsWith(name))!;
  const resource = (name: string) => `daybook-${ids[name]}.ics`;
  async function agree() {
    await world.sync();
    await world.sync();
    const { here, there } = await bothSides(world, remote);
    expect(there).toEqual(here);
  }

  it("Monday: bookings appear, with who comes and the way to them", async () => {
    for (const [n, name] of ["Ada", "Bea", "Cleo", "Dora"].entries()) {
      const made = await book(db, world.business, { start: morning(20 + n), name });
      ids[name] = made.booking!.id;
    }
    await agree();
    const text = (await remote.text(resource("Ada"))).replace(/\r?\n /g, "");
    expect(text).toContain("SUMMARY:cut: Ada");
    expect(text).toMatch(/DESCRIPTION:.*@mail\.example.*In Daybook: https/);
  });

  it("Tuesday: one is moved there; an alarm and a note stay through every change of ours", async () => {
    const there = await remote.text(resource("Ada"));
    await remote.raw(
      resource("Ada"),
      there
        .replace(/\r?\n /g, "")
        .replace(/^(DESCRIPTION:.*?)(\r?)$/m, "$1\\nbring the lilies$2")
        .replace(
          "END:VEVENT",
          "CATEGORIES:Work\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT20M\r\nDESCRIPTION:Soon\r\nEND:VALARM\r\nEND:VEVENT",
        ),
    );
    await agree();
    await remote.move(resource("Ada"), morning(20) + 3 * HOUR, morning(20) + 4 * HOUR);
    await agree();
    expect((await bothSides(world, remote)).here).toContainEqual([
      "Ada",
      morning(20) + 3 * HOUR,
      morning(20) + 4 * HOUR,
    ]);
    await move(db, world.business, ids.Ada!, { start: morning(20) + HOUR });
    await agree();
    const text = (await remote.text(resource("Ada"))).replace(/\r?\n /g, "");
    expect(text).toContain("BEGIN:VALARM");
    expect(text).toContain("CATEGORIES:Work");
    expect(text.match(/bring the lilies/g)).toHaveLength(1);
    expect(text.match(/In Daybook/g)).toHaveLength(1);
  });

  it("Wednesday: one is deleted there, one is cancelled here", async () => {
    await remote.remove((await entryOf("Bea")).id);
    await change(db, ids.Cleo!, "cancelled", "customer");
    await agree();
    expect((await bothSides(world, remote)).there.map(([name]) => name)).toEqual(["Ada", "Dora"]);
  });

  it("Thursday: private things block, and one that lies on a booking is asked about", async () => {
    const free = await remote.add({ start: morning(30), end: morning(30) + HOUR });
    const onTop = await remote.add({ start: morning(23) + 15 * MINUTE, end: morning(23) + HOUR });
    await agree();
    expect(await world.busy()).toHaveLength(2);
    const open = () =>
      world.call<{ kind: string }[]>("calendar_conflicts_of", {
        p_business: world.business.id,
        p_staff: null,
      });
    expect(await open()).toMatchObject([{ kind: "overlap" }]);
    for (const id of [free, onTop]) await remote.remove(id);
    await agree();
    expect(await world.busy()).toEqual([]);
    expect(await open()).toEqual([]);
  });

  it("Friday: one takes longer", async () => {
    await remote.move(resource("Dora"), morning(23), morning(23) + 100 * MINUTE);
    await agree();
    expect((await bothSides(world, remote)).here).toContainEqual([
      "Dora",
      morning(23),
      morning(23) + 100 * MINUTE,
    ]);
  });

  it("Friday evening: one is put into another calendar, which cancels nothing; one is declined, which does", async () => {
    const second = await remote.another();
    await world.call("refresh_calendars", {
      p_connection: world.connectionId,
      p_calendars: [
        { remoteId: second.remoteId, name: "Second", color: null, timeZone: null, writable: true },
      ],
    });
    await second.raw(resource("Dora"), await remote.text(resource("Dora")));
    await remote.remove(resource("Dora"));
    await world.sync();
    await world.sync();
    const { here, there } = await bothSides(world, remote);
    expect(here.map(([name]) => name)).toEqual(["Ada", "Dora"]);
    expect(there.map(([name]) => name)).toEqual(["Ada"]);
    await move(db, world.business, ids.Dora!, { start: morning(23) + HOUR });
    await agree();

    const made = await book(db, world.business, { start: morning(25), name: "Eli" });
    ids.Eli = made.booking!.id;
    await agree();
    await remote.raw(
      resource("Eli"),
      (await remote.text(resource("Eli"))).replace(
        "END:VEVENT",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:mara@mail.example\r\nEND:VEVENT",
      ),
    );
    await agree();
    expect((await bothSides(world, remote)).here.map(([name]) => name)).toEqual(["Ada", "Dora"]);
  });

  it("Saturday: a series over both changes of the clocks, with an exception and one that falls out", async () => {
    for (const [month, before, after] of [
      [2, "08", "07"],
      [9, "07", "08"],
    ] as const) {
      const sunday = nextChange(month);
      const first = compact(sunday, -1);
      await remote.raw(
        `series-${month}.ics`,
        [
          "BEGIN:VCALENDAR",
          "VERSION:2.0",
          "PRODID:-//Client//EN",
          "BEGIN:VTIMEZONE",
          "TZID:Europe/Berlin",
          "BEGIN:DAYLIGHT",
          "TZOFFSETFROM:+0100",
          "TZOFFSETTO:+0200",
          "DTSTART:19810329T020000",
          "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
          "END:DAYLIGHT",
          "BEGIN:STANDARD",
          "TZOFFSETFROM:+0200",
          "TZOFFSETTO:+0100",
          "DTSTART:19961027T030000",
          "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
          "END:STANDARD",
          "END:VTIMEZONE",
          "BEGIN:VEVENT",
          `UID:series-${month}`,
          "DTSTAMP:20260101T000000Z",
          `DTSTART;TZID=Europe/Berlin:${first}T090000`,
          `DTEND;TZID=Europe/Berlin:${first}T100000`,
          "RRULE:FREQ=DAILY;COUNT=5",
          `EXDATE;TZID=Europe/Berlin:${compact(sunday, 1)}T090000`,
          "SUMMARY:Swimming",
          "END:VEVENT",
          "BEGIN:VEVENT",
          `UID:series-${month}`,
          `RECURRENCE-ID;TZID=Europe/Berlin:${compact(sunday, 2)}T090000`,
          "DTSTAMP:20260101T000000Z",
          `DTSTART;TZID=Europe/Berlin:${compact(sunday, 2)}T153000`,
          `DTEND;TZID=Europe/Berlin:${compact(sunday, 2)}T160000`,
          "SUMMARY:Swimming",
          "END:VEVENT",
          "END:VCALENDAR",
          "",
        ].join("\r\n"),
      );
      await world.sync();
      const at = (days: number, clock: string) =>
        new Date(
          `${new Date(sunday.getTime() + days * 24 * HOUR).toISOString().slice(0, 10)}T${clock}:00.000Z`,
        ).toISOString();
      const moved = after === "07" ? ["13:30", "14:00"] : ["14:30", "15:00"];
      const hour = (text: string) => String(Number(text) + 1).padStart(2, "0");
      expect(await world.busy()).toEqual([
        `${at(-1, `${before}:00`)}/${at(-1, `${hour(before)}:00`)}`,
        `${at(0, `${after}:00`)}/${at(0, `${hour(after)}:00`)}`,
        `${at(2, moved[0]!)}/${at(2, moved[1]!)}`,
        `${at(3, `${after}:00`)}/${at(3, `${hour(after)}:00`)}`,
      ]);
      await remote.remove(`series-${month}.ics`);
      await world.sync();
    }
  });

  it("Sunday: nobody does anything, and nothing is written", async () => {
    await agree();
    const before = await Promise.all(["Ada", "Dora"].map((name) => remote.text(resource(name))));
    const states = () =>
      db.query(
        "select subject_id, etag, updated_at from private.calendar_links where calendar_id = $1 order by 1",
        [world.calendarId],
      );
    const { rows } = await states();
    for (let n = 0; n < 3; n += 1) await world.sync();
    expect((await states()).rows).toEqual(rows);
    expect(await Promise.all(["Ada", "Dora"].map((name) => remote.text(resource(name))))).toEqual(
      before,
    );
    await agree();
  });
});

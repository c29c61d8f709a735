import { randomUUID } from "node:crypto";
import { addDays } from "../lib/scheduling/index.ts";
import { nextDay, openStudio, type Studio, starts } from "./pages/availability/studio";
import { DayPage } from "./pages/dashboard/day";
import { signInAs } from "./pages/dashboard/sign-in";
import { query } from "./support/database";
import { expect, test } from "./support/test";

const TUESDAY = nextDay(2, 6);
const unique = (name: string) => `${name} ${randomUUID().slice(0, 4)}`;

let studio: Studio;

test.beforeEach(async ({ context, baseURL }) => {
  studio = await openStudio();
  await query(
    `insert into weekly_hours (business_id, weekday, start_min, end_min) select $1, d, 540, 1020 from generate_series(1, 5) as d`,
    [studio.id],
  );
  await studio.choose(context, baseURL!);
});

test.afterEach(async () => {
  await studio.close();
});

async function place(customer: string) {
  const [row] = await query<{ start: string; minutes: number; staff: string; status: string }>(
    `select to_char(a.starts_at at time zone 'Europe/Berlin', 'YYYY-MM-DD HH24:MI') as start,
       extract(epoch from a.ends_at - a.starts_at)::int / 60 as minutes, p.slug as staff, b.status
     from bookings b join appointments a on a.id = b.appointment_id join staff p on p.id = a.staff_id
     where b.business_id = $1 and b.contact_name = $2`,
    [studio.id, customer],
  );
  return row;
}

async function waitingMessages(customer: string): Promise<number> {
  const [row] = await query<{ n: number }>(
    `select count(*)::int as n from notifications n join bookings b on b.id = n.booking_id
     where b.business_id = $1 and b.contact_name = $2 and n.kind = 'booking.moved' and n.status = 'queued'`,
    [studio.id, customer],
  );
  return row!.n;
}

test("a receptionist's day: booked, dragged, stretched, refused, undone, blocked and moved by keyboard", async ({
  page,
  request,
}) => {
  const day = new DayPage(page);
  const guest = unique("Walk In");
  const other = unique("Other");
  const [taken] = starts(TUESDAY, ["13:00"]);
  await studio.book(request, "massage", taken!, other);
  const inTheWay = (await place(other))!.staff;

  await signInAs(page, "owner", "/dashboard/calendar?view=day");
  await day.open(TUESDAY);

  // Somebody stands at the desk, without an address.
  await page.getByRole("link", { name: "New booking" }).click();
  await page.getByLabel("Service", { exact: true }).selectOption({ label: "Massage" });
  await page.getByLabel("With", { exact: true }).selectOption({ label: "Ana" });
  await page
    .getByRole("list", { name: /Offered to customers/ })
    .getByRole("button", { name: "10:00" })
    .click();
  await page.getByRole("button", { name: /^Book:/ }).click();
  await expect(page.getByText("a name", { exact: true })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill(guest);
  await page.getByRole("button", { name: /^Book:/ }).click();
  await expect(page.getByText(new RegExp(`${guest} is booked`))).toBeVisible();
  expect(await place(guest)).toMatchObject({ start: `${TUESDAY} 10:00`, staff: "ana" });

  // Dragged to a colleague, and back again before anybody hears of it.
  await day.open(TUESDAY);
  await day.drag(guest, "Ben", "11:00");
  await expect(page.getByText(/Moved to/)).toBeVisible();
  expect(await place(guest)).toMatchObject({ start: `${TUESDAY} 11:00`, staff: "ben" });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Back as it was")).toBeVisible();
  expect(await place(guest)).toMatchObject({ start: `${TUESDAY} 10:00`, staff: "ana" });
  expect(await waitingMessages(guest)).toBe(0);

  // Stretched; then onto somebody else: refused with the reason, and it slides back.
  await expect(day.column("Ana").locator("button", { hasText: guest })).toBeVisible();
  await day.stretch(guest, 30);
  await expect.poll(async () => (await place(guest))!.minutes).toBe(90);
  const person = inTheWay[0]!.toUpperCase() + inTheWay.slice(1);
  await page.waitForTimeout(1800);
  await day.drag(guest, person, "12:30");
  await expect(page.getByText(/That time is taken\. .*Taken 13:00/)).toBeVisible();
  await expect(day.column("Ana").locator("button", { hasText: guest })).toBeVisible();
  expect(await place(guest)).toMatchObject({ start: `${TUESDAY} 10:00`, staff: "ana" });

  // By keyboard, to an hour that customers are not offered: one plain warning.
  await day.appointment(guest).focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Move…" }).press("Enter");
  await sheet.getByLabel("Time", { exact: true }).fill("19:00");
  await expect(sheet.getByText(/Outside the hours/)).toBeVisible();
  await sheet.getByRole("button", { name: "Move anyway" }).press("Enter");
  await expect.poll(async () => (await place(guest))!.start).toBe(`${TUESDAY} 19:00`);
  await page.keyboard.press("Escape");

  // An empty span becomes a break that nobody is offered.
  await day.draw("Cleo", "14:00", "15:00");
  await page.getByLabel("What for").fill("Break");
  await page.getByRole("button", { name: "Block this time" }).click();
  await expect(page.getByText("Cleo is blocked")).toBeVisible();
  const [off] = await query(
    `select to_char(starts_at at time zone 'Europe/Berlin', 'HH24:MI') as from, to_char(ends_at at time zone 'Europe/Berlin', 'HH24:MI') as to, reason
     from time_off where business_id = $1`,
    [studio.id],
  );
  expect(off).toEqual({ from: "14:00", to: "15:00", reason: "Break" });
  const free = await studio.times(request, "massage", TUESDAY);
  const [two] = starts(TUESDAY, ["14:00"]);
  expect(free.find(({ start }) => start === two)?.staff).not.toContain("cleo");
});

test("two colleagues edit one booking, the list acts on several, and a view is kept", async ({
  page,
  request,
}) => {
  const [one, two] = [unique("First"), unique("Second")];
  for (const [name, at] of [
    [one, "09:00"],
    [two, "10:30"],
  ] as const) {
    const [start] = starts(TUESDAY, [at]);
    await studio.book(request, "massage", start!, name);
  }
  await signInAs(page, "owner", "/dashboard/bookings");
  await page.getByRole("button", { name: new RegExp(one) }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Edit" }).click();
  await sheet.getByLabel("Note for the team").fill("Prefers the quiet room");
  // A colleague is faster.
  const [row] = await query<{ id: string }>(
    "select id from bookings where business_id = $1 and contact_name = $2",
    [studio.id, one],
  );
  await query("select edit_booking($1)", [
    JSON.stringify({ bookingId: row!.id, actor: { kind: "staff", name: "Ana" }, note: "Called" }),
  ]);
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet.getByText("A colleague has changed this booking meanwhile")).toBeVisible();
  await expect(sheet.getByLabel("Note for the team")).toHaveValue("Prefers the quiet room");
  await expect(sheet.getByText("Called")).toBeVisible();
  await sheet.getByRole("button", { name: "Save mine over it" }).click();
  await expect(page.getByText(`${one} is saved`)).toBeVisible();
  const [kept] = await query("select note, staff_note from bookings where id = $1", [row!.id]);
  expect(kept).toEqual({ note: "Called", staff_note: "Prefers the quiet room" });
  await expect(sheet.getByText("Prefers the quiet room")).toBeVisible();
  await page.keyboard.press("Escape");

  // What has not begun cannot be done: each row says so.
  const ticks = page.getByRole("row").getByRole("checkbox");
  await ticks.first().check();
  const bar = page.getByRole("region", { name: "With the ticked bookings" });
  await expect(bar.getByText("2 ticked")).toBeVisible();
  await bar.getByRole("button", { name: "Done" }).click();
  const table = page.getByRole("table");
  await expect(table.getByText("That can be noted once the appointment has begun.")).toHaveCount(2);
  await bar.getByRole("button", { name: "Cancel…" }).click();
  await bar.getByLabel("Why?").fill("The heating is off");
  await bar.getByRole("button", { name: "Cancel 2" }).click();
  await expect(table.getByText("changed", { exact: true })).toHaveCount(2);
  expect((await place(one))!.status).toBe("cancelled");

  // A view has a name and comes back by it; the export holds what it shows.
  await page.goto("/dashboard/bookings?status=cancelled");
  await page.getByRole("button", { name: "Keep this view" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Called off");
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("link", { name: "Called off" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  const csv = await page.request.get("/dashboard/bookings/export?status=cancelled");
  expect(csv.headers()["content-type"]).toContain("text/csv");
  const text = await csv.text();
  expect(text).toContain(`09:00,10:00,${one}`);
  expect(text).toContain("The heating is off");

  // The same once more, a week later at the same time, in two presses.
  await page.getByRole("button", { name: new RegExp(two) }).click();
  await sheet.getByRole("link", { name: "Book again" }).click();
  await page.getByRole("button", { name: /^Book: .*10:30/ }).click();
  await expect(page.getByText(new RegExp(`${two} is booked`))).toBeVisible();
});

test("a series at the desk: each date is looked at first, and what the hours leave behind is on Today", async ({
  page,
  request,
}) => {
  const weeks = Array.from({ length: 4 }, (_, n) => addDays(TUESDAY, 7 * n));
  const [first] = starts(TUESDAY, ["10:00"]);
  // The third date is taken by somebody else with Ana.
  const other = unique("Other");
  await studio.book(request, "massage", starts(weeks[2]!, ["10:00"])[0]!, other);
  await query(
    `update appointments set staff_id = (select id from staff where business_id = $1 and slug = 'ana')
     where business_id = $1`,
    [studio.id],
  );
  const [ana] = await query<{ id: string }>(
    "select id from staff where business_id = $1 and slug = 'ana'",
    [studio.id],
  );
  const guest = unique("Weekly");
  await signInAs(
    page,
    "owner",
    `/dashboard/bookings/new?staff=${ana!.id}&start=${encodeURIComponent(first!)}&back=/dashboard`,
  );
  await page.getByLabel("Repeat").selectOption("Every week");
  await page.getByLabel("How many").selectOption("4");
  await expect(page.getByText("3 of 4 dates will be booked.")).toBeVisible();
  const instead = page.getByLabel(/^Instead of/);
  await instead.selectOption({ index: 1 });
  await expect(page.getByText("All 4 dates will be booked.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill(guest);
  await page.getByRole("button", { name: /^Book: .*, 4 times$/ }).click();
  await expect(page.getByText(new RegExp(`${guest} is booked 4 times`))).toBeVisible();
  const made = await query<{ customer_id: string; clock: string }>(
    `select b.customer_id, to_char(b.starts_at at time zone 'Europe/Berlin', 'YYYY-MM-DD HH24:MI') as clock
     from bookings b where b.business_id = $1 and b.contact_name = $2 order by b.starts_at`,
    [studio.id, guest],
  );
  expect(made).toHaveLength(4);
  expect(new Set(made.map(({ customer_id }) => customer_id)).size).toBe(1);
  expect(made[0]!.clock).toBe(`${TUESDAY} 10:00`);
  expect(made[2]!.clock).not.toBe(`${weeks[2]} 10:00`);

  // Ana is away on the first day: her guest waits for a decision, until somebody says that it stays.
  await query(
    `insert into closures (business_id, staff_id, kind, name, from_date, to_date) values ($1, $2, 'leave', 'Away', $3, $3)`,
    [studio.id, ana!.id, TUESDAY],
  );
  await page.goto("/dashboard");
  const left = page
    .getByRole("listitem")
    .filter({ hasText: guest })
    .filter({ hasText: "with Ana" });
  await left.getByRole("button", { name: `It stays: ${guest}` }).click();
  await expect(page.getByText(`${guest} stays where it is`)).toBeVisible();
  await expect(left).toBeHidden();
});

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { googleCalendar } from "../supabase/tests/support/calendars/google.ts";
import { graphCalendar } from "../supabase/tests/support/calendars/graph.ts";
import { findRadicale, radicaleCalendar } from "../supabase/tests/support/calendars/radicale.ts";
import { dateAfter, openStudio, type Studio, starts } from "./pages/availability/studio";
import { CalendarsPage } from "./pages/dashboard/calendars-page";
import { signInAs } from "./pages/dashboard/sign-in";
import { query } from "./support/database";
import { accessibilityFaults, expect, test } from "./support/test";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const portOf = (url: string | undefined) => Number(new URL(url!).port);

let studio: Studio;

test.beforeEach(async ({ page, context, baseURL }) => {
  studio = await openStudio();
  await query(
    `insert into weekly_hours (business_id, weekday, start_min, end_min)
     select $1, d, 540, 1080 from generate_series(1, 7) as d`,
    [studio.id],
  );
  await studio.choose(context, baseURL!);
  await signInAs(page, "owner", "/dashboard/calendars");
});
test.afterEach(() => studio.close());

/** When a booking is, and whether it stands. */
async function bookingOf(name: string): Promise<{ status: string; start: number }> {
  const [row] = await query<{ status: string; starts_at: Date }>(
    `select b.status, a.starts_at from bookings b join appointments a on a.id = b.appointment_id
     where b.business_id = $1 and b.contact_name = $2`,
    [studio.id, name],
  );
  return { status: row!.status, start: row!.starts_at.getTime() };
}

test("a Google calendar: connected by sign-in, clashed with, changed in, expired and connected again", async ({
  page,
  request,
}) => {
  test.setTimeout(150_000);
  const google = await googleCalendar(250, portOf(process.env.GOOGLE_BASE_URL));
  const calendars = new CalendarsPage(page);
  const entryOf = async (name: string) =>
    (await google.entries()).find(({ title }) => title.includes(name));
  try {
    await page.goto("/api/calendars/google/callback?code=stolen&state=forged");
    await expect(page.getByText("This sign-in was not begun here")).toBeVisible();
    await calendars.signIn("Google Calendar", "Deny");
    await expect(page.getByText("You did not allow Daybook to see your calendars")).toBeVisible();
    await calendars.signIn("Google Calendar", "Allow");
    await expect(page.getByRole("heading", { name: "mara@mail.example" })).toBeVisible();
    const account = page.url();
    await calendars.use("Mara", "Both");
    expect(await accessibilityFaults(page)).toEqual([]);

    const times = starts(dateAfter(6), ["10:00", "12:00", "14:00"]);
    for (const [i, name] of ["Clara", "Dana", "Eva"].entries()) {
      const { status } = await studio.book(request, "consultation", times[i]!, name);
      expect(status).toBe(201);
    }
    await expect.poll(async () => (await google.entries()).length).toBe(3);
    expect(await entryOf("Clara")).toMatchObject({ start: Date.parse(times[0]!) });

    // Something else lands on all three: nothing is moved or cancelled until somebody says so.
    for (const time of times) {
      const at = Date.parse(time) + 15 * MINUTE;
      await google.add({ start: at, end: at + 30 * MINUTE });
    }
    await calendars.syncNow(/3 clashes found/);
    await page.goto("/dashboard");
    await expect(page.getByRole("heading", { name: "To decide" })).toBeVisible();
    await page.getByRole("link", { name: "Decide", exact: true }).click();
    await calendars.toDecide("Dana").getByRole("button", { name: "Keep both" }).click();
    await expect(calendars.said("Both stay.")).toBeVisible();
    await calendars.toDecide("Eva").getByRole("button", { name: "Cancel the booking" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel it" }).click();
    await expect(calendars.said(/^Cancelled/)).toBeVisible();
    await calendars.toDecide("Clara").getByRole("button", { name: "Move the booking" }).click();
    const offered = page.getByRole("dialog").getByRole("listitem").getByRole("button").first();
    await expect(offered).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
    await offered.click();
    await expect(calendars.said(/^Moved to/)).toBeVisible();
    await expect(page.getByRole("heading", { name: "To decide" })).toHaveCount(0);
    expect(await bookingOf("Dana")).toMatchObject({ status: "confirmed" });
    expect(await bookingOf("Eva")).toMatchObject({ status: "cancelled" });
    const moved = await bookingOf("Clara");
    expect(moved.start).not.toBe(Date.parse(times[0]!));
    await expect.poll(async () => (await entryOf("Clara"))?.start).toBe(moved.start);
    await expect.poll(async () => await entryOf("Eva")).toBeUndefined();

    // What is done over there waits for somebody's word, where the business wants that.
    await page.getByLabel("Somebody decides").check();
    await expect(calendars.said("Saved.")).toBeVisible();
    const [wished] = starts(dateAfter(8), ["11:00"]).map((time) => Date.parse(time));
    await google.move((await entryOf("Clara"))!.id, wished!, wished! + HOUR);
    await google.remove((await entryOf("Dana"))!.id);
    await page.goto(account);
    await calendars.syncNow(/deleted in the calendar: somebody has to decide/);
    await calendars.open();
    await calendars.toDecide("Clara").getByRole("button", { name: "Move it" }).click();
    await expect(calendars.said(/^Moved to/)).toBeVisible();
    await calendars.toDecide("Dana").getByRole("button", { name: "Put it back" }).click();
    await expect(calendars.said(/goes back/)).toBeVisible();
    expect(await bookingOf("Clara")).toEqual({ status: "confirmed", start: wished });
    expect(await bookingOf("Dana")).toMatchObject({ status: "confirmed" });
    await expect.poll(async () => (await entryOf("Dana"))?.start).toBe(Date.parse(times[1]!));

    google.revoke();
    await page.goto(account);
    await page.getByRole("button", { name: "Sync now" }).click();
    await expect(page.getByText("Not connected any more")).toBeVisible({ timeout: 15_000 });
    await studio.book(request, "consultation", starts(dateAfter(6), ["16:00"])[0]!, "Fay");
    await page.goto("/dashboard");
    await expect(page.getByRole("heading", { name: "Calendars to connect again" })).toBeVisible();
    await page.getByRole("link", { name: "Look", exact: true }).click();
    await page.getByRole("link", { name: "Connect again" }).click();
    await expect(page.getByText("mara@mail.example")).toBeVisible();
    await page.getByRole("link", { name: "Allow" }).click();
    await expect(page).toHaveURL(account);
    await expect(page.getByText("Not connected any more")).toHaveCount(0);
    await expect.poll(async () => (await google.entries()).length).toBe(3);
    expect(await entryOf("Fay")).toBeDefined();

    await page.getByRole("button", { name: "Disconnect" }).click();
    await page.getByRole("dialog").getByLabel("Take the coming ones out").check();
    await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
    await expect(page).toHaveURL(/\/dashboard\/calendars$/);
    await expect.poll(async () => (await google.entries()).length).toBe(0);
    await expect.poll(() => google.isRevoked()).toBe(true);
    await expect(page.getByText("mara@mail.example")).toHaveCount(0);
    expect(await query("select 1 from busy_times where business_id = $1", [studio.id])).toEqual([]);
  } finally {
    await google.stop();
  }
});

test("an account with an app password, a calendar file, and Outlook; everything as one file", async ({
  page,
  request,
}) => {
  test.setTimeout(150_000);
  const calendars = new CalendarsPage(page);
  const date = dateAfter(5);
  const [busy] = starts(date, ["11:00"]);
  const utc = busy!.replace(/[-:]/g, "");
  const files = createServer((asked, answer) => {
    const rota = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Rota\r\nBEGIN:VEVENT\r\nUID:1@rota\r\nDTSTART:${utc}\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    answer.end(asked.url === "/rota.ics" ? rota : "<title>Hello</title>");
  });
  await new Promise<void>((done) => files.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  const graph = await graphCalendar(100, portOf(process.env.MICROSOFT_BASE_URL));
  const binary = findRadicale();
  const radicale = binary ? await radicaleCalendar(binary) : null;
  const dialog = page.getByRole("dialog");
  try {
    await page.getByRole("button", { name: "Calendar address" }).click();
    await dialog.getByLabel("Address").fill(`${address}/hello`);
    await dialog.getByRole("button", { name: "Connect" }).click();
    await expect(dialog.getByText("it is not a calendar")).toBeVisible();
    await expect(dialog.getByLabel("Address")).toHaveValue(`${address}/hello`);
    await dialog.getByLabel("Address").fill(`${address}/rota.ics`);
    await dialog.getByRole("button", { name: "Connect" }).click();
    await expect(page.getByRole("heading", { name: "127.0.0.1" })).toBeVisible();
    await expect(calendars.log.getByText("1 busy time taken over")).toBeVisible({
      timeout: 15_000,
    });
    const free = await studio.times(request, "consultation", date);
    expect(free.map(({ start }) => start)).not.toContain(busy);

    await calendars.open();
    await page.getByLabel("Whose calendar").selectOption({ label: "Ben" });
    await calendars.signIn("Outlook", "Allow");
    await expect(page.getByRole("heading", { name: "mara@outlook.example" })).toBeVisible();
    await expect(page.getByText("Outlook of Ben")).toBeVisible();
    await page.getByRole("button", { name: "Test" }).click();
    await expect(calendars.said("It works: 1 calendar found.")).toBeVisible();

    // Where Radicale can neither be found nor installed, this part is left out.
    if (radicale) {
      await calendars.open();
      await page.getByRole("button", { name: /^iCloud/ }).click();
      await dialog.getByLabel("E-mail address or user name").fill("mara");
      await dialog.getByLabel("App password").fill("guessed");
      await dialog.getByLabel("Server").fill(radicale.base);
      await dialog.getByRole("button", { name: "Connect" }).click();
      await expect(dialog.getByText("The name or the app password is not right.")).toBeVisible();
      await dialog.getByLabel("App password").fill("app-password");
      await dialog.getByRole("button", { name: "Connect" }).click();
      await expect(page.getByRole("heading", { name: /^mara at/ })).toBeVisible();
      await calendars.use("Work", "Gets the bookings");
      radicale.setPassword("changed");
      await page.getByRole("button", { name: "Sync now" }).click();
      await expect(page.getByText("Not connected any more")).toBeVisible({ timeout: 15_000 });
      await page.getByRole("button", { name: "Connect again" }).click();
      await dialog.getByLabel("App password").fill("changed");
      await dialog.getByRole("button", { name: "Connect" }).click();
      await expect(page.getByText("Not connected any more")).toHaveCount(0);
      await expect(page.getByLabel("What Work does")).toHaveValue("receives");
    }

    await calendars.open();
    expect(await accessibilityFaults(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Everything as one file" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${studio.slug}.ics`);
  } finally {
    files.close();
    await graph.stop();
    await radicale?.stop();
  }
});

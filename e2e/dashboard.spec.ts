import { randomUUID } from "node:crypto";
import { minutesFromNow, openChair } from "./pages/dashboard/desk";
import { signInAs } from "./pages/dashboard/sign-in";
import { query } from "./support/database";
import { mailTo } from "./support/mailbox";
import { accessibilityFaults, expect, test } from "./support/test";
import { freeTimes } from "./support/times";

const LOTUS = "b0000000-0000-4000-8000-000000000001";
const unique = (name: string) => `${name} ${randomUUID().slice(0, 6)}`;
const mailbox = () => `guest-${randomUUID().slice(0, 8)}@journey.example`;
const berlinDate = (instant: string) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format(new Date(instant));

test("the owner sees the week that the demo has, and an appointment with its people", async ({
  page,
}) => {
  const [seeded] = await query<{ name: string; start: string; service: string }>(
    `select b.contact_name as name, a.starts_at::text as start, s.name as service
     from appointments a join bookings b on b.appointment_id = a.id join services s on s.id = a.service_id
     where a.business_id = $1 and b.status = 'confirmed' and a.starts_at > now() and a.capacity = 1 and b.source = 'public'
     order by a.starts_at limit 1`,
    [LOTUS],
  );
  if (!seeded) throw new Error("the demo has nothing ahead");
  await signInAs(page, "owner", `/dashboard/calendar?view=list&date=${berlinDate(seeded.start)}`);
  const calendar = page.getByRole("region", { name: "Calendar" });
  const row = calendar.getByText(seeded.name).first();
  await expect(row).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Berlin time/)).toBeVisible();
  await row.click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("heading", { name: seeded.name })).toBeVisible();
  await sheet.getByText("History").first().click();
  await expect(sheet.getByText("Booked").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

test("a booking made elsewhere appears in the open calendar without a reload", async ({
  page,
  playwright,
  baseURL,
}) => {
  const elsewhere = await playwright.request.newContext({ baseURL });
  const [time] = await freeTimes(elsewhere, "lotus-hair", "cut");
  if (!time) throw new Error("no free time");
  const name = unique("Live Guest");
  await signInAs(page, "owner", `/dashboard/calendar?view=week&date=${berlinDate(time.start)}`);
  const calendar = page.getByRole("region", { name: "Calendar" });
  await expect(calendar.locator("[data-staff]").first()).toBeVisible({ timeout: 30_000 });
  await page.evaluate(() => {
    (window as unknown as { stayed: boolean }).stayed = true;
  });
  const answer = await elsewhere.post("/api/bookings", {
    headers: { "idempotency-key": randomUUID() },
    data: {
      business: "lotus-hair",
      service: "cut",
      start: time.start,
      staff: "any",
      party: 1,
      customer: { name, email: mailbox() },
      timeZone: "Europe/Berlin",
    },
  });
  expect(answer.status()).toBe(201);
  await expect(calendar.getByText(name)).toBeAttached({ timeout: 5_000 });
  expect(await page.evaluate(() => (window as unknown as { stayed?: boolean }).stayed)).toBe(true);
  await elsewhere.dispose();
});

test("a request is confirmed with one press, and the customer is told", async ({
  page,
  playwright,
  baseURL,
}) => {
  const elsewhere = await playwright.request.newContext({ baseURL });
  const [time] = await freeTimes(elsewhere, "lotus-hair", "colour");
  if (!time) throw new Error("no free time");
  const name = unique("Petra Request");
  const email = mailbox();
  await signInAs(page, "owner");
  const answer = await elsewhere.post("/api/bookings", {
    headers: { "idempotency-key": randomUUID() },
    data: {
      business: "lotus-hair",
      service: "colour",
      start: time.start,
      staff: "any",
      party: 1,
      customer: { name, email },
      answers: { history: "Henna", allergy: "No" },
      timeZone: "Europe/Berlin",
    },
  });
  expect(answer.status()).toBe(201);
  const request = page
    .getByRole("listitem")
    .filter({ hasText: name })
    .filter({ hasText: "Colour" });
  await request.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText(`${name} is confirmed`)).toBeVisible();
  await expect(request.getByRole("button", { name: "Confirm" })).toBeHidden();
  await mailTo(email, /^Your appointment at/);
  const [row] = await query("select status from bookings where contact_email = $1", [email]);
  expect(row).toEqual({ status: "confirmed" });
  await elsewhere.dispose();
});

test("done and did-not-come are noted with one press and can be undone", async ({ page }) => {
  const chair = await openChair(unique("Chair"));
  try {
    const name = unique("Now Guest");
    const { bookingId } = await chair.book(minutesFromNow(-10), name);
    const status = async () =>
      (await query<{ status: string }>("select status from bookings where id = $1", [bookingId]))[0]
        ?.status;
    await signInAs(page, "owner");
    const row = page
      .getByRole("listitem")
      .filter({ hasText: name })
      .filter({ hasText: chair.name });
    await row.getByRole("button", { name: "Done" }).click();
    await expect(page.getByText(`${name} is done`)).toBeVisible();
    expect(await status()).toBe("completed");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(status).toBe("confirmed");
    await row.getByRole("button", { name: "Did not come" }).click();
    await expect.poll(status).toBe("no_show");
  } finally {
    await chair.close();
  }
});

test("a booking is cancelled with a word to the customer", async ({ page }) => {
  const chair = await openChair(unique("Chair"));
  try {
    const name = unique("Off Guest");
    const email = mailbox();
    const { bookingId } = await chair.book(minutesFromNow(3 * 24 * 60), name, email);
    await signInAs(page, "owner", `/dashboard/bookings?q=${encodeURIComponent(name)}`);
    await page.getByRole("button", { name: new RegExp(name) }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("button", { name: "Cancel" }).click();
    await sheet.getByLabel(/Why is it cancelled/).fill("The water is off");
    await sheet.getByRole("button", { name: "Cancel the booking" }).click();
    await expect(page.getByText(`${name}'s booking is cancelled`)).toBeVisible();
    await expect(sheet.getByText("The water is off").first()).toBeVisible();
    const [row] = await query("select status, cancelled_by from bookings where id = $1", [
      bookingId,
    ]);
    expect(row).toEqual({ status: "cancelled", cancelled_by: "staff" });
    expect((await mailTo(email, /cancelled/i)).text).toContain("The water is off");
  } finally {
    await chair.close();
  }
});

test("staff see the whole day but change only their own", async ({ page }) => {
  const own = await openChair(unique("Own chair"), "staff@daybook.example");
  const other = await openChair(unique("Other chair"));
  try {
    const mine = unique("Mine");
    const theirs = unique("Theirs");
    const { bookingId } = await own.book(minutesFromNow(-5), mine);
    await other.book(minutesFromNow(-5), theirs);
    await signInAs(page, "staff", "/dashboard/calendar?view=day");
    await page.getByRole("button", { name: new RegExp(theirs) }).click();
    const sheet = page.getByRole("dialog");
    await expect(sheet.getByText(`This is ${other.name}'s appointment`)).toBeVisible();
    await expect(sheet.getByRole("button", { name: "Done" })).toBeHidden();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: new RegExp(mine) }).click();
    const done = sheet.getByRole("button", { name: "Done" });
    await expect(done).toBeVisible();
    // A page that has not heard yet that the right is gone still shows the button: the server refuses.
    await page.route("**/api/dashboard/**", (route) => route.abort());
    await query("update staff set user_id = null where id = $1", [own.staffId]);
    await done.click();
    await expect(page.getByText("You may not do this.")).toBeVisible();
    const [row] = await query("select status from bookings where id = $1", [bookingId]);
    expect(row).toEqual({ status: "confirmed" });
  } finally {
    await own.close();
    await other.close();
  }
});

test("whoever has no business sees no dashboard", async ({ page }) => {
  await page.goto("/dashboard/calendar");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdashboard%2Fcalendar$/);
  for (const path of [
    `/api/dashboard/calendar?business=${LOTUS}&from=2026-01-01&to=2026-01-08`,
    `/api/dashboard/live?business=${LOTUS}`,
    `/api/dashboard/appointments/${LOTUS}?business=${LOTUS}`,
  ]) {
    expect((await page.request.get(path)).status(), path).toBe(401);
  }
  await signInAs(page, "customer", "/dashboard");
  await expect(page).toHaveURL(/\/start$/);
  const answer = await page.request.get(
    `/api/dashboard/calendar?business=${LOTUS}&from=2026-01-01&to=2026-01-08`,
  );
  expect(answer.status()).toBe(403);
});

test("rubbish in the calendar's address is refused or ignored, never a failure", async ({
  page,
}) => {
  await signInAs(page, "owner", "/dashboard/calendar?view=decade&date=9999-99-99&status=<b>");
  await expect(page.getByRole("region", { name: "Calendar" })).toBeVisible();
  for (const range of [
    "from=x&to=y",
    "from=2026-01-01&to=2027-01-01",
    "from=2026-01-02&to=2026-01-01",
    "",
  ]) {
    const answer = await page.request.get(`/api/dashboard/calendar?business=${LOTUS}&${range}`);
    expect(answer.status(), range).toBe(422);
  }
  expect((await page.request.get(`/api/dashboard/appointments/1?business=${LOTUS}`)).status()).toBe(
    404,
  );
  await page.goto("/dashboard/bookings?q=%25,()%22%5C*&page=-1&from=soon&status=broken");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
});

test("a person with two businesses goes from one to the other", async ({ page }) => {
  await signInAs(page, "owner");
  await page.getByRole("button", { name: /Lotus Hair/ }).click();
  await page.getByRole("menuitem", { name: "Still Yoga" }).click();
  await expect(page.getByText("Still Yoga, New York time")).toBeVisible();
  await page.goto("/dashboard/calendar");
  await expect(page.getByText(/New York time/)).toBeVisible();
  await page.getByRole("button", { name: /Still Yoga/ }).click();
  await page.getByRole("menuitem", { name: "Lotus Hair" }).click();
  await expect(page.getByText("Lotus Hair, Berlin time")).toBeVisible();
});

test("the calendar stands on the business's clock, wherever the browser is, also when clocks change", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const chair = await openChair(unique("Clock chair"));
  const hours = ["09:00", "12:30", "17:00"];
  // Winter, the Sunday that loses an hour, summer, the Sunday that gains one.
  const days = ["2027-02-10", "2027-03-28", "2027-07-07", "2027-10-31"];
  try {
    for (const day of days) {
      for (const hour of hours) {
        const [row] = await query<{ at: Date }>(
          "select ($1::timestamp at time zone 'Europe/Berlin') as at",
          [`${day} ${hour}`],
        );
        await chair.book(row!.at, `At ${hour}`);
      }
    }
    for (const timezoneId of ["Asia/Kathmandu", "America/Los_Angeles"]) {
      const context = await browser.newContext({
        timezoneId,
        viewport: { width: 1440, height: 1200 },
      });
      const page = await context.newPage();
      await signInAs(page, "owner");
      for (const day of days) {
        await page.goto(`/dashboard/calendar?view=week&date=${day}&staff=${chair.staffId}`);
        const calendar = page.getByRole("region", { name: "Calendar" });
        const tops: number[] = [];
        for (const hour of hours) {
          const event = calendar.getByText(`At ${hour}`);
          await expect(event).toHaveCount(1, { timeout: 30_000 });
          tops.push((await event.locator("xpath=ancestor::*[@data-staff][1]").boundingBox())!.y);
        }
        // 37.5 pixels are half an hour; nine to half past twelve are seven of them, to five sixteen.
        expect(tops[1]! - tops[0]!, `${day} in ${timezoneId}`).toBeCloseTo(7 * 37.5, -0.5);
        expect(tops[2]! - tops[0]!, `${day} in ${timezoneId}`).toBeCloseTo(16 * 37.5, -0.5);
        const nine = await calendar.getByText("09:00", { exact: true }).first().boundingBox();
        expect(Math.abs(nine!.y - tops[0]!)).toBeLessThan(12);
      }
      await context.close();
    }
  } finally {
    await chair.close();
  }
});

test("filters live in the address, and what was called off shows only when asked for", async ({
  page,
}) => {
  const chair = await openChair(unique("Filter chair"));
  try {
    const name = unique("Gone Guest");
    const { bookingId } = await chair.book(new Date("2027-05-05T10:00:00Z"), name);
    await query("select change_booking_status($1, 'cancelled', $2)", [
      bookingId,
      JSON.stringify({ kind: "staff" }),
    ]);
    await signInAs(page, "owner", "/dashboard/calendar?view=day&date=2027-05-05");
    await expect(page.getByRole("region", { name: "Calendar" })).toBeVisible();
    await expect(page.getByText(name)).toHaveCount(0);
    await page.getByRole("button", { name: "Status" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Called off" }).click();
    // The press that closes a menu draws no booking.
    const column = (await page.locator("[data-column]").first().boundingBox())!;
    await page.mouse.click(column.x + 40, column.y + 200);
    await expect(page.getByRole("menu")).toBeHidden();
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(page).toHaveURL(/status=cancelled/);
    await expect(page.getByText(name)).toBeVisible();
    await page.reload();
    await expect(page.getByText(name)).toBeVisible();
  } finally {
    await chair.close();
  }
});

test("a new business is opened on a phone, left in the middle, gone on with, changed, and can be booked", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const email = mailbox();
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Rosa Keller");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("a quiet morning");
  await page.getByRole("button", { name: "Create my account" }).click();
  const code = (await mailTo(email, /confirm/i)).text.match(/\b\d{6}\b/)?.[0] ?? "";
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();

  const name = unique("Keller Klänge");
  await page.getByLabel("Name of your business").fill("Lotus Hair");
  await expect(page.getByText("Somebody else has this address already")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name of your business")).toHaveValue("Lotus Hair");
  await page.getByLabel("Name of your business").fill(name);
  await page.getByText("Lessons and coaching").click();
  await expect(page.getByLabel("Time zone")).toHaveValue("Berlin");
  await page.getByLabel("Country").fill("swit");
  await page.getByRole("option", { name: "Switzerland" }).click();
  await expect(page.getByLabel("Currency")).toHaveValue(/Swiss/);
  await page.getByRole("button", { name: "Open the book" }).click();
  await expect(page).toHaveURL(/\/start\/hours$/);
  await page.getByRole("button", { name: "Tuesday to Saturday, 10 to 18" }).click();
  await page.getByRole("button", { name: "These are my hours" }).click();
  await expect(page).toHaveURL(/\/start\/services$/);

  // The browser is closed, and another day one signs in again.
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("a quiet morning");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/start\/services$/);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expect(page).toHaveURL(/\/start\/hours$/);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expect(page.getByLabel("Name of your business")).toHaveValue(name);
  await page.getByText("Repairs and workshop").click();
  await page.getByText("Lessons and coaching").click();
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page).toHaveURL(/\/start\/hours$/);
  await page.getByRole("button", { name: "Later" }).click();
  await expect(page).toHaveURL(/\/start\/services$/);

  await page.getByText("First talk").click();
  await page.getByLabel("Price").first().fill("45.50");
  await page.getByRole("button", { name: "Another service" }).click();
  await page.getByRole("button", { name: "Offer these 3 services" }).click();
  await expect(page.getByText("What is it called?")).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByLabel("Name").last().fill("Choir");
  await page.getByRole("button", { name: "Offer these 3 services" }).dblclick();
  await expect(page.getByRole("heading", { name: "Your page is live" })).toBeVisible();
  const made = await query(
    `select b.start_step, array_agg(s.name order by s.position) as services
     from businesses b join members m on m.business_id = b.id join auth.users u on u.id = m.user_id
     left join services s on s.business_id = b.id where u.email = $1 group by b.id`,
    [email],
  );
  expect(made).toEqual([{ start_step: null, services: ["Lesson", "Double lesson", "Choir"] }]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("link", { name: "To the diary" }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  await expect(page.getByText(`${name}, Berlin time`)).toBeVisible();
  const slug = await page
    .getByRole("link", { name: "Public page", exact: true })
    .getAttribute("href");
  expect(slug).toMatch(/^\/keller-klange-/);
  await page.goto(slug ?? "");
  await expect(page.getByText("Double lesson")).toBeVisible();
  await expect(page.getByText("45.50")).toBeVisible();
});

test("settings are saved by managers, and nobody overwrites a colleague unknowingly", async ({
  page,
  browser,
}) => {
  await signInAs(page, "owner", "/dashboard/settings");
  const tagline = page.getByLabel("One line about it");
  const before = await tagline.inputValue();
  const second = await page.context().newPage();
  await second.goto("/dashboard/settings");

  await tagline.fill("Quiet cuts, tried out");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Customers see it from now on")).toBeVisible();

  await second.getByLabel("E-mail").fill("not an address");
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.getByText("An e-mail address such as")).toBeVisible();
  await second.getByLabel("E-mail").fill("hello@lotus-hair.example");
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.getByText("Somebody has saved in the meantime")).toBeVisible();
  await expect(second.getByText("One line about it: “Quiet cuts, tried out”")).toBeVisible();
  await second.getByRole("button", { name: "Save mine over it" }).click();
  await expect(second.getByText("Customers see it from now on")).toBeVisible();
  const [row] = await query("select tagline from businesses where id = $1", [LOTUS]);
  expect(row).toEqual({ tagline: before });

  const colleague = await (await browser.newContext()).newPage();
  await signInAs(colleague, "staff", "/dashboard/settings");
  await expect(colleague.getByRole("heading", { name: "not yours to open" })).toBeVisible();
  await expect(colleague.getByRole("link", { name: "Settings" })).toBeHidden();
  await colleague.context().close();
});

test("axe finds nothing serious in the dashboard", async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, "owner");
  for (const path of [
    "/dashboard",
    "/dashboard/calendar?view=week",
    "/dashboard/calendar?view=month",
    "/dashboard/calendar?view=list",
    "/dashboard/calendar?view=day",
    "/dashboard/bookings?when=all",
    "/dashboard/bookings/new",
    "/dashboard/settings",
    "/dashboard/more",
    "/start",
  ]) {
    await page.goto(path);
    await expect(page.locator("main h1")).toBeVisible();
    if (path.includes("calendar")) {
      await expect(page.locator("section[aria-label=Calendar] [data-staff]").first()).toBeVisible({
        timeout: 30_000,
      });
    }
    expect(await accessibilityFaults(page), path).toEqual([]);
  }
  await page.goto("/dashboard/bookings?when=all");
  await page.locator("tbody button").first().click();
  await expect(page.getByRole("dialog").getByRole("heading", { level: 3 }).first()).toBeVisible();
  expect(await accessibilityFaults(page), "the sheet").toEqual([]);
});

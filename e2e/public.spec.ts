import type { Browser, Page } from "@playwright/test";
import { BookingPage } from "./pages/public/booking-page";
import { ManagePage } from "./pages/public/manage-page";
import { query } from "./support/database";
import { mailTo } from "./support/mailbox";
import { accessibilityFaults, expect, test } from "./support/test";
import { type FreeTime, freeTimes } from "./support/times";

const SALON = "lotus-hair";
let serial = 0;

/** An address that nobody else in this run has. */
function visitor(name = "Nora Test") {
  serial += 1;
  return { name, email: `visitor-${Date.now()}-${serial}@mail.example` };
}

/** A free time far enough ahead that it may still be cancelled, a different one at each call. */
async function freeTime(page: Page, service = "cut"): Promise<FreeTime> {
  const times = await freeTimes(page.request, SALON, service);
  const later = times.filter(({ start }) => Date.parse(start) > Date.now() + 48 * 3_600_000);
  const time = later[Math.floor(later.length / 2)];
  if (!time) throw new Error(`no free time for ${service}`);
  return time;
}

async function bookByApi(page: Page, start: string, service = "cut", staff = "any") {
  const answer = await page.request.post("/api/bookings", {
    data: {
      business: SALON,
      service,
      start,
      staff,
      customer: visitor("Somebody Else"),
      timeZone: "Europe/Berlin",
    },
  });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as { manageUrl: string };
}

/** Books every place that is left at a start, so that it must vanish. */
async function fill(page: Page, time: FreeTime, service = "cut") {
  for (const staff of time.staff) await bookByApi(page, time.start, service, staff);
}

/** Another visitor, with a browser of their own. */
async function another(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}) {
  const context = await browser.newContext({
    baseURL: test.info().project.use.baseURL ?? "",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ...options,
  });
  return context.newPage();
}

const berlinDate = (start: string) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format(new Date(start));

for (const [device, viewport] of [
  ["a desk", { width: 1440, height: 900 }],
  ["a phone", { width: 390, height: 844 }],
] as const) {
  test.describe(`on ${device}`, () => {
    test.use({ viewport });

    test("from the business's page to a confirmation with a calendar file", async ({ page }) => {
      const who = visitor();
      await page.goto(`/${SALON}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lotus Hair");
      await page.getByRole("link", { name: "Cut and finish", exact: true }).click();
      const booking = new BookingPage(page);
      await expect(booking.zone).toContainText("Berlin time");
      await booking.times.first().click();
      await booking.fill(who);
      await booking.submit.click();

      const manage = new ManagePage(page);
      await expect(manage.heading).toHaveText("You are booked");
      await expect(manage.ticket).toContainText("Berlin time");
      await expect(manage.ticket).toContainText("Cut and finish");
      await expect(manage.ticket).toContainText(who.name);

      await page.getByText("Add to calendar").click();
      const file = await page.request.get(`${manage.path}/calendar`);
      expect(file.headers()["content-type"]).toContain("text/calendar");
      expect(await file.text()).toContain("SUMMARY:Cut and finish at Lotus Hair");

      const mail = await mailTo(who.email, /Cut and finish|Lotus Hair/);
      expect(mail.text).toContain(manage.path);
      expect(mail.attachments.some(({ mimeType }) => mimeType.startsWith("text/calendar"))).toBe(
        true,
      );
    });
  });
}

test("the first answer of the server has times in it", async ({ page }) => {
  const html = await (await page.request.get(`/${SALON}/cut`)).text();
  const time = await freeTimes(page.request, SALON, "cut");
  expect(html).toContain(time[0]!.start);
});

test("links lead to a person and to a day", async ({ page }) => {
  const time = await freeTime(page);
  const staff = time.staff[0]!;
  await page.goto(`/${SALON}?staff=${staff}`);
  await page.getByRole("link", { name: "Cut and finish", exact: true }).click();
  await expect(page.locator('input[name="with"]:checked')).toHaveValue(staff);
  await page.goto(`/${SALON}/cut?staff=${staff}&date=${berlinDate(time.start)}`);
  const booking = new BookingPage(page);
  await expect(booking.time(time.start)).toBeVisible();
  await expect(page.locator('input[name="with"]:checked')).toHaveValue(staff);
  await expect(booking.day(berlinDate(time.start))).toHaveAttribute("tabindex", "0");
});

test("book and cancel with the keyboard alone", async ({ page }) => {
  const who = visitor();
  const time = await freeTime(page);
  const booking = new BookingPage(page);
  await booking.open(SALON, "cut");

  const target = booking.day(berlinDate(time.start));
  await booking.days.locator('[tabindex="0"]').focus();
  const focused = page.locator("[data-date]:focus");
  for (let date = await focused.getAttribute("data-date"); date !== berlinDate(time.start); ) {
    date = new Date(Date.parse(date ?? "") + 86_400_000).toISOString().slice(0, 10);
    await page.keyboard.press("ArrowRight");
    await expect(focused).toHaveAttribute("data-date", date);
  }
  await expect(target).toBeFocused();
  await expect(target).toHaveAccessibleName(/\d+ free/);
  await booking.time(time.start).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Your details" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type(who.name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(who.email);
  await page.keyboard.press("Enter");

  const manage = new ManagePage(page);
  await expect(manage.heading).toHaveText("You are booked");
  await page.getByRole("link", { name: "Cancel appointment" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel(/^Why/).focus();
  await page.keyboard.type("Ill");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Cancel the appointment" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(manage.heading).toHaveText("This appointment is cancelled");
  const [row] = await query<{ status: string; cancel_reason: string }>(
    "select b.status, b.cancel_reason from bookings b join customers c on c.id = b.customer_id where c.email = $1",
    [who.email],
  );
  expect(row).toEqual({ status: "cancelled", cancel_reason: "Ill" });
});

test("the grid's keys: week, month, and days without room that say why", async ({ page }) => {
  const booking = new BookingPage(page);
  await booking.open(SALON, "cut");
  await booking.days.locator('[tabindex="0"]').focus();
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute("data-date") ?? "");
  const start = await focused();
  await page.keyboard.press("PageDown");
  await expect.poll(focused).not.toBe(start);
  await expect(booking.days.locator('[tabindex="0"]')).toBeFocused();
  await page.keyboard.press("End");
  // The salon is closed on Sundays.
  await expect(page.locator(":focus")).toHaveAccessibleName(/Sunday.*closed that day/);
  await expect(page.getByText("Lotus Hair is closed that day.")).toBeVisible();
  await page.keyboard.press("PageUp");
  await expect.poll(focused).toMatch(new RegExp(`^${start.slice(0, 7)}|^\\d{4}`));
});

test("of two visitors at one time one holds it; the other gets the nearest, and both book", async ({
  page,
  browser,
}) => {
  const time = (await freeTimes(page.request, SALON, "beard")).at(-1)!;
  const [first, second] = [page, await another(browser)];
  const [winner, loser] = [visitor("First Comer"), visitor("Second Comer")];
  const held = first.waitForResponse(
    (answer) => answer.url().endsWith("/api/holds") && answer.status() === 201,
  );
  await first.goto(`/${SALON}/beard?at=${time.start}`);
  await held;
  const stillFree = await freeTimes(page.request, SALON, "beard");
  expect(stillFree.map(({ start }) => start)).not.toContain(time.start);

  await second.goto(`/${SALON}/beard?at=${time.start}`);
  await expect(second.getByRole("alert").filter({ hasText: "no longer free" })).toBeVisible();
  await new BookingPage(second).fill(loser);
  await second.getByRole("alert").getByRole("button").first().click();
  await expect(second.getByLabel("Name")).toHaveValue(loser.name);
  await new BookingPage(second).submit.click();
  await expect(new ManagePage(second).heading).toHaveText("You are booked");
  await second.context().close();

  await new BookingPage(first).fill(winner);
  await new BookingPage(first).submit.click();
  await expect(new ManagePage(first).heading).toHaveText("You are booked");
});

test("a hold that ran out unseen: the submit offers the nearest times, and the form stays as it was", async ({
  page,
}) => {
  const time = (await freeTimes(page.request, SALON, "beard")).at(-2)!;
  const who = visitor();
  // Without news from the server the page cannot know that the time is gone.
  await page.route("**/api/availability/live**", (route) => route.abort());
  const asked = page.waitForResponse((answer) => answer.url().endsWith("/api/holds"));
  await page.goto(`/${SALON}/beard?at=${time.start}`);
  const { hold } = (await (await asked).json()) as { hold: { token: string } };
  const booking = new BookingPage(page);
  await booking.fill(who);
  await page.request.delete(`/api/holds/${hold.token}`);
  await fill(page, time, "beard");
  await booking.submit.click();
  const alert = page.getByRole("alert").filter({ hasText: /taken|no longer free/ });
  await expect(alert).toBeVisible();
  await expect(alert.getByRole("button")).not.toHaveCount(0);
  await expect(page.getByLabel("Name")).toHaveValue(who.name);
  await expect(page.getByLabel("E-mail")).toHaveValue(who.email);
});

test("a time that is taken elsewhere goes from the open page within two seconds", async ({
  page,
}) => {
  const time = await freeTime(page, "short-cut");
  const booking = new BookingPage(page);
  await booking.open(SALON, "short-cut", `?date=${berlinDate(time.start)}`);
  await expect(booking.time(time.start)).toBeVisible();
  // The stream must stand before the change; the page opens it as soon as it is alive.
  await page.waitForTimeout(1_000);
  await fill(page, time, "short-cut");
  await expect(booking.time(time.start)).toHaveCount(0, { timeout: 2_000 });
  await expect(page.getByRole("status").filter({ hasText: "just been taken" })).toBeVisible();
});

test("a visitor elsewhere sees their own time, and both clocks once chosen", async ({
  page,
  browser,
}) => {
  const time = await freeTime(page);
  const far = await another(browser, { timezoneId: "America/New_York", locale: "en-US" });
  const booking = new BookingPage(far);
  await booking.open(SALON, "cut", `?date=${berlinDate(time.start)}`);
  await expect(booking.zone).toContainText("New York time");
  const there = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/New_York",
    hour: "numeric",
    minute: "2-digit",
  }).format(new Date(time.start));
  await expect(booking.time(time.start)).toHaveText(there.replaceAll("\u202f", " "));

  await far.getByRole("button", { name: "Change zone" }).click();
  await far.getByRole("combobox").fill("kathm");
  await far.getByRole("option", { name: /Kathmandu/ }).click();
  await expect(booking.zone).toContainText("Kathmandu time");
  await far.reload();
  await expect(booking.zone).toContainText("Kathmandu time");
  await far.goto(`/${SALON}/cut?at=${time.start}`);
  const summary = far.getByRole("complementary", { name: "Your choice" });
  await expect(summary).toContainText("Kathmandu time");
  await expect(summary).toContainText("Berlin time");
  await far.context().close();
});

test("what was typed survives mistakes, the back button, a reload and a late script", async ({
  page,
  browser,
}) => {
  const time = await freeTime(page);
  const who = visitor();
  const booking = new BookingPage(page);
  await booking.open(SALON, "cut", `?date=${berlinDate(time.start)}`);
  await booking.time(time.start).click();
  await booking.fill({ name: who.name, email: "nora@", phone: "12" });
  await booking.submit.click();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await expect(page.getByText(/Please give an e-mail address/)).toBeVisible();
  await expect(page.getByText(/Please give a phone number/)).toBeVisible();
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByLabel("Phone").fill("");

  await page.goBack();
  await expect(booking.time(time.start)).toBeVisible();
  await page.goForward();
  await expect(page.getByLabel("Name")).toHaveValue(who.name);
  await page.reload();
  await expect(page.getByLabel("Name")).toHaveValue(who.name);
  await expect(page.getByLabel("E-mail")).toHaveValue(who.email);

  // Elsewhere, where the form is drawn anew as soon as its script knows the zone.
  const far = await another(browser, { timezoneId: "Asia/Tokyo" });
  let come = () => {};
  const scripts = new Promise<void>((resolve) => {
    come = resolve;
  });
  await far.route("**/*.js", async (route) => {
    await scripts;
    await route.continue();
  });
  await far.goto(`/${SALON}/cut?at=${time.start}`, { waitUntil: "commit" });
  await new BookingPage(far).fill(who);
  come();
  await expect(far.getByText("Tokyo time").first()).toBeVisible();
  await expect(far.getByLabel("Name")).toHaveValue(who.name);
  await expect(far.getByLabel("E-mail")).toHaveValue(who.email);
  await far.context().close();
});

test("a double click books once", async ({ page }) => {
  const time = await freeTime(page);
  const who = visitor();
  await page.goto(`/${SALON}/cut?at=${time.start}`);
  const booking = new BookingPage(page);
  await booking.fill(who);
  await booking.submit.dblclick();
  await expect(new ManagePage(page).heading).toHaveText("You are booked");
  const rows = await query(
    "select b.id from bookings b join customers c on c.id = b.customer_id where c.email = $1",
    [who.email],
  );
  expect(rows).toHaveLength(1);
});

test("a request with questions waits for its answer", async ({ page }) => {
  const who = visitor();
  const time = (await freeTimes(page.request, SALON, "colour")).at(-1)!;
  await page.goto(`/${SALON}/colour?at=${time.start}`);
  const booking = new BookingPage(page);
  await booking.fill(who);
  await booking.submit.click();
  await expect(page.getByLabel("What is on your hair now?")).toBeFocused();
  await page.getByLabel("What is on your hair now?").fill("Henna");
  await page.getByLabel("Have you ever reacted to hair colour?").selectOption("No");
  await booking.submit.click();
  const manage = new ManagePage(page);
  await expect(manage.heading).toHaveText("Your request is in");
  await expect(manage.ticket).toContainText("Waiting for an answer");
  await expect(manage.ticket).toContainText("Henna");
});

test("move and cancel by the link; an old page says what happened", async ({ page, browser }) => {
  const time = await freeTime(page);
  const { manageUrl } = await bookByApi(page, time.start, "cut", time.staff[0]);
  const link = new URL(manageUrl).pathname;
  await page.goto(link);
  const manage = new ManagePage(page);
  await page.getByRole("link", { name: "Move to another time" }).click();
  const picker = new BookingPage(page);
  // Its own time counts as free while it is being moved.
  await expect(picker.time(time.start)).toBeVisible();
  const other = picker.times.filter({ hasNot: page.locator(`time[datetime="${time.start}"]`) });
  await other.last().click();
  // Somebody else moves it while this is looked at: nothing is overwritten unseen, and the page shows how it stands.
  const between = (await freeTimes(page.request, SALON, "cut", { staff: time.staff[0]! })).at(-1)!;
  const moved = await page.request.patch(link.replace("/manage/", "/api/bookings/manage/"), {
    data: { start: between.start },
  });
  expect(moved.ok()).toBe(true);
  await page.getByRole("button", { name: "Move it there" }).click();
  await expect(page.getByText(/has changed in the meantime/)).toBeVisible();
  await expect(page.locator(`time[datetime="${between.start}"]`)).toBeVisible();
  await page.getByRole("button", { name: "Move it there" }).click();
  await expect(page.getByText(/^Moved to /)).toBeVisible();
  await expect(page.getByText(/^You moved it from /)).toHaveCount(2);

  // Its line to the server is cut, or it would hear of the change.
  const stale = await another(browser);
  await stale.route("**/api/**", (route) => route.abort());
  await stale.goto(`${link}?step=cancel`);
  await new ManagePage(page).cancel("Ill");
  await expect(manage.heading).toHaveText("This appointment is cancelled");
  await stale.getByRole("button", { name: "Cancel the appointment" }).click();
  await expect(stale.getByText(/changed in the meantime/)).toBeVisible();
  await expect(stale.getByRole("button", { name: /^Book / })).toBeVisible();
  await stale.context().close();
});

test("after the cut-off there is the business's number instead of buttons", async ({ page }) => {
  const { manageUrl } = await bookByApi(page, (await freeTime(page)).start);
  await query(
    `update services set cancel_cutoff_min = 100000, move_cutoff_min = 100000
     where slug = 'cut' and business_id = (select id from businesses where slug = $1)`,
    [SALON],
  );
  try {
    await page.goto(new URL(manageUrl).pathname);
    await expect(page.getByText(/speak to Lotus Hair/)).toBeVisible();
    await expect(page.getByRole("link", { name: "Cancel appointment" })).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Move to another time" })).toHaveCount(0);
  } finally {
    await query(
      `update services set cancel_cutoff_min = null, move_cutoff_min = null
       where slug = 'cut' and business_id = (select id from businesses where slug = $1)`,
      [SALON],
    );
  }
});

test("a name that is a script is shown as a name", async ({ page }) => {
  const time = await freeTime(page);
  const who = visitor('<img src=x onerror="document.title=1"><b>Bo</b>');
  await page.goto(`/${SALON}/cut?at=${time.start}`);
  const booking = new BookingPage(page);
  await booking.fill(who);
  await booking.submit.click();
  const manage = new ManagePage(page);
  await expect(manage.ticket).toContainText(who.name);
  await expect(page).toHaveTitle(/Cut and finish/);
});

test("a group service shows its seats and takes a party", async ({ page }) => {
  const booking = new BookingPage(page);
  await booking.open("still-yoga", "vinyasa");
  await expect(booking.times.first()).toContainText(/\d+ left/);
  await page.getByRole("button", { name: "One person more" }).click();
  await expect(page.getByText("2 people", { exact: true })).toBeVisible();
  await booking.times.first().click();
  await expect(page.getByRole("complementary", { name: "Your choice" })).toContainText(
    "$44 for 2 people",
  );
});

test("unknown names are real 404s", async ({ page }) => {
  for (const path of ["/no-such-place", `/${SALON}/no-such-service`, "/manage/nothing"]) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
});

test("the manage page is kept out of search engines and referrers", async ({ page }) => {
  const { manageUrl } = await bookByApi(page, (await freeTime(page)).start);
  const answer = await page.goto(new URL(manageUrl).pathname);
  expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
});

test("axe finds nothing serious on the way", async ({ page }) => {
  test.setTimeout(180_000);
  const time = await freeTime(page);
  const { manageUrl } = await bookByApi(page, time.start);
  const link = new URL(manageUrl).pathname;
  const other = await freeTime(page);
  for (const path of [
    `/${SALON}`,
    `/${SALON}/cut`,
    `/${SALON}/cut?at=${other.start}`,
    "/still-yoga/vinyasa",
    link,
    `${link}?step=cancel`,
    `${link}/move`,
    "/manage/nothing",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await accessibilityFaults(page), path).toEqual([]);
  }
});

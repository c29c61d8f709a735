import { nextDay, openStudio, starts } from "./pages/availability/studio";
import { signInAs } from "./pages/dashboard/sign-in";
import { query } from "./support/database";
import { mailTo } from "./support/mailbox";
import { accessibilityFaults, expect, test } from "./support/test";

test("a manager adds a service with a question, and what was booked cannot be deleted", async ({
  page,
  context,
  request,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const studio = await openStudio();
  await studio.choose(context, baseURL!);
  await query(
    "insert into weekly_hours (business_id, weekday, start_min, end_min) select $1, day, 540, 1020 from generate_series(1, 7) as day",
    [studio.id],
  );
  const [time] = starts(nextDay(3), ["10:00"]);
  expect((await studio.book(request, "massage", time!, "Hilde Booked")).status).toBe(201);

  await signInAs(page, "owner", "/dashboard/services");
  await page.getByRole("link", { name: "New service" }).click();
  await page.getByLabel("Name").fill("Foot massage");
  await page.getByLabel("How long it takes").fill("40");
  await page.getByLabel("Price", { exact: true }).fill("38,50");
  await page.getByRole("button", { name: "Ask something" }).click();
  await page.getByLabel("Answered by").selectOption("choice");
  await page.getByLabel("Answers to choose from").fill("Left\n");
  await page.getByRole("button", { name: "Add the service" }).click();
  await expect(page.getByText("What do you want to know?")).toBeVisible();
  await expect(page.getByText("At least two answers")).toBeVisible();
  await page.getByRole("textbox", { name: "Question 1" }).fill("Which foot first?");
  await page.getByLabel("Answers to choose from").fill("Left\nRight\n");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Add the service" }).click();
  await expect(page).toHaveURL(/\/dashboard\/services$/);
  await expect(page.getByText("40 min, €38.50")).toBeVisible();

  await page.getByRole("button", { name: "Actions for Massage" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("stands in bookings or on the waiting list")).toBeVisible();
  await page.getByRole("button", { name: "Put it away instead" }).click();
  await expect(page.getByText("one appointment ahead stays")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Massage can be booked again")).toBeVisible();

  await page.goto(`/${studio.slug}`);
  await expect(page.getByRole("link", { name: "Foot massage" })).toBeVisible();

  // The figures count the booking; their pictures have tables for whoever does not see them.
  await page.goto(`/dashboard/analytics?period=own&from=${nextDay(3)}&to=${nextDay(3)}`);
  await expect(page.getByText("Nothing before to compare").first()).toBeVisible();
  await expect(page.getByRole("table", { name: "By service" })).toContainText("Massage");
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await accessibilityFaults(page)).toEqual([]);
  const csv = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV of By service" }).click();
  expect((await csv).suggestedFilename()).toMatch(/^services-.*\.csv$/);
  await studio.close();
});

test("somebody is invited by e-mail, joins with a role, and is kept out of what is not theirs", async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const studio = await openStudio();
  await studio.choose(context, baseURL!);
  await signInAs(page, "owner", "/dashboard/settings/team");
  await page.getByLabel("E-mail").fill("not an address");
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByText("an e-mail address such as")).toBeVisible();
  await page.getByLabel("E-mail").fill("customer@daybook.example");
  await page.getByLabel("Is this one of the people").selectOption({ label: "Cleo" });
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByText("Not answered yet")).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);

  const letter = await mailTo("customer@daybook.example", new RegExp(studio.name));
  const link = /https?:\/\/\S+\/invite\/[A-Za-z0-9_-]{43}/.exec(letter.text)?.[0] ?? "";
  const path = new URL(link).pathname;
  const other = await (await browser.newContext({ baseURL: baseURL! })).newPage();
  await signInAs(other, "customer", path);
  await other.getByRole("button", { name: `Join ${studio.name}` }).click();
  await expect(other).toHaveURL(/\/dashboard$/);
  await expect(other.getByRole("link", { name: "Services" })).toBeHidden();
  for (const closed of ["services", "staff", "analytics", "settings/team", "settings/look"]) {
    const refused = await other.goto(`/dashboard/${closed}`);
    expect(refused?.status()).toBe(403);
    await expect(other.getByRole("heading", { name: "not yours to open" })).toBeVisible();
  }
  await other.goto(path);
  await expect(other.getByRole("heading", { name: "This invitation is over" })).toBeVisible();
  const [linked] = await query(
    "select 1 as one from staff where business_id = $1 and slug = 'cleo' and user_id is not null",
    [studio.id],
  );
  expect(linked).toEqual({ one: 1 });

  await page.reload();
  await page.getByRole("button", { name: "Remove" }).last().click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("can no longer sign in here")).toBeVisible();
  await other.context().close();
  await studio.close();
});

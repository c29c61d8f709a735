import { randomUUID } from "node:crypto";
import { nextDay, openStudio, starts } from "./pages/availability/studio";
import { signInAs } from "./pages/dashboard/sign-in";
import { query } from "./support/database";
import { accessibilityFaults, expect, test } from "./support/test";

test("a customer who stands there twice is noted, merged, handed out, blocked and erased", async ({
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
  const [time] = starts(nextDay(2), ["10:00"]);
  const booked = await studio.book(request, "massage", time!, "Frieda Twice");
  expect(booked.status).toBe(201);

  await signInAs(page, "owner", "/dashboard/customers");
  await page.getByRole("link", { name: "New customer" }).click();
  await page.getByLabel("Name").fill("Frieda Twice");
  await page.getByLabel("E-mail").fill(`frieda-${randomUUID().slice(0, 8)}@journey.example`);
  await page.getByLabel("Phone").fill("030 5550142");
  await page.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByRole("heading", { name: "Frieda Twice" })).toBeVisible();
  await page.getByLabel("Notes").fill("Sits by the window");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: false }).first()).toBeVisible();

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Merge with another record" }).click();
  await expect(
    page.getByRole("heading", { name: "These look like the same person" }),
  ).toBeVisible();
  await page
    .getByRole("main")
    .getByRole("link", { name: /Frieda Twice.*journey/ })
    .last()
    .click();
  await expect(page.getByText("One booking moves over, with its history.")).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  // Somebody books for the other record in between: the step is shown anew instead of being done.
  await query(
    "update customers set phone = '+493099999' where business_id = $1 and phone is null",
    [studio.id],
  );
  await page.getByRole("button", { name: "Merge the two" }).click();
  await expect(page.getByText("Something has changed since you opened this")).toBeVisible();
  await page.getByRole("button", { name: "Merge the two" }).click();
  await expect(page).toHaveURL(/customers\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: "Ahead" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Massage/ })).toBeVisible();

  await page.getByRole("button", { name: "More" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download everything stored" }).click();
  expect((await download).suggestedFilename()).toBe("frieda-twice.json");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Block from booking online" }).click();
  await expect(page.getByText("Cannot book online")).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await accessibilityFaults(page)).toEqual([]);

  // With a booking ahead nobody is erased; after its end, they are.
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Erase for good" }).click();
  await expect(page.getByText("There is a booking ahead")).toBeVisible();
  await page.getByRole("button", { name: "Close" }).last().click();
  await query("select change_booking_status($1, 'cancelled', $2)", [
    booked.bookingId,
    JSON.stringify({ kind: "staff", name: "Reception" }),
  ]);
  await page.reload();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Erase for good" }).click();
  await page.getByLabel(/Type “Frieda Twice”/).fill("frieda twice");
  await page.getByRole("button", { name: "Erase for good" }).click();
  await expect(page).toHaveURL(/\/dashboard\/customers$/);
  const left = await query(
    "select 1 from bookings where business_id = $1 and (contact_name <> '' or contact_email is not null)",
    [studio.id],
  );
  expect(left).toEqual([]);
  await studio.close();
});

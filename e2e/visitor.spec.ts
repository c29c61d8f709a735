import type { Page } from "@playwright/test";
import pg from "pg";
import {
  type Business,
  type BusinessPlan,
  makeBusiness,
} from "../supabase/tests/support/fixture.ts";
import { BookingPage } from "./pages/public/booking-page";
import { ManagePage } from "./pages/public/manage-page";
import { query } from "./support/database";
import { mailTo } from "./support/mailbox";
import { accessibilityFaults, expect, test } from "./support/test";

const DAY = 86_400_000;
const who = () => ({ name: "Vera Visit", email: `vera-${Date.now()}@mail.example` });
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** A business of the journey's own, open round the clock. */
async function business(plan: BusinessPlan): Promise<Business> {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL ?? "", max: 1 });
  try {
    return await makeBusiness(pool, plan);
  } finally {
    await pool.end();
  }
}

async function statuses(email: string): Promise<string[]> {
  const rows = await query<{ status: string }>(
    `select b.status from bookings b join appointments a on a.id = b.appointment_id
     where b.contact_email = $1 order by a.starts_at`,
    [email],
  );
  return rows.map(({ status }) => status);
}

/** Opens the picker on a day and takes its first time. */
async function chooseTime(page: Page, path: string, date = inDays(3)) {
  const booking = new BookingPage(page);
  await page.goto(`${path}${path.includes("?") ? "&" : "?"}date=${date}`);
  await booking.times.first().click();
  await expect(page.getByRole("heading", { name: "Your details" })).toBeVisible();
  return booking;
}

test("several services in one visit: chosen, booked, told and cancelled as one", async ({
  page,
}) => {
  const salon = await business({
    staff: 2,
    services: { cut: { step: 60, buffers: [0, 15] }, beard: { duration: 30 }, colour: {} },
  });
  const visitor = who();
  await page.goto(`/${salon.slug}/cut?date=${inDays(3)}`);
  await page.getByText("Add another service").click();
  await page.getByRole("button", { name: /^beard/ }).click();
  await expect(page.getByRole("button", { name: "Leave out beard" })).toBeVisible();
  expect(new URL(page.url()).searchParams.get("add")).toBe("beard");
  const booking = new BookingPage(page);
  await booking.times.first().click();
  const summary = page.getByRole("complementary", { name: "Your choice" });
  await expect(summary).toContainText("cut + beard");
  // With one person, whose quarter of an hour after a cut lies between.
  await expect(summary).toContainText("1 hr 45 min");
  await booking.fill(visitor);
  await booking.submit.click();

  const manage = new ManagePage(page);
  await expect(manage.heading).toHaveText("You are booked");
  await expect(manage.ticket).toContainText("beard");
  await expect(manage.ticket).toContainText("€20");
  const letter = await mailTo(visitor.email, /and 1 more|appointment/);
  expect(letter.text).toContain("beard");
  expect(letter.text).toContain(manage.path);
  const file = await page.request.get(`${manage.path}/calendar`);
  expect((await file.text()).match(/BEGIN:VEVENT/g)).toHaveLength(2);

  await page.getByRole("link", { name: "Cancel the visit" }).click();
  await page.getByRole("button", { name: "Cancel the visit" }).click();
  await expect(manage.heading).toHaveText("This appointment is cancelled");
  expect(await statuses(visitor.email)).toEqual(["cancelled", "cancelled"]);
  await expect(page.getByRole("link", { name: "Another time" })).toHaveAttribute(
    "href",
    `/${salon.slug}/cut?add=beard`,
  );
  await page.getByRole("button", { name: /^Book / }).dblclick();
  await expect(manage.heading).toHaveText("You are booked");
  await expect(manage.ticket).toContainText("beard");
  expect((await statuses(visitor.email)).sort()).toEqual([
    "cancelled",
    "cancelled",
    "confirmed",
    "confirmed",
  ]);
});

test("a series: dates before they are booked, another time for one, and some of it called off", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const salon = await business({ services: { cut: { step: 60 } } });
  await query("update services set customer_series = true where business_id = $1", [salon.id]);
  const visitor = who();
  const booking = await chooseTime(page, `/${salon.slug}/cut`);
  const first = new URL(page.url()).searchParams.get("at")!;
  const second = new Date(Date.parse(first) + 7 * DAY).toISOString();
  const taken = await page.request.post("/api/bookings", {
    data: {
      business: salon.slug,
      service: "cut",
      start: second,
      customer: { ...visitor, email: `other-${visitor.email}` },
      timeZone: "UTC",
    },
  });
  expect(taken.status()).toBe(201);
  await booking.fill(visitor);
  await page.getByLabel("Repeat").selectOption({ label: "Every week" });
  await page.getByLabel("How many").selectOption("3");
  await expect(page.getByText("2 of 3 dates will be booked.")).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByLabel(/^Instead of/).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Book 3 appointments" }).click();

  const manage = new ManagePage(page);
  await expect(manage.heading).toHaveText("You are booked");
  await page
    .getByRole("region", { name: "All 3 of this series" })
    .getByRole("link")
    .first()
    .click();
  await expect(manage.heading).toHaveText("Your appointment");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("link", { name: "Cancel appointment" }).click();
  await page.getByText("This and the 1 after it").click();
  await page.getByRole("button", { name: "Cancel the appointment" }).click();
  await expect(page.getByText(/^2 appointments are cancelled/)).toBeVisible();
  expect(await statuses(visitor.email)).toEqual(["confirmed", "cancelled", "cancelled"]);
});

test("confirmed by the letter's link, and set right on its page", async ({ page }) => {
  const salon = await business({ services: { cut: { step: 60 } } });
  await query("update services set confirmation = 'email' where business_id = $1", [salon.id]);
  const visitor = who();
  const booking = await chooseTime(page, `/${salon.slug}/cut`);
  await booking.fill(visitor);
  await booking.submit.click();
  const manage = new ManagePage(page);
  await expect(manage.heading).toHaveText("Your request is in");
  await expect(page.getByText(`We have sent a link to ${visitor.email}`)).toBeVisible();
  expect(await statuses(visitor.email)).toEqual(["pending"]);
  const letter = await mailTo(visitor.email, /confirm/i);
  const link = /https?:\/\/\S+\/manage\/[\w-]{43}/.exec(letter.text)?.[0];
  await page.goto(new URL(link!).pathname);
  await page.getByRole("button", { name: "Yes, confirm my appointment" }).click();
  await expect(page.getByText("Confirmed. See you then.")).toBeVisible();
  expect(await statuses(visitor.email)).toEqual(["confirmed"]);

  await page.getByRole("link", { name: "Change details" }).click();
  await page.getByLabel("Phone").fill("12");
  await page.getByLabel(/^A note for/).fill("Side door");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/Please give a phone number/)).toBeVisible();
  await expect(page.getByLabel(/^A note for/)).toHaveValue("Side door");
  await page.getByLabel("Phone").fill("030 5550199");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(manage.ticket).toContainText("Side door");
});

test("another service instead, then cancelled, then the same again in one press", async ({
  page,
}) => {
  const salon = await business({ services: { cut: { step: 60 }, short: { duration: 30 } } });
  const visitor = who();
  const made = await page.request.post("/api/bookings", {
    data: {
      business: salon.slug,
      service: "cut",
      start: `${inDays(3)}T10:00:00Z`,
      customer: visitor,
      timeZone: "Europe/Berlin",
    },
  });
  const { manageUrl } = (await made.json()) as { manageUrl: string };
  const manage = new ManagePage(page);
  await page.goto(new URL(manageUrl).pathname);
  await page.getByText("Another service instead").click();
  await page.getByRole("link", { name: "short" }).click();
  await new BookingPage(page).times.first().click();
  await page.getByRole("button", { name: "Change it" }).click();
  await expect(page.getByText(/from cut to short/)).toBeVisible();
  await expect(manage.ticket).toContainText("30 min");

  // The network is away for a moment: nothing is lost, and the page says so.
  await page.getByRole("link", { name: "Cancel appointment" }).click();
  await page.getByLabel(/^Why/).fill("Ill");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Cancel the appointment" }).click();
  await expect(page.getByText("We could not reach the server")).toBeVisible();
  await expect(page.getByLabel(/^Why/)).toHaveValue("Ill");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Cancel the appointment" }).click();
  await expect(manage.heading).toHaveText("This appointment is cancelled");
  const ended = manage.path;
  await page.getByRole("button", { name: /^Book / }).dblclick();
  await expect(manage.heading).toHaveText("You are booked");
  expect((await statuses(visitor.email)).sort()).toEqual(["cancelled", "confirmed"]);
  const [wall] = await query<{ apart: string }>(
    `select (max(t) - min(t))::text as apart from (
       select starts_at at time zone 'Europe/Berlin' as t from bookings where contact_email = $1) as local`,
    [visitor.email],
  );
  expect(wall!.apart).toBe("7 days");

  // A limit of the business is told in words, and nothing is lost.
  await query("update businesses set max_open_bookings = 1 where id = $1", [salon.id]);
  const again = await chooseTime(page, `/${salon.slug}/cut`, inDays(5));
  await again.fill(visitor);
  await again.submit.click();
  await expect(
    page.getByRole("alert").filter({ hasText: "as many bookings ahead as this business allows" }),
  ).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(visitor.email);
  await page.goto(ended);
  await expect(page.getByText(/^You cancelled it/).first()).toBeVisible();
});

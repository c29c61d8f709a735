import type { APIRequestContext, Page } from "@playwright/test";
import { query } from "./support/database";
import { type Mail, mailTo } from "./support/mailbox";
import { accessibilityFaults, expect, test } from "./support/test";
import { type FreeTime, freeTimes } from "./support/times";

const BUSINESS = "still-yoga";
const CLASS = "vinyasa";
const run = Date.now().toString(36);

test.use({ timezoneId: "America/New_York" });

interface FullClass {
  /** The date in New York, as the form has it. */
  date: string;
  /** The way to the booking of one seat, which can be given up. */
  seat: string;
}

/** Books every seat of a class that nobody waits for yet, some days ahead; one seat by itself. */
async function fillClass(request: APIRequestContext): Promise<FullClass> {
  const waiting = await query<{ date: string }>(
    "select from_date::text as date from public.waitlist_entries",
  );
  const taken = new Set(waiting.map(({ date }) => date));
  const times = await freeTimes(request, BUSINESS, CLASS, { tz: "America/New_York" });
  const local = ({ start }: FreeTime) =>
    new Date(start).toLocaleDateString("en-CA", { timeZone: "America/New_York" });
  const time = times.filter((one) => one.seatsLeft > 1 && !taken.has(local(one))).at(1)!;
  const book = async (party: number) => {
    const answer = await request.post("/api/bookings", {
      headers: { "idempotency-key": `fill-${time.start}-${party}-${run}` },
      data: {
        business: BUSINESS,
        service: CLASS,
        start: time.start,
        party,
        customer: { name: "Full House", email: `full-${party}-${run}@mail.example` },
        timeZone: "America/New_York",
      },
    });
    expect(answer.status()).toBe(201);
    const { manageUrl } = (await answer.json()) as { manageUrl: string };
    return new URL(manageUrl).pathname;
  };
  const seat = await book(1);
  if (time.seatsLeft > 1) await book(time.seatsLeft - 1);
  return { date: local(time), seat };
}

/** Joins from the full day of the booking page. */
async function join(page: Page, full: FullClass, name: string): Promise<string> {
  const email = `${name.toLowerCase()}-${run}@mail.example`;
  await page.goto(`/${BUSINESS}/${CLASS}?date=${full.date}`);
  await page.getByRole("link", { name: "Join the waiting list", exact: false }).click();
  await expect(page.getByRole("heading", { name: "Waiting list" })).toBeVisible();
  await expect(page.getByRole("radio", { name: /full/ }).first()).toBeChecked();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("button", { name: "Join the waiting list" }).click();
  await expect(page.getByRole("heading", { name: "You are on the list" })).toBeFocused();
  return email;
}

function linkIn(mail: Mail): string {
  return new URL(/https?:\/\/\S+\/waitlist\/\S+/.exec(mail.text)![0]).pathname;
}

async function cancel(request: APIRequestContext, seat: string): Promise<void> {
  const answer = await request.delete(seat.replace("/manage/", "/api/bookings/manage/"));
  expect(answer.ok()).toBe(true);
}

test("a full class: join, somebody cancels, decline, and the next in line takes it", async ({
  page,
  request,
}) => {
  test.setTimeout(180_000);
  const full = await fillClass(request);
  const ada = await join(page, full, "Ada");
  const bea = await join(page, full, "Bea");
  expect((await mailTo(ada, /on the waiting list/)).text).toContain("You are the first in line");
  expect((await mailTo(bea, /on the waiting list/)).text).toContain("One person is ahead of you");

  await cancel(request, full.seat);
  const first = linkIn(await mailTo(ada, /has come free/));
  await page.goto(first);
  await expect(page.getByRole("heading", { name: "A time has come free" })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: /Not this one/ }).click();
  await expect(page.getByText("You keep your place")).toBeVisible();

  await page.goto(linkIn(await mailTo(bea, /has come free/)));
  await page.getByRole("button", { name: "Take this time" }).click();
  await expect(page.getByRole("heading", { name: "You are booked" })).toBeVisible();
  await mailTo(bea, /Your appointment at Still Yoga/);
  const rows = await query(
    "select status, offers_passed from public.waitlist_entries where contact_email = $1",
    [bea],
  );
  expect(rows).toEqual([{ status: "booked", offers_passed: 0 }]);
});

test("leaving by the link, twice is once", async ({ page, request }) => {
  const full = await fillClass(request);
  const cleo = await join(page, full, "Cleo");
  // Again with the same address: the same answer, and still one place.
  await join(page, full, "Cleo");
  expect(
    await query("select 1 from public.waitlist_entries where contact_email = $1", [cleo]),
  ).toHaveLength(1);

  const link = linkIn(await mailTo(cleo, /on the waiting list/));
  await page.goto(link);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Leave the waiting list" }).click();
  await expect(page.getByRole("heading", { name: "You have left the waiting list" })).toBeVisible();
  await cancel(request, full.seat);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "You have left the waiting list" })).toBeVisible();
});

test("there is nothing to wait for where times are free, or where nothing is offered", async ({
  page,
  request,
}) => {
  const [time] = await freeTimes(request, "lotus-hair", "cut");
  const date = time!.start.slice(0, 10);
  await page.goto(`/lotus-hair/cut/waitlist?date=${date}`);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Join the waiting list" }).click();
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.getByLabel("Name").fill("Dora");
  await page.getByLabel("E-mail").fill(`dora-${run}@mail.example`);
  await page.getByRole("button", { name: "Join the waiting list" }).click();
  await expect(page.getByText("There are free times on those days")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Dora");

  // The salon is closed on Mondays.
  const monday = new Date(Date.parse(date) + 86_400_000);
  while (monday.getUTCDay() !== 1) monday.setUTCDate(monday.getUTCDate() + 1);
  await page.getByLabel("From").fill(monday.toISOString().slice(0, 10));
  await page.getByLabel("Until").fill(monday.toISOString().slice(0, 10));
  await page.getByRole("button", { name: "Join the waiting list" }).click();
  await expect(page.getByText("Nothing is offered at those times")).toBeVisible();
});

test("a link that opens nothing says so", async ({ page }) => {
  const answer = await page.goto(`/waitlist/${"x".repeat(43)}`);
  expect(answer?.status()).toBe(404);
  await expect(
    page.getByRole("heading", { name: "This link opens no waiting list" }),
  ).toBeVisible();
});

test("staff see who waits, offer a time by hand, and take somebody off with a way back", async ({
  page,
  request,
}) => {
  const full = await fillClass(request);
  await page.goto(`/${BUSINESS}/${CLASS}/waitlist?date=${full.date}`);
  const name = `Edda ${run}`;
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  const email = `edda-${run}@mail.example`;
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("button", { name: "Join the waiting list" }).click();
  await expect(page.getByRole("heading", { name: "You are on the list" })).toBeVisible();

  await page.goto("/sign-in?next=/dashboard/waitlist");
  await page.getByLabel("E-mail").fill("owner@daybook.example");
  await page.getByLabel("Password", { exact: true }).fill("daybook-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Waiting list" })).toBeVisible();
  const [studio] = await query<{ id: string }>("select id from public.businesses where slug = $1", [
    BUSINESS,
  ]);
  await page
    .context()
    .addCookies([{ name: "daybook-business", value: studio!.id, url: page.url() }]);
  await page.goto("/dashboard/waitlist");
  const row = page.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText(/at 6:00\sPM/);
  expect(await accessibilityFaults(page)).toEqual([]);

  await row.getByRole("button", { name: /off the list/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();

  await row.getByRole("button", { name: /a time$/ }).click();
  const sheet = page.getByRole("dialog");
  await sheet
    .getByRole("button", { name: /^Offer / })
    .first()
    .click();
  await expect(row).toContainText("is kept until");
  await mailTo(email, /has come free/);
});

import type { Page } from "@playwright/test";
import { signInAs } from "./pages/dashboard/sign-in";
import { query } from "./support/database";
import { accessibilityFaults, expect, test } from "./support/test";
import { openWebsite, type Website } from "./support/website";

const SALON = "lotus-hair";
let site: Website;

// As browsers do it that keep cookies and storage from frames of other sites.
test.use({
  launchOptions: {
    ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--test-third-party-cookie-phaseout",
    ],
  },
});

test.beforeAll(async ({ baseURL }) => {
  const app = baseURL ?? "";
  const tag = (attributes: string) =>
    `<script src="${app}/embed.js" data-business="${SALON}" ${attributes} async></script>`;
  site = await openWebsite(app, {
    "/inline": `<h1>Ours</h1><p>Before</p>${tag('data-service="cut"')}<p id="after">After</p>`,
    "/popup": `<h1>Ours</h1><a href="#one">A link</a>${tag('data-mode="popup" data-service="cut" data-label="Book me" data-color="#7c5c3e"')}
      <p><a href="${app}/${SALON}" data-daybook-open data-service="beard">Just the beard</a></p>`,
    "/corner": `<h1>Ours</h1>${tag('data-mode="button" data-language="de"')}`,
    "/thief": `<h1>Theirs</h1><iframe name="page" src="${app}/${SALON}/cut"></iframe>
      <iframe name="desk" src="${app}/dashboard"></iframe><iframe name="frame" src="${app}/embed/${SALON}/cut"></iframe>`,
  });
});
test.afterAll(() => site.close());

const heard = (page: Page) =>
  page.evaluate(() => (window as unknown as { heard: Record<string, string>[] }).heard);

test("on a page of another site one books to the ticket, without a cookie, and the page hears of it", async ({
  page,
  context,
}) => {
  const who = `framed-${Date.now()}@mail.example`;
  await page.goto(`${site.origin}/inline`);
  const frame = page.frameLocator("iframe");
  const times = frame.getByRole("region", { name: /\d{4}/ }).getByRole("link");
  await expect(times.first()).toBeVisible();
  const fits = () =>
    page.frames()[1]!.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  await expect.poll(fits).toBeLessThanOrEqual(0);
  await expect(frame.getByTestId("zone")).toContainText("Berlin time");
  const before = (await page.locator("iframe").boundingBox())!.height;

  await times
    .filter({ has: page.locator("time") })
    .first()
    .click();
  await frame.getByLabel("Name").fill("Framed Guest");
  await frame.getByLabel("E-mail").fill(who);
  await expect
    .poll(async () => (await page.locator("iframe").boundingBox())!.height)
    .not.toBe(before);
  await expect.poll(fits).toBeLessThanOrEqual(0);
  await frame.getByRole("button", { name: /^Book / }).click();
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("You are booked");
  await expect(frame.getByRole("article")).toContainText("Framed Guest");
  await expect.poll(fits).toBeLessThanOrEqual(0);

  const [row] = await query<{ id: string }>(
    "select b.id from bookings b join customers c on c.id = b.customer_id where c.email = $1",
    [who],
  );
  await expect
    .poll(() => heard(page))
    .toEqual([
      expect.objectContaining({ what: "booked", id: row!.id, business: SALON, service: "cut" }),
    ]);
  expect(JSON.stringify(await heard(page))).not.toContain("Framed Guest");
  expect(await context.cookies(process.env.APP_URL)).toEqual([]);

  // What leads out of the booking opens beside the website, not inside of it.
  const [own] = await Promise.all([
    context.waitForEvent("page"),
    frame.getByRole("link", { name: "Change or cancel" }).click(),
  ]);
  await expect(own.getByRole("heading", { level: 1 })).toHaveText("Your appointment");
  expect(new URL(own.url()).pathname).toMatch(/^\/manage\//);
});

test("the window above a page: by keyboard, closed by Escape from inside, full on a phone", async ({
  page,
}) => {
  await page.goto(`${site.origin}/popup`);
  const button = page.getByRole("button", { name: "Book me" });
  await expect(button).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Book me" });
  await expect(dialog).toBeVisible();
  await expect(page.getByRole("button", { name: "Close" })).toBeFocused();
  const frame = page.frameLocator("dialog iframe");
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("Cut and finish");
  expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe("hidden");
  // Whatever comes next by Tab, the page behind is never reached.
  for (let press = 0; press < 4; press++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("A");
  }
  await frame.getByRole("button", { name: "Change zone" }).focus();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
  // A dialog tells of its closing in a task of its own: the page scrolls again after it.
  await expect.poll(() => page.evaluate(() => document.documentElement.style.overflow)).toBe("");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("link", { name: "Just the beard" }).click();
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("Beard trim");
  expect(await page.getByRole("dialog").boundingBox()).toEqual({
    x: 0,
    y: 0,
    width: 390,
    height: 844,
  });
  await page.getByRole("button", { name: "Close" }).click();
  await expect
    .poll(async () => (await heard(page)).map(({ what }) => what))
    .toEqual(["opened", "closed", "opened", "closed"]);

  await page.goto(`${site.origin}/corner`);
  await page.getByRole("button", { name: "Termin buchen" }).click();
  await expect(page.getByRole("button", { name: "Schließen" })).toBeFocused();
});

test("nothing else may be framed, and the booking only where its business allows it", async ({
  browser,
}) => {
  // A page of its own: what the browser says of refused frames is not a fault here.
  const page = await (await browser.newContext()).newPage();
  const shown = async () => {
    await page.goto(`${site.origin}/thief`, { waitUntil: "load" });
    return Object.fromEntries(
      page
        .frames()
        .slice(1)
        .map((frame) => [frame.name(), !frame.url().startsWith("chrome-error:")]),
    );
  };
  expect(await shown()).toEqual({ page: false, desk: false, frame: true });
  const allow = (origins: string[]) =>
    query("update businesses set embed_origins = $1 where slug = $2", [origins, SALON]);
  try {
    await allow(["https://www.lotus-hair.example"]);
    expect(await shown()).toEqual({ page: false, desk: false, frame: false });
    await allow([site.origin]);
    expect(await shown()).toEqual({ page: false, desk: false, frame: true });
  } finally {
    await allow([]);
    await page.context().close();
  }
});

test("the settings put the line together, show it, and name the websites", async ({ page }) => {
  await signInAs(page, "owner", "/dashboard/settings/embed");
  const line = page.getByLabel("The line to copy");
  await expect(line).toHaveValue(/data-business="lotus-hair" data-mode="inline" async/);
  await page.getByText("A button", { exact: true }).click();
  await page.getByLabel("What can be booked").selectOption({ label: "Cut and finish" });
  await page.getByLabel("Words on the button").fill("Book us");
  await expect(line).toHaveValue(/data-service="cut" data-mode="popup" data-label="Book us"/);
  const preview = page.frameLocator("iframe[title=Preview]");
  await preview.getByRole("button", { name: "Book us" }).click();
  await expect(
    preview.frameLocator("dialog iframe").getByRole("heading", { name: "Cut and finish" }),
  ).toBeVisible();

  await page.getByLabel("Your websites").fill("http://example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("is not a website's address")).toBeVisible();
  await page.getByLabel("Your websites").fill("*.lotus-hair.example/booking");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Only https://*.lotus-hair.example may show it.")).toBeVisible();
  await page.getByLabel("Your websites").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Any website may show it.")).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.goto(`/embed/${SALON}`);
  expect(await accessibilityFaults(page)).toEqual([]);
});

import { query } from "./support/database";
import { mailTo } from "./support/mailbox";
import { accessibilityFaults, expect, test } from "./support/test";

const PHONE = { width: 390, height: 844 };

test.describe("in Arabic, on a phone", () => {
  test.use({ viewport: PHONE, locale: "ar", timezoneId: "Europe/Berlin" });

  test("from the page to the ticket and the e-mail, all of it from right to left", async ({
    page,
  }) => {
    const email = `layla-${Date.now()}@mail.example`;
    const arabic = async () => {
      await expect(page.locator("html")).toHaveAttribute("lang", "ar");
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, "nothing is wider than the screen").toBe(0);
    };
    await page.goto("/lotus-hair");
    await arabic();
    await expect(page.getByRole("heading", { name: "احجز موعدًا" })).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
    // The business's own words are there too.
    await page.getByRole("link", { name: "قص وتصفيف" }).click();
    await expect(page.getByRole("grid")).toBeVisible();
    await arabic();
    expect(await accessibilityFaults(page)).toEqual([]);

    // Time runs from right to left: the left arrow leads to the next day.
    const chosen = page.getByRole("gridcell", { selected: true }).getByRole("button");
    const before = Date.parse((await chosen.getAttribute("data-date")) ?? "");
    const next = new Date(before + 86_400_000).toISOString().slice(0, 10);
    await chosen.focus();
    await page.keyboard.press("ArrowLeft");
    await expect(chosen).toHaveAttribute("data-date", next);
    await page.keyboard.press("ArrowRight");

    const times = page.getByRole("region", { name: /\d{4}/ }).getByRole("link");
    await times
      .filter({ has: page.locator("time") })
      .last()
      .click();
    await page.getByRole("button", { name: /^احجز / }).click();
    await expect(page.getByText("يرجى كتابة اسمك.")).toBeVisible();
    await page.getByLabel("الاسم").fill("ليلى حداد");
    await page.getByLabel("البريد الإلكتروني").fill(email);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: /^احجز / }).click();

    await expect(page.getByRole("heading", { name: "تم حجزك" })).toBeVisible();
    await arabic();
    await expect(page.getByText("مؤكَّد")).toBeVisible();
    await expect(page.getByText("قص وتصفيف").first()).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
    const mail = await mailTo(email, /\p{Script=Arabic}/u);
    expect(mail.text).toContain("قص وتصفيف");
    const [stored] = await query<{ locale: string }>(
      "select locale from bookings where contact_email = $1",
      [email],
    );
    expect(stored?.locale).toMatch(/^ar\b/);
  });
});

test("another language keeps the place, the day and what was typed", async ({ page }) => {
  await page.goto("/lotus-hair/cut");
  await page.getByRole("region", { name: /\d{4}/ }).getByRole("link").first().click();
  await page.getByLabel("Name").fill("Nora Test");
  const at = new URL(page.url()).searchParams.get("at");
  await page.getByRole("button", { name: "Deutsch" }).click();

  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  expect(new URL(page.url()).searchParams.get("at")).toBe(at);
  await expect(page.getByLabel("Name")).toHaveValue("Nora Test");
  await expect(page.getByRole("button", { name: /buchen$/ })).toBeVisible();
  // A link that names another language speaks it, on the pages after it too, until the next one does.
  for (const [language, path] of [
    ["fr", "/lotus-hair?lang=fr"],
    ["fr", "/still-yoga"],
    ["es", "/lotus-hair?lang=es"],
  ] as const) {
    await page.goto(path);
    await expect(page.locator("html"), path).toHaveAttribute("lang", language);
  }
  // The choice outlives it: the browser was closed, and forgot the link.
  await page.context().clearCookies({ name: "language-link" });
  await page.goto("/lotus-hair");
  await expect(page.getByRole("heading", { name: "Termin buchen" })).toBeVisible();
  // The way in speaks it as well.
  await page.getByRole("link", { name: "Meine Termine" }).click();
  await page.getByRole("button", { name: "Stattdessen mit Passwort anmelden" }).click();
  await page.getByLabel("E-Mail").fill("owner@daybook.example");
  await page.getByLabel("Passwort", { exact: true }).fill("not this one");
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
  await expect(page.getByText("passen nicht zusammen")).toBeVisible();
  await page.getByRole("button", { name: "العربية" }).click();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount$/);
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("a link that names a language speaks it, without a script too", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL: baseURL!, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/still-yoga?lang=es");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.locator('link[hreflang="de"]')).toHaveAttribute("href", /still-yoga\?lang=de$/);
  await page.goto("/still-yoga");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await context.close();
});

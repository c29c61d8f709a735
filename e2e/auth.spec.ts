import { createHash } from "node:crypto";
import { query } from "./support/database";
import { mailTo } from "./support/mailbox";
import { accessibilityFaults, expect, test } from "./support/test";

const password = "a quiet morning";
const fresh = (name: string) => `${name}.${Date.now().toString(36)}@journey.example`;
const codeIn = (text: string) => text.match(/\b\d{6}\b/)?.[0] ?? "";

/** Fills a limit's present window, so that the next attempt is one too many. */
async function exhaust(limit: string, subject: string, windowSeconds: number) {
  const bucket = `${limit}:${createHash("sha256").update(subject).digest("base64url")}`;
  await query(
    `insert into private.throttle_windows (bucket, window_start, hits)
     values ($1, to_timestamp(floor(extract(epoch from now()) / $2) * $2), 1000000)
     on conflict (bucket, window_start) do update set hits = excluded.hits`,
    [bucket, windowSeconds],
  );
}

test("an account is opened with the code from the e-mail, and leads to the first business", async ({
  page,
}) => {
  const email = fresh("nina");
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Nina Falk");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page.getByText("At least 8 characters.", { exact: true })).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(email);

  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page.getByRole("heading", { name: "Look in your e-mail" })).toBeFocused();
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("That code is not right")).toBeVisible();

  const mail = await mailTo(email, /confirm/i);
  await page.getByLabel("Code").fill(codeIn(mail.text));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/start$/);
});

test("the button in the e-mail does the same, once", async ({ page, browser }) => {
  const email = fresh("piet");
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Piet");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create my account" }).click();
  const link = (await mailTo(email, /confirm/i)).text.match(/http\S+\/auth\/confirm\S+/)?.[0] ?? "";
  // A virus scanner opens the link first; it must still work for the person.
  await page.request.get(link);
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page).toHaveURL(/\/start$/);

  const second = await browser.newPage();
  await second.goto(link);
  await second.getByRole("button", { name: "Confirm my address" }).click();
  await expect(second.getByText("has been used already")).toBeVisible();
  await second.close();
});

test("an address that has an account looks the same to whoever signs up with it", async ({
  page,
}) => {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Somebody");
  await page.getByLabel("E-mail").fill("staff@daybook.example");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page.getByRole("heading", { name: "Look in your e-mail" })).toBeVisible();
  // Their password has not been touched.
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("staff@daybook.example");
  await page.getByLabel("Password", { exact: true }).fill("daybook-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
});

test("a wrong password and an unknown address get the same answer", async ({ page }) => {
  for (const email of ["owner@daybook.example", fresh("nobody")]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("not this one");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("That address and password do not go together")).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
  }
});

test("signing in goes where one was heading, but never to another site", async ({ page }) => {
  await page.goto("/dashboard/bookings?q=Elif");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail").fill("owner@daybook.example");
  await page.getByLabel("Password", { exact: true }).fill("daybook-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/dashboard\/bookings\?q=Elif$/);

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/sign-in/);

  await page.goto("/sign-in?next=//evil.example/dashboard");
  await page.getByLabel("E-mail").fill("owner@daybook.example");
  await page.getByLabel("Password", { exact: true }).fill("daybook-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/localhost:\d+\/dashboard$/);
});

test("a code signs in without a password", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a code instead" }).click();
  await page.getByLabel("E-mail").fill("customer@daybook.example");
  await page.getByRole("button", { name: "Send me a code" }).click();
  const mail = await mailTo("customer@daybook.example", /sign-in code/i);
  await page.getByLabel("Code").fill(codeIn(mail.text));
  await page.getByRole("button", { name: "Continue" }).click();
  // No business of their own: to their bookings.
  await expect(page).toHaveURL(/\/account$/);
});

test("a forgotten password is replaced, and the old one no longer works", async ({
  page,
  browser,
}) => {
  const email = fresh("iris");
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Iris");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create my account" }).click();
  await page.getByLabel("Code").fill(codeIn((await mailTo(email, /confirm/i)).text));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/start$/);

  // A session alone does not choose a password.
  await page.goto("/reset");
  await expect(page).toHaveURL(/\/forgot$/);

  const other = await browser.newPage();
  await other.goto("/forgot");
  await other.getByLabel("E-mail").fill(email);
  await other.getByRole("button", { name: "Send me a code" }).click();
  const link = (await mailTo(email, /new password/i)).text.match(/http\S+\/auth\/confirm\S+/)?.[0];
  await other.goto(link ?? "");
  await other.getByRole("button", { name: "Choose a new password" }).click();
  await expect(other).toHaveURL(/\/reset$/);
  await other.getByLabel("New password").fill("a louder evening");
  await other.getByRole("button", { name: "Save and continue" }).click();
  await expect(other).not.toHaveURL(/\/reset$/);

  await other.context().clearCookies();
  await other.goto("/sign-in");
  await other.getByLabel("E-mail").fill(email);
  await other.getByLabel("Password", { exact: true }).fill(password);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(other.getByText("do not go together")).toBeVisible();
  await other.getByLabel("Password", { exact: true }).fill("a louder evening");
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(other).not.toHaveURL(/sign-in/);
  await other.close();
});

test("too many tries are told how long to wait", async ({ page }) => {
  const email = fresh("hasty");
  await exhaust("signInPerAccount", email, 300);
  await exhaust("mailPerAccount", email, 3600);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("whatever it was");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText(/Please wait \d+\smin/)).toBeVisible();
  await page.goto("/forgot");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByText(/Please wait .+ and try again/)).toBeVisible();
});

test("signing in and out by keyboard only", async ({ page }) => {
  await page.goto("/sign-in");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: /skip/i })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type("staff@daybook.example");
  await page.keyboard.press("Tab");
  await page.keyboard.type("daybook-demo");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/dashboard$/);
  const out = page.getByRole("button", { name: "Sign out" });
  // A morning's list of what is to come has more stops than an evening's.
  for (let i = 0; i < 200 && !(await out.evaluate((el) => el === document.activeElement)); i++) {
    await page.keyboard.press("Tab");
  }
  await expect(out).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/$/);
});

test("the session's cookies are out of reach for scripts", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("owner@daybook.example");
  await page.getByLabel("Password", { exact: true }).fill("daybook-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  const cookies = (await page.context().cookies()).filter(({ name }) => /session/.test(name));
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("session");
});

test("axe finds nothing serious on the sign-in pages", async ({ page }) => {
  for (const path of [
    "/sign-in",
    "/sign-up",
    "/forgot",
    "/auth/confirm?token_hash=0123456789&type=signup",
  ]) {
    await page.goto(path);
    expect(await accessibilityFaults(page), path).toEqual([]);
  }
});

import { expect, type Page } from "@playwright/test";

/** Signs one of the demo people in, and waits until they are where they were heading. */
export async function signInAs(
  page: Page,
  who: "owner" | "staff" | "customer",
  next = "/dashboard",
): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel("E-mail").fill(`${who}@daybook.example`);
  await page.getByLabel("Password", { exact: true }).fill("daybook-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

import type { Page } from "playwright";
import type { Camera } from "./camera.ts";
import { linkFor, mailText } from "./mailbox.ts";
import { emptyShots } from "./shots.ts";

const PASSWORD = "a quiet morning";

/** Somebody opens a business in the demo, invites a colleague and forgets the password: pictures on the way. */
export async function newcomer(camera: Camera, run: string): Promise<void> {
  const email = `rosa-${run}@mail.example`;
  const page = await camera.open(390);
  page.on("pageerror", (error) => camera.log(`${page.url()}: ${error.message}`));
  await signUp(page, camera, email);
  await open(page, camera, `Keller ${run}`);
  await camera.remember("newcomer", page.context());
  await camera.take(emptyShots);

  await camera.show(page, "/dashboard");
  const own = await page
    .getByRole("link", { name: "Public page", exact: true })
    .getAttribute("href");
  await camera.take([
    { path: `${own}?lang=en`, name: "empty-page" },
    { path: `${own}?lang=en`, name: "empty-picker", first: `${own}/` },
  ]);
  await invite(page, camera, `colleague-${run}@mail.example`);
  await forget(camera, email);
  await page.context().close();
}

async function signUp(page: Page, camera: Camera, email: string): Promise<void> {
  await camera.show(page, "/sign-up?lang=en");
  await page.getByLabel("Your name").fill("Rosa Keller");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create my account" }).click();
  await page.getByLabel("Code").waitFor();
  await camera.takeLive(page, "sign-up-code");
  const code = (await mailText(email, /\b\d{6}\b/)).match(/\b\d{6}\b/)![0];
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/start$/);
}

async function open(page: Page, camera: Camera, name: string): Promise<void> {
  await camera.takeLive(page, "start-business");
  await page.getByLabel("Name of your business").fill(name);
  await page.getByText("Lessons and coaching").click();
  await page.getByRole("button", { name: "Open the book" }).click();
  await page.waitForURL(/\/start\/hours$/);
  await camera.takeLive(page, "start-hours");
  await page.getByRole("button", { name: "These are my hours" }).click();
  await page.waitForURL(/\/start\/services$/);
  await camera.takeLive(page, "start-services");
  await page.getByRole("button", { name: /^Offer these/ }).click();
  await page.waitForURL(/\/start\/live$/);
  await page.waitForTimeout(800);
  await camera.takeLive(page, "start-live");
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function invite(page: Page, camera: Camera, colleague: string): Promise<void> {
  await camera.show(page, "/dashboard/settings/team");
  await page.getByLabel("E-mail").fill(colleague);
  await page.getByRole("button", { name: /invit/i }).first().click();
  const path = await linkFor(colleague, "/invite/");
  await camera.take([
    { path, name: "invitation" },
    { path, name: "invitation-other", who: "customer" },
  ]);
}

async function forget(camera: Camera, email: string): Promise<void> {
  const page = await camera.open(390);
  await camera.show(page, "/forgot?lang=en");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByLabel("Code").waitFor();
  await camera.takeLive(page, "forgot-code");
  await camera.show(page, await linkFor(email, "/auth/confirm(?=\\S+recovery)"));
  await page.getByRole("button", { name: "Choose a new password" }).click();
  await page.waitForURL(/\/reset$/);
  await page.waitForTimeout(500);
  await camera.takeLive(page, "reset");
  await page.context().close();
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { PROJECT } from "../supabase/local/paths.ts";
import { findChromium } from "./lib/chromium.ts";

const USAGE = `npm run screenshots [-- --all FOLDER]

Takes the README's two pictures from the running demo (npm start). With --all, every page at 390 and 1440 pixels,
light and dark, into FOLDER.`;

const base = process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;

/** A visitor's pages; the owner's follow after signing in. */
const publicPages = [
  "/",
  "/lotus-hair",
  "/lotus-hair/cut",
  "/still-yoga/vinyasa",
  "/sign-in",
  "/sign-up",
];
const ownerPages = [
  "/dashboard",
  "/dashboard/calendar",
  "/dashboard/bookings",
  "/dashboard/customers",
  "/dashboard/availability",
  "/dashboard/waitlist",
  "/account",
];

async function main(args: string[]): Promise<void> {
  if (args.length > 0 && (args[0] !== "--all" || !args[1])) {
    console.log(USAGE);
    process.exitCode = 2;
    return;
  }
  const executablePath = await findChromium((line) => console.log(line));
  if (!executablePath) throw new Error("no Chromium to take pictures with");
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    if (args[1]) await everyPage(browser, args[1]);
    else await readme(browser);
  } finally {
    await browser.close();
  }
}

async function readme(browser: Browser): Promise<void> {
  const folder = join(PROJECT, "public", "screenshots");
  mkdirSync(folder, { recursive: true });
  const page = await open(browser, 1440, "light");
  await show(page, "/lotus-hair/cut");
  await page.screenshot({ path: join(folder, "booking.png") });
  await signIn(page);
  await show(page, "/dashboard/calendar");
  await page.screenshot({ path: join(folder, "calendar.png") });
  // For the app's manifest: what a shop shows before it is installed.
  const phone = await open(browser, 390, "light", 2);
  await show(phone, "/lotus-hair/cut");
  await phone.screenshot({ path: join(folder, "booking-phone.png") });
  await signIn(phone);
  await show(phone, "/dashboard");
  await phone.screenshot({ path: join(folder, "day-phone.png") });
}

async function everyPage(browser: Browser, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const scheme of ["light", "dark"] as const) {
    for (const width of [390, 1440]) {
      const page = await open(browser, width, scheme);
      for (const path of publicPages) await picture(page, path, folder, width, scheme);
      await signIn(page);
      for (const path of ownerPages) await picture(page, path, folder, width, scheme);
      await page.context().close();
    }
  }
}

async function picture(page: Page, path: string, folder: string, width: number, scheme: string) {
  await show(page, path);
  const name = path === "/" ? "front" : path.slice(1).replaceAll("/", "-");
  await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: true });
}

async function open(
  browser: Browser,
  width: number,
  colorScheme: "light" | "dark",
  deviceScaleFactor = 1,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme,
    deviceScaleFactor,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
  });
  return context.newPage();
}

async function show(page: Page, path: string): Promise<void> {
  await page.goto(base + path, { waitUntil: "load" });
  // The live stream never lets the network rest; the skeletons go when the data has come.
  await page.waitForTimeout(2500);
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${base}/sign-in`, { waitUntil: "load" });
  await page.getByLabel("E-mail", { exact: false }).first().fill("owner@daybook.example");
  await page.getByLabel("Password", { exact: true }).fill("daybook-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/dashboard/);
}

await main(process.argv.slice(2));

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { PROJECT } from "../supabase/local/paths.ts";
import { findChromium } from "./lib/chromium.ts";

const USAGE = `npm run screenshots [-- --all FOLDER [PART …]]

Takes the README's two pictures from the running demo (npm start). With --all, every page and its states at 390 and
1440 pixels, light and dark, into FOLDER, or only those whose name contains a PART; says which are wider than their
screen or write an error. BUSINESS=ID shows another of the owner's businesses than the first.`;

const base = process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;

/** A page, or a state of one that is reached from it. */
interface Shot {
  /** Where it is; the file's name comes from it unless `name` says another. */
  path: string;
  name?: string;
  /** Goes on to the first link to an address like this: somebody's page, whoever they are. */
  first?: string;
  /** What is done on the page before the picture. */
  act?: (page: Page) => Promise<unknown>;
}

/** The three steps after the picture of a service: a time, the details, the confirmed booking's own page. */
const chooseTime = (page: Page) => page.locator("main button:has(time)").first().click();
const openFirstAppointment = (page: Page) =>
  page.locator("button[data-appointment]").first().click();

/** What everybody sees. */
const publicShots: Shot[] = [
  ...["/", "/sign-in", "/sign-up", "/forgot", "/offline", "/no-such-page"],
  ...["/lotus-hair", "/lotus-hair?lang=ar", "/lotus-hair/cut", "/lotus-hair/cut?lang=ar"],
  ...["/still-yoga", "/still-yoga/vinyasa", "/embed/lotus-hair", "/embed/lotus-hair/cut"],
].map((path) => ({ path }));
publicShots.push(
  { path: "/lotus-hair/cut?lang=en", name: "details", act: chooseTime },
  { path: "/lotus-hair/cut?lang=ar", name: "details-ar", act: chooseTime },
);

const customerShots: Shot[] = [
  { path: "/account" },
  { path: "/account?lang=ar" },
  { path: "/account?lang=en", name: "manage", first: "/manage/" },
];

const calendar = (view: string) => `/dashboard/calendar?view=${view}`;
const ownerShots: Shot[] = [
  ...["/dashboard", calendar("day"), calendar("week"), calendar("month"), calendar("list")],
  ...["bookings", "bookings/new", "waitlist", "customers", "customers/new", "notifications"],
  ...["services", "services/new", "staff", "staff/new", "analytics", "calendars", "more"],
  ...["availability", "availability/rules", "availability/team"],
  ...["messages", "messages/reminders", "messages/wording"],
  ...["settings", "settings/look", "settings/team", "settings/languages"],
  ...["settings/embed", "settings/data", "no-such-page"],
].map((path) => ({ path: path.startsWith("/") ? path : `/dashboard/${path}` }));
ownerShots.push(
  { path: calendar("day"), name: "appointment", act: openFirstAppointment },
  {
    path: "/dashboard/bookings",
    name: "bookings-drawer",
    act: (page) => page.locator("tbody button, main li button").first().click(),
  },
  { path: "/dashboard/customers", name: "customer", first: "/dashboard/customers/" },
  { path: "/dashboard/services", name: "service", first: "/dashboard/services/" },
  { path: "/dashboard/staff", name: "staff-member", first: "/dashboard/staff/" },
  { path: "/dashboard/messages", name: "message", first: "/dashboard/messages/" },
  { path: "/start" },
);

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
    if (args[1]) await everyPage(browser, args[1], args.slice(2));
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

async function everyPage(browser: Browser, folder: string, parts: string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const wanted = (shots: Shot[]) =>
    shots.filter((shot) => parts.length === 0 || parts.some((part) => nameOf(shot).includes(part)));
  for (const scheme of ["light", "dark"] as const) {
    for (const width of [390, 1440]) {
      const suffix = `${width}-${scheme}`;
      for (const [who, shots] of [
        [null, wanted(publicShots)],
        ["customer", wanted(customerShots)],
        ["owner", wanted(ownerShots)],
      ] as const) {
        if (shots.length === 0) continue;
        const page = await open(browser, width, scheme);
        page.on("pageerror", (error) => console.log(`${page.url()} ${suffix}: ${error.message}`));
        if (who) await signIn(page, who);
        const business = process.env.BUSINESS;
        if (business) {
          await page
            .context()
            .addCookies([{ name: "daybook-business", value: business, url: base }]);
        }
        for (const shot of shots) await picture(page, shot, folder, suffix);
        await page.context().close();
      }
    }
  }
}

function nameOf({ path, name }: Shot): string {
  return name ?? (path.replace(/^\/(dashboard\/)?/, "").replace(/[^a-z0-9]+/g, "-") || "front");
}

/** One that cannot be taken is named, and the others are taken all the same. */
async function picture(page: Page, shot: Shot, folder: string, suffix: string): Promise<void> {
  const name = `${nameOf(shot)}-${suffix}`;
  try {
    await show(page, shot.path);
    if (shot.first) {
      const link = page.locator(`main a[href^="${shot.first}"]:not([href$="/new"])`).first();
      await show(page, (await link.getAttribute("href", { timeout: 5_000 }))!);
    }
    if (shot.act) {
      await shot.act(page);
      await page.waitForTimeout(1_500);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) console.log(`${name}: ${over} pixels wider than its screen`);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: !shot.act });
  } catch (error) {
    console.log(`${name}: ${(error as Error).message.split("\n")[0]}`);
  }
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
  await page.waitForTimeout(500);
  await page
    .waitForFunction(() => !document.querySelector(".animate-breathe"), null, { timeout: 8_000 })
    .catch(() => {});
  await page.waitForTimeout(500);
}

async function signIn(page: Page, who = "owner"): Promise<void> {
  await page.goto(`${base}/sign-in`, { waitUntil: "load" });
  await page.getByLabel("E-mail", { exact: false }).first().fill(`${who}@daybook.example`);
  await page.getByLabel("Password", { exact: true }).fill("daybook-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/(dashboard|account)/);
}

await main(process.argv.slice(2));

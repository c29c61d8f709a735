import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright";
import { freePort } from "../../supabase/local/ports.ts";
import { findChromium } from "../lib/chromium.ts";
import { startInstallation } from "./installation.ts";

/**
 * How long Lighthouse waits for a page to fall silent. Open pages hear of changes over a connection that never ends, and
 * would keep it waiting for its own three quarters of a minute each.
 */
const PATIENCE_MS = 15_000;

/**
 * What else runs on the machine costs points of performance and gives none, so that the best of a few looks is the truest.
 * A page that is good at once is looked at once.
 */
const LOOKS = 3;
const GOOD = 95;

/** Pages that are kept out of search engines on purpose; the rest of their SEO counts. */
const PRIVATE = ["/manage", "/dashboard"];

interface PageFigures {
  /** Compressed JavaScript until the page has settled, before anybody touches it. */
  jsKb: number;
  /** Scores of 0–100, of a phone on a slow network, as Lighthouse simulates them. */
  lighthouse: {
    performance: number;
    accessibility: number;
    bestPractices: number;
    seo: number;
  };
  /** How often it was looked at; the best counts. */
  looks?: number;
  /** What costs points, by Lighthouse's own names; performance apart. */
  faults: string[];
}

/**
 * Weighs the pages of the built app and asks Lighthouse about them, on the demo: what a visitor sees, then a customer's
 * booking, then the owner's day. Resolves to `{PATH: {jsKb, lighthouse, faults, looks}}`.
 */
export async function run(): Promise<object> {
  const world = await startInstallation({ app: true, connections: 2 });
  const executablePath = await findChromium((line) => console.error(`   ${line}`));
  if (!executablePath) throw new Error("no Chromium to look with");
  process.on("unhandledRejection", forgive);
  try {
    const figures: Record<string, PageFigures> = {};
    const look = async (name: string, path = name, cookie?: string) => {
      const looks: PageFigures[] = [];
      do {
        const figure = await inBrowser(executablePath, (_, port) =>
          measure(world.url + path, port, PRIVATE.includes(name), cookie),
        );
        looks.push(figure);
        console.error(`   ${name} ${JSON.stringify(figure)}`);
      } while (looks.length < LOOKS && looks.at(-1)!.lighthouse.performance < GOOD);
      looks.sort((a, b) => b.lighthouse.performance - a.lighthouse.performance);
      figures[name] = { ...looks[0]!, looks: looks.length };
    };
    for (const path of ["/", "/lotus-hair", "/lotus-hair/cut", "/sign-in"]) await look(path);
    await look("/manage", await bookSomething(world.url));
    const cookie = await inBrowser(executablePath, (browser) => signIn(browser, world.url));
    await look("/dashboard", "/dashboard", cookie);
    return figures;
  } finally {
    process.off("unhandledRejection", forgive);
    await world.stop();
  }
}

/**
 * Does something in a browser that has not seen anything before. One that has keeps the rubbish of the page before: a
 * quarter of a second of clearing it away would be counted as this page's blocking, four times over.
 * @param work is given the browser and the port on which Lighthouse finds it
 */
async function inBrowser<T>(
  executablePath: string,
  work: (browser: BrowserContext, port: number) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "daybook-pages-"));
  const port = await freePort();
  const browser = await chromium.launchPersistentContext(folder, {
    executablePath,
    // As most customers are: in the business's own zone. Those from elsewhere have the times worked out once more.
    env: { ...process.env, TZ: "Europe/Berlin" },
    args: [
      `--remote-debugging-port=${port}`,
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    return await work(browser, port);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lighthouse leaves a question to its tab behind when it has waited long enough, and closes the tab. */
function forgive(error: unknown): void {
  if (!String(error).includes("Session closed")) throw error;
}

/** @param cookie who is signed in */
async function measure(
  url: string,
  port: number,
  hidden: boolean,
  cookie?: string,
): Promise<PageFigures> {
  const { default: lighthouse } = await import("lighthouse");
  const result = await lighthouse(url, {
    port,
    output: "json",
    logLevel: "error",
    // It would sign out whoever is signed in.
    disableStorageReset: true,
    disableFullPageScreenshot: true,
    maxWaitForLoad: PATIENCE_MS,
    onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
    ...(cookie ? { extraHeaders: { Cookie: cookie } } : {}),
    ...(hidden ? { skipAudits: ["is-crawlable"] } : {}),
  });
  if (!result) throw new Error(`${url}: Lighthouse says nothing`);
  const { audits, categories, runtimeError } = result.lhr;
  if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`);
  const { pathname } = new URL(result.lhr.finalDisplayedUrl);
  if (pathname !== new URL(url).pathname) throw new Error(`${url} led to ${pathname}`);
  const requests = audits["network-requests"]?.details as
    | { items: { resourceType?: string; transferSize: number; url: string }[] }
    | undefined;
  const bytes = (requests?.items ?? [])
    .filter(({ resourceType }) => resourceType === "Script")
    .reduce((sum, { transferSize }) => sum + transferSize, 0);
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const faults = ["accessibility", "best-practices", "seo"].flatMap((name) =>
    (categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
      .map(({ id }) => id),
  );
  return {
    jsKb: Math.round(bytes / 102.4) / 10,
    lighthouse: {
      performance: score("performance"),
      accessibility: score("accessibility"),
      bestPractices: score("best-practices"),
      seo: score("seo"),
    },
    faults,
  };
}

/** A booking of the demo's salon, by the JSON API. @returns the path of its page */
async function bookSomething(url: string): Promise<string> {
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  const times = await fetch(
    `${url}/api/availability?business=lotus-hair&service=cut&from=${day(3)}&to=${day(14)}&tz=Europe/Berlin`,
  );
  const { slots } = (await times.json()) as { slots: { start: string }[] };
  const answer = await fetch(`${url}/api/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      business: "lotus-hair",
      service: "cut",
      start: slots[0]?.start,
      staff: "any",
      party: 1,
      customer: { name: "Lena Light", email: "lena@bench.example" },
      timeZone: "Europe/Berlin",
    }),
  });
  const { manageUrl } = (await answer.json()) as { manageUrl: string };
  return new URL(manageUrl).pathname;
}

/** Signs the owner in. @returns the cookies, as a header */
async function signIn(browser: BrowserContext, url: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(`${url}/sign-in?next=/dashboard`);
  await page.getByLabel("E-mail").fill("owner@daybook.example");
  await page.getByLabel("Password", { exact: true }).fill("daybook-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(({ pathname }) => pathname === "/dashboard");
  const cookies = await browser.cookies(url);
  await page.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";

export const base = process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;

/** Who looks at a page: nobody in particular, one of the demo's people, or the newcomer of newcomer.ts. */
export type Who = "nobody" | "customer" | "staff" | "owner" | "newcomer";

/** A page, or a state of one that is reached from it. */
export interface Shot {
  /** Where it is; the file's name comes from it unless `name` says another. */
  path: string;
  name?: string;
  who?: Who;
  /** Goes on to the first link to an address like this: somebody's page, whoever they are. */
  first?: string;
  /** What is done on the page before the picture. */
  act?: (page: Page) => Promise<unknown>;
  /** What only one width shows: a phone's own form, a desk's. */
  width?: 390 | 1440;
}

const WIDTHS = [390, 1440] as const;
type State = Exclude<BrowserContextOptions["storageState"], undefined>;

export function nameOf({ path, name }: Shot): string {
  return name ?? (path.replace(/^\/(dashboard\/)?/, "").replace(/[^a-z0-9]+/g, "-") || "front");
}

/** Takes pictures, and says what is wrong with what it sees: too wide, an error, with AXE=1 what axe finds. */
export class Camera {
  readonly #states = new Map<Who, State>();

  constructor(
    readonly browser: Browser,
    readonly folder: string,
    readonly log: (line: string) => void,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /** A page of a visitor's own, in the demo's language and zone. */
  async open(
    width: number,
    who: Who = "nobody",
    scale = 1,
    timezoneId = "Europe/Berlin",
  ): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width, height: width < 600 ? 844 : 900 },
      deviceScaleFactor: scale,
      locale: "en-GB",
      timezoneId,
      reducedMotion: "reduce",
      storageState: await this.#state(who),
    });
    context.setDefaultTimeout(15_000);
    const business = process.env.BUSINESS;
    if (business && who === "owner") {
      await context.addCookies([{ name: "daybook-business", value: business, url: base }]);
    }
    return context.newPage();
  }

  /** From now on this is how `who` is signed in. */
  async remember(who: Who, context: BrowserContext): Promise<void> {
    this.#states.set(who, await context.storageState());
  }

  /** All of them at both widths, light and dark. One that cannot be taken is named, and the others are taken. */
  async take(shots: readonly Shot[]): Promise<void> {
    for (const width of WIDTHS) {
      for (const who of new Set(shots.map((shot) => shot.who ?? "nobody"))) {
        const page = await this.open(width, who);
        page.on("pageerror", (error) => this.log(`${page.url()} ${width}: ${error.message}`));
        for (const shot of shots) {
          if ((shot.who ?? "nobody") !== who || (shot.width ?? width) !== width) continue;
          try {
            await this.#arrive(page, shot);
            await this.#snap(page, nameOf(shot), width);
          } catch (error) {
            this.log(`${nameOf(shot)}-${width}: ${(error as Error).message.split("\n")[0]}`);
          }
        }
        await page.context().close();
      }
    }
  }

  /** A page as it stands, at both widths: for what would not be the same after another visit. */
  async takeLive(page: Page, name: string): Promise<void> {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
      await this.#snap(page, name, width);
    }
  }

  /** Opens a page and waits until its data has come. */
  async show(page: Page, path: string): Promise<void> {
    await page.goto(new URL(path, base).href, { waitUntil: "load" });
    await settle(page);
  }

  async #state(who: Who): Promise<State | undefined> {
    if (who === "nobody") return undefined;
    const known = this.#states.get(who);
    if (known) return known;
    if (who === "newcomer") throw new Error("nobody has signed up in this walk");
    const page = await this.open(1440);
    await signIn(page, who);
    await this.remember(who, page.context());
    await page.context().close();
    return this.#states.get(who);
  }

  async #arrive(page: Page, { path, first, act }: Shot): Promise<void> {
    await this.show(page, path);
    if (first) {
      const link = page.locator(`main a[href^="${first}"]:not([href$="/new"])`).first();
      await this.show(page, (await link.getAttribute("href"))!);
    }
    if (act) {
      await act(page);
      await settle(page);
    }
  }

  async #snap(page: Page, name: string, width: number): Promise<void> {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      // What has just changed its colours is drawn before the picture.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      const file = `${name}-${width}-${colorScheme}`;
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) this.log(`${file}: ${over} pixels wider than its screen`);
      // What lies above the page is seen with the part of it that is on the screen.
      const fullPage = (await page.locator("[role=dialog], [role=menu]").count()) === 0;
      await page.screenshot({ path: join(this.folder, `${file}.png`), fullPage });
      if (process.env.AXE) await this.#examine(page, file);
    }
    await page.emulateMedia({ colorScheme: "light" });
  }

  async #examine(page: Page, file: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page })
      .options({ resultTypes: ["violations"] })
      .setLegacyMode()
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    for (const { id, impact, nodes } of violations) {
      this.log(`${file}: axe ${impact} ${id} ${nodes.map((node) => node.target).join(", ")}`);
    }
  }
}

/** The live stream never lets the network rest; the skeletons go when the data has come. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(400);
  await page
    .waitForFunction(() => !document.querySelector(".animate-breathe"), null, { timeout: 8_000 })
    .catch(() => {});
  await page.waitForTimeout(400);
}

async function signIn(page: Page, who: Who): Promise<void> {
  await page.goto(`${base}/sign-in`, { waitUntil: "load" });
  await page.getByLabel("E-mail").fill(`${who}@daybook.example`);
  await page.getByLabel("Password", { exact: true }).fill("daybook-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/(dashboard|account)/);
}

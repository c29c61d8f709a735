import AxeBuilder from "@axe-core/playwright";
import { type Browser, test as base, expect, type Page } from "@playwright/test";

/**
 * The journeys' test: fails when a page breaks its own security policy or throws. Pages count as opened once what the
 * server sent last is in its place.
 */
export const test = base.extend<{ guarded: undefined }>({
  browser: [
    async ({ browser }, use) => {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options?: Parameters<Browser["newContext"]>[0]) => {
        const context = await newContext(options);
        // Without scripts, what comes late stays where it came.
        if (options?.javaScriptEnabled !== false) context.on("page", opensWhole);
        return context;
      };
      await use(browser);
    },
    { scope: "worker" },
  ],
  guarded: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error" && /content security policy|hydrat/i.test(message.text())) {
          faults.push(message.text());
        }
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/**
 * A page's slower parts arrive hidden behind it and are then put into place; for a moment some of them stand there
 * twice, and whoever looks for one thing finds two.
 */
function opensWhole(page: Page): void {
  const goto = page.goto.bind(page);
  page.goto = async (...args) => {
    const answer = await goto(...args);
    await expect(page.locator('[hidden][id^="S:"]')).toHaveCount(0);
    return answer;
  };
}

/**
 * Serious and critical findings of axe on the page as it stands, in both themes. The second theme changes colours only,
 * so that only contrast is looked at again.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const scheme = await page.evaluate(() =>
    matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  );
  const first = await faultsIn(page, scheme);
  const other = scheme === "dark" ? "light" : "dark";
  // Without motion (playwright.config.ts) there is no colour on its way to another.
  await page.emulateMedia({ colorScheme: other });
  await drawn(page);
  const second = await faultsIn(page, other, "color-contrast");
  await page.emulateMedia({ colorScheme: scheme });
  return [...first, ...second];
}

/** Waits until what has just changed is on the screen: before that, some colours are still those of the other theme. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

async function faultsIn(page: Page, scheme: string, rule?: string): Promise<string[]> {
  // Only faults are asked for, and in one go: to name all that is well takes longer than to look for what is not.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  if (rule) axe.withRules(rule);
  else axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${scheme}, ${id}: ${nodes[0]?.any[0]?.message ?? ""} ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
    );
}

import { signInAs } from "./pages/dashboard/sign-in";
import { expect, test } from "./support/test";

test("the day is readable without a network, says how old it is, and is forgotten on signing out", async ({
  page,
  context,
}) => {
  await signInAs(page, "owner");
  const kept = () =>
    page.evaluate(async () => {
      const pages = await caches.open("pages");
      return (await pages.keys()).map(({ url }) => new URL(url).pathname);
    });
  // The worker comes after the first view, and then keeps what is open.
  await expect.poll(kept, { timeout: 20_000 }).toContain("/dashboard");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  const heading = await page.getByRole("heading", { level: 1 }).textContent();

  await context.setOffline(true);
  await expect(page.getByText("No network. This is from")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading ?? "");
  await expect(page.getByText("No network. This is from")).toBeVisible();
  await page.goto("/dashboard/settings");
  await expect(page.getByRole("heading", { name: "There is no network just now" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Try again" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Today/ })).toHaveAttribute("href", /dashboard$/);

  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeHidden();
  await expect.poll(kept).toEqual([]);
});

test("the page without a network stands still where it is nobody's stand-in", async ({ page }) => {
  await page.goto("/offline");
  await page.evaluate(() => {
    document.body.dataset.seen = "once";
  });
  // A page that asked for itself anew would be another one by then.
  await page.waitForTimeout(1_500);
  await expect(page.locator("body")).toHaveAttribute("data-seen", "once");
  await expect(page.getByRole("heading", { name: "There is no network just now" })).toBeVisible();
});

test("it can be installed: a manifest with icons and pictures that are there", async ({ page }) => {
  await page.goto("/sign-in");
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const manifest = (await (await page.request.get(href ?? "")).json()) as {
    start_url: string;
    icons: { src: string; sizes: string }[];
    screenshots: { src: string }[];
  };
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(
    expect.arrayContaining(["192x192", "512x512"]),
  );
  for (const { src } of [...manifest.icons, ...manifest.screenshots]) {
    expect((await page.request.get(src)).status(), src).toBe(200);
  }
});

test("a business's page is installed under its own name and sign", async ({ page }) => {
  for (const [path, name] of [
    ["/sign-in", "Daybook"],
    ["/lotus-hair", "Lotus Hair"],
  ] as const) {
    await page.goto(path);
    const session = await page.context().newCDPSession(page);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // The tests' own windows keep nothing, and so install nothing.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
    const { data } = await session.send("Page.getAppManifest");
    const manifest = JSON.parse(data ?? "") as { name: string; icons: { src: string }[] };
    expect(manifest.name).toBe(name);
    const apple = await page.locator("link[rel=apple-touch-icon]").getAttribute("href");
    for (const src of [apple ?? "", ...manifest.icons.map((icon) => icon.src)]) {
      const icon = await page.request.get(src);
      expect(icon.headers()["content-type"], src).toMatch(/^image\//);
    }
  }
  await page.goto("/lotus-hair/cut");
  const told = await page.locator('script[type="application/ld+json"]').first().textContent();
  expect(JSON.parse(told ?? "")["@graph"]).toMatchObject([
    { "@type": "Service", provider: { name: "Lotus Hair" }, offers: { priceCurrency: "EUR" } },
    { "@type": "BreadcrumbList" },
  ]);
});

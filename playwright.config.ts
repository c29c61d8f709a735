import { defineConfig } from "@playwright/test";

// `npm test` starts a stack and the built app for each worker, and says in the environment where they are. Every worker
// reads this file anew, and takes the variables that are its own.
const lanes: Record<string, string>[] = JSON.parse(process.env.LANES ?? "[{}]");
Object.assign(process.env, lanes[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // One after the other in each file: journeys of one business take each other's free times.
  fullyParallel: false,
  workers: lanes.length,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: process.env.APP_URL ?? "http://localhost:3000",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // A trace records every frame and every page's source, and doubles the run's time on two cores: TRACE=1 when needed.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    // Movements are looked at by eye; a journey only waits for them.
    contextOptions: { reducedMotion: "reduce" },
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});

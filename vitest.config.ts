import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A hostile zone: whatever forgets to name its zone fails at once.
process.env.TZ = "Asia/Kathmandu";

const alias = {
  "@": fileURLToPath(new URL(".", import.meta.url)),
  // The marker package throws outside a React server bundle; tests run the server's code directly.
  "server-only": fileURLToPath(new URL("./supabase/tests/support/server-only.ts", import.meta.url)),
};

const CRON = "supabase/tests/pg-cron.test.ts";

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Files share their modules: to load them anew for each took as long as the tests.
          isolate: false,
          // The schedule's test has a server of its own and mostly waits for a minute to begin: here that holds nobody up.
          include: ["{lib,components,app,scripts}/**/*.test.{ts,tsx}", CRON],
          // Hundreds of examples take seconds when everything else runs beside them.
          testTimeout: 30_000,
          hookTimeout: 120_000,
          setupFiles: ["./supabase/tests/support/unit-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          isolate: false,
          include: ["supabase/{tests,local,functions}/**/*.test.ts"],
          exclude: ["supabase/tests/app/**", CRON],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["supabase/tests/app/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

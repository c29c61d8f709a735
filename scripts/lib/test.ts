import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "../../supabase/local/paths.ts";
import { freePort } from "../../supabase/local/ports.ts";
import { childEnvironment, ended, openLog } from "./children.ts";
import { findChromium } from "./chromium.ts";
import type { StackProcess } from "./stack-process.ts";
import { adviseOn, generateTypes, TYPES_FILE } from "./supabase-cli.ts";
import { FAIL, PASS, readPlaywright, readVitest, sum, type Tally } from "./tally.ts";
import { DIST_DIR, World } from "./test-world.ts";

const STEPS = [
  "types",
  "lint",
  "unused",
  "unit",
  "database",
  "advisors",
  "generated",
  "integration",
  "browser",
] as const;
type Step = (typeof STEPS)[number];

const USAGE = `npm test [-- --only STEP,STEP] [-- FILE …]

Everything, against a stack of its own. Steps: ${STEPS.join(", ")}.
Files (or parts of their names) narrow the unit, database, integration and browser steps.`;

/** `npm test`: every step in turn, whatever the earlier ones said; ends with the count. */
export async function test(args: string[]): Promise<void> {
  const { steps, files } = readArguments(args);
  const folder = mkdtempSync(join(tmpdir(), "daybook-test-"));
  const world = new World(folder);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void world.end().then(() => process.exit(130)));
  }
  if (steps.has("browser")) Object.assign(process.env, await calendarProviders());
  const tallies: Tally[] = [];
  // The database's tests wait for one process most of the time: beside them there is room for those that need nothing of it.
  let beside: Promise<() => void> | undefined;
  for (const step of STEPS) {
    if (!steps.has(step)) continue;
    if (step === "unit" && steps.has("database")) {
      beside = aside(world, files).then(({ tally, seconds, output }) => () => {
        console.log(`\n── unit\n${output}`);
        tallies.push(told("unit", tally, seconds));
      });
      continue;
    }
    const began = Date.now();
    console.log(`\n── ${step}`);
    if (step === "database" && (steps.has("integration") || steps.has("browser"))) {
      world.buildAhead();
    }
    tallies.push(told(step, await whatever(() => run(step, world, files)), secondsSince(began)));
    if (step === "database") (await beside)?.();
  }
  await world.end();
  const total = sum(tallies);
  console.log(`\ntests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
}

/** The unit tests with what they say kept for later, so that it does not run through that of the others. */
async function aside(
  world: World,
  files: string[],
): Promise<{ tally: Tally; seconds: string; output: string }> {
  const began = Date.now();
  const log = join(world.folder, "unit.log");
  const tally = await whatever(() => vitest("unit", world, {}, files, openLog(log, true)));
  return { tally, seconds: secondsSince(began), output: readFileSync(log, "utf8").trim() };
}

/** A step that cannot be run at all has failed; the others are run all the same. */
async function whatever(work: () => Promise<Tally> | Tally): Promise<Tally> {
  try {
    return await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return FAIL;
  }
}

function told(step: Step, tally: Tally, seconds: string): Tally {
  const { passed, failed, skipped } = tally;
  console.log(`── ${step}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`);
  return tally;
}

const secondsSince = (began: number) => ((Date.now() - began) / 1000).toFixed(1);

/** Where a journey plays the calendar providers: the app and the functions have to know before it starts. */
async function calendarProviders(): Promise<Record<string, string>> {
  return {
    GOOGLE_CLIENT_ID: "id",
    GOOGLE_CLIENT_SECRET: "secret",
    GOOGLE_BASE_URL: `http://127.0.0.1:${await freePort()}`,
    MICROSOFT_CLIENT_ID: "id",
    MICROSOFT_CLIENT_SECRET: "secret",
    MICROSOFT_BASE_URL: `http://127.0.0.1:${await freePort()}`,
    CALENDAR_ALLOW_PRIVATE: "true",
  };
}

function readArguments(args: string[]): { steps: Set<Step>; files: string[] } {
  const files: string[] = [];
  let steps = new Set<Step>(STEPS);
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (arg === "--only" || arg.startsWith("--only=")) {
      const list = (arg.includes("=") ? arg.slice(7) : (args[++index] ?? "")).split(",");
      const wrong = list.filter((name) => !STEPS.includes(name as Step));
      if (wrong.length > 0) usage();
      steps = new Set(list as Step[]);
    } else if (arg.startsWith("-")) usage();
    else files.push(arg);
  }
  return { steps, files };
}

function usage(): never {
  console.log(USAGE);
  process.exit(2);
}

function run(step: Step, world: World, files: string[]): Promise<Tally> | Tally {
  switch (step) {
    case "types":
      // Next writes next-env.d.ts, which a fresh clone lacks, and the routes' types that it names.
      tool("next", ["typegen"]);
      return tool("tsc", ["--noEmit"]);
    case "lint":
      return tool("biome", ["ci", "."]);
    case "unused":
      return tool("knip", []);
    case "unit":
      return vitest("unit", world, {}, files);
    case "database":
      return world.withStack((stack) => vitest("database", world, testEnv(world, stack), files));
    case "advisors":
      return world.withStack(({ databaseUrl }) => {
        const found = adviseOn(databaseUrl);
        for (const line of found) console.error(line);
        return found.length === 0 ? PASS : FAIL;
      });
    case "generated":
      return world.withStack(({ databaseUrl }) => {
        const committed = existsSync(TYPES_FILE) ? readFileSync(TYPES_FILE, "utf8") : "";
        if (generateTypes(databaseUrl) === committed) return PASS;
        console.error("lib/supabase/database.types.ts is out of date: npm run types");
        return FAIL;
      });
    case "integration":
      return world.withApp((stack) => vitest("integration", world, testEnv(world, stack), files));
    case "browser":
      return files.length > 0
        ? world.withApp((stack) => playwright(world, [testEnv(world, stack)], files))
        : inLanes(world);
  }
}

/** Runs a checker of node_modules/.bin; shows its output only if it complains. */
function tool(name: string, args: string[]): Tally {
  const result = spawnSync(join(PROJECT, "node_modules", ".bin", name), args, {
    cwd: PROJECT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NEXT_DIST_DIR: DIST_DIR },
    shell: process.platform === "win32",
  });
  if (result.status === 0) return PASS;
  console.error(`${result.stdout ?? ""}${result.stderr ?? ""}${result.error ?? ""}`);
  return FAIL;
}

async function vitest(
  project: string,
  world: World,
  env: Record<string, string>,
  files: string[],
  output?: number,
): Promise<Tally> {
  const report = join(world.folder, `${project}.json`);
  const code = await runNode(
    join("vitest", "vitest.mjs"),
    [
      "run",
      "--project",
      project,
      "--passWithNoTests",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...files,
    ],
    { ...env, NODE_ENV: "test" },
    world,
    output,
  );
  return readVitest(report, code);
}

/** Runs journeys with a worker for each of the environments (playwright.config.ts gives each worker its own). */
async function playwright(
  world: World,
  lanes: Record<string, string>[],
  files: string[] = [],
): Promise<Tally> {
  const chromium = await findChromium((line) => console.log(line));
  if (!chromium) {
    console.error("There is no Chromium, and none could be installed. CHROMIUM_PATH names one.");
    return FAIL;
  }
  const report = join(world.folder, "browser.json");
  const code = await runNode(
    join("@playwright", "test", "cli.js"),
    ["test", "--reporter=list,json", `--workers=${lanes.length}`, ...files],
    {
      LANES: JSON.stringify(lanes),
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
    world,
  );
  return readPlaywright(report, code);
}

/**
 * The journeys in two lanes at once, each with a stack and an app of its own: a browser waits for much of the time, and
 * journeys of one lane cannot take the other's free times.
 */
async function inLanes(world: World): Promise<Tally> {
  const second = world.beside("second");
  try {
    return await world.withApp((stack) =>
      second.withApp((other) => playwright(world, [testEnv(world, stack), testEnv(second, other)])),
    );
  } finally {
    await second.end();
  }
}

async function runNode(
  script: string,
  args: string[],
  env: Record<string, string>,
  world: World,
  output?: number,
): Promise<number | string> {
  const child = spawn(process.execPath, [join(PROJECT, "node_modules", script), ...args], {
    cwd: PROJECT,
    stdio: output === undefined ? "inherit" : ["ignore", output, output],
    env: childEnvironment(env),
  });
  world.children.add(child);
  const code = await ended(child);
  world.children.delete(child);
  return code;
}

/** What tests find in their environment: the app's own variables and a file that says the same. */
function testEnv(world: World, stack: StackProcess): Record<string, string> {
  const { env, databaseUrl, superuserUrl, apiUrl, mailboxUrl, smtpUrl } = stack;
  const file = join(world.folder, "stack.json");
  writeFileSync(
    file,
    JSON.stringify({ env, databaseUrl, superuserUrl, apiUrl, mailboxUrl, smtpUrl }),
  );
  return { ...env, TEST_STACK_FILE: file, SUPERUSER_URL: superuserUrl };
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../supabase/local/paths.ts";
import { ended, openLog, startNext, tail } from "./children.ts";
import { packAssets } from "./packed.ts";

/** Everything that ends up in the built app, as files and folders of the project. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "middleware.ts",
  "instrumentation.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "scripts/lib/packed.ts",
  "tsconfig.json",
  "package-lock.json",
  ".env",
  ".env.local",
  ".env.production",
];

export interface BuildOptions {
  /** Next's folder for the build, as next.config.ts reads it from NEXT_DIST_DIR. */
  distDir: string;
  env: Record<string, string | undefined>;
  logFile: string;
  log: (line: string) => void;
}

/**
 * Builds the app unless the last build in `distDir` was made of the same sources. Nothing of the environment is written
 * into it (lib/env.ts reads it when the app runs), so that one build serves any number of stacks. Throws with the end of Next's output if the build fails. Resolves with whether it built.
 */
export async function buildIfChanged(options: BuildOptions): Promise<boolean> {
  const stamp = join(PROJECT, options.distDir, "daybook-build");
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  options.log("Building the app (about a minute; later starts skip it)");
  rmSync(stamp, { force: true });
  const output = openLog(options.logFile, true);
  const child = startNext(
    ["build"],
    {
      ...options.env,
      NODE_ENV: "production",
      NEXT_DIST_DIR: options.distDir,
      PACKED_ASSETS: "true",
    },
    ["ignore", output, output],
  );
  const code = await ended(child);
  if (code !== 0) {
    throw new Error(`The build failed (${code}). Its output ends:\n${tail(options.logFile, 40)}`);
  }
  packAssets(join(PROJECT, options.distDir));
  writeFileSync(stamp, wanted);
  return true;
}

/** A hash over the sources' names and contents. */
function fingerprint(): string {
  const hash = createHash("sha256");
  hash.update(process.version);
  for (const source of SOURCES) addToHash(hash, source);
  return hash.digest("hex");
}

function addToHash(hash: ReturnType<typeof createHash>, path: string): void {
  const full = join(PROJECT, path);
  if (!existsSync(full)) return;
  let entries: string[];
  try {
    entries = readdirSync(full).sort();
  } catch {
    hash.update(`${path}\0`).update(readFileSync(full)).update("\0");
    return;
  }
  for (const entry of entries) {
    if (!/\.test\.tsx?$/.test(entry)) addToHash(hash, join(path, entry));
  }
}

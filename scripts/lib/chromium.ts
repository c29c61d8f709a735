import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isRoot, PROJECT } from "../../supabase/local/paths.ts";

// The headless shell first: the same engine without a browser's window to draw.
const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
];
// Older Debians and Ubuntus know only the whole browser.
const PACKAGES = ["chromium-headless-shell", "chromium"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/**
 * The path of a Chromium that starts: CHROMIUM_PATH, Playwright's, the system's, or else one that is
 * installed now (Playwright's download, or the system's package when we are root). Undefined if none
 * can be had.
 */
export async function findChromium(log: (line: string) => void): Promise<string | undefined> {
  const { chromium } = await import("playwright");
  const candidates = () =>
    [process.env.CHROMIUM_PATH, chromium.executablePath(), ...NAMES.map(which), MAC].filter(
      (path): path is string => Boolean(path && existsSync(path) && starts(path)),
    );
  const found = candidates()[0];
  if (found) return found;

  log("Installing a Chromium for the browser tests");
  const playwright = join(PROJECT, "node_modules", "playwright", "cli.js");
  spawnSync(process.execPath, [playwright, "install", "chromium"], {
    cwd: PROJECT,
    stdio: "ignore",
    timeout: 300_000,
  });
  const downloaded = candidates()[0];
  if (downloaded || !isRoot || !which("apt-get")) return downloaded;

  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-q"], { stdio: "ignore", timeout: 120_000, env });
  for (const name of PACKAGES) {
    spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", name], {
      stdio: "ignore",
      timeout: 300_000,
      env,
    });
    const installed = candidates()[0];
    if (installed) return installed;
  }
  return undefined;
}

function which(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(":")) {
    if (folder && existsSync(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

/** A browser whose system libraries are missing exists but does not start. */
function starts(path: string): boolean {
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const OLDEST_NODE = [20, 9];

/**
 * Installs the packages of package-lock.json if node_modules is missing or is of another lock file.
 * Ends the process with a message if Node is too old or npm fails. Imports nothing but Node itself.
 */
export async function install() {
  checkNode();
  const lock = join(PROJECT, "package-lock.json");
  const stamp = join(PROJECT, "node_modules", ".daybook-lock");
  const wanted = createHash("sha256").update(readFileSync(lock)).digest("hex");
  if (existsSync(stamp)) {
    if (readFileSync(stamp, "utf8") === wanted) return;
  } else if (isInstalledByHand(lock)) {
    writeFileSync(stamp, wanted);
    return;
  }

  console.log("Installing packages (a minute or two the first time)");
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const done = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], { cwd: PROJECT, stdio: "inherit" })
    : spawnSync("npm", args, {
        cwd: PROJECT,
        stdio: "inherit",
        shell: process.platform === "win32",
      });
  if (done.status !== 0) {
    console.error("The packages could not be installed; npm says why above.");
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** Whether somebody's own `npm install` or `npm ci` is newer than the lock file. */
function isInstalledByHand(lock) {
  const installed = join(PROJECT, "node_modules", ".package-lock.json");
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs - 5000;
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(
    `Daybook needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`,
  );
  process.exit(1);
}

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
  // `npm ci` empties node_modules first, under whatever still runs from it; `npm install` takes the same
  // versions and touches only what differs. It also forgives a lock file that was written where the
  // packages of some other platform could not be seen.
  const exact = existsSync(join(PROJECT, "node_modules")) ? undefined : npm(["ci"]);
  if (exact?.status !== 0 && npm(["install", "--no-save"], "inherit").status !== 0) {
    console.error(exact?.stderr ?? "");
    console.error("The packages could not be installed; npm says why above.");
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** Runs the npm that started us, or else the one on the path, in the project's folder. */
function npm(command, stderr = "pipe") {
  const args = [...command, "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const options = { cwd: PROJECT, stdio: ["ignore", "ignore", stderr], encoding: "utf8" };
  const script = process.env.npm_execpath;
  return script?.endsWith(".js")
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
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

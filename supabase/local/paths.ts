import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project: where package.json is. */
export const PROJECT = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** The uid and gid that PostgreSQL runs as when we are root, which it refuses to be: nobody's. */
export const NOBODY = 65_534;

export const isRoot = process.getuid?.() === 0;

/**
 * A folder outside the project for what another uid must reach although the project lies under a
 * folder that is closed to it (a clone in /root). The same project always gets the same one.
 */
export function outsideFolder(of: string): string {
  const hash = createHash("sha256").update(resolve(of)).digest("hex").slice(0, 12);
  return join("/var/tmp", `daybook-${hash}`);
}

/** Whether everybody may walk through `path` and all folders above it. */
export function isOpenToAll(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    try {
      if ((statSync(folder).mode & 0o001) === 0) return false;
    } catch {
      // Not made yet; it will be made with ordinary rights, so its parents decide.
    }
    if (dirname(folder) === folder) return true;
  }
}

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";

/**
 * Asks V8 to compile a script's functions while it comes in, on another thread, instead of one by one on the page's own
 * when they are called: see "explicit compile hints" on v8.dev. Other engines read a comment.
 */
const COMPILE_AHEAD = "//# allFunctionsCalledOnLoad\n";

/** In bytes: what is larger, and not needed by every page, holds mostly functions that are not called at first. */
const SMALL = 50_000;

/**
 * Puts a Brotli copy of every script and style of a build under `static/br`, where next.config.ts sends browsers that read
 * it. Made once: at its best setting Brotli is too slow to be done for each visitor. The scripts that every page begins
 * with, and small ones, ask to be compiled ahead.
 * @param distDir the build's folder
 */
export function packAssets(distDir: string): void {
  const folder = join(distDir, "static");
  const first = firstScripts(distDir);
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|css)$/.test(file) || /^br[\\/]/.test(file)) continue;
    const copy = join(folder, "br", file);
    mkdirSync(dirname(copy), { recursive: true });
    const text = readFileSync(join(folder, file), "utf8");
    const ahead = file.endsWith(".js") && (first.has(file) || text.length < SMALL);
    writeFileSync(copy, brotliCompressSync(ahead ? COMPILE_AHEAD + text : text));
  }
}

/** React and Next's own, as paths under `static`. */
function firstScripts(distDir: string): Set<string> {
  const manifest = JSON.parse(readFileSync(join(distDir, "build-manifest.json"), "utf8")) as {
    rootMainFiles: string[];
  };
  return new Set(manifest.rootMainFiles.map((file) => join(...file.split("/").slice(1))));
}

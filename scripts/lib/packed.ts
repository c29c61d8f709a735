import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";

/**
 * Puts a Brotli copy of every script and style of a build under `static/br`, where next.config.ts sends browsers that read
 * it. Made once: at its best setting Brotli is too slow to be done for each visitor.
 * @param distDir the build's folder
 */
export function packAssets(distDir: string): void {
  const folder = join(distDir, "static");
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|css)$/.test(file) || /^br[\\/]/.test(file)) continue;
    const copy = join(folder, "br", file);
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, brotliCompressSync(readFileSync(join(folder, file))));
  }
}

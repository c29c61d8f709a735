import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";

/** What the headings use of Fraunces' two axes: one weight, and one optical size between a page's title and a card's. */
const CUT = { wght: 400, opsz: 40 };

const SOURCE = join(import.meta.dirname, "../node_modules/@fontsource-variable/fraunces");
const TARGET = join(import.meta.dirname, "../app/fonts");

/** Every sign that a file of the family may hold; those it does not hold are passed over. */
const SIGNS = Array.from({ length: 0xfffd - 0x20 }, (_, index) => index + 0x20)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .join("");

/**
 * `npm run fonts`: the display face as the pages load it, a quarter of the variable font's size. Run it again when
 * Fraunces has a new version.
 */
async function main(): Promise<void> {
  mkdirSync(TARGET, { recursive: true });
  for (const part of ["latin", "latin-ext"]) {
    const whole = readFileSync(join(SOURCE, `files/fraunces-${part}-opsz-normal.woff2`));
    const cut = await subsetFont(whole, SIGNS, { targetFormat: "woff2", variationAxes: CUT });
    writeFileSync(join(TARGET, `fraunces-display-${part}.woff2`), cut);
    console.log(`${part}: ${whole.length} → ${cut.length} bytes`);
  }
  writeFileSync(join(TARGET, "OFL.txt"), readFileSync(join(SOURCE, "LICENSE")));
}

await main();

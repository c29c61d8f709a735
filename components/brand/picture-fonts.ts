import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The scripts that pictures can be drawn in; each is a family of files, for the drawer reads no unicode ranges. */
const FILES = {
  Fraunces: "fraunces/files/fraunces-latin-600-normal.woff",
  FrauncesExtended: "fraunces/files/fraunces-latin-ext-600-normal.woff",
  FrauncesVietnamese: "fraunces/files/fraunces-vietnamese-600-normal.woff",
  Sans: "noto-sans/files/noto-sans-latin-400-normal.woff",
  SansExtended: "noto-sans/files/noto-sans-latin-ext-400-normal.woff",
  Vietnamese: "noto-sans/files/noto-sans-vietnamese-400-normal.woff",
  Cyrillic: "noto-sans/files/noto-sans-cyrillic-400-normal.woff",
  CyrillicExtended: "noto-sans/files/noto-sans-cyrillic-ext-400-normal.woff",
  Greek: "noto-sans/files/noto-sans-greek-400-normal.woff",
  GreekExtended: "noto-sans/files/noto-sans-greek-ext-400-normal.woff",
  Arabic: "vazirmatn/files/vazirmatn-arabic-500-normal.woff",
  Hebrew: "noto-sans-hebrew/files/noto-sans-hebrew-hebrew-500-normal.woff",
} as const;

// The last is for the sign of the shekel.
const SANS =
  "Sans, SansExtended, Vietnamese, Cyrillic, CyrillicExtended, Greek, GreekExtended, Hebrew";

/** The families of a picture's text: warm for names, plain for the rest. */
export const PICTURE_FAMILIES = {
  display: `Fraunces, FrauncesExtended, FrauncesVietnamese, ${SANS}`,
  plain: SANS,
  arabic: "Arabic",
  hebrew: "Hebrew",
} as const;

interface PictureFont {
  name: string;
  data: Buffer;
  weight: 400;
  style: "normal";
}

let loaded: Promise<PictureFont[]> | undefined;

/** The fonts for whatever is drawn on the server; read once. */
export function pictureFonts(): Promise<PictureFont[]> {
  loaded ??= Promise.all(
    Object.entries(FILES).map(async ([name, file]) => ({
      name,
      data: await readFile(join(process.cwd(), "node_modules/@fontsource", file)),
      weight: 400 as const,
      style: "normal" as const,
    })),
  ).catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

import { brandColors } from "../business/brand.ts";

// The colour a business has before it chooses one.
const DEFAULT_BRAND = "#7c5c3e";

/** A colour for the light and one for the dark theme, "#rrggbb". */
interface Pair {
  light: string;
  dark: string;
}

/** The business's colour, corrected until text on it and text in it can be read. */
export interface Palette {
  accent: Pair;
  onAccent: Pair;
  ink: Pair;
}

// A business's letters come one after the other, and finding a colour's readable neighbours takes longer than the rest of
// a letter.
const palettes = new Map<string, Palette>();
const MOST_PALETTES = 200;

/** Mail programs know neither custom properties nor light-dark(): the two values are taken apart. */
export function paletteFor(brandColor: string): Palette {
  const known = palettes.get(brandColor);
  if (known) return known;
  const colors = { ...brandColors(DEFAULT_BRAND), ...brandColors(brandColor) };
  const palette = {
    accent: pair(colors["--accent"]),
    onAccent: pair(colors["--on-accent"]),
    ink: pair(colors["--accent-ink"]),
  };
  if (palettes.size >= MOST_PALETTES) palettes.clear();
  palettes.set(brandColor, palette);
  return palette;
}

function pair(value: string | undefined): Pair {
  const [light, dark] = value?.match(/#[0-9a-f]{6}\b/g) ?? [];
  if (!light || !dark) throw new Error("a brand colour has no light and dark value");
  return { light, dark };
}

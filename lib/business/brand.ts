/** A colour in OKLCH: lightness 0–1, chroma, hue in degrees. */
export interface Oklch {
  l: number;
  c: number;
  h: number;
}

/** The grounds of app/globals.css that an accent must stand on; a test keeps the two in step. */
export const grounds = {
  light: {
    paper: { l: 0.98, c: 0.006, h: 85 },
    surface: { l: 0.995, c: 0.003, h: 85 },
    sunken: { l: 0.954, c: 0.009, h: 85 },
    ink: { l: 0.265, c: 0.022, h: 265 },
  },
  dark: {
    paper: { l: 0.205, c: 0.009, h: 65 },
    surface: { l: 0.275, c: 0.011, h: 65 },
    sunken: { l: 0.178, c: 0.008, h: 65 },
    ink: { l: 0.93, c: 0.012, h: 85 },
  },
} as const satisfies Record<string, Record<string, Oklch>>;

type Rgb = readonly [number, number, number];

/** Text on its ground (WCAG 2.2, 1.4.3). */
export const TEXT_CONTRAST = 4.5;
/** A control against what is around it (WCAG 2.2, 1.4.11). */
export const SHAPE_CONTRAST = 3;

// Corrected colours are rounded to eight bits a channel; the margin keeps the rounding harmless.
const MARGIN = 0.04;

/** Linear-light sRGB of an OKLCH colour (Björn Ottosson's matrices); may lie outside 0–1. */
function toLinear({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

const encode = (v: number) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
const decode = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

function fromHex(hex: string): Oklch | null {
  const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex);
  const digits = short ? short.slice(1).map((d) => d + d) : hex.match(/[0-9a-f]{2}/gi);
  if (!short && !/^#?[0-9a-f]{6}$/i.test(hex)) return null;
  const [r = 0, g = 0, b = 0] = (digits ?? []).map((d) => decode(Number.parseInt(d, 16) / 255));
  const x = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const y = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const z = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const l = 0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z;
  const a = 1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z;
  const bb = 0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z;
  return { l, c: Math.hypot(a, bb), h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360 };
}

/** Reads "#a1b2c3", "#abc" or "oklch(0.6 0.1 250)" (lightness also in per cent); else null. */
export function parseColor(text: string): Oklch | null {
  const trimmed = text.trim();
  const oklch = /^oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)(?:deg)?\s*\)$/i.exec(trimmed);
  if (!oklch) return fromHex(trimmed);
  const l = Number(oklch[1]) / (oklch[2] ? 100 : 1);
  const c = Number(oklch[3]);
  const h = Number(oklch[4]);
  if (![l, c, h].every(Number.isFinite) || l > 1 || c > 0.5) return null;
  return { l, c, h: h % 360 };
}

/** The nearest colour of the same lightness and hue that a screen can show, as "#rrggbb". */
export function toHex(color: Oklch): string {
  let low = 0;
  let high = color.c;
  const fits = (c: number) =>
    toLinear({ ...color, c }).every((channel) => channel >= -0.0001 && channel <= 1.0001);
  if (!fits(high)) {
    for (let step = 0; step < 24; step++) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    high = low;
  }
  const channels = toLinear({ ...color, c: high }).map((channel) =>
    Math.round(255 * encode(Math.min(1, Math.max(0, channel))))
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${channels.join("")}`;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = (hex.match(/[0-9a-f]{2}/gi) ?? []).map((d) =>
    decode(Number.parseInt(d, 16) / 255),
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The WCAG contrast ratio of two colours "#rrggbb", 1–21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour of the same hue, nearest in lightness, that passes; the last resort is an extreme. */
function nearest(color: Oklch, passes: (hex: string) => boolean, lastResort: Oklch): string {
  for (let step = 0; step <= 200; step++) {
    for (const side of [-1, 1]) {
      const l = color.l + (side * step) / 200;
      if (l < 0 || l > 1) continue;
      const hex = toHex({ ...color, l });
      if (passes(hex)) return hex;
    }
  }
  return toHex(lastResort);
}

interface Accent {
  accent: string;
  strong: string;
  on: string;
  ink: string;
  soft: string;
}

function accentFor(color: Oklch, theme: "light" | "dark"): Accent {
  const ground = grounds[theme];
  const pale = toHex(theme === "light" ? ground.paper : ground.ink);
  // Deeper than the page's ink: it lets a bright yellow stay a gold instead of turning brown.
  const deep = toHex(theme === "light" ? { l: 0.19, c: 0.015, h: 265 } : ground.paper);
  const around = [ground.paper, ground.surface, ground.sunken].map(toHex);
  const textOn = (hex: string) =>
    [pale, deep].find((text) => contrast(text, hex) >= TEXT_CONTRAST + MARGIN);

  const accent = nearest(
    color,
    (hex) =>
      textOn(hex) !== undefined &&
      around.every((other) => contrast(other, hex) >= SHAPE_CONTRAST + MARGIN),
    ground.ink,
  );
  const on = textOn(accent) ?? pale;
  // Under the pointer the fill moves away from its text, so that the text only gains.
  const base = fromHex(accent) ?? color;
  const strong = toHex({
    ...base,
    l: Math.min(1, Math.max(0, base.l + (on === deep ? 0.06 : -0.06))),
  });
  const soft = toHex(
    theme === "light"
      ? { l: 0.948, c: Math.min(color.c, 0.02), h: color.h }
      : { l: 0.31, c: Math.min(color.c, 0.04), h: color.h },
  );
  const ink = nearest(
    color,
    (hex) => [...around, soft].every((other) => contrast(other, hex) >= TEXT_CONTRAST + MARGIN),
    ground.ink,
  );
  return { accent, strong, on, ink, soft };
}

/**
 * The custom properties that give a subtree a business's own colour, each with its light and its
 * dark value, for a `style` attribute. The hue is kept; the lightness moves as little as it must
 * until text on the accent, and the accent as text on every ground and on its own tint, reach
 * 4.5:1 and the accent's shape 3:1 in both themes. Text that is no colour gives {} (Daybook's own).
 */
export function brandColors(color: string | null | undefined): Record<`--${string}`, string> {
  const parsed = color ? parseColor(color) : null;
  if (!parsed) return {};
  const light = accentFor(parsed, "light");
  const dark = accentFor(parsed, "dark");
  const both = (key: keyof Accent) => `light-dark(${light[key]}, ${dark[key]})`;
  return {
    "--accent": both("accent"),
    "--accent-strong": both("strong"),
    "--on-accent": both("on"),
    "--accent-ink": both("ink"),
    "--accent-soft": both("soft"),
    // Declared again because a variable in a variable is resolved where it is declared.
    "--focus": both("ink"),
  };
}

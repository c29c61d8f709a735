import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  brandColors,
  contrast,
  grounds,
  parseColor,
  SHAPE_CONTRAST,
  TEXT_CONTRAST,
  toHex,
} from "./brand.ts";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

/** The light and dark value of a token of the style sheet. */
function token(name: string): { light: string; dark: string } {
  const value = new RegExp(`--${name}: light-dark\\(\\s*(oklch\\([^)]+\\)),\\s*(oklch\\([^)]+\\))`);
  const [, light = "", dark = ""] = value.exec(css) ?? [];
  return { light: hex(light), dark: hex(dark) };
}

function hex(text: string): string {
  const color = parseColor(text);
  if (!color) throw new Error(`no colour: ${text}`);
  return toHex(color);
}

function both(value: string | undefined): { light: string; dark: string } {
  const [, light = "", dark = ""] = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value ?? "") ?? [];
  return { light, dark };
}

const themes = ["light", "dark"] as const;

describe("the style sheet", () => {
  it("has the grounds that accents are corrected against", () => {
    for (const theme of themes) {
      expect(toHex(grounds[theme].paper)).toBe(token("paper")[theme]);
      expect(toHex(grounds[theme].sunken)).toBe(token("sunken")[theme]);
      expect(toHex(grounds[theme].ink)).toBe(token("ink")[theme]);
    }
    // The harder of the two raised grounds counts: white is furthest in light, and in the dark the
    // floating one is nearest to the text.
    expect(toHex(grounds.light.surface)).toBe(token("surface").light);
    expect(toHex(grounds.dark.surface)).toBe(token("raised").dark);
  });

  it.each(themes)("keeps every text legible (%s)", (theme) => {
    for (const ground of ["paper", "surface", "raised", "sunken"]) {
      for (const text of ["ink", "muted", "faint", "accent-ink", "ok", "warn", "danger"]) {
        const ratio = contrast(token(ground)[theme], token(text)[theme]);
        expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      }
      const edge = contrast(token(ground)[theme], token("line-strong")[theme]);
      expect(edge, `line-strong on ${ground}`).toBeGreaterThanOrEqual(SHAPE_CONTRAST);
    }
    for (const tone of ["ok", "warn", "danger"]) {
      const ratio = contrast(token(`${tone}-soft`)[theme], token(tone)[theme]);
      expect(ratio, tone).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    }
    for (const [text, ground] of [
      ["on-accent", "accent"],
      ["on-accent", "accent-strong"],
      ["accent-ink", "accent-soft"],
      ["on-danger", "danger"],
    ] as const) {
      const ratio = contrast(token(text)[theme], token(ground)[theme]);
      expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    }
  });

  it.each(themes)("gives eight staff colours of one lightness and chroma (%s)", (theme) => {
    const value = /--staff-\d: light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)/g;
    const colors = [...css.matchAll(value)].map((match) =>
      (theme === "light" ? match[1] : match[2])?.split(" "),
    );
    expect(colors).toHaveLength(8);
    expect(new Set(colors.map((color) => `${color?.[0]} ${color?.[1]}`)).size).toBe(1);
    expect(new Set(colors.map((color) => color?.[2])).size).toBe(8);
    for (let staff = 0; staff < 8; staff++) {
      const ratio = contrast(token(`staff-${staff}`)[theme], token("surface")[theme]);
      expect(ratio, `staff-${staff}`).toBeGreaterThanOrEqual(SHAPE_CONTRAST);
    }
  });
});

describe("a business's own colour", () => {
  it("passes everywhere, whatever the colour", () => {
    const anyHex = fc
      .integer({ min: 0, max: 0xffffff })
      .map((value) => `#${value.toString(16).padStart(6, "0")}`);
    fc.assert(
      fc.property(anyHex, (color) => {
        const made = brandColors(color);
        for (const theme of themes) {
          const accent = both(made["--accent"])[theme];
          const on = both(made["--on-accent"])[theme];
          const ink = both(made["--accent-ink"])[theme];
          expect(contrast(accent, on)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
          expect(contrast(both(made["--accent-strong"])[theme], on)).toBeGreaterThanOrEqual(
            TEXT_CONTRAST,
          );
          expect(contrast(both(made["--accent-soft"])[theme], ink)).toBeGreaterThanOrEqual(
            TEXT_CONTRAST,
          );
          for (const name of ["paper", "surface", "raised", "sunken"]) {
            const ground = token(name)[theme];
            expect(contrast(ground, ink)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
            expect(contrast(ground, accent)).toBeGreaterThanOrEqual(SHAPE_CONTRAST);
          }
        }
      }),
      { numRuns: 400 },
    );
    // Four hundred colours take their time on a busy machine.
  }, 30_000);

  it("leaves a colour that already passes as it is", () => {
    expect(both(brandColors("#7a2f4b")["--accent"]).light).toBe("#7a2f4b");
    expect(both(brandColors("#7a2f4b")["--accent-ink"]).light).toBe("#7a2f4b");
  });

  it("keeps the hue when it corrects the lightness", () => {
    const yellow = parseColor("#ffd84d");
    const corrected = parseColor(both(brandColors("#ffd84d")["--accent"]).light);
    expect(Math.abs((yellow?.h ?? 0) - (corrected?.h ?? 999))).toBeLessThan(3);
    expect(corrected?.l).toBeLessThan(yellow?.l ?? 0);
  });

  it("reads hex and oklch, and takes nothing else into a style attribute", () => {
    expect(toHex(parseColor("#abc") ?? grounds.light.ink)).toBe("#aabbcc");
    expect(parseColor("oklch(60% 0.1 250)")).toEqual({ l: 0.6, c: 0.1, h: 250 });
    for (const bad of ["red", "", "#12", "#12345g", "oklch(2 0.1 1)", "#fff;background:url(x)"]) {
      expect(brandColors(bad)).toEqual({});
    }
    expect(brandColors(null)).toEqual({});
  });
});

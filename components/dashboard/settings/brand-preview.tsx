import { type CSSProperties, useMemo } from "react";
import {
  brandColors,
  contrast,
  grounds,
  parseColor,
  TEXT_CONTRAST,
  toHex,
} from "@/lib/business/brand";

// The grounds of the two themes (lib/business/brand.ts): both are shown at once, whichever the page is in.
const GROUND = {
  light: { paper: toHex(grounds.light.paper), ink: toHex(grounds.light.ink) },
  dark: { paper: toHex(grounds.dark.paper), ink: toHex(grounds.dark.ink) },
};

/** What becomes of a colour on both themes: where letters in it would be hard to read, it is corrected, and this says so. */
export function BrandPreview({ color, name }: { color: string; name: string }) {
  const colors = useMemo(() => (parseColor(color) ? brandColors(color) : null), [color]);
  if (!colors) return null;
  const readable = (["light", "dark"] as const).map(
    (theme) => contrast(color, GROUND[theme].paper) >= TEXT_CONTRAST,
  );
  return (
    <div className="space-y-3">
      <div className="grid gap-3 sm:grid-cols-2">
        {(["light", "dark"] as const).map((theme) => (
          <div
            key={theme}
            style={{
              ...(colors as CSSProperties),
              colorScheme: theme,
              background: GROUND[theme].paper,
              color: GROUND[theme].ink,
            }}
            className="space-y-3 rounded-lg border border-line p-4"
          >
            <p className="font-display text-lg">{name}</p>
            <p className="text-accent-ink">14:30 is free</p>
            <span className="inline-flex min-h-11 items-center rounded-md bg-accent px-4 text-on-accent">
              Book a time
            </span>
          </div>
        ))}
      </div>
      <p className="text-muted text-sm">
        {readable.every(Boolean)
          ? "Letters in this colour are easy to read by day and by night."
          : readable[0]
            ? "On the dark page letters take a lighter shade of it, so that they stay easy to read."
            : readable[1]
              ? "On the light page letters take a darker shade of it, so that they stay easy to read."
              : "Letters take a darker and a lighter shade of it, so that they stay easy to read."}
      </p>
    </div>
  );
}

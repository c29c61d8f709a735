import type { PublicBusiness } from "./schema";

/** Sizes that phones and desktops ask for, in pixels; 180 is Apple's. */
export const ICON_SIZES = [180, 192, 512] as const;
export type IconSize = (typeof ICON_SIZES)[number];

/**
 * The address of a business's sign as an app's icon. It changes with what the sign is made of, so that it may be kept.
 * @param purpose "maskable" leaves a margin that a phone may cut away
 */
export function iconPath(
  { slug, name, brandColor, logoUrl }: PublicBusiness,
  size: IconSize,
  purpose: "any" | "maskable" = "any",
): string {
  const version = hash(`${name} ${brandColor} ${logoUrl ?? ""}`);
  return `/${slug}/app-icon.png?size=${size}&purpose=${purpose}&v=${version}`;
}

function hash(text: string): string {
  let value = 5381;
  for (const character of text) value = ((value * 33) ^ character.codePointAt(0)!) >>> 0;
  return value.toString(36);
}

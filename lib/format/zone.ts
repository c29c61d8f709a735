import { dateFormatter } from "./cache.ts";
import { type Instant, toDate } from "./instant.ts";
import { inRow } from "./row.ts";

function zoneName(
  zone: string,
  instant: Instant,
  locale: string,
  timeZoneName: "short" | "shortOffset",
): string {
  const parts = dateFormatter(locale, { timeZone: zone, timeZoneName, hour: "numeric" });
  const part = parts.formatToParts(toDate(instant)).find(({ type }) => type === "timeZoneName");
  return part?.value ?? zone;
}

/** The place a zone is named after: "America/Argentina/Buenos_Aires" → "Buenos Aires". */
export function zoneCity(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** The distance from UTC then, as the locale writes it: "GMT+1", "UTC+5:45". */
export function zoneOffset(zone: string, instant: Instant, locale: string): string {
  return zoneName(zone, instant, locale, "shortOffset");
}

/** The short name that tells two equal wall-clock times apart: "EDT" and "EST", else the offset. */
export function zoneShort(zone: string, instant: Instant, locale: string): string {
  const own = zoneName(zone, instant, locale, "short");
  if (/^\p{Lu}+$/u.test(own)) return own;
  // Many locales know letters for their own zones only; the American table has the American ones.
  const american = zoneName(zone, instant, "en-US", "short");
  return /^[A-Z]{3,5}$/.test(american) ? american : own;
}

const phrases: Record<string, (city: string) => string> = {
  en: (city) => `${city} time`,
  de: (city) => `Zeit in ${city}`,
  fr: (city) => `heure de ${city}`,
  es: (city) => `hora de ${city}`,
  ar: (city) => `بتوقيت ${city}`,
  he: (city) => `שעון ${city}`,
};

/** Whose time it is, in words: "Berlin time". */
export function zoneTime(zone: string, locale: string): string {
  if (zone === "UTC" || zone === "Etc/UTC") return "UTC";
  const language = locale.split("-")[0] ?? "en";
  return (phrases[language] ?? zoneCity)(zoneCity(zone));
}

/** Whose time it is and how far from UTC on that day: "Berlin time, GMT+1". */
export function zoneLabel(zone: string, instant: Instant, locale: string): string {
  const words = zoneTime(zone, locale);
  const offset = zoneOffset(zone, instant, locale);
  return words === offset || words === "UTC" ? words : inRow([words, offset], locale);
}

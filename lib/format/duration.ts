import { numberFormatter } from "./cache.ts";

function unit(value: number, name: "hour" | "minute" | "day", locale: string): string {
  // British data adds an s ("45 mins") and its American sister does not; a list wants one width.
  const data = locale.startsWith("en") ? "en-US" : locale;
  return numberFormatter(data, { style: "unit", unit: name, unitDisplay: "short" })
    .format(value)
    .replace(/[\u202f\u2009 ]/g, "\u00a0");
}

/** A length of time in whole minutes: "45 min", "1 hr 30 min", "2 hr". */
export function formatDuration(minutes: number, locale: string): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return unit(rest, "minute", locale);
  if (rest === 0) return unit(hours, "hour", locale);
  return `${unit(hours, "hour", locale)} ${unit(rest, "minute", locale)}`;
}

/**
 * A notice or a cut-off in minutes, in the largest unit that fits it evenly: 2880 → "2 days",
 * 90 → "1 hr 30 min".
 */
export function formatLeadTime(minutes: number, locale: string): string {
  if (minutes > 0 && minutes % 1440 === 0) return unit(minutes / 1440, "day", locale);
  return formatDuration(minutes, locale);
}

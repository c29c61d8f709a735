import { numberFormatter } from "./cache.ts";

/** A count as the locale groups it: 12000 → "12,000". */
export function formatNumber(value: number, locale: string): string {
  return numberFormatter(locale, {}).format(value);
}

/** A share between 0 and 1 in whole per cent: 0.734 → "73%". */
export function formatPercent(share: number, locale: string): string {
  return numberFormatter(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

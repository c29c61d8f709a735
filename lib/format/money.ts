import { numberFormatter } from "./cache.ts";

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  const options = numberFormatter("en", { style: "currency", currency }).resolvedOptions();
  return options.maximumFractionDigits ?? 2;
}

/**
 * What a provider charges, in whole units of its currency and down to a hundredth of a cent: 0.0079 EUR → "€0.0079".
 */
export function formatCharge(amount: number, currency: string, locale: string): string {
  const digits = currencyDigits(currency);
  return numberFormatter(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.max(digits, 4),
  })
    .format(amount)
    .replace(/[\u202f\u2009]/g, "\u00a0");
}

/**
 * An amount in the currency's smallest unit (cents, yen, fils): 4500 EUR → "€45", 4550 → "€45.50".
 * Whole amounts go without decimals, as on a price list.
 */
export function formatMoney(minorUnits: number, currency: string, locale: string): string {
  const digits = currencyDigits(currency);
  const amount = minorUnits / 10 ** digits;
  const shown = Number.isInteger(amount) ? 0 : digits;
  return numberFormatter(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  })
    .format(amount)
    .replace(/[\u202f\u2009]/g, "\u00a0");
}

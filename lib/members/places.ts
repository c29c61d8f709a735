import { zoneCity, zoneOffset } from "@/lib/format";
import { isTimeZone } from "@/lib/scheduling";

export interface Place {
  value: string;
  label: string;
  hint?: string;
  keywords?: string;
}

/** Codes that name no country: groups, tests, the unknown. */
const NOT_COUNTRIES = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/** Every country by its name in a language; from the runtime's own tables, so that there is no list to keep. */
export function countries(locale: string): Place[] {
  const names = new Intl.DisplayNames([locale], { type: "region", fallback: "none" });
  const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      // A code that was retired canonicalises to its successor.
      const current = new Intl.Locale(`und-${code}`).region === code && !NOT_COUNTRIES.has(code);
      const label = current ? names.of(code) : undefined;
      return label ? [{ value: code, label }] : [];
    })
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

/** Every currency by its name, its code as a hint. */
export function currencies(locale: string): Place[] {
  const names = new Intl.DisplayNames([locale], { type: "currency" });
  return Intl.supportedValuesOf("currency")
    .map((code) => ({ value: code, label: names.of(code) ?? code, hint: code }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

/** Every time zone by its city, with what its clocks show beside UTC. */
export function zones(locale: string, now: number): Place[] {
  return Intl.supportedValuesOf("timeZone")
    .filter(isTimeZone)
    .map((zone) => ({
      value: zone,
      label: zoneCity(zone),
      hint: zoneOffset(zone, now, locale),
      keywords: zone,
    }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

/** The country that a browser's languages name first, e.g. "de-AT,en;q=0.5" → AT. */
export function countryFrom(acceptLanguage: string | null): string | null {
  return /[a-z]{2,3}-([A-Z]{2})\b/.exec(acceptLanguage ?? "")?.[1] ?? null;
}

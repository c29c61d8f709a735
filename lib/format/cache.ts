// Making an Intl formatter costs far more than using one. Zones × locales × shapes in one process
// stay well below this; the bound only keeps made-up locales from growing the map for ever.
const LIMIT = 400;

const formatters = new Map<string, unknown>();

function cached<T>(key: string, make: () => T): T {
  const found = formatters.get(key);
  if (found !== undefined) return found as T;
  if (formatters.size >= LIMIT) formatters.clear();
  const made = make();
  formatters.set(key, made);
  return made;
}

/** A cached Intl.DateTimeFormat. Throws RangeError for an unknown locale or zone. */
export function dateFormatter(
  locale: string,
  options: Intl.DateTimeFormatOptions & { timeZone: string },
): Intl.DateTimeFormat {
  return cached(
    `d${locale}${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locale, options),
  );
}

/** A cached Intl.NumberFormat. */
export function numberFormatter(
  locale: string,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat {
  return cached(
    `n${locale}${JSON.stringify(options)}`,
    () => new Intl.NumberFormat(locale, options),
  );
}

/** A cached Intl.RelativeTimeFormat that prefers words ("tomorrow") to numbers. */
export function relativeFormatter(locale: string): Intl.RelativeTimeFormat {
  return cached(`r${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
}

/** A cached Intl.PluralRules for counts. */
export function pluralRules(locale: string): Intl.PluralRules {
  return cached(`p${locale}`, () => new Intl.PluralRules(locale));
}

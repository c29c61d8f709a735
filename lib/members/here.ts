/**
 * The zone of this machine as it is named in a list: browsers differ in whether India is Asia/Kolkata or Asia/Calcutta.
 * @returns "" where none of the list keeps its clocks
 */
export function zoneIn(zones: readonly string[], here: string): string {
  if (zones.includes(here)) return here;
  const name = (zone: string) =>
    new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions();
  return zones.find((zone) => name(zone).timeZone === here) ?? "";
}

/** Both names of the same table: the older is a property, the newer a method. */
type WithZones = Intl.Locale & { getTimeZones?: () => string[]; timeZones?: string[] };

/**
 * The country whose clocks show a zone, from the runtime's own tables. A browser's language says less: many who read
 * English live elsewhere.
 * @param likely is taken before the others when several share the zone
 * @returns null where the runtime has no such tables or no country keeps the zone
 */
export function countryOfZone(
  zone: string,
  countries: readonly string[],
  likely: string,
): string | null {
  const keeps = (code: string) => {
    const region: WithZones = new Intl.Locale(`und-${code}`);
    return (region.getTimeZones?.() ?? region.timeZones ?? []).includes(zone);
  };
  return keeps(likely) ? likely : (countries.find(keeps) ?? null);
}

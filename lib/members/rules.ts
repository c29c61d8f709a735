export type Role = "owner" | "manager" | "staff";

/** English-speaking countries with their own order of day and month; elsewhere English is written the British way. */
const ENGLISH = new Set(["AU", "CA", "GB", "IE", "IN", "NZ", "US", "ZA"]);

/**
 * The language that dates and money are written in for a business.
 * @param language as the business chose it, e.g. "en" or "de-AT"
 * @param country ISO 3166
 */
export function displayLocale(language: string, country: string): string {
  if (language.includes("-")) return language;
  if (language === "en") return ENGLISH.has(country) ? `en-${country}` : "en-GB";
  return `${language}-${country}`;
}

/**
 * Whether a member may act on an appointment: owners and managers on every one, staff on their own.
 * @param mine ids of the bookable people that the member is
 * @param staffId whose appointment it is
 */
export function mayActOn(role: Role, mine: readonly string[], staffId: string): boolean {
  return role !== "staff" || mine.includes(staffId);
}

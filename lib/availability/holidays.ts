import Holidays from "date-holidays";
import type { ClosurePlan } from "./editor.ts";

/** How many years of public holidays are kept, the present one included. */
export const HOLIDAY_YEARS = 4;

export interface HolidayPlace {
  code: string;
  name: string;
}

/** Countries whose public holidays are known, with their names in English. */
export function holidayCountries(): HolidayPlace[] {
  return places(new Holidays().getCountries("en"));
}

/** The parts of a country that have holidays of their own; empty when there are none. */
export function holidayRegions(country: string): HolidayPlace[] {
  return places(new Holidays().getStates(country, "en"));
}

/**
 * The public holidays of a country or of a part of it, from a year on, as closures. Only whole days on which the law
 * closes most things; observances and half days are left out. A holiday keeps its key from year to year of the data,
 * so that taking them over again does not repeat one.
 * @param language of the names, where the data has it; else English, else the country's own
 */
export function publicHolidays(
  place: { country: string; region: string | null },
  firstYear: number,
  years = HOLIDAY_YEARS,
  language = "en",
): ClosurePlan[] {
  const { country, region } = place;
  const book = region ? new Holidays(country, region) : new Holidays(country);
  book.setLanguages([...new Set([language.slice(0, 2), "en"])]);
  const found = new Map<string, ClosurePlan>();
  for (let year = firstYear; year < firstYear + years; year++) {
    for (const holiday of book.getHolidays(year) ?? []) {
      if (holiday.type !== "public") continue;
      const { from, to } = wholeDays(holiday.date, holiday.start, holiday.end);
      if (to < from) continue;
      const where = region ? `${country}-${region}` : country;
      // A substitute day comes from the same rule as the holiday it stands in for.
      const rule = `${holiday.rule}${holiday.substitute ? " substitute" : ""}`;
      const sourceKey = `${where}:${from.slice(0, 4)}:${rule}`.slice(0, 200);
      const name = holiday.name.slice(0, 120);
      found.set(sourceKey, { kind: "holiday", name, from, to, sourceKey, ignored: false });
    }
  }
  return [...found.values()].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** Local dates that a holiday covers. Those of lunar calendars begin at sunset; the day itself is the one that closes. */
function wholeDays(date: string, start: Date, end: Date): { from: string; to: string } {
  const from = date.slice(0, 10);
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
  const last = new Date(`${from}T00:00:00Z`);
  last.setUTCDate(last.getUTCDate() + days - 1);
  return { from, to: last.toISOString().slice(0, 10) };
}

function places(named: Record<string, string> | undefined): HolidayPlace[] {
  return Object.entries(named ?? {})
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

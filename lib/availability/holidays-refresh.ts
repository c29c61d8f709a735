import { publicHolidays } from "./holidays.ts";

/** A business that has taken over public holidays, as businesses_with_holidays lists it. */
export interface HolidayBusiness {
  id: string;
  country: string;
  region: string | null;
  /** Its local date. */
  today: string;
}

/** What the refresh needs of the database. */
export interface HolidayStore {
  businesses(): Promise<HolidayBusiness[]>;
  /** Returns how many rows changed. */
  refresh(
    business: HolidayBusiness,
    holidays: { name: string; from: string; to: string; sourceKey: string | null }[],
  ): Promise<number>;
}

/**
 * Brings the public holidays of all businesses up to date. One that fails does not keep the others from theirs.
 * @returns how many businesses were looked at, how many closures changed, and which businesses failed
 */
export async function refreshHolidays(
  store: HolidayStore,
  log: (line: string) => void,
): Promise<{ businesses: number; changed: number; failed: string[] }> {
  const businesses = await store.businesses();
  const lists = new Map<string, ReturnType<typeof publicHolidays>>();
  const failed: string[] = [];
  let changed = 0;
  for (const business of businesses) {
    const year = Number(business.today.slice(0, 4));
    const key = `${business.country} ${business.region} ${year}`;
    try {
      // Many businesses share a place, and the list takes a while to work out.
      const list = lists.get(key) ?? publicHolidays(business, year);
      lists.set(key, list);
      // An unknown place gives no holidays; what the business has is better than nothing.
      if (list.length > 0) changed += await store.refresh(business, list);
    } catch (error) {
      log(`holidays of ${business.id}: ${error instanceof Error ? error.message : "failed"}`);
      failed.push(business.id);
    }
  }
  return { businesses: businesses.length, changed, failed };
}

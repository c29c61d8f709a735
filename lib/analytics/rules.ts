import { addDays } from "../scheduling/index.ts";

/** Local dates of the business, both included. */
export interface Period {
  from: string;
  to: string;
}

export const PRESETS = ["week", "30days", "month", "lastmonth", "90days", "year"] as const;
export type Preset = (typeof PRESETS)[number];

/** The longest period that is counted, in days. */
export const MAX_DAYS = 1100;

/** What the page of figures shows; it is all in the URL. */
export interface AnalyticsFilter {
  preset: Preset | "own";
  period: Period;
  serviceId: string | null;
  staffId: string | null;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads the page's URL; whatever makes no sense falls back to the last 30 days.
 * @param today the business's local date
 */
export function readAnalyticsFilter(
  get: (name: string) => string | null | undefined,
  today: string,
): AnalyticsFilter {
  const id = (name: string) => {
    const value = get(name) ?? "";
    return UUID.test(value) ? value : null;
  };
  const rest = { serviceId: id("service"), staffId: id("staff") };
  const own = { from: get("from") ?? "", to: get("to") ?? "" };
  if (get("period") === "own" && isPeriod(own)) return { preset: "own", period: own, ...rest };
  const preset = PRESETS.find((one) => one === get("period")) ?? "30days";
  return { preset, period: presetPeriod(preset, today), ...rest };
}

function isPeriod({ from, to }: Period): boolean {
  return isDate(from) && isDate(to) && from <= to && daysOf({ from, to }) <= MAX_DAYS;
}

function isDate(text: string): boolean {
  return DATE.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}

/** The dates of a named period; those that go up to now end today. */
export function presetPeriod(preset: Preset, today: string): Period {
  const monthStart = `${today.slice(0, 8)}01`;
  switch (preset) {
    case "week":
      return { from: addDays(today, -6), to: today };
    case "30days":
      return { from: addDays(today, -29), to: today };
    case "90days":
      return { from: addDays(today, -89), to: today };
    case "month":
      return { from: monthStart, to: today };
    case "lastmonth": {
      const to = addDays(monthStart, -1);
      return { from: `${to.slice(0, 8)}01`, to };
    }
    case "year":
      return { from: addDays(today, -364), to: today };
  }
}

/** The period of the same length that ends the day before. */
export function periodBefore(period: Period): Period {
  const to = addDays(period.from, -1);
  return { from: addDays(to, 1 - daysOf(period)), to };
}

/** How many dates a period has. */
export function daysOf({ from, to }: Period): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000 + 1;
}

/** How much more (or less) than before, as a share: 0.1 = a tenth more. null where there was nothing to compare with. */
export function change(now: number, before: number): number | null {
  return before === 0 ? null : (now - before) / before;
}

/** One figure's share of another, or null when there is nothing to share. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

import type { WhyNot } from "@/lib/bookings/rules";
import { formatWeekday } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { weekdayOf } from "@/lib/scheduling/calendar";

/** How a customer may repeat an appointment; the value is what the choice is called in the form. */
export interface Repeat {
  value: string;
  label: string;
  every: "week" | "month";
  interval: number;
}

const WEEKS = [1, 2, 3, 4, 6, 8];
/** By the number of the weekday in its month; the fifth is told as the last. */
const NTH = ["month1", "month2", "month3", "month4", "month5"] as const;

/**
 * The choices for a first date.
 * @param date its local date in the business's zone
 */
export function repeatsFor(t: Translate<"series">, date: string, locale: string): Repeat[] {
  const nth = NTH[Math.ceil(Number(date.slice(8, 10)) / 7) - 1]!;
  const weekday = formatWeekday(weekdayOf(date), locale, "long");
  return [
    ...WEEKS.map((n) => ({
      value: `week-${n}`,
      label: t("everyWeeks", { weeks: n }),
      every: "week" as const,
      interval: n,
    })),
    {
      value: "month-1",
      label: t(nth, { weekday }),
      every: "month",
      interval: 1,
    },
  ];
}

/** One date of a plan, as the server lays it out. */
export interface PlannedDate {
  date: string;
  start: string | null;
  free: boolean;
  reason: WhyNot | null;
  alternatives: string[];
}

/**
 * The starts that are booked: each free date, and whatever was chosen in the place of another.
 * @param choices by date: another start, or "" to leave it out
 */
export function chosenStarts(
  plan: readonly PlannedDate[],
  choices: Readonly<Record<string, string>>,
): string[] {
  return plan.flatMap(({ date, start, free }) => {
    const choice = choices[date] ?? (free ? start : "");
    return choice ? [choice] : [];
  });
}

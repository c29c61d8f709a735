import type { HoursRow } from "./schema.ts";

/** How a service may be booked; minutes, local days and local dates, as the columns of `services` have them. */
export interface ServiceRules {
  bufferBeforeMin: number;
  bufferAfterMin: number;
  stepMin: number;
  align: "opening" | "clock";
  fillGaps: boolean;
  /** Customers may book a series themselves. */
  customerSeries: boolean;
  minNoticeMin: number;
  maxAdvanceDays: number | null;
  bookableFrom: string | null;
  bookableUntil: string | null;
  limitPerDay: number | null;
  limitPerWeek: number | null;
  capacity: number;
  staffRequired: number;
  hours: HoursRow[];
  resources: { id: string; quantity: number }[];
}

export interface RuleProblem {
  field: keyof ServiceRules;
  message: string;
}

const DAY = 1440;

/** Combinations that would offer nothing or contradict themselves, each with the reason. */
export function checkRules(rules: ServiceRules): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const { maxAdvanceDays, minNoticeMin, bookableFrom, bookableUntil } = rules;
  if (maxAdvanceDays !== null && minNoticeMin > (maxAdvanceDays + 1) * DAY) {
    problems.push({
      field: "minNoticeMin",
      message:
        "Customers would have to book further ahead than they are allowed to. Ask for less notice, or let them book further ahead.",
    });
  }
  if (bookableFrom && bookableUntil && bookableUntil < bookableFrom) {
    problems.push({
      field: "bookableUntil",
      message: "The last day lies before the first, so that no day is left.",
    });
  }
  const { limitPerDay, limitPerWeek } = rules;
  if (limitPerDay !== null && limitPerWeek !== null && limitPerWeek < limitPerDay) {
    problems.push({
      field: "limitPerWeek",
      message: "A week cannot take fewer than one of its days may.",
    });
  }
  if (rules.capacity > 1 && rules.staffRequired > 1) {
    problems.push({
      field: "staffRequired",
      message: "A class has one leader. Set the people needed to 1, or the seats to 1.",
    });
  }
  return problems;
}

/** What stands against saving the rules for this very service: its people, and the rooms that there are. */
export function checkAgainstMeans(
  rules: ServiceRules,
  means: { staff: number; resources: readonly { id: string; name: string; quantity: number }[] },
): RuleProblem[] {
  const problems: RuleProblem[] = [];
  if (rules.staffRequired > Math.max(1, means.staff)) {
    problems.push({
      field: "staffRequired",
      message: `Only ${means.staff} of your people do this, so that it could never be booked.`,
    });
  }
  for (const need of rules.resources) {
    const thing = means.resources.find(({ id }) => id === need.id);
    if (!thing) {
      problems.push({
        field: "resources",
        message: "A room that is needed does not exist any more.",
      });
    } else if (need.quantity > thing.quantity) {
      problems.push({
        field: "resources",
        message: `There ${thing.quantity === 1 ? "is" : "are"} only ${thing.quantity} of “${thing.name}”.`,
      });
    }
  }
  return problems;
}

/** Spans of minutes or of instants, half-open. */
export interface Stretch {
  start: number;
  end: number;
}

/** The parts of `open` during which fewer than `needed` of the people are at work. */
export function coverageGaps(
  open: readonly Stretch[],
  people: readonly (readonly Stretch[])[],
  needed: number,
): Stretch[] {
  const edges = new Set<number>();
  for (const { start, end } of [...open, ...people.flat()]) {
    edges.add(start);
    edges.add(end);
  }
  const order = [...edges].sort((a, b) => a - b);
  const holds = (spans: readonly Stretch[], at: number) =>
    spans.some(({ start, end }) => start <= at && at < end);
  const gaps: Stretch[] = [];
  for (let i = 0; i + 1 < order.length; i++) {
    const [start, end] = [order[i]!, order[i + 1]!];
    if (!holds(open, start)) continue;
    if (people.filter((spans) => holds(spans, start)).length >= needed) continue;
    const last = gaps.at(-1);
    if (last && last.end === start) last.end = end;
    else gaps.push({ start, end });
  }
  return gaps;
}

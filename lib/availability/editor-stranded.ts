import { compileSchedule, explain, parseSlotQuery, type SlotQuery } from "../scheduling/index.ts";
import { layerOf, type Schedule } from "./editor.ts";
import { engineLayer } from "./query.ts";

/** One person's place in the schedules: their own, and the business's over it. */
export interface Placed {
  business: Schedule;
  own: Schedule;
}

/** The one schedule that the engine would use for a person. */
export function compiledSchedule({ business, own }: Placed) {
  return compileSchedule({
    business: engineLayer(layerOf(business)),
    businessTimeZone: business.timeZone ?? "UTC",
    staff: {
      ...engineLayer(layerOf(own)),
      timeOff: own.timeOff.map(({ start, end }) => ({ start: start * 1000, end: end * 1000 })),
      followsBusinessHours: own.followsBusinessHours,
      timeZone: own.timeZone,
    },
  });
}

/**
 * Answers whether a span of instants (epoch milliseconds) lies within somebody's working hours, by the engine's own
 * rules. Queries are kept by length, since most appointments share a few.
 */
export function workingHours(placed: Placed): (start: number, end: number) => boolean {
  const schedule = compiledSchedule(placed);
  const queries = new Map<number, SlotQuery>();
  return (start, end) => {
    const minutes = Math.round((end - start) / 60_000);
    let query = queries.get(minutes);
    if (!query) {
      query = parseSlotQuery({
        now: 0,
        from: 0,
        to: 0,
        service: { durationMin: minutes, stepMin: 1, align: "clock" },
        staff: [{ id: "a", ...schedule }],
      });
      queries.set(minutes, query);
    }
    return explain(query, start).offered;
  };
}

/**
 * Of some appointments, those that lay within the hours before a change and do not after it. What was outside anyway
 * (booked at the desk after a warning) is not the change's doing.
 */
export function strandedBy<T extends { start: number; end: number }>(
  before: Placed,
  after: Placed,
  appointments: readonly T[],
): T[] {
  if (appointments.length === 0) return [];
  const was = workingHours(before);
  const will = workingHours(after);
  return appointments.filter(({ start, end }) => was(start, end) && !will(start, end));
}

import { slotQuery } from "../availability/query.ts";
import type { AvailabilityData } from "../availability/schema.ts";
import { findSlots } from "../scheduling/index.ts";
import { isWanted, spanOf, type Wants } from "./rules.ts";

/** What the engine would be told if nobody had booked: hours, time off and other calendars stay as they are. */
function asIfEmpty(data: AvailabilityData): AvailabilityData {
  return {
    ...data,
    service: { ...data.service, starts: [] },
    staff: data.staff.map((person) => ({ ...person, appointments: [] })),
    resources: data.resources.map((resource) => ({ ...resource, busy: [] })),
  };
}

export type Outlook =
  /** Something that is wanted is free: nobody need wait. */
  | "free"
  /** What is wanted is taken: waiting makes sense. */
  | "full"
  /** Nothing is offered then, whoever books or cancels. */
  | "closed";

/**
 * How things stand with a wish.
 * @param data the engine's data over the span of the wish
 * @param now epoch milliseconds
 */
export function outlookOf(wants: Wants, data: AvailabilityData, now: number): Outlook {
  const span = spanOf(wants, now);
  if (!span) return "closed";
  const offers = (known: AvailabilityData) =>
    findSlots(slotQuery(known, { now, ...span, party: wants.party })).some(({ start }) =>
      isWanted(wants, start),
    );
  if (offers(data)) return "free";
  return offers(asIfEmpty(data)) ? "full" : "closed";
}

/**
 * The starts of a span that are offered when nobody has booked, and are not now: the full sessions of a class.
 * @param span epoch milliseconds, half-open
 * @returns epoch milliseconds, in order
 */
export function fullStarts(
  data: AvailabilityData,
  { party, ...span }: { from: number; to: number; party: number },
  now: number,
): number[] {
  const starts = (known: AvailabilityData) =>
    findSlots(slotQuery(known, { now, ...span, party })).map(({ start }) => start);
  const free = new Set(starts(data));
  return starts(asIfEmpty(data)).filter((start) => !free.has(start));
}

import { findSlots } from "./slots.ts";
import { MS_PER_MINUTE } from "./spans.ts";
import type { Slot, SlotQuery } from "./types.ts";

export interface VisitPart {
  /** Position among the queries. */
  part: number;
  /** Epoch milliseconds. */
  start: number;
  end: number;
  staff: string;
}

export interface Visit {
  start: number;
  end: number;
  parts: VisitPart[];
}

/**
 * The starts at which several services fit back to back, in the order of the queries. The first one stands on its own
 * grid. The next begins when the one before ends; with the same person, the buffers of both lie between, because
 * buffers add up (time rule 10). Staying with one person is preferred to changing.
 * @param queries one per service, over the same span and the same staff ids; `to` bounds the first start only
 * @returns visits in order of start, at most one per start
 */
export function findVisits(queries: readonly SlotQuery[]): Visit[] {
  const [first, ...rest] = queries;
  if (!first) return [];
  const later = rest.map((query) => freeStarts(query));
  const visits: Visit[] = [];
  for (const slot of findSlots(first)) {
    const visit = chain(queries, later, slot);
    if (visit) visits.push(visit);
  }
  return visits;
}

/** The first arrangement of a start that works: every choice of people, the ones who stay first. */
function chain(
  queries: readonly SlotQuery[],
  later: readonly ReadonlyMap<number, ReadonlySet<string>>[],
  slot: Slot,
): Visit | null {
  const extend = (parts: VisitPart[]): VisitPart[] | null => {
    const index = parts.length;
    const query = queries[index];
    if (!query) return parts;
    const before = parts[index - 1]!;
    const people = query.staff.map(({ id }) => id);
    const order = [before.staff, ...people.filter((id) => id !== before.staff)];
    for (const staff of order) {
      const start =
        before.end + (staff === before.staff ? pause(queries[index - 1]!, query, staff) : 0);
      if (!later[index - 1]!.get(start)?.has(staff)) continue;
      const part = { part: index, start, end: start + durationOf(query, staff), staff };
      const complete = extend([...parts, part]);
      if (complete) return complete;
    }
    return null;
  };
  for (const staff of slot.staff) {
    const end = slot.start + durationOf(queries[0]!, staff);
    const parts = extend([{ part: 0, start: slot.start, end, staff }]);
    if (parts) return { start: slot.start, end: parts.at(-1)!.end, parts };
  }
  return null;
}

/** Every minute at which a service can begin, whatever its grid: what follows on has no grid of its own. */
function freeStarts(query: SlotQuery): Map<number, Set<string>> {
  const everyMinute: SlotQuery = {
    ...query,
    // Parts that follow may begin after the span in which the visit begins.
    to: query.to + 24 * 60 * MS_PER_MINUTE,
    service: { ...query.service, stepMin: 1, align: "clock", fillGaps: false },
  };
  return new Map(findSlots(everyMinute).map(({ start, staff }) => [start, new Set(staff)]));
}

function durationOf(query: SlotQuery, staff: string): number {
  const own = query.staff.find(({ id }) => id === staff)?.durationMin;
  return (own ?? query.service.durationMin) * MS_PER_MINUTE;
}

/** What has to lie between two services of one person. */
function pause(before: SlotQuery, after: SlotQuery, staff: string): number {
  const one = before.staff.find(({ id }) => id === staff);
  const two = after.staff.find(({ id }) => id === staff);
  return (
    ((one?.bufferAfterMin ?? before.service.bufferAfterMin) +
      (two?.bufferBeforeMin ?? after.service.bufferBeforeMin)) *
    MS_PER_MINUTE
  );
}

import { minuteFrom, minuteOf, sortByStart } from "./spans.ts";
import type { ResourceBusy, SlotQuery } from "./types.ts";

/** A resource that the service needs, with its use in order of start. */
export interface ResourceUse {
  readonly id: string;
  readonly quantity: number;
  readonly needed: number;
  readonly uses: readonly Use[];
  /** The latest end among the uses up to each index: how far back a look has to go. */
  readonly latestEnd: readonly number[];
}

interface Use {
  readonly start: number;
  readonly end: number;
  readonly busy: ResourceBusy;
}

/** The resources of the query's service, without the uses that count as free. */
export function resourcesOf(query: SlotQuery, except: ReadonlySet<string>): ResourceUse[] {
  return query.service.resources.map(({ id, quantity: needed }) => {
    const resource = query.resources.find((candidate) => candidate.id === id)!;
    const uses: Use[] = [];
    for (const busy of resource.busy) {
      if (busy.end === busy.start || (busy.id !== null && except.has(busy.id))) continue;
      uses.push({ start: minuteOf(busy.start), end: minuteFrom(busy.end), busy });
    }
    sortByStart(uses);
    const latestEnd: number[] = [];
    for (const use of uses) {
      latestEnd.push(Math.max(use.end, latestEnd[latestEnd.length - 1] ?? use.end));
    }
    return { id, quantity: resource.quantity, needed, uses, latestEnd };
  });
}

/** The uses that overlap `[start, end)` (epoch minutes). */
export function usesDuring(resource: ResourceUse, start: number, end: number): Use[] {
  const { uses, latestEnd } = resource;
  let lo = 0;
  let hi = uses.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (uses[mid]!.start < end) lo = mid + 1;
    else hi = mid;
  }
  const found: Use[] = [];
  for (let i = lo - 1; i >= 0 && latestEnd[i]! > start; i--) {
    if (uses[i]!.end > start) found.push(uses[i]!);
  }
  return found;
}

/**
 * How many of the things are free during the whole of `[start, end)`. A thing known by its number
 * is taken by any use of it in that time. Uses that name no number can share things one after the
 * other, so of them the most at any one moment count.
 */
export function unitsFree(resource: ResourceUse, start: number, end: number): number {
  const known = new Set<number>();
  const changes: { at: number; by: number }[] = [];
  for (const use of usesDuring(resource, start, end)) {
    if (use.busy.unit !== null) known.add(use.busy.unit);
    else {
      changes.push({ at: Math.max(use.start, start), by: use.busy.units });
      changes.push({ at: use.end, by: -use.busy.units });
    }
  }
  // At one moment, what ends makes room before what begins takes it: spans are half-open.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let taken = 0;
  let most = 0;
  for (const { by } of changes) {
    taken += by;
    if (taken > most) most = taken;
  }
  return Math.max(0, resource.quantity - known.size - most);
}

/** A span behind the appointments; instants in epoch milliseconds. */
export interface Shade {
  start: number;
  end: number;
  label: string;
}

export interface PersonShades {
  staffId: string;
  /** Working hours, in order; whole-day leave and closures are cut out. */
  open: [start: number, end: number][];
  /** Time that is blocked; each can be taken away again. `calledOff`: because a session was. */
  off: (Shade & { id: string; calledOff: boolean })[];
  /** What their own calendars hold. */
  external: Shade[];
}

/** What lies behind the appointments of a calendar. */
export interface Shades {
  /** Dates of the business that are not as usual, and what they are called. */
  days: { date: string; name: string }[];
  people: PersonShades[];
}

/**
 * The parts of a span that lie outside some others.
 * @param inside in any order, may overlap
 */
export function gapsBetween(
  inside: readonly (readonly [number, number])[],
  from: number,
  to: number,
): [number, number][] {
  const gaps: [number, number][] = [];
  let at = from;
  for (const [start, end] of [...inside].sort((a, b) => a[0] - b[0])) {
    if (start > at) gaps.push([at, Math.min(start, to)]);
    at = Math.max(at, end);
    if (at >= to) break;
  }
  if (at < to) gaps.push([at, to]);
  return gaps;
}

import { MINUTES_PER_DAY } from "./calendar.ts";
import type { Window } from "./hours.ts";
import type { OffsetSegment } from "./zone.ts";

/**
 * A stretch of opening in instants (epoch minutes, half-open) with one offset and one grid.
 * `origin` is the wall-clock minute that the grid counts from.
 */
export interface Opening {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly origin: number;
  /** Where opening without a break ends: at `end`, or later when others follow directly. */
  unbrokenEnd: number;
}

/**
 * The instants at which the wall clock reads a time inside the windows (time-rules 3), in order.
 * A skipped hour falls out by itself and a repeated one comes twice, each with its offset.
 * With `byClock` the grid counts from midnight of the opening date.
 */
export function openingsOf(
  windows: readonly Window[],
  segments: readonly OffsetSegment[],
  byClock: boolean,
): Opening[] {
  const openings: Opening[] = [];
  for (const { start, end, offset } of segments) {
    for (let i = firstClosingAfter(windows, start + offset); i < windows.length; i++) {
      const { open, close, origin } = windows[i]!;
      if (open >= end + offset) break;
      const from = Math.max(start, open - offset);
      const to = Math.min(end, close - offset);
      openings.push({
        start: from,
        end: to,
        offset,
        origin: byClock ? Math.floor(origin / MINUTES_PER_DAY) * MINUTES_PER_DAY : origin,
        unbrokenEnd: to,
      });
    }
  }
  return joinUp(openings);
}

/**
 * What two lists of openings share. It keeps the offset of `own`, and where `limits` opens later
 * than `own` does, its grid counts from there.
 */
export function intersectOpenings(
  own: readonly Opening[],
  limits: readonly Opening[],
  byClock: boolean,
): Opening[] {
  const shared: Opening[] = [];
  let j = 0;
  for (const opening of own) {
    while (j < limits.length && limits[j]!.end <= opening.start) j++;
    for (let k = j; k < limits.length && limits[k]!.start < opening.end; k++) {
      const limit = limits[k]!;
      const end = Math.min(opening.end, limit.end);
      const limitOrigin = limit.origin - limit.offset + opening.offset;
      shared.push({
        start: Math.max(opening.start, limit.start),
        end,
        offset: opening.offset,
        origin: byClock ? opening.origin : Math.max(opening.origin, limitOrigin),
        unbrokenEnd: end,
      });
    }
  }
  return joinUp(shared);
}

/** The opening that holds an instant (epoch minutes), or null. */
export function openingAt(openings: readonly Opening[], minute: number): Opening | null {
  let lo = 0;
  let hi = openings.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (openings[mid]!.end <= minute) lo = mid + 1;
    else hi = mid;
  }
  const found = openings[lo];
  return found && found.start <= minute ? found : null;
}

function joinUp(openings: Opening[]): Opening[] {
  for (let i = openings.length - 2; i >= 0; i--) {
    const next = openings[i + 1]!;
    if (openings[i]!.end === next.start) openings[i]!.unbrokenEnd = next.unbrokenEnd;
  }
  return openings;
}

function firstClosingAfter(windows: readonly Window[], wall: number): number {
  let lo = 0;
  let hi = windows.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (windows[mid]!.close <= wall) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

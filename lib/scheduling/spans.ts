/** Half-open spans in whole epoch minutes. */
export interface MinuteSpan {
  readonly start: number;
  readonly end: number;
}

export const MS_PER_MINUTE = 60_000;

/** The first whole minute at or after an instant (epoch milliseconds). */
export function minuteFrom(instant: number): number {
  return Math.ceil(instant / MS_PER_MINUTE);
}

/** The whole minute that an instant (epoch milliseconds) falls into. */
export function minuteOf(instant: number): number {
  return Math.floor(instant / MS_PER_MINUTE);
}

/** Sorts by start, in place; input from a database usually is in order already. */
export function sortByStart<T extends MinuteSpan>(spans: T[]): T[] {
  for (let i = 1; i < spans.length; i++) {
    if (spans[i]!.start < spans[i - 1]!.start) return spans.sort((a, b) => a.start - b.start);
  }
  return spans;
}

/** The union of spans sorted by start, as alternating starts and ends: [s0, e0, s1, e1, …]. */
export function unionBounds(sorted: readonly MinuteSpan[]): number[] {
  const bounds: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const span of sorted) {
    if (span.start > end) bounds.push(span.start, span.end);
    else if (span.end > end) bounds[bounds.length - 1] = span.end;
    end = bounds[bounds.length - 1]!;
  }
  return bounds;
}

/** The index in `bounds` (see unionBounds) of the first span that ends after `minute`. */
export function firstEndingAfter(bounds: readonly number[], minute: number): number {
  let lo = 0;
  let hi = bounds.length >> 1;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (bounds[2 * mid + 1]! <= minute) lo = mid + 1;
    else hi = mid;
  }
  return 2 * lo;
}

/** Whether the union holds a minute. */
export function holds(bounds: readonly number[], minute: number): boolean {
  const i = firstEndingAfter(bounds, minute);
  return i < bounds.length && bounds[i]! <= minute;
}

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

/** Both ends of a span packed into one number take half of its 53 bits, less one. */
const PACK = 2 ** 26;

/**
 * Collects spans and gives their union within `[from, to)`. A span is one packed number and not an
 * object, so that tens of thousands of them sort without a comparison function.
 */
export class SpanUnion {
  private readonly packed: number[] = [];
  private sorted = true;

  constructor(
    private readonly from: number,
    private readonly to: number,
  ) {}

  add(start: number, end: number): void {
    if (start >= this.to || end <= this.from || end <= start) return;
    const relativeStart = Math.max(start, this.from) - this.from;
    const value = relativeStart * PACK + (Math.min(end, this.to) - this.from);
    const { packed } = this;
    if (packed.length > 0 && value < packed[packed.length - 1]!) this.sorted = false;
    packed.push(value);
  }

  /** Alternating starts and ends, in order and without touching: [s0, e0, s1, e1, …]. */
  bounds(): number[] {
    const values = this.sorted ? this.packed : new Float64Array(this.packed).sort();
    const bounds: number[] = [];
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < values.length; i++) {
      const relativeStart = Math.floor(values[i]! / PACK);
      const start = relativeStart + this.from;
      const end = values[i]! - relativeStart * PACK + this.from;
      if (start > last) {
        bounds.push(start, end);
        last = end;
      } else if (end > last) {
        bounds[bounds.length - 1] = end;
        last = end;
      }
    }
    return bounds;
  }
}

/** The index in `bounds` (see SpanUnion) of the first span that ends after `minute`. */
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

import type { Stretch } from "../availability/rules.ts";

/** Whether a span lies in one of some stretches, which are sorted and do not touch. */
export function liesWithin(stretches: readonly Stretch[], span: Stretch): boolean {
  return stretches.some(({ start, end }) => start <= span.start && span.end <= end);
}

/**
 * What is left free between two things of one day: with work before and work after, so that somebody sits and waits.
 * The empty beginning or end of a day is no gap.
 * @param open when the person works, sorted
 * @param taken what fills it, buffers included, in any order
 * @param from nothing before this counts any more
 * @param least shortest stretch that is worth naming; all in milliseconds
 */
export function idleBetween(
  open: readonly Stretch[],
  taken: readonly Stretch[],
  from: number,
  least: number,
): Stretch[] {
  const gaps: Stretch[] = [];
  const order = [...taken].sort((a, b) => a.start - b.start);
  for (const hours of open) {
    let until: number | null = null;
    for (const { start, end } of order) {
      if (end <= hours.start || start >= hours.end) continue;
      if (until !== null && start > until) {
        const gap = { start: Math.max(until, from), end: start };
        if (gap.end - gap.start >= least) gaps.push(gap);
      }
      until = Math.max(until ?? end, end);
    }
  }
  return gaps;
}

/** Appointments that are put into the page in one frame. */
export const STAGE = 150;

/**
 * Shares out what may be drawn by now, column after column.
 * @param count how many appointments altogether
 * @param sizes how many each column has
 */
export function stagesOf(count: number, sizes: readonly number[]): number[] {
  let left = count;
  return sizes.map((size) => {
    const here = Math.min(size, left);
    left -= here;
    return here;
  });
}

/** One stage on; once all are drawn, only one stage more than there are: the next thousands come in stages again. */
export function nextCount(count: number, total: number): number {
  return count < total ? count + STAGE : Math.min(count, total + STAGE);
}

const FIELDS: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

/**
 * Whether a five-field cron schedule is due in the minute of `at`, in UTC as pg_cron reads it.
 * Knows `*`, numbers, lists, ranges and steps. When both day fields are restricted, either suffices.
 * Throws on anything else.
 */
export function isDue(schedule: string, at: Date): boolean {
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) throw new Error(`not a cron schedule: "${schedule}"`);
  const now = [
    at.getUTCMinutes(),
    at.getUTCHours(),
    at.getUTCDate(),
    at.getUTCMonth() + 1,
    at.getUTCDay(),
  ];
  const hits = parts.map((part, index) => {
    const [low, high] = FIELDS[index] as readonly [number, number];
    const values = expand(part, low, high, schedule);
    const value = now[index] as number;
    return values.has(value) || (index === 4 && value === 0 && values.has(7));
  });
  const [minute, hour, day, month, weekday] = hits as [boolean, boolean, boolean, boolean, boolean];
  const either = !parts[2]?.startsWith("*") && !parts[4]?.startsWith("*");
  return minute && hour && month && (either ? day || weekday : day && weekday);
}

function expand(part: string, low: number, high: number, schedule: string): Set<number> {
  const values = new Set<number>();
  for (const item of part.split(",")) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(item);
    if (!match) throw new Error(`not a cron schedule: "${schedule}"`);
    const step = match[3] ? Number(match[3]) : 1;
    const from = match[1] ? Number(match[1]) : low;
    const to = match[2] ? Number(match[2]) : match[1] && !match[3] ? from : high;
    if (from < low || to > high || from > to || step < 1) {
      throw new Error(`not a cron schedule: "${schedule}"`);
    }
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

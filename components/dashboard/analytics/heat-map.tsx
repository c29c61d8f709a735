import { formatNumber, formatWallMinutes, formatWeekday } from "@/lib/format";

/** When appointments begin: weekdays down, hours across, the busier the darker; each cell says its figure too. */
export function HeatMap({
  hours,
  weekStartsOn,
  locale,
}: {
  hours: [number, number, number][];
  weekStartsOn: number;
  locale: string;
}) {
  const most = Math.max(...hours.map(([, , count]) => count));
  const first = Math.min(...hours.map(([, hour]) => hour));
  const last = Math.max(...hours.map(([, hour]) => hour));
  const columns = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const days = Array.from({ length: 7 }, (_, i) => ((weekStartsOn - 1 + i) % 7) + 1);
  const countAt = (day: number, hour: number) =>
    hours.find(([d, h]) => d === day && h === hour)?.[2] ?? 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="relative overflow-x-auto" tabIndex={0} aria-label="Busiest hours">
      <table className="tabular w-full border-separate border-spacing-0.5 text-sm">
        <caption className="sr-only">Bookings by weekday and hour of their start</caption>
        <thead>
          <tr>
            <td />
            {columns.map((hour) => (
              <th key={hour} scope="col" className="pb-1 font-normal text-muted">
                {formatWallMinutes(hour * 60, locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day}>
              <th scope="row" className="pe-3 text-start font-normal text-muted">
                {formatWeekday(day, locale, "short")}
              </th>
              {columns.map((hour) => {
                const count = countAt(day, hour);
                // Up to a third of the accent: the figure on it keeps its contrast in both themes.
                const strength = count === 0 ? 0 : 6 + Math.round((count / most) * 30);
                return (
                  <td
                    key={hour}
                    className="h-9 min-w-11 rounded-sm text-center"
                    style={{
                      background: `color-mix(in oklab, var(--accent) ${strength}%, var(--sunken))`,
                    }}
                  >
                    {count > 0 ? formatNumber(count, locale) : <span className="sr-only">0</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

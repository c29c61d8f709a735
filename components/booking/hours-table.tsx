import { useWords } from "#words";
import type { DayOpening } from "@/lib/business/opening";
import { formatLocalDay, formatWallMinutes, formatWeekday } from "@/lib/format";

/** The hours of the coming seven days, today's in bold, and why a day differs. */
export function HoursTable({
  days,
  today,
  locale,
}: {
  days: DayOpening[];
  today: string;
  locale: string;
}) {
  const t = useWords("home");
  return (
    <table className="w-full">
      <caption className="sr-only">{t("hoursCaption")}</caption>
      <tbody>
        {days.map((day) => (
          <tr key={day.date} className={day.date === today ? "font-medium" : "font-normal"}>
            <th scope="row" className="py-1 pe-4 text-start align-top [font-weight:inherit]">
              {formatWeekday(day.weekday, locale)}
              {day.date === today && <span className="sr-only">, {t("today")}</span>}
            </th>
            <td className="py-1 text-end">
              {day.hours.length === 0 ? (
                <span className="text-muted">{t("closed")}</span>
              ) : (
                day.hours.map(({ start, end }) => (
                  <span key={start} className="block">
                    {formatWallMinutes(start, locale)}–{formatWallMinutes(end, locale)}
                  </span>
                ))
              )}
              {day.note && (
                <span className="block font-normal text-muted text-sm">
                  <bdi>{day.note}</bdi>, {formatLocalDay(day.date, locale)}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

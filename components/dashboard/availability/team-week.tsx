import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import type { TeamDay, TeamWeek } from "@/lib/availability/editor-team";
import {
  formatDayNumber,
  formatDuration,
  formatLocalDateLong,
  formatTime,
  formatWeekday,
} from "@/lib/format";
import { weekdayOf } from "@/lib/scheduling";

/** Who works when in one week, everybody below each other; hours summed, and where nobody is there for a service. */
export function TeamWeekTable({
  week,
  zone,
  locale,
  today,
  serviceName,
}: {
  week: TeamWeek;
  zone: string;
  locale: string;
  today: string;
  serviceName: string | null;
}) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full min-w-3xl table-fixed border-collapse">
        <caption className="sr-only">Who works when</caption>
        <thead>
          <tr className="border-line border-b">
            <th scope="col" className="w-48 p-3 text-start font-medium">
              Who
            </th>
            {week.dates.map((date) => (
              <th
                key={date}
                scope="col"
                abbr={formatLocalDateLong(date, locale)}
                className={cn("p-2 text-start font-normal", date === today && "text-accent-ink")}
              >
                <span className="text-muted text-sm">
                  {formatWeekday(weekdayOf(date), locale, "short")}
                </span>{" "}
                <span className={cn("tabular", date === today && "font-medium")}>
                  {formatDayNumber(date, locale)}
                </span>
              </th>
            ))}
            <th scope="col" className="w-24 p-3 text-end font-medium">
              Week
            </th>
          </tr>
        </thead>
        <tbody>
          {week.people.map((person) => (
            <tr key={person.slug} data-staff={person.hue} className="border-line border-b">
              <th scope="row" className="p-3 text-start font-normal">
                <a
                  href={`/dashboard/availability?who=${person.slug}`}
                  className="flex min-h-11 items-center gap-3"
                >
                  <Avatar name={person.name} staff={person.hue} size="sm" />
                  <span className="min-w-0">
                    <span className="block truncate">{person.name}</span>
                    {person.zoneNote && (
                      <span className="block text-muted text-sm">{person.zoneNote}</span>
                    )}
                  </span>
                </a>
              </th>
              {person.days.map((day) => (
                <td key={day.date} className="p-2 align-top">
                  <Day day={day} zone={zone} locale={locale} />
                </td>
              ))}
              <td className="tabular p-3 text-end">
                {person.minutes === 0 ? "–" : formatDuration(person.minutes, locale)}
              </td>
            </tr>
          ))}
        </tbody>
        {serviceName !== null && (
          <tfoot>
            <tr className="bg-sunken">
              <th scope="row" className="p-3 text-start font-medium">
                Not covered: {serviceName}
              </th>
              {week.gaps.map(({ date, spans }) => (
                <td key={date} className="p-2 align-top text-sm">
                  {spans.length === 0 ? (
                    <span className="text-muted">–</span>
                  ) : (
                    spans.map(({ start, end }) => (
                      <span key={start} className="tabular block text-danger">
                        {hoursOf(start, end, zone, locale)}
                      </span>
                    ))
                  )}
                </td>
              ))}
              <td />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Day({ day, zone, locale }: { day: TeamDay; zone: string; locale: string }) {
  if (day.spans.length === 0) {
    return <span className="text-muted text-sm">{day.name ?? "Off"}</span>;
  }
  return (
    <>
      {day.spans.map(({ start, end }) => (
        <span
          key={start}
          className="tabular relative mb-1 block overflow-hidden rounded-sm bg-staff-soft py-1 ps-3 pe-1 text-sm text-staff-ink"
        >
          <span aria-hidden="true" className="staff-bar absolute inset-y-0 start-0 w-1.5" />
          {hoursOf(start, end, zone, locale)}
        </span>
      ))}
      {day.name && <span className="block text-muted text-sm">{day.name}</span>}
    </>
  );
}

/** "09:00–17:00"; from midnight to midnight "All day". */
function hoursOf(start: number, end: number, zone: string, locale: string): string {
  const [from, to] = [formatTime(start, zone, locale), formatTime(end, zone, locale)];
  return from === to ? "All day" : `${from}–${to}`;
}

import { useWords } from "#words";
import type { Booking, BookingEvent } from "@/lib/bookings/schema";
import { formatDayTime } from "@/lib/format";
import { historyWords } from "../history-words";

/** That the place was held while the form was open, and what the desk noted at the door, is no news to its customer. */
const UNTOLD: ReadonlySet<string> = new Set(["held", "arrived", "not_here"]);

/** Everything that has happened to a booking, as its customer would tell it. */
export function History({
  events,
  booking,
  locale,
}: {
  events: readonly BookingEvent[];
  booking: Booking;
  locale: string;
}) {
  const t = useWords("manage");
  const tell = useWords("history");
  const { business, timeZone } = booking;
  const told = events.filter(({ kind }) => !UNTOLD.has(kind));
  if (told.length === 0) return null;
  return (
    <section aria-labelledby="history" className="mt-10 print:hidden">
      <h2 id="history" className="mb-3 font-medium text-lg">
        {t("history")}
      </h2>
      <ol className="space-y-3 border-line border-s ps-5">
        {told.map((event, i) => (
          <li key={`${event.at}-${i}`}>
            <p>{historyWords(tell, event, business.name, timeZone, locale)}</p>
            <time dateTime={event.at} className="text-muted text-sm">
              {formatDayTime(event.at, timeZone, locale)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

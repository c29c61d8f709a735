import { share } from "@/lib/analytics/rules";
import type { Figures, OpenMinutes } from "@/lib/analytics/schema";
import { byWhom } from "@/lib/analytics/tables";
import { formatMoney, formatNumber, formatPercent } from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { ChartPanel } from "./chart-panel";

/** The figures by service, person, room, and why bookings were cancelled. */
export function Tables({
  now,
  open,
  desk,
  csv,
}: {
  now: Figures;
  open: OpenMinutes;
  desk: Desk;
  csv: string;
}) {
  const { locale, currency } = desk;
  const count = (value: number) => formatNumber(value, locale);
  const money = (value: number) => formatMoney(value, currency, locale);
  const percent = (part: number, whole: number) => {
    const value = share(part, whole);
    return value === null ? "–" : formatPercent(value, locale);
  };
  const hours = (minutes: number) => `${count(Math.round(minutes / 60))} h`;
  const rooms = Object.entries(open.rooms);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[repeat(2,minmax(0,1fr))] xl:*:first:col-span-2 xl:*:nth-2:col-span-2">
      <ChartPanel
        title="By service"
        csv={`${csv}&table=services`}
        head={["Service", "Bookings", "Revenue", "Cancelled", "Looked", "Booked online"]}
        rows={now.services.map((row) => [
          desk.services.find(({ id }) => id === row.id)?.name ?? "",
          count(row.bookings),
          money(row.revenueMinor),
          count(row.cancelled),
          count(row.views),
          count(row.bookedOnline),
        ])}
      />
      <ChartPanel
        title="By person"
        csv={`${csv}&table=people`}
        head={["Person", "Bookings", "Revenue", "Did not come", "Booked", "Of working time"]}
        rows={now.staff.map((row) => [
          desk.people.find(({ id }) => id === row.id)?.name ?? "",
          count(row.bookings),
          money(row.revenueMinor),
          count(row.noShows),
          hours(row.minutes),
          percent(row.minutes, open.staff[row.id] ?? 0),
        ])}
      />
      {rooms.length > 0 && (
        <ChartPanel
          title="Rooms and equipment"
          csv={`${csv}&table=rooms`}
          head={["Room", "Booked", "Of open time"]}
          rows={rooms.map(([id, room]) => {
            const minutes = now.rooms.find((one) => one.id === id)?.minutes ?? 0;
            return [room.name, hours(minutes), percent(minutes, room.minutes)];
          })}
        />
      )}
      <ChartPanel
        title="Why bookings were cancelled"
        csv={`${csv}&table=reasons`}
        head={["Reason", "By", "How often"]}
        rows={now.reasons.map(({ by, reason, count: times }) => [
          reason || "No reason given",
          byWhom[by],
          count(times),
        ])}
      />
    </div>
  );
}

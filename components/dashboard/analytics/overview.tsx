import { change, share } from "@/lib/analytics/rules";
import type { Figures, OpenMinutes } from "@/lib/analytics/schema";
import { LEADS } from "@/lib/analytics/tables";
import {
  currencyDigits,
  formatLeadTime,
  formatLocalDay,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPercent,
  formatWallMinutes,
  formatWeekday,
} from "@/lib/format";
import type { Desk } from "@/lib/members/schema";
import { ChartPanel } from "./chart-panel";
import { Bars, LineOfTime, type Point } from "./charts";
import { Figure } from "./figure";
import { HeatMap } from "./heat-map";

/** The figures that matter first, and the pictures: along time, around the week, how long ahead. */
export function Overview({
  now,
  before,
  open,
  desk,
  csv,
  only,
}: {
  now: Figures;
  before: Figures;
  open: OpenMinutes;
  desk: Desk;
  /** Where the tables can be had as files. */
  csv: string;
  /** The one person that is looked at. */
  only: string | null;
}) {
  const { locale, currency } = desk;
  const count = (value: number) => formatNumber(value, locale);
  const money = (value: number) => formatMoney(value, currency, locale);
  const percent = (value: number | null) => (value === null ? "–" : formatPercent(value, locale));
  const [a, b] = [now.totals, before.totals];
  const compared = (pick: (totals: Figures["totals"]) => number) => change(pick(a), pick(b));
  const noShows = share(a.noShows, a.due);
  const noShowsBefore = share(b.noShows, b.due);
  const busy = utilisation(now, open, only);
  const conversion = share(a.bookedOnline, a.views);
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 xl:grid-cols-4">
        <Figure
          name="Bookings"
          value={count(a.bookings)}
          change={compared((t) => t.bookings)}
          locale={locale}
          hint={a.people > a.bookings ? `${count(a.people)} people` : undefined}
        />
        <Figure
          name="Revenue"
          value={money(a.revenueMinor)}
          change={compared((t) => t.revenueMinor)}
          locale={locale}
          hint={
            a.foreignMoney > 0
              ? `Without ${count(a.foreignMoney)} priced in another currency`
              : "What was agreed, of those who came or will"
          }
        />
        <Figure
          name="Working time that is booked"
          value={percent(busy)}
          change={null}
          locale={locale}
          hint="By your hours as they stand now"
        />
        <Figure
          name="Did not come"
          value={percent(noShows)}
          change={
            noShows === null || noShowsBefore === null ? null : change(noShows, noShowsBefore)
          }
          locale={locale}
          hint={`${count(a.noShows)} of ${count(a.due)} bookings so far`}
        />
        <Figure
          name="New customers"
          value={count(a.newCustomers)}
          change={compared((t) => t.newCustomers)}
          locale={locale}
          hint={`${count(a.returningCustomers)} had been here before`}
        />
        <Figure
          name="Cancelled"
          value={count(a.cancelled)}
          change={compared((t) => t.cancelled)}
          locale={locale}
          hint={a.declined > 0 ? `${count(a.declined)} requests declined` : undefined}
        />
        <Figure
          name="Booked ahead"
          value={a.leadMedianMin === null ? "–" : formatLeadTime(rounded(a.leadMedianMin), locale)}
          change={
            a.leadMedianMin === null || b.leadMedianMin === null
              ? null
              : change(a.leadMedianMin, b.leadMedianMin)
          }
          locale={locale}
          hint="Half of them earlier, half later"
        />
        <Figure
          name="Looked and booked"
          value={percent(conversion === null ? null : Math.min(1, conversion))}
          change={compared((t) => t.bookedOnline)}
          locale={locale}
          hint={`${count(a.bookedOnline)} booked online, ${count(a.views)} looked at a service`}
        />
      </dl>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[repeat(2,minmax(0,1fr))]">
        <ChartPanel
          title="Bookings"
          description={alongTime(now.unit)}
          csv={`${csv}&table=line`}
          head={["From", "Bookings", "Before", "Cancelled", "Did not come"]}
          rows={now.series.map((row, i) => [
            dateWords(row.date, now.unit, locale),
            count(row.bookings),
            count(before.series[i]?.bookings ?? 0),
            count(row.cancelled),
            count(row.noShows),
          ])}
        >
          <LineOfTime points={points(now, before, locale, "bookings")} />
        </ChartPanel>
        <ChartPanel
          title="Revenue"
          description={alongTime(now.unit)}
          csv={`${csv}&table=line`}
          head={["From", "Revenue", "Before"]}
          rows={now.series.map((row, i) => [
            dateWords(row.date, now.unit, locale),
            money(row.revenueMinor),
            money(before.series[i]?.revenueMinor ?? 0),
          ])}
        >
          <LineOfTime
            points={points(now, before, locale, "revenueMinor")}
            money={{ currency, locale, digits: currencyDigits(currency) }}
          />
        </ChartPanel>
        <ChartPanel
          title="Busiest hours"
          description="Bookings by the hour of their start"
          csv={`${csv}&table=hours`}
          head={["Hour", "Bookings"]}
          rows={[...now.hours]
            .sort((x, y) => y[2] - x[2])
            .map(([day, hour, n]) => [
              `${formatWeekday(day, locale, "long")} ${formatWallMinutes(hour * 60, locale)}`,
              count(n),
            ])}
        >
          <HeatMap hours={now.hours} weekStartsOn={desk.weekStartsOn} locale={locale} />
        </ChartPanel>
        <ChartPanel
          title="How long ahead people book"
          head={["Before the start", "Bookings", "Before"]}
          rows={LEADS.map((label, i) => [
            label,
            count(now.lead[i] ?? 0),
            count(before.lead[i] ?? 0),
          ])}
        >
          <Bars
            points={["< 1 d", "1–3 d", "3–7 d", "7–30 d", "> 30 d"].map((label, i) => ({
              label,
              now: now.lead[i] ?? 0,
              before: before.lead[i] ?? 0,
            }))}
          />
        </ChartPanel>
      </div>
    </>
  );
}

/** Booked minutes of what people worked; of one person when only they are looked at. */
function utilisation(now: Figures, open: OpenMinutes, only: string | null): number | null {
  const ids = only ? [only] : Object.keys(open.staff);
  const worked = ids.reduce((sum, id) => sum + (open.staff[id] ?? 0), 0);
  const booked = now.staff
    .filter(({ id }) => ids.includes(id))
    .reduce((sum, { minutes }) => sum + minutes, 0);
  return share(booked, worked);
}

function points(
  now: Figures,
  before: Figures,
  locale: string,
  key: "bookings" | "revenueMinor",
): Point[] {
  return now.series.map((row, i) => ({
    label: dateWords(row.date, now.unit, locale),
    now: row[key],
    before: before.series[i]?.[key] ?? null,
  }));
}

/** What a line of time counts by. The dates asked for seldom begin with a week or a month, or end with one. */
function alongTime(unit: Figures["unit"]): string {
  return unit === "day"
    ? "By day, beside the period before"
    : `By ${unit}, the first and the last cut short, beside the period before`;
}

function dateWords(date: string, unit: Figures["unit"], locale: string): string {
  return unit === "month" ? formatMonth(date, locale) : formatLocalDay(date, locale);
}

/** A lead time is said in whole days from two days on, and in whole hours from two hours on. */
function rounded(minutes: number): number {
  if (minutes >= 2880) return Math.round(minutes / 1440) * 1440;
  return minutes >= 120 ? Math.round(minutes / 60) * 60 : minutes;
}

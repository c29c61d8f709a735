import type { Metadata } from "next";
import { FiguresFilter } from "@/components/dashboard/analytics/filter";
import { Overview } from "@/components/dashboard/analytics/overview";
import { Tables } from "@/components/dashboard/analytics/tables";
import { DashboardPage } from "@/components/dashboard/page";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { figures, openMinutes } from "@/lib/analytics/data";
import { periodBefore, readAnalyticsFilter } from "@/lib/analytics/rules";
import { todayIn } from "@/lib/appointments/rules";
import { formatLocalDate, zoneTime } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Figures" };

export default async function AnalyticsPage({ searchParams }: PageProps<"/dashboard/analytics">) {
  const { db, businessId, membership } = await requireMember("/dashboard/analytics", "manager");
  const params = await searchParams;
  const filter = readAnalyticsFilter(
    (name) => {
      const value = params[name];
      return typeof value === "string" ? value : null;
    },
    todayIn(membership.timeZone, Date.now()),
  );
  const earlier = periodBefore(filter.period);
  const [now, before, open, desk] = await Promise.all([
    figures(db, businessId, filter.period, filter),
    figures(db, businessId, earlier, filter),
    openMinutes(db, businessId, filter.period, membership.timeZone),
    deskOf(db, businessId),
  ]);
  const query = new URLSearchParams({
    business: businessId,
    period: "own",
    from: filter.period.from,
    to: filter.period.to,
    ...(filter.serviceId ? { service: filter.serviceId } : {}),
    ...(filter.staffId ? { staff: filter.staffId } : {}),
  });
  const dates = (period: { from: string; to: string }) =>
    `${formatLocalDate(period.from, desk.locale)} to ${formatLocalDate(period.to, desk.locale)}`;
  const nothing = [now, before].every(
    ({ totals }) => totals.bookings + totals.cancelled + totals.views === 0,
  );
  return (
    <DashboardPage>
      <PageHeader
        title="Figures"
        description={`${dates(filter.period)}, beside ${dates(earlier)}. Dates in ${zoneTime(desk.timeZone, desk.locale)}.`}
      />
      <FiguresFilter key={JSON.stringify(filter)} filter={filter} desk={desk} />
      {nothing ? (
        <EmptyState title="Nothing to count yet">
          As soon as somebody books in these dates, what it was and what it brought stands here.
        </EmptyState>
      ) : (
        <>
          <Overview
            now={now}
            before={before}
            open={open}
            desk={desk}
            csv={`/dashboard/analytics/csv?${query}`}
            only={filter.staffId}
          />
          <Tables now={now} open={open} desk={desk} csv={`/dashboard/analytics/csv?${query}`} />
        </>
      )}
    </DashboardPage>
  );
}

import type { Metadata } from "next";
import { Calendar } from "@/components/dashboard/calendar";
import { DashboardPage } from "@/components/dashboard/page";
import { appointmentsBetween } from "@/lib/appointments/data";
import { myStaffIds } from "@/lib/appointments/mine";
import { datesOf, readCalendarQuery, startOfDate, todayIn } from "@/lib/appointments/rules";
import { desk as deskOf } from "@/lib/members/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Calendar" };

export default async function CalendarPage({ searchParams }: PageProps<"/dashboard/calendar">) {
  const member = await requireMember("/dashboard/calendar");
  const { db, businessId, membership } = member;
  const now = Date.now();
  const zone = membership.timeZone;
  const params = await searchParams;
  const query = readCalendarQuery(
    (name) => {
      const value = params[name];
      return typeof value === "string" ? value : null;
    },
    todayIn(zone, now),
  );
  const desk = await deskOf(db, businessId);
  // A week holds the day that a phone shows, so that one read serves both.
  const view = query.view === "month" ? "month" : "week";
  const { from, to } = datesOf(view, query.date, desk.weekStartsOn);
  const [appointments, mine] = await Promise.all([
    appointmentsBetween(db, businessId, startOfDate(zone, from), startOfDate(zone, to)),
    membership.role === "staff" ? myStaffIds(member) : null,
  ]);
  return (
    <DashboardPage>
      <Calendar
        businessId={businessId}
        desk={desk}
        serverNow={now}
        only={mine}
        initial={{ from, to, appointments }}
      />
    </DashboardPage>
  );
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { conflictRow } from "@/components/dashboard/calendars/conflict-words";
import { DashboardPage } from "@/components/dashboard/page";
import { Today } from "@/components/dashboard/today";
import { PageHeader } from "@/components/ui/page-header";
import { whoIsHere } from "@/lib/appointments/arrivals";
import { appointmentsBetween, findBookings } from "@/lib/appointments/data";
import { myStaffIds } from "@/lib/appointments/mine";
import { startOfDate, todayIn } from "@/lib/appointments/rules";
import { teamSchedules } from "@/lib/availability/editor-data";
import { conflictsFor, expiredConnections } from "@/lib/calendars/data";
import { formatLocalDateLong, unparted, zoneTime } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import { addDays } from "@/lib/scheduling";
import { offeredServices } from "@/lib/services/data";
import { requireMember } from "@/lib/supabase/session";
import { needsNow } from "@/lib/today/needs";

export const metadata: Metadata = { title: "Today" };

const REQUESTS_SHOWN = 20;

export default async function TodayPage() {
  const member = await requireMember("/dashboard");
  const { db, businessId, membership } = member;
  // An opening that was left in the middle goes on where it was; each of its pages can be put off.
  if (membership.role === "owner" && membership.startStep)
    redirect(`/start/${membership.startStep}`);
  const now = Date.now();
  const zone = membership.timeZone;
  const date = todayIn(zone, now);
  const [desk, appointments, requests, mine, here, services, conflicts, expired] =
    await Promise.all([
      deskOf(db, businessId),
      appointmentsBetween(
        db,
        businessId,
        startOfDate(zone, date),
        startOfDate(zone, addDays(date, 1)),
      ),
      findBookings(db, businessId, {
        search: "",
        statuses: ["pending"],
        from: null,
        to: null,
        sort: "when",
        page: 0,
        pageSize: REQUESTS_SHOWN,
      }),
      myStaffIds(member),
      whoIsHere(db, businessId, startOfDate(zone, addDays(date, -1))),
      offeredServices(db, businessId),
      conflictsFor(member),
      expiredConnections(db, businessId),
    ]);
  let team: ReturnType<typeof teamSchedules> | undefined;
  const needs = await needsNow({
    member,
    desk,
    now,
    date,
    mine,
    appointments,
    team: () => {
      team ??= teamSchedules(db, businessId, addDays(date, -7));
      return team;
    },
  });
  return (
    <DashboardPage>
      <PageHeader
        display
        title={unparted(formatLocalDateLong(date, desk.locale))}
        description={`${desk.name}, ${zoneTime(zone, desk.locale)}`}
      />
      <Today
        businessId={businessId}
        desk={desk}
        date={date}
        serverNow={now}
        appointments={appointments}
        requests={requests.rows}
        needs={needs}
        role={membership.role}
        mine={mine}
        here={here}
        services={services}
        calendars={{
          conflicts: conflicts.map((one) => conflictRow(one, desk, zone)),
          expired: expired.map(({ id, account, staffId }) => ({
            id,
            account,
            who: desk.people.find((person) => person.id === staffId)?.name ?? "",
          })),
        }}
      />
    </DashboardPage>
  );
}

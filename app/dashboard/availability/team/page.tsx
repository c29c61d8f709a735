import type { Metadata } from "next";
import { AvailabilityTabs } from "@/components/dashboard/availability/availability-tabs";
import { ServicePicker } from "@/components/dashboard/availability/service-picker";
import { TeamWeekTable } from "@/components/dashboard/availability/team-week";
import { DashboardPage } from "@/components/dashboard/page";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { businessManners, servicesWithRules, teamSchedules } from "@/lib/availability/editor-data";
import { teamWeek } from "@/lib/availability/editor-team";
import { localDate } from "@/lib/availability/schema";
import { formatLocalDates, zoneLabel } from "@/lib/format";
import { addDays, localDateOf, weekdayOf } from "@/lib/scheduling";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Everyone's week" };

export default async function TeamPage({
  searchParams,
}: {
  searchParams: Promise<{ week?: string | string[]; service?: string | string[] }>;
}) {
  const { db, businessId, membership } = await requireMember("/dashboard/availability/team");
  const params = await searchParams;
  const now = Date.now();
  const zone = membership.timeZone;
  const today = localDateOf(zone, now);
  const manners = await businessManners(db, businessId);
  const asked = localDate.safeParse(params.week);
  const day = asked.success ? asked.data : today;
  const first = addDays(day, -((weekdayOf(day) - manners.weekStartsOn + 7) % 7));
  const [team, services] = await Promise.all([
    teamSchedules(db, businessId, addDays([first, today].sort()[0]!, -7)),
    servicesWithRules(db, businessId),
  ]);
  const service = services.find(({ slug }) => slug === params.service) ?? null;
  const week = teamWeek(
    team.business.schedule,
    team.staff,
    first,
    service && { staff: service.staff, needed: service.rules.staffRequired },
  );
  const href = (date: string) =>
    `/dashboard/availability/team?week=${date}${service ? `&service=${service.slug}` : ""}`;
  const { locale } = manners;
  return (
    <DashboardPage>
      <PageHeader
        title="Everyone's week"
        description={`Who works when, in ${zoneLabel(zone, now, locale)}.`}
      />
      <AvailabilityTabs here="team" manages={membership.role !== "staff"} />
      <div className="flex flex-wrap items-end gap-3">
        <div className="flex min-h-11 flex-wrap items-center gap-3">
          <p className="min-w-44 font-medium text-lg">
            {formatLocalDates(first, addDays(first, 6), locale)}
          </p>
          <ButtonLink size="sm" href={href(addDays(first, -7))}>
            Week before
          </ButtonLink>
          <ButtonLink size="sm" href={href(today)}>
            This week
          </ButtonLink>
          <ButtonLink size="sm" href={href(addDays(first, 7))}>
            Week after
          </ButtonLink>
        </div>
        <ServicePicker
          label="Show who is missing for"
          empty="No service"
          services={services.map(({ slug, name }) => ({ slug, name }))}
          value={service?.slug ?? ""}
          path="/dashboard/availability/team"
          keep={{ week: first }}
        />
      </div>
      {team.staff.length === 0 ? (
        <EmptyState title="Nobody can be booked yet">
          Once there are people on your team, their hours stand here side by side.
        </EmptyState>
      ) : (
        <TeamWeekTable
          week={week}
          zone={zone}
          locale={locale}
          today={today}
          serviceName={service?.name ?? null}
        />
      )}
    </DashboardPage>
  );
}

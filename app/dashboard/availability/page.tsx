import type { Metadata } from "next";
import Link from "next/link";
import { AvailabilityTabs } from "@/components/dashboard/availability/availability-tabs";
import { ScheduleEditor } from "@/components/dashboard/availability/schedule-editor";
import { DashboardPage } from "@/components/dashboard/page";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { PageHeader } from "@/components/ui/page-header";
import { businessManners, servicesWithRules, teamSchedules } from "@/lib/availability/editor-data";
import { holidayCountries } from "@/lib/availability/holidays";
import { addDays, localDateOf } from "@/lib/scheduling";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Hours" };

/** Days that stay in the editor after they have passed. */
const KEPT_DAYS = 31;

export default async function HoursPage({
  searchParams,
}: {
  searchParams: Promise<{ who?: string | string[] }>;
}) {
  const member = await requireMember("/dashboard/availability");
  const { db, businessId, membership } = member;
  const { who } = await searchParams;
  const now = Date.now();
  const today = localDateOf(membership.timeZone, now);
  const since = addDays(today, -KEPT_DAYS);
  const [team, services, manners] = await Promise.all([
    teamSchedules(db, businessId, since),
    servicesWithRules(db, businessId),
    businessManners(db, businessId),
  ]);
  const manages = membership.role !== "staff";
  const wanted = who ?? (manages ? undefined : team.staff.find(({ mine }) => mine)?.slug);
  const person = team.staff.find(({ slug }) => slug === wanted) ?? null;
  const loaded = person ?? team.business;
  const owners = [
    { href: "/dashboard/availability?who=business", person: null },
    ...team.staff.map((one) => ({ href: `/dashboard/availability?who=${one.slug}`, person: one })),
  ];

  return (
    <DashboardPage>
      <PageHeader
        title="Hours"
        description="When you can be booked, and what customers see of it."
      />
      <AvailabilityTabs here="hours" manages={manages} />
      <nav
        aria-label="Whose hours"
        // Three rows; of a large team the others are scrolled to.
        className="flex max-h-40 flex-wrap gap-2 overflow-y-auto py-1"
      >
        {owners.map(({ href, person: one }) => (
          <Link
            key={href}
            href={href}
            aria-current={one?.id === person?.id ? "page" : undefined}
            className={cn(
              "inline-flex min-h-11 items-center gap-2 rounded-full border px-4 transition-colors",
              one?.id === person?.id
                ? "border-accent bg-accent-soft font-medium"
                : "border-line-strong bg-surface hover:border-muted",
            )}
          >
            {one ? (
              <>
                <Avatar name={one.name} staff={one.hue} size="xs" />
                {one.name}
              </>
            ) : (
              membership.name
            )}
          </Link>
        ))}
      </nav>
      <ScheduleEditor
        // Another owner is another document; nothing of the one before may linger.
        key={`${businessId} ${person?.id ?? ""}`}
        businessId={businessId}
        owner={{ staffId: person?.id ?? null, name: person?.name ?? membership.name }}
        loaded={{ version: loaded.version, schedule: loaded.schedule }}
        business={team.business.schedule}
        since={since}
        services={services
          .filter(({ staff }) => !person || staff.includes(person.slug))
          .map(({ slug, name }) => ({ slug, name }))}
        countries={manages && !person ? holidayCountries() : []}
        zones={manages && person ? Intl.supportedValuesOf("timeZone") : []}
        names={Object.fromEntries(team.staff.map(({ slug, name }) => [slug, name]))}
        mayEdit={manages || person?.mine === true}
        manages={manages}
        weekStartsOn={manners.weekStartsOn}
        locale={manners.locale}
        today={today}
        now={now}
      />
    </DashboardPage>
  );
}

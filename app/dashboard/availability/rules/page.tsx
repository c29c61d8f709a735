import type { Metadata } from "next";
import { AvailabilityTabs } from "@/components/dashboard/availability/availability-tabs";
import { ResourcesEditor } from "@/components/dashboard/availability/resources-editor";
import { RulesEditor } from "@/components/dashboard/availability/rules-editor";
import { ServicePicker } from "@/components/dashboard/availability/service-picker";
import { DashboardPage } from "@/components/dashboard/page";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import {
  businessManners,
  businessResources,
  servicesWithRules,
  teamSchedules,
} from "@/lib/availability/editor-data";
import { zoneLabel } from "@/lib/format";
import { localDateOf } from "@/lib/scheduling";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Booking rules" };

export default async function RulesPage({
  searchParams,
}: {
  searchParams: Promise<{ service?: string | string[] }>;
}) {
  const { db, businessId, membership } = await requireMember(
    "/dashboard/availability/rules",
    "manager",
  );
  const { service: asked } = await searchParams;
  const now = Date.now();
  const today = localDateOf(membership.timeZone, now);
  const [services, resources, manners, team] = await Promise.all([
    servicesWithRules(db, businessId),
    businessResources(db, businessId),
    businessManners(db, businessId),
    teamSchedules(db, businessId, today),
  ]);
  const service = services.find(({ slug }) => slug === asked) ?? services[0];
  const names = Object.fromEntries([
    ...team.staff.map(({ slug, name }) => [slug, name]),
    ...resources.map(({ id, name }) => [id, name]),
  ]);
  return (
    <DashboardPage>
      <PageHeader
        title="Booking rules"
        description="For each service: how far ahead, how often and with what it can be booked."
      />
      <AvailabilityTabs here="rules" manages />
      {service ? (
        <>
          <ServicePicker
            label="Service"
            services={services.map(({ slug, name }) => ({ slug, name }))}
            value={service.slug}
            path="/dashboard/availability/rules"
          />
          <RulesEditor
            key={service.id}
            businessId={businessId}
            service={service}
            resources={resources}
            names={names}
            weekStartsOn={manners.weekStartsOn}
            locale={manners.locale}
            today={today}
            zoneText={zoneLabel(membership.timeZone, now, manners.locale)}
          />
        </>
      ) : (
        <EmptyState title="No service to book yet">
          Once there is one, its rules stand here: notice, limits, seats and rooms.
        </EmptyState>
      )}
      <ResourcesEditor businessId={businessId} resources={resources} />
    </DashboardPage>
  );
}

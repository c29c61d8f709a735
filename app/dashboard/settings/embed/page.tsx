import type { Metadata } from "next";
import { DashboardPage } from "@/components/dashboard/page";
import { EmbedBuilder } from "@/components/dashboard/settings/embed-builder";
import { SettingsTabs } from "@/components/dashboard/settings/settings-tabs";
import { SitesForm } from "@/components/dashboard/settings/sites-form";
import { PageHeader } from "@/components/ui/page-header";
import { publicPage } from "@/lib/business/data";
import { storedSites } from "@/lib/embed/data";
import { env } from "@/lib/env";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "On your website" };

export default async function EmbedPage() {
  const { db, businessId, membership } = await requireMember(
    "/dashboard/settings/embed",
    "manager",
  );
  const [stored, page] = await Promise.all([
    storedSites(db, businessId),
    publicPage(membership.slug),
  ]);
  return (
    <DashboardPage>
      <PageHeader
        title="Settings"
        description="Let people book without leaving your own website: one line to copy."
      />
      <SettingsTabs here="embed" />
      <EmbedBuilder
        host={env().APP_URL}
        business={membership.slug}
        color={stored.brandColor}
        services={(page?.services ?? [])
          .filter(({ staff }) => staff.length > 0)
          .map(({ slug, name, staff }) => ({ slug, name, staff: staff.map((one) => one.slug) }))}
        people={(page?.staff ?? []).map(({ slug, name }) => ({ slug, name }))}
      />
      <SitesForm businessId={businessId} origins={stored.origins} />
    </DashboardPage>
  );
}

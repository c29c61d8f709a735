import type { Metadata } from "next";
import { DashboardPage } from "@/components/dashboard/page";
import { LookForm } from "@/components/dashboard/settings/look-form";
import { SettingsTabs } from "@/components/dashboard/settings/settings-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { businessLook } from "@/lib/business/look";
import { env } from "@/lib/env";
import { desk as deskOf } from "@/lib/members/data";
import { currencies, zones } from "@/lib/members/places";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Look and links" };

export default async function LookPage() {
  const { db, businessId } = await requireMember("/dashboard/settings/look", "manager");
  const [stored, desk] = await Promise.all([businessLook(db, businessId), deskOf(db, businessId)]);
  return (
    <DashboardPage>
      <PageHeader title="Settings" description="How your page looks, and where people find it." />
      <SettingsTabs here="look" />
      <LookForm
        businessId={businessId}
        name={desk.name}
        stored={stored}
        locale={desk.locale}
        appUrl={env().APP_URL}
        zones={zones("en-GB", Date.now())}
        currencies={currencies("en-GB")}
      />
    </DashboardPage>
  );
}

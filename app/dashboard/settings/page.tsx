import type { Metadata } from "next";
import { DashboardPage } from "@/components/dashboard/page";
import { SettingsTabs } from "@/components/dashboard/settings/settings-tabs";
import { SettingsForm } from "@/components/dashboard/settings-form";
import { PageHeader } from "@/components/ui/page-header";
import { desk as deskOf } from "@/lib/members/data";
import { businessSettings } from "@/lib/members/settings";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { db, businessId } = await requireMember("/dashboard/settings", "manager");
  const [stored, desk] = await Promise.all([
    businessSettings(db, businessId),
    deskOf(db, businessId),
  ]);
  return (
    <DashboardPage>
      <PageHeader title="Settings" description="What customers read, and what they may change." />
      <SettingsTabs here="business" />
      <SettingsForm businessId={businessId} stored={stored} locale={desk.locale} />
    </DashboardPage>
  );
}

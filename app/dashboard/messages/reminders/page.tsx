import type { Metadata } from "next";
import { MessagesTabs } from "@/components/dashboard/messages/messages-tabs";
import { RemindersForm } from "@/components/dashboard/messages/reminders-form";
import { DashboardPage } from "@/components/dashboard/page";
import { PageHeader } from "@/components/ui/page-header";
import { desk as deskOf } from "@/lib/members/data";
import { messageSettings } from "@/lib/notifications/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Reminders and rules" };

export default async function RemindersPage() {
  const { db, businessId } = await requireMember("/dashboard/messages/reminders", "manager");
  const [desk, stored] = await Promise.all([deskOf(db, businessId), messageSettings(businessId)]);
  return (
    <DashboardPage>
      <PageHeader
        title="Messages"
        description="What is sent by itself, when, and by which way. A service with rules of its own follows those alone."
      />
      <MessagesTabs current="reminders" />
      <RemindersForm
        businessId={businessId}
        stored={stored}
        services={desk.services.filter(({ archived }) => !archived)}
      />
    </DashboardPage>
  );
}

import type { Metadata } from "next";
import { DashboardPage } from "@/components/dashboard/page";
import { ServiceEditor } from "@/components/dashboard/services/service-editor";
import { PageHeader } from "@/components/ui/page-header";
import { desk as deskOf } from "@/lib/members/data";
import { businessSettings } from "@/lib/members/settings";
import { newService } from "@/lib/services/rules";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "New service" };

export default async function NewServicePage() {
  const { db, businessId } = await requireMember("/dashboard/services/new", "manager");
  const [desk, settings] = await Promise.all([
    deskOf(db, businessId),
    businessSettings(db, businessId),
  ]);
  const people = desk.people.filter(({ archived }) => !archived);
  return (
    <DashboardPage>
      <PageHeader title="New service" back={{ href: "/dashboard/services", label: "Services" }} />
      <ServiceEditor
        businessId={businessId}
        desk={desk}
        service={null}
        first={newService(people.map(({ id }) => id))}
        cutoffs={settings.values}
      />
    </DashboardPage>
  );
}

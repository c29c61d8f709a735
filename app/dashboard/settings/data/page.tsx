import { Download } from "lucide-react";
import type { Metadata } from "next";
import { DashboardPage } from "@/components/dashboard/page";
import { CloseBusiness } from "@/components/dashboard/settings/close-business";
import { DeleteBusiness } from "@/components/dashboard/settings/delete-business";
import { SettingsTabs } from "@/components/dashboard/settings/settings-tabs";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/states";
import { desk as deskOf } from "@/lib/members/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Data and closing" };

export default async function DataPage() {
  const { db, businessId, membership } = await requireMember("/dashboard/settings/data", "manager");
  const desk = await deskOf(db, businessId);
  const owns = membership.role === "owner";
  return (
    <DashboardPage>
      <PageHeader title="Settings" description="A copy of everything, and the way out." />
      <SettingsTabs here="data" />
      <div className="max-w-3xl space-y-8">
        {owns ? (
          <>
            <section aria-labelledby="export" className="space-y-3">
              <h2 id="export" className="font-medium text-lg">
                A copy of everything
              </h2>
              <p className="text-muted">
                People, services, hours, customers, appointments with their whole history, messages
                and settings, as one JSON file for another program or for your records. It holds
                what your customers have told you: keep it safe.
              </p>
              <ButtonLink
                href={`/dashboard/settings/data/export?business=${businessId}`}
                prefetch={false}
                download
              >
                <Download aria-hidden="true" />
                Export everything
              </ButtonLink>
            </section>
            <CloseBusiness businessId={businessId} name={desk.name} />
            <DeleteBusiness businessId={businessId} name={desk.name} />
          </>
        ) : (
          <Notice title="This is for owners">
            Exporting everything and closing the business are decided by its owners.
          </Notice>
        )}
      </div>
    </DashboardPage>
  );
}

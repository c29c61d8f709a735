import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ServicesStep } from "@/components/dashboard/start/services-step";
import { StartPage } from "@/components/dashboard/start/start-page";
import { firstServiceRows, startedBusiness } from "@/lib/members/start-data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "First services", robots: { index: false } };

export default async function StartServicesPage() {
  const { db, businessId, membership } = await requireMember("/start/services", "owner");
  // Once the opening is done, services have a page of their own.
  if (membership.startStep === null) redirect("/start/live");
  const { kind, currency } = await startedBusiness(db, businessId);
  return (
    <StartPage
      step={3}
      title="What can be booked?"
      lead="The usual for a business like yours. Without a price it is shown as on request."
    >
      <ServicesStep
        key={businessId}
        businessId={businessId}
        rows={await firstServiceRows(db, businessId, kind)}
        currency={currency}
      />
    </StartPage>
  );
}

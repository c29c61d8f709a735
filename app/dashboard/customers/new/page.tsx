import type { Metadata } from "next";
import { CustomerForm } from "@/components/dashboard/customers/customer-form";
import { DashboardPage } from "@/components/dashboard/page";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "New customer" };

export default async function NewCustomerPage() {
  const { businessId, membership } = await requireMember("/dashboard/customers/new");
  return (
    <DashboardPage>
      <PageHeader
        title="New customer"
        description="People who book are added by themselves; this is for those who call."
        back={{ href: "/dashboard/customers", label: "Customers" }}
      />
      <CustomerForm
        businessId={businessId}
        existing={null}
        mayMerge={membership.role !== "staff"}
      />
    </DashboardPage>
  );
}

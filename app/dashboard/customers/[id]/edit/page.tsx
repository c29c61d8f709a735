import type { Metadata } from "next";
import { CustomerForm } from "@/components/dashboard/customers/customer-form";
import { DashboardPage } from "@/components/dashboard/page";
import { PageHeader } from "@/components/ui/page-header";
import { openCustomer } from "../open";

export const metadata: Metadata = { title: "Edit customer" };

export default async function EditCustomerPage({
  params,
}: PageProps<"/dashboard/customers/[id]/edit">) {
  const { customer, member } = await openCustomer((await params).id, "edit");
  return (
    <DashboardPage>
      <PageHeader
        title={`Edit ${customer.name}`}
        description="Bookings keep the name and address that they were made with."
        back={{ href: `/dashboard/customers/${customer.id}`, label: customer.name }}
      />
      <CustomerForm
        businessId={member.businessId}
        existing={customer}
        mayMerge={member.membership.role !== "staff"}
      />
    </DashboardPage>
  );
}

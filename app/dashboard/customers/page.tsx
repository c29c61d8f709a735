import { Plus, Search } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { CustomersFilterBar } from "@/components/dashboard/customers/customers-filter";
import { CustomersTable } from "@/components/dashboard/customers/customers-table";
import { Pages } from "@/components/dashboard/customers/pages";
import { DashboardPage } from "@/components/dashboard/page";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { findCustomers, PAGE_SIZE } from "@/lib/customers/data";
import {
  type CustomersFilter,
  readCustomersFilter,
  writeCustomersFilter,
} from "@/lib/customers/list-query";
import { desk as deskOf } from "@/lib/members/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Customers" };

export default async function CustomersPage({ searchParams }: PageProps<"/dashboard/customers">) {
  const path = (await headers()).get("x-pathname") ?? "/dashboard/customers";
  const { db, businessId } = await requireMember(path);
  const params = await searchParams;
  const filter = readCustomersFilter((name) => {
    const value = params[name];
    return typeof value === "string" ? value : null;
  });
  const [desk, { customers, total }] = await Promise.all([
    deskOf(db, businessId),
    findCustomers(db, businessId, filter),
  ]);
  return (
    <DashboardPage>
      <PageHeader
        title="Customers"
        actions={
          <ButtonLink href="/dashboard/customers/new" variant="primary">
            <Plus aria-hidden="true" />
            New customer
          </ButtonLink>
        }
      />
      <CustomersFilterBar filter={filter} />
      {customers.length === 0 ? (
        <Nothing filter={filter} slug={desk.slug} />
      ) : (
        <>
          <CustomersTable customers={customers} timeZone={desk.timeZone} locale={desk.locale} />
          <Pages
            label="Pages of customers"
            page={filter.page}
            pageSize={PAGE_SIZE}
            total={total}
            locale={desk.locale}
            to={(page) => `/dashboard/customers${writeCustomersFilter({ ...filter, page })}`}
          />
        </>
      )}
    </DashboardPage>
  );
}

function Nothing({ filter, slug }: { filter: CustomersFilter; slug: string }) {
  if (filter.search || filter.show !== "all" || filter.page > 1) {
    return (
      <EmptyState
        icon={<Search aria-hidden="true" />}
        title={filter.show === "blocked" && !filter.search ? "Nobody is blocked" : "Nobody found"}
        action={<ButtonLink href="/dashboard/customers">Show all customers</ButtonLink>}
      >
        A part of a name, of an address or of a number is enough to find somebody.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No customers yet"
      action={
        <ButtonLink href={`/${slug}`} variant="primary">
          See the public page
        </ButtonLink>
      }
    >
      Everybody who books will stand here, with their visits and your notes. You can also add people
      by hand.
    </EmptyState>
  );
}

import { Search } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { z } from "zod";
import { CustomerBadges } from "@/components/dashboard/customers/figures";
import { MergeForm } from "@/components/dashboard/customers/merge-form";
import { DashboardPage } from "@/components/dashboard/page";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/states";
import { findCustomers, findLikelyDuplicates, mergePreview } from "@/lib/customers/data";
import { searchText } from "@/lib/customers/list-query";
import type { Customer } from "@/lib/customers/schema";
import { desk as deskOf } from "@/lib/members/data";
import type { Member } from "@/lib/supabase/session";
import { openCustomer } from "../open";

export const metadata: Metadata = { title: "Merge customers" };

const CHOICES_SHOWN = 20;

/** Two records of one person become one: first the other record is found, then what comes of it is shown. */
export default async function MergePage({
  params,
  searchParams,
}: PageProps<"/dashboard/customers/[id]/merge">) {
  const { customer, member } = await openCustomer((await params).id, "merge", "manager");
  const query = await searchParams;
  const other = z.uuid().safeParse(query.with);
  const page = `/dashboard/customers/${customer.id}`;
  return (
    <DashboardPage>
      <PageHeader
        title={`Merge ${customer.name} with another record`}
        description="For when one person stands here twice. All bookings, notes and addresses end up in one record."
        back={{ href: page, label: customer.name }}
      />
      {other.success ? (
        <Preview customer={customer} member={member} otherId={other.data} />
      ) : (
        <Choose
          customer={customer}
          member={member}
          search={searchText(typeof query.q === "string" ? query.q : null)}
        />
      )}
    </DashboardPage>
  );
}

async function Preview({
  customer,
  member,
  otherId,
}: {
  customer: Customer;
  member: Member;
  otherId: string;
}) {
  const [plan, desk] = await Promise.all([
    mergePreview(member.businessId, member.person.id, customer.id, otherId),
    deskOf(member.db, member.businessId),
  ]);
  if (!plan.ok) {
    if (plan.code === "same_customer") redirect(`/dashboard/customers/${customer.id}/merge`);
    return (
      <Notice
        tone="warn"
        title="The other record is no longer here"
        action={
          <ButtonLink size="sm" href={`/dashboard/customers/${customer.id}/merge`}>
            Choose another
          </ButtonLink>
        }
      >
        Somebody has merged or erased it in the meantime.
      </Notice>
    );
  }
  return (
    <MergeForm
      key={plan.version}
      businessId={member.businessId}
      plan={plan}
      timeZone={desk.timeZone}
      locale={desk.locale}
    />
  );
}

async function Choose({
  customer,
  member,
  search,
}: {
  customer: Customer;
  member: Member;
  search: string;
}) {
  const { db, businessId } = member;
  const found = search
    ? (
        await findCustomers(
          db,
          businessId,
          { search, show: "all", sort: "name", page: 1 },
          CHOICES_SHOWN + 1,
        )
      ).customers.filter(({ id }) => id !== customer.id)
    : await findLikelyDuplicates(db, businessId, customer);
  const shown = found.slice(0, CHOICES_SHOWN);
  return (
    <div className="max-w-2xl space-y-5">
      <search>
        <form className="flex flex-wrap items-end gap-3" action="">
          <Field label="Who is it the same as?" className="min-w-0 flex-1 basis-60">
            <Input
              type="search"
              name="q"
              defaultValue={search}
              placeholder="Name, e-mail or phone"
              autoComplete="off"
              start={<Search aria-hidden="true" />}
            />
          </Field>
          <Button type="submit">Search</Button>
        </form>
      </search>
      {shown.length > 0 && !search && (
        <h2 className="font-medium text-lg">These look like the same person</h2>
      )}
      {shown.length === 0 && (
        <p className="text-muted">
          {search
            ? "Nobody else is found by that."
            : "Nobody else has the same name or number. Search for the other record above."}
        </p>
      )}
      {shown.length > 0 && (
        <ul className="divide-y divide-line border-line border-y">
          {shown.map((one) => (
            <li key={one.id}>
              <Link
                href={`/dashboard/customers/${customer.id}/merge?with=${one.id}`}
                className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 rounded-sm py-3"
              >
                <span className="min-w-0 flex-1 basis-52">
                  <span className="block font-medium">{one.name}</span>
                  <span className="block truncate text-muted">
                    {[one.email, one.phone].filter(Boolean).join(" · ") || "No e-mail and no phone"}
                  </span>
                </span>
                <CustomerBadges customer={one} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {found.length > CHOICES_SHOWN && (
        <p className="text-muted">There are more. Type more of the name or the number.</p>
      )}
    </div>
  );
}

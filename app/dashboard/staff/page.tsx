import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DashboardPage } from "@/components/dashboard/page";
import { RowMenu } from "@/components/dashboard/services/row-menu";
import { Avatar, StaffBar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { zoneCity } from "@/lib/format";
import { managedPeople } from "@/lib/staff/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "People" };

export default async function StaffPage({ searchParams }: PageProps<"/dashboard/staff">) {
  const { db, businessId } = await requireMember("/dashboard/staff", "manager");
  const away = (await searchParams).show === "away";
  const people = await managedPeople(db, businessId);
  const shown = people.filter(({ archivedAt }) => (archivedAt !== null) === away);
  return (
    <DashboardPage>
      <PageHeader
        title="People"
        description="Who can be booked. Whoever signs in stands under Team in the settings."
        actions={
          <ButtonLink href="/dashboard/staff/new" variant="primary">
            <Plus aria-hidden="true" />
            New person
          </ButtonLink>
        }
      />
      {(away || people.some(({ archivedAt }) => archivedAt !== null)) && (
        <NavTabs
          label="People"
          items={[
            { href: "/dashboard/staff", label: "Working", current: !away },
            { href: "/dashboard/staff?show=away", label: "Put away", current: away },
          ]}
        />
      )}
      {shown.length === 0 ? (
        <EmptyState
          title={away ? "Nobody is put away" : "Nobody to book yet"}
          action={
            !away && (
              <ButtonLink href="/dashboard/staff/new" variant="primary">
                Add the first person
              </ButtonLink>
            )
          }
        >
          {away
            ? "Whoever has left stands here with their past appointments."
            : "Customers book a person's time; that may be your own."}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {shown.map(({ id, details, archivedAt, ahead }) => (
            <li key={id} className="flex items-center gap-3 py-1 ps-5 pe-2">
              <Link
                href={`/dashboard/staff/${id}`}
                className="flex min-h-16 min-w-0 flex-1 items-center gap-x-4 rounded-sm py-2"
              >
                <StaffBar staff={details.hue} className="h-10!" />
                <Avatar name={details.name} src={details.photoUrl} staff={details.hue} />
                <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1">
                  <span className="min-w-0 flex-1 basis-40">
                    <span className="block font-medium">{details.name}</span>
                    <span className="block truncate text-muted">{details.title}</span>
                  </span>
                  <span className="flex flex-wrap gap-1.5">
                    {details.services.length === 0 && (
                      <Badge tone="warn">Performs nothing yet</Badge>
                    )}
                    {details.timeZone && <Badge>{zoneCity(details.timeZone)} time</Badge>}
                    {details.userId && <Badge>Signs in</Badge>}
                  </span>
                </span>
              </Link>
              <RowMenu
                businessId={businessId}
                what="staff"
                id={id}
                name={details.name}
                archived={archivedAt !== null}
                ahead={ahead}
                order={shown.map((one) => one.id)}
              />
            </li>
          ))}
        </ul>
      )}
    </DashboardPage>
  );
}

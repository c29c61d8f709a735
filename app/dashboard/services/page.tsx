import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DashboardPage } from "@/components/dashboard/page";
import { RowMenu } from "@/components/dashboard/services/row-menu";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { formatDuration, formatMoney } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import type { Desk } from "@/lib/members/schema";
import { managedServices } from "@/lib/services/data";
import type { ManagedService } from "@/lib/services/schema";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Services" };

export default async function ServicesPage({ searchParams }: PageProps<"/dashboard/services">) {
  const { db, businessId } = await requireMember("/dashboard/services", "manager");
  const away = (await searchParams).show === "away";
  const [services, desk] = await Promise.all([
    managedServices(db, businessId),
    deskOf(db, businessId),
  ]);
  const shown = services.filter(({ archivedAt }) => (archivedAt !== null) === away);
  const groups = [...new Set(shown.map(({ details }) => details.category))];
  return (
    <DashboardPage>
      <PageHeader
        title="Services"
        description="What can be booked, in the order in which customers read it."
        actions={
          <ButtonLink href="/dashboard/services/new" variant="primary">
            <Plus aria-hidden="true" />
            New service
          </ButtonLink>
        }
      />
      {(away || services.some(({ archivedAt }) => archivedAt !== null)) && (
        <NavTabs
          label="Services"
          items={[
            { href: "/dashboard/services", label: "Offered", current: !away },
            { href: "/dashboard/services?show=away", label: "Put away", current: away },
          ]}
        />
      )}
      {shown.length === 0 && (
        <EmptyState
          title={away ? "Nothing is put away" : "Nothing to book yet"}
          action={
            !away && (
              <ButtonLink href="/dashboard/services/new" variant="primary">
                Add the first service
              </ButtonLink>
            )
          }
        >
          {away
            ? "What you put away stands here and can be put back."
            : "A name and how long it takes is enough to begin with."}
        </EmptyState>
      )}
      {groups.map((group) => {
        const rows = shown.filter(({ details }) => details.category === group);
        return (
          <section key={group} aria-label={group || "Services"}>
            {group && <h2 className="mb-1 text-muted">{group}</h2>}
            <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
              {rows.map((service) => (
                <Row
                  key={service.id}
                  businessId={businessId}
                  service={service}
                  desk={desk}
                  order={rows.map(({ id }) => id)}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </DashboardPage>
  );
}

/** Of those who perform a service. */
const MOST_NAMES = 4;

function Row({
  businessId,
  service,
  desk,
  order,
}: {
  businessId: string;
  service: ManagedService;
  desk: Desk;
  order: string[];
}) {
  const { details } = service;
  const people = desk.people.filter(({ id }) => details.staff.some((one) => one.id === id));
  return (
    <li className="flex items-center gap-3 py-1 ps-5 pe-2">
      <Link
        href={`/dashboard/services/${service.id}`}
        className="grid min-h-14 min-w-0 flex-1 content-center gap-x-6 gap-y-0.5 rounded-sm py-2 md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,2fr)]"
      >
        <span className="font-medium">{details.name}</span>
        <span className="tabular text-muted">
          {formatDuration(details.durationMin, desk.locale)}
          {details.priceMinor !== null &&
            `, ${formatMoney(details.priceMinor, desk.currency, desk.locale)}`}
        </span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {people.length === 0 ? (
            <Badge tone="warn">Nobody performs it</Badge>
          ) : (
            <span className="text-muted">{nameSome(people.map(({ name }) => name))}</span>
          )}
          {details.confirmation === "approval" && <Badge>You approve</Badge>}
          {details.confirmation === "email" && <Badge>Confirmed by e-mail</Badge>}
          {service.capacity > 1 && <Badge>{service.capacity} seats</Badge>}
        </span>
      </Link>
      <RowMenu
        businessId={businessId}
        what="services"
        id={service.id}
        name={details.name}
        archived={service.archivedAt !== null}
        ahead={service.ahead}
        order={order}
      />
    </li>
  );
}

/** Names as far as they fit into a row. */
function nameSome(names: string[]): string {
  const shown = names.length > MOST_NAMES ? names.slice(0, MOST_NAMES - 1) : names;
  const rest = names.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

import { ExternalLink } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { DashboardPage } from "@/components/dashboard/page";
import { ServiceEditor } from "@/components/dashboard/services/service-editor";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/states";
import { TextLink } from "@/components/ui/text-link";
import { desk as deskOf } from "@/lib/members/data";
import { businessSettings } from "@/lib/members/settings";
import { managedService } from "@/lib/services/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Service" };

export default async function ServicePage({ params }: PageProps<"/dashboard/services/[id]">) {
  const { id } = await params;
  const { db, businessId } = await requireMember(
    `/dashboard/services/${encodeURIComponent(id)}`,
    "manager",
  );
  if (!z.uuid().safeParse(id).success) notFound();
  const [service, desk, settings] = await Promise.all([
    managedService(db, businessId, id),
    deskOf(db, businessId),
    businessSettings(db, businessId),
  ]);
  if (!service) notFound();
  const { details } = service;
  return (
    <DashboardPage>
      <PageHeader
        title={details.name}
        back={{ href: "/dashboard/services", label: "Services" }}
        actions={
          service.archivedAt === null && (
            <ButtonLink href={`/${desk.slug}/${details.slug}`}>
              <ExternalLink aria-hidden="true" />
              See it as customers do
            </ButtonLink>
          )
        }
      />
      {service.archivedAt !== null && (
        <Notice title="Put away">
          Nobody can book it as long as it is put away. In the list of what is put away you can put
          it back.
        </Notice>
      )}
      <p className="text-muted">
        {service.capacity > 1 ? `${service.capacity} seats. ` : ""}
        {service.resources.length > 0 ? `Needs ${service.resources.join(", ")}. ` : ""}
        Buffers, notice, limits, seats and rooms stand in its{" "}
        <TextLink href={`/dashboard/availability/rules?service=${details.slug}`}>
          booking rules
        </TextLink>
        .
      </p>
      <ServiceEditor
        key={service.id}
        businessId={businessId}
        desk={desk}
        service={service}
        first={service.details}
        cutoffs={settings.values}
      />
    </DashboardPage>
  );
}

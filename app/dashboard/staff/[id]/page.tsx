import { Clock } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { DashboardPage } from "@/components/dashboard/page";
import { StaffEditor } from "@/components/dashboard/staff/staff-editor";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/states";
import { desk as deskOf } from "@/lib/members/data";
import { zones } from "@/lib/members/places";
import { teammates } from "@/lib/members/team";
import { managedPeople } from "@/lib/staff/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Person" };

export default async function StaffMemberPage({ params }: PageProps<"/dashboard/staff/[id]">) {
  const { id } = await params;
  const { db, businessId } = await requireMember(
    `/dashboard/staff/${encodeURIComponent(id)}`,
    "manager",
  );
  if (!z.uuid().safeParse(id).success) notFound();
  const [[person], desk, team] = await Promise.all([
    managedPeople(db, businessId, id),
    deskOf(db, businessId),
    teammates(db, businessId),
  ]);
  if (!person) notFound();
  return (
    <DashboardPage>
      <PageHeader
        title={person.details.name}
        back={{ href: "/dashboard/staff", label: "People" }}
        actions={
          person.archivedAt === null && (
            <ButtonLink href={`/dashboard/availability?who=${person.details.slug}`}>
              <Clock aria-hidden="true" />
              Hours
            </ButtonLink>
          )
        }
      />
      {person.archivedAt !== null && (
        <Notice title="Put away">
          Nobody can book them as long as they are put away. In the list you can put them back.
        </Notice>
      )}
      <StaffEditor
        key={person.id}
        businessId={businessId}
        desk={desk}
        person={person}
        first={person.details}
        team={team}
        zones={zones("en-GB", Date.now())}
      />
    </DashboardPage>
  );
}

import type { Metadata } from "next";
import { DashboardPage } from "@/components/dashboard/page";
import { StaffEditor } from "@/components/dashboard/staff/staff-editor";
import { PageHeader } from "@/components/ui/page-header";
import { desk as deskOf } from "@/lib/members/data";
import { zones } from "@/lib/members/places";
import { teammates } from "@/lib/members/team";
import { newPerson } from "@/lib/staff/rules";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "New person" };

export default async function NewStaffPage() {
  const { db, businessId } = await requireMember("/dashboard/staff/new", "manager");
  const [desk, team] = await Promise.all([deskOf(db, businessId), teammates(db, businessId)]);
  return (
    <DashboardPage>
      <PageHeader title="New person" back={{ href: "/dashboard/staff", label: "People" }} />
      <StaffEditor
        businessId={businessId}
        desk={desk}
        person={null}
        first={newPerson(
          desk.people.filter(({ archived }) => !archived).map(({ hue }) => hue),
          desk.services.filter(({ archived }) => !archived).map(({ id }) => id),
        )}
        team={team}
        zones={zones("en-GB", Date.now())}
      />
    </DashboardPage>
  );
}

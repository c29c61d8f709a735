import type { Metadata } from "next";
import { DashboardPage } from "@/components/dashboard/page";
import { InviteForm } from "@/components/dashboard/settings/invite-form";
import { OpenInvitations } from "@/components/dashboard/settings/open-invitations";
import { SettingsTabs } from "@/components/dashboard/settings/settings-tabs";
import { TeamList } from "@/components/dashboard/settings/team-list";
import { PageHeader } from "@/components/ui/page-header";
import { desk as deskOf } from "@/lib/members/data";
import { openInvitations, teammates } from "@/lib/members/team";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPage() {
  const { db, businessId, membership, person } = await requireMember(
    "/dashboard/settings/team",
    "manager",
  );
  const owns = membership.role === "owner";
  const [team, invitations, desk] = await Promise.all([
    teammates(db, businessId),
    owns ? openInvitations(db, businessId) : [],
    deskOf(db, businessId),
  ]);
  return (
    <DashboardPage>
      <PageHeader title="Settings" description="Who signs in, and what they may do." />
      <SettingsTabs here="team" />
      <div className="max-w-3xl space-y-8">
        <TeamList businessId={businessId} team={team} me={person.id} owns={owns} />
        {owns && (
          <>
            <OpenInvitations
              businessId={businessId}
              invitations={invitations}
              timeZone={desk.timeZone}
              locale={desk.locale}
            />
            <InviteForm
              businessId={businessId}
              people={desk.people.filter(({ archived, userId }) => !archived && !userId)}
            />
          </>
        )}
      </div>
    </DashboardPage>
  );
}

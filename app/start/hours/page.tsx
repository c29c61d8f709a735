import type { Metadata } from "next";
import { HoursStep } from "@/components/dashboard/start/hours-step";
import { StartPage } from "@/components/dashboard/start/start-page";
import { businessManners, teamSchedules } from "@/lib/availability/editor-data";
import { zoneLabel } from "@/lib/format";
import { localDateOf } from "@/lib/scheduling";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Opening hours", robots: { index: false } };

export default async function StartHoursPage() {
  const { db, businessId, membership } = await requireMember("/start/hours", "manager");
  const now = Date.now();
  const since = localDateOf(membership.timeZone, now);
  const [team, manners] = await Promise.all([
    teamSchedules(db, businessId, since),
    businessManners(db, businessId),
  ]);
  return (
    <StartPage
      title="When are you open?"
      step={membership.startStep ? 2 : undefined}
      lead="A rough week is enough to begin with. Lunch, holidays and each person's own hours come later."
    >
      <HoursStep
        key={businessId}
        businessId={businessId}
        loaded={team.business}
        since={since}
        weekStartsOn={manners.weekStartsOn}
        locale={manners.locale}
        opening={membership.role === "owner" && membership.startStep !== null}
        zoneText={zoneLabel(membership.timeZone, now, manners.locale)}
      />
    </StartPage>
  );
}

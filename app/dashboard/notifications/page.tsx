import type { Metadata } from "next";
import { MemberPreferencesForm } from "@/components/dashboard/messages/member-preferences-form";
import { NoticeList } from "@/components/dashboard/messages/notice-list";
import { ReadAll } from "@/components/dashboard/messages/read-all";
import { DashboardPage } from "@/components/dashboard/page";
import { LiveRefresh } from "@/components/dashboard/use-live";
import { PushSwitch } from "@/components/notifications/push-switch";
import { Panel } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { env } from "@/lib/env";
import { zoneTime } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import { memberPreferences } from "@/lib/notifications/data";
import { noticesOf } from "@/lib/notifications/notices";
import { staffPushWords } from "@/lib/notifications/push-words";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const { db, businessId, person, membership } = await requireMember("/dashboard/notifications");
  const [desk, { unread, notices }, stored] = await Promise.all([
    deskOf(db, businessId),
    noticesOf(person.id, businessId, { limit: 100 }),
    memberPreferences(businessId, person.id),
  ]);
  return (
    <DashboardPage>
      <LiveRefresh businessId={businessId} />
      <PageHeader
        title="Notifications"
        description="What happened to appointments while you were looking elsewhere."
        actions={unread > 0 && <ReadAll businessId={businessId} />}
      />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <section aria-label="Notices" className="min-w-0">
          {notices.length === 0 ? (
            <EmptyState title="Nothing yet">
              New, moved and cancelled appointments will be told here.
            </EmptyState>
          ) : (
            <NoticeList
              businessId={businessId}
              notices={notices}
              timeZone={desk.timeZone}
              locale={desk.locale}
              now={Date.now()}
            />
          )}
        </section>
        <div className="space-y-6">
          <Panel
            title="This browser"
            description="A knock when something changes, even with Daybook closed."
          >
            <PushSwitch publicKey={env().VAPID_PUBLIC_KEY ?? null} say={staffPushWords} />
          </Panel>
          <Panel title="What you hear">
            <MemberPreferencesForm
              businessId={businessId}
              manages={membership.role !== "staff"}
              stored={stored}
              zone={zoneTime(desk.timeZone, desk.locale)}
            />
          </Panel>
        </div>
      </div>
    </DashboardPage>
  );
}

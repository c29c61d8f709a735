import type { Metadata } from "next";
import { headers } from "next/headers";
import { QueryProvider } from "@/components/dashboard/query-provider";
import { Shell } from "@/components/dashboard/shell";
import { EVERYWHERE, Speak } from "@/components/i18n/speak";
import { countRequests } from "@/lib/appointments/data";
import { countConflicts } from "@/lib/calendars/data";
import { noticesOf } from "@/lib/notifications/notices";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = {
  title: { default: "Dashboard", template: "%s · Daybook" },
  robots: { index: false },
};

export default async function DashboardLayout({ children }: LayoutProps<"/dashboard">) {
  const path = (await headers()).get("x-pathname") ?? "/dashboard";
  const member = await requireMember(path);
  const [requests, conflicts, { unread }] = await Promise.all([
    countRequests(member.db, member.businessId),
    countConflicts(member.db, member.businessId),
    noticesOf(member.person.id, member.businessId, { limit: 1 }),
  ]);
  return (
    <Speak words={EVERYWHERE}>
      <Shell
        person={member.person}
        membership={member.membership}
        memberships={member.memberships}
        waiting={requests + conflicts}
        unread={unread}
        locale={member.membership.locale}
      >
        <QueryProvider>{children}</QueryProvider>
      </Shell>
    </Speak>
  );
}

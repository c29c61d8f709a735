import type { Metadata } from "next";
import { headers } from "next/headers";
import { DashboardPage } from "@/components/dashboard/page";
import { LiveRefresh } from "@/components/dashboard/use-live";
import { type QueueGroup, WaitlistQueue } from "@/components/dashboard/waitlist/queue";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { formatDayTime } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import { requireMember } from "@/lib/supabase/session";
import { queueOf } from "@/lib/waitlist/data";
import type { Entry } from "@/lib/waitlist/schema";
import { wantsLines } from "@/lib/waitlist/words";

export const metadata: Metadata = { title: "Waiting list" };

/** Who waits for what, in the order in which they came. */
export default async function WaitlistPage() {
  const path = (await headers()).get("x-pathname") ?? "/dashboard/waitlist";
  const { db, businessId, membership } = await requireMember(path);
  const [desk, queue] = await Promise.all([deskOf(db, businessId), queueOf(businessId)]);
  const zone = membership.timeZone;
  return (
    <DashboardPage>
      <LiveRefresh businessId={businessId} />
      <PageHeader
        title="Waiting list"
        description="What comes free is offered by itself, in the order in which people asked."
      />
      {queue.length === 0 ? (
        <EmptyState
          title="Nobody is waiting"
          action={<ButtonLink href={`/${membership.slug}`}>See your public page</ButtonLink>}
        >
          When a day or a class is full, customers can join the waiting list from its page. They
          show up here.
        </EmptyState>
      ) : (
        <WaitlistQueue
          businessId={businessId}
          groups={groupsOf(queue, zone, desk.locale)}
          zone={zone}
          locale={desk.locale}
        />
      )}
    </DashboardPage>
  );
}

function groupsOf(queue: Entry[], zone: string, locale: string): QueueGroup[] {
  const groups = new Map<string, QueueGroup>();
  for (const entry of queue) {
    const group = groups.get(entry.service.id) ?? { service: entry.service.name, rows: [] };
    groups.set(entry.service.id, group);
    const { offer, party, staff } = entry;
    group.rows.push({
      id: entry.id,
      number: group.rows.length + 1,
      name: entry.customer.name,
      email: entry.customer.email,
      phone: entry.customer.phone,
      wish: [
        ...wantsLines(entry, locale),
        ...(party > 1 ? [`${party} people`] : []),
        ...(staff ? [`with ${staff.name}`] : []),
      ],
      since: formatDayTime(entry.createdAt, zone, locale),
      offer: offer && {
        when: formatDayTime(offer.start, zone, locale),
        until: formatDayTime(offer.deadline, zone, locale),
      },
      passed: entry.offersPassed,
    });
  }
  return [...groups.values()];
}

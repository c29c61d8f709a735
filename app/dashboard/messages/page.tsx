import { Search } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { Pages } from "@/components/dashboard/customers/pages";
import { HealthLine } from "@/components/dashboard/messages/health-line";
import { HistoryFilterBar } from "@/components/dashboard/messages/history-filter";
import { MessageList } from "@/components/dashboard/messages/message-list";
import { MessagesTabs } from "@/components/dashboard/messages/messages-tabs";
import { DashboardPage } from "@/components/dashboard/page";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { zoneTime } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import { messageHealth, messageHistory, PAGE_SIZE } from "@/lib/notifications/data";
import { readHistoryFilter, writeHistoryFilter } from "@/lib/notifications/history";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Messages" };

export default async function MessagesPage({ searchParams }: PageProps<"/dashboard/messages">) {
  const path = (await headers()).get("x-pathname") ?? "/dashboard/messages";
  const { db, businessId } = await requireMember(path, "manager");
  const params = await searchParams;
  const filter = readHistoryFilter((name) => {
    const value = params[name];
    return typeof value === "string" ? value : null;
  });
  const [desk, health, { messages, total }] = await Promise.all([
    deskOf(db, businessId),
    messageHealth(businessId),
    messageHistory(businessId, filter),
  ]);
  const now = Date.now();
  const narrowed = writeHistoryFilter({ ...filter, page: 1 }) !== "";
  return (
    <DashboardPage>
      <PageHeader
        title="Messages"
        description={`What Daybook writes for you, and whether it arrives. Times are ${zoneTime(desk.timeZone, desk.locale)}.`}
      />
      <MessagesTabs current="sent" />
      <HealthLine health={health} now={now} locale={desk.locale} />
      <HistoryFilterBar filter={filter} />
      {messages.length > 0 ? (
        <>
          <MessageList
            messages={messages}
            timeZone={desk.timeZone}
            locale={desk.locale}
            now={now}
          />
          <Pages
            label="Pages of messages"
            page={filter.page}
            pageSize={PAGE_SIZE}
            total={total}
            locale={desk.locale}
            to={(page) => `/dashboard/messages${writeHistoryFilter({ ...filter, page })}`}
          />
        </>
      ) : narrowed || filter.page > 1 ? (
        <EmptyState
          icon={<Search aria-hidden="true" />}
          title={filter.state === "failed" ? "Nothing has failed" : "No such message"}
          action={<ButtonLink href="/dashboard/messages">Show all messages</ButtonLink>}
        >
          A part of a name, of an address or of a number is enough to find one.
        </EmptyState>
      ) : (
        <EmptyState
          title="No messages yet"
          action={<ButtonLink href="/dashboard/messages/reminders">See the reminders</ButtonLink>}
        >
          With the first booking, everything that is sent will stand here, as it was sent.
        </EmptyState>
      )}
    </DashboardPage>
  );
}

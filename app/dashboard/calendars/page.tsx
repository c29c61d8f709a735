import { ChevronRight, Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { BusinessFeeds } from "@/components/dashboard/calendars/business-feeds";
import { CalendarRows } from "@/components/dashboard/calendars/calendar-rows";
import { conflictRow } from "@/components/dashboard/calendars/conflict-words";
import { ConflictsPanel } from "@/components/dashboard/calendars/conflicts-panel";
import { ConnectPanel } from "@/components/dashboard/calendars/connect-panel";
import { PolicyForm } from "@/components/dashboard/calendars/policy-form";
import { DashboardPage } from "@/components/dashboard/page";
import { LiveRefresh } from "@/components/dashboard/use-live";
import { Speak } from "@/components/i18n/speak";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { Card, Panel } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/states";
import { myStaffIds } from "@/lib/appointments/mine";
import { calendarPolicy, conflictsFor, connectionsOf } from "@/lib/calendars/data";
import { feedsOf } from "@/lib/calendars/feeds";
import { offeredSignIns } from "@/lib/calendars/oauth";
import { providerNames, reasonOf } from "@/lib/calendars/words";
import { formatAgo } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import { mayActOn } from "@/lib/members/rules";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Other calendars" };

/** The calendars that people have elsewhere: what of them blocks, what gets the bookings, and what is to be decided. */
export default async function CalendarsPage({
  searchParams,
}: {
  searchParams: Promise<{ refused?: string | string[] }>;
}) {
  const member = await requireMember("/dashboard/calendars");
  const { db, businessId, membership } = member;
  const manages = membership.role !== "staff";
  const [desk, all, conflicts, feeds, policy, mine, { refused }] = await Promise.all([
    deskOf(db, businessId),
    connectionsOf(db, businessId),
    conflictsFor(member),
    feedsOf({ businessId }),
    calendarPolicy(db, businessId),
    myStaffIds(member),
    searchParams,
  ]);
  const connections = all.filter(({ leaving }) => !leaving);
  const leaving = all.filter((one) => one.leaving);
  const now = Date.now();
  const zone = membership.timeZone;
  const people = desk.people.filter(
    ({ id, archived }) => !archived && mayActOn(membership.role, mine, id),
  );
  const ago = (at: string | null) =>
    at === null ? "Nobody has read it yet" : `Last read ${formatAgo(at, now, desk.locale)}`;
  const feedRow = (key: string, name: string) => {
    const feed = feeds.find(({ staffId }) => (staffId ?? "") === key);
    return {
      key,
      name,
      feed: feed ? { id: feed.id, url: feed.url, read: ago(feed.lastReadAt) } : null,
    };
  };

  return (
    <DashboardPage>
      <LiveRefresh businessId={businessId} />
      <PageHeader
        title="Other calendars"
        description="What you have elsewhere blocks your free times here; what is booked here shows up there."
      />
      {typeof refused === "string" && (
        <Notice tone="danger" live title="Not connected">
          {reasonOf(refused)}
        </Notice>
      )}
      {conflicts.length > 0 && (
        <ConflictsPanel
          businessId={businessId}
          rows={conflicts.map((one) => conflictRow(one, desk, zone))}
          zone={zone}
          locale={desk.locale}
        />
      )}
      {connections.map((connection) => {
        const person = desk.people.find(({ id }) => id === connection.staffId);
        return (
          <Card key={connection.id} flush>
            <Link
              href={`/dashboard/calendars/${connection.id}`}
              className="flex min-h-14 items-center gap-4 px-5 py-4 hover:bg-sunken focus-visible:-outline-offset-2 sm:px-6"
            >
              {person && <Avatar name={person.name} staff={person.hue} size="sm" />}
              <span className="min-w-0 flex-1">
                <span className="block font-medium [overflow-wrap:anywhere]">
                  {connection.account}
                </span>
                <span className="block text-muted text-sm">
                  {providerNames[connection.provider]}
                  {person ? ` of ${person.name}` : ""}
                  {connection.lastSuccessAt &&
                    `, in step ${formatAgo(connection.lastSuccessAt, now, desk.locale)}`}
                </span>
                {connection.errorCode && (
                  <span className="mt-1 block text-danger text-sm">
                    {reasonOf(connection.errorCode)}
                  </span>
                )}
              </span>
              {connection.status === "expired" ? (
                <Badge tone="danger">Connect again</Badge>
              ) : connection.failures > 0 ? (
                <Badge tone="warn">Waiting</Badge>
              ) : null}
              <ChevronRight
                aria-hidden="true"
                className="size-5 shrink-0 text-muted rtl:rotate-180"
              />
            </Link>
            <div className="border-line border-t">
              <CalendarRows
                key={connection.calendars.map(({ id }) => id).join()}
                calendars={connection.calendars}
              />
            </div>
          </Card>
        );
      })}
      {leaving.length > 0 && (
        <Notice tone="info" title="Being disconnected">
          {leaving.map(({ account }) => account).join(", ")}: nothing there counts any more. What is
          left to do over there is done as soon as it answers, within a day.
        </Notice>
      )}
      {people.length > 0 && (
        <Panel
          title="Connect a calendar"
          description="Private things in it stay private: Daybook keeps only when somebody is busy."
        >
          <ConnectPanel
            businessId={businessId}
            people={people.map(({ id, name }) => ({ id, name }))}
            signIns={offeredSignIns()}
          />
        </Panel>
      )}
      <Panel
        title="Daybook in your calendar"
        description="Secret addresses to subscribe to, for calendars that need not write back. Whoever has an address can read the bookings, so keep it to yourself."
        flush
      >
        <Speak words={["feeds"]}>
          <BusinessFeeds
            businessId={businessId}
            rows={[
              ...(manages ? [feedRow("", `${membership.name}, everyone`)] : []),
              ...people.map(({ id, name }) => feedRow(id, name)),
            ]}
          />
        </Speak>
        {manages && (
          <div className="border-line border-t px-5 py-4 sm:px-6">
            <a
              href={`/api/calendars/export?business=${businessId}`}
              download
              className={buttonClass({ variant: "secondary" })}
            >
              <Download aria-hidden="true" />
              Everything as one file
            </a>
          </div>
        )}
      </Panel>
      {manages && connections.length > 0 && (
        <Panel title="Changes made elsewhere">
          <PolicyForm businessId={businessId} policy={policy} />
        </Panel>
      )}
    </DashboardPage>
  );
}

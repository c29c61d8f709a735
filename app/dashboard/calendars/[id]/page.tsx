import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { CalendarRows } from "@/components/dashboard/calendars/calendar-rows";
import { ConnectionActions } from "@/components/dashboard/calendars/connection-actions";
import { Reconnect } from "@/components/dashboard/calendars/reconnect";
import { DashboardPage } from "@/components/dashboard/page";
import { LiveRefresh } from "@/components/dashboard/use-live";
import { buttonClass } from "@/components/ui/button";
import { Panel } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/states";
import { connectionsOf, logOf } from "@/lib/calendars/data";
import { logLine, providerNames, reasonOf } from "@/lib/calendars/words";
import { formatAgo, formatDayTime, zoneTime } from "@/lib/format";
import { desk as deskOf } from "@/lib/members/data";
import { requireMember } from "@/lib/supabase/session";

export const metadata: Metadata = { title: "Connected account" };

/** One connected account: whether it is in step, what came and went, and what can be done about it. */
export default async function ConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const member = await requireMember(`/dashboard/calendars/${id}`);
  const { db, businessId, membership } = member;
  const connection = (await connectionsOf(db, businessId)).find((one) => one.id === id);
  if (!connection || connection.leaving) notFound();
  const [desk, log] = await Promise.all([deskOf(db, businessId), logOf(db, id)]);
  const now = Date.now();
  const zone = membership.timeZone;
  const owner = desk.people.find((one) => one.id === connection.staffId)?.name ?? "";
  const oauth = connection.provider === "google" || connection.provider === "microsoft";
  const due = Date.parse(connection.nextSyncAt);

  return (
    <DashboardPage className="max-w-4xl">
      <LiveRefresh businessId={businessId} />
      <PageHeader
        title={connection.account}
        description={`${providerNames[connection.provider]} of ${owner}`}
        back={{ href: "/dashboard/calendars", label: "Other calendars" }}
      />
      {connection.errorCode && (
        <Notice
          tone={connection.status === "expired" ? "danger" : "warn"}
          title={
            connection.status === "expired" ? "Not connected any more" : "Not in step at the moment"
          }
          action={
            connection.status !== "expired" ? undefined : oauth ? (
              <a
                href={`/api/calendars/${connection.provider}/start?business=${businessId}&staff=${connection.staffId}&again=${connection.id}`}
                className={buttonClass()}
              >
                Connect again
              </a>
            ) : (
              <Reconnect id={connection.id} provider={connection.provider} />
            )
          }
        >
          {reasonOf(connection.errorCode)}
        </Notice>
      )}
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <div>
          <dt className="text-muted text-sm">Last in step</dt>
          <dd className="first-letter:uppercase">
            {connection.lastSuccessAt
              ? formatAgo(connection.lastSuccessAt, now, desk.locale)
              : "Not yet"}
          </dd>
        </div>
        {connection.status === "active" && (
          <div>
            <dt className="text-muted text-sm">Next look</dt>
            <dd>{due <= now ? "Now" : formatDayTime(connection.nextSyncAt, zone, desk.locale)}</dd>
          </div>
        )}
      </dl>
      <ConnectionActions
        id={connection.id}
        provider={connection.provider}
        active={connection.status === "active"}
      />
      <Panel title="Its calendars" flush>
        <CalendarRows calendars={connection.calendars} />
      </Panel>
      <Panel
        title="What came and went"
        description={`The last hundred lines, kept for thirty days. Times are ${zoneTime(zone, desk.locale)}.`}
        flush
      >
        {log.length === 0 ? (
          <p className="px-5 py-4 text-muted sm:px-6">Nothing yet.</p>
        ) : (
          <ol className="divide-y divide-line">
            {log.map((entry) => (
              <li
                key={entry.id}
                className="grid gap-x-6 px-5 py-3 sm:grid-cols-[9rem_minmax(0,1fr)] sm:px-6"
              >
                <time dateTime={entry.at} className="text-muted text-sm sm:pt-0.5">
                  {formatDayTime(entry.at, zone, desk.locale)}
                </time>
                <span className="[overflow-wrap:anywhere]">
                  {logLine(entry.kind, entry.facts)}
                  {entry.booking && (
                    <>
                      {". "}
                      <Link
                        href={`/dashboard/bookings/${entry.booking.id}`}
                        prefetch={false}
                        className="prose-link inline-block py-2.5 sm:py-0"
                      >
                        {entry.booking.name || "Open it"}
                      </Link>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Panel>
    </DashboardPage>
  );
}

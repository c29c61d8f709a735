import { ReadAll } from "@/components/dashboard/messages/read-all";
import { cn } from "@/components/ui/cn";
import { formatAgo, formatDayTime, zoneTime } from "@/lib/format";
import { customerNotice, type Notices } from "@/lib/notifications/notice-words";

/** What happened to a customer's appointments, latest first. @param now epoch milliseconds */
export function CustomerNotices({
  told,
  locale,
  now,
}: {
  told: Notices;
  locale: string;
  now: number;
}) {
  if (told.notices.length === 0) return null;
  return (
    <section aria-labelledby="news" className="mt-10 space-y-3">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-3">
        <h2 id="news" className="font-medium text-lg">
          News{told.unread > 0 && `, ${told.unread} unread`}
        </h2>
        {told.unread > 0 && <ReadAll businessId={null} />}
      </div>
      <ul className="divide-y divide-line border-line border-y">
        {told.notices.map((notice) => {
          const zone = notice.zone ?? notice.business.timeZone;
          return (
            <li key={notice.id} className={cn("py-3", notice.read && "text-muted")}>
              {!notice.read && <span className="sr-only">New: </span>}
              <span className={cn("block", !notice.read && "font-medium")} dir="auto">
                {customerNotice(notice)}
              </span>
              <span className="block text-muted text-sm">
                {notice.data.start &&
                  `${formatDayTime(notice.data.start, zone, locale)}, ${zoneTime(zone, locale)} · `}
                {formatAgo(notice.at, now, locale)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

"use client";

import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { formatAgo, formatDayTime } from "@/lib/format";
import { type Notice, staffNotice } from "@/lib/notifications/notice-words";

/** Notices, latest first; each leads to its booking. @param now epoch milliseconds */
export function NoticeList({
  notices,
  timeZone,
  locale,
  now,
  onFollow,
}: {
  notices: Notice[];
  timeZone: string;
  locale: string;
  now: number;
  onFollow?: (notice: Notice) => void;
}) {
  return (
    <ul className="divide-y divide-line">
      {notices.map((notice) => (
        <li key={notice.id}>
          <Link
            href={`/dashboard/bookings?booking=${notice.bookingId}`}
            onClick={() => onFollow?.(notice)}
            className={cn(
              "flex min-h-14 items-start gap-3 px-1 py-3 transition-colors hover:bg-accent-soft focus-visible:-outline-offset-2",
              notice.read && "text-muted",
            )}
          >
            <span
              aria-hidden="true"
              className={cn(
                "mt-2 size-2 shrink-0 rounded-full",
                notice.read ? "bg-transparent" : "bg-ribbon",
              )}
            />
            <span className="min-w-0">
              {!notice.read && <span className="sr-only">New: </span>}
              <span className={cn("block", !notice.read && "font-medium")} dir="auto">
                {staffNotice(notice)}
              </span>
              <span className="block text-muted text-sm">
                {notice.data.start && `${formatDayTime(notice.data.start, timeZone, locale)} · `}
                {formatAgo(notice.at, now, locale)}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

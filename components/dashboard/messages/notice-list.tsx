"use client";

import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { dayWord, formatDayTime, formatLocalDay, formatTime, localDate } from "@/lib/format";
import { readNoticesAction } from "@/lib/notifications/notice-actions";
import { groupNotices, type NoticeThing } from "@/lib/notifications/notice-groups";
import { type Notice, noticePath, staffNotice } from "@/lib/notifications/notice-words";

/**
 * Notices by day and by what they are about, latest first; each leads to its booking, and is read by being followed.
 * @param now epoch milliseconds
 */
export function NoticeList({
  businessId,
  notices,
  timeZone,
  locale,
  now,
  onFollow,
}: {
  businessId: string;
  notices: Notice[];
  timeZone: string;
  locale: string;
  now: number;
  onFollow?: () => void;
}) {
  const today = localDate(now, timeZone);
  return (
    <div className="space-y-5">
      {groupNotices(notices, timeZone).map(({ date, things }) => (
        <section key={date} aria-label={dayLabel(date, today, locale)}>
          <p className="font-medium text-muted text-sm" aria-hidden="true">
            {dayLabel(date, today, locale)}
          </p>
          <ul className="divide-y divide-line">
            {things.map((thing) => (
              <li key={thing.key}>
                <Thing
                  thing={thing}
                  timeZone={timeZone}
                  locale={locale}
                  onFollow={() => {
                    onFollow?.();
                    if (thing.unread.length > 0) {
                      void readNoticesAction({ businessId, ids: thing.unread }).catch(
                        () => undefined,
                      );
                    }
                  }}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Thing({
  thing: { latest, earlier, unread },
  timeZone,
  locale,
  onFollow,
}: {
  thing: NoticeThing;
  timeZone: string;
  locale: string;
  onFollow: () => void;
}) {
  const fresh = unread.length > 0;
  return (
    <Link
      href={noticePath(latest)}
      prefetch={false}
      onClick={onFollow}
      className={cn(
        "flex min-h-14 items-start gap-3 rounded-sm px-1 py-3 transition-colors hover:bg-accent-soft focus-visible:-outline-offset-2",
        !fresh && "text-muted",
      )}
    >
      <span
        aria-hidden="true"
        className={cn("mt-2 size-2 shrink-0 rounded-full", fresh ? "bg-ribbon" : "bg-transparent")}
      />
      <span className="min-w-0 flex-1">
        {fresh && <span className="sr-only">New: </span>}
        <span className={cn("block", fresh && "font-medium")} dir="auto">
          {staffNotice(latest)}
        </span>
        <span className="block text-muted text-sm">
          {latest.data.start && `${formatDayTime(latest.data.start, timeZone, locale)} · `}
          told at {formatTime(latest.at, timeZone, locale)}
        </span>
        {earlier.map((one) => (
          <span key={one.id} className="block text-muted text-sm" dir="auto">
            Before that: {staffNotice(one)}
          </span>
        ))}
      </span>
    </Link>
  );
}

function dayLabel(date: string, today: string, locale: string): string {
  const word = dayWord(date, today, locale) ?? formatLocalDay(date, locale);
  const [first = "", ...rest] = Array.from(word);
  return first.toLocaleUpperCase(locale) + rest.join("");
}

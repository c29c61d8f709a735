"use client";

import { Bell as BellIcon } from "lucide-react";
import Link from "next/link";
import { useCallback, useEffect, useState } from "react";
import { fetchJson } from "@/components/dashboard/fetch-json";
import { useLive } from "@/components/dashboard/use-live";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { readNoticesAction } from "@/lib/notifications/notice-actions";
import type { Notices } from "@/lib/notifications/notice-words";
import { NoticeList } from "./notice-list";

/**
 * The bell in the rail: how many notices are unread, live, and the latest few.
 * @param unread as the page was rendered
 */
export function Bell({
  businessId,
  unread,
  timeZone,
  locale,
}: {
  businessId: string;
  unread: number;
  timeZone: string;
  locale: string;
}) {
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState<Notices>({ unread, notices: [] });
  useEffect(() => setTold((now) => ({ ...now, unread })), [unread]);

  const look = useCallback(async () => {
    try {
      setTold(await fetchJson<Notices>(`/api/notices?business=${encodeURIComponent(businessId)}`));
    } catch {
      // The number stays as it was; the next change asks again.
    }
  }, [businessId]);
  useLive(businessId, look, "notices");

  async function readAll() {
    setTold((now) => ({ unread: 0, notices: now.notices.map((one) => ({ ...one, read: true })) }));
    await readNoticesAction({ businessId, ids: null }).catch(() => undefined);
  }

  return (
    <Popover
      label="Notifications"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) void look();
      }}
      className="w-96"
      trigger={
        <button
          type="button"
          className="flex min-h-11 w-full items-center gap-3 rounded-md px-3 text-muted transition-colors hover:text-ink"
        >
          <BellIcon aria-hidden="true" className="size-5" />
          Notifications
          <Unread count={told.unread} />
        </button>
      }
    >
      {told.notices.length === 0 ? (
        <p className="py-2 text-muted">
          Nothing yet. New, moved and cancelled appointments are told here.
        </p>
      ) : (
        <NoticeList
          businessId={businessId}
          notices={told.notices}
          timeZone={timeZone}
          locale={locale}
          now={Date.now()}
          onFollow={() => setOpen(false)}
        />
      )}
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2 border-line border-t pt-3">
        <Link
          href="/dashboard/notifications"
          className="prose-link inline-flex min-h-11 items-center"
          onClick={() => setOpen(false)}
        >
          All notifications
        </Link>
        {told.unread > 0 && (
          <Button size="sm" onClick={readAll}>
            Mark all as read
          </Button>
        )}
      </div>
    </Popover>
  );
}

function Unread({ count }: { count: number }) {
  return (
    <span aria-live="polite" className="ms-auto">
      {count > 0 && (
        <span className="tabular rounded-full bg-accent-soft px-2 text-accent-ink text-sm">
          {count > 99 ? "99+" : count}
          <span className="sr-only"> unread</span>
        </span>
      )}
    </span>
  );
}

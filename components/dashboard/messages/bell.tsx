"use client";

import { Bell as BellIcon } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { NoticeList } from "./notice-list";
import { useNoticesTold } from "./notices-told";
import { Unread } from "./unread";

/** The bell in the rail: how many notices are unread, live, and the latest few. */
export function Bell({
  businessId,
  timeZone,
  locale,
}: {
  businessId: string;
  timeZone: string;
  locale: string;
}) {
  const [open, setOpen] = useState(false);
  const told = useNoticesTold();

  return (
    <Popover
      label="Notifications"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) void told.look();
      }}
      className="w-96"
      trigger={
        <button
          type="button"
          className="flex min-h-11 w-full items-center gap-3 rounded-md px-3 text-muted transition-colors hover:text-ink"
        >
          <BellIcon aria-hidden="true" className="size-5" />
          Notifications
          <Unread />
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
          <Button size="sm" onClick={told.readAll}>
            Mark all as read
          </Button>
        )}
      </div>
    </Popover>
  );
}

"use client";

import { useNoticesTold } from "./notices-told";

/** How many notices are unread, live; nothing while there are none. */
export function Unread() {
  const { unread } = useNoticesTold();
  return (
    <span aria-live="polite" className="ms-auto">
      {unread > 0 && (
        <span className="tabular rounded-full bg-accent-soft px-2 text-accent-ink text-sm">
          {unread > 99 ? "99+" : unread}
          <span className="sr-only"> unread</span>
        </span>
      )}
    </span>
  );
}

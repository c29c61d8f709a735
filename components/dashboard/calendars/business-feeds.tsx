"use client";

import { type FeedRow, FeedRows } from "@/components/calendars/feed-rows";
import { refusal } from "@/components/calendars/words";
import { createFeed, revokeFeed } from "@/lib/calendars/actions";

/** The feeds of a business; the row of the whole business has the key "". */
export function BusinessFeeds({ businessId, rows }: { businessId: string; rows: FeedRow[] }) {
  return (
    <FeedRows
      rows={rows}
      refusal={refusal}
      actions={{
        create: (key) => createFeed(businessId, key || null),
        end: (feedId) => revokeFeed(businessId, feedId),
      }}
    />
  );
}

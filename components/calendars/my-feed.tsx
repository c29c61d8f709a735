"use client";

import { endMyFeed, renewMyFeed } from "@/lib/calendars/actions";
import { type FeedRow, FeedRows } from "./feed-rows";

/** A customer's own feed: everything that they have booked, in one subscription. */
export function MyFeed({ row }: { row: FeedRow }) {
  return <FeedRows rows={[row]} actions={{ create: renewMyFeed, end: endMyFeed }} />;
}

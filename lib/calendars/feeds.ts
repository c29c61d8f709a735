import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { feedToken, isTokenShaped, tokenHash } from "@/lib/bookings/token";
import { env } from "@/lib/env";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import { customerEntry, entryData, staffEntry } from "./out-entry";
import { calendarFile } from "./write-ics";

const feedData = z.object({
  ok: z.literal(true),
  audience: z.enum(["staff", "customer"]),
  name: z.string(),
  timeZone: z.string(),
  entries: z.array(entryData),
});

const refusedFeed = z.object({ ok: z.literal(false), code: z.string() });

/** A calendar file and the hash of it that says whether anything has changed. */
export interface FeedFile {
  text: string;
  etag: string;
}

/** The file that a feed's secret address opens; feed_ended when it opens nothing any more, not_found when it never did. */
export async function feedFile(
  token: string,
): Promise<{ ok: true; file: FeedFile } | { ok: false; code: "not_found" | "feed_ended" }> {
  if (!isTokenShaped(token)) return { ok: false, code: "not_found" };
  const found = await callFunction<unknown>("calendar_feed", {
    p_token_hash: await tokenHash(token),
  });
  const refused = refusedFeed.safeParse(found);
  if (refused.success) {
    return { ok: false, code: refused.data.code === "gone" ? "feed_ended" : "not_found" };
  }
  return { ok: true, file: await written(feedData.parse(found)) };
}

/** The whole calendar of a business, with what has been and what was cancelled. */
export async function exportedCalendar(businessId: string): Promise<FeedFile> {
  const found = await callFunction<unknown>("calendar_export", { p_business: businessId });
  return written(feedData.parse(found));
}

async function written(feed: z.infer<typeof feedData>): Promise<FeedFile> {
  const { APP_URL: appUrl, TOKEN_SECRET: tokenSecret } = env();
  const entries = await Promise.all(
    feed.entries.map(async (data) => ({
      ...(feed.audience === "staff"
        ? staffEntry(data, "details", appUrl)
        : await customerEntry(data, { appUrl, tokenSecret })),
      cancelled: data.cancelled ?? false,
    })),
  );
  const text = calendarFile({
    name: feed.audience === "staff" ? feed.name : "My appointments",
    timeZone: feed.timeZone,
    entries,
  });
  return { text, etag: `"${createHash("sha256").update(text).digest("base64url")}"` };
}

/** A feed that still opens, with its address: for the eyes of those who may read the calendar. */
export interface Feed {
  id: string;
  staffId: string | null;
  url: string;
  lastReadAt: string | null;
}

/** The feeds of a business, or of a signed-in customer. */
export async function feedsOf(owner: { businessId: string } | { userId: string }): Promise<Feed[]> {
  const rows = await callFunction<
    { id: string; staffId: string | null; lastReadAt: string | null }[]
  >(
    "calendar_feeds_of",
    "businessId" in owner
      ? { p_business: owner.businessId }
      : { p_business: null, p_user: owner.userId },
  );
  return Promise.all(
    rows.map(async ({ id, staffId, lastReadAt }) => ({
      id,
      staffId,
      lastReadAt,
      url: `${env().APP_URL}/api/feeds/${await feedToken(env().TOKEN_SECRET, id)}.ics`,
    })),
  );
}

/** Makes a feed of a business, of one of its staff, or of a customer. */
export async function makeFeed(
  owner: { businessId: string; staffId: string | null } | { userId: string },
): Promise<{ ok: true } | Refusal> {
  const id = randomUUID();
  return callFunction<{ ok: true } | Refusal>("make_calendar_feed", {
    p_request: {
      ...owner,
      id,
      tokenHash: await tokenHash(await feedToken(env().TOKEN_SECRET, id)),
    },
  });
}

/** Ends a feed: its address opens nothing from now on. */
export function endFeed(id: string): Promise<{ ok: true } | Refusal> {
  return callFunction<{ ok: true } | Refusal>("end_calendar_feed", { p_feed: id });
}

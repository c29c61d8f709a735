import "server-only";
import { emptyHours, outsideHours } from "@/lib/availability/needs";
import { undelivered } from "@/lib/notifications/needs";
import { gapsToday } from "./gaps";
import type { NeedGroup, NeedsAsked, NeedsSource } from "./need";

/** Whatever else waits for somebody goes in here; the groups are shown in this order. */
const sources: readonly NeedsSource[] = [outsideHours, undelivered, emptyHours, gapsToday];

/**
 * What needs somebody now, beside the requests.
 * @returns `missing`: something could not be read; the day is shown without it rather than not at all
 */
export async function needsNow(
  asked: NeedsAsked,
): Promise<{ groups: NeedGroup[]; missing: boolean }> {
  const found = await Promise.allSettled(sources.map((source) => source(asked)));
  for (const one of found) {
    // biome-ignore lint/suspicious/noConsole: the page goes on without this part; the operator's log says why
    if (one.status === "rejected") console.error(one.reason);
  }
  return {
    groups: found.flatMap((one) => (one.status === "fulfilled" && one.value ? [one.value] : [])),
    missing: found.some(({ status }) => status === "rejected"),
  };
}

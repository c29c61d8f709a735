import "server-only";
import { callFunction, type Refusal } from "@/lib/supabase/functions";
import type { BusinessId } from "@/lib/supabase/session";
import type { Content } from "./compose.ts";
import { reasonWords } from "./desk-words";
import type { FailedMessage, Health, HistoryFilter, MessageEvent, SentMessage } from "./history";
import type { MessageSettings } from "./settings-schema";

export const PAGE_SIZE = 50;

/** One page of a business's messages, latest first, and how many match in all. The caller has checked the role. */
export function messageHistory(
  businessId: BusinessId,
  filter: HistoryFilter,
): Promise<{ messages: SentMessage[]; total: number }> {
  const { state, channel, kind, search, booking, customer, page } = filter;
  return callFunction("message_history", {
    p_business: businessId,
    p_filter: { state, channel, kind, search: search || null, booking, customer },
    p_offset: (page - 1) * PAGE_SIZE,
    p_limit: PAGE_SIZE,
  });
}

/** One message with its content as sent and what happened to it; null when the business has none of this id. */
export async function messageDetail(
  businessId: BusinessId,
  id: string,
): Promise<{ message: SentMessage; content: Content | null; events: MessageEvent[] } | null> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
  const found = await callFunction<
    { ok: true; message: SentMessage; content: Content | null; events: MessageEvent[] } | Refusal
  >("message_detail", { p_business: businessId, p_id: id });
  return found.ok ? (found as Exclude<typeof found, Refusal>) : null;
}

/** Messages of the last fortnight that did not arrive and were not sent again, newest first, at most twenty. */
export async function failedMessages(businessId: BusinessId): Promise<FailedMessage[]> {
  const failed = await callFunction<(FailedMessage & { error: string | null })[]>(
    "failed_messages",
    { p_business: businessId },
  );
  return failed.map(({ error, ...message }) => ({ ...message, reason: reasonWords(error) }));
}

/** How a business's messages are going. */
export function messageHealth(businessId: BusinessId): Promise<Health> {
  return callFunction("message_health", { p_business: businessId });
}

/** How a business writes to its customers. */
export function messageSettings(businessId: BusinessId): Promise<MessageSettings> {
  return callFunction("message_settings_of", { p_business: businessId });
}

/** What a member hears of a business, and how. */
export function memberPreferences(
  businessId: BusinessId,
  userId: string,
): Promise<{
  emailKinds: string[];
  emailAll: boolean;
  pushKinds: string[];
  agendaMin: number | null;
  devices: number;
}> {
  return callFunction("member_preferences_of", { p_business: businessId, p_user: userId });
}

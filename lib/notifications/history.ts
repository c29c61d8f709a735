import { readPage, searchText } from "../customers/list-query";

/** A message as the dashboard lists it (private.message_json). */
export interface SentMessage {
  id: string;
  kind: string;
  channel: "email" | "sms" | "push" | "in_app";
  audience: "customer" | "staff";
  recipient: string;
  locale: string;
  timeZone: string;
  status: "queued" | "sending" | "sent" | "dead" | "dropped";
  dueAt: string;
  createdAt: string;
  sentAt: string | null;
  attempts: number;
  error: string | null;
  provider: string | null;
  delivery: "delivered" | "delayed" | "undelivered" | "bounced" | "complained" | null;
  deliveryAt: string | null;
  deliveryError: string | null;
  segments: number | null;
  cost: number | null;
  costCurrency: string | null;
  /** The subject, or a text message's words. */
  subject: string | null;
  bookingId: string | null;
  resentAs: string | null;
  resendOf: string | null;
  /** Whose message it is, by name. */
  who: string;
}

export interface MessageEvent {
  event: string;
  detail: string;
  at: string;
}

/** How a business's messages are going (message_health). */
export interface Health {
  waiting: number;
  oldestDueAt: string | null;
  scheduled: number;
  sentToday: number;
  failedThisWeek: number;
  resting: { channel: "email" | "sms" | "push"; since: string }[];
}

/** A message that did not arrive and that nobody has seen to yet. */
export interface FailedMessage {
  id: string;
  kind: string;
  recipient: string;
  /** Why, in words; null where the provider gave no reason. */
  reason: string | null;
  appointmentId: string | null;
}

/** The messages that the list can be narrowed to, as people think of them. */
export const KINDS = [
  "booking.confirmed",
  "booking.requested",
  "booking.verify",
  "booking.declined",
  "booking.expired",
  "booking.moved",
  "booking.cancelled",
  "booking.new",
  "booking.reminder",
  "booking.follow_up",
  "booking.rebook",
  "waitlist.joined",
  "waitlist.offer",
  "waitlist.closed",
  "agenda.day",
  "invitation",
  "test.message",
] as const;

export const STATES = ["all", "sent", "waiting", "failed", "dropped"] as const;
export type State = (typeof STATES)[number];

const CHANNELS = ["email", "sms", "push"] as const;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the list of messages shows; it is all in the URL. */
export interface HistoryFilter {
  state: State;
  channel: (typeof CHANNELS)[number] | null;
  kind: (typeof KINDS)[number] | null;
  search: string;
  booking: string | null;
  customer: string | null;
  /** From 1, as people count. */
  page: number;
}

/**
 * Reads the list's URL; whatever makes no sense falls back.
 * @param get one parameter's value
 */
export function readHistoryFilter(get: (name: string) => string | null): HistoryFilter {
  const id = (name: string) => {
    const value = get(name);
    return value && ID.test(value) ? value : null;
  };
  return {
    state: STATES.find((one) => one === get("state")) ?? "all",
    channel: CHANNELS.find((one) => one === get("channel")) ?? null,
    kind: KINDS.find((one) => one === get("kind")) ?? null,
    search: searchText(get("q")),
    booking: id("booking"),
    customer: id("customer"),
    page: readPage(get("page")),
  };
}

/** Writes a filter as a query, leaving out what goes without saying. */
export function writeHistoryFilter(filter: HistoryFilter): string {
  const params = new URLSearchParams();
  if (filter.search) params.set("q", filter.search);
  if (filter.state !== "all") params.set("state", filter.state);
  if (filter.channel) params.set("channel", filter.channel);
  if (filter.kind) params.set("kind", filter.kind);
  if (filter.booking) params.set("booking", filter.booking);
  if (filter.customer) params.set("customer", filter.customer);
  if (filter.page > 1) params.set("page", String(filter.page));
  const text = params.toString();
  return text ? `?${text}` : "";
}

import type { CalendarMethod } from "../../calendars/ics.ts";

/** The ways that messages leave by; each has a queue, a provider and a breaker of its own. */
export const channelNames = ["email", "sms", "push"] as const;
export type ChannelName = (typeof channelNames)[number];

/** A letter in its envelope. */
export interface Email {
  /** The outbox row's id: the provider's idempotency key. */
  id: string;
  from: { name: string; address: string };
  to: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  /** One file per booking: an invitation may speak of one UID only (RFC 5546). */
  calendars?: CalendarFile[];
  /** Where one click stops more of the kind (RFC 8058); left out of what always arrives. */
  unsubscribeUrl?: string;
}

export interface CalendarFile {
  method: Exclude<CalendarMethod, "PUBLISH">;
  content: string;
}

/** A text message. */
export interface Sms {
  /** The outbox row's id; it travels in the address of the status callbacks. */
  id: string;
  /** E.164. */
  to: string;
  body: string;
  /** When it was written, ISO: a provider without idempotency keys is asked what it has taken since. */
  createdAt: string;
  /** Whether a dispatcher has tried before, so that it may be with the provider already. */
  repeated: boolean;
}

/** A knock on a browser. */
export interface Push {
  id: string;
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  payload: { title: string; body: string; url: string; tag: string };
}

/**
 * What became of a message. `retry`: not this time, for a reason that passes; `outage` says whether it is the
 * provider's (nothing goes through just now) or only this message's, `pauseSeconds` that it asked to be left alone for so
 * long. `refused`: never, as it is; `suppress` says that the address takes nothing more at all.
 */
export type Delivery =
  | {
      result: "sent";
      messageId: string | null;
      segments?: number;
      cost?: number;
      costCurrency?: string;
    }
  | { result: "retry"; error: string; outage: boolean; pauseSeconds?: number }
  | { result: "refused"; error: string; suppress?: "stopped" | "gone" };

/** A way to send messages of one kind. Reports failures as values and does not throw. */
export interface Transport<Message> {
  /** What the outbox remembers as the provider. */
  readonly name: string;
  send(message: Message): Promise<Delivery>;
  close(): void;
}

export type EmailChannel = Transport<Email>;

/** Headers of mail that a program writes: nobody's holiday answer comes back to it (RFC 3834). */
export function headersOf({
  unsubscribeUrl,
}: Pick<Email, "unsubscribeUrl">): Record<string, string> {
  return {
    "Auto-Submitted": "auto-generated",
    ...(unsubscribeUrl
      ? {
          "List-Unsubscribe": `<${unsubscribeUrl}>`,
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
      : {}),
  };
}

/** The name of the calendar file at a place in the list: appointment.ics, appointment-2.ics, … */
export function calendarFileName(index: number): string {
  return index === 0 ? "appointment.ics" : `appointment-${index + 1}.ics`;
}

/** A provider's words, short and on one line. */
export function shortError(text: string): string {
  return (
    text
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim()
      .slice(0, 300) || "no reason given"
  );
}

import { z } from "zod";
import { shortError } from "./channels/port.ts";

/** A provider's report in our own words (see record_delivery). */
export interface DeliveryReport {
  provider: "twilio" | "resend";
  /** The provider's own name for this report: the same one again changes nothing. */
  key: string;
  /** The outbox row, where the provider says it back. */
  notificationId?: string;
  messageId: string;
  event: "sent" | "delayed" | "delivered" | "undelivered" | "bounced" | "complained";
  permanent?: boolean;
  error?: string;
  at?: string;
}

const twilioStates: Record<string, DeliveryReport["event"]> = {
  sent: "sent",
  delivered: "delivered",
  read: "delivered",
  undelivered: "undelivered",
  failed: "undelivered",
};

/**
 * A status callback of Twilio, its signature already checked.
 * @param form its fields
 * @param message the outbox row's id from the callback's address
 * @returns null for what says nothing new (queued, sending) or is no status at all
 */
export function twilioReport(
  form: Record<string, string>,
  message: string | null,
): DeliveryReport | null {
  const sid = form.MessageSid ?? form.SmsSid;
  const event = twilioStates[form.MessageStatus ?? form.SmsStatus ?? ""];
  if (!sid || !event) return null;
  const known = z.uuid().safeParse(message);
  return {
    provider: "twilio",
    key: `${sid}:${event}`,
    messageId: sid,
    ...(known.success ? { notificationId: known.data } : {}),
    event,
    ...(form.ErrorCode ? { error: shortError(`error ${form.ErrorCode}`) } : {}),
  };
}

const resendEvent = z.object({
  type: z.string(),
  created_at: z.iso.datetime({ offset: true }).optional(),
  data: z.object({
    email_id: z.string(),
    tags: z
      .union([
        z.record(z.string(), z.string()),
        z.array(z.object({ name: z.string(), value: z.string() })),
      ])
      .optional(),
    bounce: z.object({ message: z.string().optional(), type: z.string().optional() }).optional(),
    failed: z.object({ reason: z.string().optional() }).optional(),
  }),
});

const resendStates: Record<string, DeliveryReport["event"]> = {
  "email.sent": "sent",
  "email.delivered": "delivered",
  "email.delivery_delayed": "delayed",
  "email.bounced": "bounced",
  "email.complained": "complained",
  "email.failed": "undelivered",
};

/**
 * A webhook of Resend, its signature already checked.
 * @param key the webhook's own id
 * @returns null for what we do not follow (opened, clicked) and for what has another shape
 */
export function resendReport(payload: unknown, key: string): DeliveryReport | null {
  const parsed = resendEvent.safeParse(payload);
  if (!parsed.success) return null;
  const { type, created_at: at, data } = parsed.data;
  const event = resendStates[type];
  if (!event) return null;
  const tag = Array.isArray(data.tags)
    ? data.tags.find(({ name }) => name === "message")?.value
    : data.tags?.message;
  const known = z.uuid().safeParse(tag);
  const error = data.bounce?.message ?? data.failed?.reason;
  return {
    provider: "resend",
    key,
    messageId: data.email_id,
    ...(known.success ? { notificationId: known.data } : {}),
    event,
    // A mailbox that is full or a server that is busy passes; one that does not exist stays away.
    ...(event === "bounced" ? { permanent: data.bounce?.type !== "Transient" } : {}),
    ...(error ? { error: shortError(error) } : {}),
    ...(at ? { at } : {}),
  };
}

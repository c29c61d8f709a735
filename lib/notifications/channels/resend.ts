import { Resend } from "resend";
import { within } from "./deadline.ts";
import {
  calendarFileName,
  type Delivery,
  type EmailChannel,
  headersOf,
  shortError,
} from "./port.ts";

const ANSWER_MS = 20_000;

/**
 * E-mail through Resend. The outbox id is the idempotency key, so that a message sent by a dispatcher that died before
 * it could say so is not sent again.
 * @param options.baseUrl another server that speaks Resend's API, for tests
 */
export function resendChannel(options: { apiKey: string; baseUrl?: string }): EmailChannel {
  const resend = new Resend(options.apiKey, options.baseUrl ? { baseUrl: options.baseUrl } : {});
  return {
    name: "resend",
    async send(email) {
      try {
        const { data, error, headers } = await within(ANSWER_MS, (signal) =>
          resend.emails.send(
            {
              from: `${quoted(email.from.name)} <${email.from.address}>`,
              to: email.to,
              ...(email.replyTo ? { replyTo: email.replyTo } : {}),
              subject: email.subject,
              html: email.html,
              text: email.text,
              headers: headersOf(email),
              // The webhooks carry it back: a report may come before the dispatcher's own.
              tags: [{ name: "message", value: email.id }],
              attachments: (email.calendars ?? []).map(({ method, content }, index) => ({
                filename: calendarFileName(index),
                content: base64(content),
                contentType: `text/calendar; charset=utf-8; method=${method}`,
              })),
            },
            { idempotencyKey: email.id, signal },
          ),
        );
        return error ? classifyResendError(error, headers) : { result: "sent", messageId: data.id };
      } catch (error) {
        return {
          result: "retry",
          error: shortError(error instanceof Error ? error.message : String(error)),
          outage: true,
        };
      }
    },
    close: () => {},
  };
}

/** What an error of Resend means. */
function classifyResendError(
  error: { name: string; message: string; statusCode: number | null },
  headers: Record<string, string> | null,
): Delivery {
  const { name, statusCode: status } = error;
  const text = shortError(`${name}: ${error.message}`);
  // The key is known with another body: this message has been accepted before, with other words in it.
  if (name === "invalid_idempotent_request") return { result: "sent", messageId: null };
  if (status === 409) return { result: "retry", error: text, outage: false };
  if (status === 429) {
    const pauseSeconds = Number(headers?.["retry-after"]) || 2;
    return { result: "retry", error: text, outage: true, pauseSeconds };
  }
  // Our key or our domain: nothing goes through just now, and none of it is the letter's fault.
  if (status === null || status === 401 || status === 403 || status >= 500) {
    return { result: "retry", error: text, outage: true };
  }
  return { result: "refused", error: text };
}

function quoted(name: string): string {
  return `"${name.replaceAll("\\", "/").replaceAll('"', "'")}"`;
}

function base64(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

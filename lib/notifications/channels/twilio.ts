import twilio from "twilio";
import { within } from "./deadline.ts";
import { type Delivery, type Sms, shortError, type Transport } from "./port.ts";

const ANSWER_MS = 20_000;
/** How many messages to one number are looked through for one that is there already. */
const LOOKED_THROUGH = 20;
/** The provider's clock and ours may differ by this much. */
const CLOCKS_MS = 60_000;

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  /** A number (E.164) or a messaging service (MG…). */
  from: string;
  /** Another server that speaks Twilio's API, for tests and the local stack. */
  baseUrl?: string;
  /** Where status callbacks go; the message's id is added. */
  statusUrl?: string;
}

/**
 * Text messages through Twilio, which knows no idempotency keys: a message that another dispatcher has tried before is
 * looked for among those that Twilio has taken for the same number, and only sent if it is not there.
 */
export function twilioChannel(settings: TwilioSettings): Transport<Sms> {
  const { accountSid, authToken, from, baseUrl, statusUrl } = settings;
  const client = twilio(accountSid, authToken, {
    httpClient: fetchClient(baseUrl),
    userAgentExtensions: ["daybook"],
  });
  const sender = from.startsWith("MG") ? { messagingServiceSid: from } : { from };

  async function alreadyTaken({ to, body, createdAt }: Sms) {
    const since = new Date(Date.parse(createdAt) - CLOCKS_MS);
    const sent = await client.messages.list({ to, dateSentAfter: since, limit: LOOKED_THROUGH });
    return sent.find((one) => one.body === body && one.direction !== "inbound");
  }

  return {
    name: "twilio",
    async send(sms) {
      try {
        const message =
          (sms.repeated ? await alreadyTaken(sms) : undefined) ??
          (await client.messages.create({
            ...sender,
            to: sms.to,
            body: sms.body,
            ...(statusUrl
              ? { statusCallback: `${statusUrl}?message=${encodeURIComponent(sms.id)}` }
              : {}),
          }));
        const price = Math.abs(Number(message.price));
        return {
          result: "sent",
          messageId: message.sid,
          segments: Number(message.numSegments) || 1,
          ...(price > 0 && /^[A-Za-z]{3}$/.test(message.priceUnit ?? "")
            ? { cost: price, costCurrency: message.priceUnit.toUpperCase() }
            : {}),
        };
      } catch (error) {
        return classifyTwilioError(error);
      }
    },
    close: () => {},
  };
}

/** Numbers that can never get a message: invalid, no mobile, no such route (Twilio's error dictionary). */
const NEVER = new Set([
  21211, 21214, 21217, 21219, 21265, 21401, 21407, 21421, 21602, 21612, 21614, 21617,
]);
const STOPPED = 21610;

/** What an error of Twilio means. */
export function classifyTwilioError(error: unknown): Delivery {
  const { message, status, code } = error as { message?: string; status?: number; code?: number };
  const text = shortError(code ? `${code}: ${message ?? ""}` : (message ?? String(error)));
  if (code === STOPPED) return { result: "refused", error: text, suppress: "stopped" };
  if (code !== undefined && NEVER.has(Number(code))) return { result: "refused", error: text };
  if (status === 429) return { result: "retry", error: text, outage: true, pauseSeconds: 5 };
  // No answer, their fault, or our account: nothing goes through just now, and none of it is the message's fault.
  if (status === undefined || status >= 500 || status === 401 || status === 403 || status === 404) {
    return { result: "retry", error: text, outage: true };
  }
  return { result: "refused", error: text };
}

/** The SDK's requests by fetch, which every runtime has, and to another host where one is named. */
function fetchClient(baseUrl: string | undefined) {
  return {
    async request(asked: {
      method: string;
      uri: string;
      username?: string;
      password?: string;
      headers?: Record<string, string>;
      params?: Record<string, unknown>;
      data?: Record<string, unknown>;
    }) {
      const url = new URL(asked.uri);
      for (const [name, value] of fields(asked.params)) url.searchParams.append(name, value);
      const target = baseUrl ? `${baseUrl}${url.pathname}${url.search}` : url;
      return within(ANSWER_MS, async (signal) => {
        const answer = await fetch(target, {
          method: asked.method.toUpperCase(),
          headers: {
            ...asked.headers,
            authorization: `Basic ${btoa(`${asked.username}:${asked.password}`)}`,
          },
          ...(asked.method.toLowerCase() === "post"
            ? { body: new URLSearchParams(fields(asked.data)) }
            : {}),
          signal,
        });
        const text = await answer.text();
        return { statusCode: answer.status, body: parsed(text), headers: answer.headers };
      });
    },
    // The SDK's type is the class of its own client; of it, this one function is used.
  } as unknown as NonNullable<NonNullable<Parameters<typeof twilio>[2]>["httpClient"]>;
}

function fields(record: Record<string, unknown> = {}): [string, string][] {
  return Object.entries(record).flatMap(([name, value]) =>
    value === undefined || value === null
      ? []
      : (Array.isArray(value) ? value : [value]).map((one): [string, string] => [
          name,
          one instanceof Date ? one.toISOString() : String(one),
        ]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

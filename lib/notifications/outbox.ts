import { z } from "zod";
import { within } from "./channels/deadline.ts";
import type { ChannelName } from "./channels/port.ts";
import type { Content } from "./compose.ts";

/** What is reported of a claimed message (see finish_notifications). */
export interface Outcome {
  result: "sent" | "retry" | "refused" | "dropped";
  /** Only where a provider was asked. */
  provider?: string;
  messageId?: string | null;
  error?: string;
  /** The provider is away: costs the message no attempt. */
  outage?: boolean;
  pauseSeconds?: number;
  content?: Content;
  segments?: number;
  cost?: number;
  costCurrency?: string;
}

/** One channel of the outbox as a dispatcher sees it. */
export interface Outbox {
  /** Takes due messages, at most `limit`; they are this dispatcher's for two minutes. Throws if it cannot. */
  claim(limit: number): Promise<unknown[]>;
  /** Reports several; → ids whose claim had passed to another dispatcher. Throws if it cannot. */
  finish(outcomes: (Outcome & { id: string })[]): Promise<string[]>;
  /** Says that an address takes nothing more. */
  suppress(address: string, reason: "stopped" | "gone"): Promise<void>;
}

const ANSWER_MS = 10_000;
const REPORT_TRIES = 3;
const REPORT_PAUSE_MS = 200;

/**
 * The outbox through the project's API (PostgREST).
 * @param options.url the project's address
 * @param options.serviceKey the secret key; the functions are for the service role only
 * @param options.worker a name that no other dispatcher has, now or later
 * @param options.leaseSeconds how long a claim lasts; two minutes unless a test is in a hurry
 */
export function apiOutbox(options: {
  url: string;
  serviceKey: string;
  worker: string;
  channel: ChannelName;
  leaseSeconds?: number;
}): Outbox {
  const { url, serviceKey, worker, channel, leaseSeconds = 120 } = options;

  async function call(name: string, body: unknown): Promise<unknown> {
    return within(ANSWER_MS, async (signal) => {
      const answer = await fetch(`${url}/rest/v1/rpc/${name}`, {
        method: "POST",
        headers: {
          apikey: serviceKey,
          authorization: `Bearer ${serviceKey}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(body),
        signal,
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${name}: status ${answer.status}: ${text.slice(0, 300)}`);
      return text === "" ? null : JSON.parse(text);
    });
  }

  return {
    async claim(limit) {
      const rows = await call("claim_notifications", {
        p_worker: worker,
        p_channel: channel,
        p_limit: limit,
        p_lease_seconds: leaseSeconds,
      });
      return z.array(z.unknown()).parse(rows);
    },
    async finish(outcomes) {
      const body = { p_worker: worker, p_channel: channel, p_outcomes: outcomes };
      // A message that is out but not reported goes out again when the claim ends: this is worth a second try. Doing it
      // twice is harmless, as the second time finds no claim.
      for (let attempt = 1; ; attempt += 1) {
        try {
          return z.array(z.string()).parse(await call("finish_notifications", body));
        } catch (error) {
          if (attempt === REPORT_TRIES) throw error;
          await new Promise((wake) => setTimeout(wake, REPORT_PAUSE_MS * attempt));
        }
      }
    },
    async suppress(address, reason) {
      await call("suppress_address", {
        p_channel: channel,
        p_address: address,
        p_reason: reason,
      });
    },
  };
}

import { z } from "zod";

/** What is reported of a claimed message (see finish_notification). */
export interface Outcome {
  result: "sent" | "retry" | "refused" | "dropped";
  provider?: string;
  messageId?: string | null;
  error?: string;
}

/** The outbox as a dispatcher sees it. */
export interface Outbox {
  /** Takes due messages, at most `limit`; they are this dispatcher's for two minutes. Throws if it cannot. */
  claim(limit: number): Promise<unknown[]>;
  /** Reports one; false if the claim had passed to another dispatcher. Throws if it cannot. */
  finish(id: string, outcome: Outcome): Promise<boolean>;
}

const ANSWER_MS = 10_000;
const REPORT_TRIES = 3;
const REPORT_PAUSE_MS = 200;

/**
 * The outbox through the project's API (PostgREST).
 * @param options.url the project's address
 * @param options.serviceKey the secret key; the functions are for the service role only
 * @param options.worker a name that no other dispatcher has, now or later
 */
export function apiOutbox(options: { url: string; serviceKey: string; worker: string }): Outbox {
  const { url, serviceKey, worker } = options;

  async function call(name: string, body: unknown): Promise<unknown> {
    const answer = await fetch(`${url}/rest/v1/rpc/${name}`, {
      method: "POST",
      headers: {
        apikey: serviceKey,
        authorization: `Bearer ${serviceKey}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${name}: status ${answer.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  }

  return {
    async claim(limit) {
      const rows = await call("claim_notifications", { p_worker: worker, p_limit: limit });
      return z.array(z.unknown()).parse(rows);
    },
    async finish(id, outcome) {
      const body = { p_id: id, p_worker: worker, p_outcome: outcome };
      // A message that is out but not reported goes out again when the claim ends: this is worth a second try. Doing it
      // twice is harmless, as the second time finds no claim.
      for (let attempt = 1; ; attempt += 1) {
        try {
          return z.boolean().parse(await call("finish_notification", body));
        } catch (error) {
          if (attempt === REPORT_TRIES) throw error;
          await new Promise((wake) => setTimeout(wake, REPORT_PAUSE_MS * attempt));
        }
      }
    },
  };
}

import webpush from "web-push";
import { within } from "./deadline.ts";
import { type Push, shortError, type Transport } from "./port.ts";

const ANSWER_MS = 15_000;
/** A knock that nobody heard for a day is no news. */
const KEPT_SECONDS = 86_400;

export interface PushSettings {
  publicKey: string;
  privateKey: string;
  /** mailto: or https: of whoever runs this installation; push services write there. */
  subject: string;
}

/** Web push (RFC 8030), signed with the installation's key (RFC 8292) and readable by the browser alone (RFC 8291). */
export function pushChannel(settings: PushSettings): Transport<Push> {
  return {
    name: "web-push",
    async send({ subscription, payload }) {
      try {
        // Only the request is made by the library: it would send it through Node's own client and to https alone.
        const request = webpush.generateRequestDetails(subscription, JSON.stringify(payload), {
          vapidDetails: settings,
          TTL: KEPT_SECONDS,
          urgency: "normal",
        });
        const answer = await within(ANSWER_MS, async (signal) => {
          const got = await fetch(request.endpoint, {
            method: request.method,
            headers: headersFrom(request.headers),
            body: new Uint8Array(request.body ?? []),
            redirect: "error",
            signal,
          });
          await got.arrayBuffer();
          return got;
        });
        if (answer.ok) return { result: "sent", messageId: answer.headers.get("location") };
        const error = `status ${answer.status}`;
        // The browser has left: RFC 8030, 7.3.
        if (answer.status === 404 || answer.status === 410) {
          return { result: "refused", error, suppress: "gone" };
        }
        if (answer.status === 429 || answer.status >= 500) {
          // One browser maker's service is away; the others' are not.
          return { result: "retry", error, outage: false };
        }
        return { result: "refused", error };
      } catch (error) {
        const text = shortError(error instanceof Error ? error.message : String(error));
        return { result: "retry", error: text, outage: false };
      }
    },
    close: () => {},
  };
}

function headersFrom(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      // fetch counts the bytes itself.
      .filter(([name]) => name.toLowerCase() !== "content-length")
      .map(([name, value]) => [name, String(value)]),
  );
}

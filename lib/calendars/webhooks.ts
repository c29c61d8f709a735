import { z } from "zod";
import { tokenHash } from "../bookings/token.ts";
import type { CallFunction } from "../waitlist/store.ts";

/**
 * What providers send when something changed. They are answered at once: the message only makes a connection due, and the
 * worker asks the provider itself what is new, so that a forged or a lost message can do no more than that.
 */

type Poked = { ok: boolean; code?: string };

/** Graph's words for a subscription that tells nothing any more: a new one is opened in its place. */
const ENDED = new Set(["subscriptionRemoved", "reauthorizationRequired"]);

const MAX_MESSAGES = 1000;
const MAX_BYTES = 1_000_000;
/** Subscriptions of one request that nobody here knows: after these it is not looked at further. */
const MAX_UNKNOWN = 10;

/** Google's message is all in its headers: channel, token, resource, a number that rises. */
export async function googleMessage(headers: Headers, call: CallFunction): Promise<Response> {
  const channel = headers.get("x-goog-channel-id");
  const secret = headers.get("x-goog-channel-token");
  const resource = headers.get("x-goog-resource-id");
  const number = Number(headers.get("x-goog-message-number"));
  if (
    !z.uuid().safeParse(channel).success ||
    !secret ||
    !resource ||
    !Number.isSafeInteger(number)
  ) {
    return new Response(null, { status: 400 });
  }
  // The first message says only that the channel is open.
  if (headers.get("x-goog-resource-state") === "sync") return new Response(null, { status: 200 });
  const poked = await call<Poked>("poke_calendar", {
    p_channel: channel,
    p_secret_hash: await tokenHash(secret),
    p_remote: resource,
    p_message: number,
  });
  // A channel that nobody here knows: 404 makes Google give it up. One seen before is fine.
  return new Response(null, { status: poked.ok || poked.code === "already" ? 200 : 404 });
}

const notifications = z.object({
  value: z
    .array(
      z
        .object({
          subscriptionId: z.string().max(500),
          clientState: z.string().max(500).nullish(),
          lifecycleEvent: z.string().nullish(),
        })
        .loose(),
    )
    .max(MAX_MESSAGES),
});

/**
 * Graph asks once whether we are who we say (validationToken, sent back as plain text), and then sends lists of changes and
 * of its subscriptions' own fate. Any of them makes the connection due; a subscription that ended is opened anew there.
 */
export async function microsoftMessage(request: Request, call: CallFunction): Promise<Response> {
  const token = new URL(request.url).searchParams.get("validationToken");
  if (token !== null) {
    return new Response(token.slice(0, 4000), {
      headers: { "content-type": "text/plain", "x-content-type-options": "nosniff" },
    });
  }
  let body: unknown;
  try {
    body = JSON.parse(await textOf(request));
  } catch {
    body = null;
  }
  const parsed = notifications.safeParse(body);
  if (!parsed.success) return new Response(null, { status: 400 });
  // Many changes of one calendar are one look at it.
  const seen = new Map<string, { secret: string; ended: boolean }>();
  for (const { subscriptionId, clientState, lifecycleEvent } of parsed.data.value) {
    if (!clientState) continue;
    const ended = ENDED.has(lifecycleEvent ?? "") || seen.get(subscriptionId)?.ended === true;
    seen.set(subscriptionId, { secret: clientState, ended });
  }
  let unknown = 0;
  for (const [subscription, { secret, ended }] of seen) {
    if (unknown === MAX_UNKNOWN) break;
    const poked = await call<Poked>(ended ? "end_calendar_channel" : "poke_calendar", {
      ...(ended ? {} : { p_channel: null, p_message: null }),
      p_secret_hash: await tokenHash(secret),
      p_remote: subscription,
    });
    if (!poked.ok) unknown += 1;
  }
  return new Response(null, { status: 202 });
}

/** A body of bounded size: anybody may send one. @throws when it is larger */
async function textOf(request: Request): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > MAX_BYTES) throw new Error("too large");
    parts.push(part);
  }
  return new TextDecoder().decode(await new Blob(parts as BlobPart[]).arrayBuffer());
}

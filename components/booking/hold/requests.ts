import type { FreeTime } from "@/lib/availability/schema";
import type { HoldSubject } from "./store";

/** What the server said about a hold. */
export type HoldAnswer =
  | { kind: "held"; token: string; until: number }
  /** The time cannot be had. */
  | { kind: "refused"; code: string; message: string; alternatives: FreeTime[] }
  /** No answer, or none about the time: the booking itself will decide. */
  | { kind: "unknown" };

/** Asks the server to hold a place, in exchange for an earlier hold if there is one. */
export async function askHold(
  { business, service, add, start, staff, party }: HoldSubject,
  timeZone: string,
  replaces: string | null,
): Promise<HoldAnswer> {
  const answer = await send("/api/holds", "POST", {
    business,
    service,
    start,
    staff,
    party,
    timeZone,
    ...(add.length > 0 ? { add } : {}),
    ...(replaces ? { replaces } : {}),
  });
  if (!answer) return { kind: "unknown" };
  const body = (await answer.json().catch(() => null)) as {
    hold?: { token: string; expiresAt: string };
    error?: { code: string; message: string; details?: { alternatives?: FreeTime[] } };
  } | null;
  if (body?.hold) {
    return {
      kind: "held",
      token: body.hold.token,
      until: onThisClock(body.hold.expiresAt, answer),
    };
  }
  if (!body?.error || answer.status === 429 || answer.status >= 500) return { kind: "unknown" };
  const { code, message, details } = body.error;
  return { kind: "refused", code, message, alternatives: details?.alternatives ?? [] };
}

/**
 * Renews a hold.
 * @returns until when, "gone", or "unknown" without an answer
 */
export async function askRenewal(token: string): Promise<number | "gone" | "unknown"> {
  const answer = await send(`/api/holds/${token}`, "PATCH");
  if (answer?.status === 404) return "gone";
  if (!answer?.ok) return "unknown";
  const body = (await answer.json().catch(() => null)) as { expiresAt?: string } | null;
  return body?.expiresAt ? onThisClock(body.expiresAt, answer) : "unknown";
}

/**
 * Gives a hold back, even while the page is going away.
 * @param grace seconds in which a reload may take it up again
 */
export function giveBack(token: string, grace = 0): void {
  void send(`/api/holds/${token}${grace ? `?grace=${grace}` : ""}`, "DELETE");
}

/** Longer than that, and the form had better go on without a hold. */
const PATIENCE_MS = 8_000;

async function send(path: string, method: string, body?: object): Promise<Response | null> {
  try {
    return await fetch(path, {
      method,
      keepalive: method === "DELETE",
      signal: method === "DELETE" ? null : AbortSignal.timeout(PATIENCE_MS),
      headers: body ? { "content-type": "application/json" } : {},
      body: body ? JSON.stringify(body) : null,
    });
  } catch {
    return null;
  }
}

/** An instant of the server as one of this device, whose clock may be wrong. */
function onThisClock(instant: string, answer: Response): number {
  const server = Date.parse(answer.headers.get("date") ?? "");
  return Number.isNaN(server) ? Date.parse(instant) : Date.now() + Date.parse(instant) - server;
}

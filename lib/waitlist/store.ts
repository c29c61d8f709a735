import type { AvailabilityData } from "../availability/schema.ts";
import { newBookingId } from "../bookings/ids.ts";
import { manageToken, tokenHash } from "../bookings/token.ts";
import type { Entry } from "./schema.ts";

/** What the matcher needs of the database. */
export interface WaitlistStore {
  /** Takes businesses where something may have come free; they are this matcher's for two minutes. */
  claim(): Promise<{ businessId: string; wakeups: number[] }[]>;
  /** Reports wake-ups that were seen to. */
  finish(wakeups: number[]): Promise<void>;
  /** Gives wake-ups back that were not: they can be claimed again in some seconds. */
  release(wakeups: number[]): Promise<void>;
  /** Who waits, first come first. */
  queue(businessId: string): Promise<Entry[]>;
  /** What the engine needs for an entry's service and staff over a span (epoch milliseconds); null = no longer offered. */
  availability(entry: Entry, span: { from: number; to: number }): Promise<AvailabilityData | null>;
  /** Keeps a place for an entry and writes to its customer, or does neither. */
  offer(
    entry: Entry,
    place: { start: number; staff: string[][]; deadline: number },
  ): Promise<{ ok: boolean; code?: string }>;
}

/** Calls a database function of the public schema with named arguments; objects are JSON. */
export type CallFunction = <T>(
  name: string,
  args: Record<string, string | number | boolean | object | null>,
) => Promise<T>;

/**
 * The store over whatever calls database functions: the project's API in the edge function, the app's own connection.
 * @param secret the installation's TOKEN_SECRET: an offered place has its manage link from the start
 */
export function waitlistStore(
  call: CallFunction,
  secret: string,
  actor: { kind: "system" | "staff"; userId?: string; name?: string } = { kind: "system" },
): WaitlistStore {
  return {
    claim: () => call("claim_waitlist_wakeups", { p_limit: 100 }),
    finish: (wakeups) => call("finish_waitlist_wakeups", { p_ids: wakeups }),
    release: (wakeups) => call("release_waitlist_wakeups", { p_ids: wakeups }),
    queue: (businessId) => call("waitlist_queue", { p_business: businessId }),
    async availability(entry, span) {
      const data = await call<AvailabilityData | { ok: false }>("availability_data", {
        p_business: entry.business.slug,
        p_service: entry.service.slug,
        p_from: new Date(span.from).toISOString(),
        p_to: new Date(span.to).toISOString(),
        p_staff: entry.staff?.slug ?? null,
        p_except: null,
      });
      return data.ok ? data : null;
    },
    async offer(entry, { start, staff, deadline }) {
      const bookingId = newBookingId();
      return call("offer_waitlist_place", {
        p_request: {
          entryId: entry.id,
          bookingId,
          tokenHash: await tokenHash(await manageToken(secret, bookingId)),
          start: new Date(start).toISOString(),
          staff,
          deadline: new Date(deadline).toISOString(),
          actor,
        },
      });
    },
  };
}

/**
 * Calls database functions through the project's API (PostgREST), as the service role.
 * @throws Error with the function's name and the status when it answers otherwise
 */
export function apiCaller(url: string, serviceKey: string): CallFunction {
  return async (name, args) => {
    const answer = await fetch(`${url}/rest/v1/rpc/${name}`, {
      method: "POST",
      headers: {
        apikey: serviceKey,
        authorization: `Bearer ${serviceKey}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(args),
      signal: AbortSignal.timeout(15_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${name}: status ${answer.status}: ${text.slice(0, 300)}`);
    return text === "" ? null : JSON.parse(text);
  };
}

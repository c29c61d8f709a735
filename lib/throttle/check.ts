import "server-only";
import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import { callFunction } from "@/lib/supabase/functions";
import { type LimitName, scaled } from "./rules";

export type Throttled = { ok: true } | { ok: false; retryAfter: number };

/**
 * Counts an attempt against each limit; the count lives in the database, shared by all instances.
 * @param subjects limit by limit, who tries: an address, an e-mail. Only a hash of it is stored.
 * @returns the longest wait in seconds when any limit is passed
 */
export async function throttle(subjects: Partial<Record<LimitName, string>>): Promise<Throttled> {
  const outcomes = await Promise.all(
    (Object.entries(subjects) as [LimitName, string][]).map(([name, subject]) => {
      const { limit, windowSeconds } = scaled(name, env().THROTTLE_SCALE);
      const hash = createHash("sha256").update(subject.toLowerCase()).digest("base64url");
      return callFunction<{ ok: boolean; retryAfter?: number }>("throttle", {
        p_bucket: `${name}:${hash}`,
        p_limit: limit,
        p_window_seconds: windowSeconds,
      });
    }),
  );
  const waits = outcomes.filter(({ ok }) => !ok).map(({ retryAfter }) => retryAfter ?? 60);
  return waits.length === 0 ? { ok: true } : { ok: false, retryAfter: Math.max(...waits) };
}

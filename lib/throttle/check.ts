import "server-only";
import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import { callFunction } from "@/lib/supabase/functions";
import { type Grant, Leases, type Throttled } from "./leases";
import { type LimitName, scaled } from "./rules";

/**
 * Counts an attempt against each limit; the count lives in the database, shared by all instances.
 * @param subjects limit by limit, who tries: an address, an e-mail. Only a hash of it is stored.
 * @returns the longest wait in seconds when any limit is passed
 */
export async function throttle(subjects: Partial<Record<LimitName, string>>): Promise<Throttled> {
  const outcomes = await Promise.all(
    (Object.entries(subjects) as [LimitName, string][]).map(([name, subject]) => {
      const { limit, windowSeconds } = scaled(name, env().THROTTLE_SCALE);
      return callFunction<{ ok: boolean; retryAfter?: number }>("throttle", {
        p_bucket: bucketOf(name, subject),
        p_limit: limit,
        p_window_seconds: windowSeconds,
      });
    }),
  );
  const waits = outcomes.filter(({ ok }) => !ok).map(({ retryAfter }) => retryAfter ?? 60);
  return waits.length === 0 ? { ok: true } : { ok: false, retryAfter: Math.max(...waits) };
}

/**
 * As throttle, for one limit on reads, whose counting would cost as much as the answer: a process counts several attempts
 * of a busy address at once.
 */
export function throttleReads(name: LimitName, subject: string): Promise<Throttled> {
  const leases = leasesOf.get(name) ?? new Leases((bucket, count) => lease(name, bucket, count));
  leasesOf.set(name, leases);
  return leases.use(bucketOf(name, subject), Date.now);
}

const leasesOf = new Map<LimitName, Leases>();

function lease(name: LimitName, bucket: string, count: number): Promise<Grant> {
  const { limit, windowSeconds } = scaled(name, env().THROTTLE_SCALE);
  return callFunction<Grant>("throttle_lease", {
    p_bucket: bucket,
    p_limit: limit,
    p_window_seconds: windowSeconds,
    p_count: count,
  });
}

function bucketOf(name: LimitName, subject: string): string {
  const hash = createHash("sha256").update(subject.toLowerCase()).digest("base64url");
  return `${name}:${hash}`;
}

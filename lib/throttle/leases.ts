/** What the database says to an attempt. */
export type Throttled = { ok: true } | { ok: false; retryAfter: number };

/** Attempts that the database has counted ahead of time, and for how many seconds they hold. */
export interface Grant {
  granted: number;
  seconds: number;
}

/** The most attempts counted at once. As many may be lost to others when a process ends or its visitor goes elsewhere. */
const MOST_AT_ONCE = 16;
/** Buckets remembered by one process. */
const MAX_BUCKETS = 10_000;

interface Lease {
  left: number;
  /** Epoch milliseconds at which the window ends. */
  until: number;
  size: number;
  pending: Promise<void> | null;
}

/**
 * Attempts counted in the database several at a time, for reads that cost no more than their counting: an address that
 * asks once is counted once, one that asks again and again is counted twice, four, … sixteen at a time. The limit stays
 * that of the database, for all processes together.
 */
export class Leases {
  private readonly leases = new Map<string, Lease>();

  /** @param take counts so many attempts in a bucket of the database */
  constructor(private readonly take: (bucket: string, count: number) => Promise<Grant>) {}

  /** One attempt. @param clock epoch milliseconds */
  async use(bucket: string, clock: () => number): Promise<Throttled> {
    for (;;) {
      const lease = this.leaseOf(bucket, clock());
      if (lease.left > 0) {
        lease.left--;
        return { ok: true };
      }
      if (lease.left < 0) {
        return { ok: false, retryAfter: Math.max(1, Math.ceil((lease.until - clock()) / 1000)) };
      }
      // Those who come while the database is asked wait for its answer, and do not ask again.
      lease.pending ??= this.renew(bucket, lease, clock).finally(() => {
        lease.pending = null;
      });
      await lease.pending;
    }
  }

  private leaseOf(bucket: string, now: number): Lease {
    const known = this.leases.get(bucket);
    if (known && (known.pending || known.until > now)) return known;
    this.leases.delete(bucket);
    if (this.leases.size >= MAX_BUCKETS) this.leases.delete(this.leases.keys().next().value!);
    const lease: Lease = { left: 0, until: Number.POSITIVE_INFINITY, size: 1, pending: null };
    this.leases.set(bucket, lease);
    return lease;
  }

  private async renew(bucket: string, lease: Lease, clock: () => number): Promise<void> {
    const { granted, seconds } = await this.take(bucket, lease.size);
    lease.until = clock() + seconds * 1000;
    // Below zero: refused until the window ends, without asking again.
    lease.left = granted > 0 ? granted : -1;
    lease.size = Math.min(MOST_AT_ONCE, lease.size * 2);
  }
}

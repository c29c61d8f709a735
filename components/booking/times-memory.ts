import type { FreeTime } from "@/lib/availability/schema";

/** How long an answer counts as fresh; live updates and a look back at the page renew it sooner. */
export const FRESH_MS = 20_000;
const RETRY_MS = 1_000;

/** What is known about one question. Replaced as a whole when anything of it changes. */
export interface Known {
  times: readonly FreeTime[] | null;
  /** When the server was asked for them, epoch milliseconds. */
  at: number;
  asking: boolean;
  /** Something has changed since: whoever shows it asks again. */
  stale: boolean;
  /** The last try failed; `times` are of an earlier one. */
  failed: boolean;
  /** There is no network: it is asked as soon as there is. */
  offline: boolean;
}

type Ask = (signal: AbortSignal) => Promise<readonly FreeTime[]>;

const NOTHING: Known = {
  times: null,
  at: 0,
  asking: false,
  stale: false,
  failed: false,
  offline: false,
};

/**
 * The browser's memory of free times, for one visit to a booking page: each question is asked once at a time, and an
 * answer that was overtaken by a change is not believed.
 */
export class TimesMemory {
  private readonly known = new Map<string, Known>();
  private readonly running = new Map<string, AbortController>();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  of(key: string): Known {
    return this.known.get(key) ?? NOTHING;
  }

  /** Times that came with the page; what is known already is newer. */
  seed(key: string, times: readonly FreeTime[], at: number): void {
    if (!this.known.has(key)) this.set(key, { ...NOTHING, times, at });
  }

  /** Asks unless the answer is fresh or on its way. */
  want(key: string, ask: Ask): void {
    const { times, at, asking, stale } = this.of(key);
    if (asking) return;
    if (stale || times === null || Date.now() - at >= FRESH_MS) void this.renew(key, ask);
  }

  /** Asks anew, also when an answer is on its way: it may tell of before the change. */
  async renew(key: string, ask: Ask): Promise<void> {
    this.running.get(key)?.abort();
    const control = new AbortController();
    this.running.set(key, control);
    const current = () => this.running.get(key) === control;
    const began = Date.now();
    this.set(key, { ...this.of(key), asking: true, stale: false, offline: !navigator.onLine });
    try {
      const times = await twice(ask, control.signal);
      if (current()) this.set(key, { ...NOTHING, times, at: began });
    } catch {
      if (!current()) return;
      const before = this.of(key);
      this.set(key, { ...before, asking: false, failed: true, offline: !navigator.onLine });
    } finally {
      if (current()) this.running.delete(key);
    }
  }

  /** Something has changed: whatever is known, or on its way, is to be asked for again by whoever shows it. */
  age(): void {
    for (const control of this.running.values()) control.abort();
    this.running.clear();
    for (const [key, entry] of this.known) {
      this.known.set(key, { ...entry, stale: true, asking: false });
    }
    for (const listener of this.listeners) listener();
  }

  private set(key: string, entry: Known): void {
    this.known.set(key, entry);
    for (const listener of this.listeners) listener();
  }
}

/** A question that failed is put once more, a moment later. */
async function twice(ask: Ask, signal: AbortSignal): Promise<readonly FreeTime[]> {
  try {
    return await ask(signal);
  } catch (cause) {
    if (signal.aborted) throw cause;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    return ask(signal);
  }
}

import "server-only";
import pg from "pg";
import { env } from "@/lib/env";

/** A change that the database announces (see the migration "live"); kind "reset" means: something may have been missed. */
export interface Change {
  business: string;
  kind:
    | "appointment"
    | "booking"
    | "hours"
    | "waitlist"
    | "notice"
    | "conflict"
    | "calendars"
    | "reset";
  service?: string;
  staff?: string;
  booking?: string;
  status?: string;
  start?: string;
  end?: string;
  /** Whose notice it is; null = a customer's who does not sign in. */
  user?: string | null;
}

type Listener = (change: Change) => void;

/** One LISTEN connection per server process feeds every open page. */
class Hub {
  private readonly listeners = new Map<string, Set<Listener>>();
  private client: pg.Client | null = null;
  private connecting = false;
  private waiting: (() => void)[] = [];
  private delayMs = 250;
  /** Whether there was a time without a connection since the first page asked for one. */
  private missed = false;

  /**
   * Hears the changes of one business, or (personKey) what concerns one person, whatever the business.
   * @returns the way to stop
   */
  subscribe(key: string, listener: Listener): () => void {
    const set = this.listeners.get(key) ?? new Set();
    set.add(listener);
    this.listeners.set(key, set);
    void this.connect();
    return () => {
      set.delete(listener);
      if (set.size === 0) this.listeners.delete(key);
    };
  }

  /** Resolves once what is announced from now on is heard. */
  listening(): Promise<void> {
    return this.client ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  private async connect(): Promise<void> {
    if (this.client || this.connecting) return;
    this.connecting = true;
    const client = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: "daybook-live",
      keepAlive: true,
    });
    const lost = () => {
      if (this.client !== client && !this.connecting) return;
      this.client = null;
      this.connecting = false;
      this.missed = true;
      client.removeAllListeners();
      client.on("error", () => undefined);
      client.end().catch(() => undefined);
      if (this.listeners.size === 0) return;
      // Doubling up to ten seconds: a database that restarts is not stormed by every instance at once.
      setTimeout(() => void this.connect(), this.delayMs * (0.75 + Math.random() / 2)).unref();
      this.delayMs = Math.min(this.delayMs * 2, 10_000);
    };
    client.on("error", lost);
    client.on("end", lost);
    client.on("notification", ({ payload }) => this.deliver(payload));
    try {
      await client.connect();
      await client.query("listen daybook");
      this.client = client;
      this.connecting = false;
      this.delayMs = 250;
      // Whatever changed while it was down was not heard. The very first one stands as soon as the page that asks for it
      // has been drawn, and would only make that page ask for everything again.
      if (this.missed) this.broadcastReset();
      this.missed = false;
      for (const heard of this.waiting.splice(0)) heard();
    } catch {
      lost();
    }
  }

  private deliver(payload: string | undefined): void {
    if (!payload) return;
    const change = JSON.parse(payload) as Change;
    for (const listener of this.listeners.get(change.business) ?? []) listener(change);
    if (!change.user) return;
    for (const listener of this.listeners.get(personKey(change.user)) ?? []) listener(change);
  }

  private broadcastReset(): void {
    for (const [business, set] of this.listeners) {
      for (const listener of set) listener({ business, kind: "reset" });
    }
  }
}

/** What to subscribe to for a person's own notices, whatever business they are of. */
export function personKey(userId: string): string {
  return `person ${userId}`;
}

declare global {
  var daybookHub: Hub | undefined;
}

/** The process's hub; kept across development reloads so that there stays one connection. */
export function hub(): Hub {
  globalThis.daybookHub ??= new Hub();
  return globalThis.daybookHub;
}

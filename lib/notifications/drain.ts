import { z } from "zod";
import { type Delivery, type EmailChannel, shortError } from "./channels/port.ts";
import type { Composed, LetterSettings } from "./compose.ts";
import { composeEmail } from "./email.ts";
import type { Outbox, Outcome } from "./outbox.ts";
import { MAX_CLAIMS } from "./rules.ts";

/** What a run did, in messages. */
export interface DrainReport {
  claimed: number;
  sent: number;
  retried: number;
  refused: number;
  dropped: number;
}

export interface DrainOptions {
  outbox: Outbox;
  channel: EmailChannel;
  settings: LetterSettings;
  /** The clock. */
  now(): Date;
  /** Told of everything that did not go as it should; without addresses or names. */
  log(line: string): void;
}

/** Messages per claim: enough to keep the connections busy, few enough to be done long before the claim ends. */
const BATCH = 20;
const AT_ONCE = 4;
/** A run claims no more after this; the next one comes within a minute. */
const BUDGET_MS = 40_000;
/** A message is not begun so long after its claim (two minutes) that another dispatcher might take it meanwhile. */
const LATEST_BEGIN_MS = 45_000;
/** So many outages in a row, and the rest is put back without asking the provider for each. */
const OUTAGES = 3;
/** A run's bound, whatever the outbox hands out. */
const MAX_BATCHES = 500;

const head = z.object({ id: z.uuid(), attempt: z.int() });

/**
 * Sends what is due until nothing is, the time budget is spent, or the provider is down. Messages of one booking go in
 * their order, others side by side; one that fails does not hold up the rest.
 * @throws what the outbox throws when nothing can be claimed at all
 */
export async function drain(options: DrainOptions): Promise<DrainReport> {
  const { outbox, now, log } = options;
  const report: DrainReport = { claimed: 0, sent: 0, retried: 0, refused: 0, dropped: 0 };
  const began = now().getTime();
  const ended = new Set<string>();
  let outages = 0;
  let confused = false;

  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    if (now().getTime() - began > BUDGET_MS || outages >= OUTAGES || confused) break;
    const claimedAt = now().getTime();
    const rows = await outbox.claim(BATCH);
    if (rows.length === 0) break;
    report.claimed += rows.length;
    await sideBySide(inOrder(rows), AT_ONCE, async (queue) => {
      for (const row of queue) await handle(row, claimedAt);
    });
  }
  return report;

  async function handle(row: unknown, claimedAt: number): Promise<void> {
    const known = head.safeParse(row);
    if (!known.success) {
      log("a claimed row has no id");
      return;
    }
    const { id, attempt } = known.data;
    if (ended.has(id)) {
      // Reports do not arrive as they should: sending on would repeat every message until somebody notices.
      confused = true;
      log(`${id} came back after its end was reported`);
      return;
    }
    try {
      const outcome = await deliver(row, attempt, claimedAt);
      report[counter[outcome.result]] += 1;
      if (outcome.result !== "retry") ended.add(id);
      if (outcome.error) log(`${id} ${outcome.result}: ${outcome.error}`);
      if (!(await outbox.finish(id, outcome))) log(`${id} had passed to another dispatcher`);
    } catch (error) {
      log(`${id} was not reported: ${messageOf(error)}`);
    }
  }

  async function deliver(row: unknown, attempt: number, claimedAt: number): Promise<Outcome> {
    if (attempt > MAX_CLAIMS) return { result: "refused", error: "its dispatcher ended each time" };
    const composed = await compose(row);
    if (!composed.ok) {
      const result = composed.reason === "overtaken" ? "dropped" : "refused";
      return { result, error: composed.error };
    }
    const provider = options.channel.name;
    if (outages >= OUTAGES) return { result: "retry", provider, error: "the provider is down" };
    if (now().getTime() - claimedAt > LATEST_BEGIN_MS) {
      return { result: "retry", provider, error: "its turn came too late" };
    }
    const delivery = await send(composed.email);
    outages = delivery.result === "retry" && delivery.outage ? outages + 1 : 0;
    if (delivery.result === "sent") {
      return { result: "sent", provider, messageId: delivery.messageId };
    }
    return { result: delivery.result, provider, error: delivery.error };
  }

  async function compose(row: unknown): Promise<Composed> {
    try {
      return await composeEmail(row, options.settings, now());
    } catch (error) {
      // The same row would fail the same way next time.
      return { ok: false, reason: "invalid", error: messageOf(error) };
    }
  }

  async function send(email: Parameters<EmailChannel["send"]>[0]): Promise<Delivery> {
    try {
      return await options.channel.send(email);
    } catch (error) {
      return { result: "retry", error: messageOf(error), outage: true };
    }
  }
}

const counter = {
  sent: "sent",
  retry: "retried",
  refused: "refused",
  dropped: "dropped",
} as const satisfies Record<Outcome["result"], keyof DrainReport>;

/** Rows of one booking in one queue, in the order in which they came. */
function inOrder(rows: unknown[]): unknown[][] {
  const queues = new Map<unknown, unknown[]>();
  for (const row of rows) {
    const booking = (row as { booking?: { id?: unknown } } | null)?.booking?.id ?? row;
    const queue = queues.get(booking);
    if (queue) queue.push(row);
    else queues.set(booking, [row]);
  }
  return [...queues.values()];
}

/** Does the work for all items, at most `width` of them at the same time. */
async function sideBySide<T>(
  items: T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const hands = Array.from({ length: width }, async () => {
    for (const item of rest) await work(item);
  });
  await Promise.all(hands);
}

function messageOf(error: unknown): string {
  return shortError(error instanceof Error ? error.message : String(error));
}

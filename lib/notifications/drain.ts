import { z } from "zod";
import { shortError, type Transport } from "./channels/port.ts";
import type { Composed } from "./compose.ts";
import type { Outbox, Outcome } from "./outbox.ts";
import { reporterTo } from "./reporter.ts";
import { endsDispatchers, SUSPICIOUS_CRASHES } from "./rules.ts";

/** What a run did, in messages. */
export interface DrainReport {
  claimed: number;
  sent: number;
  retried: number;
  refused: number;
  dropped: number;
}

export interface DrainOptions<Message> {
  /** One channel of the outbox. */
  outbox: Outbox;
  /** That channel's provider. */
  transport: Transport<Message>;
  /** Makes the message of a claimed row. */
  compose(row: unknown, now: Date): Promise<Composed<Message>>;
  /** The clock. */
  now(): Date;
  /** Told of everything that did not go as it should; without addresses or names. */
  log(line: string): void;
  /** When to begin nothing more, in milliseconds from the beginning of the run. */
  budgetMs?: number;
}

/** Messages per claim: enough to keep the connections busy, few enough to be done long before the claim ends. */
const BATCH = 40;
/** As many where the provider is quick: fewer questions to the database for each. */
const LARGEST_BATCH = 160;
/** A batch that is done within this may be twice as large the next time. */
const QUICK_MS = 2_000;
const AT_ONCE = 8;
/** A run claims no more after this; the next one comes within a minute. */
const BUDGET_MS = 40_000;
/** A message is not begun so long after its claim (two minutes) that another dispatcher might take it meanwhile. */
const LATEST_BEGIN_MS = 45_000;
/** So many outages in a row, and the rest is put back without asking the provider for each. */
const OUTAGES = 3;
/** A run's bound, whatever the outbox hands out. */
const MAX_BATCHES = 2_000;

const head = z.object({
  id: z.uuid(),
  crashes: z.int().default(0),
  dueAt: z.string().optional(),
  recipient: z.string().default(""),
  /** Why the database would rather not have it sent (private.message_gate). */
  gate: z.object({ result: z.enum(["dropped", "refused"]), error: z.string() }).nullish(),
});
type Head = z.infer<typeof head>;

interface Batch {
  rows: unknown[];
  /** How many were asked for: fewer mean that there is no more. */
  wanted: number;
  /** Epoch milliseconds. */
  claimedAt: number;
}

/**
 * Sends what is due on a channel until nothing is, the time budget is spent, or the provider is down. Messages of one
 * booking go in their order, others side by side; one that fails does not hold up the rest.
 * @throws what the outbox throws when nothing can be claimed at all
 */
export async function drain<Message>(options: DrainOptions<Message>): Promise<DrainReport> {
  const { outbox, transport, now, log, budgetMs = BUDGET_MS } = options;
  const totals: DrainReport = { claimed: 0, sent: 0, retried: 0, refused: 0, dropped: 0 };
  const reporter = reporterTo(outbox, log);
  const began = now().getTime();
  const ended = new Set<string>();
  let outages = 0;
  let confused = false;

  // After a failure of the provider the rest of the run is left to the next one: what failed is due at once.
  const over = () => now().getTime() - began > budgetMs || outages > 0 || confused;
  let size = BATCH;
  let next: Promise<Batch> | undefined;
  for (let batch = 0; batch < MAX_BATCHES && !over(); batch += 1) {
    const { rows, wanted, claimedAt } = await (next ?? claim());
    next = undefined;
    if (rows.length === 0) break;
    // Where there is more, the next ones are fetched while these go out.
    if (rows.length >= wanted) next = claim();
    // If that fails, it is heard of when its turn comes.
    next?.catch(() => {});
    const begun = now().getTime();
    const handleAll = async (queue: unknown[]) => {
      for (const row of queue) await handle(row, claimedAt);
    };
    const queues = inOrder(rows);
    await sideBySide(queues.filter(isTrusted), AT_ONCE, handleAll);
    await reporter.settled();
    // One of these may end this dispatcher too. Each goes alone, in any order, after everything else is reported: so the
    // one that does it takes nobody along.
    for (const queue of shuffled(queues.filter((one) => !isTrusted(one)))) {
      await handleAll(queue);
      await reporter.settled();
    }
    if (now().getTime() - begun < QUICK_MS) size = Math.min(LARGEST_BATCH, size * 2);
  }
  const left = await next?.catch(() => undefined);
  for (const row of left?.rows ?? []) putBack(row);
  await reporter.settled();
  return totals;

  async function claim(): Promise<Batch> {
    const claimedAt = now().getTime();
    const wanted = size;
    const rows = await outbox.claim(wanted);
    totals.claimed += rows.length;
    return { rows, wanted, claimedAt };
  }

  /** What was fetched and is not begun any more keeps its place in the queue. */
  function putBack(row: unknown): void {
    const known = head.safeParse(row);
    if (!known.success || ended.has(known.data.id)) return;
    totals.retried += 1;
    const error = "left for the next run";
    reporter.report(known.data.id, { result: "retry", error, outage: true });
  }

  async function handle(row: unknown, claimedAt: number): Promise<void> {
    const known = head.safeParse(row);
    if (!known.success) {
      log("a claimed row has no id");
      return;
    }
    const { id } = known.data;
    if (ended.has(id)) {
      // Reports do not arrive as they should: sending on would repeat every message until somebody notices.
      confused = true;
      log(`${id} came back after its end was reported`);
      return;
    }
    const outcome = await deliver(row, known.data, claimedAt);
    totals[counter[outcome.result]] += 1;
    if (outcome.result !== "retry") ended.add(id);
    if (outcome.error) log(`${id} ${outcome.result}: ${outcome.error}`);
    reporter.report(id, outcome);
  }

  async function deliver(row: unknown, known: Head, claimedAt: number): Promise<Outcome> {
    if (known.gate) return { ...known.gate };
    if (endsDispatchers(known.crashes, known.dueAt, now().getTime())) {
      return { result: "refused", error: "its dispatcher ended each time" };
    }
    const composed = await compose(row);
    if (!composed.ok) {
      const result = composed.reason === "overtaken" ? "dropped" : "refused";
      return { result, error: composed.error };
    }
    const { content } = composed;
    if (outages >= OUTAGES) {
      return { result: "retry", error: "the provider is down", outage: true };
    }
    if (now().getTime() - claimedAt > LATEST_BEGIN_MS) {
      return { result: "retry", error: "its turn came too late", outage: true };
    }
    const delivery = await send(composed.message);
    const provider = transport.name;
    if (delivery.result === "retry") {
      outages = delivery.outage ? outages + 1 : 0;
      return { provider, ...delivery };
    }
    outages = 0;
    if (delivery.result === "sent") return { provider, content, ...delivery };
    if (delivery.suppress) await suppress(known, delivery.suppress);
    return { result: "refused", provider, content, error: delivery.error };
  }

  async function compose(row: unknown): Promise<Composed<Message>> {
    try {
      return await options.compose(row, now());
    } catch (error) {
      // The same row would fail the same way next time.
      return { ok: false, reason: "invalid", error: messageOf(error) };
    }
  }

  async function send(message: Message): ReturnType<Transport<Message>["send"]> {
    try {
      return await transport.send(message);
    } catch (error) {
      return { result: "retry", error: messageOf(error), outage: false };
    }
  }

  async function suppress({ id, recipient }: Head, reason: "stopped" | "gone"): Promise<void> {
    try {
      await outbox.suppress(recipient, reason);
    } catch (error) {
      log(`${id}: its address could not be suppressed: ${messageOf(error)}`);
    }
  }
}

const counter = {
  sent: "sent",
  retry: "retried",
  refused: "refused",
  dropped: "dropped",
} as const satisfies Record<Outcome["result"], keyof DrainReport>;

/** Whether none of a queue was there when dispatchers ended without a report, time and again. */
function isTrusted(queue: unknown[]): boolean {
  return queue.every(
    (row) => ((row as { crashes?: number } | null)?.crashes ?? 0) < SUSPICIOUS_CRASHES,
  );
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

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

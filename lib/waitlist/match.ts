import { slotQuery } from "../availability/query.ts";
import type { AvailabilityData } from "../availability/schema.ts";
import { teams } from "../bookings/teams.ts";
import { findSlots } from "../scheduling/index.ts";
import { spanOf, timeToOffer } from "./rules.ts";
import type { Entry } from "./schema.ts";
import type { WaitlistStore } from "./store.ts";

/** What a run did. */
export interface MatchReport {
  businesses: number;
  offered: number;
}

/** A run begins no further business after this; the rest is given back and claimed again within a minute. */
const BUDGET_MS = 40_000;
/**
 * An error is most often a moment's, so there is a second look, in the same order. Whoever fails again is passed over, so
 * that nobody behind them waits for it, and the wake-ups are left to the next run.
 */
const ATTEMPTS = 2;
/** A run's bound should wake-ups come as fast as they are seen to. */
const MAX_ROUNDS = 50;
/** How often one entry is tried again when somebody else has just taken what it was about to get. */
const TRIES = 3;

/**
 * Offers what has come free to who waits for it, first come first served: for every business that was woken, the queue
 * is walked in its order, and each customer gets the earliest free time that they want and were not offered before. The
 * engine says what is free; the database keeps the place, or refuses when it has just gone.
 * A business or a customer that cannot be seen to, tried twice, holds up no other: the wake-ups are given back for the
 * next run.
 * @param now the clock
 * @param log told of a business, or one of those who wait there, that could not be seen to
 * @throws what the store throws when nothing can be claimed at all
 */
export async function offerFreedTimes(
  store: WaitlistStore,
  now: () => number,
  log: (line: string) => void,
): Promise<MatchReport> {
  const began = now();
  const report: MatchReport = { businesses: 0, offered: 0 };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const woken = await store.claim();
    if (woken.length === 0) break;
    for (const { businessId, wakeups } of woken) {
      if (now() - began <= BUDGET_MS && (await seenTo(businessId, wakeups))) report.businesses += 1;
      else await givenBack(businessId, wakeups);
    }
    if (now() - began > BUDGET_MS) break;
  }
  return report;

  async function seenTo(businessId: string, wakeups: number[]): Promise<boolean> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      let passedOver = 0;
      // The first time nobody is passed over: what stands in the way of the first in line may be gone in a moment.
      const onFailure = (entry: Entry, error: unknown) => {
        if (attempt < ATTEMPTS || now() - began > BUDGET_MS) throw error;
        passedOver += 1;
        log(`${businessId}: entry ${entry.id}: ${messageOf(error)}`);
      };
      try {
        await serve(store, await store.queue(businessId), now, report, onFailure);
        if (passedOver > 0) return false;
        await store.finish(wakeups);
        return true;
      } catch (error) {
        log(`${businessId}: ${messageOf(error)}`);
      }
    }
    return false;
  }

  async function givenBack(businessId: string, wakeups: number[]): Promise<void> {
    try {
      await store.release(wakeups);
    } catch (error) {
      // They come back by themselves when their lease ends.
      log(`${businessId}: ${messageOf(error)}`);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Walks a queue in its order. @param onFailure told of an entry that failed; what it throws ends the walk */
async function serve(
  store: WaitlistStore,
  queue: Entry[],
  now: () => number,
  report: MatchReport,
  onFailure: (entry: Entry, error: unknown) => void,
): Promise<void> {
  // What is free is asked once for all who wait for the same; whatever is written makes the answers old.
  let known = new Map<string, Promise<AvailabilityData | null>>();
  for (const entry of queue) {
    if (entry.status !== "waiting") continue;
    try {
      await offerTo(entry);
    } catch (error) {
      onFailure(entry, error);
      // Nobody knows how far it went.
      known = new Map();
    }
  }

  async function offerTo(entry: Entry): Promise<void> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const key = `${entry.service.slug} ${entry.staff?.slug ?? ""}`;
      const data = await (known.get(key) ?? remember(key, entry));
      if (!data) return;
      const outcome = await offerFrom(store, entry, data, now());
      if (outcome === "nothing") return;
      known = new Map();
      if (outcome === "offered") {
        report.offered += 1;
        return;
      }
    }
  }

  function remember(key: string, entry: Entry): Promise<AvailabilityData | null> {
    const alike = queue.filter(
      ({ service, staff, status }) =>
        status === "waiting" &&
        service.slug === entry.service.slug &&
        staff?.slug === entry.staff?.slug,
    );
    const spans = alike.map((one) => spanOf(one, now())).filter((span) => span !== null);
    const read =
      spans.length === 0
        ? Promise.resolve(null)
        : store.availability(entry, {
            from: Math.min(...spans.map(({ from }) => from)),
            to: Math.max(...spans.map(({ to }) => to)),
          });
    known.set(key, read);
    return read;
  }
}

async function offerFrom(
  store: WaitlistStore,
  entry: Entry,
  data: AvailabilityData,
  now: number,
): Promise<"offered" | "nothing" | "again"> {
  const span = spanOf(entry, now);
  if (!span) return "nothing";
  const slots = findSlots(slotQuery(data, { now, ...span, party: entry.party }));
  const found = timeToOffer(entry, slots, now);
  if (!found) return "nothing";
  const { slot, deadline } = found;
  const outcome = await store.offer(entry, {
    start: slot.start,
    staff: teams(data, slot.staff, slot.start),
    deadline,
  });
  if (outcome.ok) return "offered";
  // Refusals that are about the entry will not change today; those about the place may, with another look.
  return outcome.code === "slot_taken" ||
    outcome.code === "session_full" ||
    outcome.code === "limit_reached"
    ? "again"
    : "nothing";
}

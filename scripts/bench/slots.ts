import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  findSlots,
  parseSlotQuery,
  type SlotQuery,
  slotsToJson,
} from "../../lib/scheduling/index.ts";

/**
 * The slot engine's part of `npm run bench`: findSlots from a parsed query to the final list, on
 * the shared workloads (whose answers are checked first) and on ones that grow a hundredfold.
 */

interface Workload {
  readonly name: string;
  readonly expected: unknown;
}

interface Timing {
  readonly medianMs: number;
  readonly slots: number;
}

const WARM_UP_MS = 300;
const MEASURE_MS = 700;
const MIN_RUNS = 15;

/** Resolves to `{a, b, year, fifty: {medianMs, slots}, growth: {days, staff, busy: [1×, 10×, 100×]}}`. */
export async function run(): Promise<object> {
  const timings: Record<string, Timing> = {};
  const file = new URL("./workloads.jsonl", import.meta.url);
  for (const line of readFileSync(file, "utf8").trim().split("\n")) {
    const workload = JSON.parse(line) as Workload;
    const query = parseSlotQuery(workload);
    if (JSON.stringify(slotsToJson(findSlots(query))) !== JSON.stringify(workload.expected)) {
      throw new Error(`workload ${workload.name}: the slots are not the expected ones`);
    }
    timings[workload.name] = time(query);
  }
  const grow = (make: (factor: number) => SlotQuery) =>
    [1, 10, 100].map((factor) => time(make(factor)).medianMs);
  return {
    ...timings,
    growth: {
      days: grow((factor) => generated({ days: 30 * factor, staff: 1, busy: 100 * factor })),
      staff: grow((factor) => generated({ days: 30, staff: 5 * factor, busy: 100 })),
      busy: grow((factor) => generated({ days: 30, staff: 1, busy: 200 * factor })),
    },
  };
}

/** The median of many warm runs. */
function time(query: SlotQuery): Timing {
  const slots = findSlots(query).length;
  const warmUntil = performance.now() + WARM_UP_MS;
  while (performance.now() < warmUntil) findSlots(query);
  const runs: number[] = [];
  const until = performance.now() + MEASURE_MS;
  while (performance.now() < until || runs.length < MIN_RUNS) {
    const start = performance.now();
    findSlots(query);
    runs.push(performance.now() - start);
  }
  runs.sort((a, b) => a - b);
  return { medianMs: Number(runs[runs.length >> 1]!.toFixed(4)), slots };
}

/** A made-up business: split weekdays, half-hour steps, busy times spread over the whole stretch. */
function generated(size: { days: number; staff: number; busy: number }): SlotQuery {
  const from = Date.UTC(2027, 0, 1);
  const to = from + size.days * 86_400_000;
  const random = seeded(7);
  const zones = ["America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe"];
  return parseSlotQuery({
    now: from - 86_400_000,
    from,
    to,
    service: { durationMin: 30, stepMin: 30, bufferAfterMin: 5 },
    staff: Array.from({ length: size.staff }, (_, i) => ({
      id: `s${i}`,
      timeZone: zones[i % zones.length],
      weekly: [
        { days: ["mon", "tue", "wed", "thu", "fri"], start: "09:00", end: "12:30" },
        { days: ["mon", "tue", "wed", "thu", "fri", "sat"], start: "13:00", end: "18:00" },
      ],
      busy: Array.from({ length: size.busy }, () => {
        const start = from + Math.floor((random() * (to - from)) / 300_000) * 300_000;
        return { start, end: start + (3 + Math.floor(random() * 6)) * 300_000, booking: true };
      }),
    })),
  });
}

/** A small linear congruential generator, so that every run measures the same queries. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(await run()));
}

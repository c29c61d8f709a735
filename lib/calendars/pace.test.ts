import { describe, expect, it } from "vitest";
import { Pace, paces } from "./pace";

/** A clock that moves only when somebody sleeps, and wakes the sleepers in their order. */
function slowClock() {
  let now = 1_000_000;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ at: now + ms, wake });
      }),
    /** Lets time pass until the work is done. */
    async run<T>(work: Promise<T>): Promise<T> {
      let done = false;
      const ended = work.finally(() => {
        done = true;
      });
      while (!done) {
        for (let n = 0; n < 20; n += 1) await Promise.resolve();
        await new Promise((wake) => setImmediate(wake));
        if (done) break;
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift();
        if (!next) continue;
        now = Math.max(now, next.at);
        next.wake();
      }
      return ended;
    },
  };
}

/** A provider that takes so many requests in any second and refuses the others. */
function limited(clock: ReturnType<typeof slowClock>, perSecond: number, retryAfter = "1") {
  const taken: number[] = [];
  const seen = { refused: 0, answered: 0, peak: 0 };
  const answer: typeof fetch = async () => {
    await clock.sleep(500);
    const within = taken.filter((at) => at > clock.now() - 1000).length;
    if (within >= perSecond) {
      seen.refused += 1;
      return new Response(null, { status: 429, headers: { "retry-after": retryAfter } });
    }
    taken.push(clock.now());
    seen.answered += 1;
    seen.peak = Math.max(seen.peak, within + 1);
    return new Response("fine");
  };
  return { answer, seen };
}

describe("Pace", () => {
  it("learns a limit from its refusals: everybody is answered in the end, and few are refused on the way", async () => {
    const clock = slowClock();
    const { answer, seen } = limited(clock, 10);
    const asked = new Pace(clock).fetch(answer);
    const began = clock.now();
    let left = 400;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        expect((await asked("https://provider.example/")).status).toBe(200);
      }
    };
    await clock.run(Promise.all(Array.from({ length: 20 }, worker)));
    expect(seen.answered).toBe(400);
    expect(seen.peak).toBe(10);
    expect(seen.refused).toBeLessThan(60);
    // Ten a second would take 40 seconds; learning may cost half of that again.
    expect(clock.now() - began).toBeLessThan(75_000);
  });

  it("asks a refused one again after the wait that was asked for", async () => {
    const clock = slowClock();
    const times: number[] = [];
    const answers = [429, 429, 200];
    const asked = new Pace(clock).fetch(async () => {
      times.push(clock.now());
      return new Response(null, { status: answers.shift()!, headers: { "retry-after": "2" } });
    });
    expect((await clock.run(asked("https://provider.example/"))).status).toBe(200);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(2000);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(2000);
  });

  it("leaves a long wait to the queue, and gives up in the end", async () => {
    const clock = slowClock();
    let count = 0;
    const refusing = (after: string): typeof fetch => {
      count = 0;
      return async () => {
        count += 1;
        return new Response(null, { status: 429, headers: { "retry-after": after } });
      };
    };
    const long = new Pace(clock).fetch(refusing("900"));
    expect((await clock.run(long("https://provider.example/"))).status).toBe(429);
    expect(count).toBe(1);
    const short = new Pace(clock).fetch(refusing("1"));
    expect((await clock.run(short("https://provider.example/"))).status).toBe(429);
    expect(count).toBe(4);
  });

  it("is one pace for each provider", () => {
    const paceOf = paces();
    const google = paceOf("google");
    expect(paceOf("google")).toBe(google);
    expect(paceOf("microsoft")).not.toBe(google);
    for (let n = 0; n < 600; n += 1) paceOf(`host-${n}`);
    expect(paceOf("google")).not.toBe(google);
  });
});

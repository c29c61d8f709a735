import { describe, expect, it } from "vitest";
import { offerFreedTimes } from "./match.ts";
import type { Entry } from "./schema.ts";
import type { WaitlistStore } from "./store.ts";

const NOW = Date.parse("2026-11-23T09:00:00Z");

/** Somebody who waits for a service of their own. */
function waiting(id: string): Entry {
  return {
    id,
    status: "waiting",
    from: "2026-11-24",
    to: "2026-11-24",
    timeZone: "UTC",
    service: { slug: id },
    staff: null,
  } as Entry;
}

/** Two businesses that were woken; reading the first one's queue fails as often as is said. */
function storeFailing(times: number) {
  const finished: number[] = [];
  const released: number[] = [];
  let left = times;
  let claimed = false;
  const store: WaitlistStore = {
    async claim() {
      if (claimed) return [];
      claimed = true;
      return [
        { businessId: "one", wakeups: [1] },
        { businessId: "two", wakeups: [2, 3] },
      ];
    },
    async finish(wakeups) {
      finished.push(...wakeups);
    },
    async release(wakeups) {
      released.push(...wakeups);
    },
    async queue(businessId) {
      if (businessId === "one" && left-- > 0) throw new Error("the database is away");
      return [];
    },
    availability: async () => null,
    offer: async () => ({ ok: false }),
  };
  return { store, finished, released };
}

describe("offering what has come free", () => {
  it("looks a second time where the first one failed", async () => {
    const { store, finished } = storeFailing(1);
    const lines: string[] = [];
    const report = await offerFreedTimes(store, Date.now, (line) => lines.push(line));
    expect(report).toEqual({ businesses: 2, offered: 0 });
    expect(finished).toEqual([1, 2, 3]);
    expect(lines).toEqual(["one: the database is away"]);
  });

  it("gives a business back that cannot be seen to, and sees to the others", async () => {
    const { store, finished, released } = storeFailing(9);
    const report = await offerFreedTimes(store, Date.now, () => {});
    expect(report).toEqual({ businesses: 1, offered: 0 });
    expect(finished).toEqual([2, 3]);
    expect(released).toEqual([1]);
  });

  it("gives back what it has no time left for", async () => {
    const { store, finished, released } = storeFailing(0);
    let minutes = 0;
    await offerFreedTimes(
      store,
      () => minutes++ * 60_000,
      () => {},
    );
    expect(finished).toEqual([]);
    expect(released).toEqual([1, 2, 3]);
  });

  it("passes over who cannot be seen to, after a second look, and sees to who is behind them", async () => {
    const { store, finished, released } = storeFailing(0);
    const asked: string[] = [];
    const lines: string[] = [];
    const report = await offerFreedTimes(
      {
        ...store,
        queue: async (businessId) =>
          businessId === "one" ? [waiting("first"), waiting("second")] : [],
        async availability({ id }) {
          asked.push(id);
          if (id === "first") throw new Error("refused");
          return null;
        },
      },
      () => NOW,
      (line) => lines.push(line),
    );
    expect(asked).toEqual(["first", "first", "second"]);
    expect(lines).toEqual(["one: refused", "one: entry first: refused"]);
    expect(report.businesses).toBe(1);
    expect(finished).toEqual([2, 3]);
    expect(released).toEqual([1]);
  });
});

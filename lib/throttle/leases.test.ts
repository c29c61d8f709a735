import { describe, expect, it } from "vitest";
import { type Grant, Leases } from "./leases";

/** A database that counts to a limit in windows of a minute, and how often it was asked. */
function database(limit: number) {
  const counts: number[] = [];
  let hits = 0;
  return {
    counts,
    newWindow: () => {
      hits = 0;
    },
    take: async (_bucket: string, count: number): Promise<Grant> => {
      counts.push(count);
      hits += count;
      return { granted: Math.min(count, Math.max(0, limit - (hits - count))), seconds: 60 };
    },
  };
}

describe("Leases", () => {
  it("lets exactly as many through as the limit allows, and asks ever less often", async () => {
    const db = database(100);
    const leases = new Leases(db.take);
    const answers = [];
    for (let i = 0; i < 150; i++) answers.push((await leases.use("a", () => 1_000)).ok);
    expect(answers.filter((ok) => ok)).toHaveLength(100);
    expect(answers.indexOf(false)).toBe(100);
    expect(db.counts.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 16]);
    expect(db.counts.length).toBeLessThan(12);
  });

  it("asks once for all who come at the same time", async () => {
    const db = database(100);
    const leases = new Leases(db.take);
    const answers = await Promise.all(Array.from({ length: 7 }, () => leases.use("a", () => 0)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(db.counts).toEqual([1, 2, 4]);
  });

  it("says how long to wait, and begins anew with the next window", async () => {
    const db = database(1);
    const leases = new Leases(db.take);
    let now = 0;
    const clock = () => now;
    expect(await leases.use("a", clock)).toEqual({ ok: true });
    expect(await leases.use("a", clock)).toEqual({ ok: false, retryAfter: 60 });
    now = 30_500;
    expect(await leases.use("a", clock)).toEqual({ ok: false, retryAfter: 30 });
    now = 60_000;
    db.newWindow();
    expect(await leases.use("a", clock)).toEqual({ ok: true });
  });

  it("counts each bucket for itself", async () => {
    const leases = new Leases(async (bucket) => ({ granted: bucket === "a" ? 1 : 0, seconds: 9 }));
    expect((await leases.use("a", () => 0)).ok).toBe(true);
    expect((await leases.use("b", () => 0)).ok).toBe(false);
  });

  it("fails with the database, and asks again afterwards", async () => {
    let away = true;
    const leases = new Leases(async () => {
      if (away) throw new Error("away");
      return { granted: 1, seconds: 9 };
    });
    await expect(leases.use("a", () => 0)).rejects.toThrow("away");
    away = false;
    expect((await leases.use("a", () => 0)).ok).toBe(true);
  });
});

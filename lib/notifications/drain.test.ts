import { describe, expect, it } from "vitest";
import type { Delivery, Email, EmailChannel } from "./channels/port.ts";
import { coalesce } from "./coalesce.ts";
import { drain } from "./drain.ts";
import { composeEmail } from "./email.ts";
import type { Outbox, Outcome } from "./outbox.ts";
import { booking, claimed, settings } from "./testing/claimed.ts";

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

function row(n: number, change: Parameters<typeof claimed>[2] = {}) {
  return claimed("booking.confirmed", "customer", {
    ...change,
    booking: { id: uuid(1000 + n), ...change.booking },
    row: { id: uuid(n), ...change.row },
  });
}

function outboxOf(rows: unknown[], batches: number[] = []) {
  const reported = new Map<string, Outcome>();
  const outbox: Outbox = {
    async claim(limit) {
      const batch = rows.splice(0, limit);
      batches.push(batch.length);
      return batch;
    },
    async finish(outcomes) {
      for (const { id, content, ...outcome } of outcomes) reported.set(id, outcome);
      return [];
    },
    suppress: async () => {},
  };
  return { outbox, reported };
}

function channelOf(answer: (email: Email) => Delivery | Promise<Delivery>) {
  const sent: Email[] = [];
  const channel: EmailChannel = {
    name: "smtp",
    async send(email) {
      sent.push(email);
      return answer(email);
    },
    close: () => {},
  };
  return { channel, sent };
}

const fine = (): Delivery => ({ result: "sent", messageId: "m" });

function run(outbox: Outbox, channel: EmailChannel, now = () => new Date(0)) {
  const lines: string[] = [];
  const done = drain({
    outbox,
    transport: channel,
    compose: (row, at) => composeEmail(row, settings, at),
    now,
    log: (line) => lines.push(line),
  });
  return done.then((report) => ({ report, lines }));
}

describe("drain", () => {
  it("goes on until nothing is due", async () => {
    const { outbox, reported } = outboxOf(Array.from({ length: 45 }, (_, n) => row(n)));
    const { channel, sent } = channelOf(fine);
    const { report } = await run(outbox, channel);
    expect(report).toEqual({ claimed: 45, sent: 45, retried: 0, refused: 0, dropped: 0 });
    expect(sent).toHaveLength(45);
    expect(reported.get(uuid(7))).toEqual({ result: "sent", provider: "smtp", messageId: "m" });
  });

  it("fetches the next ones while the first ones go out, more of them where the provider is quick", async () => {
    const batches: number[] = [];
    const { outbox } = outboxOf(
      Array.from({ length: 400 }, (_, n) => row(n)),
      batches,
    );
    const fetched: number[] = [];
    const { channel, sent } = channelOf(() => {
      fetched.push(batches.length);
      return fine();
    });
    await run(outbox, channel);
    expect(sent).toHaveLength(400);
    expect(fetched[0]).toBe(2);
    expect(batches.slice(0, 5)).toEqual([40, 40, 80, 160, 80]);
  });

  it("sends what dispatchers have died with alone, after everything else is reported", async () => {
    const suspects = [1, 2, 3].map((n) => row(n, { row: { crashes: 2 } }));
    const { outbox, reported } = outboxOf([...suspects, row(4), row(5), row(6)]);
    const before: number[] = [];
    const { channel } = channelOf(({ id }) => {
      if (suspects.some((one) => one.id === id)) before.push(reported.size);
      return fine();
    });
    await run(outbox, channel);
    expect(before).toEqual([3, 4, 5]);
  });

  it("gives up what ends dispatchers only after an hour: many may end for reasons of their own", async () => {
    const due = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const { outbox, reported } = outboxOf([
      row(1, { row: { crashes: 40, dueAt: due(0.5) } }),
      row(2, { row: { crashes: 11, dueAt: due(2) } }),
      row(3, { row: { crashes: 10, dueAt: due(2) } }),
    ]);
    await run(outbox, channelOf(fine).channel, () => new Date());
    const results = [...reported].map(([id, { result }]) => [Number(id.slice(-3)), result]);
    expect(results.sort()).toEqual([
      [1, "sent"],
      [2, "refused"],
      [3, "sent"],
    ]);
  });

  it("is not held up by one that fails in whatever way", async () => {
    const { outbox, reported } = outboxOf([
      row(1, { data: { start: "nonsense" } }),
      { id: "no id" },
      row(2),
      row(3),
      row(4, { row: { crashes: 11 } }),
      row(5, { booking: { sequence: 2 }, data: { sequence: 1 }, row: { attempt: 2 } }),
      row(6),
    ]);
    const { channel } = channelOf(({ id }) => {
      if (id === uuid(2)) throw new Error("boom");
      if (id === uuid(3)) return { result: "refused", error: "no such mailbox" };
      return fine();
    });
    const { report, lines } = await run(outbox, channel);
    expect(report).toEqual({ claimed: 7, sent: 1, retried: 1, refused: 3, dropped: 1 });
    expect([...reported].map(([id, { result }]) => [Number(id.slice(-3)), result])).toEqual(
      expect.arrayContaining([
        [1, "refused"],
        [2, "retry"],
        [3, "refused"],
        [4, "refused"],
        [5, "dropped"],
        [6, "sent"],
      ]),
    );
    expect(lines.join("\n")).not.toContain("@");
  });

  it("keeps the order within a booking and not between bookings", async () => {
    const rows = [1, 2, 3].map((n) => row(n, { booking: { id: booking.id } }));
    const { outbox } = outboxOf([...rows, row(4)]);
    const ended: string[] = [];
    const { channel } = channelOf(async ({ id }) => {
      await new Promise((wake) => setTimeout(wake, id === uuid(1) ? 30 : 1));
      ended.push(id);
      return fine();
    });
    await run(outbox, channel);
    expect(ended).toEqual([4, 1, 2, 3].map(uuid));
  });

  it("stops asking a provider that is down, and puts the rest back", async () => {
    const batches: number[] = [];
    const { outbox, reported } = outboxOf(
      Array.from({ length: 90 }, (_, n) => row(n)),
      batches,
    );
    const { channel, sent } = channelOf(() => ({ result: "retry", error: "down", outage: true }));
    const { report } = await run(outbox, channel);
    // The second batch was fetched while the first one failed.
    expect(batches).toEqual([40, 40]);
    expect(sent.length).toBeLessThanOrEqual(3 + 7);
    expect(report).toMatchObject({ claimed: 80, retried: 80 });
    expect([...reported.values()].every(({ result }) => result === "retry")).toBe(true);
  });

  it("begins nothing that its claim might not outlast, and claims nothing after its budget", async () => {
    const batches: number[] = [];
    const { outbox, reported } = outboxOf(
      Array.from({ length: 60 }, (_, n) => row(n, { booking: { id: booking.id } })),
      batches,
    );
    let time = 0;
    const { channel, sent } = channelOf(() => {
      time += 10_000;
      return fine();
    });
    await run(outbox, channel, () => new Date(time));
    expect(sent).toHaveLength(5);
    expect(batches).toEqual([40, 20]);
    expect([...reported.values()].filter(({ result }) => result === "retry")).toHaveLength(55);
  });

  it("sends nothing twice when its reports are lost on the way", async () => {
    const { channel, sent } = channelOf(fine);
    const outbox: Outbox = {
      claim: async () => [row(1), row(2)],
      finish: async () => [],
      suppress: async () => {},
    };
    const { report, lines } = await run(outbox, channel);
    expect(sent).toHaveLength(2);
    expect(report).toMatchObject({ claimed: 4, sent: 2 });
    expect(lines).toHaveLength(2);
  });

  it("goes on when a report cannot be made", async () => {
    const { outbox } = outboxOf([row(1), row(2)]);
    const { channel, sent } = channelOf(fine);
    const { lines } = await run(
      { ...outbox, finish: () => Promise.reject(new Error("status 500")) },
      channel,
    );
    expect(sent).toHaveLength(2);
    expect(lines).toHaveLength(2);
  });
});

describe("coalesce", () => {
  it("answers each call by a run that began after it, with few runs", async () => {
    const began: number[] = [];
    let calls = 0;
    const go = coalesce(async () => {
      began.push(calls);
      await new Promise((wake) => setTimeout(wake, 5));
      return began.length;
    });
    const answers: Promise<number>[] = [];
    for (let n = 0; n < 50; n += 1) {
      calls += 1;
      answers.push(go());
    }
    expect(await Promise.all(answers)).toEqual([1, ...Array(49).fill(2)]);
    expect(began).toEqual([1, 50]);
    expect(await go()).toBe(3);
  });

  it("goes on after a run that failed", async () => {
    let fail = true;
    const go = coalesce(async () => {
      if (fail) throw new Error("no");
      return "yes";
    });
    const first = go();
    const second = go();
    await expect(first).rejects.toThrow("no");
    await expect(second).rejects.toThrow("no");
    fail = false;
    expect(await go()).toBe("yes");
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nudger } from "./nudge";

const answers: (() => Promise<number>)[] = [];
const asked = vi.fn(() => (answers.shift() ?? (async () => 200))());

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  answers.length = 0;
  asked.mockClear();
  vi.useRealTimers();
});

describe("a nudge", () => {
  it("makes two calls of many", async () => {
    const nudge = nudger("waitlist", asked);
    for (let i = 0; i < 20; i += 1) nudge();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("is not held up by a call that takes long", async () => {
    answers.push(() => new Promise(() => {}));
    const nudge = nudger("waitlist", asked);
    nudge();
    await vi.advanceTimersByTimeAsync(100);
    nudge();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("is repeated when the connection was lost or the function could not start", async () => {
    answers.push(
      () => Promise.reject(new TypeError("fetch failed")),
      async () => 503,
    );
    nudger("waitlist", asked)();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it("gives up where nobody answers, and is not repeated after a refusal", async () => {
    for (let i = 0; i < 9; i += 1)
      answers.push(() => Promise.reject(new TypeError("fetch failed")));
    nudger("waitlist", asked)();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveBeenCalledTimes(3);

    answers.length = 0;
    answers.push(async () => 401);
    nudger("dispatch", asked)();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveBeenCalledTimes(4);
  });
});

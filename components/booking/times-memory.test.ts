import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { FreeTime } from "@/lib/availability/schema";
import { FRESH_MS, TimesMemory } from "./times-memory";

const at = (start: string): FreeTime[] => [{ start, end: start, staff: [], seatsLeft: 1 }];
const flush = () => vi.advanceTimersByTimeAsync(0);
let memory: TimesMemory;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { onLine: true });
  memory = new TimesMemory();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("asks once while the answer is on its way, and not again while it is fresh", async () => {
  const ask = vi.fn(async () => at("a"));
  const news = vi.fn();
  memory.subscribe(news);
  memory.want("k", ask);
  memory.want("k", ask);
  await flush();
  memory.want("k", ask);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(memory.of("k")).toMatchObject({ times: at("a"), asking: false, failed: false });
  expect(news).toHaveBeenCalled();
  vi.advanceTimersByTime(FRESH_MS);
  memory.want("k", ask);
  expect(ask).toHaveBeenCalledTimes(2);
});

it("believes what came with the page for as long as it is fresh", () => {
  const ask = vi.fn(async () => at("b"));
  memory.seed("k", at("a"), Date.now() - FRESH_MS + 1);
  memory.want("k", ask);
  expect(ask).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  memory.want("k", ask);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(memory.of("k").times).toEqual(at("a"));
});

it("does not believe an answer that a change has overtaken", async () => {
  let tell = (_: FreeTime[]) => {};
  const slow = new Promise<FreeTime[]>((resolve) => {
    tell = resolve;
  });
  memory.want("k", () => slow);
  memory.age();
  memory.want("k", async () => at("new"));
  await flush();
  tell(at("old"));
  await flush();
  expect(memory.of("k").times).toEqual(at("new"));
});

it("tries twice, then says that it failed and keeps what it had", async () => {
  memory.seed("k", at("a"), 0);
  const ask = vi.fn(async () => {
    throw new Error("no");
  });
  void memory.renew("k", ask);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(memory.of("k")).toMatchObject({ times: at("a"), failed: true, asking: false });
  void memory.renew("k", async () => at("b"));
  await flush();
  expect(memory.of("k")).toMatchObject({ times: at("b"), failed: false });
});

it("asks for everything again after a change, when it is wanted", async () => {
  memory.seed("k", at("a"), Date.now());
  memory.age();
  const ask = vi.fn(async () => at("b"));
  memory.want("k", ask);
  await flush();
  expect(memory.of("k")).toMatchObject({ times: at("b"), stale: false });
  memory.want("k", ask);
  expect(ask).toHaveBeenCalledTimes(1);
});

it("knows that there is no network", async () => {
  vi.stubGlobal("navigator", { onLine: false });
  void memory.renew("k", async () => {
    throw new TypeError("no network");
  });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(memory.of("k")).toMatchObject({ offline: true, failed: true, times: null });
});

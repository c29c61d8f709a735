import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { comeBack } from "./come-back";

const SECOND = 1_000;
let stop = () => {};
let kept: Map<string, string>;
let network: EventTarget;
const reload = vi.fn();
const fetched = vi.fn();

/** The page comes up anew, as after each reload. */
function visit(type: "navigate" | "reload", path = "/dashboard/settings") {
  vi.stubGlobal("performance", { getEntriesByType: () => [{ type }] });
  vi.stubGlobal("location", { href: `https://daybook.example${path}`, reload });
  stop = comeBack();
}
const leave = () => stop();

beforeEach(() => {
  vi.useFakeTimers();
  kept = new Map();
  network = new EventTarget();
  reload.mockReset();
  fetched.mockReset().mockResolvedValue({ ok: true });
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("window", network);
  vi.stubGlobal("fetch", fetched);
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

afterEach(() => {
  leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("leaving the page without a network", () => {
  test("a network that was quicker than the script is noticed at once", async () => {
    visit("navigate");
    await vi.advanceTimersByTimeAsync(0);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test("without a network nobody is asked, and with it the page comes within a second", async () => {
    vi.stubGlobal("navigator", { onLine: false });
    visit("navigate");
    await vi.advanceTimersByTimeAsync(600 * SECOND);
    expect(fetched).not.toHaveBeenCalled();
    vi.stubGlobal("navigator", { onLine: true });
    network.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test("a network that is there but does not work yet is asked again", async () => {
    fetched.mockRejectedValueOnce(new TypeError("no route")).mockResolvedValueOnce({ ok: false });
    visit("navigate");
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(reload).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test("a page that never comes is asked for more and more seldom", async () => {
    const began = Date.now();
    const asked: number[] = [];
    visit("navigate");
    for (let round = 0; round < 6; round++) {
      while (reload.mock.calls.length === round) await vi.advanceTimersByTimeAsync(SECOND);
      asked.push(Math.round((Date.now() - began) / SECOND));
      leave();
      visit("reload");
    }
    const pauses = asked.slice(1).map((at, index) => at - asked[index]!);
    expect(pauses).toEqual([2, 4, 8, 16, 32]);
    leave();
    reload.mockReset();
    visit("navigate", "/dashboard");
    await vi.advanceTimersByTimeAsync(0);
    expect(reload, "another page starts afresh").toHaveBeenCalledTimes(1);
  });

  test("nothing is asked once the page is gone", async () => {
    visit("navigate");
    leave();
    network.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(60 * SECOND);
    expect(fetched).toHaveBeenCalledTimes(0);
  });
});

import { beforeEach, expect, test, vi } from "vitest";

// As much of a browser as the part that sleeps is told by.
class FakeMouse extends Event {
  readonly button: number;
  readonly ctrlKey: boolean;
  readonly metaKey = false;
  readonly shiftKey = false;
  constructor(type: string, init: { button?: number; ctrlKey?: boolean } = {}) {
    super(type, { bubbles: true, cancelable: true });
    this.button = init.button ?? 0;
    this.ctrlKey = init.ctrlKey ?? false;
  }
}
class FakeKey extends Event {
  readonly key: string;
  readonly altKey = false;
  readonly ctrlKey = false;
  readonly metaKey = false;
  constructor(type: string, init: { key: string }) {
    super(type, { bubbles: true, cancelable: true });
    this.key = init.key;
  }
}
class FakeElement extends EventTarget {
  constructor(readonly around: string[]) {
    super();
  }
  closest(selectors: string): FakeElement | null {
    return selectors.split(", ").some((one) => this.around.includes(one)) ? this : null;
  }
}

const page = new EventTarget();
let drawn: object | null = {};
const inside = (...around: string[]) => new FakeElement(["#booking", ...around]);

/** What the browser does: the window hears of it first, then the element, unless it is stopped on the way. */
function happen(target: EventTarget, event: Event): boolean {
  let stopped = false;
  event.stopPropagation = () => {
    stopped = true;
  };
  Object.defineProperty(event, "target", { value: target, configurable: true });
  page.dispatchEvent(event);
  return !stopped;
}

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", { getElementById: () => drawn, activeElement: null });
  vi.stubGlobal("Element", FakeElement);
  vi.stubGlobal("MouseEvent", FakeMouse);
  vi.stubGlobal("KeyboardEvent", FakeKey);
  drawn = {};
  return () => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  };
});

test("a press on the sleeping part wakes it, is held, and is done again in order", async () => {
  const { arise, untilWanted } = await import("./awakening");
  const done: string[] = [];
  const [first, second] = [inside(), inside()];
  first.addEventListener("click", () => done.push("first"));
  second.addEventListener("click", () => done.push("second"));

  expect(happen(first, new FakeMouse("click"))).toBe(false);
  expect(happen(second, new FakeMouse("click"))).toBe(false);
  await untilWanted();
  expect(done).toEqual([]);
  arise(() => {});
  await vi.runAllTimersAsync();
  expect(done).toEqual(["first", "second"]);
  // From now on everything goes its own way.
  expect(happen(first, new FakeMouse("click"))).toBe(true);
});

test("what the browser does by itself is left to it", async () => {
  await import("./awakening");
  expect(happen(new FakeElement([]), new FakeMouse("click"))).toBe(true);
  expect(happen(inside("a"), new FakeMouse("click", { ctrlKey: true }))).toBe(true);
  expect(happen(inside("summary"), new FakeMouse("click"))).toBe(true);
  expect(happen(inside("form"), new FakeMouse("click"))).toBe(true);
  expect(happen(inside("[role=grid]"), new FakeKey("keydown", { key: "Tab" }))).toBe(true);
  expect(happen(inside(), new FakeKey("keydown", { key: "ArrowDown" }))).toBe(true);
  expect(happen(inside("[role=grid]"), new FakeKey("keydown", { key: "ArrowDown" }))).toBe(false);
});

test("news of the times wakes it, and is passed on", async () => {
  const { arise, untilWanted, wakeWithNews } = await import("./awakening");
  const told = vi.fn();
  wakeWithNews();
  await untilWanted();
  arise(told);
  expect(told).toHaveBeenCalledTimes(1);
  // Until it listens for itself.
  wakeWithNews();
  expect(told).toHaveBeenCalledTimes(2);
});

test("it sleeps until it is touched, but not where the visitor came by a link", async () => {
  const { untilWanted } = await import("./awakening");
  let wanted = false;
  void untilWanted().then(() => {
    wanted = true;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(wanted).toBe(false);
  page.dispatchEvent(new Event("pointermove"));
  await vi.advanceTimersByTimeAsync(0);
  expect(wanted).toBe(true);

  vi.resetModules();
  drawn = null;
  await (await import("./awakening")).untilWanted();
});

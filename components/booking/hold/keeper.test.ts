import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HoldKeeper, type HoldState } from "./keeper";
import { type HoldSubject, heldToken, joinHold, keepHold, leaveHold, subjectKey } from "./store";

const subject: HoldSubject = {
  business: "lotus-hair",
  service: "cut",
  add: [],
  start: "2026-12-01T09:00:00Z",
  staff: "any",
  party: 1,
};

/** A server with one place, and a log of what it was asked. */
class Server {
  holder: string | null = null;
  until = 0;
  down = false;
  log: string[] = [];
  private count = 0;

  readonly fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    this.log.push(`${init.method} ${path.replace(/t\d+/, "T")}`);
    if (this.down) throw new TypeError("no network");
    const headers = { date: new Date().toUTCString() };
    const answer = (status: number, body?: object) =>
      new Response(body ? JSON.stringify(body) : null, { status, headers });
    const token = /holds\/([^?]+)/.exec(path)?.[1];
    const alive = this.holder !== null && this.until > Date.now();
    if (init.method === "DELETE") {
      if (token === this.holder) this.holder = null;
      return answer(204);
    }
    if (init.method === "PATCH") {
      if (!alive || token !== this.holder) return answer(404, { error: { code: "not_found" } });
      this.until = Date.now() + 600_000;
      return answer(200, { expiresAt: new Date(this.until).toISOString() });
    }
    const { replaces } = JSON.parse(String(init.body)) as { replaces?: string };
    if (alive && replaces !== this.holder) {
      return answer(409, {
        error: { code: "slot_taken", message: "Taken.", details: { alternatives: [] } },
      });
    }
    this.count++;
    this.holder = `t${this.count}`;
    this.until = Date.now() + 600_000;
    return answer(201, {
      hold: { token: this.holder, expiresAt: new Date(this.until).toISOString() },
    });
  };
}

let server: Server;
let states: HoldState[];
const last = () => states.at(-1);
const keeper = (of = subject) => new HoldKeeper(of, "Europe/Berlin", (state) => states.push(state));
const pass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(new Date("2026-11-23T12:00:00Z"));
  server = new Server();
  states = [];
  vi.stubGlobal("fetch", server.fetch);
  let turn: Promise<unknown> = Promise.resolve();
  vi.stubGlobal("navigator", {
    locks: {
      request: (_: string, act: () => Promise<void>) => {
        turn = turn.then(act);
        return turn;
      },
    },
  });
  vi.stubGlobal("window", {
    localStorage: {
      get length() {
        return kept.size;
      },
      key: (i: number) => [...kept.keys()][i] ?? null,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a hold", () => {
  it("is one also in a frame of another site, whose locks and storage the browser keeps", async () => {
    const closed = () => {
      throw new DOMException("not for you", "SecurityError");
    };
    vi.stubGlobal("navigator", { locks: { request: async () => closed() } });
    vi.stubGlobal("window", Object.defineProperty({}, "localStorage", { get: closed }));
    const first = keeper();
    const asking = first.take();
    const second = keeper();
    expect(first.handOver(second)).toBeNull();
    await Promise.all([asking, second.take()]);
    expect(server.log).toEqual(["POST /api/holds", "PATCH /api/holds/T"]);
    expect(last()).toEqual({ status: "held", token: "t1", left: null });
    second.end();
    expect(server.log.at(-1)).toBe("DELETE /api/holds/T");
  });

  it("is silent until two minutes are left, and renewed halfway", async () => {
    const one = keeper();
    await one.take();
    expect(last()).toEqual({ status: "held", token: "t1", left: null });
    pass(4);
    await one.look();
    expect(server.log).toEqual(["POST /api/holds"]);
    pass(2);
    await one.look();
    expect(server.log).toEqual(["POST /api/holds", "PATCH /api/holds/T"]);
    server.down = true;
    pass(8.5);
    await one.look();
    expect(last()).toMatchObject({ status: "held", left: 90_000 });
  });

  it("is taken again once it has run out, and lost if somebody else was faster", async () => {
    const one = keeper();
    await one.take();
    pass(11);
    await one.look();
    expect(last()).toMatchObject({ status: "held", token: "t2" });
    pass(11);
    server.holder = "somebody-else";
    server.until = Date.now() + 600_000;
    await one.look();
    expect(last()).toMatchObject({ status: "lost", message: "Taken." });
    // They let it go: a while later it is tried for again.
    server.holder = null;
    await one.look();
    expect(last()).toMatchObject({ status: "lost" });
    pass(1);
    await one.look();
    expect(last()).toMatchObject({ status: "held", token: "t3" });
  });

  it("is taken up again after a reload, and given back at once when its form closes", async () => {
    const one = keeper();
    await one.take();
    one.pause();
    expect(server.log.at(-1)).toBe("DELETE /api/holds/T?grace=5");
    server.holder = "t1";
    const reloaded = keeper();
    await reloaded.take();
    expect(last()).toMatchObject({ status: "held", token: "t1" });
    reloaded.end();
    expect(server.log.at(-1)).toBe("DELETE /api/holds/T");
    expect(server.holder).toBeNull();
  });

  it("goes over to the next time that is chosen, and back to a form that is drawn twice", async () => {
    const one = keeper();
    const taking = one.take();
    const again = keeper();
    expect(one.handOver(again)).toBeNull();
    await Promise.all([taking, again.take()]);
    expect(server.holder).toBe("t1");
    expect(server.log.filter((line) => line.startsWith("DELETE"))).toEqual([]);
    const later = keeper({ ...subject, start: "2026-12-01T09:15:00Z" });
    await later.take(again.handOver(later));
    expect(server.holder).toBe("t2");
    expect(await later.settled()).toBe("t2");
  });

  it("leaves the decision to the booking when the server does not answer", async () => {
    server.down = true;
    const one = keeper();
    await one.take();
    expect(last()).toEqual({ status: "unknown" });
    expect(await one.settled()).toBeNull();
    server.down = false;
    pass(1);
    await one.look();
    expect(last()).toMatchObject({ status: "held" });
  });

  it("that is asked for while its form closes is given back", async () => {
    const one = keeper();
    const taking = one.take();
    one.end();
    await taking;
    expect(server.holder).toBeNull();
    expect(states).toEqual([]);
  });
});

describe("the holds of a browser", () => {
  it("are given back by the last tab only, and found by their service", () => {
    const { localStorage: shelf } = window;
    const key = subjectKey(subject);
    keepHold(shelf, key, "one", "t1", Date.now() + 1000);
    expect(joinHold(shelf, key, "two", Date.now())).toMatchObject({ tabs: ["one", "two"] });
    expect(heldToken(shelf, "lotus-hair", "cut", Date.now())).toBe("t1");
    expect(heldToken(shelf, "lotus-hair", "short-cut", Date.now())).toBeNull();
    expect(leaveHold(shelf, key, "one", { reloading: false })).toBeNull();
    expect(leaveHold(shelf, key, "two", { reloading: false })).toBe("t1");
    expect(joinHold(shelf, key, "two", Date.now())).toBeNull();
  });
});

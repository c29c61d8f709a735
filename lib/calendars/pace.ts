import { waitOf } from "./port.ts";

/**
 * How fast a provider may be asked. Providers do not tell how much is too much, and what they refuse was not done: so the
 * pace is learnt from their refusals, a refused request is asked again a moment later, and everybody who asks the same
 * provider from here keeps the same pace.
 */

/** Requests a second to begin with, and at most: more than six workers ask of a provider that answers in time. */
const FASTEST = 50;
const SLOWEST = 0.5;
/** Asking less than this was not what was too much at the first refusals: a limit below is found in a few of them. */
const HARDLY_MUCH = 10;
/** What is left of the pace after a refusal, and what a second without one gives back. */
const SLOW_DOWN = 0.7;
const SPEED_UP = 0.2;
/** A longer wait is not this provider's but one account's: its turn ends, and the queue comes back to it. */
const LONGEST_WAIT_MS = 10_000;
/** How often a refused request is asked again. */
const TRIES = 4;
/** Providers that are remembered; of those that are asked least lately the pace is learnt anew. */
const MAX_KNOWN = 500;

export interface PaceClock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

const realClock: PaceClock = {
  now: Date.now,
  sleep: (ms) => new Promise((wake) => setTimeout(wake, ms)),
};

/** Whether an answer means "too fast"; Google says it with a 403, too. */
export type IsRefusal = (answer: Response) => boolean | Promise<boolean>;

const tooMany: IsRefusal = ({ status }) => status === 429;

/** The pace of one provider. */
export class Pace {
  private perSecond = FASTEST;
  private nextAt = 0;
  private slowedAt = 0;
  private sent: number[] = [];

  constructor(private readonly clock: PaceClock = realClock) {}

  /** A fetch that keeps this pace. Its last answer is handed on, whatever it says. */
  fetch(inner: typeof fetch, isRefusal: IsRefusal = tooMany): typeof fetch {
    return async (input, init) => {
      for (let attempt = 1; ; attempt += 1) {
        const sentAt = await this.turn();
        const answer = await inner(input, init);
        if (!(await isRefusal(answer))) {
          this.perSecond = Math.min(FASTEST, this.perSecond + SPEED_UP / this.perSecond);
          return answer;
        }
        const asked = waitOf(answer.headers.get("retry-after"), this.clock.now()) * 1000;
        if (asked > LONGEST_WAIT_MS) return answer;
        this.slowDown(sentAt);
        if (attempt === TRIES) return answer;
        const wait = Math.max(asked, 500 * 2 ** (attempt - 1)) * (1 + Math.random() / 5);
        await answer.body?.cancel();
        this.nextAt = Math.max(this.nextAt, this.clock.now() + wait);
      }
    };
  }

  /** Waits until one more may be asked. @returns when that is */
  private async turn(): Promise<number> {
    const now = this.clock.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + 1000 / this.perSecond;
    if (at > now) await this.clock.sleep(at - now);
    this.sent = [...this.sent.filter((time) => time > at - 1000), at];
    return at;
  }

  private slowDown(sentAt: number): void {
    // Several refusals of one moment are one lesson.
    if (sentAt < this.slowedAt) return;
    this.slowedAt = this.clock.now();
    const asked = Math.min(this.perSecond, Math.max(HARDLY_MUCH, this.sent.length));
    this.perSecond = Math.max(SLOWEST, asked * SLOW_DOWN);
  }
}

/** The paces of a worker: one for each provider, or for each server of those that everybody may run. */
export function paces(clock: PaceClock = realClock): (name: string) => Pace {
  const known = new Map<string, Pace>();
  return (name) => {
    const pace = known.get(name) ?? new Pace(clock);
    known.delete(name);
    known.set(name, pace);
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
    return pace;
  };
}

import type { FreeTime } from "@/lib/availability/schema";
import { askHold, askRenewal, giveBack } from "./requests";
import {
  forgetHold,
  type HoldSubject,
  joinHold,
  keepHold,
  leaveHold,
  shelf,
  subjectKey,
} from "./store";

/** A hold is renewed once it has less than this left. */
const RENEW_BELOW_MS = 5 * 60_000;
/** Between two tries without an answer. */
const RETRY_MS = 9_000;
/** Seconds that a page which goes away leaves its hold, for it may only be reloading. */
const GRACE_SECONDS = 5;
/** The last minutes, of which the customer hears. */
const TELL_BELOW_MS = 2 * 60_000;

export type HoldState =
  | { status: "asking" }
  /** `left` milliseconds once the end is near, else null. */
  | { status: "held"; token: string; left: number | null }
  | { status: "lost"; message: string; alternatives: FreeTime[] }
  /** The server gave no answer; the booking itself decides. */
  | { status: "unknown" };

/** How long a time that was lost is left before it is tried for again: somebody may have let it go. */
const LOST_RETRY_MS = 30_000;

/** A name for this tab as long as it lives. */
const tab = Math.random().toString(36).slice(2);

/** Holds one time for as long as its form is open. */
export class HoldKeeper {
  private readonly key: string;
  private token: string | null = null;
  private until = 0;
  private triedAt = 0;
  private busy: Promise<void> | null = null;
  private ended = false;
  private handedOver = false;
  private lost = false;

  constructor(
    private readonly subject: HoldSubject,
    private readonly timeZone: string,
    private readonly tell: (state: HoldState) => void,
  ) {
    this.key = subjectKey(subject);
  }

  /**
   * Takes the hold: the one that this browser has already, or a new one.
   * @param replaces a hold that is given back for it
   */
  take(replaces: string | null = null): Promise<void> {
    return this.alone(() => oneTabAtATime(this.key, () => this.ask(replaces)));
  }

  /** Looks at the clock: renews, or takes the time again once it has run out. Call it often. */
  async look(): Promise<void> {
    if (this.ended || this.busy) return;
    const now = Date.now();
    if (this.lost || !this.token) {
      if (now - this.triedAt >= (this.lost ? LOST_RETRY_MS : RETRY_MS)) await this.take();
      return;
    }
    const { token } = this;
    this.say({ status: "held", token, left: this.lastMinutes() });
    if (this.until <= now) {
      forgetHold(shelf(), this.key, token);
      this.token = null;
      await this.take(token);
    } else if (this.until - now <= RENEW_BELOW_MS && now - this.triedAt >= RETRY_MS) {
      await this.alone(() => this.renew(token));
    }
  }

  /** Waits for what is being asked just now. @returns the token of the hold, or null without one */
  async settled(): Promise<string | null> {
    await this.busy;
    return this.token;
  }

  /** The page comes back out of the browser's cache, after its hold was given back. */
  resume(): Promise<void> {
    this.token = null;
    return this.take();
  }

  /** The page goes away, perhaps only to come again. */
  pause(): void {
    this.letGo(true);
  }

  /** Gives the place back, unless another tab shows the same form. */
  end(): void {
    this.ended = true;
    if (!this.busy) this.letGo(false);
  }

  /**
   * Ends in favour of the next form.
   * @returns the token that its hold is to replace, if it is of another time
   */
  handOver(next: HoldKeeper): string | null {
    this.ended = true;
    this.handedOver = next.key === this.key;
    if (this.handedOver || this.busy) return null;
    return leaveHold(shelf(), this.key, tab, { reloading: false });
  }

  private async ask(replaces: string | null): Promise<void> {
    const kept = joinHold(shelf(), this.key, tab, Date.now());
    if (kept) {
      if (replaces && replaces !== kept.token) giveBack(replaces);
      const until = await askRenewal(kept.token);
      if (until !== "gone") {
        return this.keep(kept.token, until === "unknown" ? kept.until : until);
      }
      forgetHold(shelf(), this.key, kept.token);
    }
    const answer = await askHold(this.subject, this.timeZone, replaces);
    if (answer.kind === "held") return this.keep(answer.token, answer.until);
    this.token = null;
    this.lost = answer.kind === "refused";
    this.say(
      answer.kind === "refused"
        ? { status: "lost", message: answer.message, alternatives: answer.alternatives }
        : { status: "unknown" },
    );
  }

  private async renew(token: string): Promise<void> {
    const until = await askRenewal(token);
    if (until === "unknown" || this.ended) return;
    if (until !== "gone") return this.keep(token, until);
    forgetHold(shelf(), this.key, token);
    this.token = null;
    await oneTabAtATime(this.key, () => this.ask(null));
  }

  /** One question to the server at a time; those who are asked to wait wait for it. */
  private alone(act: () => Promise<void>): Promise<void> {
    this.busy ??= (async () => {
      this.triedAt = Date.now();
      await act().finally(() => {
        this.busy = null;
      });
      // The form was closed while the server was asked.
      if (this.ended && !this.handedOver) this.letGo(false);
    })();
    return this.busy;
  }

  private letGo(reloading: boolean): void {
    const token = leaveHold(shelf(), this.key, tab, { reloading });
    if (token) giveBack(token, reloading ? GRACE_SECONDS : 0);
  }

  private keep(token: string, until: number): void {
    this.token = token;
    this.until = until;
    this.lost = false;
    keepHold(shelf(), this.key, tab, token, until);
    this.say({ status: "held", token, left: this.lastMinutes() });
  }

  private lastMinutes(): number | null {
    const left = this.until - Date.now();
    return left < TELL_BELOW_MS ? Math.max(0, left) : null;
  }

  private say(state: HoldState): void {
    if (!this.ended) this.tell(state);
  }
}

/** Two tabs that open the same form at once would both ask for a hold; the second waits and joins the first one's. */
async function oneTabAtATime(key: string, act: () => Promise<void>): Promise<void> {
  let begun = false;
  const once = () => {
    begun = true;
    return act();
  };
  try {
    if (navigator.locks) return await navigator.locks.request(key, once);
  } catch (cause) {
    // In frames of other sites a browser may keep its locks to itself, as it does its storage.
    if (begun) throw cause;
  }
  await inTurn(key, act);
}

const turns = new Map<string, Promise<void>>();

/** The same among the forms of one page, which leave and come back faster than the server answers. */
function inTurn(key: string, act: () => Promise<void>): Promise<void> {
  const mine = (turns.get(key) ?? Promise.resolve()).catch(() => {}).then(act);
  turns.set(key, mine);
  return mine;
}

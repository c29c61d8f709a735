/** Answers that a process has worked out, kept until the database says that they would be others. */

/** What an answer holds good for. */
export interface Validity {
  /** The business's version in the database that it was read at. */
  version: string;
  /** Seconds since 1970 at which a hold runs out; null while nobody holds anything. */
  until: number | null;
}

interface Kept<T> extends Validity {
  answer: T;
  /** See momentOf. */
  moment: string;
  size: number;
}

/**
 * The part of the clock that free times depend on: notice runs out minute by minute, and so does a local date. Within one
 * moment the same data gives the same times.
 * @param now epoch milliseconds
 */
export function momentOf(now: number): string {
  return `${Math.floor(now / 60_000)}-${Math.ceil(now / 60_000)}`;
}

/** Keeps the answers asked for last, as many as a total size allows. */
export class Answers<T> {
  private readonly kept = new Map<string, Kept<T>>();
  private total = 0;

  /** @param room the largest sum of sizes */
  constructor(private readonly room: number) {}

  /** The answer to a question at a moment; it holds good only if the database confirms its version. */
  find(question: string, moment: string): (Validity & { answer: T }) | undefined {
    const found = this.kept.get(question);
    if (!found) return undefined;
    this.kept.delete(question);
    if (found.moment !== moment) {
      this.total -= found.size;
      return undefined;
    }
    // A Map keeps the order of insertion: what was asked for just now goes to the end.
    this.kept.set(question, found);
    return found;
  }

  keep(question: string, moment: string, validity: Validity, answer: T, size: number): void {
    this.total -= this.kept.get(question)?.size ?? 0;
    this.kept.delete(question);
    if (size > this.room) return;
    this.kept.set(question, { ...validity, answer, moment, size });
    this.total += size;
    for (const [oldest, { size: freed }] of this.kept) {
      if (this.total <= this.room) break;
      this.kept.delete(oldest);
      this.total -= freed;
    }
  }
}

/** Statements of one kind that a process has under way at the same time. */
const LANES = 2;
/** Questions in one statement. */
const MOST = 50;

interface Waiting<Q, A> {
  question: Q;
  resolve: (answer: A) => void;
  reject: (cause: unknown) => void;
}

/**
 * Asks the database many small questions in few statements. One that comes while nothing is under way is asked at once, by
 * itself; those that come while others are on their way go together, in the next statement. So no answer is older than its
 * question, and none waits for company.
 */
export class Batch<Q, A> {
  private waiting: Waiting<Q, A>[] = [];
  private running = 0;

  /** @param ask answers several questions, in their order */
  constructor(private readonly ask: (questions: Q[]) => Promise<A[]>) {}

  add(question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      if (this.running < LANES) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running++;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST);
      try {
        const answers = await this.ask(batch.map(({ question }) => question));
        for (const [i, { resolve }] of batch.entries()) resolve(answers[i]!);
      } catch (cause) {
        for (const { reject } of batch) reject(cause);
      }
    }
    this.running--;
  }
}

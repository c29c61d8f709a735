import { shortError } from "./channels/port.ts";
import type { Outbox, Outcome } from "./outbox.ts";

/**
 * Reports outcomes as they come, several in one call where they come faster than the outbox answers: what is said while a
 * report is under way goes with the next one. So nothing waits for company, and a fast provider is not held up by one
 * round trip per message.
 */
export function reporterTo(outbox: Outbox, log: (line: string) => void) {
  let waiting: (Outcome & { id: string })[] = [];
  let going: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        for (const id of await outbox.finish(batch)) log(`${id} had passed to another dispatcher`);
      } catch (error) {
        const why = shortError(error instanceof Error ? error.message : String(error));
        for (const { id } of batch) log(`${id} was not reported: ${why}`);
      }
    }
    going = undefined;
  }

  return {
    report(id: string, outcome: Outcome): void {
      waiting.push({ id, ...outcome });
      going ??= run();
    },
    /** Resolves when everything that was said so far has been reported, or could not be. */
    async settled(): Promise<void> {
      while (going) await going;
    },
  };
}
